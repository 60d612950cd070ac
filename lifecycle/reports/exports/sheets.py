"""For spreadsheets: CSV and XLSX, in kilograms, in the reader's language, without formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter

from lifecycle.reports.dictionary import entry_table
from lifecycle.reports.exports.about import Given, about_lines
from lifecycle.reports.exports.main import all_tables, main_table, marked, unit_in
from lifecycle.reports.numbers import SHOWN
from lifecycle.reports.report import Cell, Column, Report, Table
from lifecycle.words import Sentence, _

BOM = "\ufeff"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_FORBIDDEN_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_SHEET_NAME = 31
FIRST_DAY = date(1970, 1, 1)


def as_csv(report: Report) -> bytes:
    """The main table: ``;`` between cells, decimal comma, byte order mark, as a French spreadsheet opens it."""
    return csv_of(marked(report, main_table(report)))


def csv_of(table: Table) -> bytes:
    """One table, in the same form."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_heading(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(table, column, row, cell) for column, cell in zip(table.columns, row, strict=True)])
    return (BOM + out.getvalue()).encode()


def _heading(column: Column) -> str:
    return f"{_(column.label)} ({SHOWN[column.unit][1]})" if column.unit in SHOWN else _(column.label)


def _csv_cell(table: Table, column: Column, row: tuple[Cell, ...], cell: Cell) -> str:
    if isinstance(cell, int):
        digits, _sign = SHOWN.get(unit_in(table, column, row), (0, ""))
        return f"{Decimal(cell).scaleb(-digits):.{digits}f}".replace(".", ",")
    if isinstance(cell, str) and column.decimal:
        return cell.replace(".", ",")
    return harmless(str(column.shown(cell) or ""))


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before it."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def as_xlsx(report: Report) -> bytes:
    """The workbook of one report."""
    return workbook((report,))


def workbook(reports: Sequence[Report], given: Given = Given()) -> bytes:
    """One sheet per table, one that says what each column is, one what the reports are and what goes with them."""
    out = io.BytesIO()
    # No formula, link or number is ever guessed from a text.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        # The same report gives the same bytes.
        book.set_properties({"title": str(reports[0].title), "created": FIRST_DAY})
        formats = {digits: book.add_format({"num_format": _pattern(digits)}) for digits in _DIGITS}
        head = book.add_format({"bold": True})
        taken: set[str] = set()
        for report in reports:
            for table in all_tables(report):
                title = report.title if table.id == "figures" and len(reports) > 1 else table.title
                _fill(book.add_worksheet(_sheet_name(str(title), taken)), marked(report, table), head, formats)
        words = entry_table(*reports)
        _fill(book.add_worksheet(_sheet_name(str(words.title), taken)), words, head, formats)
        _about(book.add_worksheet(_sheet_name(_("About"), taken)), about_lines(reports, given))
    return out.getvalue()


def _sheet_name(title: str, taken: set[str]) -> str:
    name = title.translate(_FORBIDDEN_IN_SHEET_NAMES).strip("' ")[:_LONGEST_SHEET_NAME] or "-"
    while name.casefold() in taken:
        name = f"{name[: _LONGEST_SHEET_NAME - 2]} {len(taken)}"
    taken.add(name.casefold())
    return name


_DIGITS = frozenset({0, *(digits for digits, _sign in SHOWN.values())})


def _pattern(digits: int) -> str:
    return f"#,##0.{'0' * digits}" if digits else "#,##0"


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    table: Table,
    head: xlsxwriter.format.Format,
    formats: dict[int, xlsxwriter.format.Format],
) -> None:
    sheet.freeze_panes(1, 0)
    for j, column in enumerate(table.columns):
        sheet.write_string(0, j, _heading(column), head)
    for i, row in enumerate(table.rows, start=1):
        for j, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            if isinstance(cell, int):
                digits, _sign = SHOWN.get(unit_in(table, column, row), (0, ""))
                sheet.write_number(i, j, cell / 10**digits if digits else cell, formats[digits])
            elif isinstance(cell, str) and column.decimal:
                sheet.write_number(i, j, float(cell))
            elif isinstance(cell, str | Sentence):
                sheet.write_string(i, j, str(column.shown(cell)))
    sheet.autofit()


def _about(sheet: xlsxwriter.worksheet.Worksheet, lines: Iterable[tuple[str, str]]) -> None:
    for i, (name, value) in enumerate(lines):
        sheet.write_string(i, 0, name)
        sheet.write_string(i, 1, value)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
