"""Every column of every report says what it is: the dictionary that goes with each file has no gap."""

from __future__ import annotations

import ast
import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

import lifecycle.reports
from lifecycle import demonstration, reference
from lifecycle.columns import folder_of
from lifecycle.engine import open_engine
from lifecycle.ledger import open_ledger
from lifecycle.reports import REPORTS, Filter, Unanswerable
from lifecycle.reports.dictionary import MEANINGS, entries, entry_table, told_of
from lifecycle.reports.exports import TOGETHER, Given
from lifecycle.reports.report import Column
from lifecycle.words import choose_language

GIVEN = Given("http://127.0.0.1:8501/association?period=2026", date(2026, 11, 23))
NOT_OF_REPORTS = {"method_page", "dictionary"}
"""The page of method has tables of its own, which are no files; the dictionary explains itself."""


@pytest.fixture(autouse=True)
def french():
    choose_language("fr")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Every report of the demonstration, once."""
    path = tmp_path_factory.mktemp("dictionary") / "lifecycle.db"
    demonstration.build(path, setting=demonstration.load()).close()
    with open_ledger(path, read_only=True) as ledger, open_engine(ledger, folder_of(path)) as engine:
        device = next(iter(ledger.states("device"))).subject.partition(":")[2]
        lot = next(iter(ledger.states("lot"))).subject.partition(":")[2]
        found = {}
        for name, question in REPORTS.items():
            asked = {"device": Filter(device=device), "lot": Filter(lot=lot)}.get(name, Filter())
            try:
                found[name] = question.answer(engine, asked, reference.load(), "")
            except Unanswerable:  # of a body that the demonstration does not hold
                continue
    return found


def test_every_column_and_figure_of_every_report_says_what_it_is(told):
    """Whoever adds a column adds its meaning: in ``reports/dictionary`` by its name, or on the column itself."""
    silent = [
        f"{name}: {one.table}.{one.name}"
        for name, report in told.items()
        for one in entries(report)
        if not one.what or not one.origin
    ]
    assert not silent
    assert len(told) >= len(REPORTS) - 2


def columns_in_code():
    """(file, name) of each column that is written out with its name in the code of the reports."""
    root = Path(lifecycle.reports.__file__).parent
    for path in sorted(root.rglob("*.py")):
        if path.parent.name in NOT_OF_REPORTS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Column"
            if named and node.args and isinstance(node.args[0], ast.Constant):
                yield path.relative_to(root), node.args[0].value, any(one.arg == "what" for one in node.keywords)


def test_a_column_that_the_demonstration_never_shows_says_what_it_is_too():
    """Tables that only some ledgers have: publications, averages, what other methods leave out."""
    known = {name.rpartition(".")[2] for name in MEANINGS}
    assert not [(str(path), name) for path, name, said in columns_in_code() if name not in known and not said]


def test_a_meaning_that_no_column_bears_is_taken_out(told):
    """The dictionary does not outlive the columns."""
    borne = {name for _path, name, _said in columns_in_code()}
    borne |= {one.name for report in told.values() for one in entries(report)}
    assert not {name for name in MEANINGS if name.rpartition(".")[2] not in borne}


def test_a_column_may_say_otherwise_than_its_name_elsewhere():
    """What stands on the column comes first, then the name in its table, then the name alone."""
    assert told_of("any", Column("since", "Since", what="As it is here")).what == "As it is here"
    assert told_of("breaches", Column("since", "Since")) != told_of("awaiting", Column("since", "Since"))
    assert told_of("any", Column("unheard_of", "?")) is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_text_of_the_dictionary_is_in_the_reader_s_language(told, language):
    """French has French words for each of them, and no code is left."""
    choose_language(language)
    rows = entry_table(*told.values()).rows
    choose_language("fr")
    texts = {str(row[5]) for row in rows}
    english = {meaning.what for meaning in MEANINGS.values()}
    assert (texts & english == set()) == (language == "fr")


def test_one_workbook_holds_all_reports_of_a_page_with_their_words(told):
    """Sheets of figures and tables, then the dictionary, then what they rest on: address, day, position, edition."""
    reports = [told["given"], told["mass"]]
    book = CalamineWorkbook.from_filelike(io.BytesIO(TOGETHER["xlsx"](reports, GIVEN)))
    assert book.sheet_names[-2:] == ["Dictionnaire", "À propos"]
    about = {row[0]: row[1] for row in book.get_sheet_by_name("À propos").to_python()}
    assert about["Lien permanent"] == GIVEN.permalink
    assert about["Fichier fait le"] == "2026-11-23"
    assert about["Édition des données de référence"] == told["mass"].figures[0].edition
    words = book.get_sheet_by_name("Dictionnaire").to_python()
    assert {row[0] for row in words[1:]} == {"given", "mass"}


def test_the_archive_of_csv_opens_in_a_french_spreadsheet_and_explains_itself(told):
    """One file a table, the dictionary and a text beside; nothing in it can run as a formula."""
    archive = zipfile.ZipFile(io.BytesIO(TOGETHER["csv"]([told["given"]], GIVEN)))
    names = archive.namelist()
    assert names[-2:] == ["dictionnaire.csv", "a-propos.txt"]
    assert len(names) == 2 + 1 + len(told["given"].tables)
    for name in names[:-1]:
        content = archive.read(name)
        assert content.startswith("\ufeff".encode())
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@"}]
    assert GIVEN.permalink in archive.read("a-propos.txt").decode("utf-8-sig")


def test_the_archive_of_parquet_carries_its_words_in_the_files(told):
    """Each file alone says what its columns are, where it stands and at which address."""
    archive = zipfile.ZipFile(io.BytesIO(TOGETHER["parquet"]([told["given"]], GIVEN)))
    schema = pq.read_schema(io.BytesIO(archive.read("given-by_donor.parquet")))
    about = json.loads(schema.metadata[b"lifecycle"])
    assert about["permalink"] == GIVEN.permalink
    assert {one["name"] for one in about["dictionary"]} == set(schema.names)
    assert about["ledger"]["hash"] == told["given"].hash


@pytest.mark.parametrize("format", list(TOGETHER))
def test_the_same_reports_give_the_same_file(told, format):
    """It can be compared by its digest."""
    reports = [told["given"], told["mass"]]
    assert TOGETHER[format](reports, GIVEN) == TOGETHER[format](reports, GIVEN)
