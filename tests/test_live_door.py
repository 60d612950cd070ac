"""The live door: texts become a fact or all their faults; a breach stops a person first; what was told is undone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from ledger_facts import asso, identity, received, weighed

from lifecycle.columns import folder_of
from lifecycle.engine import open_engine
from lifecycle.events import DataSanitised, HandedOver, Received, TrainingHeld, TreatmentCertified, Weighed
from lifecycle.intake.live import REASONS, Recorded, RefusedHere, Stopped, record_live, undoing
from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.told import BadField, BadFields, fact_told, whole_told
from lifecycle.ledger import BadRecorder, Ledger, LedgerReadOnly, backup, create, open_ledger, restore, verify
from lifecycle.reports import Filter
from lifecycle.reports.breaches import breaches

DAY = date(2026, 2, 1)
WHO = {"by": "LOCAL", "on_behalf_of": "ASSO", "now": datetime(2026, 3, 1, tzinfo=UTC)}


@pytest.fixture
def ledger(tmp_path: Path):
    """One laptop, received and weighed, of which no medium was ever wiped."""
    with create(tmp_path / "lifecycle.db") as made:
        made.append([asso(), received("PC-1"), weighed("PC-1", 2100)], **WHO)
        yield made


def hand_over(**more: object) -> HandedOver:
    told = {"terms": "gift", "recipient": "B-0001", "charter_version": "2026-1", **more}
    return fact_told(HandedOver, "device:PC-1", told, acting="ASSO", on=DAY, event_id=identity("hand-over"))


def keys_of(ledger: Ledger) -> list[set[str]]:
    return [set(json.loads(entry.form)) for entry in ledger.facts()]


# --- texts -----------------------------------------------------------------------------------------


def test_texts_are_read_as_cells_of_a_table_are():
    """Words of either language, a French day, a number with spaces, a code in small letters."""
    fact = fact_told(
        Received,
        "device:PC-1",
        {"category": "ordinateur portable", "legal": "déchet", "occurred_on": "05/01/2026", "donor": "ville"},
        acting="ASSO",
        on=DAY,
    )
    assert (fact.category, fact.legal, fact.occurred_on, fact.donor) == ("laptop", "WASTE", date(2026, 1, 5), "VILLE")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("2 100", "grams", 2100),
        ("2,1 kg", "grams", 2100),
        ("2100 g", "grams", 2100),
        ("12,50 €", "cents", 1250),
        ("1250", "cents", 1250),
        ("1 h 30", "minutes", 90),
        ("1h05", "minutes", 65),
        ("1,5 h", "minutes", 90),
        ("90 min", "minutes", 90),
        ("12 km", "metres", 12_000),
    ],
)
def test_a_number_may_bear_its_unit(text, unit, value):
    assert whole_told(text, unit) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [("2,1 g", "grams"), ("3 min", "grams"), ("1 h 75", "minutes"), ("kg", "grams"), ("12 €", "metres")],
)
def test_a_number_of_another_unit_or_finer_than_what_is_recorded_is_none(text, unit):
    with pytest.raises(BadCell):
        whole_told(text, unit)


def test_every_fault_is_told_at_once_each_at_its_field():
    """A form with a day that does not exist, a mass in words, an unknown source, and no subject."""
    with pytest.raises(BadFields) as bad:
        fact_told(
            Weighed,
            None,
            {"occurred_on": "31/02/2026", "grams": "heavy", "source": "guess"},
            acting="ASSO",
            on=DAY,
        )
    assert {(fault.field, fault.text) for fault in bad.value.faults} == {
        ("occurred_on", "31/02/2026"),
        ("grams", "heavy"),
        ("source", "guess"),
        ("subject", ""),
    }
    assert all(fault.reason for fault in bad.value.faults)


def test_what_nobody_said_is_needed_only_where_the_class_needs_it():
    with pytest.raises(BadFields) as bad:
        fact_told(TrainingHeld, "organisation:ASSO", {"sessions": None, "course": None}, acting="ASSO", on=DAY)
    assert [fault.field for fault in bad.value.faults] == ["sessions", "minutes", "people"]


def test_rows_come_as_json_and_are_read_field_by_field():
    """Two fractions, one by its French word; then one of an unknown mode."""
    told = {"certified_on": "2026-02-01", "fractions": '[{"grams":"2 000","operation":"r4","mode":"recyclage"}]'}
    fact = fact_told(TreatmentCertified, "lot:L-1", told, acting="ASSO", on=DAY)
    assert [(one.grams, one.operation, one.mode) for one in fact.fractions] == [(2000, "R 4", "recycling")]
    told["fractions"] = '[{"grams":1,"operation":"R 4","mode":"magic"}]'
    with pytest.raises(BadFields, match="recycling"):
        fact_told(TreatmentCertified, "lot:L-1", told, acting="ASSO", on=DAY)


@pytest.mark.parametrize("hostile", ["'; DROP TABLE fact; --", "<script>1</script>", "‮gpj.exe", "\x00", "Ω" * 500])
def test_free_text_never_becomes_a_code(hostile):
    """A pseudonym and a coded course are no place for stories."""
    with pytest.raises(BadFields):
        fact_told(HandedOver, "device:PC-1", {"terms": "gift", "recipient": hostile}, acting="ASSO", on=DAY)
    told = {"sessions": "1", "minutes": "60", "people": "3", "course": hostile}
    with pytest.raises(BadFields):
        fact_told(TrainingHeld, "organisation:ASSO", told, acting="ASSO", on=DAY)


# --- a breach --------------------------------------------------------------------------------------


def test_a_breach_stops_the_person_first_and_nothing_is_recorded(ledger):
    """2026-02-01 PC-1 handed_over, its medium never wiped."""
    stopped = record_live(ledger, [hand_over()], **WHO)
    assert isinstance(stopped, Stopped)
    assert stopped.breaches == {hand_over().event_id: ("media-not-fit",)}
    assert ledger.head().count == 3


def test_with_a_reason_it_is_recorded_and_the_reason_stands_beside_the_breach(ledger):
    done = record_live(ledger, [hand_over()], **WHO, reason="proof_to_come")
    assert isinstance(done, Recorded)
    assert done.breaches == {hand_over().event_id: ("media-not-fit",)}
    assert done.numbers == {hand_over().event_id: 4}
    entry = ledger.entry(4)
    assert (entry.breach, entry.breach_reason) == (("media-not-fit",), "proof_to_come")
    assert entry.fact == hand_over()
    with open_engine(ledger, folder_of(ledger.path)) as engine:
        (row,) = breaches(engine, Filter()).table("breaches").records()
    assert row["breach_reason"] == "proof_to_come"


def test_a_reason_is_kept_with_facts_that_break_something_and_with_no_other(ledger):
    """A weighing and a hand-over in one batch: the names of other forms are what they always were."""
    before = keys_of(ledger)
    record_live(ledger, [weighed("PC-1", 2000, "2026-01-07"), hand_over()], **WHO, reason="urgent_need")
    assert keys_of(ledger) == [*before, before[2], keys_of(ledger)[4]]
    assert keys_of(ledger)[4] - before[2] == {"breach_reason"}


def test_nobody_is_stopped_where_nobody_can_be_asked(ledger):
    """A script: the breach is recorded as it always was, without a reason."""
    done = record_live(ledger, [hand_over()], **WHO, asks=False)
    assert isinstance(done, Recorded)
    assert "breach_reason" not in json.loads(ledger.entry(4).form)


def test_a_reason_is_one_of_the_list_and_never_a_story(ledger):
    with pytest.raises(ValueError, match="proof_to_come"):
        record_live(ledger, [hand_over()], **WHO, reason="because")
    with pytest.raises(BadRecorder):
        ledger.append([hand_over()], **WHO, breach_reason="Madame Durand l'a demandé")


def test_a_ledger_with_reasons_verifies_is_saved_and_comes_back(ledger, tmp_path):
    """Thorough verification, backup, restore, the same facts again."""
    record_live(ledger, [hand_over()], **WHO, reason="record_lost")
    assert verify(ledger, thorough=True).ok
    backup(ledger, tmp_path / "saved.zip")
    restore(tmp_path / "saved.zip", tmp_path / "back.db", by="LOCAL", now=WHO["now"])
    with open_ledger(tmp_path / "back.db") as back:
        assert back.entry(4).breach_reason == "record_lost"
        assert verify(back, thorough=True).ok
        again = record_live(back, [hand_over()], **WHO)
        assert isinstance(again, Recorded)
        assert (again.unchanged, again.breaches) == (1, {hand_over().event_id: ("media-not-fit",)})


def test_every_reason_is_a_code_with_its_words():
    for code, words in REASONS.items():
        assert code == code.lower()
        assert words[0].isupper()


# --- twice, and impossible -------------------------------------------------------------------------


def test_the_same_facts_told_twice_are_recorded_once_with_the_same_receipt(ledger):
    """A double click, or a form sent again after the connection was cut."""
    told = [weighed("PC-1", 2000, "2026-01-07")]
    first, again = record_live(ledger, told, **WHO), record_live(ledger, told, **WHO)
    assert isinstance(first, Recorded)
    assert isinstance(again, Recorded)
    assert (first.unchanged, again.unchanged) == (0, 1)
    assert first.receipt == again.receipt
    assert ledger.head().count == 4


def test_all_or_nothing_and_every_reason_at_once(ledger):
    """Two machines that nobody received, beside one that is there."""
    told = [weighed("PC-8", 1, "2026-01-07"), weighed("PC-1", 2000, "2026-01-07"), weighed("PC-9", 1, "2026-01-07")]
    refused = record_live(ledger, told, **WHO)
    assert isinstance(refused, RefusedHere)
    assert [place for place, _sentence in refused.reasons] == [0, 2]
    assert ledger.head().count == 3


def test_what_is_no_matter_of_the_facts_is_raised_in_a_sentence(ledger):
    with open_ledger(ledger.path, read_only=True) as shut, pytest.raises(LedgerReadOnly, match="nothing was recorded"):
        record_live(shut, [weighed("PC-1", 2000, "2026-01-07")], **WHO)


# --- undoing ---------------------------------------------------------------------------------------


def undone(ledger: Ledger, *event_ids: str):
    return record_live(ledger, [undoing(ledger, event_ids, acting="ASSO", on=DAY)], **WHO)


def test_undoing_is_a_correction_that_history_shows_and_that_can_be_taken_back(ledger):
    """A second weighing is undone, then comes back: four facts stay for ever."""
    record_live(ledger, [weighed("PC-1", 9000, "2026-01-07")], **WHO)
    wrong = weighed("PC-1", 9000, "2026-01-07").event_id
    done = undone(ledger, wrong)
    assert isinstance(done, Recorded)
    assert ledger.voided([4]) == {4: frozenset({5})}
    assert isinstance(undone(ledger, done.facts[0].event_id), Recorded)
    assert not ledger.voided([4])
    assert [entry.kind for entry in ledger.facts()][3:] == ["weighed", "corrected", "corrected"]


def test_undoing_what_later_facts_rest_on_is_refused_and_says_what_rests_on_it(ledger):
    """The reception of PC-1, which was weighed afterwards."""
    refused = undone(ledger, received("PC-1").event_id)
    assert isinstance(refused, RefusedHere)
    assert "n° 3" in refused.reasons[0][1]
    assert "PC-1" in refused.reasons[0][1]
    assert ledger.head().count == 3


def test_what_was_told_together_is_undone_together(ledger):
    """A reception and its weighing, both by one correction."""
    assert isinstance(undone(ledger, received("PC-1").event_id, weighed("PC-1", 2100).event_id), Recorded)
    assert ledger.state("device:PC-1") is None


def test_a_wipe_that_is_undone_takes_its_claim_away(ledger):
    """2026-01-07 PC-1 data_sanitised, undone: the hand-over is stopped again."""
    wipe = fact_told(
        DataSanitised,
        "device:PC-1",
        {"medium": "SSD-1", "method": "purge", "standard": "NIST SP 800-88r2", "tool": "nwipe 0.40", "verdict": "pass"},
        acting="ASSO",
        on=date(2026, 1, 7),
    )
    assert isinstance(record_live(ledger, [wipe], **WHO), Recorded)
    assert isinstance(undone(ledger, wipe.event_id), Recorded)
    assert isinstance(record_live(ledger, [hand_over()], **WHO), Stopped)


def test_bad_field_names_the_field_the_text_and_the_reason():
    fault = BadField("grams", "heavy", "not a number")
    assert str(BadFields((fault,))) == "grams “heavy”: not a number"
