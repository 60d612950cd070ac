"""A publication as it was, run again, and as its question is answered today: side by side."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa

from lifecycle.engine import Engine
from lifecycle.quantity.stream import STREAM
from lifecycle.reports.in_force import Correction
from lifecycle.reports.numbers import Day
from lifecycle.reports.published import Digits, Published, moved_figures, moved_tables
from lifecycle.reports.publishing.listed import REPORT_WORDS
from lifecycle.reports.publishing.making import hash_of_values, program_version
from lifecycle.reports.publishing.running import Run
from lifecycle.reports.question import LATEST, Filter, ask
from lifecycle.reports.report import Cell, Column, Report, Table, report
from lifecycle.reports.words import KIND_WORDS, UNITS
from lifecycle.words import N_, Sentence, say

SAME = {"yes": N_("yes"), "no": N_("no")}


def side_by_side(engine: Engine, one: Published, then: Run, since: Run, now: Run) -> Report:
    """What was published, run again, with the facts of today, and with the values of today as well."""
    figures = [
        (id, _label(id, then, since, now), was, then.digits(id), since.digits(id), now.digits(id))
        for id, was in one.figures.items()
    ]
    bounded = tuple(_bounds_row(row) for row in figures if _has_bounds(row))
    tables = [
        Table("figures", say("Published, run again, and now"), _FIGURES, tuple(map(_figure_row, figures)), exact=True)
    ]
    if bounded:
        tables.append(Table("bounds", say("Bounds: published, run again, and now"), _BOUNDS, bounded, exact=True))
    if one.tables:
        tables.append(_tables(one, then))
    tables.append(_facts_since(engine, one))
    return report(
        "published",
        say("{report}: published on {day} (fact no. {n})", report=_name(one), day=Day(one.day), n=one.n),
        then.report.filter if then.report else Filter(as_of=one.as_of),
        engine,
        tables=tuple(tables),
        notes=tuple(_notes(engine, one, then, since, now)),
    )


def _name(one: Published) -> Sentence | str:
    return say(REPORT_WORDS[one.report]) if one.report in REPORT_WORDS else one.report


_Row = tuple[str, Sentence | str, Digits, Digits | None, Digits | None, Digits | None]
"""Figure, label, as published, run again, with the facts of today, with the values of today as well."""

_FIGURES = (
    Column("figure", N_("Figure")),
    Column("label", N_("Label")),
    Column("unit", N_("Unit"), words=UNITS),
    Column("published", N_("Published"), "unit"),
    Column("again", N_("Run again"), "unit"),
    Column("same", N_("The same to the last digit"), words=SAME),
    Column("now", N_("Now"), "unit"),
    Column("by_facts", N_("Moved by facts since"), "unit"),
    Column("by_values", N_("Moved by values"), "unit"),
)
_BOUNDS = (
    Column("figure", N_("Figure")),
    Column("label", N_("Label")),
    Column("unit", N_("Unit"), words=UNITS),
    Column("published_low", N_("Published: low"), "unit"),
    Column("published_high", N_("Published: high"), "unit"),
    Column("again_low", N_("Run again: low"), "unit"),
    Column("again_high", N_("Run again: high"), "unit"),
    Column("now_low", N_("Now: low"), "unit"),
    Column("now_high", N_("Now: high"), "unit"),
)


def _label(id: str, *runs: Run) -> Sentence | str:
    return next((run.figures[id].label for run in runs if id in run.figures), id)


def _figure_row(row: _Row) -> tuple[Cell, ...]:
    id, label, was, again, since, now = row
    by_facts = None if since is None else _cell(since.value - (again or was).value)
    by_values = None if since is None or now is None else _cell(now.value - since.value)
    same = "yes" if again == was else "no"
    shown = (_cell(one.value if one else None) for one in (was, again))
    return (id, label, was.unit, *shown, same, _cell(now.value if now else None), by_facts, by_values)


def _has_bounds(row: _Row) -> bool:
    return any(one is not None and not one.low == one.value == one.high for one in row[2:])


def _bounds_row(row: _Row) -> tuple[Cell, ...]:
    id, label, was, again, _since, now = row
    bounds = [_cell(bound) for one in (was, again, now) for bound in ((one.low, one.high) if one else (None, None))]
    return (id, label, was.unit, *bounds)


def _cell(number: Decimal | None) -> Cell:
    """A whole number as such; what version 1 was told in parts of a unit, as it was written."""
    if number is None:
        return None
    return int(number) if number == int(number) else f"{number:f}"


def _tables(one: Published, then: Run) -> Table:
    known = {table.id: table for table in then.report.tables} if then.report else {}
    differ = moved_tables(one, then.report) if then.report else tuple(one.tables)
    rows = tuple(
        (
            id,
            known[id].title if id in known else id,
            was.rows,
            len(known[id].rows) if id in known else None,
            "no" if id in differ else "yes",
        )
        for id, was in one.tables.items()
    )
    columns = (
        Column("table", N_("Table")),
        Column("label", N_("Label")),
        Column("rows", N_("Rows published")),
        Column("rows_again", N_("Rows run again")),
        Column("same", N_("The same to the last digit"), words=SAME),
    )
    return Table("tables", say("Tables, by the digest of their numbers and codes"), columns, rows)


def _facts_since(engine: Engine, one: Published) -> Table:
    asked = _of_its_days(one).standing_at(engine)
    beside = {"voids": _voids(engine, asked, one.as_of)}
    rows = ask(engine, "facts_since", asked, beside=beside, published=one.as_of).to_pylist()
    columns = (
        Column("kind", N_("Fact"), words=KIND_WORDS),
        Column("facts", N_("Of its days, or before")),
        Column("later", N_("Of later days")),
        Column("first_n", N_("From fact no.")),
        Column("last_n", N_("To fact no.")),
    )
    title = say("Facts recorded since: late ones, corrections, and what came later")
    return Table("since", title, columns, tuple(tuple(row[column.id] for column in columns) for row in rows))


def _voids(engine: Engine, asked: Filter, since: int) -> pa.Table:
    """Corrections recorded since a position, each with the facts that it voids."""
    rows = [row for row in ask(engine, "corrections", asked).to_pylist() if row["n"] > since]
    pairs = [(row["n"], id) for row in rows for id in Correction.told(row["event_id"], row["said"]).voids]
    schema = pa.schema([("correction", pa.int64()), ("name", pa.string())])
    return pa.table([[n for n, _id in pairs], [id for _n, id in pairs]], schema=schema)


def _of_its_days(one: Published) -> Filter:
    return Filter(last_day=one.last_day or LATEST)


def _notes(engine: Engine, one: Published, then: Run, since: Run, now: Run) -> Iterator[Sentence]:
    if one.perimeter is None:
        yield say("Recorded by version 1 of its kind, which wrote down no perimeter: it is run again on everything.")
    if one.superseded_by:
        yield say("Its place was taken by fact no. {n}.", n=one.superseded_by)
    if then.trouble:
        yield say("It cannot be run again: {reason}", reason=then.trouble)
    if then.report:
        yield from _verdict(one, then.report)
    if now.trouble and not then.trouble:
        yield say("It has no answer today: {reason}", reason=now.trouble)
    elif not now.trouble:
        yield _today(engine, one, then, since, now)


def _verdict(one: Published, told: Report) -> Iterator[Sentence]:
    """Whether it is the same, and where not, what may be the reason."""
    where: dict[str, object] = {"as_of": one.as_of, "edition": one.edition}
    count = {"figures": len(one.figures), "tables": len(one.tables)}
    figures, tables = moved_figures(one, told), moved_tables(one, told)
    if not figures and not tables:
        yield say(
            "Run again at fact {as_of} with the values of edition {edition}: the same to the last digit "
            "({figures} figures, {tables} tables).",
            **where,
            **count,
        )
        return
    words = N_("Run again at fact {as_of} with the values of edition {edition}: not the same: {what}.")
    yield say(words, **where, what=", ".join((*figures, *tables)))
    if one.values_hash and hash_of_values(one.edition) != one.values_hash:
        words = N_(
            "The values of edition {edition} are no longer those of then: an edition that was released was changed."
        )
        yield say(words, edition=one.edition)
    if one.stream not in {None, STREAM}:
        words = N_("Its bounds were drawn from the stream {theirs}; this program draws from {ours}.")
        yield say(words, theirs=one.stream, ours=STREAM)
    if one.program != program_version():
        yield say(
            "Published by version {theirs} of the program, run again by {ours}.",
            theirs=one.program or "–",
            ours=program_version() or "–",
        )


def _today(engine: Engine, one: Published, then: Run, since: Run, now: Run) -> Sentence:
    where: dict[str, object] = {"n": engine.position.count, "edition": now.report.edition if now.report else ""}
    if since.trouble:
        others = sum(1 for id, was in one.figures.items() if now.digits(id) != was)
        words = N_(
            "Today, at fact {n} with the values of edition {edition}: {others} figures are not what was published."
        )
        return say(words, others=others, **where)
    by_facts = sum(1 for id, was in one.figures.items() if since.digits(id) != (then.digits(id) or was))
    by_values = sum(1 for id in one.figures if now.digits(id) != since.digits(id))
    if not by_facts and not by_values:
        return say("Today, at fact {n} with the values of edition {edition}: no figure has moved since.", **where)
    if where["edition"] == one.edition:
        words = N_("Today, at fact {n} with the values of edition {edition}: {by_facts} figures moved by facts since.")
        return say(words, by_facts=by_facts, **where)
    return say(
        "Today, at fact {n} with the values of edition {edition}: {by_facts} figures moved by facts since, {by_values} "
        "by values that are others than those of edition {published}.",
        by_facts=by_facts,
        by_values=by_values,
        published=one.edition,
        **where,
    )
