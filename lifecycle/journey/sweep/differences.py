"""What a replay changes: legs and breaches against those that the ledger holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from lifecycle.journey.leg import Leg
from lifecycle.journey.past import BreachMark, Past, Recorded

Sums = defaultdict[int, defaultdict[tuple[object, ...], int]]
"""Fact -> attributes of a leg -> grams, or units."""


def leg_differences(
    taken: Collection[int], gone: Collection[int], pages: Mapping[int, Sequence[Leg]], past: Past, *, first_n: int
) -> Iterator[Leg]:
    """Reversing and new legs of the facts that were taken again, and of those that are void."""
    known = [*(n for n in taken if n < first_n), *gone]
    grams: Sums = defaultdict(lambda: defaultdict(int))
    units: Sums = defaultdict(lambda: defaultdict(int))
    for leg in past.legs_of(known) if known else ():
        grams[leg.fact][leg[:-2]] -= leg.grams
        units[leg.fact][leg[:-2]] -= leg.units
    for n in sorted({*taken, *gone}):
        if n >= first_n and n not in grams:
            yield from pages.get(n, ())
            continue
        more_g, more = grams[n], units[n]
        for leg in pages.get(n, ()):
            more_g[leg[:-2]] += leg.grams
            more[leg[:-2]] += leg.units
        for attributes in more_g:
            if more_g[attributes] or more[attributes]:
                yield Leg._make((*attributes, more_g[attributes], more[attributes]))


def breach_differences(
    taken: Collection[int],
    gone: Mapping[int, Recorded],
    broken: Mapping[int, tuple[Recorded, str, list[str]]],
    past: Past,
    *,
    first_n: int,
    judged_once: Collection[str],
    revived: Collection[int],
) -> Iterator[BreachMark]:
    """Breaches that become known, and those that no longer hold.

    What a rule that is judged once said of a fact stays until the fact itself is void.
    """
    known = [*(n for n in taken if n < first_n), *gone]
    changes: Counter[tuple[int, str, str, str, str]] = Counter()
    for mark in past.breaches_of(known) if known else ():
        if mark.rule not in judged_once or mark.fact in gone or mark.fact in revived:
            changes[mark[:-1]] -= mark.change
    for n, (recorded, subject, rules) in broken.items():
        day = recorded.fact.occurred_on.isoformat()
        for rule in rules:
            changes[n, day, subject, recorded.fact.acting, rule] += 1
    for key, change in changes.items():
        if change:
            yield BreachMark(*key, change)
