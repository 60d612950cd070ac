"""Facts without a life of their own, told of organisations or about things, are judged too; who acts is registered."""

from __future__ import annotations

import pytest

from books.life import Life
from books.memory import Memory, Refused
from lifecycle.journey import sweep
from lifecycle.rules import JUDGE

PC = "2026-01-05 PC-1 received category=laptop\n"


@pytest.fixture
def life() -> Life:
    return Life()


def refused(life: Life, text: str) -> str:
    before = len(life.memory.recorded)
    with pytest.raises(Refused) as refusal:
        life.tell(text)
    assert len(life.memory.recorded) == before
    return str(refusal.value)


@pytest.mark.parametrize(
    "fact",
    [
        'stock_counted counts=[{"category":"lapdog","count":3},{"category":"catbox","count":1}]',
        'donation_announced donor_kind=company lines=[("lapdog",2),("catbox",1)]',
        'authorisation_granted activity=treatment reference=R valid_from=2026-01-01 categories=["lapdog","catbox"]',
    ],
)
def test_every_unknown_category_of_an_organisations_fact_is_named(life, fact):
    reason = refused(life, f"2026-02-01 organisation:ASSO {fact}")
    assert "unknown category lapdog" in reason
    assert "unknown category catbox" in reason


@pytest.mark.parametrize(
    "fact",
    [
        "fleet_unit_retired category=lapdog retired_on=2026-01-31",
        "fleet_unit_left category=lapdog way_out=gift",
        'factor_declared factor=mass_g category=lapdog value="1" unit=g reason=own',
    ],
)
def test_the_category_of_an_organisations_fact_is_in_the_list(life, fact):
    assert "unknown category lapdog" in refused(life, f"2026-02-01 organisation:TOWN {fact}")
    life.tell(f"2026-02-01 organisation:TOWN {fact.replace('lapdog', 'laptop')}")


def test_an_authorisation_that_was_never_granted_cannot_be_withdrawn(life):
    withdrawal = "2026-03-01 organisation:RECYCLER authorisation_withdrawn reference=ICPE-9 void_from=2026-02-01"
    reason = refused(life, withdrawal)
    assert "never granted ICPE-9" in reason
    assert "ICPE-1" in reason
    grant = "2026-01-01 organisation:RECYCLER authorisation_granted activity=treatment reference=ICPE-9 valid_from=2026-01-01"
    life.tell(f"{withdrawal}\n{grant}")  # in one batch, in whatever order


def test_a_grant_that_a_withdrawal_rests_on_cannot_be_taken_away_alone(life):
    life.tell("""
    2026-01-01 =g organisation:RECYCLER authorisation_granted activity=treatment reference=ICPE-9 valid_from=2026-01-01
    2026-03-01 =w organisation:RECYCLER authorisation_withdrawn reference=ICPE-9 void_from=2026-02-01
    """)
    reason = refused(life, "2026-03-02 organisation:ASSO corrected voids=[g]")
    assert "earlier fact impossible" in reason
    assert "never granted ICPE-9" in reason
    life.tell("2026-03-02 organisation:ASSO corrected voids=[g,w]")


@pytest.mark.parametrize(
    ("story", "fact"),
    [
        (PC, "PC-2 paper_issued paper=receipt number=R-1"),
        (PC, "organisation:NOBODY paper_issued paper=receipt number=R-1"),
        ("", "L-1 slip_updated slip=BSD-1 status=sent"),
    ],
)
def test_a_paper_is_about_something_that_was_ever_named(life, story, fact):
    if story:
        life.tell(story)
    assert "nothing was ever recorded of it" in refused(life, f"2026-02-01 {fact}")


def test_a_paper_about_what_the_same_batch_tells_of_is_accepted(life):
    life.tell("2026-02-01 PC-1 paper_issued paper=receipt number=R-1\n" + PC)
    life.tell("2026-02-01 organisation:ASSO paper_issued paper=attestation number=R-2")


def test_the_only_fact_that_a_paper_rests_on_cannot_be_taken_away_alone(life):
    """A reception that is replaced by another keeps the paper; one that is only voided leaves it about nothing."""
    life.tell("2026-01-05 =r PC-1 received category=laptop\n2026-02-01 =p PC-1 paper_issued paper=receipt number=R-1")
    assert "paper issued of device:PC-1" in refused(life, "2026-02-02 organisation:ASSO corrected voids=[r]")
    life.tell(
        "2026-01-05 =s PC-1 received category=desktop\n2026-02-02 organisation:ASSO corrected voids=[r] replacements=[s]"
    )
    life.tell("2026-02-03 organisation:ASSO corrected voids=[s,p]")


# --- corrections ----------------------------------------------------------------------------------------


def test_a_correction_is_no_replacement_it_is_recorded_beside_the_one_it_comes_with(life):
    """PC-2's reception was voided in place of PC-1's: the wrong correction is lifted, the right one stands by itself."""
    life.tell("""
    2026-01-05 =one PC-1 received
    2026-01-05 =two PC-2 received
    --
    2026-01-06 =wrong organisation:ASSO corrected voids=[two]
    """)
    right = "2026-01-07 =right organisation:ASSO corrected voids=[one]"
    as_replacement = f"{right}\n2026-01-07 organisation:ASSO corrected voids=[wrong] replacements=[right]"
    assert "record it beside this one" in refused(life, as_replacement)
    life.tell(f"{right}\n2026-01-07 =lifted organisation:ASSO corrected voids=[wrong]")
    assert {item for item, _ in life.memory.balance()} == {"device:PC-2"}
    life.tell("2026-01-08 organisation:ASSO corrected voids=[lifted,right]")
    assert {item for item, _ in life.memory.balance()} == {"device:PC-1"}


