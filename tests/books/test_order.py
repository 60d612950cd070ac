"""The order of life: where a fact stands depends on that fact alone."""

from __future__ import annotations

import itertools
from datetime import UTC

import pytest

from books.life import Life
from lifecycle.events import KINDS
from lifecycle.journey import life_key
from lifecycle.journey.order import BEGINNING, END


@pytest.fixture
def fact():
    return Life().fact


def test_days_come_before_times_times_before_stages_stages_before_positions(fact):
    in_order = [
        life_key(fact("2026-01-31 PC-1 lost"), 9),
        life_key(fact("2026-02-01 PC-1 received"), 8),  # counts from 00:00
        life_key(fact("2026-02-01 PC-1 weighed grams=5"), 6),  # a later stage of the same hour
        life_key(fact("2026-02-01 PC-1 media_absent"), 7),  # the same stage: by position
        life_key(fact("2026-02-01T00:01 PC-1 discarded"), 5),
        life_key(fact("2026-02-01T23:59 PC-1 received"), 4),
        life_key(fact("2026-02-01 PC-1 handed_over"), 3),  # counts from 24:00
        life_key(fact("2026-02-01 PC-1 lost"), 2),
        life_key(fact("2026-02-02 PC-1 received"), 1),
    ]
    assert in_order == sorted(in_order)
    assert all(BEGINNING < key < END for key in in_order)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_arrival_workshop_return_intake_and_finding_count_from_midnight_the_others_from_the_end_of_the_day(kind):
    early = KINDS[kind].group in {"arrival", "workshop", "organisations"} or kind in {"returned", "taken_in", "found"}
    assert KINDS[kind].day_start is early


def test_an_hour_is_read_in_paris_whatever_its_offset(fact):
    """10:00 in Paris in winter is 09:00 UTC: the same key."""
    paris = fact("2026-02-01T10:00 PC-1 lost")
    utc = paris.model_copy(update={"occurred_at": paris.occurred_at.astimezone(UTC)})
    assert life_key(paris, 1) == life_key(utc, 1)


def test_whatever_the_order_of_telling_one_day_is_lived_in_one_order():
    """Received, weighed, wiped, made ready, handed over: five facts of one day, told in every order that can be told."""
    lines = [
        "2026-02-01 PC-1 received",
        "2026-02-01 PC-1 weighed grams=2000",
        "2026-02-01 PC-1 media_absent",
        "2026-02-01 PC-1 made_ready",
        "2026-02-01 PC-1 handed_over",
    ]
    for order in itertools.permutations(lines[1:]):
        life = Life()
        life.tell("\n".join([lines[0], *order]))
        assert life.balance_change(2026).reused_g == 2000
        assert life.breaches == set()


def test_positions_far_apart_sort_as_numbers(fact):
    one = fact("2026-02-01 PC-1 lost")
    assert life_key(one, 9) < life_key(one, 10) < life_key(one, 10_000_000_000)
