"""Who funds what, with what result: money in cents, people counted once, results of the whole organisation."""

from __future__ import annotations

from collections import defaultdict

import pytest
from books.life import Life
from reports_memory import Told

from lifecycle import demonstration, reference
from lifecycle.engine import open_engine
from lifecycle.reports import Filter, Unanswerable
from lifecycle.reports.exports import as_json
from lifecycle.reports.grants import grants

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}


@pytest.fixture
def answer(tmp_path):
    """The report on a life told in text."""

    def ask(text, **asked):
        life = Life()
        life.tell(text)
        with open_engine(Told(life), tmp_path / "columns") as engine:
            return grants(engine, Filter(**(YEAR | asked)), reference.load())

    return ask


def result(report, code):
    (row,) = [row for row in report.table("results").records() if row["organisation"] == code]
    return row


def values(report, *names):
    return tuple(report.figure(name).value for name in names)


def awarded(cents, day="2026-02-01", by="TOWN", to="ASSO", purpose="reuse", name=""):
    return (
        f"{day} {name} organisation:{by} grant_awarded beneficiary={to} agreement_on={day} "
        f"purpose={purpose} amount_cents={cents}\n"
    )


STORY = (
    awarded(500_000)
    + awarded(100_000, by="ECO", purpose="repair")
    + """
2026-01-05 PC-1 received      category=laptop
2026-01-05 PC-1 weighed       grams=2000
2026-01-05 PC-2 received      category=laptop
2026-01-05 PC-2 weighed       grams=2200
2026-01-05 PC-3 received      category=laptop
2026-01-05 PC-3 weighed       grams=2400
2026-01-06 PC-1 media_absent
2026-01-06 PC-2 media_absent
2026-01-06 PC-3 media_absent
2026-02-10 PC-1 handed_over   handover_id=H-1 recipient=B-1 recipient_kind=person_in_precarity
2026-02-11 PC-2 handed_over   handover_id=H-2 recipient=B-1 recipient_kind=person
2026-02-12 PC-3 handed_over   handover_id=H-3 recipient=B-2
2026-02-10 PC-1 contribution_received handover_id=H-1 cents=2000
2026-02-11 PC-2 contribution_received handover_id=H-2 cents=1500
2026-03-01 organisation:ASSO training_held sessions=10 minutes=90 people=8 price_cents=10000 funder=TOWN funded_cents=40000
"""
)


def test_money_stands_beside_results(answer):
    """6,000 € of two funders, 400 € for courses, 35 € of recipients; three machines, one known person, eight trained."""
    report = answer(STORY)
    assert values(report, "granted", "grants", "training_funded", "contributions") == (600_000, 2, 40_000, 3_500)
    assert values(report, "handed_over", "people", "sessions", "taught", "trained") == (3, 1, 10, 900, 8)
    assert values(report, "reused", "recycled") == (6_600, 0)
    row = result(report, "ASSO")
    assert (row["granted"], row["all_grants"], row["grants_per_thing"]) == (600_000, 600_000, 200_000)


def test_a_person_counts_once_and_who_is_not_told_to_be_one_is_not_counted(answer):
    """B-1 received two machines; of B-2 nobody told whether it is a person."""
    report = answer(STORY)
    assert report.figure("people").value == 1
    assert report.figure("people").coverage.left_out == {"unknown_kind": 1}
    assert any(note.words.startswith("Recipients of whom nobody told") for note in report.notes)


def test_no_pseudonym_is_printed(answer):
    """Counts only."""
    said = as_json(answer(STORY))
    assert not [name for name in ("B-1", "B-2", "H-1") if name in said]


def test_a_funder_sees_its_grants_beside_all_that_its_beneficiary_received(answer):
    """ECO gave 1,000 € of the 6,000 €."""
    row = result(answer(STORY, organisation="ECO"), "ASSO")
    assert (row["granted"], row["all_grants"], row["handed_over"]) == (100_000, 600_000, 3)
    assert [row["purpose"] for row in answer(STORY, organisation="ECO").table("by_purpose").records()] == ["repair"]


def test_a_beneficiary_sees_who_funds_it(answer):
    """ASSO: both; ASSO2, which received nothing: nothing."""
    report = answer(STORY, organisation="ASSO")
    assert {row["funder"] for row in report.table("grants").records()} == {"TOWN", "ECO"}
    assert [row["organisation"] for row in report.table("results").records()] == ["ASSO"]
    assert not answer(STORY, organisation="ASSO2").table("results").rows


@pytest.mark.parametrize(
    ("day", "cents"), [("2025-12-31", 0), ("2026-01-01", 700), ("2026-12-31", 700), ("2027-01-01", 0)]
)
def test_a_grant_counts_on_the_day_of_its_agreement(answer, day, cents):
    """Told on another day: the agreement decides."""
    text = f"2026-06-01 organisation:TOWN grant_awarded beneficiary=ASSO agreement_on={day} purpose=x amount_cents=700"
    assert answer(text).figure("granted").value == cents


