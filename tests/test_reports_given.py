"""What became of what was given: each gram is somewhere, and they add up to what was received."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest
from books.life import Life
from books.test_properties import Books
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_memory import Told

from lifecycle import demonstration, reference
from lifecycle.columns import Columns
from lifecycle.columns.shape import tables
from lifecycle.engine import DuckDB, open_engine
from lifecycle.reports import Filter, Unanswerable
from lifecycle.reports.given import WHERE, where_is
from lifecycle.reports.given import given as given_report
from lifecycle.reports.named import REPORTS

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
ENTRIES = {"received", "lot_opened", "lot_received"}


@pytest.fixture
def answer(tmp_path):
    """The report on a life told in text."""

    def ask(text, **narrowed):
        life = Life()
        life.tell(text)
        with open_engine(Told(life), tmp_path / "columns") as engine:
            return given_report(engine, Filter(**(YEAR | narrowed)), reference.load())

    return ask


def somewhere(report, table="where", **row):
    """Where grams and things are on the last day, of the rows that match."""
    rows = report.table(table).records()
    return {
        r["where"]: (r["grams"], r["units"])
        for r in rows
        if all(r[name] == value for name, value in row.items()) and (r["grams"] or r["units"])
    }


STORY = """
2026-01-05 PC-1 received      category=laptop donor_kind=company donor=DON
2026-01-05 PC-1 weighed       grams=2100
2026-01-06 PC-1 media_absent
2026-01-07 PC-1 part_removed  part=P-1 part_kind=ram grams=30
2026-01-10 PC-1 handed_over
2026-02-01 PC-2 received      category=laptop donor_kind=person
2026-02-01 PC-2 weighed       grams=2000
2026-02-02 PC-2 media_absent
2026-02-03 PC-2 part_installed part=P-1
2026-02-03 PC-2 part_installed part=P-9 new=true part_kind=ram grams=20
2026-02-10 PC-2 handed_over
2026-03-01 L-1  lot_opened    lines=[("peripheral",3,1500,True)] legal=WASTE donor_kind=public_body
2026-03-02 L-1  lot_dispatched grams=1500
2026-03-03 L-1  lot_received  net=1480
"""


def test_each_gram_is_somewhere_and_a_part_follows_its_machine(answer):
    """2,070 g of PC-1 in use, its memory of 30 g in use in PC-2; 1,480 g of mice at the operator, 20 g between scales."""
    report = answer(STORY)
    assert somewhere(report) == {
        "received": (5600, 5),
        "reused": (4070, 2),
        "parts_in_use": (30, 0),
        "awaiting_proof": (1480, 3),
        "reweighing": (20, 0),
    }
    assert report.figure("received").value == 5600
    assert report.figure("parts_in_use").value == 30


def test_the_new_part_is_nobodys_gift(answer):
    """20 g of new memory in PC-2: neither received nor in use."""
    assert somewhere(answer(STORY, device="PC-2")) == {"received": (2000, 1), "reused": (2000, 1)}


def test_it_is_told_by_kind_of_donor_and_by_donor(answer):
    """DON gave PC-1; a person PC-2; a public body without code the lot."""
    report = answer(STORY)
    assert somewhere(report, "by_donor_kind", donor_kind="company") == {
        "received": (2100, 1),
        "reused": (2070, 1),
        "parts_in_use": (30, 0),
    }
    assert {row["donor"] for row in report.table("by_donor").records()} == {"DON"}
    assert somewhere(report, "by_donor_kind", donor_kind="public_body")["received"] == (1500, 3)


def test_a_reception_that_names_nobody_is_told_by_its_announcement(answer):
    """PC-1 was announced by DON; its reception says nothing; of PC-2 nobody ever told."""
    story = """
    2026-01-02 PC-1 donation_announced donor_kind=company donor=DON
    2026-01-05 PC-1 received
    2026-01-05 PC-2 received
    """
    report = answer(story)
    kinds = {
        row["donor_kind"]: row["units"] for row in report.table("by_donor_kind").records() if row["where"] == "received"
    }
    assert kinds == {"company": 1, "unknown": 1}
    assert any("1" in str(note) for note in report.notes if note.words.startswith("Things of which nobody told"))


def test_a_void_announcement_tells_nothing(answer):
    """The announcement was of another machine: corrected."""
    story = """
    2026-01-02 =A PC-1 donation_announced donor_kind=company donor=DON
    2026-01-05 PC-1 received
    --
    2026-01-06 organisation:ASSO corrected voids=[A]
    """
    assert not answer(story).table("by_donor").rows


@pytest.mark.parametrize(
    ("day", "counted"), [("2025-12-31", 0), ("2026-01-01", 1), ("2026-12-31", 1), ("2027-01-01", 0)]
)
def test_what_was_given_outside_the_days_is_left_out(answer, day, counted):
    """Both days of the period are in it."""
    assert answer(f"{day} PC-1 received").figure("received_units").value == counted


def test_on_the_last_day_and_now_are_two_answers(answer):
    """Given in January, handed over in February: asked for January, in stock then, in use now."""
    story = """
    2026-01-05 PC-1 received
    2026-01-06 PC-1 media_absent
    2026-02-10 PC-1 handed_over
    """
    report = answer(story, last_day="2026-01-31")
    assert report.figure("stock_units").value == 1
    assert report.figure("reused_units").value == 0
    assert report.figure("now_stock_units").value == 0
    assert report.figure("now_reused_units").value == 1


def test_what_comes_back_or_is_taken_over_was_given_before(answer):
    """PC-1 was given to ASSO in 2025, returned and taken over by ASSO2 in 2026: nobody gave it in 2026."""
    story = """
    2025-01-05 PC-1 received
    2025-01-06 PC-1 media_absent
    2025-02-10 PC-1 handed_over
    2026-02-10 PC-1 returned
    2026-03-01 PC-1 transferred to=ASSO2
    2026-03-02 PC-1 received acting=ASSO2
    """
    assert answer(story).figure("received_units").value == 0
    report = answer(story, first_day="2025-01-01", organisation="ASSO")
    assert report.figure("received_units").value == 1
    assert report.figure("stock_units").value == 1, "it is followed into other hands"


def test_it_is_not_asked_of_a_lot(answer):
    """A lot has its own report."""
    with pytest.raises(Unanswerable):
        answer(STORY, lot="L-1")


def test_every_account_of_the_books_has_its_place():
    """What an account is called here is among the places that add up."""
    for account in ("stock", "parts", "passed_on", "lost", "recycled", "other_recovery", "disposed", "treated"):
        assert where_is(account, "WASTE", "") in WHERE
    for account in ("estimate", "reweighing", "transit", "operator"):
        assert {where_is(account, legal, "") for legal in ("WASTE", "PRODUCT")} <= set(WHERE)
    for line in ("reused", "prepared", "parts", "contested"):
        assert where_is("support", "PRODUCT", line) == where_is("use", "PRODUCT", line) in WHERE


# --- figures against a slow sum of legs -----------------------------------------------------------------


def recomputed(legs, first, last, *, as_of, keep=lambda leg: True):
    """Where what entered within the days is on the last day, leg by leg: place -> [grams, things]."""
    legs = [leg for n, leg in legs if n <= as_of]
    entered = {}
    for leg in legs:
        enters = leg.account == "outside" and leg.kind in ENTRIES and leg.origin in {"body", "line"}
        if enters and first <= leg.day <= last and keep(leg):
            grams, units = entered.get(leg.item, (0, 0))
            entered[leg.item] = (grams - leg.grams, units - leg.units)
    given = {item for item, sums in entered.items() if any(sums)}
    places = {"received": [sum(entered[item][0] for item in given), sum(entered[item][1] for item in given)]}
    for leg in legs:
        owner = leg.home_device if leg.origin == "harvested" else leg.item
        if leg.origin != "new" and owner in given and leg.day <= last and leg.account != "outside":
            sums = places.setdefault(where_is(leg.account, leg.legal, leg.line), [0, 0])
            sums[0] += leg.grams
            sums[1] += 0 if leg.origin == "harvested" else leg.units
    return {place: tuple(sums) for place, sums in places.items() if any(sums)}


def adds_up(places):
    received = places.pop("received", (0, 0))
    return received == (sum(grams for grams, _ in places.values()), sum(units for _, units in places.values()))


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_was_received_is_somewhere_to_the_gram_in_random_books(seed):
    """Random lives, late facts, corrections: for any days and position, as a slow sum of legs, and adding up."""
    dice = random.Random(seed)
    books = Books()
    books.they_arrive(dice.randrange(5040))
    for _ in range(30):
        books.a_fact(*(dice.randrange(5040) for _ in range(7)))
    source = Told(books.life)
    head = source.head()
    with DuckDB(Columns(None, _nothing(), tables(source, 0, head.count), *head)) as engine:
        for _ in range(4):
            days = sorted(f"2026-{dice.randrange(1, 5):02d}-{dice.randrange(1, 29):02d}" for _ in range(2))
            as_of = dice.choice([head.count, dice.randrange(head.count + 1)])
            asked = Filter(first_day=days[0], last_day=days[1], as_of=as_of)
            report = given_report(engine, asked, reference.load())
            found = somewhere(report)
            assert found == recomputed(books.memory.legs, *days, as_of=report.filter.as_of)
            assert adds_up(found)


def _nothing():
    from lifecycle.columns.segments import Manifest

    return Manifest(ledger_id="led-1")


@pytest.fixture(scope="module")
def first_year(tmp_path_factory):
    with demonstration.build(tmp_path_factory.mktemp("demo") / "lifecycle.db") as ledger:
        yield ledger


@pytest.mark.parametrize("quarter", range(1, 5))
def test_the_demonstration_says_where_each_gram_is(first_year, tmp_path, quarter):
    """For each quarter: the whole, by donor kind and by category, against the legs and the receptions."""
    months = range(3 * quarter - 2, 3 * quarter + 1)
    year = demonstration.load().first_day.year
    first, last = f"{year}-{months[0]:02d}-01", date(year, months[-1], 30 if months[-1] in {6, 9} else 31).isoformat()
    legs, head = list(first_year.legs()), first_year.head()
    with open_engine(first_year, tmp_path / "columns") as engine:
        report = REPORTS["given"].answer(engine, Filter(first_day=first, last_day=last), reference.load(), "")
    assert somewhere(report) == recomputed(legs, first, last, as_of=head.count)
    assert adds_up(somewhere(report))
    assert report.figure("received").value > 0
    by_category = Counter()
    for row in report.table("by_category").records():
        by_category[row["where"]] += row["grams"]
    assert by_category == Counter({where: grams for where, (grams, _) in somewhere(report).items()})
    kinds = {}
    for entry in first_year.facts():
        kind = entry.stored["facts"].get("donor_kind") or entry.stored["facts"].get("producer_kind") or "unknown"
        kinds[entry.n] = kind
    entry_of = {leg.item: leg.fact for _, leg in legs if leg.account == "outside" and leg.kind in ENTRIES}
    for kind in {row["donor_kind"] for row in report.table("by_donor_kind").records()}:
        keep = lambda leg, kind=kind: kinds[entry_of[leg.item]] == kind  # noqa: E731
        assert somewhere(report, "by_donor_kind", donor_kind=kind) == recomputed(
            legs, first, last, as_of=head.count, keep=keep
        )
