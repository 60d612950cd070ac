"""States as the ledger keeps them, and whom a change to one reaches."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle.journey.past import StateRow
from lifecycle.journey.state import Device, LoosePart, Lot, Organisation, State, dump_state, organisation_of
from lifecycle.journey.turn import World, custody_of_lot

ORGANISATIONS_KEY = "0"
"""The one key under which an organisation's state is kept: authorisations have no order of life."""


def row_of(world: World, subject: str, key: str, state: State) -> StateRow:
    """A subject's state after the fact at ``key``, with what lists show of it."""
    held, organisation, category, identity = "", "", "", ""
    if isinstance(state, Device):
        held, organisation, identity = state.custody, state.organisation, state.identity
        category = state.body.category if state.body else ""
    elif isinstance(state, LoosePart):
        held = state.custody if not state.host else "installed"
        organisation = organisation_of(state.items)
        category = state.item.category if state.item else ""
    elif isinstance(state, Lot):
        held = custody_of_lot(world, subject)
        organisation = _holder_of_lot(world, subject, state)
    return StateRow(subject, key, dump_state(state, subject), held, organisation, category, identity)


def _holder_of_lot(world: World, subject: str, lot: Lot) -> str:
    """The organisation that holds what is in a lot, else its own lines."""
    code = subject.partition(":")[2]
    held_here = (
        holding.organisation
        for owner in lot.members
        for item in getattr(world.state(owner), "items", ())
        for holding in item.holdings
        if holding.lot == code
    )
    return next(held_here, organisation_of(lot.lines))


def neighbours(state: State) -> Iterator[str]:
    """Whom a change to this state reaches at once: the lots it is in, the host of a part."""
    if isinstance(state, Organisation):
        return
    if isinstance(state, LoosePart) and state.host:
        yield state.host
    yield from (f"lot:{code}" for code in dict.fromkeys(state.lots()))
    yield from (f"lot:{code}" for item in state.items for code in item.certified_in)
