"""Things once put to use: how long each has lasted so far, and how many still may become waste."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.impact.survival import Followed
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.service import beside_of, months
from lifecycle.reports.things import Thing, Things

AT_RISK = frozenset({"use", "held"})
"""Where things are that may still become waste: in use, or in stock after a use."""


class Waiting(NamedTuple):
    """Things of one category that may still become waste, alike in age."""

    seen_months: int
    """From the first use to the last day of which anything tells."""
    months: int
    """From the first use to the day of the question."""
    units: int
    grams: int


@dataclass
class Lives:
    """The things of one category that were once put to use."""

    followed: list[Followed] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)

    @property
    def ended(self) -> int:
        """Things seen to become waste."""
        return sum(one.devices for one in self.followed if one.ended)

    @property
    def units(self) -> int:
        """Things that may still become waste."""
        return sum(one.units for one in self.waiting)

    @property
    def grams(self) -> int:
        """Their mass."""
        return sum(one.grams for one in self.waiting)


def lives_of(engine: Engine, filter: Filter, on: date) -> Mapping[str, Lives]:
    """Category -> the things once put to use up to a day; what is lost or passed on is followed that far only."""
    beside = beside_of(engine, filter)
    rows = ask(engine, "lives_after_use", _upto(filter, on), beside=beside.tables).to_pylist()
    followed: defaultdict[str, Counter[tuple[int, bool]]] = defaultdict(Counter)
    waiting: defaultdict[str, dict[tuple[int, int], list[int]]] = defaultdict(dict)
    for row in rows:
        seen = months(max(0, (row["seen"] - row["first_day"]).days))
        followed[row["category"]][seen, row["standing"] == "waste"] += row["units"]
        if row["standing"] in AT_RISK:
            sums = waiting[row["category"]].setdefault((seen, months((on - row["first_day"]).days)), [0, 0])
            sums[0] += row["units"]
            sums[1] += row["grams"]
    return {
        category: Lives(
            [Followed(month, ended, count) for (month, ended), count in sorted(told.items())],
            [Waiting(*ages, *sums) for ages, sums in sorted(waiting[category].items())],
        )
        for category, told in sorted(followed.items())
    }


def things_at_risk(filter: Filter, on: date) -> Things:
    """The things that may still become waste, one by one, each with the fact that first put it to use."""

    def found(engine: Engine) -> Iterator[Thing]:
        beside = beside_of(engine, filter)
        for row in ask(engine, "lives_after_use", _upto(filter, on), beside=beside.tables, by="thing").to_pylist():
            if row["standing"] in AT_RISK:
                told = (row["item"], row["fact"], row["first_day"], "", row["category"], "", "")
                yield Thing(*told, row["grams"], row["units"])

    return found


def _upto(filter: Filter, on: date) -> Filter:
    return filter.model_copy(update={"first_day": None, "last_day": on})
