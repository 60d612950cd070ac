"""Who does what: authorisations on a day, and what each organisation did, against a slow sum."""

from __future__ import annotations

from collections import defaultdict

import pytest
from books.life import Life
from reports_memory import Told

from lifecycle import demonstration, reference
from lifecycle.engine import open_engine
from lifecycle.reports import Filter
from lifecycle.reports.actors import DONE, actors
from lifecycle.reports.mass import mass

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
GRANTED = "organisation:RECY2 authorisation_granted activity=treatment reference=R-2 valid_from=2026-01-01"


@pytest.fixture
def answer(tmp_path):
    """The report on a life told in text."""

    def ask(text, **asked):
        life = Life()
        life.tell(text)
        with open_engine(Told(life), tmp_path / "columns") as engine:
            return actors(engine, Filter(**(YEAR | asked)), reference.load())

    return ask


def deed(report, reference):
    """Standing, last day and days since of an authorisation."""
    (row,) = [row for row in report.table("authorisations").records() if row["reference"] == reference]
    return row["status"], row["ended"], row["days"]


def did(report, code):
    (row,) = [row for row in report.table("actors").records() if row["organisation"] == code]
    return row


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-02-28", "to_come"), ("2026-03-01", "in_force"), ("2026-06-30", "in_force"), ("2026-07-01", "lapsed")],
)
def test_a_deed_stands_from_its_first_day_to_the_day_before_its_end(answer, day, status):
    """Valid from 1 March; 1 July is the first day on which it no longer holds."""
    story = "2026-01-05 organisation:RECY2 authorisation_granted activity=treatment reference=R-2 valid_from=2026-03-01 valid_to=2026-07-01"
    assert deed(answer(story, last_day=day), "R-2")[0] == status


@pytest.mark.parametrize(("day", "status"), [("2026-03-31", "in_force"), ("2026-04-01", "withdrawn")])
def test_a_deed_that_fell_is_void_from_the_day_it_says(answer, day, status):
    """Told in May that it is void from 1 April: on 31 March it was in force."""
    story = f"2026-01-05 {GRANTED}\n2026-05-02 organisation:RECY2 authorisation_withdrawn reference=R-2 void_from=2026-04-01"
    assert deed(answer(story, last_day=day), "R-2")[0] == status


def test_it_tells_since_when_a_deed_no_longer_holds(answer):
    """Lapsed on 1 December, asked on 31 December: 30 days."""
    story = f"2026-01-05 {GRANTED} valid_to=2026-12-01"
    assert deed(answer(story), "R-2") == ("lapsed", "2026-12-01", 30)
    assert deed(answer(story), "ICPE-1") == ("in_force", "", None)


def test_without_a_last_day_deeds_stand_as_on_the_last_day_told(answer):
    """The ledger tells up to 1 June; the deed ends in July: in force."""
    story = f"2026-01-05 {GRANTED} valid_to=2026-07-01\n2026-06-01 PC-1 received"
    assert deed(answer(story, first_day=None, last_day=None), "R-2")[0] == "in_force"


def test_a_corrected_deed_is_not_there(answer):
    """Granted by mistake."""
    story = f"2026-01-05 =D {GRANTED}\n--\n2026-01-06 organisation:ASSO corrected voids=[D]"
    assert "R-2" not in {row["reference"] for row in answer(story).table("authorisations").records()}


STORY = """
2026-01-05 PC-1 received       category=laptop donor_kind=public_body donor=TOWN
2026-01-05 PC-1 weighed        grams=2000
2026-01-06 PC-1 media_absent
2026-01-10 PC-1 handed_over    recipient=B-1 recipient_kind=person
2026-01-11 PC-2 received       category=laptop legal=WASTE
2026-01-11 PC-2 weighed        grams=1800
2026-01-12 L-1  lot_packed     devices=[PC-2]
2026-01-13 L-1  lot_dispatched grams=1800
2026-01-14 L-1  lot_received   net=1800
2026-01-20 L-1  treatment_certified fractions=[(1700,"R 4","recycling"),(100,"D 10","disposal")]
2026-01-21 organisation:ASSO training_held sessions=10 minutes=90 people=8
"""


def test_each_does_its_part(answer):
    """TOWN gave, ASSO handed over and sent, RECYCLER accepted and certified."""
    report = answer(STORY)
    assert (did(report, "TOWN")["gave_g"], did(report, "TOWN")["gave_units"]) == (2000, 1)
    asso, recycler = did(report, "ASSO"), did(report, "RECYCLER")
    assert (asso["received_g"], asso["handed_over_units"], asso["dispatched_g"]) == (3800, 1, 1800)
    assert (asso["certified_g"], asso["treated_g"], asso["trained"]) == (1800, 0, 8)
    assert (recycler["accepted_g"], recycler["treated_g"], recycler["certified_g"]) == (1800, 1800, 0)
    assert report.figure("without_authorisation").value == 0
    assert (report.figure("role_recycler").value, asso["roles"]) == (1, "association")


def test_who_accepts_waste_without_a_deed_in_force_is_named(answer):
    """RECYCLER's only deed fell in June."""
    story = STORY + "2026-06-02 organisation:RECYCLER authorisation_withdrawn reference=ICPE-1 void_from=2026-06-01\n"
    report = answer(story)
    assert report.figure("without_authorisation").value == 1
    assert any("RECYCLER" in str(note) for note in report.notes)


