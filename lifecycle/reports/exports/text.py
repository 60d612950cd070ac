"""For the terminal: a report as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle.reports.exports.main import perimeter_of, unit_in
from lifecycle.reports.numbers import EMISSIONS, SHOWN, about, emissions, grouped, percent, quantity, range_of
from lifecycle.reports.report import Cell, Column, Figure, Report, Table
from lifecycle.words import _, ngettext, say

MOST_ROWS = 200
"""Rows of a table that a terminal shows; the other formats hold them all."""


def as_text(report: Report) -> str:
    """The figures, the tables, the notes."""
    lines = [*heading_lines(report), *_figures(report.figures)]
    for table in report.tables:
        lines += table_lines(table) if table.rows else ()
    lines += ["", *(f"· {note}" for note in report.notes)] if report.notes else []
    return "\n".join(lines) + "\n"


def heading_lines(report: Report) -> Iterator[str]:
    """What is asked: the title, the days and the position, what narrows it."""
    days = report.filter
    yield str(report.title)
    yield str(
        say(
            "From {first} to {last}, as known at fact {as_of} of ledger {ledger}",
            first=days.first_day or "…",
            last=days.last_day or "…",
            as_of=days.as_of,
            ledger=report.ledger_id,
        )
    )
    if narrowed := perimeter_of(report):
        yield ", ".join(map(str, narrowed))


QUIET = frozenset({"beside", "served", "averages", "openings", "books", "activity", "where", "now"})
"""Groups of which a terminal shows only the figures that are not zero."""


def _figures(figures: tuple[Figure, ...]) -> Iterator[str]:
    """A line a figure: its mass and its things together."""
    lines = [line for line in _paired(figures) if line[0].group not in QUIET or any(figure.value for figure in line)]
    labels = [str(line[0].label) for line in lines]
    values = ["  ".join(_value(each) for each in line if each.unit != "things") for line in lines]
    things = [next((_things(figure) for figure in line if figure.unit == "things"), "") for line in lines]
    widths = [max(map(len, texts), default=0) for texts in (labels, values, things)]
    group = ""
    for line, label, value, count in zip(lines, labels, values, things, strict=True):
        if line[0].group != group:
            group = line[0].group
            yield ""
        shown = f"{label:<{widths[0]}}  {value:>{widths[1]}}  {count:>{widths[2]}}"
        yield f"{shown}  {_beside(line[0])}".rstrip()
    if hidden := sum(1 for _line in _paired(figures)) - len(lines):
        yield ""
        yield str(say("{count} lines at zero are not shown; csv, xlsx and json hold them all", count=hidden))


def _value(figure: Figure) -> str:
    """A value with its unit; emissions with no more digits than their interval deserves."""
    if not figure.known:
        return _("not known")
    return about(figure.quantity) if figure.unit == EMISSIONS else quantity(figure.value, figure.unit)


def _paired(figures: tuple[Figure, ...]) -> Iterator[tuple[Figure, ...]]:
    """Each figure with its count of things, where it has one."""
    by_id = {figure.id: figure for figure in figures}
    for figure in figures:
        of_things = by_id.get(f"{figure.id}_units")
        if not figure.id.endswith("_units"):
            yield (figure, of_things) if of_things else (figure,)


def _things(figure: Figure) -> str:
    return ngettext("{count} thing", "{count} things", abs(figure.value)).format(count=grouped(figure.value))


def _beside(figure: Figure) -> str:
    """Range, weighed share, and what has no mass; of emissions, that they are an order of magnitude."""
    if figure.coverage.observed and figure.coverage.observed.screening and figure.unit == EMISSIONS and figure.value:
        return _("screening")
    if figure.unit != "g" or not figure.coverage.by_source:
        return ""
    weighed = say("weighed: {share}", share=percent(figure.coverage.weighed_share))
    left_out = sum(figure.coverage.left_out.values())
    missing = [str(say("without mass: {count}", count=left_out))] if left_out else []
    bounds = range_of(figure.quantity.low, figure.quantity.high, figure.unit)
    return "  ".join(part for part in (bounds, str(weighed), *missing) if part)


def table_lines(table: Table) -> Iterator[str]:
    """A table under its title, after an empty line."""
    table = table.for_people
    shown = [[_heading(column) for column in table.columns], *(_row(table, row) for row in table.rows[:MOST_ROWS])]
    widths = [max(len(row[j]) for row in shown) for j in range(len(table.columns))]
    right = [any(isinstance(row[j], int) for row in table.rows) for j in range(len(table.columns))]
    yield ""
    yield str(table.title)
    for row_of_text in shown:
        cells = zip(row_of_text, widths, right, strict=True)
        yield "  ".join(text.rjust(width) if number else text.ljust(width) for text, width, number in cells).rstrip()
    if len(table.rows) > MOST_ROWS:
        yield str(say("… and {count} more rows; csv, xlsx and json hold them all", count=len(table.rows) - MOST_ROWS))


def _heading(column: Column) -> str:
    """The label of a column; the unit of emissions stands there, since their cells have none."""
    return f"{_(column.label)} ({SHOWN[EMISSIONS][1]})" if column.unit == EMISSIONS else _(column.label)


def _row(table: Table, row: tuple[Cell, ...]) -> list[str]:
    """The cells of a row; emissions in it are rounded by what lies between them."""
    units = [unit_in(table, column, row) for column in table.columns]
    grams = [cell for cell, unit in zip(row, units, strict=True) if unit == EMISSIONS and isinstance(cell, int)]
    low, high = min(grams, default=0), max(grams, default=0)
    return [
        emissions(cell, low, high)
        if unit == EMISSIONS and isinstance(cell, int) and len(grams) > 1 and not table.exact
        else _cell(cell, column, unit)
        for column, cell, unit in zip(table.columns, row, units, strict=True)
    ]


def _cell(cell: Cell, column: Column, unit: str) -> str:
    if isinstance(cell, int) and unit:
        return quantity(cell, unit)
    return "" if cell is None else str(column.shown(cell))
