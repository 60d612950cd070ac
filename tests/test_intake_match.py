"""A row is recognised by what it says: rows move, sheets are renamed, what was void stays void."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest
import xlsxwriter

from lifecycle.codes import uuid7
from lifecycle.events import Corrected
from lifecycle.intake import Importer, gather
from lifecycle.ledger import create
from lifecycle.reference import load

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TITLES = "kind;organisation;date;name;roles;commune\n"
ASSOCIATION = TITLES + "organisation_registered;ATELIER;2026-01-01;Atelier;association;44109\n"
RECEIVED = "kind;device;date;category;legal\nreceived;PC-1;2026-01-05;laptop;PRODUCT\n"
WEIGHED = "kind;device;date;grams\n"
WIPED = "kind;device;date;medium;method;standard;tool;verdict\n"


@pytest.fixture
def ledger(tmp_path):
    """
    2026-01-01 ATELIER registered
    2026-01-05 PC-1    received
    """
    with create(tmp_path / "ledger.db") as made:
        write = tmp_path / "first.csv"
        write.write_text(ASSOCIATION)
        run(made, write)
        write.write_text(RECEIVED)
        run(made, write)
        yield made


@pytest.fixture
def sheet(tmp_path):
    def written(*rows, titles=WEIGHED, name="rows.csv"):
        (tmp_path / name).write_text(titles + "".join(f"{row}\n" for row in rows))
        return tmp_path / name

    return written


@pytest.fixture
def workbook(tmp_path):
    def written(sheets, name="rows.xlsx"):
        book = xlsxwriter.Workbook(str(tmp_path / name))
        for title, text in sheets.items():
            page = book.add_worksheet(title)
            for number, line in enumerate(text.splitlines()):
                page.write_row(number, 0, line.split(";"))
        book.close()
        return tmp_path / name

    return written


def run(ledger, *paths, **how):
    found = gather(
        paths,
        ledger_view=ledger,
        reference=load(),
        acting="ATELIER",
        prefix="ATL",
        on=date(2026, 11, 22),
        today=how.pop("today", None),
        correct=how.pop("correct", ()),
    )
    return Importer("ANNE", "ATELIER", NOW, **how).run(ledger, found)


def said(result):
    return [question.kind for question in result.questions]


def weights(ledger):
    """The weighings in force."""
    void = {n for n, _by in ledger.voids()}
    return [entry.fact.grams for entry in ledger.facts() if entry.kind == "weighed" and entry.n not in void]


def void(ledger, *numbers):
    fact = Corrected(
        event_id=uuid7(),
        subject="organisation:ATELIER",
        acting="ATELIER",
        occurred_on="2026-02-01",
        voids=tuple(ledger.entry(n).event_id for n in numbers),
        reason="typing_error",
    )
    ledger.append([fact], by="ANNE", on_behalf_of="ATELIER", now=NOW)


def weighed(grams, more=""):
    return f"weighed;PC-1;2026-01-06;{grams}{more}"


# --- rows that move ----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_row_inserted_anywhere_is_the_only_new_fact(ledger, sheet, place):
    """Two weighings of one day are known; a third is told above, between, below."""
    rows = [weighed(2100), weighed(2105)]
    assert run(ledger, sheet(*rows)).recorded == 2
    rows.insert(place, weighed(2090))
    result = run(ledger, sheet(*rows))
    assert (result.recorded, result.unchanged, said(result)) == (1, 2, [])
    assert weights(ledger) == [2100, 2105, 2090]
    random.Random(place).shuffle(rows)
    assert (run(ledger, sheet(*rows)).recorded, run(ledger, sheet(*rows)).unchanged) == (0, 3)


def test_equal_rows_of_one_sheet_are_several_facts(ledger, sheet):
    """The scale was read twice and said the same: two facts, then three."""
    assert run(ledger, sheet(weighed(2100), weighed(2100))).recorded == 2
    again = run(ledger, sheet(weighed(2100), weighed(2100), weighed(2100)))
    assert (again.recorded, again.unchanged, weights(ledger)) == (1, 2, [2100] * 3)


def test_a_row_that_says_otherwise_is_asked_about_only_where_no_row_explains_what_is_known(ledger, sheet):
    """2100 is known. 2200 alone may correct it; 2200 beside 2100 is another weighing."""
    run(ledger, sheet(weighed(2100)))
    alone = run(ledger, sheet(weighed(2200)))
    assert (alone.recorded, said(alone)) == (0, ["correction_proposed"])
    n = next(entry.n for entry in ledger.facts() if entry.kind == "weighed")
    assert f"--correct {n};" in alone.questions[0].text
    beside = run(ledger, sheet(weighed(2200), weighed(2100)))
    assert (beside.recorded, beside.unchanged, said(beside)) == (1, 1, [])


def test_more_rows_than_known_facts_to_correct_are_new(ledger, sheet):
    """One known fact is no longer told; of two other rows one may correct it, the other is new."""
    run(ledger, sheet(weighed(2100)))
    result = run(ledger, sheet(weighed(2200), weighed(2300)))
    assert (result.recorded, said(result)) == (1, ["correction_proposed"])


# --- what is void ------------------------------------------------------------------------------------


def test_what_is_void_no_longer_blocks_the_row_that_says_otherwise(ledger, sheet):
    """2100 is recorded, should have been 2200: void it, import again; then nothing changes any more."""
    run(ledger, sheet(weighed(2100)))
    assert run(ledger, sheet(weighed(2200))).recorded == 0
    void(ledger, ledger.head().count)
    corrected = run(ledger, sheet(weighed(2200)))
    assert (corrected.recorded, said(corrected), weights(ledger)) == (1, [], [2200])
    again = run(ledger, sheet(weighed(2200)))
    assert (again.recorded, again.unchanged, said(again)) == (0, 1, [])


def test_what_was_declared_void_is_not_recorded_again_by_the_old_sheet(ledger, sheet, workbook):
    """Neither by the sheet that told it, nor by the same rows in a workbook."""
    run(ledger, sheet(weighed(2100)))
    void(ledger, ledger.head().count)
    count = ledger.head().count
    again = run(ledger, sheet(weighed(2100)), workbook({"Feuil1": WEIGHED + weighed(2100)}))
    assert (again.recorded, ledger.head().count) == (0, count)


def test_only_the_facts_that_a_person_names_are_corrected(ledger, sheet):
    """Two weighings say otherwise; one number is given: its row takes the place, the other is asked about."""
    run(ledger, sheet(weighed(2100), weighed(900).replace("-06", "-07")))
    n = next(entry.n for entry in ledger.facts() if entry.kind == "weighed" and entry.fact.grams == 2100)
    both = sheet(weighed(2200), weighed(950).replace("-06", "-07"))
    result = run(ledger, both, correct=[n])
    assert (result.recorded, said(result)) == (2, ["correction_proposed"])
    correction = ledger.facts_about("organisation:ATELIER")[-1].fact
    assert correction.voids == (ledger.entry(n).event_id,)
    assert [ledger.entry(one).fact.grams for one in correction.replacements] == [2200]
    assert said(run(ledger, both, correct=[n, 1])) == ["correction_proposed", "nothing_to_correct"]
    void(ledger, ledger.entry(correction.event_id).n)
    assert sorted(weights(ledger)) == [900, 2100]


def test_a_sheet_may_bring_the_correction_and_the_corrected_row_together(ledger, sheet):
    """A row ``corrected`` voids 2100; the row beside it says 2200."""
    run(ledger, sheet(weighed(2100)))
    wrong = ledger.entry(ledger.head().count).event_id
    both = sheet(
        weighed(2200, ";;;"),
        f"corrected;;2026-02-01;;ATELIER;{wrong};typing_error",
        titles="kind;device;date;grams;organisation;voids;reason\n",
    )
    result = run(ledger, both)
    assert (result.recorded, result.refused, said(result), weights(ledger)) == (2, [], [], [2200])
    assert run(ledger, both).recorded == 0


# --- sheets ------------------------------------------------------------------------------------------


def test_a_table_saved_as_a_workbook_tells_nothing_new(ledger, sheet, workbook):
    """CSV first, then XLSX with another sheet name, then both at once."""
    rows = [weighed(2100), weighed(2105), weighed(2105)]
    text = sheet(*rows)
    assert run(ledger, text).recorded == 3
    book = workbook({"Feuil1": WEIGHED + "\n".join(rows)})
    assert (run(ledger, book).recorded, run(ledger, book, text).recorded) == (0, 0)
    assert run(ledger, workbook({"Janvier": WEIGHED + "\n".join([*rows, weighed(2110)])})).recorded == 1


def test_a_table_and_its_workbook_in_one_import_are_told_once(ledger, sheet, workbook):
    rows = [weighed(2100), weighed(2105)]
    result = run(ledger, sheet(*rows), workbook({"Feuil1": WEIGHED + "\n".join(rows)}))
    assert (result.recorded, result.unchanged, said(result)) == (2, 2, [])


def test_another_sheet_that_says_otherwise_is_recorded_and_said(ledger, sheet, workbook):
    """The workbook has another weight than the table of the same day: two facts, unless a person voids one."""
    run(ledger, sheet(weighed(2100)))
    result = run(ledger, workbook({"Feuil1": WEIGHED + weighed(2200)}))
    assert (result.recorded, said(result)) == (1, ["told_otherwise"])
    assert said(run(ledger, workbook({"Feuil1": WEIGHED + weighed(2200)}))) == []


def test_two_files_of_one_import_that_disagree_are_asked_about(ledger, sheet):
    """Two tables without sheet names are one table in two states: the second is not recorded."""
    result = run(ledger, sheet(weighed(2100), name="a.csv"), sheet(weighed(2200), name="b.csv"))
    assert (result.recorded, said(result)) == (1, ["correction_proposed"])
    assert "another file" in result.questions[0].text


def test_an_identity_of_its_own_makes_another_fact(ledger, sheet):
    """The same day, the same device: the row says that it is not the known fact."""
    run(ledger, sheet(weighed(2100)))
    titles = "kind;device;date;grams;event_id\n"
    mine = sheet(weighed(2200, f";{uuid7()}"), titles=titles)
    assert (run(ledger, mine).recorded, run(ledger, mine).recorded) == (1, 0)


@pytest.mark.parametrize("seed", range(8))
def test_however_rows_are_added_and_mixed_each_is_recorded_once(ledger, sheet, workbook, seed):
    """Ten states of one growing table, as CSV or as workbook, mixed each time."""
    rng = random.Random(seed)
    rows: list[str] = []
    for _ in range(10):
        rows += [weighed(rng.choice([2100, 2110, 2120])) for _ in range(rng.randint(0, 3))]
        rng.shuffle(rows)
        told = sheet(*rows) if rng.random() < 0.5 else workbook({rng.choice("AB"): WEIGHED + "\n".join(rows)})
        result = run(ledger, told)
        assert said(result) == []
        assert sorted(weights(ledger)) == sorted(int(row.rpartition(";")[2]) for row in rows)


# --- what cannot be --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titles", "row"),
    [
        ("kind;device;date;category;legal\n", "received;PC-2;2026-01-05;laptop;PRODUCT"),
        ("kind;lot;date;legal\n", "lot_opened;L-1;2026-01-05;PRODUCT"),
    ],
)
def test_a_row_that_repeats_what_cannot_happen_twice_names_the_row_it_repeats(ledger, sheet, titles, row):
    """Copied by mistake: the reason is the copy, not where the device stands."""
    (fault,) = run(ledger, sheet(row, row, titles=titles)).refused
    assert (fault.row, "row 3 repeats row 2" in fault.reason) == (3, True)


@pytest.mark.parametrize(("day", "asked"), [("2026-11-22", 0), ("2026-11-23", 1)])
def test_a_day_that_has_not_come_is_asked_about(ledger, sheet, day, asked):
    """Today goes in unsaid, tomorrow with a question; without a today, the library knows none."""
    path = sheet(f"weighed;PC-1;{day};2100")
    result = run(ledger, path, today=date(2026, 11, 22))
    assert ([one.kind for one in result.questions], result.refused) == (["future_date"] * asked, [])
    assert run(ledger, path).questions == []


def test_a_certificate_of_a_day_to_come_is_asked_about_too(ledger, sheet):
    titles = "kind;lot;date;certified_on;fractions\n"
    path = sheet("treatment_certified;L-9;2026-04-02;2062-04-05;2000:R4:recycling", titles=titles)
    asked = [one for one in run(ledger, path, today=date(2026, 11, 22)).questions if one.kind == "future_date"]
    assert ["2062-04-05" in one.text for one in asked] == [True]


def test_what_breaks_a_rule_is_recorded_and_said_with_its_rows(ledger, sheet):
    """Handed over without a wipe: one question names the rule and the row; a dry run says it too."""
    titles = "kind;device;date;terms;recipient;charter_version\n"
    path = sheet("handed_over;PC-1;2026-02-01;gift;B-1;2026-1", titles=titles)
    for how, recorded in ({"dry_run": True}, 1), ({}, 1), ({}, 0):
        result = run(ledger, path, **how)
        told = [question for question in result.questions if question.kind == "breach"]
        assert result.recorded == recorded
        assert ["media-not-fit" in one.text and "row 2 PC-1" in one.text for one in told] == [True] * recorded


# --- files that a person named ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Suivi 2026\n" + RECEIVED, "hello\n", "", "\n".join(["a;b", "1;2"]), "\ufeffRelevé de l’été\n"]
)
def test_a_text_that_was_named_and_is_no_table_is_refused_one_in_a_folder_is_skipped(ledger, tmp_path, text):
    """A title stands above the titles of the columns, or nothing of it is a table of facts."""
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "stock.csv"
    path.write_text(text)
    named, walked = run(ledger, path), run(ledger, path.parent)
    assert ["first line must name the columns" in fault.reason for fault in named.refused] == [True]
    assert (walked.refused, len(walked.skipped)) == ([], 1)


def test_a_workbook_that_was_named_and_has_no_titles_is_refused(ledger, workbook):
    path = workbook({"Feuil1": "Suivi 2026\n" + RECEIVED})
    assert ["first line must name" in fault.reason for fault in run(ledger, path).refused] == [True]
    both = workbook({"Lisez-moi": "Suivi 2026", "Faits": WEIGHED + weighed(2100)})
    assert (run(ledger, both).refused, run(ledger, both).unchanged) == ([], 1)


def test_bytes_that_were_named_and_that_nobody_reads_are_refused(ledger, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" * 20)
    (fault,) = run(ledger, tmp_path / "photo.jpg").refused
    assert "not recognised" in fault.reason


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_computer(ledger, tmp_path, end):
    """A table of an old Mac has no line feed at all; the row of a fault is counted all the same."""
    text = (WEIGHED + weighed(2100) + "\n" + weighed("none") + "\n").replace("\n", end)
    (tmp_path / "old.csv").write_bytes(text.encode())
    result = run(ledger, tmp_path / "old.csv", mode="keep_good")
    assert (result.recorded, [fault.row for fault in result.refused]) == (1, [3])
