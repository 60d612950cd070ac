"""What was published: each publication as the ledger holds it, and the digits by which it is known again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce
from hashlib import sha256
from typing import Any, NamedTuple

from pydantic import ValidationError

from lifecycle.engine import Engine
from lifecycle.reports.numbers import Amount, Day
from lifecycle.reports.question import Filter, Unanswerable, ask
from lifecycle.reports.report import Cell, Figure, Report, Table
from lifecycle.words import N_, Sentence, say

SLICE = "by"
"""Under this name a publication keeps how its report was cut."""
MOST_MOVED = 6
"""Figures that a report names when they moved since they were published."""


class Digits(NamedTuple):
    """A figure as it is published: numbers as they were written, no digit more or less."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str

    @classmethod
    def of(cls, figure: Figure) -> Digits:
        """Those of a figure of a report."""
        quantity = figure.quantity
        low, high = (None if bound is None else Decimal(bound) for bound in (quantity.low, quantity.high))
        return cls(Decimal(quantity.central), low, high, quantity.unit)

    def stored(self) -> dict[str, str]:
        """As decimal text; an unknown bound stays absent."""
        numbers = {"value": self.value, "low": self.low, "high": self.high}
        return {name: f"{one:f}" for name, one in numbers.items() if one is not None} | {"unit": self.unit}


class TableDigits(NamedTuple):
    """A table as it is published: of these columns, so many rows, and their digest."""

    columns: tuple[str, ...]
    rows: int
    sha256: str

    @classmethod
    def of(cls, table: Table, columns: Iterable[str] | None = None) -> TableDigits | None:
        """Those of a table, of all columns that hold no sentence unless some are named; none where it lacks one.

        Sentences belong to a language and to a version of the program, and the order of rows to whoever reads.
        """
        places = {column.id: rank for rank, column in enumerate(table.columns)}
        if columns is None:
            worded = {rank for row in table.rows for rank, cell in enumerate(row) if isinstance(cell, Sentence)}
            columns = (name for name, rank in places.items() if rank not in worded)
        named = tuple(sorted(columns))
        if not set(named) <= places.keys():
            return None
        rows = sorted(_row_text(row[places[name]] for name in named) for row in table.rows)
        return cls(named, len(rows), sha256("\n".join(rows).encode()).hexdigest())


def _row_text(cells: Iterable[Cell]) -> str:
    plain = [cell.words if isinstance(cell, Sentence) else cell for cell in cells]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Published:
    """One publication: what was asked, what was answered, and whether another has taken its place."""

    n: int
    event_id: str
    publisher: str
    day: date
    report: str
    first_day: date | None
    last_day: date | None
    as_of: int
    edition: str
    method: str | None
    perimeter: Mapping[str, str] | None
    """None where version 1 did not write it down."""
    figures: Mapping[str, Digits]
    tables: Mapping[str, TableDigits]
    supersedes: str | None
    values_hash: str | None
    program: str | None
    stream: str | None
    superseded_by: int | None = None

    @property
    def slice(self) -> str:
        """How its report was cut; empty where it was not."""
        return (self.perimeter or {}).get(SLICE, "")

    @property
    def narrowed(self) -> dict[str, str]:
        """What narrowed it, as a filter names it."""
        return {name: code for name, code in (self.perimeter or {}).items() if name != SLICE}

    def filter(self, as_of: int | None) -> Filter:
        """What it asked, at a position of the ledger; :class:`Unanswerable` for what nobody can ask.

        A publication that was typed by hand may say anything.
        """
        asked = {"first_day": self.first_day, "last_day": self.last_day, "as_of": as_of, **self.narrowed}
        try:
            return Filter.model_validate(asked)
        except ValidationError as fault:
            said = ", ".join(f"{error['loc'][0]}={error['input']}" for error in fault.errors() if error["loc"])
            words = N_("fact no. {n} says that it asked for what cannot be asked: {what}")
            raise Unanswerable(say(words, n=self.n, what=said or f"{self.first_day} > {self.last_day}")) from fault

    def answers(self, name: str, asked: Filter, by: str) -> bool:
        """It says what the same report, period and perimeter were when it was published."""
        mine = (self.report, self.first_day, self.last_day, self.narrowed, self.slice)
        return mine == (name, asked.first_day, asked.last_day, asked.perimeter(), by)


def publications(engine: Engine) -> tuple[Published, ...]:
    """Every publication, in the order of the ledger; each says which took its place."""
    found = [_published(row) for row in ask(engine, "publications", Filter().standing_at(engine)).to_pylist()]
    places = {one.supersedes: one.n for one in found if one.supersedes}
    return tuple(replace(one, superseded_by=places.get(one.event_id)) for one in found)