def test_what_is_void_is_not_money(answer):
    """A grant and a contribution were typed twice."""
    story = STORY + awarded(500_000, day="2026-02-02", name="=G")
    story += "2026-02-10 =C PC-1 contribution_received handover_id=H-1 cents=2000\n"
    story += "--\n2026-03-02 organisation:ASSO corrected voids=[G,C]\n"
    assert values(answer(story), "granted", "contributions") == (600_000, 3_500)


def test_a_machine_that_comes_back_in_exchange_is_no_hand_over(answer):
    """PC-1 comes back for PC-4: four handed over."""
    story = (
        STORY
        + """
    2026-04-01 PC-4 received category=laptop
    2026-04-02 PC-4 media_absent
    2026-04-03 PC-4 handed_over recipient=B-1 recipient_kind=person replaces=PC-1
    """
    )
    assert values(answer(story), "handed_over", "people") == (4, 1)


def test_certified_lines_are_those_of_what_the_beneficiary_sent(answer):
    """ASSO sent PC-9; RECYCLER treated it and received no money."""
    story = (
        STORY
        + """
    2026-04-01 PC-9 received       category=laptop legal=WASTE
    2026-04-01 PC-9 weighed        grams=1800
    2026-04-02 L-1  lot_packed     devices=[PC-9]
    2026-04-03 L-1  lot_dispatched grams=1800
    2026-04-04 L-1  lot_received   net=1800
    2026-04-20 L-1  treatment_certified fractions=[(1700,"R 4","recycling"),(100,"D 10","disposal")]
    """
    )
    report = answer(story)
    assert values(report, "recycled", "disposed") == (1_700, 100)
    assert (result(report, "ASSO")["recycled_g"], result(report, "ASSO")["disposed_g"]) == (1_700, 100)
    assert [row["organisation"] for row in report.table("results").records()] == ["ASSO"]


def test_nothing_handed_over_has_no_grants_for_one_thing(answer):
    """A grant and no machine: a dash, not a division."""
    assert result(answer(awarded(500)), "ASSO")["grants_per_thing"] is None


def test_a_territory_selects_beneficiaries_by_their_commune(answer):
    """ASSO is of 44109."""
    assert answer(STORY, territory="44").figure("granted").value == 600_000
    assert answer(STORY, territory="69").figure("granted").value == 0


def test_it_is_not_asked_of_a_category(answer):
    """Money has none."""
    with pytest.raises(Unanswerable):
        answer(STORY, category="laptop")


def test_the_demonstration_adds_up_as_its_facts_do(tmp_path):
    """Each beneficiary of the first demonstration, fact by fact and leg by leg."""
    year = str(demonstration.load().first_day.year)
    with demonstration.build(tmp_path / "lifecycle.db") as ledger:
        with open_engine(ledger, tmp_path / "columns") as engine:
            report = grants(engine, Filter(first_day=f"{year}-01-01", last_day=f"{year}-12-31"), reference.load())
        void = {n for n, _ in ledger.voids()}
        facts = [entry.stored for entry in ledger.facts() if entry.n not in void]
        legs = [leg for _, leg in ledger.legs() if leg.day[:4] == year]
        people, money, things = defaultdict(set), defaultdict(lambda: defaultdict(int)), defaultdict(int)
        for fact in facts:
            said = fact["facts"]
            if fact["kind"] == "grant_awarded" and said["agreement_on"][:4] == year:
                money[said["beneficiary"]]["all_grants"] += said["amount_cents"]
            if fact["occurred_on"][:4] != year:
                continue
            if fact["kind"] == "contribution_received":
                money[fact["acting"]]["contributions"] += said["cents"]
            if fact["kind"] == "training_held":
                mine = money[fact["subject"].partition(":")[2]]
                mine["training"] += said["funded_cents"]
                mine["minutes"] += said["sessions"] * said["minutes"]
                mine["trained"] += said["people"]
            if fact["kind"] == "handed_over" and said["recipient_kind"] in {"person", "person_in_precarity"}:
                people[fact["acting"]].add(said["recipient"])
        moved, line = defaultdict(lambda: [0, 0]), defaultdict(int)
        for leg in legs:
            if leg.kind == "handed_over" and leg.account in {"use", "support"}:
                sums = moved[leg.organisation, leg.fact, leg.item]
                sums[0], sums[1] = sums[0] + leg.grams, sums[1] + leg.units
            if leg.account in {"use", "support"}:
                line[leg.organisation, leg.line] += leg.grams
        for (organisation, _fact, _item), (grams, units) in moved.items():
            things[organisation] += units if grams > 0 or (grams == 0 and units > 0) else 0
    rows = report.table("results").records()
    assert {row["organisation"] for row in rows} == set(money)
    for row in rows:
        code = row["organisation"]
        for field in ("all_grants", "contributions", "training", "minutes", "trained"):
            assert row[field] == money[code][field], (code, field)
        assert (row["people"], row["handed_over"]) == (len(people[code]), things[code]), code
        for name in ("reused", "prepared", "parts"):
            assert row[f"{name}_g"] == line[code, name], (code, name)
    assert report.figure("granted").value == sum(one["all_grants"] for one in money.values()) > 0
    assert report.figure("people").value > 0
