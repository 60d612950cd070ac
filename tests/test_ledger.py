"""The ledger: what goes in stays as it is, in one order, with a receipt that never changes."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from ledger_facts import (
    WHO,
    asso,
    corrected,
    identity,
    machines,
    received,
    same_device,
    small_books,
    weighed,
)

from lifecycle.journey.past import Recorded
from lifecycle.ledger import (
    GENESIS,
    BadRecorder,
    Head,
    Ledger,
    LedgerBusy,
    LedgerExists,
    LedgerMissing,
    NewerLedger,
    NotALedger,
    Origin,
    Receipt,
    Refused,
    UnknownFact,
    create,
    open_ledger,
    verify,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    with create(tmp_path / "lifecycle.db", books=small_books) as made:
        yield made


# --- making and opening ---------------------------------------------------------------------------------


def test_a_new_ledger_is_empty_and_whole(ledger):
    assert ledger.head() == Head(ledger.ledger_id, 0, GENESIS)
    assert list(ledger.facts()) == []
    assert verify(ledger).ok


def test_an_existing_file_is_never_made_into_a_ledger(tmp_path):
    notes = tmp_path / "notes.db"
    notes.write_text("mine")
    with pytest.raises(LedgerExists, match=r"notes\.db"):
        create(notes)
    assert notes.read_text() == "mine"


@pytest.mark.parametrize("left", [".head", "-wal"])
def test_what_is_left_of_another_ledger_is_not_built_upon(tmp_path, left):
    (tmp_path / f"lifecycle.db{left}").write_text("{}")
    with pytest.raises(LedgerExists):
        create(tmp_path / "lifecycle.db")
    assert not (tmp_path / "lifecycle.db").exists()


def test_a_missing_ledger_is_not_made_by_opening(tmp_path):
    with pytest.raises(LedgerMissing, match="lifecycle init"):
        open_ledger(tmp_path / "lifecycle.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"x" * 5000])
def test_a_file_that_is_no_ledger_is_called_so(tmp_path, content):
    file = tmp_path / "lifecycle.db"
    file.write_bytes(content)
    with pytest.raises(NotALedger):
        open_ledger(file)
    assert file.read_bytes() == content


def test_a_folder_and_a_foreign_database_are_no_ledgers(tmp_path):
    with pytest.raises(NotALedger):
        open_ledger(tmp_path)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE meta (name TEXT, value TEXT)")
    with pytest.raises(NotALedger):
        open_ledger(tmp_path / "other.db")


def test_a_newer_ledger_says_update(tmp_path):
    with create(tmp_path / "l.db", books=small_books) as made, made.store.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value='2' WHERE name='version'")
        connection.commit()
    with pytest.raises(NewerLedger, match="2"):
        open_ledger(tmp_path / "l.db")


def test_a_ledger_is_opened_by_path_or_address_with_any_letters_in_it(tmp_path):
    folder = tmp_path / "été 100% ?#&"
    folder.mkdir()
    create(folder / "registre é.db", books=small_books).close()
    with open_ledger(
        f"sqlite:///{folder / 'registre é.db'}".replace("%", "%25").replace("?", "%3F").replace("#", "%23")
    ):
        pass
    assert [file.name for file in sorted(folder.iterdir())] == [
        "registre é.db",
        "registre é.db.head",
        "registre é.db.lock",
    ]


# --- appending --------------------------------------------------------------------------------------------


def test_facts_get_positions_without_gaps_and_a_receipt(ledger):
    result = ledger.append([asso(), *machines(2)], **WHO)
    assert (result.recorded, result.unchanged) == (5, 0)
    assert [entry.n for entry in ledger.facts()] == [1, 2, 3, 4, 5]
    assert result.receipt == Receipt(
        ledger_id=ledger.ledger_id,
        event_ids=tuple(entry.event_id for entry in ledger.facts()),
        first_n=1,
        last_n=5,
        hash_at_last_n=ledger.head().hash,
    )


def test_what_is_hashed_is_what_is_stored(ledger):
    """The chain can be checked by anyone with SHA-256 and the recorded forms alone."""
    ledger.append(machines(3), **WHO)
    previous = "0" * 64
    for entry in ledger.facts():
        form = json.loads(entry.form)
        assert form["previous_hash"] == previous
        assert (form["n"], form["ledger_id"]) == (entry.n, ledger.ledger_id)
        assert (form["recorded_by"], form["recorded_for"]) == ("A-7", "ASSO")
        assert form["recorded_at"] == entry.recorded_at == "2026-03-01T09:30:00.000000Z"
        previous = sha256(entry.form.encode()).hexdigest()
        assert entry.hash == previous


def test_a_fact_reads_back_as_it_was_told(ledger):
    told = [asso(), *machines(2), corrected(weighed("PC-1", 2001))]
    ledger.append(told, **WHO)
    assert [entry.fact for entry in ledger.facts()] == told


def test_the_breaches_known_then_are_in_the_recorded_form(ledger):
    ledger.append([received("PC-1"), weighed("PC-1", 2_100_000)], **WHO)
    assert [entry.breach for entry in ledger.facts()] == [(), ("mass-implausible",)]
    assert [(n, mark.rule, mark.change) for n, mark in ledger.breaches()] == [(2, "mass-implausible", 1)]


def test_the_same_facts_again_change_nothing_and_give_the_same_receipt(ledger):
    first = ledger.append(machines(4), **WHO)
    head = ledger.head()
    again = ledger.append(machines(4), **{**WHO, "by": "A-9"})
    assert (again.recorded, again.unchanged, again.receipt) == (0, 8, first.receipt)
    assert ledger.head() == head


def test_facts_sent_three_times_in_any_order_give_the_same_receipts(ledger):
    facts = machines(100)
    receipts: dict[str, set[Receipt]] = {one.event_id: set() for one in facts}
    sent = facts * 3
    random.Random(4).shuffle(sent)
    for one in sent:
        receipts[one.event_id].add(ledger.append([one], **WHO).receipt)
    assert {len(given) for given in receipts.values()} == {1}
    assert ledger.head().count == 200


def test_a_batch_with_old_and_new_facts_gives_the_same_receipt_in_any_order(ledger):
    ledger.append(machines(1), **WHO)
    mixed = ledger.append(machines(3), **WHO)
    assert (mixed.recorded, mixed.unchanged) == (4, 2)
    assert (mixed.receipt.first_n, mixed.receipt.last_n) == (1, 6)
    assert ledger.append(machines(3)[::-1], **WHO).receipt == mixed.receipt


def test_a_fact_twice_in_one_batch_is_recorded_once(ledger):
    result = ledger.append([received("PC-1"), received("PC-1")], **WHO)
    assert (result.recorded, result.unchanged, result.receipt.last_n) == (1, 1, 1)


def test_an_empty_batch_records_nothing(ledger):
    result = ledger.append([], **WHO)
    assert (result.recorded, result.receipt.event_ids, ledger.head().count) == (0, (), 0)


def test_one_identity_with_other_content_is_refused_with_all_reasons(ledger):
    """
    PC-1 is recorded with 2 kg; the same identities come again with 3 kg, and PC-3 twice, differently.
    """
    one, two = weighed("PC-1", 2000), weighed("PC-2", 2000)
    ledger.append([received("PC-1"), received("PC-2"), one, two], **WHO)
    head = ledger.head()
    with pytest.raises(Refused) as refused:
        ledger.append(
            [
                weighed("PC-1", 3000, event_id=one.event_id),
                received("PC-3"),
                weighed("PC-2", 3000, event_id=two.event_id),
                received("PC-3", category="tablet"),
            ],
            **WHO,
        )
    assert [(refusal.index, refusal.event_id) for refusal in refused.value.reasons] == [
        (0, one.event_id),
        (2, two.event_id),
        (3, identity("received", "PC-3", "2026-01-05")),
    ]
    assert ledger.head() == head


def test_what_the_books_refuse_is_named_at_its_place_and_nothing_is_kept(ledger):
    ledger.append(machines(1), **WHO)
    batch = [*machines(1), received("PC-8"), weighed("PC-8", 13), weighed("PC-9", 13)]
    with pytest.raises(Refused, match="thirteen") as refused:
        ledger.append(batch, **WHO)
    assert [refusal.index for refusal in refused.value.reasons] == [3, 4]
    assert ledger.head().count == 2
    assert ledger.state("device:PC-8") is None


def test_a_dry_run_answers_as_append_would_and_keeps_nothing(ledger):
    ledger.append(machines(1), **WHO)
    head = ledger.head()
    told = ledger.dry_run(machines(3), **WHO)
    assert (told.recorded, told.unchanged, told.receipt.last_n) == (4, 2, 6)
    with pytest.raises(Refused):
        ledger.dry_run([weighed("PC-1", 13)], **WHO)
    assert ledger.head() == head
    assert ledger.state("device:PC-3") is None


@pytest.mark.parametrize("who", [{"by": "Jean Dupont"}, {"by": ""}, {"on_behalf_of": "asso"}])
def test_a_persons_name_cannot_be_the_recorder_and_an_organisation_is_a_code(ledger, who):
    with pytest.raises(BadRecorder):
        ledger.append(machines(1), **{**WHO, **who})
    assert ledger.head().count == 0


def test_a_fact_of_another_ledger_keeps_its_origin(ledger):
    origin = Origin("11111111-0000-4000-8000-000000000000", 12, "ab" * 32)
    one = received("PC-1")
    ledger.append([one, received("PC-2")], origins={one.event_id: origin}, **WHO)
    assert [entry.origin for entry in ledger.facts()] == [origin, None]
    assert ledger.append([one], **WHO).unchanged == 1
    assert verify(ledger, thorough=True).ok


def test_a_writer_that_waits_too_long_is_told_so(ledger):
    with open_ledger(ledger.path, books=small_books, wait_s=0.1) as other, ledger.store.writing() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(LedgerBusy, match=r"0[.,]1 s"):
            other.append(machines(1), **WHO)
        assert other.head().count == 0
    assert ledger.append(machines(1), **WHO).recorded == 2


# --- reading ------------------------------------------------------------------------------------------------


def test_facts_are_read_from_one_position_to_another(ledger):
    ledger.append(machines(5), **WHO)
    assert [entry.n for entry in ledger.facts(after=3, upto=6)] == [4, 5, 6]
    assert ledger.entry(4).event_id == ledger.entry(ledger.entry(4).event_id).event_id
    with pytest.raises(UnknownFact):
        ledger.entry(11)


def test_legs_carry_the_last_position_of_their_batch(ledger):
    ledger.append(machines(2), **WHO)
    ledger.append([weighed("PC-1", 1900, "2026-02-01")], **WHO)
    assert [(n, leg.fact) for n, leg in ledger.legs()] == [(4, 2), (4, 2), (4, 4), (4, 4), (5, 5), (5, 5)]
    assert [leg.grams for _, leg in ledger.legs(after=4)] == [-1900, 1900]
    assert [n for n, _ in ledger.legs(upto=4)] == [4] * 4


def test_the_newest_state_of_each_subject_is_listed_by_sort(ledger):
    ledger.append([asso(), *machines(3)], **WHO)
    assert [row.subject for row in ledger.states("device")] == ["device:PC-1", "device:PC-2", "device:PC-3"]
    assert [row.subject for row in ledger.states()][-1] == "organisation:ASSO"
    assert list(ledger.states("device", custody="in_use")) == []
    assert ledger.state("device:PC-1").key.startswith("2026-01-06")


def test_an_identity_finds_its_subjects(ledger):
    ledger.append([*machines(2), received("AB-1")], **WHO)
    assert ledger.find_identities(["PC"])["PC"] == ("device:PC-1", "device:PC-2")
    assert ledger.find_identities(["AB", "ZZ", ""]) == {"AB": ("device:AB-1",)}


def test_another_label_leads_to_the_kept_life(ledger):
    ledger.append([*machines(2), same_device("PC-1", "PC-2")], **WHO)
    assert ledger.resolve("PC-2") == ledger.resolve("device:PC-2") == ledger.resolve("PC-1") == "device:PC-1"
    assert ledger.resolve("PC-7") is None
    assert [entry.n for entry in ledger.facts_about("device:PC-1")] == [1, 3, 2, 4, 5]


def test_the_past_leaves_out_what_is_void_and_remembers_by_whom(ledger):
    one, two = machines(1)
    ledger.append([asso(), one, two], **WHO)
    ledger.append([corrected(two)], **WHO)
    with ledger.past() as past:
        assert [recorded.n for recorded in past.facts_of(["device:PC-1"])] == [2]
        assert past.by_event_id([two.event_id])[two.event_id] == Recorded(
            3, two, ledger.entry(3).life_key, ledger.entry(3).content["edition"], 3
        )
        assert past.voiders_of([2, 3]) == {3: frozenset({4})}
        assert sum(leg.grams for leg in past.legs_of([3])) == 0
        last = past.states_before({"device:PC-1": "2026-01-07", "device:PC-9": "~"})
        assert {subject: row.key for subject, row in last.items()} == {"device:PC-1": ledger.entry(3).life_key}
        assert past.states_before({"device:PC-1": ledger.entry(3).life_key}) == {}
    assert ledger.voids() == [(3, 4)]


def test_more_subjects_than_one_question_may_name_are_all_found(ledger):
    ledger.append(machines(1200), **WHO)
    with ledger.past() as past:
        found = list(past.facts_of([f"device:PC-{number}" for number in range(1, 1201)]))
    assert [recorded.n for recorded in found] == list(range(1, 2401))
