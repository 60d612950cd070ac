"""Each use that figures of emissions rest on, told one by one, with the facts that begin it and prove it last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.impact.cells import BurdenCell, Cohort, ServiceCell
from lifecycle.reports.impact.basis import Basis
from lifecycle.reports.question import EARLIEST, LATEST, Filter, ask
from lifecycle.reports.service import CLAIMED, Beside, Later, Use, Uses, beside_of, uses_of
from lifecycle.reports.service.cells import months, slices

Key = tuple[int, str, str, int]
"""Civil year, category (with its organisation, where that has values of its own), record of the workshop, civil year
of the hand-over."""


class Seen(NamedTuple):
    """A use, the name of its category, and the facts of its hand-over and of its last evidence."""

    use: Use
    kind: str
    facts: tuple[int, ...]

    @property
    def cohort(self) -> Cohort:
        """The devices that it is one of."""
        return Cohort(self.kind, self.use.record, self.use.handed.year)

    @property
    def key(self) -> Key:
        """Its group in the year of its hand-over."""
        return (self.use.handed.year, *self.cohort)

    @property
    def proven(self) -> bool:
        """Something tells of the use after the hand-over."""
        return self.use.ended or self.use.last != self.use.handed


class Served(NamedTuple):
    """A use that served from one month to another within a civil year."""

    seen: Seen
    start: int
    end: int


@dataclass(frozen=True)
class Each:
    """Every use of a perimeter, asked again one by one."""

    engine: Engine
    filter: Filter
    basis: Basis

    @cached_property
    def beside(self) -> Beside:
        """What is void, and which labels are one machine."""
        return beside_of(self.engine, self.filter)

    @cached_property
    def _uses(self) -> Uses:
        apart = bool(self.basis.values.apart)
        return uses_of(self.engine, self.filter, self.beside, by_organisation=apart, one_by_one=True)

    @cached_property
    def all(self) -> list[Seen]:
        """All of them, those of what was waste too."""
        facts = self._facts()
        return [Seen(use, self._kind(use.category, use.organisation), _told(use, facts)) for use in self._uses.each]

    @property
    def claimed(self) -> Iterator[Seen]:
        """Those whose service someone may claim."""
        return (one for one in self.all if one.use.line in CLAIMED)

    @property
    def contested(self) -> Iterator[Seen]:
        """Those begun within the days while the thing was waste: nobody claims their service."""
        first, last = self.filter.first_day or EARLIEST, self.filter.last_day or LATEST
        return (one for one in self.all if one.use.line not in CLAIMED and first <= one.use.handed <= last)

    @property
    def handed_over(self) -> Iterator[Seen]:
        """Those that begin within the days asked for."""
        first, last = self.filter.first_day or EARLIEST, self.filter.last_day or LATEST
        return (one for one in self.claimed if first <= one.use.handed <= last)

    @property
    def active(self) -> Iterator[Seen]:
        """Those that begin within the days, or of which something tells since they begin."""
        first, last = self.filter.first_day, self.filter.last_day or LATEST
        for one in self.claimed:
            inside = (first or EARLIEST) <= one.use.handed <= last
            if inside or one.use.last >= (first or one.use.last):
                yield one

    def served(self) -> Mapping[Key, list[Served]]:
        """Who served within the days, year by year."""
        uses = [one for one in self.claimed if one.use.last > one.use.handed]
        found: defaultdict[Key, list[Served]] = defaultdict(list)
        if not uses:
            return found
        begin, end = min(one.use.handed for one in uses), max(one.use.last for one in uses)
        for first, last in slices(self.filter, begin, end):
            for one in uses:
                start, stop = _months_by(one.use, first - timedelta(1)), _months_by(one.use, last)
                if stop > start:
                    found[(last.year, *one.cohort)].append(Served(one, start, stop))
        return found

    def burdens(self) -> Mapping[tuple[int, str, str, int, str], list[Later]]:
        """What was put into machines or driven for them within the days: group, and what."""
        found: defaultdict[tuple[int, str, str, int, str], list[Later]] = defaultdict(list)
        for one in self._uses.burdens:
            found[one.year, self._kind(one.category, one.organisation), one.record, one.begun, one.what].append(one)
        return found

    def _kind(self, category: str, organisation: str) -> str:
        own = (category, organisation) in self.basis.values.apart
        return f"{category}@{organisation}" if own else category

    def _facts(self) -> Mapping[str, list[tuple[date, int, int]]]:
        """Thing -> the facts that bring it into use, take it out or prove its use: day, position, how many moved."""
        found: defaultdict[str, list[tuple[date, int, int]]] = defaultdict(list)
        asked = self.beside.asked(self.filter)
        for row in ask(self.engine, "facts_of_uses", asked, beside=self.beside.tables).to_pylist():
            found[row["item"]].append((row["day"], row["fact"], row["moved"]))
        return found


def _told(use: Use, facts: Mapping[str, list[tuple[date, int, int]]]) -> tuple[int, ...]:
    """The hand-over, and the last that proves the use."""
    told = [*facts.get(use.item, ()), *facts.get(use.item.partition("#")[0], ())]
    begun = [fact for day, fact, moved in told if day == use.handed and moved > 0]
    proven = [fact for day, fact, moved in told if day == use.last and (moved < 0 if use.ended else moved == 0)]
    return (*begun[-1:], *(proven[-1:] if use.ended or use.last > use.handed else ()))


def _months_by(use: Use, day: date) -> int:
    """Months served by the end of a day: those before this use, and those of it."""
    return months(use.prior_days + max((min(use.last, day) - use.handed).days, 0))


def service_cells(key: Key, served: list[Served]) -> list[ServiceCell]:
    """The cells of one group."""
    return [ServiceCell(*key, one.start, one.end, one.seen.use.units) for one in served]


def of_group(burden: list[BurdenCell], key: Key) -> list[BurdenCell]:
    """The burdens of one group."""
    return [one for one in burden if (one.year, *one.cohort) == key]
