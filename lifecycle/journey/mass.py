"""What a thing weighs when it comes in, and how a lot's mass is shared out to its members."""

from __future__ import annotations

from lifecycle.events import Weighed
from lifecycle.journey.apportion import lot_shares
from lifecycle.journey.state import MEASURED, UNSORTED
from lifecycle.journey.turn import Thing, Turn

IMPLAUSIBLE = "mass-implausible"
LIGHTER = "lot-lighter-than-its-weighed-members"
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


def entry_weighing(turn: Turn, category: str) -> Weighed | None:
    """The first plausible weighing or document before anything changes the machine."""
    for later in turn.world.later_facts(turn.subject, turn.recorded.key):
        fact = later.fact
        if fact.changes_machine:
            return None
        if isinstance(fact, Weighed) and is_plausible(turn, category, fact.grams):
            return fact
    return None


def share_out(turn: Turn, things: list[Thing], net: int) -> None:
    """A lot was weighed: its members' masses become their shares of ``net`` grams.

    Always recomputed from the members' own masses, never from an earlier share. The
    difference goes to *reweighing* where the former mass was measured, else to *estimate*.
    """
    if not things:
        return
    own = [_own_mass(thing) for thing in things]
    before = [thing.holding.grams for thing in things]
    shares, lighter = lot_shares(net, own, [thing.item.weighed for thing in things])
    if lighter:
        turn.notes.append(LIGHTER)
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
