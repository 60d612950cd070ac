"""A report as a file: for a terminal, a spreadsheet, a program."""

from __future__ import annotations

import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook
from reports_books import Books, move

from lifecycle import reference
from lifecycle.engine import open_engine
from lifecycle.quantity import Estimate, total
from lifecycle.reports.exports import FORMATS, as_csv, as_json, as_parquet, as_text, as_xlsx
from lifecycle.reports.exports.sheets import harmless
from lifecycle.reports.named import REPORTS
from lifecycle.reports.numbers import grouped, kilograms, percent, quantity, range_of
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Column, Coverage, Figure, Report, Table
from lifecycle.words import choose_language, say

HOSTILE = "=cmd|' /C calc'!A0"


@pytest.fixture(params=["fr", "en"])
def language(request):
    choose_language(request.param)
    yield request.param
    choose_language("fr")


@pytest.fixture
def french():
    choose_language("fr")


def a_report(**more) -> Report:
    """Two figures, one table whose cells try to be formulas."""
    coverage = Coverage(3, {"weighed": 2100, "default": 10245}, left_out={"no_mass": 1})
    figures = (
        Figure("reused", say("Re-used"), Estimate(12345, 9000, 15000, "g", ("study",)), "2026-1", coverage),
        Figure("reused_units", say("Re-used"), Estimate.exact(-3, "things"), "2026-1", Coverage(3)),
    )
    table = Table(
        "moves",
        say("Moves: [all] / of * the ? year, whatever happened"),
        (Column("what", "What"), Column("account", "Account", words={"use": "in use"}), Column("grams", "Mass", "g")),
        ((HOSTILE, "use", 1500), ("+33", "use", None)),
    )
    how = {"figures": figures, "tables": (table,), "notes": (say("A note."),)} | more
    return Report("mass", say("Mass"), Filter(as_of=9, category="laptop"), "led-1", 9, "ff", **how)


def rows_of(content: bytes):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_csv_opens_in_a_french_spreadsheet(french):
    """Byte order mark, semicolons, kilograms to the gram with a comma, negative numbers as numbers."""
    content = as_csv(a_report())
    assert content.startswith("\ufeff".encode())
    first, second = (dict(zip(rows_of(content)[0], row, strict=True)) for row in rows_of(content)[1:])
    assert "12,345" in first.values()
    assert "9,000" in first.values()
    assert "-3" in second.values()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", HOSTILE])
def test_no_text_becomes_a_formula(text):
    """A cell that a spreadsheet would run gets an apostrophe before it."""
    assert harmless(text) == f"'{text}"
    assert harmless("L-1") == "L-1"


def test_a_report_without_figures_gives_its_first_table(language):
    """Balances hold tables only; codes become words, for people."""
    rows = rows_of(as_csv(a_report(figures=())))
    assert rows[0][2].endswith("(kg)")
    assert rows[1][0] == f"'{HOSTILE}"
    assert rows[1][2] == "1,500"
    assert rows[2][2] == ""