# --- who acts -------------------------------------------------------------------------------------------

REGISTERED = "2026-01-01 organisation:NEW organisation_registered name=N roles=[association] commune=44109"
UNKNOWN = {"organisation-not-registered"}


@pytest.mark.parametrize(
    ("story", "breach"),
    [
        (f"{REGISTERED}\n--\n2026-01-05 PC-1 received acting=NEW", set()),
        (f"2026-01-05 PC-1 received acting=NEW\n{REGISTERED}", set()),
        (f"2026-01-05 PC-1 received acting=NEW\n--\n{REGISTERED}", UNKNOWN),
    ],
)
def test_who_acts_is_registered_before_or_in_the_same_batch(life, story, breach):
    """A replay, for whatever reason, says the same: a late weighing, an early fact, a fact of the same day."""
    life.tell(story)
    assert life.breaches == breach
    life.tell("2026-01-05 PC-1 weighed grams=2000 acting=ASSO")
    assert life.breaches == breach
    life.tell("2026-01-05 PC-1 triaged verdict=refurbish acting=ASSO")
    assert life.breaches == breach


def test_a_registration_found_void_changes_nothing_of_what_was_recorded_under_it(life):
    life.tell(REGISTERED.replace("01-01 ", "01-01 =n ") + "\n--\n2026-01-05 =r PC-1 received acting=NEW")
    life.tell("2026-02-01 =c organisation:ASSO corrected voids=[n]")
    life.tell("2026-01-05 PC-1 weighed grams=2000")
    assert life.breaches == set()
    life.tell("2026-01-06 PC-2 received acting=NEW")
    assert life.breaches == UNKNOWN


def test_the_books_made_again_from_all_facts_at_once_say_the_same_of_who_was_registered(life):
    """Acting before, while and after it was registered, while that was void, and once it stood again."""
    life.tell(f"""
    2026-01-05 PC-1 received acting=NEW
    --
    2026-01-05 PC-2 received acting=NEW
    {REGISTERED.replace("01-01 ", "01-01 =n ")}
    """)
    life.tell("2026-01-05 PC-3 received acting=NEW")
    life.tell("2026-01-06 =c organisation:ASSO corrected voids=[n]\n2026-01-05 PC-4 received acting=NEW")
    life.tell("2026-01-06 organisation:ASSO corrected voids=[c]")
    life.tell("2026-01-05 PC-5 received acting=NEW")
    subjects = {life.memory.recorded[n - 1].fact.code for n, _ in life.memory.breaches()}
    assert subjects == {"PC-1", "PC-4"}
    again = sweep(life.memory.recorded, Memory(), life.memory.reference, JUDGE)
    assert {(mark.fact, mark.rule) for mark in again.breaches} == life.memory.breaches()


def test_a_fact_that_is_void_breaks_nothing_and_one_that_is_revived_is_judged_again(life):
    life.tell("2026-01-05 =r PC-1 received acting=NEW")
    assert life.breaches == UNKNOWN
    life.tell("2026-02-01 =c organisation:ASSO corrected voids=[r]")
    assert life.breaches == set()
    life.tell("2026-02-02 organisation:ASSO corrected voids=[c]")
    assert life.breaches == UNKNOWN


# --- all reasons of one fact ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("story", "fact", "reasons"),
    [
        (
            PC + "2026-01-06 PC-1 lost",
            "L-1 lot_packed devices=[PC-1,PC-2] parts=[P-1]",
            ["device:PC-1 cannot be packed: it is lost", "device:PC-2 cannot be packed", "part:P-1 cannot be packed"],
        ),
        (
            PC + "2026-01-05 PC-2 received\n2026-01-05 PC-3 received\n2026-01-06 L-1 lot_packed devices=[PC-1]",
            "L-1 lot_unpacked devices=[PC-2,PC-3]",
            ["device:PC-2 is not in lot:L-1", "device:PC-3 is not in lot:L-1"],
        ),
        (
            PC + "2026-01-05 PC-2 received acting=ASSO2\n2026-01-05 PC-3 received acting=TOWN",
            "L-1 lot_packed devices=[PC-1,PC-2,PC-3]",
            ["device:PC-2 is in the stock of ASSO2", "device:PC-3 is in the stock of TOWN"],
        ),
        (
            "",
            'L-1 lot_opened lines=[("lapdog",1),("catbox",1)]',
            ["unknown category lapdog", "unknown category catbox"],
        ),
        (
            PC + "2026-01-06 L-1 lot_packed devices=[PC-1]\n2026-01-07 L-1 lot_dispatched",
            'L-1 lot_received refused=["PC-7","PC-8"]',
            ["device:PC-7 is refused but", "device:PC-8 is refused but"],
        ),
        (
            PC + "2026-01-06 L-1 lot_packed devices=[PC-1]\n2026-01-07 L-1 lot_dispatched",
            'L-3 lot_regrouped parents=["L-1","L-2","L-3"]',
            [
                "L-1 can be regrouped in stock or at the operator; it is in transit",
                "L-2 can be",
                "L-3 cannot be regrouped",
            ],
        ),
    ],
)
def test_every_thing_that_makes_a_fact_impossible_is_named(life, story, fact, reasons):
    if story:
        life.tell(story)
    said = refused(life, f"2026-02-01 {fact}")
    assert [reason for reason in reasons if reason not in said] == []


def test_reasons_speak_words_not_codes(life):
    life.tell(PC + "2026-01-06 PC-1 handed_over\n2026-01-06 PC-2 received")
    reason = refused(life, "2026-02-01 L-1 lot_packed devices=[PC-1]")
    assert "it is in use" in reason
    assert "in_use" not in reason
    assert "made ready is not possible" in refused(life, "2026-02-01 PC-1 made_ready")
