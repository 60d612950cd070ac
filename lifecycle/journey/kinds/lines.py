"""Lines of uncoded things: how they enter the books."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lifecycle.events import Legal, Line
from lifecycle.journey.mass import IMPLAUSIBLE, MISSING, default_mass, is_plausible
from lifecycle.journey.state import Holding, Item, Lot
from lifecycle.journey.turn import Turn, joins


class Entering(NamedTuple):
    """A line about to enter: its item, how many, and its grams with their source."""

    item: Item
    units: int
    grams: int
    source: str


def read_lines(turn: Turn, lines: Sequence[Line], *, home: str, public_origin: bool) -> list[Entering]:
    """The lines as they would enter by themselves: stated grams within reason, else the default."""
    return [
        _read_line(turn, line, rank, home=home, public_origin=public_origin) for rank, line in enumerate(lines, start=1)
    ]


def _read_line(turn: Turn, line: Line, rank: int, *, home: str, public_origin: bool) -> Entering:
    stated = line.grams
    if stated is not None and not is_plausible(turn, line.category, stated, line.count):
        turn.notes.append(IMPLAUSIBLE)
        stated = None
    default, source = default_mass(turn, line.category, line.count)
    weighed = line.weighed and stated is not None
    # An estimated line shares a lot's mass by its default: a guess of grams is no better than ours.
    own = default if stated is None or not (weighed or source == "unknown") else stated
    item = Item(
        id=f"{turn.subject}#{rank}",
        category=line.category,
        origin="line",
        home_place=home,
        own_g=own,
        own_source="weighed" if weighed else source,
        public_origin=public_origin,
    )
    if stated is None:
        return Entering(item, line.count, default, source)
    return Entering(item, line.count, stated, "weighed" if weighed else "estimated")


def enter_lines(turn: Turn, lines: Sequence[Entering], *, account: str, place: str, legal: Legal) -> None:
    """The lines enter from outside into the lot that the fact is told of."""
    lot, fact = turn.its(Lot), turn.fact
    for item, units, grams, source in lines:
        if source == "unknown":
            turn.notes.append(MISSING)
        at = Holding(account, fact.acting, place=place, legal=legal, lot=fact.code, source=source)
        at.grams, at.units = grams, units
        turn.page.enter(item, at)
        lot.lines.append(item)
    if lines:
        joins(lot, turn.subject)
