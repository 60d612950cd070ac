"""As of a position, each report says what it said when the ledger ended there: facts that came later do not exist."""

from __future__ import annotations

import random

import pytest
from books.life import Life
from books.test_properties import Books
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_memory import Told
from test_reports_ledger import STORY

from lifecycle import reference
from lifecycle.columns import Columns
from lifecycle.columns.segments import Manifest
from lifecycle.columns.shape import tables
from lifecycle.engine import DuckDB
from lifecycle.reports import REPORTS, Filter, Unanswerable
from lifecycle.reports.published import Digits, TableDigits

RENAMED = """
2026-06-01 organisation:ASSO organisation_registered name="Autre nom" roles=[association,training] commune=69123
2026-06-02 organisation:ECO authorisation_withdrawn reference=ICPE-2 void_from=2026-01-01 reason=annulled
--
2026-01-05 =R PC-9 received         category=laptop legal=PRODUCT place=69123
2026-01-06 PC-2 weighed             grams=1900
--
2026-12-01 organisation:ASSO corrected voids=[R]
"""
"""Told after STORY: what organisations are changes, and late facts come in."""


def ends_at(source: Told, count: int) -> DuckDB:
    """A ledger that ends at a position, as columns in memory."""
    at = (source.head().ledger_id, count, source._hash(count))
    return DuckDB(Columns(None, Manifest(ledger_id="led-1"), tables(source, 0, count), *at))


def said(engine: DuckDB, name: str, filter: Filter) -> object:
    """Figures and tables of a report, to the last digit; or that it has no answer."""
    try:
        told = REPORTS[name].answer(engine, filter, reference.load(), "")
    except Unanswerable as fault:
        return fault.sentence.words
    return (
        {figure.id: Digits.of(figure) for figure in told.figures},
        {figure.id: figure.coverage.to_json() for figure in told.figures},
        {table.id: TableDigits.of(table) for table in told.tables},
    )


def of_one(name: str) -> dict[str, str]:
    return {"device": {"device": "PC-1"}, "lot": {"lot": "L-1"}}.get(name, {})


@pytest.fixture(scope="module")
def story():
    life = Life()
    ends = [len(life.memory.recorded)]
    for batch in (*life.facts(STORY), *life.facts(RENAMED)):
        life.memory.append(batch)
        ends.append(len(life.memory.recorded))
    return Told(life), ends


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_as_of_a_batch_is_the_report_of_that_day(story, name):
    """A swap, a certificate, its withdrawal, an organisation that changes its name and roles, late facts, a correction."""
    source, ends = story
    asked = {"first_day": "2026-01-01", "last_day": "2026-12-31", **of_one(name)}
    with ends_at(source, source.head().count) as whole:
        for end in ends:
            with ends_at(source, end) as then:
                assert said(whole, name, Filter(as_of=end, **asked)) == said(then, name, Filter(**asked)), end


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_report_as_of_a_position_is_the_report_of_that_day_in_random_books(seed):
    """Random lives, late facts, corrections: any report, any position, any days."""
    dice = random.Random(seed)
    books = Books()
    books.they_arrive(dice.randrange(5040))
    for _ in range(40):
        books.a_fact(*(dice.randrange(5040) for _ in range(7)))
    source = Told(books.life)
    with ends_at(source, source.head().count) as whole:
        for name in REPORTS:
            end = dice.choice(books.batches)
            first, last = sorted(f"2026-{dice.randrange(1, 7):02d}-{dice.randrange(1, 29):02d}" for _ in range(2))
            asked = {"first_day": first, "last_day": last, **of_one(name)}
            with ends_at(source, end) as then:
                assert said(whole, name, Filter(as_of=end, **asked)) == said(then, name, Filter(**asked)), (name, end)