def test_a_territory_selects_organisations_by_their_commune(answer):
    """All are of 44109 in this story; nobody is of 69."""
    assert answer(STORY, territory="44").figure("organisations").value > 3
    assert did(answer(STORY, territory="44109"), "ASSO")["handed_over_units"] == 1
    assert answer(STORY, territory="69").figure("organisations").value == 0


def test_one_organisation_alone(answer):
    """The report of ASSO names nobody else."""
    report = answer(STORY, organisation="ASSO")
    assert [row["organisation"] for row in report.table("actors").records()] == ["ASSO"]
    assert did(report, "ASSO")["certified_g"] == 1800


def test_what_several_sent_is_the_last_ones(answer):
    """ASSO sends PC-1, it is refused and taken back by ASSO2, which sends it again: certified for ASSO2."""
    story = """
    2026-01-05 PC-1 received       legal=WASTE
    2026-01-05 PC-1 weighed        grams=2000
    2026-01-06 L-1  lot_packed     devices=[PC-1]
    2026-01-07 L-1  lot_dispatched grams=2000
    2026-01-08 L-1  lot_received   refused=[{"device":"PC-1","taken_back_by":"ASSO2"}]
    2026-01-09 L-2  lot_packed     devices=[PC-1] acting=ASSO2
    2026-01-10 L-2  lot_dispatched grams=2000 acting=ASSO2
    2026-01-11 L-2  lot_received   net=2000
    2026-01-20 L-2  treatment_certified fractions=[(2000,"R 4","recycling")]
    """
    report = answer(story)
    assert (did(report, "ASSO")["certified_g"], did(report, "ASSO2")["certified_g"]) == (0, 2000)


# --- the demonstration, leg by leg ------------------------------------------------------------------------


def recomputed(ledger, first, last):
    """Organisation -> field -> sum, of legs in the period."""
    legs = [leg for _, leg in ledger.legs()]
    found = defaultdict(lambda: defaultdict(int))
    moved, sent, owner = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0]), {}

    def add(organisation, field, grams, units=0):
        found[organisation][f"{field}_g"] += grams
        found[organisation][f"{field}_units"] += units

    for leg in legs:
        if leg.kind == "lot_dispatched" and leg.account == "stock" and leg.day <= last:
            key = sent[leg.item, leg.day, leg.fact, leg.organisation]
            key[0], key[1] = key[0] + leg.grams, key[1] + leg.units
    for (item, _day, _fact, organisation), sums in sorted(sent.items()):
        if min(sums) < 0:
            owner[item] = organisation
    donors = {entry.n: entry.stored["facts"].get("donor", "") for entry in ledger.facts()}
    producers = {entry.n: entry.stored["facts"].get("producer", "") for entry in ledger.facts()}
    for leg in legs:
        if not first <= leg.day <= last:
            continue
        waste = leg.legal == "WASTE"
        if leg.account == "outside" and leg.kind in {"received", "lot_opened", "lot_received"}:
            add(leg.organisation, "received", -leg.grams, -leg.units)
            if donor := donors[leg.fact] or producers[leg.fact]:
                add(donor, "gave", -leg.grams, -leg.units)
        if (leg.account, leg.kind) == ("passed_on", "received"):
            add(leg.organisation, "taken_over", -leg.grams, -leg.units)
        if (leg.account, leg.kind) == ("passed_on", "transferred"):
            add(leg.organisation, "passed_on", leg.grams, leg.units)
        if (leg.account, leg.kind, waste) == ("transit", "lot_dispatched", True):
            add(leg.organisation, "dispatched", leg.grams, leg.units)
        if (leg.account, leg.kind, waste) == ("operator", "lot_received", True):
            add(leg.organisation, "accepted", leg.grams, leg.units)
        if leg.kind == "handed_over" and leg.account in {"use", "support"}:
            key = moved[leg.organisation, leg.fact, leg.item]
            key[0], key[1] = key[0] + leg.grams, key[1] + leg.units
        if leg.account in {"recycled", "other_recovery", "disposed"}:
            found[leg.organisation]["treated_g"] += leg.grams
            if leg.item in owner:
                found[owner[leg.item]]["certified_g"] += leg.grams
    for (organisation, _fact, _item), (grams, units) in moved.items():
        if grams > 0 or (grams == 0 and units > 0):
            add(organisation, "handed_over", grams, units)
    return found


def test_the_demonstration_says_what_each_did(tmp_path):
    """The year, every organisation, every field; and the sum of hand-overs is that of the mass report."""
    setting = demonstration.load()
    year = setting.first_day.year
    with demonstration.build(tmp_path / "lifecycle.db") as ledger:
        asked = Filter(first_day=f"{year}-01-01", last_day=f"{year}-12-31")
        expected = recomputed(ledger, f"{year}-01-01", f"{year}-12-31")
        with open_engine(ledger, tmp_path / "columns") as engine:
            report = actors(engine, asked, reference.load())
            whole = mass(engine, asked, reference.load())
    fields = [*(f"{field}_{unit}" for field in DONE for unit in ("g", "units")), "certified_g", "treated_g"]
    rows = report.table("actors").records()
    assert {row["organisation"] for row in rows} >= set(expected) - {""}
    for row in rows:
        for field in fields:
            assert row[field] == expected[row["organisation"]][field], (row["organisation"], field)
    assert sum(row["handed_over_g"] for row in rows) == whole.figure("hand_overs").value > 0
    assert sum(row["treated_g"] for row in rows) == sum(
        whole.figure(id).value for id in ("recycled", "other_recovery", "disposed")
    )