def _published(row: Mapping[str, Any]) -> Published:
    said = json.loads(row["said"])
    return Published(
        n=row["n"],
        event_id=row["event_id"],
        publisher=row["subject"].partition(":")[2],
        day=row["day"],
        report=said["report"],
        first_day=_day(said.get("first_day")),
        last_day=_day(said.get("last_day")),
        as_of=said["as_of"],
        edition=said["edition"],
        method=said.get("method"),
        perimeter={one["what"]: one["which"] for one in said["perimeter"]} if "perimeter" in said else None,
        figures={one["figure"]: _digits(one) for one in said["figures"]},
        tables={
            one["table"]: TableDigits(tuple(one["columns"]), one["rows"], one["sha256"])
            for one in said.get("tables", ())
        },
        supersedes=said.get("supersedes"),
        values_hash=said.get("values_hash"),
        program=said.get("program"),
        stream=said.get("stream"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _digits(said: Mapping[str, str]) -> Digits:
    low, high = (Decimal(said[bound]) if bound in said else None for bound in ("low", "high"))
    return Digits(Decimal(said["value"]), low, high, said["unit"])


def moved_figures(one: Published, told: Report) -> tuple[str, ...]:
    """Ids of the figures that are not what was published."""
    now = {figure.id: figure for figure in told.figures}
    return tuple(id for id, digits in one.figures.items() if id not in now or Digits.of(now[id]) != digits)


def moved_tables(one: Published, told: Report) -> tuple[str, ...]:
    """Ids of the tables that are not what was published."""
    now = {table.id: table for table in told.tables}
    return tuple(
        id for id, digits in one.tables.items() if id not in now or TableDigits.of(now[id], digits.columns) != digits
    )


def moved_since_published(engine: Engine, told: Report, asked: Filter, by: str) -> Iterator[Sentence]:
    """What was published of the very question that a report answers now: nothing in the past moves silently."""
    if asked.as_of is not None:
        return
    for one in publications(engine):
        if one.superseded_by is None and one.answers(told.name, asked, by):
            yield from _moved(one, told)


def _moved(one: Published, told: Report) -> Iterator[Sentence]:
    where: dict[str, object] = {"day": Day(one.day), "n": one.n, "edition": one.edition}
    now = {figure.id: figure for figure in told.figures}
    differ = moved_figures(one, told)
    # A number of things is not named beside its mass.
    moved = [id for id in differ if id in now and id.removesuffix("_units") not in set(differ) - {id}]
    for id in moved[:MOST_MOVED]:
        was, is_now = (_amount(digits) for digits in (one.figures[id], Digits.of(now[id])))
        if str(was) == str(is_now):  # rounded away
            was, is_now = replace(was, exact=True), replace(is_now, exact=True)
        yield say(
            "{label}: published on {day}: {was} (fact no. {n}, edition {edition}); now {now}",
            label=now[id].label,
            was=was,
            now=is_now,
            **where,
        )
    if len(moved) > MOST_MOVED:
        yield say(
            "{count} more moved since they were published: lifecycle published {n} has them all.",
            count=len(moved) - MOST_MOVED,
            n=one.n,
        )
    if moved:
        return
    if one.figures:
        yield say("Published on {day} (fact no. {n}, edition {edition}): its figures are the same now.", **where)
    elif tables := moved_tables(one, told):
        titles = [table.title for table in told.tables if table.id in tables] or [say("{name}", name=tables[0])]
        words = N_("Published on {day} (fact no. {n}, edition {edition}); no longer the same: {tables}")
        yield say(words, tables=reduce(lambda one, other: say("{one}, {other}", one=one, other=other), titles), **where)
    else:
        yield say("Published on {day} (fact no. {n}, edition {edition}): its tables are the same now.", **where)


def _amount(digits: Digits) -> Amount:
    return Amount(digits.value, digits.unit, digits.low, digits.high)


def said_before(some: Iterable[Published], told: Report) -> Iterator[Sentence]:
    """When the very question of a report was published, in a line each, and whether its answer is another now.

    A report that stands at a position knows nothing of what was published later.
    """
    at = told.filter.as_of or 0
    for one in some:
        if one.n <= at and not 0 < (one.superseded_by or 0) <= at and one.answers(told.name, told.filter, ""):
            count = len(moved_figures(one, told)) + len(moved_tables(one, told))
            words = N_("on {day} (fact no. {n}, edition {edition}): {outcome}")
            moved = say("{count} figures or tables are others here", count=count) if count else say("the same figures")
            yield say(words, day=Day(one.day), n=one.n, edition=one.edition, outcome=moved)
