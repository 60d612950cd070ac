"""What must hold of any books, whatever was told and in whatever order."""

from __future__ import annotations

from collections import Counter, defaultdict

from books.memory import Memory
from lifecycle.journey import LIVE, TERMINAL


def now(memory: Memory, *, as_of: int | None = None) -> Counter:
    """All legs as known at a position, by everything but the position."""
    grams: Counter = Counter()
    units: Counter = Counter()
    for n, leg in memory.legs:
        if as_of is None or n <= as_of:
            # The fact's position differs between two ledgers; its identity does not.
            key = (memory.recorded[leg.fact - 1].fact.event_id, *leg[1:-2])
            grams[key] += leg.grams
            units[key] += leg.units
    return Counter({key: (grams[key], units[key]) for key in grams if grams[key] or units[key]})


def check_sums(memory: Memory) -> None:
    """The legs of one fact, appended at one position, sum to zero."""
    grams: Counter = Counter()
    units: Counter = Counter()
    for n, leg in memory.legs:
        grams[n, leg.fact] += leg.grams
        units[n, leg.fact] += leg.units
    assert not any(grams.values()), [key for key, total in grams.items() if total]
    assert not any(units.values()), [key for key, total in units.items() if total]


def check_never_negative(memory: Memory, *, as_of: int | None = None) -> None:
    """No live or terminal account of any item is below zero on any day."""
    by_day: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for n, leg in memory.legs:
        if as_of is None or n <= as_of:
            by_day[leg.item, leg.account][leg.day] += leg.grams
    for (item, account), days in by_day.items():
        if account not in LIVE + TERMINAL:
            continue
        total = 0
        for day in sorted(days):
            total += days[day]
            assert total >= 0, (item, account, day, total)


def check_replays(memory: Memory) -> None:
    """Told in one batch, the same facts give the same books as told one after the other."""
    told = [r.fact for r in memory.recorded]
    whole = Memory()
    whole.append(told)
    assert now(whole) == now(memory)
    assert {(memory.recorded[n - 1].fact.event_id, rule) for n, rule in memory.breaches()} == {
        (whole.recorded[n - 1].fact.event_id, rule) for n, rule in whole.breaches()
    }
    for subject in memory.states:
        mine, other = memory.row(subject), whole.row(subject)
        assert (mine and mine.custody) == (other and other.custody), subject


def check(memory: Memory) -> None:
    """All of it."""
    check_sums(memory)
    check_never_negative(memory)
    check_replays(memory)
