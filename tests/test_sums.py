"""Sums answer as the legs do, to the gram: for any days, position and part of the books."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from books.test_properties import CATEGORIES, Books
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_books import Books as WrittenBooks
from reports_books import back, move
from reports_memory import Told

from lifecycle import demonstration, reference
from lifecycle.columns import check, refresh
from lifecycle.engine import DuckDB
from lifecycle.reports import REPORTS, SLICES, Filter
from lifecycle.reports.breaches import UNPROVEN
from lifecycle.reports.question import ask, text_of
from lifecycle.reports.summed import EARLIEST, LATEST, whole_months
from lifecycle.reports.uses import uses

ASKED = [(name, "") for name in ("mass", "material", "flows", "awaiting", "breaches")]
ASKED += [("balances", by) for by in SLICES]


def answers(engine, filter, asked):
    return {one: REPORTS[one[0]].answer(engine, filter, reference.load(), one[1]).to_json() for one in asked}


def perimeter(engine, filter):
    """The days that the books cover, and who and where they name."""
    standing = filter.standing_at(engine)
    named = ask(engine, "places_and_holders", standing).to_pylist()
    return ask(engine, "span", standing).to_pylist(), {tuple(row.values()) for row in named}


def same(columns, filters, asked=ASKED):
    """Each report from sums and from legs alone."""
    with DuckDB(columns) as with_sums, DuckDB(columns, sums=False) as of_legs:
        for filter in filters:
            assert perimeter(with_sums, filter) == perimeter(of_legs, filter)
            ours, theirs = answers(with_sums, filter, asked), answers(of_legs, filter, asked)
            for one in asked:
                assert ours[one] == theirs[one], (one, filter)


def a_day(dice, first, days):
    """Mostly any day, often the first or the last of a month."""
    day = first + timedelta(dice.randrange(days))
    return dice.choice((day, day.replace(day=1), day.replace(day=1) - timedelta(1)))


def a_filter(dice, count, first, days, **chosen):
    """Days, position and part of the books, each of them chosen or not."""
    two = sorted(a_day(dice, first, days) for _ in range(2))
    as_of = dice.randrange(count + 1) if dice.random() < 0.4 else None
    upto = count if as_of is None else as_of
    said = {
        "first_day": two[0] if dice.random() < 0.7 else None,
        "last_day": two[1] if dice.random() < 0.7 else None,
        "as_of": as_of,
        "published": dice.randrange(upto + 1) if dice.random() < 0.2 else None,
    }
    return Filter(**said, **{name: dice.choice(known) for name, known in chosen.items() if dice.random() < 0.3})


@given(seed=st.integers(0, 100_000))
@settings(max_examples=12, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_sums_answer_as_legs_do_on_random_books(seed):
    """Random lives with late facts and corrections, sealed every few facts and laid together."""
    dice = random.Random(seed)
    books = Books()
    books.they_arrive(dice.randrange(5040))
    for _ in range(40):
        books.a_fact(*(dice.randrange(5040) for _ in range(7)))
    source = Told(books.life)
    legs = [leg for _, leg in source.legs()]
    chosen = {
        name: sorted({getattr(leg, name) for leg in legs} - {""}) or ["NONE"]
        for name in ("organisation", "category", "lot")
    }
    chosen |= {"territory": ["69", "69123"], "device": ["PC-1", "PC-2"], "category": list(CATEGORIES)}
    with TemporaryDirectory() as folder:
        columns = refresh(source, Path(folder), tail_facts=dice.randrange(2, 12))
        assert columns.manifest.sums
        assert check(source, columns).ok
        filters = [a_filter(dice, columns.count, date(2025, 12, 20), 120, **chosen) for _ in range(4)]
        same(columns, filters, dice.sample(ASKED, 5))


@pytest.fixture(scope="module")
def first_year(tmp_path_factory):
    """The demonstration, sealed by 300 facts and laid together, with a tail."""
    folder = tmp_path_factory.mktemp("demo")
    with demonstration.build(folder / "lifecycle.db") as ledger:
        columns = refresh(ledger, folder / "columns", tail_facts=300)
        assert check(ledger, columns).findings == ()
        yield columns


@pytest.mark.parametrize("seed", range(6))
def test_sums_answer_as_legs_do_on_the_demonstration(first_year, seed):
    """All reports of the books, three random questions each time."""
    dice = random.Random(seed)
    with DuckDB(first_year) as engine:
        leg = engine.query("select organisation, category, lot, home_place from leg")
    chosen = {name: sorted(set(leg[name].to_pylist()) - {""}) for name in ("organisation", "category", "lot")}
    chosen |= {"territory": sorted(set(leg["home_place"].to_pylist()) - {""})}
    year = demonstration.load().first_day.replace(month=1, day=1)
    same(first_year, [a_filter(dice, first_year.count, year, 400, **chosen) for _ in range(3)])


def hand_overs(columns, **how):
    with DuckDB(columns) as engine:
        report = REPORTS["mass"].answer(engine, Filter(**how), reference.load(), "")
    return {name: report.figure(name).value for name in ("hand_overs", "hand_overs_units", "exchanges", "served")}


def test_a_hand_over_told_anew_after_it_was_sealed_is_counted_once(tmp_path):
    """
    2026-02-03 PC-1 handed over, 2,000 g                    sealed
    2026-03-01 it was 2,100 g: its legs are told anew       sealed in another segment
    2026-04-01 it was never handed over                     in the tail
    """
    books = WrittenBooks()
    gift = move("stock", "use", 2000, line="reused", first=1)
    heavier = move("stock", "use", 2100, line="reused", first=1)
    books.add("received", "device:PC-1", "2026-01-05", move("outside", "stock", 2000))
    given_away = books.add("handed_over", "device:PC-1", "2026-02-03", gift)
    refresh(books, tmp_path, tail_facts=2)
    late = books.add("weighed", "device:PC-1", "2026-03-01")
    books.learn(late, given_away, "handed_over", "device:PC-1", "2026-02-03", back(gift), heavier)
    books.add("use_confirmed", "device:PC-1", "2026-03-02")
    refresh(books, tmp_path, tail_facts=2)
    void = books.add("corrected", "device:PC-1", "2026-04-01", facts={"voids": ["x"]})
    books.learn(void, given_away, "handed_over", "device:PC-1", "2026-02-03", back(heavier))
    columns = refresh(books, tmp_path, tail_facts=2)
    assert [stretch.last_n for stretch in columns.manifest.sums] == [2, 4]
    same(columns, [Filter(as_of=n) for n in range(6)])
    assert hand_overs(columns, as_of=2) == {"hand_overs": 2000, "hand_overs_units": 1, "exchanges": 0, "served": 2000}
    assert hand_overs(columns, as_of=4) == {"hand_overs": 2100, "hand_overs_units": 1, "exchanges": 0, "served": 2100}
    assert hand_overs(columns) == {"hand_overs": 0, "hand_overs_units": 0, "exchanges": 0, "served": 0}


@pytest.mark.parametrize("sealed", [1, 2, 3, 100])
def test_a_proof_of_use_that_is_voided_and_revived_is_counted_as_known(tmp_path, sealed):
    """
    2026-02-03 PC-1, PC-2 handed over
    2026-03-01 PC-1 use_confirmed
    2026-04-01 corrected: it was not                   PC-1 is without proof again
    2026-05-01 corrected: it was after all             and has it back
    2026-06-01 PC-1 returned                           one is left in use, never proven
    """
    books = WrittenBooks()
    for code in ("PC-1", "PC-2"):
        books.add("received", f"device:{code}", "2026-01-05", move("outside", "stock", 2000))
        books.add("handed_over", f"device:{code}", "2026-02-03", move("stock", "use", 2000, line="reused", first=1))
    for event_id, kind, day, voids in (
        ("p", "use_confirmed", "2026-03-01", None),
        ("c", "corrected", "2026-04-01", ["p"]),
        ("d", "corrected", "2026-05-01", ["c"]),
    ):
        books.add(kind, "device:PC-1", day, event_id=event_id, facts={"voids": voids} if voids else {})
        columns = refresh(books, tmp_path, tail_facts=sealed)
    books.add("returned", "device:PC-1", "2026-06-01", move("use", "stock", 2000, leaving={"line": "reused"}))
    columns = refresh(books, tmp_path, tail_facts=sealed)
    same(columns, [Filter(as_of=n, last_day=day) for n in range(9) for day in (None, "2026-02-28")], [("mass", "")])
    with DuckDB(columns) as engine:
        known = [uses(engine, Filter(as_of=n).standing_at(engine)) for n in range(4, 9)]
    assert known == [(2, 0), (2, 1), (2, 0), (2, 1), (1, 0)]


def test_the_rules_that_stop_a_certificate_are_the_same_in_words_and_in_sql():
    """One says why in a note, the other counts."""
    assert all(f"'{rule}'" in text_of("unproven") for rule in UNPROVEN)
    assert text_of("unproven").count("'") == 2 * (len(UNPROVEN) + 3), "three are empty texts"


@pytest.mark.parametrize(
    "first, last, whole, cut",
    [
        (EARLIEST, LATEST, LATEST, None),
        (date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31), None),
        (date(2026, 1, 2), date(2026, 12, 31), date(2026, 12, 31), (date(2026, 1, 1), date(2026, 1, 31))),
        (date(2026, 1, 1), date(2026, 12, 30), date(2026, 11, 30), None),
        (date(2026, 2, 28), date(2026, 2, 28), date(2026, 2, 28), (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 3, 5), date(2026, 3, 9), date(2026, 2, 28), None),
        (date(9999, 12, 30), LATEST, LATEST, (date(9999, 12, 1), LATEST)),
    ],
)
def test_days_are_cut_from_months_on_both_sides_of_the_boundary(first, last, whole, cut):
    """What is whole is read from sums; the rest of the first month and of the last from legs."""
    days = whole_months(first, last)
    assert days["last_whole"] == whole
    assert (days["cut_month"], days["cut_end"]) == (cut or (LATEST, EARLIEST))
