"""What each organisation did over a period: what it gave, received, handed over, sent, had certified, treated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.cells import Cell, Moved, cells
from lifecycle.reports.given import gave
from lifecycle.reports.lines import ACTIVITY, SIX_LINES, Line
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.things import Thing, Things, things_moved

_LINES = {line.id: line for line in (*SIX_LINES, *ACTIVITY)}
_ACTIVITY = {
    "received": "receptions",
    "taken_over": "taken_over",
    "passed_on": "transfers",
    "dispatched": "dispatched",
    "accepted": "accepted",
}
"""Field of :class:`Doings` -> the activity it sums."""
IN_USE = ("reused", "prepared", "parts")
CERTIFIED = ("recycled", "other_recovery", "disposed")


@dataclass
class Doings:
    """Grams and things of one organisation over the period; what it has in use and certified by line, in grams."""

    gave_g: int = 0
    gave_units: int = 0
    received_g: int = 0
    received_units: int = 0
    taken_over_g: int = 0
    taken_over_units: int = 0
    handed_over_g: int = 0
    handed_over_units: int = 0
    hand_overs: int = 0
    people: int = 0
    of_unknown_kind: int = 0
    passed_on_g: int = 0
    passed_on_units: int = 0
    dispatched_g: int = 0
    dispatched_units: int = 0
    accepted_g: int = 0
    accepted_units: int = 0
    reused_g: int = 0
    prepared_g: int = 0
    parts_g: int = 0
    recycled_g: int = 0
    other_recovery_g: int = 0
    disposed_g: int = 0
    treated_g: int = 0
    """certified by it as the operator"""

    @property
    def certified_g(self) -> int:
        """Certified of what it sent, whatever became of it."""
        return self.recycled_g + self.other_recovery_g + self.disposed_g

    def add(self, field: str, grams: int, units: int | None = None) -> None:
        """More grams, and more things where they are counted."""
        setattr(self, f"{field}_g", getattr(self, f"{field}_g") + grams)
        if units is not None:
            setattr(self, f"{field}_units", getattr(self, f"{field}_units") + units)


class Books(NamedTuple):
    """The cells of the books by organisation, and what was certified by who had sent it."""

    cells: list[Cell]
    certified: list[dict[str, Any]]

    def moved(self, line: str, organisations: Iterable[str]) -> list[Moved]:
        """The change of one of the six lines for some organisations; certified lines of what they sent."""
        names = frozenset(organisations)
        if line in CERTIFIED:
            rows = (row for row in self.certified if row["account"] == line and row["organisation"] in names)
            return [Moved(row["category"], row["source"], row["grams"], 0) for row in rows]
        chosen = (cell for cell in self.cells if cell.slice in names and _LINES[line].selection(cell))
        return [Moved(cell.category, cell.source, cell.change_g, cell.change_units) for cell in chosen]


def books_of(engine: Engine, filter: Filter) -> Books:
    """The books of a period by organisation. The filter's territory is not asked: these are whole organisations."""
    filter = filter.model_copy(update={"territory": None})
    return Books(cells(engine, filter, by="organisation"), ask(engine, "certified_for", filter).to_pylist())


def things_of(filter: Filter, line: str, organisations: Collection[str]) -> Things:
    """The things behind one of the six lines for some organisations; certified lines of what they sent."""
    filter = filter.model_copy(update={"territory": None})
    if line not in CERTIFIED:
        every = things_moved(filter, _LINES[line].selection)
        return lambda engine: (one for one in every(engine) if one.organisation in organisations)

    def certified(engine: Engine) -> Iterator[Thing]:
        for row in ask(engine, "certified_for", filter, by="thing").to_pylist():
            if row["account"] == line and row["organisation"] in organisations:
                told = (row["item"], row["fact"], row["day"], row["organisation"], row["category"], line, row["source"])
                yield Thing(*told, row["grams"], row["units"])

    return certified


def doings(engine: Engine, filter: Filter, books: Books) -> Mapping[str, Doings]:
    """Organisation -> what it did. The filter's territory is not asked: these are whole organisations.

    In use: net changes, as in the six lines. Certified: of what it sent to an operator,
    whoever treated it; treated: by itself as the operator.
    """
    filter = filter.model_copy(update={"territory": None})
    found: defaultdict[str, Doings] = defaultdict(Doings)
    for cell in books.cells:
        _of_books(found, cell)
    for row in ask(engine, "handed_over", filter, by="organisation").to_pylist():
        mine = found[row["organisation"]]
        mine.add("handed_over", row["grams"], row["units"])
        mine.hand_overs, mine.people = row["hand_overs"], row["people"]
        mine.of_unknown_kind = row["of_unknown_kind"]
    for row in books.certified:
        if row["account"] in CERTIFIED:
            found[row["organisation"]].add(row["account"], row["grams"])
    for donor, sums in gave(engine, filter.model_copy(update={"organisation": None})).items():
        if filter.organisation in {None, donor}:
            found[donor].add("gave", *sums)
    return found


def _of_books(found: Mapping[str, Doings], cell: Cell) -> None:
    for field, name in _ACTIVITY.items():
        if (line := _LINES[name]).selection(cell):
            found[cell.slice].add(field, *_change(line, cell))
    for name in IN_USE:
        if _LINES[name].selection(cell):
            found[cell.slice].add(name, cell.change_g)
    for name in CERTIFIED:
        if _LINES[name].selection(cell):
            found[cell.slice].add("treated", cell.change_g)


def _change(line: Line, cell: Cell) -> tuple[int, int]:
    return line.sign * cell.change_g, line.sign * cell.change_units
