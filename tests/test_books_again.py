"""The books made again from the facts alone say what the ledger says, whatever the order of telling."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from ledger_facts import WHO, asso, corrected, machines, received, same_device, weighed

from lifecycle.cli.proofs import books_made_again
from lifecycle.ledger import create, open_ledger
from lifecycle.reports.devices import devices


def test_an_organisation_registered_late_or_found_void_gives_the_same_breaches_again(tmp_path):
    """
    PC-1 received before ASSO is registered (a breach), PC-2 with it, PC-3 after it, PC-4 once its registration is void
    """
    with create(tmp_path / "books.db") as ledger:
        registered = asso()
        ledger.append([received("PC-1")], **WHO)
        ledger.append([received("PC-2"), registered], **WHO)
        ledger.append(machines(2, first=3), **WHO)
        ledger.append([corrected(registered)], **WHO)
        ledger.append([received("PC-9")], **WHO)
        broken = {mark.subject for _, mark in ledger.breaches() if mark.rule == "organisation-not-registered"}
        assert broken == {"device:PC-1", "device:PC-9"}
        assert books_made_again(ledger) == []


def told(path: Path) -> None:
    """PC-1 received and weighed, the weighing corrected twice; PC-2 turns out to be PC-1."""
    with create(path) as ledger:
        ledger.append([asso(), *machines(2)], **WHO)
        heavy = weighed("PC-1", 2900)
        ledger.append([heavy], **WHO)
        wrong = corrected(heavy)
        ledger.append([wrong], **WHO)
        ledger.append([corrected(wrong)], **WHO)
        ledger.append([corrected(weighed("PC-1", 2001))], **WHO)
        ledger.append([same_device("PC-1", "PC-2"), corrected(received("PC-2"))], **WHO)


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("SELECT 1", None),
        ("UPDATE state SET state = '{\"once_noted\":1,' || substr(state, 2) WHERE subject = 'device:PC-1'", None),
        ("DELETE FROM voided", "fact 3: what voids it is not what the facts give"),
        ("INSERT INTO voided VALUES (2, 7)", "fact 2: what voids it is not what the facts give"),
        ("DELETE FROM label", "device:PC-2: it leads elsewhere than the facts say"),
        ("UPDATE state SET custody = 'lost' WHERE subject = 'device:PC-1'", "device:PC-1: its state is not the one"),
        ("UPDATE state SET state = '{}' WHERE subject = 'device:PC-1'", "device:PC-1: its state is not the one"),
        ("UPDATE state SET state = '?' WHERE subject = 'device:PC-1'", "device:PC-1: its state is not the one"),
        ("DELETE FROM state WHERE subject = 'organisation:ASSO'", "organisation:ASSO: its state is not the one"),
        ("UPDATE leg SET grams = grams + 1 WHERE grams = 2001", "its legs or breaches are not those"),
        ("UPDATE leg SET organisation = 'OTHER' WHERE kind = 'received'", "its legs or breaches are not those"),
    ],
)
def test_whatever_derives_from_the_facts_and_was_changed_by_hand_is_named(tmp_path, statement, finding):
    """Corrections in force, labels and states are in no hash: the books made again tell."""
    path = tmp_path / "books.db"
    told(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    with open_ledger(path, read_only=True) as ledger:
        findings = books_made_again(ledger)
    assert [one for one in findings if finding in one] if finding else findings == []


def test_the_breaches_of_a_machine_are_found_by_its_facts_under_any_of_its_labels(tmp_path):
    """
    PC-1 and PC-2 each weighed at 900 kg: two breaches. PC-2 turns out to be PC-1: both are PC-1's, none PC-2's.
    """
    with create(tmp_path / "books.db") as ledger:
        ledger.append([asso(), *machines(3), weighed("PC-1", 900_000), weighed("PC-2", 900_000)], **WHO)
        assert [mark.fact for _, mark in ledger.breaches(subject="device:PC-2")] == [9]
        ledger.append([same_device("PC-1", "PC-2"), corrected(received("PC-2"))], **WHO)
        marks = list(ledger.breaches())
        assert {mark.subject for _, mark in marks} == {"device:PC-1", "device:PC-2"}
        assert list(ledger.breaches(subject="device:PC-1")) == [one for one in marks if one[1].subject == "device:PC-1"]
        assert {mark.fact for _, mark in ledger.breaches(subject="device:PC-1")} == {8, 9}
        assert list(ledger.breaches(subject="device:PC-3")) == []
        (alone,) = devices(ledger, subject="device:PC-1")
        assert alone.breaches == ("mass-implausible",)
