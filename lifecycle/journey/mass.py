"""What a thing weighs when it comes in, and how a lot's mass is shared out to its members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lifecycle.events import Weighed
from lifecycle.journey.apportion import lot_shares
from lifecycle.journey.state import MEASURED, UNSORTED, Device
from lifecycle.journey.turn import Impossible, Thing, Turn
from lifecycle.words import say

IMPLAUSIBLE = "mass-implausible"
LIGHTER = "lot-lighter-than-its-weighed-members"
MISSING = "default-mass-missing"
SOURCE_OF = {"scale": "weighed", "document": "document"}


def default_mass(turn: Turn, category: str, count: int = 1) -> tuple[int, str]:
    """The category's default mass in grams, times ``count``, and the source it then has."""
    value = None if category == UNSORTED else turn.reference.mass_g(category, on=turn.fact.occurred_on)
    return (0, "unknown") if value is None else (value.central * count, "default")


def is_plausible(turn: Turn, category: str, grams: int, count: int = 1) -> bool:
    """A mass within reason for its category, for each of ``count`` things."""
    if category == UNSORTED:
        return True
    return turn.reference.plausible_mass(category, -(-grams // count), on=turn.fact.occurred_on)


def plausible_part(turn: Turn, part: str, category: str, grams: int) -> int:
    """A part's stated grams: it has no other source of mass, so what is not within reason is refused."""
    if is_plausible(turn, category, grams):
        return grams
    least, most = turn.reference.plausible_bounds_g(category, on=turn.fact.occurred_on)
    raise Impossible(
        say(
            "{part}: {grams} g is not within reason for such a part ({least} to {most} g); check its grams",
            part=part,
            grams=grams,
            least=least,
            most=most,
        )
    )


def entry_weighing(turn: Turn, category: str) -> Weighed | None:
    """The first plausible weighing or document before anything changes the machine."""
    for later in turn.world.later_facts(turn.subject, turn.recorded.key):
        fact = later.fact
        if fact.changes_machine:
            return None
        if isinstance(fact, Weighed) and is_plausible(turn, category, fact.grams):
            return fact
    return None


def share_out(turn: Turn, things: list[Thing], net: int, *, weighed: bool = True) -> None:
    """A lot was weighed: its members' masses become their shares of ``net`` grams.

    Always recomputed from the members' own masses, never from an earlier share. The
    difference goes to *reweighing* where the former mass was measured, else to *estimate*.
    A share too heavy for one of them makes the weighing recorded and not used; an estimate
    (``weighed`` false) is judged, and never used.
    """
    if not things:
        return
    shares, lighter = lot_shares(net, [_own_mass(thing) for thing in things], [thing.item.weighed for thing in things])
    if not _plausible_shares(turn, things, shares):
        turn.notes.append(IMPLAUSIBLE)
    elif weighed:
        if lighter:
            turn.notes.append(LIGHTER)
        _apply_shares(turn, things, shares)


def _apply_shares(turn: Turn, things: list[Thing], shares: Sequence[int]) -> None:
    before = [thing.holding.grams for thing in things]
    for thing, grams, there in zip(things, shares, before, strict=True):
        measured = thing.holding.source in MEASURED
        if grams == there and measured:
            continue
        source = thing.item.own_source if thing.item.weighed and grams == thing.item.own_g else "share"
        against = "reweighing" if measured else "estimate"
        # Two holdings of one item may become one here: what is added is the difference, not the sum.
        turn.page.adjust(thing.item, thing.holding, thing.holding.grams + grams - there, source=source, against=against)


def _own_mass(thing: Thing) -> int:
    """The thing's own mass in grams; of an item split over several lots, the part that is here."""
    if len(thing.item.holdings) == 1 or not thing.item.grams:
        return thing.item.own_g
    return thing.item.own_g * thing.holding.grams // thing.item.grams


def _plausible_shares(turn: Turn, things: Sequence[Thing], shares: Sequence[int]) -> bool:
    """Each thing, with what of it is elsewhere, would have a mass within reason."""
    differences: dict[tuple[str, str], int] = {}
    for thing, share in zip(things, shares, strict=True):
        whole = isinstance(turn.world.state(thing.owner), Device)
        key = (thing.owner, "" if whole else thing.item.id)
        differences[key] = differences.get(key, 0) + share - thing.holding.grams
    return all(_plausible_with(turn, owner, item, more) for (owner, item), more in differences.items())


def _plausible_with(turn: Turn, owner: str, item_id: str, more: int) -> bool:
    """A device, or one item of its owner, would be within reason with ``more`` grams than it has."""
    state = turn.world.state(owner)
    if isinstance(state, Device):
        assert state.body is not None
        items, body, count = state.items, state.body, 1
    else:
        items = [item for item in getattr(state, "items", ()) if item.id == item_id]
        body, count = items[0], sum(held.units for item in items for held in item.holdings)
    grams = sum(item.grams for item in items) + more
    if body.category == UNSORTED or not grams or not count:
        return True
    return not _too_heavy(turn, body.category, grams, count)


def _too_heavy(turn: Turn, category: str, grams: int, count: int) -> bool:
    """A share is judged at the heavy side only: what a lot leaves to a thing may be as little as a gram."""
    _least, most = turn.reference.plausible_bounds_g(category, on=turn.fact.occurred_on)
    return -(-grams // count) > most


def plausible_lines(turn: Turn, masses: Iterable[tuple[str, int, int]]) -> bool:
    """Shares of lines (category, grams, count) are within reason: none too heavy for its things."""
    return not any(
        category != UNSORTED and _too_heavy(turn, category, grams, count) for category, grams, count in masses
    )