def test_xlsx_holds_every_table_as_values(language):
    """Figures, the table whose title is no sheet name, and what the report is."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(a_report())))
    figures, moves, words, about = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert figures[1][2] == 12.345
    assert figures[2][2] == -3
    assert moves[1][0] == HOSTILE
    assert moves[1][2] == 1.5
    assert words[0][:3] == ["Rapport", "Tableau", "Nom"] if language == "fr" else ["Report", "Table", "Name"]
    assert ["laptop" in str(row) for row in about].count(True) == 1


def test_the_same_report_gives_the_same_file():
    """A file can be compared by its digest."""
    for name, export in FORMATS.items():
        assert export(a_report()) == export(a_report()), name


def test_parquet_keeps_grams_codes_and_the_position():
    """For programs: whole grams, names of columns in English, the position in the metadata."""
    table = pq.read_table(io.BytesIO(as_parquet(a_report())))
    assert table["value"].to_pylist() == [12345, -3]
    about = json.loads(table.schema.metadata[b"lifecycle"])
    assert about["ledger"]["hash"] == "ff"
    assert {one["name"] for one in about["dictionary"] if one["what"]} >= set(table.column_names)
    assert pq.read_table(io.BytesIO(as_parquet(a_report(figures=()))))["grams"].to_pylist() == [1500, None]


def test_json_is_the_whole_report(language):
    """Figures, tables and notes."""
    said = json.loads(as_json(a_report()))
    assert said["tables"]["moves"][0] == {"what": HOSTILE, "account": "use", "grams": 1500}
    assert said["figures"][0]["coverage"]["left_out"] == {"no_mass": 1}


def test_a_terminal_shows_value_range_and_weighed_share(french):
    """French figures: narrow space between thousands, comma."""
    text = as_text(a_report())
    assert "12,345\u202fkg" in text
    assert "(9,000\u202fkg – 15,000\u202fkg)" in text
    assert "17\u202f%" in text
    assert "−3" in text


def test_a_terminal_leaves_out_what_is_zero_and_says_so(french):
    """A year without any loss does not need a line to say so; the six lines stay."""
    nothing = Coverage()
    figures = tuple(
        Figure(id, say(id), Estimate.exact(0, "g"), "2026-1", nothing, group=group)
        for id, group in (("reused", "lines"), ("losses", "activity"))
    )
    text = as_text(a_report(figures=figures))
    assert "reused" in text
    assert "losses" not in text


def test_a_terminal_shows_the_first_rows_of_a_long_table(french):
    """300 rows: 200 are shown, and it says how many are not."""
    table = Table("t", say("T"), (Column("n", "N"),), tuple((i,) for i in range(300)))
    text = as_text(a_report(figures=(), tables=(table,)))
    assert "100" in text.splitlines()[-3] or "100" in text
    assert len(text.splitlines()) < 220


def test_an_empty_report_exports_everywhere():
    """A table without a row."""
    table = Table("t", say("T"), (Column("n", "N"), Column("g", "G", "g")), ())
    for name, export in FORMATS.items():
        assert export(a_report(figures=(), tables=(table,))), name


def test_numbers_read_in_the_language_of_the_reader(language):
    """12 345,6 kg or 12,345.6 kg."""
    expected = "12\u202f345,6\u202fkg" if language == "fr" else "12,345.6\u202fkg"
    assert kilograms(12_345_550, 1) == expected
    assert grouped(-1234) == ("−1\u202f234" if language == "fr" else "−1,234")
    assert kilograms(-500) == ("−0,500\u202fkg" if language == "fr" else "−0.500\u202fkg")
    assert percent(None) == "–"
    assert range_of(5, 5, "g") == ""
    assert range_of(None, None, "g")


def test_quantities_of_one_unit_add_up_with_their_bounds():
    """Two with bounds, then one without."""
    assert Estimate(10, 5, 20, "g", ("b",)) + Estimate(1, 1, 1, "g", ("a",)) == Estimate(11, 6, 21, "g", ("a", "b"))
    assert total([Estimate(10, 5, 20, "g"), Estimate(1, None, None, "g")], "g") == Estimate(11, None, None, "g")
    assert total([], "g") == Estimate(0, 0, 0, "g")


@pytest.mark.parametrize("low, high", [(None, 3), (2, 3), (0, 0)])
def test_bounds_that_do_not_hold_their_value_are_a_fault(low, high):
    """One bound alone, or a value of 1 outside of its bounds."""
    with pytest.raises(ValueError, match="bound"):
        Estimate(1, low, high, "g")


def test_grams_and_things_do_not_add_up():
    """A unit is part of a quantity."""
    with pytest.raises(ValueError, match="g and things"):
        _ = Estimate.exact(1, "g") + Estimate.exact(1, "things")


def test_money_and_rates_are_read_as_people_write_them(french):
    """123,456 cents, 4,167 hundredths of a percent and 1,500 g for 1,000 inhabitants, in a cell and in a figure."""
    assert quantity(123_456, "cents") == "1\u202f234,56\u202f€"
    assert quantity(4_167, "basis_points") == "41,67\u202f%"
    assert quantity(1_500, "g_per_1000_inhabitants") == "1,500\u202fkg"
    assert quantity(1_500, "people") == "1\u202f500"
    figures = (Figure("money", say("Money"), Estimate.exact(123_456, "cents"), "2026-1", Coverage()),)
    table = Table("t", say("T"), (Column("rate", "Rate", "basis_points"),), ((4_167,), (None,)))
    assert "1\u202f234,56\u202f€" in as_text(a_report(figures=figures, tables=()))
    assert rows_of(as_csv(a_report(figures=(), tables=(table,)))) == [["Rate (%)"], ["41,67"], [""]]
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(a_report(figures=figures, tables=(table,)))))
    money, rates = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names[:2])
    assert money[1][2] == 1234.56
    assert rates[1][0] == 41.67
    assert pq.read_table(io.BytesIO(as_parquet(a_report(figures=(), tables=(table,)))))["rate"].to_pylist() == [
        4_167,
        None,
    ]


def test_a_cell_of_several_codes_is_shown_in_words(french):
    """Roles of an organisation: codes for programs, words for people, a code nobody knows as it is."""
    column = Column("roles", "Roles", words={"donor": "donor", "funder": "funder"}, listed=True)
    assert column.shown("donor funder guest") == "donateur, financeur, guest"
    assert column.shown("") == ""
    table = Table("t", say("T"), (column,), (("donor funder",),))
    assert table.records() == [{"roles": "donor funder"}]


FICTION = {"fr": "Fiction\u202f: les organisations de ce registre", "en": "Fiction: the organisations of this ledger"}


@pytest.fixture(params=[True, False], ids=["demonstration", "real"])
def told(request, tmp_path):
    """A report on a ledger of one organisation that is invented, or is not; and which of them it is."""
    name = "Ordis du Phare (fiction)" if request.param else "Ordis du Phare"
    books = Books()
    books.add("organisation_registered", "organisation:ASSO", "2026-01-01", facts={"name": name, "roles": ["reuser"]})
    books.add("received", "device:PC-1", "2026-03-01", move("outside", "stock", 2100))
    with open_engine(books, tmp_path / "columns") as engine:
        yield REPORTS["material"].answer(engine, Filter(as_of=0), reference.load(), ""), request.param


def test_each_format_says_that_a_demonstration_is_fiction(told, language):
    """The first note, once, even of a position before the organisation; never of a real ledger."""
    report, invented = told
    said = FICTION[language]
    assert as_text(report).count(said) == invented
    from_json = json.loads(as_json(report))
    assert from_json["fiction"] == invented
    assert [note.startswith(said) for note in from_json["notes"]].count(True) == invented
    assert from_json["notes"][0].startswith(said) == invented
    about = json.loads(pq.read_schema(io.BytesIO(as_parquet(report))).metadata[b"lifecycle"])
    assert (about["fiction"], about["notes"][0].startswith(said)) == (invented, invented)
    head, *rows = rows_of(as_csv(report))
    assert ("Fiction" in head) == invented
    words = {"fr": "tout y est inventé", "en": "all of it is invented"}[language]
    assert rows
    assert all((row[-1] == words) == invented for row in rows)
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(report)))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert all(("Fiction" in sheet[0]) == invented for sheet in sheets[:-2])
    assert any(str(row[1]).startswith(said) for row in sheets[-1]) == invented
