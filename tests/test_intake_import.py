"""Importing: files become facts of the ledger, whole or not at all, and never in silence."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lifecycle.codes import check_sign_ok, uuid7
from lifecycle.events import Corrected, DifferentDevices
from lifecycle.intake import Importer, UnknownFormat, gather
from lifecycle.ledger import create
from lifecycle.reference import load
from lifecycle.reports.devices import questions

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LIFECYCLE_LANG", "en")


@pytest.fixture
def ledger(tmp_path):
    with create(tmp_path / "ledger.db") as made:
        yield made


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def run(ledger, *paths, on=TODAY, format=None, devices=(), **how):
    known = {"ledger_view": ledger, "reference": load(), "acting": "ATELIER", "prefix": "ATL"}
    found = gather(paths, on=on, format=format, devices=devices, **known)
    return Importer("ANNE", "ATELIER", NOW, **how).run(ledger, found)


def asked(result):
    """What only a person can answer; nobody registered the organisation of these tests, which is a breach."""
    return [question for question in result.questions if question.kind != "breach"]


def laptop(serial="5CD7314HDY", **changes):
    disk = {"id": "disk", "class": "disk", "description": "ATA Disk", "serial": "D-1", "size": 256060514304}
    return json.dumps(
        {
            "id": "pc",
            "class": "system",
            "product": "ProBook 430 G4",
            "vendor": "HP",
            "serial": serial,
            "configuration": {"chassis": "notebook"},
            "children": [disk],
            **changes,
        }
    )


def life(ledger, subject):
    void = {fact for fact, _by in ledger.voids()}
    return [(entry.kind, entry.occurred_on) for entry in ledger.facts_about(subject) if entry.n not in void]


def only_device(ledger):
    (state,) = ledger.states("device")
    return state.subject


RECEIVED = "kind;device;date;category;legal\nreceived;PC-1;2026-01-05;laptop;PRODUCT\n"
WEIGHED = "kind;device;date;grams\nweighed;PC-1;2026-01-06;2100\n"


def test_a_machine_nobody_knew_is_received_by_assumption_and_said_so(ledger, folder):
    (folder / "a.json").write_text(laptop())
    result = run(ledger, folder)
    subject = only_device(ledger)
    assert (result.recorded, result.unchanged, result.refused) == (2, 0, [])
    assert check_sign_ok(subject.removeprefix("device:"))
    assert life(ledger, subject) == [("received", "2026-11-22"), ("hardware_read", "2026-11-22")]
    assert [question.kind for question in asked(result)] == ["assumed_reception"]


def test_the_same_content_again_changes_nothing_whatever_its_name_and_day(ledger, folder):
    (folder / "a.json").write_text(laptop())
    first = run(ledger, folder)
    (folder / "a.json").rename(folder / "b.txt")
    second = run(ledger, folder, on=date(2027, 1, 1))
    assert (second.recorded, second.unchanged, second.questions) == (0, 2, [])
    assert second.receipt == first.receipt


def test_two_copies_of_one_file_are_one_machine(ledger, folder):
    (folder / "a.json").write_text(laptop())
    (folder / "b.json").write_text(laptop())
    result = run(ledger, folder)
    assert (result.recorded, result.unchanged) == (2, 2)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_machine_read_again_gets_a_new_reading_on_its_code(ledger, folder, at_once):
    """Another vendor spelling and more memory: same maker, model and serial."""
    (folder / "a.json").write_text(laptop())
    if not at_once:
        run(ledger, folder)
    (folder / "b.json").write_text(laptop(vendor="Hewlett-Packard", product="HP ProBook 430 G4 (W6P93AV)"))
    result = run(ledger, folder)
    assert result.recorded == (3 if at_once else 1)
    assert [kind for kind, _day in life(ledger, only_device(ledger))] == ["received", "hardware_read", "hardware_read"]


def test_a_machine_without_serial_is_asked_about_once(ledger, folder):
    (folder / "a.json").write_text(laptop(serial="To be filled by O.E.M."))
    assert "no_identity" in [question.kind for question in run(ledger, folder).questions]
    assert run(ledger, folder).questions == []


def test_a_machine_whose_kind_is_not_said_waits_for_a_reception(ledger, folder):
    (folder / "a.json").write_text(laptop(configuration={"chassis": "docking"}))
    result = run(ledger, folder)
    (question,) = result.questions
    assert (result.recorded, question.kind) == (0, "category")
    code = question.subjects[0].removeprefix("device:")
    (folder / "b.csv").write_text(RECEIVED.replace("PC-1", code))
    assert run(ledger, folder).recorded == 2
    assert life(ledger, f"device:{code}") == [("received", "2026-01-05"), ("hardware_read", "2026-01-05")]


def test_a_row_of_an_earlier_day_moves_the_assumed_reception_and_its_reading(ledger, folder, tmp_path):
    (folder / "a.json").write_text(laptop())
    run(ledger, folder)
    subject = only_device(ledger)
    rows = tmp_path / "rows.csv"
    rows.write_text(WEIGHED.replace("PC-1", subject.removeprefix("device:")))
    result = run(ledger, rows)
    assert life(ledger, subject) == [
        ("received", "2026-01-06"),
        ("hardware_read", "2026-01-06"),
        ("weighed", "2026-01-06"),
    ]
    assert "now assumed on 2026-01-06" in result.questions[0].text
    again = run(ledger, rows, folder)
    assert (again.recorded, again.questions) == (0, [])


def test_a_wipe_on_the_day_of_the_reading_finds_its_medium(ledger, folder, tmp_path):
    (folder / "a.json").write_text(laptop())
    run(ledger, folder)
    code = only_device(ledger).removeprefix("device:")
    rows = tmp_path / "rows.csv"
    head = "kind;device;date;medium;method;standard;tool;verdict\n"
    rows.write_text(head + f"data_sanitised;{code};2026-01-06;D-1;purge;NIST SP 800-88r2;nwipe 0.36;pass\n")
    assert run(ledger, rows).refused == []
    assert [kind for kind, _day in life(ledger, only_device(ledger))] == [
        "received",
        "hardware_read",
        "data_sanitised",
    ]


def test_a_stated_reception_takes_the_place_of_the_assumed_one(ledger, folder, tmp_path):
    (folder / "a.json").write_text(laptop())
    run(ledger, folder)
    subject = only_device(ledger)
    rows = tmp_path / "rows.csv"
    rows.write_text(RECEIVED.replace("PC-1", subject.removeprefix("device:")))
    result = run(ledger, rows)
    assert life(ledger, subject) == [("received", "2026-01-05"), ("hardware_read", "2026-01-05")]
    assert "replaced by the one stated" in result.questions[0].text
    assert run(ledger, rows, folder).recorded == 0


def test_rows_and_machine_files_of_one_import_settle_on_one_reception(ledger, folder):
    (folder / "a.json").write_text(laptop())
    code = (
        gather([folder], ledger_view=ledger, reference=load(), acting="ATELIER", prefix="ATL", on=TODAY)
        .machines[0]
        .subject.removeprefix("device:")
    )
    (folder / "b.csv").write_text(WEIGHED.replace("PC-1", code))
    assert run(ledger, folder).recorded == 3
    assert {day for _kind, day in life(ledger, f"device:{code}")} == {"2026-01-06"}


def test_a_row_with_other_content_is_a_proposed_correction_and_never_recorded(ledger, folder):
    (folder / "a.csv").write_text(RECEIVED)
    (folder / "b.csv").write_text(WEIGHED)
    run(ledger, folder)
    (folder / "b.csv").write_text(WEIGHED.replace("2100", "2200"))
    result = run(ledger, folder)
    assert (result.recorded, result.refused) == (0, [])
    assert [question.kind for question in result.questions] == ["correction_proposed"]


def test_an_identity_of_its_own_with_other_content_is_refused(ledger, folder):
    mine = ";0196c0de-7000-7000-8000-000000000001"
    (folder / "a.csv").write_text(RECEIVED)
    (folder / "b.csv").write_text(WEIGHED.replace("grams", "grams;event_id").replace("2100", "2100" + mine))
    run(ledger, folder)
    (folder / "b.csv").write_text((folder / "b.csv").read_text().replace("2100", "2200"))
    assert [fault.row for fault in run(ledger, folder).refused] == [2]


def test_files_are_appended_in_order_of_life_whatever_their_names(ledger, folder):
    (folder / "a.csv").write_text(WEIGHED)
    (folder / "b.csv").write_text(RECEIVED)
    assert run(ledger, folder).recorded == 2


def test_a_file_is_atomic_and_good_files_are_kept(ledger, folder):
    (folder / "a.csv").write_text(RECEIVED)
    (folder / "b.csv").write_text(WEIGHED + "weighed;PC-1;2026-01-07;none\n")
    result = run(ledger, folder)
    assert result.recorded == 1
    (fault,) = result.refused
    assert (Path(fault.file).name, fault.row, fault.column, fault.value) == ("b.csv", 3, "grams", "none")


def test_keep_good_costs_only_the_bad_rows(ledger, folder):
    """One row cannot be read, one contradicts the ledger: PC-9 is unknown."""
    (folder / "a.csv").write_text(RECEIVED)
    (folder / "b.csv").write_text(WEIGHED + "weighed;PC-1;2026-01-07;none\nweighed;PC-9;2026-01-07;2100\n")
    result = run(ledger, folder, mode="keep_good")
    assert result.recorded == 2
    assert [fault.row for fault in result.refused] == [3, 4]


def test_keep_good_still_refuses_a_table_with_a_column_it_does_not_know(ledger, folder):
    (folder / "a.csv").write_text(
        "kind;device;date;category;legal;Poids net\nreceived;PC-1;2026-01-05;laptop;PRODUCT;2\n"
    )
    result = run(ledger, folder, mode="keep_good")
    assert result.recorded == 0
    assert [fault.column for fault in result.refused] == ["Poids net"]


@pytest.mark.parametrize("bad", ["weighed;PC-1;2026-01-07;none\n", "weighed;PC-9;2026-01-07;2100\n"])
def test_all_or_nothing_records_nothing_when_anything_is_refused(ledger, folder, bad):
    (folder / "a.csv").write_text(RECEIVED)
    (folder / "b.csv").write_text(WEIGHED + bad)
    result = run(ledger, folder, mode="all_or_nothing")
    assert result.recorded == 0
    assert len(result.refused) == 1
    assert ledger.head().count == 0


def test_what_the_ledger_refuses_is_told_at_its_row_and_the_rest_is_kept(ledger, folder):
    (folder / "a.csv").write_text(RECEIVED)
    (folder / "b.csv").write_text("kind;device;date\nmedia_absent;PC-9;2026-01-06\n")
    result = run(ledger, folder)
    assert result.recorded == 1
    assert [(Path(fault.file).name, fault.row, fault.value) for fault in result.refused] == [
        ("b.csv", 2, "device:PC-9")
    ]


def test_a_dry_run_answers_the_same_and_keeps_nothing(ledger, folder):
    (folder / "a.csv").write_text(RECEIVED)
    (folder / "b.csv").write_text(WEIGHED)
    tried = run(ledger, folder, dry_run=True)
    assert (tried.recorded, tried.receipt, ledger.head().count) == (2, None, 0)
    assert run(ledger, folder).recorded == 2


def test_the_answer_for_machines_has_the_five_keys(ledger, folder):
    (folder / "a.csv").write_text(RECEIVED + "received;PC-2;2026-13-05;laptop;PRODUCT\n")
    (folder / "b.txt").write_text("hello")
    answer = run(ledger, folder).as_json()
    assert set(answer) == {"recorded", "unchanged", "skipped", "refused", "questions"}
    assert set(answer["refused"][0]) == {"file", "row", "column", "value", "reason"}
    assert "not recognised" in answer["skipped"][0]["reason"]
    json.dumps(answer)


def test_a_format_may_be_forced_and_must_be_known(ledger, folder):
    (folder / "a.txt").write_text("hello")
    assert run(ledger, folder, format="table").refused
    with pytest.raises(UnknownFormat, match="lshw"):
        run(ledger, folder, format="inxi")


def test_folders_are_walked_in_order_and_never_left(ledger, folder, tmp_path):
    """Links that lead out, in circles or nowhere, pipes and missing paths: said, not followed."""
    (tmp_path / "secret.csv").write_text(RECEIVED)
    (folder / "out.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "circle").symlink_to(folder)
    (folder / "nowhere").symlink_to(folder / "absent")
    os.mkfifo(folder / "pipe")
    result = run(ledger, folder, tmp_path / "absent.csv")
    assert result.recorded == 0
    assert len(result.skipped) == 4
    assert "no such file" in result.refused[0].reason


def test_a_name_that_is_no_utf8_can_still_be_told(ledger, folder):
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("hello")
    json.dumps(run(ledger, folder).as_json()).encode()


@pytest.mark.skipif(not (SAMPLES / "lshw").is_dir(), reason="the samples are not there")
def test_the_twenty_four_real_files_give_fifteen_devices_and_a_second_time_nothing(ledger):
    folders = [SAMPLES / "lshw", SAMPLES / "ereuse-snapshots" / "lshw"]
    first = run(ledger, *folders)
    assert first.recorded == 30
    assert first.unchanged == 14
    assert len(list(ledger.states("device"))) == 15
    assert sum("virtual machine" in skipped.reason for skipped in first.skipped) == 2
    assert first.refused == []
    second = run(ledger, *reversed(folders), on=date(2027, 2, 2))
    assert (second.recorded, second.unchanged) == (0, 44)
    assert len(list(ledger.states("device"))) == 15


LIFE_IN_FRENCH = """\
Type de fait|Équipement|Lot|Date|Catégorie|Statut juridique|Masse (kg)|Support|Méthode|Norme|Outil|Verdict|Grade|Conditions|Bénéficiaire|Montant (€)|Motif|Code déchet|Appareils|Destination|Masse nette (kg)|Certifié le|Fractions|Fait par
reçu|PC-1||05/01/2026|Ordinateur portable|produit
matériel lu|PC-1||05/01/2026
pesé|PC-1||06/01/2026|||2,1
sans support de stockage|PC-1||07/01/2026
prêt à remettre|PC-1||20/01/2026|||||||||B
remis|PC-1||01/02/2026||||||||||vente|B-0042
participation reçue|PC-1||01/02/2026||||||||||||20
rendu|PC-1||01/03/2030|||||||||||||cassé
mis au rebut|PC-1||02/03/2030||||||||||||||200136
mis en lot||L-1|09/03/2030|||||||||||||||PC-1
lot expédié||L-1|10/03/2030|||2,1|||||||||||20 01 36||REC
lot reçu||L-1|11/03/2030|||||||||||||||||2,09|||REC
traitement certifié||L-1|02/04/2030||||||||||||||||||05/04/2030|2000:R4:recyclage / 90:D10:élimination|REC
"""


def test_a_whole_life_told_in_french_is_recorded_once(ledger, folder):
    """Received, weighed, sold for 20 €, returned, packed, received with another weight, treated in two fractions."""
    text = LIFE_IN_FRENCH.replace("|", ";").replace(" / ", " | ")
    (folder / "vie.csv").write_bytes(text.encode("cp1252"))
    first = run(ledger, folder)
    assert (first.recorded, first.refused, asked(first)) == (13, [], [])
    assert run(ledger, folder).unchanged == 13
    facts = {entry.kind: entry.fact for entry in ledger.facts()}
    assert facts["contribution_received"].cents == 2000
    assert facts["lot_received"].net == 2090
    assert [(one.grams, one.operation) for one in facts["treatment_certified"].fractions] == [
        (2000, "R 4"),
        (90, "D 10"),
    ]
    assert facts["treatment_certified"].acting == "REC"


# --- one serial number, several codes -------------------------------------------------------------


@pytest.fixture
def twins(ledger, folder):
    """Two devices, PC-1 and PC-2, whose files give one serial number."""
    header = "kind;device;occurred_on;category;legal;manufacturer;model;serial_number\n"
    rows = [
        f"received;{code};2026-01-05;laptop;PRODUCT;;;\nhardware_read;{code};2026-01-06;;;HP;ProBook 430 G4;5CD7314HDY\n"
        for code in ("PC-1", "PC-2")
    ]
    (folder / "twins.csv").write_text(header + "".join(rows))
    assert run(ledger, folder).refused == []
    return ledger


def said(ledger, kind):
    return [one for one in questions(ledger) if one.kind == kind]


def told_apart(code, other):
    return DifferentDevices(
        event_id=uuid7(), subject=f"device:{code}", acting="ATELIER", occurred_on=TODAY, different_from=other
    )


def test_two_machines_with_one_serial_number_are_asked_about_until_told_apart(twins):
    """2026-11-22 different_devices answers the question; taken back, it is asked again."""
    (question,) = said(twins, "same_device")
    assert question.subjects == ("device:PC-1", "device:PC-2")
    fact = told_apart("PC-1", "PC-2")
    twins.append([fact], by="ANNE", on_behalf_of="ATELIER", now=NOW)
    assert said(twins, "same_device") == []
    taken_back = Corrected(
        event_id=uuid7(),
        subject="organisation:ATELIER",
        acting="ATELIER",
        occurred_on=TODAY,
        voids=(fact.event_id,),
        reason="typing_error",
    )
    twins.append([taken_back], by="ANNE", on_behalf_of="ATELIER", now=NOW)
    assert len(said(twins, "same_device")) == 1


def test_a_machine_that_two_codes_bear_is_read_once_a_person_says_which(twins, folder):
    """Without a word it is asked about; with the code it is recorded, and later known again without it."""
    (folder / "a.json").write_text(laptop())
    (question,) = run(twins, folder / "a.json").questions
    assert question.kind == "which_device"
    assert "--device" in question.text
    result = run(twins, folder / "a.json", devices=["PC-2"])
    assert (result.recorded, asked(result)) == (1, [])
    assert [kind for kind, _day in life(twins, "device:PC-2")] == ["received", "hardware_read", "hardware_read"]
    again = run(twins, folder / "a.json")
    assert (again.recorded, again.unchanged, again.questions) == (0, 1, [])


def test_a_code_that_no_machine_read_can_be_is_said(twins, folder):
    (folder / "a.json").write_text(laptop(serial="ANOTHER-1"))
    assert "device_not_read" in [one.kind for one in run(twins, folder / "a.json", devices=["PC-2"]).questions]


# --- media ----------------------------------------------------------------------------------------

WIPED = "kind;device;occurred_on;medium;method;standard;tool;verdict\ndata_sanitised;{code};2026-11-22;{medium};purge;N;T;pass\n"


@pytest.mark.parametrize(("medium", "asked"), [("D-1", 0), ("{support}", 1)])
@pytest.mark.parametrize("at_once", [True, False])
def test_a_wipe_of_a_medium_that_was_never_read_is_asked_about(ledger, folder, medium, asked, at_once):
    """The file of the machine says D-1; the row names it, or something that nobody filled in."""
    (folder / "a.json").write_text(laptop())
    run(ledger, folder)
    code = only_device(ledger).removeprefix("device:")
    sheet = WIPED.replace("{code}", code).replace("{medium}", medium)
    (folder / "b.csv").write_text(sheet)
    result = run(ledger, folder if at_once else folder / "b.csv")
    found = [question for question in result.questions if question.kind == "unknown_medium"]
    assert len(found) == asked
    assert all("D-1" in question.text for question in found)
    assert [one.kind for one in run(ledger, folder).questions if one.kind == "unknown_medium"] == []
