"""A machine that bears a label is read under the code of its label, not under a new one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from lifecycle.intake import Importer, gather
from lifecycle.ledger import create
from lifecycle.reference import load

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LABELLED = "kind;device;date;category;legal\nreceived;PC-1;2026-11-22;laptop;PRODUCT\nreceived;PC-2;2026-11-22;laptop;PRODUCT\n"


def laptop(serial: str) -> str:
    machine = {"id": "pc", "class": "system", "product": "ProBook 430 G4", "vendor": "HP", "serial": serial}
    return json.dumps({**machine, "configuration": {"chassis": "notebook"}})


@pytest.fixture
def ledger(tmp_path):
    with create(tmp_path / "ledger.db") as made:
        (tmp_path / "labels.csv").write_text(LABELLED)
        read(made, tmp_path / "labels.csv")
        yield made


def read(ledger, path, **labels):
    found = gather(
        [path],
        ledger_view=ledger,
        reference=load(),
        acting="ATELIER",
        prefix="ATL",
        on=TODAY,
        labels={str(path): code for code in labels.values()},
    )
    return Importer("A-1", "ATELIER", NOW).run(ledger, found)


def machines(ledger):
    return {row.subject: row.identity for row in ledger.states("device")}


@pytest.fixture
def file(tmp_path):
    def written(serial, name="machine.json"):
        (tmp_path / name).write_text(laptop(serial))
        return tmp_path / name

    return written


def test_the_machine_is_the_one_whose_label_it_bears(ledger, file):
    """No second reception is assumed for it."""
    assert read(ledger, file("S1"), label="PC-1").recorded == 1
    assert machines(ledger) == {"device:PC-1": "hp|probook 430 g4|S1", "device:PC-2": ""}


def test_the_same_file_again_changes_nothing(ledger, file):
    """Even if it is said to be of another label the second time."""
    read(ledger, file("S1"), label="PC-1")
    again = read(ledger, file("S1"), label="PC-2")
    assert (again.recorded, len(again.refused)) == (0, 0)


def test_a_machine_that_is_known_stays_the_one_it_is(ledger, file):
    """Its serial number is believed before a label; a person is asked to look at both."""
    read(ledger, file("S1"), label="PC-1")
    newer = file("S1", "later.json")
    newer.write_text(newer.read_text().replace("notebook", "laptop"))
    result = read(ledger, newer, label="PC-2")
    assert [one.subjects for one in result.questions if one.kind == "other_label"] == [("device:PC-2", "device:PC-1")]
    assert machines(ledger)["device:PC-2"] == ""


def test_a_label_of_another_machine_is_not_taken(ledger, file):
    """The label was read as one machine: a second one gets a code of its own, and a person is asked."""
    read(ledger, file("S1"), label="PC-1")
    result = read(ledger, file("S2", "other.json"), label="PC-1")
    assert any(one.kind == "other_label" for one in result.questions)
    assert machines(ledger)["device:PC-1"] == "hp|probook 430 g4|S1"
    assert len(machines(ledger)) == 3
