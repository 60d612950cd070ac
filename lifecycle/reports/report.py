"""A report: figures that can be taken apart, tables, and what must be said beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from lifecycle.engine import Engine
from lifecycle.quantity import Estimate
from lifecycle.reports.made_of import CATEGORY, MadeOf
from lifecycle.reports.numbers import EMISSIONS, number
from lifecycle.reports.perimeter import is_fiction
from lifecycle.reports.question import Filter
from lifecycle.words import N_, Sentence, _, say

METHOD = "lifecycle"
FICTION = N_("Fiction: the organisations of this ledger and all that is told of them are invented.")
"""The first note of a report on a demonstration."""
Cell = str | int | Sentence | None


@dataclass(frozen=True)
class Observed:
    """What a figure of emissions rests on beside masses."""

    devices: int
    """Devices handed over up to the last day."""
    with_evidence: int
    """Those of whose use something tells after the hand-over."""
    answers: int
    """Recipients who said what they would have done without; who does not know is not among them."""
    asked: int
    """Recipients who were asked."""
    screening: bool
    """Too few answered: the substitution rate is the range of the literature."""
    below_zero: float | None = None
    """Share of the draws of this figure below zero, from 0 to 1; None for what is not drawn."""

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        share = round(self.with_evidence / self.devices, 4) if self.devices else None
        return {
            "evidence": {"devices": self.devices, "with_evidence": self.with_evidence, "share": share},
            "answers": {"known": self.answers, "asked": self.asked},
            "screening": self.screening,
            "below_zero": None if self.below_zero is None else round(self.below_zero, 4),
        }


@dataclass(frozen=True)
class Coverage:
    """What a figure rests on.

    Weighed grams are those of a scale, of a document, or of a share of a weighed lot: a
    number that someone measured. Stated grams (a part that someone took out), estimates and
    category defaults are not. Shares are of the sum of absolute values, since a change may have both signs.
    """

    counted: int = 0
    """Things counted, net."""
    by_source: Mapping[str, int] = field(default_factory=dict)
    """Grams, net, by where they come from."""
    without_range_g: int = 0
    """Grams without bounds ("sans fourchette"): a person's estimate, or a default whose source publishes none."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Reason -> things that are not in the figure."""
    places: str = "origin"
    """Which place a territory selects by: origin or equipment."""
    observed: Observed | None = None
    """Of emissions alone: evidence of use, answers, draws below zero."""

    @property
    def weighed_g(self) -> int:
        """Grams that someone measured."""
        return sum(grams for source, grams in self.by_source.items() if source in {"weighed", "document", "share"})

    @property
    def weighed_share(self) -> float | None:
        """The part of the mass that was measured, from 0 to 1; for display only."""
        whole = sum(abs(grams) for grams in self.by_source.values())
        part = sum(abs(g) for source, g in self.by_source.items() if source in {"weighed", "document", "share"})
        return part / whole if whole else None

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        share = self.weighed_share
        return {
            "counted": self.counted,
            "by_source_g": dict(sorted(self.by_source.items())),
            "weighed_g": self.weighed_g,
            "weighed_share": None if share is None else round(share, 4),
            "without_range_g": self.without_range_g,
            "left_out": dict(sorted(self.left_out.items())),
            "places": self.places,
            **(self.observed.to_json() if self.observed else {}),
        }


@dataclass(frozen=True)
class Figure:
    """One number of a report: what it says, its bounds, and what it rests on."""

    id: str
    label: Sentence
    quantity: Estimate
    edition: str
    coverage: Coverage
    method: str = METHOD
    group: str = ""
    """Figures of one group are shown together: lines, beside, served, balances, averages, openings,
    books, activity, ladder."""
    made_of: MadeOf | None = field(default=None, compare=False, repr=False)
    """How it came about, and how to ask what each thing adds to it; every figure that has a name has one."""

    @property
    def value(self) -> int:
        """The central value, in :attr:`unit`."""
        return self.quantity.central

    @property
    def known(self) -> bool:
        """False for emissions of which every thing lacks a value: they are then not nothing, but unknown."""
        lacking = any(why.startswith("no_") for why in self.coverage.left_out)
        return self.unit != EMISSIONS or bool(self.value or self.coverage.counted or not lacking)

    @property
    def unit(self) -> str:
        """g for grams, gCO2e for grams of CO2 equivalent, things for whole things."""
        return self.quantity.unit

    def to_json(self) -> dict[str, Any]:
        """Value, low, high, unit, method, edition, coverage, sources."""
        return {
            "id": self.id,
            "label": str(self.label),
            "group": self.group,
            "value": self.quantity.central if self.known else None,
            "low": self.quantity.low if self.known else None,
            "high": self.quantity.high if self.known else None,
            "unit": self.quantity.unit,
            "method": self.method,
            "edition": self.edition,
            "coverage": self.coverage.to_json(),
            "sources": list(self.quantity.sources),
        }


