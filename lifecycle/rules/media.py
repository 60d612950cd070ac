"""Data: nothing leaves for use while it may hold someone's data."""

from __future__ import annotations

from lifecycle.events import HandedOver, Transferred
from lifecycle.journey.state import Device, LoosePart, State
from lifecycle.journey.turn import Turn
from lifecycle.reference import Reference
from lifecycle.rules.rule import breach


@breach(
    "media-not-fit",
    HandedOver,
    Transferred,
    source="RGPD art. 5(1)(f), 32; C. conso R. 122-4; NIST SP 800-88 Rev. 2",
    denies="safe_hand_over",
)
def media_are_not_fit(turn: Turn) -> bool:
    """A device left for use or for another holder before each storage medium was sanitised, destroyed or absent."""
    if isinstance(turn.fact, Transferred) and not turn.fact.custody:
        return False
    owners = {thing.owner for thing in turn.things("stock", "parts")}
    return any(not is_fit(turn, turn.world.state(owner)) for owner in owners)


def is_fit(turn: Turn, state: State) -> bool:
    """Nothing in it can hold someone's data any more."""
    if isinstance(state, LoosePart):
        return not (state.item and state.item.medium and state.item.medium_state == "unknown")
    if not isinstance(state, Device) or state.body is None:
        return True
    return is_sealed(state, state.body.category, turn.reference)


def is_sealed(device: Device, category: str, reference: Reference) -> bool:
    """No storage medium inside can hold someone's data: each was sanitised or left, none is there, or none ever is."""
    known = reference.category(category)
    if known is not None and not known.bears_data:
        return True
    if device.media_absent:
        return True
    return bool(device.media) and all(medium.state != "unknown" for medium in device.media.values())
