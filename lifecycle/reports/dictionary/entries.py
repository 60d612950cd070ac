"""The dictionary of a report: one entry for each column of its tables, and one for each of its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lifecycle.reports.dictionary.meaning import ORIGINS, REPORT, Meaning
from lifecycle.reports.dictionary.names import MEANINGS
from lifecycle.reports.exports.main import all_tables
from lifecycle.reports.made_of import MadeOf
from lifecycle.reports.report import Column, Figure, Report, Table
from lifecycle.reports.words import UNITS
from lifecycle.words import N_, Sentence, _, say

DICTIONARY = "dictionary"
"""Name of the table, and of the file or sheet that holds it."""


class Entry(NamedTuple):
    """One column or figure: its name for programs and for people, its unit, what it is, where it comes from."""

    table: str
    name: str
    label: str
    unit: str
    """Of the files for programs: g, cents, basis_points."""
    what: str
    origin: str

    @property
    def words(self) -> tuple[str, ...]:
        """The same in the reader's language, the unit as people see it."""
        return (self.table, self.name, _(self.label), _(UNITS.get(self.unit, "")), _(self.what), _(self.origin))


def told_of(table: str, column: Column) -> Meaning | None:
    """What a column of a table means: as it says itself, else by its name in that table, else by its name alone."""
    known = MEANINGS.get(f"{table}.{column.id}") or MEANINGS.get(column.id)
    return Meaning(known.origin if known else REPORT, column.what) if column.what else known


def entries(report: Report) -> Iterator[Entry]:
    """Every column of every table, then every figure; a column of which nobody says what it is has an empty text."""
    for table in all_tables(report):
        for column in table.columns:
            yield _of_column(table, column)
    for figure in report.figures:
        yield _of_figure(figure)


def _of_column(table: Table, column: Column) -> Entry:
    meaning = told_of(table.id, column)
    what, origin = (meaning.what, ORIGINS[meaning.origin]) if meaning else ("", "")
    return Entry(table.id, column.id, column.label, column.unit, what, origin)


def _of_figure(figure: Figure) -> Entry:
    """What a figure is, is how it is made: its formula; where it comes from are the sources of its values."""
    made: MadeOf | None = figure.made_of
    return Entry(
        "figures",
        figure.id,
        str(figure.label),
        figure.unit,
        made.formula if made else "",
        " ".join(figure.quantity.sources) or ORIGINS[REPORT],
    )


_COLUMNS = (
    Column("report", N_("Report")),
    Column("table", N_("Table")),
    Column("name", N_("Name")),
    Column("label", N_("Label")),
    Column("unit", N_("Unit")),
    Column("what", N_("What it is")),
    Column("origin", N_("Where it comes from")),
)


def entry_table(*reports: Report) -> Table:
    """The dictionary of some reports as a table, in the reader's language."""
    rows = (((report.name, *entry.words)) for report in reports for entry in entries(report))
    title: Sentence = say("Dictionary")
    return Table(DICTIONARY, title, _COLUMNS, tuple(dict.fromkeys(rows)))
