"""What is told at the desk: a stack of labels, a gift, a hand-over; a form that is sent twice tells it once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from books.life import PREAMBLE, Life
from ledger_facts import WHO

from lifecycle import reference
from lifecycle.codes import check_sign_ok
from lifecycle.events import MadeReady, Returned
from lifecycle.intake.desk import (
    Gift,
    Telling,
    Weighing,
    acts,
    codes_told,
    commune_told,
    handing,
    receptions,
    weighings,
    weighings_told,
    wipes,
)
from lifecycle.intake.live import Recorded, Stopped, record_live
from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.told import BadFields
from lifecycle.ledger import Refused, create

DAY = date(2026, 3, 2)
FORM = Telling("ASSO", DAY, "form-1", datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
LIVE = {"by": "A-7", "on_behalf_of": "ASSO", "now": datetime(2026, 3, 2, 9, 30, tzinfo=UTC)}


@pytest.fixture
def ledger(tmp_path):
    story = Life.__new__(Life)
    story.named, story.rank = {}, 0
    with create(tmp_path / "lifecycle.db") as made:
        for batch in story.facts(PREAMBLE):
            made.append(batch, **WHO)
        yield made


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("pc-1\nPC-2\n", ("PC-1", "PC-2")),
        ("PC-1, PC-2;PC-1\tPC-3", ("PC-1", "PC-2", "PC-3")),
        ("http://127.0.0.1:8501/d/ATL7K3M9QXF", ("ATL7K3M9QXF",)),
        ("http://localhost:8501/equipement?lang=fr&device=PC-1 PC-2", ("PC-1", "PC-2")),
        ("  \n ", ()),
    ],
)
def test_a_stack_is_read_whatever_stands_between_its_labels(text, codes):
    """A scanner ends each label with a line, a person pastes lists, a QR may hold an address."""
    assert codes_told(text) == codes


def test_each_line_of_a_weighing_is_a_mass_or_a_fault_with_its_reason():
    """Units as people write them; what is doubtful is named by its line."""
    found, faults = weighings_told("PC-1 2,1 kg\nPC-2;2100 g\npc-3 : 2 100\n\nPC-4\nPC-5 2,1\nPC-6 0")
    assert found == [Weighing("PC-1", 2100), Weighing("PC-2", 2100), Weighing("PC-3", 2100)]
    assert [(fault.number, fault.text) for fault in faults] == [(5, "PC-4"), (6, "PC-5 2,1"), (7, "PC-6 0")]
    assert all(fault.reason for fault in faults)


def gift(ledger, form=FORM, **said):
    gifts = [Gift("laptop", 2), Gift("monitor_medium", 1), Gift("laptop", 1)]
    return receptions(ledger, gifts, form, **{"legal": "PRODUCT", "donor_kind": "person", **said})


def test_each_machine_of_a_gift_gets_a_label_of_its_own(ledger):
    """Codes with a check sign, under the prefix of the organisation, one fact each."""
    facts = gift(ledger)
    assert [fact.category for fact in facts] == ["laptop", "laptop", "monitor_medium", "laptop"]
    assert len({fact.code for fact in facts}) == len({fact.event_id for fact in facts}) == 4
    assert all(check_sign_ok(fact.code) and fact.code.startswith("ASSO") for fact in facts)
    assert all(fact.occurred_at is None for fact in facts)  # machine files of the day come after it


def test_the_same_form_sent_twice_makes_the_same_labels(ledger):
    """Also once its facts are in the ledger, where the codes are no longer free; another form makes others."""
    first = gift(ledger)
    assert isinstance(record_live(ledger, first, **LIVE), Recorded)
    again = gift(ledger)
    assert again == first
    assert record_live(ledger, again, **LIVE).unchanged == 4
    assert not {fact.code for fact in gift(ledger, FORM._replace(form="form-2"))} & {fact.code for fact in first}


def test_a_public_bodys_gift_is_of_public_origin_and_waste_keeps_its_code(ledger):
    """A product has no waste code, whatever was typed before."""
    (fact, *_) = gift(ledger, donor_kind="public_body", donor="TOWN", waste_code="20 01 36")
    assert (fact.public_origin, fact.donor, fact.waste_code) == (True, "TOWN", None)
    (fact, *_) = gift(ledger, legal="WASTE", waste_code="20 01 36")
    assert (fact.public_origin, fact.waste_code) == (False, "20 01 36")


def test_one_act_is_told_of_each_of_a_stack_and_wipes_of_each_medium(ledger):
    """All or nothing, each under an identity of its own."""
    record_live(ledger, told := gift(ledger), **LIVE)
    subjects = [fact.subject for fact in told]
    said = {"method": "purge", "standard": "NIST SP 800-88 Rev. 2", "tool": "nwipe 0.40", "verdict": "pass"}
    facts = [
        *wipes({subjects[0]: ("d1", "d2"), subjects[1]: ("1",)}, said, FORM),
        *acts(MadeReady, subjects, {"grade": "B"}, FORM),
        *weighings([Weighing(told[0].code, 2100)], FORM),
    ]
    assert len({fact.event_id for fact in facts}) == len(facts) == 8
    assert isinstance(record_live(ledger, facts, **LIVE), Recorded)
    with pytest.raises(BadFields):
        acts(MadeReady, subjects, {"grade": None}, FORM)


def test_a_whole_life_fits_into_one_day(ledger):
    """What is told today happens now: a return of the same afternoon comes after the hand-over."""
    record_live(ledger, told := gift(ledger), **LIVE)
    code = told[0].code
    morning, noon = FORM, FORM._replace(form="form-2", at=datetime(2026, 3, 2, 11, tzinfo=UTC))
    steps = [
        acts(MadeReady, [f"device:{code}"], {"grade": "B"}, morning),
        handing([code], {"terms": "gift", "recipient": "B-1", "recipient_kind": "school"}, noon),
        acts(
            Returned, [f"device:{code}"], {"reason": "broken"}, noon._replace(at=datetime(2026, 3, 2, 12, tzinfo=UTC))
        ),
    ]
    for facts in steps:
        assert isinstance(record_live(ledger, facts, **LIVE, reason="proof_to_come"), Recorded)
    assert ledger.state(f"device:{code}").custody == "in_stock"


SAID = {"terms": "sale", "recipient": "B-2", "recipient_kind": "person_in_precarity", "charter_version": "2026-1"}


def test_a_hand_over_of_several_is_one_batch_with_one_payment_and_one_answer(ledger):
    """They share a number; what is given in exchange comes back with the first."""
    record_live(ledger, told := gift(ledger), **LIVE)
    codes = [fact.code for fact in told[:2]]
    facts = handing(codes, {**SAID, "replaces": "PC-9"}, FORM, euros="20,50 €", answer="new")
    assert [fact.kind for fact in facts] == [
        "handed_over",
        "handed_over",
        "contribution_received",
        "substitution_answered",
    ]
    assert len({fact.handover_id for fact in facts}) == 1
    assert [fact.replaces for fact in facts[:2]] == ["PC-9", None]
    assert (facts[2].cents, facts[3].answer) == (2050, "new")


def test_nothing_of_a_hand_over_is_kept_where_one_thing_cannot_be(ledger):
    """One batch: a device that is not there refuses the others, the payment and the answer with it."""
    record_live(ledger, told := gift(ledger), **LIVE)
    facts = handing([told[0].code, "PC-404"], SAID, FORM, euros="20")
    count = ledger.head().count
    with pytest.raises(Refused, match="PC-404"):
        ledger.append(facts, **LIVE)
    assert ledger.head().count == count


def test_a_breach_stops_a_hand_over_until_a_reason_is_given(ledger):
    """Nobody has said what became of the disks."""
    record_live(ledger, told := gift(ledger), **LIVE)
    facts = handing([told[0].code], SAID, FORM)
    stopped = record_live(ledger, facts, **LIVE)
    assert isinstance(stopped, Stopped)
    assert set(stopped.breaches.values()) == {("media-not-fit",)}
    assert isinstance(record_live(ledger, facts, **LIVE, reason="proof_to_come"), Recorded)


def test_what_cannot_be_read_of_a_hand_over_is_told_all_at_once(ledger):
    """Each fault once, whatever the number of devices."""
    with pytest.raises(BadFields) as bad:
        handing(
            ["PC-1", "PC-2"], {**SAID, "due_back": "31/02/2026", "recipient_kind": "neighbour"}, FORM, euros="vingt"
        )
    assert sorted(fault.field for fault in bad.value.faults) == ["cents", "due_back", "recipient_kind"]


@pytest.mark.parametrize(("text", "code"), [("44109", "44109"), ("nantes", "44109"), (" Clisson ", "44043")])
def test_a_commune_is_told_by_its_code_or_its_name(text, code):
    """As people write it."""
    assert commune_told(text, reference.load().edition) == code


@pytest.mark.parametrize(
    ("text", "says"), [("Saint-Denis", "93066"), ("44000", "postcode"), ("Nulle-Part", "no commune")]
)
def test_a_commune_that_is_none_or_several_is_told_with_what_to_do(text, says):
    """Nothing is guessed."""
    with pytest.raises(BadCell, match=says):
        commune_told(text, reference.load().edition)