@dataclass(frozen=True)
class Column:
    """A column of a table: its name for programs, its label for people, its unit."""

    id: str
    label: str
    """English text, translated when it is shown."""
    unit: str = ""
    """g, things, or nothing for texts and positions."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Code -> English text, for cells that hold codes."""
    sorts: Mapping[str, str] = field(default_factory=dict)
    """Sort -> English text, for cells that hold subjects: device:PC-1."""
    listed: bool = False
    """True where a cell may hold several codes, with a space between them."""
    reads: Callable[[str], str] | None = None
    """How a code reads, where that is no list of words: a category, a unit."""
    decimal: bool = False
    """True where a text in a cell is a number, with every digit of it."""
    rare: bool = False
    """True where people see the column only if a row holds something in it; files always have it."""
    what: str = ""
    """What the column holds, in an English sentence, where its name does not mean here what it means elsewhere:
    see ``reports.dictionary``."""

    def shown(self, cell: Cell) -> str | int | None:
        """A cell as a person reads it: codes as words."""
        if isinstance(cell, str) and self.sorts:
            return ", ".join(map(self._sorted, cell.split() if self.listed else [cell]))
        if isinstance(cell, str) and self.listed:
            return ", ".join(_(self.words[code]) if code in self.words else code for code in cell.split())
        if isinstance(cell, str) and self.decimal:
            return number(Decimal(cell))
        if isinstance(cell, str) and self.reads:
            return self.reads(cell)
        if isinstance(cell, str):
            return _(self.words[cell]) if cell in self.words else cell
        return str(cell) if isinstance(cell, Sentence) else cell

    def _sorted(self, subject: str) -> str:
        sort, _colon, code = subject.partition(":")
        return f"{_(self.sorts[sort])} {code}" if sort in self.sorts else subject


def category_column() -> Column:
    """A column of codes of categories, which people read by their names."""
    return Column("category", N_("Category"), reads=CATEGORY.shown)


@dataclass(frozen=True)
class Table:
    """Rows under columns."""

    id: str
    title: Sentence
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    exact: bool = False
    """True where every digit matters: people read emissions in it unrounded."""

    @property
    def for_people(self) -> Table:
        """The same without rare columns in which no row holds anything."""
        kept = [
            place
            for place, column in enumerate(self.columns)
            if not column.rare or any(str(row[place] or "") for row in self.rows)
        ]
        if len(kept) == len(self.columns):
            return self
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[place] for place in kept), rows=rows)

    def records(self) -> list[dict[str, str | int | None]]:
        """The rows by name of column, codes as they are."""
        plain = [[str(cell) if isinstance(cell, Sentence) else cell for cell in row] for row in self.rows]
        return [dict(zip((column.id for column in self.columns), row, strict=True)) for row in plain]


@dataclass(frozen=True)
class Report:
    """The answer to one question, and the position of the ledger on which it stands."""

    name: str
    title: Sentence
    filter: Filter
    ledger_id: str
    count: int
    hash: str
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Sentence, ...] = ()
    edition: str = ""
    """Edition of the values it was asked with; empty where nobody named the report by its name."""

    @property
    def fiction(self) -> bool:
        """It tells of invented organisations: nothing in it is true."""
        return any(note.words == FICTION for note in self.notes)

    def figure(self, id: str) -> Figure:
        """The figure of this name."""
        found = next((figure for figure in self.figures if figure.id == id), None)
        if found is None:
            raise KeyError(f"{self.name} has no figure {id!r}; it has {', '.join(f.id for f in self.figures)}")
        return found

    def table(self, id: str) -> Table:
        """The table of this name."""
        found = next((table for table in self.tables if table.id == id), None)
        if found is None:
            raise KeyError(f"{self.name} has no table {id!r}; it has {', '.join(t.id for t in self.tables)}")
        return found

    def to_json(self) -> dict[str, Any]:
        """The whole report as plain JSON values."""
        days = self.filter.model_dump(mode="json", include={"first_day", "last_day"})
        return {
            "report": self.name,
            "title": str(self.title),
            "perimeter": self.filter.perimeter(),
            "period": days,
            "as_of": self.filter.as_of,
            "edition": self.edition,
            "ledger": {"ledger_id": self.ledger_id, "count": self.count, "hash": self.hash},
            "fiction": self.fiction,
            "figures": [figure.to_json() for figure in self.figures],
            "tables": {table.id: table.records() for table in self.tables},
            "notes": [str(note) for note in self.notes],
        }


def report(
    name: str,
    title: Sentence,
    filter: Filter,
    engine: Engine,
    *,
    figures: tuple[Figure, ...] = (),
    tables: tuple[Table, ...] = (),
    notes: tuple[Sentence, ...] = (),
) -> Report:
    """A report that names the position its engine stands on, and says first where all of it is fiction."""
    at = engine.position
    marked = (say(FICTION), *notes) if is_fiction(engine) else notes
    return Report(name, title, filter, at.ledger_id, at.count, at.hash, figures, tables, marked)
