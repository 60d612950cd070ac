"""The figures of a report as a table: the main one of a format that holds one only."""

from __future__ import annotations

from dataclasses import replace

from lifecycle.reports.report import Column, Report, Table
from lifecycle.reports.words import PERIMETER, UNITS
from lifecycle.words import N_, Sentence, say


def figure_table(report: Report) -> Table:
    """One row per figure."""
    columns = (
        Column("id", N_("Figure")),
        Column("label", N_("Label")),
        Column("value", N_("Value"), "unit"),
        Column("low", N_("Low"), "unit"),
        Column("high", N_("High"), "unit"),
        Column("unit", N_("Unit"), words=UNITS),
        Column("counted", N_("Things counted")),
        Column("weighed_g", N_("of which weighed"), "g"),
        Column("without_range_g", N_("Without range"), "g"),
        Column("left_out", N_("Left out")),
        Column("method", N_("Method")),
        Column("edition", N_("Edition")),
        Column("sources", N_("Sources")),
    )
    rows = tuple(
        (
            figure.id,
            figure.label,
            figure.quantity.central if figure.known else None,
            figure.quantity.low if figure.known else None,
            figure.quantity.high if figure.known else None,
            figure.unit,
            figure.coverage.counted,
            figure.coverage.weighed_g if figure.unit == "g" else None,
            figure.coverage.without_range_g if figure.unit == "g" else None,
            " ".join(f"{reason}:{count}" for reason, count in sorted(figure.coverage.left_out.items())),
            figure.method,
            figure.edition,
            " ".join(figure.quantity.sources),
        )
        for figure in report.figures
    )
    return Table("figures", say("Figures"), columns, rows)


def perimeter_of(report: Report) -> tuple[Sentence, ...]:
    """What narrows a report, as a person reads it; nothing where it is about everything."""
    chosen = report.filter.perimeter().items()
    return tuple(say("{what}: {which}", what=say(PERIMETER[name]), which=code) for name, code in chosen)


def all_tables(report: Report) -> tuple[Table, ...]:
    """The figures, where there are any, then the tables."""
    return (figure_table(report), *report.tables) if report.figures else report.tables


def main_table(report: Report) -> Table:
    """What a format that holds one table shows: the figures, else the first table."""
    return all_tables(report)[0]


def marked(report: Report, table: Table) -> Table:
    """The table as a sheet that may go its way alone: each row of a demonstration says that it is fiction."""
    if not report.fiction:
        return table
    column = Column("fiction", N_("Fiction"), words={"fiction": N_("all of it is invented")})
    return replace(table, columns=(*table.columns, column), rows=tuple((*row, "fiction") for row in table.rows))


def unit_in(table: Table, column: Column, row: tuple[object, ...]) -> str:
    """The unit of a cell: its column's, or the one that its row names."""
    if column.unit != "unit":
        return column.unit
    return str(row[next(i for i, other in enumerate(table.columns) if other.id == "unit")])
