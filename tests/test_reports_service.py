"""Service of what was handed over: each case by hand, and 300 random lives against a slow recomputation."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest
from books.test_properties import Books
from lives_of_use import Lives
from reports_memory import Told
from slow_service import Perimeter, Service, Slow

from lifecycle.columns import Columns
from lifecycle.columns.manifest import Manifest
from lifecycle.columns.shape import tables
from lifecycle.engine import DuckDB
from lifecycle.reports import Filter
from lifecycle.reports.service import answers_of, beside_of, cells_of, recycled_of, uses_of

WHOSE = {"person": "household", "company": "professional", "public_body": "professional"}


def engine_of(life) -> DuckDB:
    """An engine on a life told in memory."""
    source = Told(life)
    head = source.head()
    return DuckDB(Columns(None, Manifest(ledger_id="led-1"), tables(source, 0, head.count), *head))


def as_counters(cells):
    """Cells as sums by what tells them apart."""
    burden: Counter = Counter()
    for cell in cells.burden:
        burden[(cell.year, *cell.cohort, cell.what)] += cell.amount
    return (
        Counter({tuple(cell[:-1]): cell.devices for cell in cells.service}),
        +burden,
        Counter({tuple(cell[:-1]): cell.devices for cell in cells.handed}),
        Counter({tuple(cell[:-1]): cell.devices for cell in cells.survival}),
        cells.devices,
        cells.with_evidence,
        cells.contested,
    )


def slow_counters(slow: Slow):
    return (
        slow.service_cells(),
        +slow.burden(),
        slow.handed(),
        slow.survival(),
        slow.devices,
        slow.with_evidence,
        slow.contested,
    )


def perimeters(dice: random.Random):
    """The whole, or a slice."""
    if dice.random() < 0.4:
        yield {}
        return
    while True:
        days = sorted(date(2021 + dice.randrange(6), 1 + dice.randrange(12), 1 + dice.randrange(28)) for _ in "ab")
        asked = {"first_day": days[0], "last_day": days[1]}
        for name, values in {
            "organisation": ["ASSO", "ASSO2"],
            "territory": ["44", "35238"],
            "category": ["laptop", "peripheral"],
            "device": ["PC-1"],
            "lot": ["L-9", "L-1"],
        }.items():
            if dice.random() < 0.25:
                asked[name] = dice.choice(values)
        if not {"device", "lot"} <= asked.keys():
            yield asked
            return


def check(life, memory, dice) -> None:
    """Cells of a life, for some perimeters and positions, against the slow ones."""
    with engine_of(life) as engine:
        count = engine.position.count
        for asked in perimeters(dice):
            as_of = dice.choice([count, dice.randrange(7, count + 1)])
            filter = Filter(**asked, as_of=as_of).standing_at(engine)
            service = Service([one.fact for one in memory.recorded[: filter.as_of]], memory.reference)
            wanted = dict(asked)
            wanted = {name.removesuffix("_day"): value for name, value in wanted.items()}
            if "device" in wanted:
                wanted["device"] = service.name(f"device:{wanted['device']}").partition(":")[2]
            slow = Slow(service, Perimeter(**wanted))
            found = as_counters(cells_of(uses_of(engine, filter, beside_of(engine, filter)), filter))
            assert found == slow_counters(slow), filter
            beside = beside_of(engine, filter)
            answers = answers_of(engine, filter, beside, devices=0)._asdict()
            assert Counter({word: count for word, count in answers.items() if count}) == slow.answers(), filter
            if not {"territory", "device"} & asked.keys():
                recycled = {tuple(cell[:-1]): cell.grams for cell in recycled_of(engine, filter, beside).cells}
                assert recycled == slow.recycled(WHOSE), filter


@pytest.mark.parametrize("block", range(20))
def test_cells_are_those_of_a_slow_recomputation_on_random_lives(block):
    """200 random lives over years: late facts, corrections, exchanges, losses, labels, lines, trips."""
    for seed in range(10 * block, 10 * block + 10):
        lives = Lives(seed)
        try:
            check(lives.life, lives.memory, lives.dice)
        except AssertionError:
            print("\n".join(lives.story))
            raise


@pytest.mark.parametrize("block", range(10))
def test_cells_are_those_of_a_slow_recomputation_on_hostile_books(block, monkeypatch):
    """100 of the random books that the book-keeping is tried on."""
    monkeypatch.setattr("books.test_properties.note", lambda *_: None)
    for seed in range(10 * block, 10 * block + 10):
        dice = random.Random(seed)
        books = Books()
        books.they_arrive(dice.randrange(5040))
        for _ in range(35):
            books.a_fact(*(dice.randrange(5040) for _ in range(7)))
        try:
            check(books.life, books.memory, dice)
        except AssertionError:
            print("\n".join(books.story))
            raise
