"""For the terminal: a report as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle.reports.exports.main import unit_in
from lifecycle.reports.numbers import percent, quantity, range_of
from lifecycle.reports.report import Cell, Column, Figure, Report, Table
from lifecycle.words import _, say

MOST_ROWS = 200
"""Rows of a table that a terminal shows; the other formats hold them all."""


def as_text(report: Report) -> str:
    """The figures, the tables, the notes."""
    days = report.filter
    lines = [
        str(report.title),
        str(
            say(
                "From {first} to {last}, as known at fact {as_of} of ledger {ledger}",
                first=days.first_day or "…",
                last=days.last_day or "…",
                as_of=days.as_of,
                ledger=report.ledger_id,
            )
        ),
    ]
    if chosen := days.perimeter():
        lines.append(", ".join(f"{name}: {value}" for name, value in chosen.items()))
    lines += _figures(report.figures)
    for table in report.tables:
        lines += _table(table)
    lines += ["", *(f"· {note}" for note in report.notes)] if report.notes else []
    return "\n".join(lines) + "\n"


def _figures(figures: tuple[Figure, ...]) -> Iterator[str]:
    width = max((len(str(figure.label)) for figure in figures), default=0)
    values = [quantity(figure.value, figure.unit) for figure in figures]
    right = max(map(len, values), default=0)
    group = ""
    for figure, value in zip(figures, values, strict=True):
        if figure.group != group:
            group = figure.group
            yield ""
        yield f"{figure.label!s:<{width}}  {value:>{right}}  {_beside(figure)}".rstrip()


def _beside(figure: Figure) -> str:
    if figure.unit != "g" or not figure.coverage.by_source:
        return _("things") if figure.unit == "things" else ""
    weighed = say("weighed: {share}", share=percent(figure.coverage.weighed_share))
    left_out = sum(figure.coverage.left_out.values())
    missing = [str(say("without mass: {count}", count=left_out))] if left_out else []
    bounds = range_of(figure.quantity.low, figure.quantity.high, figure.unit)
    return "  ".join(part for part in (bounds, str(weighed), *missing) if part)


def _table(table: Table) -> Iterator[str]:
    shown = [[_(column.label) for column in table.columns], *(_row(table, row) for row in table.rows[:MOST_ROWS])]
    widths = [max(len(row[j]) for row in shown) for j in range(len(table.columns))]
    right = [any(isinstance(row[j], int) for row in table.rows) for j in range(len(table.columns))]
    yield ""
    yield str(table.title)
    for row_of_text in shown:
        cells = zip(row_of_text, widths, right, strict=True)
        yield "  ".join(text.rjust(width) if number else text.ljust(width) for text, width, number in cells).rstrip()
    if len(table.rows) > MOST_ROWS:
        yield str(say("… and {count} more rows; csv, xlsx and json hold them all", count=len(table.rows) - MOST_ROWS))


def _row(table: Table, row: tuple[Cell, ...]) -> list[str]:
    return [_cell(cell, column, unit_in(table, column, row)) for column, cell in zip(table.columns, row, strict=True)]


def _cell(cell: Cell, column: Column, unit: str) -> str:
    if isinstance(cell, int) and unit in {"g", "things"}:
        return quantity(cell, unit)
    return "" if cell is None else str(column.shown(cell))
