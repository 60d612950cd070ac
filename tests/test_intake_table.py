"""Facts from tables: each column read, ignored by declaration, or refused by name."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import xlsxwriter

from lifecycle.events import KINDS
from lifecycle.intake import Context, Source
from lifecycle.intake.formats import READERS, recognise
from lifecycle.intake.table.french import HEADERS
from lifecycle.intake.table.headers import english_names, kind_words, resolve
from lifecycle.intake.table.shape import shapes_of


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LIFECYCLE_LANG", "en")


class Laptop:
    def label(self, language):
        return {"fr": "Ordinateur portable", "en": "Laptop"}[language]


class OneCategory:
    categories = {"laptop": Laptop()}

    def category_of_chassis(self, chassis):
        return None

    def is_placeholder(self, text):
        return False


CONTEXT = Context(OneCategory(), "ATELIER")


def reading(tmp_path, text, encoding="utf-8", name="facts.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return READERS["table"].read(Source(path), CONTEXT)


def facts(tmp_path, text, **how):
    found = reading(tmp_path, text, **how)
    assert found.faults == []
    return [draft.fact for draft in found.drafts]


def only_fault(tmp_path, text, **how):
    (fault,) = reading(tmp_path, text, **how).faults
    return fault


def weighed(cell, title="grams"):
    return f'kind;device;occurred_on;{title}\nweighed;PC-1;2026-01-06;"{cell}"\n'


def test_one_row_is_one_fact(tmp_path):
    (fact,) = facts(tmp_path, "kind,device,occurred_on,grams\nweighed,PC-1,2026-01-06,2100\n")
    assert (fact.kind, fact.subject, fact.acting, fact.occurred_on, fact.grams) == (
        "weighed",
        "device:PC-1",
        "ATELIER",
        date(2026, 1, 6),
        2100,
    )


def test_a_french_table_of_an_old_windows_is_read_as_the_english_one(tmp_path):
    french = (
        "Type de fait;Équipement;Date;Catégorie;Statut juridique;Masse (kg);Conditions;Bénéficiaire\r\n"
        "reçu;pc-1;05/01/2026;Ordinateur portable;produit;;;\r\n"
        "pesé;PC-1;06/01/2026;;;2,1;;\r\n"
        "remis;PC-1;01/02/2026;;;;don;B-0042\r\n"
    )
    english = (
        "kind,device,occurred_on,category,legal,grams,terms,recipient\n"
        "received,PC-1,2026-01-05,laptop,PRODUCT,,,\n"
        "weighed,PC-1,2026-01-06,,,2100,,\n"
        "handed_over,PC-1,2026-02-01,,,,gift,B-0042\n"
    )
    assert facts(tmp_path, french, encoding="cp1252") == facts(tmp_path, english)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encoding_and_delimiter_are_recognised_by_content(tmp_path, encoding, delimiter):
    rows = [["kind", "équipement", "date", "grams"], ["pesé", "PC-1", "2026-01-06", "2100"]]
    text = "\n".join(delimiter.join(row) for row in rows)
    path = tmp_path / "anything.bin"
    path.write_bytes(text.encode(encoding))
    assert recognise(Source(path)) == "table"
    assert facts(tmp_path, text, encoding=encoding)[0].grams == 2100


@pytest.mark.parametrize(
    "cell, title, grams",
    [
        ("2100", "grams", 2100),
        ("2100,0", "grams", 2100),
        ("2 100", "grams", 2100),
        ("2\u202f100", "grams", 2100),
        ("12\u00a0345\u00a0678", "masse en grammes", 12345678),
        ("2,1", "masse (kg)", 2100),
        ("2.105", "Poids (kg)", 2105),
        ("1,5", "tonnes", 1_500_000),
        ("3", "kg", 3000),
    ],
)
def test_numbers_are_read_exactly_in_the_unit_of_their_title(tmp_path, cell, title, grams):
    assert facts(tmp_path, weighed(cell, title))[0].grams == grams


@pytest.mark.parametrize(
    "cell, title, reason",
    [
        ("2,1", "grams", "whole number"),
        ("1,234", "grams", "whole number"),
        ("2,10001", "masse (kg)", "more precise"),
        ("deux", "grams", "not a number"),
        ("2100 g", "grams", "not a number"),
        ("12 34", "grams", "not a number"),
        ("1e3", "grams", "not a number"),
        ("nan", "grams", "not a number"),
        ("9" * 25, "grams", "too large"),
        ("-5", "grams", "at least 1"),
        ("0", "grams", "at least 1"),
        ("2", "masse", "unit"),
        ("2100\x00", "grams", "hidden control sign"),
    ],
)
def test_a_doubtful_number_is_refused_with_row_column_value_and_reason(tmp_path, cell, title, reason):
    fault = only_fault(tmp_path, weighed(cell, title))
    assert (fault.row, fault.column) == (2, title)
    assert reason in fault.reason
    assert fault.value


@pytest.mark.parametrize("cell", ["2026-03-01", "01/03/2026", "1/3/2026", "01.03.2026", "2026-03-01 00:00:00"])
def test_iso_and_french_days_are_one_day(tmp_path, cell):
    assert facts(tmp_path, f"kind;device;date\nmedia_absent;PC-1;{cell}\n")[0].occurred_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    "cell, reason",
    [
        ("1/3/26", "two digits"),
        ("31/02/2026", "does not exist"),
        ("03/13/2026", "does not exist"),
        ("mars 2026", "not a date"),
        ("2026-03-01 10:30", "not a date"),
        ("46082", "not a date"),
    ],
)
def test_a_doubtful_day_is_refused(tmp_path, cell, reason):
    assert reason in only_fault(tmp_path, f"kind;device;date\nmedia_absent;PC-1;{cell}\n").reason


@pytest.mark.parametrize(
    "cell, iso",
    [
        ("10:30", "2026-07-01T10:30:00+02:00"),
        ("10h30", "2026-07-01T10:30:00+02:00"),
        ("2026-07-01T10:30:00+02:00", "2026-07-01T10:30:00+02:00"),
        ("01/07/2026 10:30", "2026-07-01T10:30:00+02:00"),
    ],
)
def test_a_time_without_offset_is_the_clock_of_paris(tmp_path, cell, iso):
    (fact,) = facts(tmp_path, f"kind;device;date;occurred_at\nmedia_absent;PC-1;2026-07-01;{cell}\n")
    assert fact.occurred_at == datetime.fromisoformat(iso)


def test_the_hour_that_comes_twice_asks_for_its_offset(tmp_path):
    fault = only_fault(tmp_path, "kind;device;date;heure\nmedia_absent;PC-1;25/10/2026;02:30\n")
    assert "clocks change" in fault.reason


@pytest.mark.parametrize("cell, free", [("oui", True), ("x", True), ("VRAI", True), ("non", False), ("0", False)])
def test_yes_and_no(tmp_path, cell, free):
    text = f"kind;device;date;système;logiciel libre\nsoftware_installed;PC-1;2026-01-06;Debian;{cell}\n"
    assert facts(tmp_path, text)[0].free is free


def test_items_are_written_with_bars_and_colons_or_as_json(tmp_path):
    head = "kind\tlot\tdate\tcertifié le\tfractions\ntraitement certifié\tL-1\t2030-04-02\t2030-04-05\t"
    bars = facts(tmp_path, head + "2000:R4:recyclage | 100:D 10:disposal\n")[0].fractions
    listed = facts(
        tmp_path,
        head
        + '[{""grams"":2000}]\n'.replace(
            '[{""grams"":2000}]',
            '"[[2000,""R 4"",""recycling""],{""grams"":100,""operation"":""D 10"",""mode"":""disposal""}]"',
        ),
    )
    assert listed[0].fractions == bars
    assert [(one.grams, one.operation, one.mode) for one in bars] == [
        (2000, "R 4", "recycling"),
        (100, "D 10", "disposal"),
    ]


def test_codes_in_one_cell_are_separated_by_bars_commas_or_semicolons(tmp_path):
    (fact,) = facts(tmp_path, "kind\tlot\tdate\tappareils\nlot_packed\tL-1\t2026-01-06\tPC-1 | pc-2, PC-3\n")
    assert fact.devices == ("PC-1", "PC-2", "PC-3")


def test_waste_codes_operations_and_communes_survive_a_spreadsheet(tmp_path):
    text = "kind;lot;date;destination;code déchet;opération prévue;commune\nlot_dispatched;L-1;2026-01-06;REC;160213*;R4;1004\n"
    (fact,) = facts(tmp_path, text)
    assert (fact.waste_code, fact.planned_operation, fact.place) == ("16 02 13*", "R 4", "01004")


def test_an_unknown_column_is_refused_by_name_with_what_it_may_have_meant(tmp_path):
    fault = only_fault(tmp_path, "kind;device;date;serial_numbr\nmedia_absent;PC-1;2026-01-06;\n")
    assert fault.column == "serial_numbr"
    assert "serial number" in fault.reason


def test_names_and_notes_are_left_unread_and_said_so(tmp_path):
    found = reading(tmp_path, "kind;device;date;Nom;Commentaire\nmedia_absent;PC-1;2026-01-06;Durand;vieux\n")
    assert len(found.drafts) == 1
    assert "Nom" in found.skipped[0].reason
    assert "Durand" not in repr(found)


def test_a_cell_that_its_kind_does_not_use_must_be_empty(tmp_path):
    fault = only_fault(tmp_path, "kind;device;date;grams;grade\nweighed;PC-1;2026-01-06;2100;A\n")
    assert (fault.column, fault.value) == ("grade", "A")
    assert "weighed" in fault.reason


def test_all_faults_of_all_rows_come_at_once(tmp_path):
    text = "kind;device;date;grams\nweighed;PC 1;hier;x\n\nfoo;PC-1;2026-01-06;1\nweighed;;2026-01-06;\n"
    assert [(fault.row, fault.column) for fault in reading(tmp_path, text).faults] == [
        (2, "date"),
        (2, "grams"),
        (2, "device"),
        (4, "kind"),
        (5, "device"),
        (5, "grams"),
    ]


@pytest.mark.parametrize(
    "text, reason",
    [
        ("device;date\nPC-1;2026-01-06\n", "no column says of which kind"),
        ("kind;device;kind\nweighed;PC-1;discarded\n", "says something else of the same thing"),
        ("kind;device;occurred_on;appareil\nmedia_absent;PC-1;2026-01-05;PC-2\n", "several subjects"),
        ('kind;device\n"weighed;PC-1\n', "quotation mark"),
        ("kind;device;date\nmedia_absent;PC-1;2026-01-06;more\n", "no title above"),
        ("kind;device;lot;date\nweighed;PC-1;L-1;2026-01-06\n", "several subjects"),
    ],
)
def test_a_table_that_cannot_be_right_says_why(tmp_path, text, reason):
    assert any(reason in fault.reason for fault in reading(tmp_path, text).faults)


def test_the_same_row_has_the_same_identity_whatever_the_name_of_the_file(tmp_path):
    text = weighed("2100") + "weighed;PC-1;2026-01-06;2100\n"
    first = facts(tmp_path, text)
    assert [fact.event_id for fact in first] == [fact.event_id for fact in facts(tmp_path, text, name="other.csv")]
    assert len({fact.event_id for fact in first}) == 2


def test_a_row_may_bring_its_own_identity(tmp_path):
    event_id = "0196c0de-7000-7000-8000-000000000001"
    text = f"kind;device;date;event_id\nmedia_absent;PC-1;2026-01-06;{event_id.upper()}\n"
    assert facts(tmp_path, text)[0].event_id == event_id


def test_a_workbook_gives_native_days_and_numbers_and_names_its_sheet(tmp_path):
    path = tmp_path / "b.xlsx"
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    book.add_worksheet("Lisez-moi").write(0, 0, "bonjour")
    sheet = book.add_worksheet("Pesées")
    for column, title in enumerate(["Type de fait", "Équipement", "Date", "Masse (kg)"]):
        sheet.write(1, column, title)
    sheet.write_row(2, 0, ["pesé", "PC-1"])
    sheet.write_datetime(2, 2, datetime(2026, 1, 6), day)
    sheet.write_number(2, 3, 2.1)
    sheet.write_row(4, 0, ["pesé", "PC-2", 46000, 0.0001])
    book.close()
    found = READERS["table"].read(Source(path), CONTEXT)
    (draft,) = found.drafts
    assert (draft.fact.grams, draft.fact.occurred_on, draft.origin.row) == (2100, date(2026, 1, 6), 3)
    assert [(fault.row, fault.column) for fault in found.faults] == [(5, "Date"), (5, "Masse (kg)")]
    assert all("Pesées" in fault.reason for fault in found.faults)
    assert "Lisez-moi" in found.skipped[0].reason


def test_merged_cells_are_refused(tmp_path):
    path = tmp_path / "m.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["kind", "device", "date"])
    sheet.write_row(1, 0, ["media_absent", "PC-1", "2026-01-06"])
    sheet.write_row(2, 0, ["media_absent", "PC-2"])
    sheet.merge_range(1, 2, 2, 2, "2026-01-06")
    book.close()
    assert any("unmerge" in fault.reason for fault in READERS["table"].read(Source(path), CONTEXT).faults)


def test_two_cells_in_far_corners_do_not_end_the_program(tmp_path):
    """Such a workbook is 5 kB and asks for 500 GB."""
    path = tmp_path / "bomb.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "kind")
    sheet.write(1048575, 16383, "x")
    book.close()
    (fault,) = READERS["table"].read(Source(path), CONTEXT).faults
    assert "memory" in fault.reason


def test_every_field_of_every_kind_has_a_column_and_a_french_title():
    names = set(english_names())
    for kind in KINDS.values():
        for field in shapes_of(kind):
            assert field in names
            assert field in HEADERS
            assert any(field in resolve(word)[0] for word in HEADERS[field])


def test_every_kind_is_called_by_one_french_word_at_least():
    for name in KINDS:
        french = [word for word, kinds in kind_words().items() if kinds == {name} and word != name.replace("_", " ")]
        assert french, name


def test_a_hundred_thousand_bad_rows_are_told_within_thirty_seconds(tmp_path):
    text = "kind;device;date;grams\n" + "weighed;PC-1;2026-13-45;2,5\n" * 100_000
    assert len(reading(tmp_path, text).faults) == 200_000


CERTIFICATES = "type de fait;lot;date;certifié le;fractions;Référence;Numéro de certificat\n"


@pytest.mark.parametrize(("reference", "number"), [("C-1", ""), ("", "C-1"), ("C-1", "C-1")])
def test_two_columns_of_one_field_are_read_where_they_agree(tmp_path, reference, number):
    """« Référence » and « Numéro de certificat »: one of them filled, or both alike."""
    row = f"traitement certifié;L-1;2026-04-02;2026-04-05;2000:R 4:recycling;{reference};{number}\n"
    (fact,) = facts(tmp_path, CERTIFICATES + row)
    assert fact.reference == "C-1"


def test_two_columns_of_one_field_that_disagree_are_a_fault_of_their_row(tmp_path):
    """The row is named, and the other column."""
    row = "traitement certifié;L-1;2026-04-02;2026-04-05;2000:R 4:recycling;C-1;C-2\n"
    fault = only_fault(tmp_path, CERTIFICATES + row)
    assert (fault.row, fault.column, fault.value) == (2, "Numéro de certificat", "C-2")
    assert "Référence" in fault.reason


def test_a_reader_of_french_is_told_of_missing_columns_in_french(tmp_path, monkeypatch):
    """A reception without its category: the title that could be written, and the kind as people say it."""
    monkeypatch.setenv("LIFECYCLE_LANG", "fr")
    found = reading(tmp_path, "type de fait;équipement;date;statut\nreçu;PC-1;2026-01-05;\n;PC-1;2026-01-05;\n")
    told = {fault.column: fault.reason for fault in found.faults}
    assert told["catégorie"] == "nécessaire pour «\u202freçu\u202f»"
    assert "category" not in told
