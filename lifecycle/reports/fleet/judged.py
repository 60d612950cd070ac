"""What the law counts of a civil year: the stock of 1 January, and what was directed to re-use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from lifecycle.policy import Policy
from lifecycle.reference import Reference
from lifecycle.reports.fleet.proof import Proofs
from lifecycle.reports.fleet.scope import TO_REUSE, what_is_missing, why_left_out
from lifecycle.reports.fleet.units import Fleet, Unit


@dataclass
class Year:
    """What one or several bodies did in a civil year, in units."""

    year: int
    stock: int = 0
    """B: retired before 1 January, in the count, not yet gone then"""
    directed: int = 0
    """A, as written: left in the year to re-use, with proof where the law asks for it"""
    directed_of_stock: int = 0
    """A limited to B: those of them that were in stock on 1 January"""
    seen: int = 0
    """of the directed ones: those whose hand-over is in this ledger"""
    age_unknown: int = 0
    """of the stock and the directed ones: those of which nobody told when they were bought"""
    left: Counter[str] = field(default_factory=Counter)
    """way out -> units in the count that left in the year"""
    counted: Counter[str] = field(default_factory=Counter)
    """way out -> those of them that are directed to re-use"""
    left_out: Counter[str] = field(default_factory=Counter)
    """why -> units that would be in the stock or have left in the year, and are out of the count"""
    unproven: list[tuple[Unit, int, str]] = field(default_factory=list)
    """units that left to re-use and do not count: how many, and what is missing"""

    @property
    def without_proof(self) -> int:
        """Units that left to re-use and do not count, since something is missing."""
        return sum(count for _unit, count, _missing in self.unproven)


class Judge:
    """Judges the units of fleets, year by year, by the rules of an edition."""

    def __init__(self, fleet: Fleet, proofs: Proofs, values: Reference, policy: Policy) -> None:
        self._units: defaultdict[str, list[tuple[Unit, int, date]]] = defaultdict(list)
        for unit in fleet.units:
            self._units[unit.body].append((unit, proofs.proven(unit), unit.left.day if unit.left else date.max))
        self._unmatched = fleet.unmatched
        self._values, self._policy = values, policy

    def year(self, year: int, bodies: Collection[str], others: Collection[str] = ()) -> Year:
        """The year of these bodies; what others retired, which are not public, is out of the count."""
        told, first, after = Year(year), date(year, 1, 1), date(year + 1, 1, 1)
        for unit, proven, in_stock, left in self._of_year((*bodies, *others), first, after):
            if why := self._why_left_out(unit, bodies, after):
                told.left_out[why] += unit.units
                continue
            told.stock += unit.units if in_stock else 0
            told.age_unknown += unit.units if unit.acquired_on is None else 0
            if left:
                _count_leaving(told, unit, proven, in_stock=in_stock)
        for leaving, why in self._unmatched:
            if first <= leaving.day < after and leaving.body in (*bodies, *others):
                told.left_out[why if leaving.body in bodies else "not_public"] += leaving.units
        return told

    def _of_year(self, codes: Iterable[str], first: date, after: date) -> Iterator[tuple[Unit, int, bool, bool]]:
        """Units that were in stock on the first day or left in the year: (unit, proven, in stock, left)."""
        for unit, proven, gone in (known for code in codes for known in self._units[code]):
            in_stock = unit.retired_on < first <= gone
            left = first <= gone < after
            if in_stock or left:
                yield unit, proven, in_stock, left

    def _why_left_out(self, unit: Unit, bodies: Collection[str], after: date) -> str | None:
        if unit.body not in bodies:
            return "not_public"
        return why_left_out(unit, self._values, self._policy, on=date(after.year - 1, 12, 31))


def _count_leaving(told: Year, unit: Unit, proven: int, *, in_stock: bool) -> None:
    """Units in the count left in the year: to re-use where the way out says so and nothing is missing."""
    assert unit.left is not None
    told.left[unit.left.way_out] += unit.units
    if unit.left.way_out not in TO_REUSE:
        return
    count, missing = unit.units, what_is_missing(unit, proven)
    if missing:
        count = proven if missing == "no_proof" else 0
        told.unproven.append((unit, unit.units - count, missing))
    told.counted[unit.left.way_out] += count
    told.directed += count
    told.directed_of_stock += count if in_stock else 0
    told.seen += min(proven, count)
