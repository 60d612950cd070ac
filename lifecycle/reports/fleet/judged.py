"""What the law counts of a civil year: the stock of 1 January, and what was directed to re-use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from lifecycle.policy import Policy
from lifecycle.reference import Reference
from lifecycle.reports.fleet.proof import Proofs, Proven
from lifecycle.reports.fleet.scope import TO_REUSE, what_is_missing, why_left_out
from lifecycle.reports.fleet.units import Fleet, Leaving, Unit
from lifecycle.reports.made_of import Leaf


@dataclass
class Year:
    """What one or several bodies did in a civil year, in units."""

    year: int
    age_unknown: int = 0
    """of the stock and the directed ones: those of which nobody told when they were bought"""
    counted: Counter[str] = field(default_factory=Counter)
    """way out -> units in the count that are directed to re-use"""
    told: defaultdict[str, list[Leaf]] = field(default_factory=lambda: defaultdict(list))
    """figure -> the units that it counts, with the facts that say so"""
    unproven: list[tuple[Unit, int, str]] = field(default_factory=list)
    """units that left to re-use and do not count: how many, and what is missing"""

    def count(self, figure: str, unit: Unit | Leaving, count: int, *cell: str, facts: tuple[int, ...]) -> None:
        """So many of these units count in a figure, in a cell of it."""
        if count:
            self.told[figure].append(Leaf(_subject(unit), facts, count, cell, unit.number))

    def _sum(self, figure: str) -> int:
        return sum(leaf.amount for leaf in self.told[figure])

    def _by(self, figure: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for leaf in self.told[figure]:
            found[leaf.cell[0]] += leaf.amount
        return found

    @property
    def stock(self) -> int:
        """B: retired before 1 January, in the count, not yet gone then."""
        return self._sum("stock")

    @property
    def directed(self) -> int:
        """A, as written: left in the year to re-use, with proof where the law asks for it."""
        return self._sum("directed")

    @property
    def directed_of_stock(self) -> int:
        """A limited to B: those of them that were in stock on 1 January."""
        return self._sum("directed_of_stock")

    @property
    def seen(self) -> int:
        """Of the directed ones: those whose hand-over is in this ledger."""
        return self._sum("seen")

    @property
    def left(self) -> Counter[str]:
        """Way out -> units in the count that left in the year."""
        return self._by("left")

    @property
    def left_out(self) -> Counter[str]:
        """Why -> units that would be in the stock or have left in the year, and are out of the count."""
        return self._by("left_out")

    @property
    def without_proof(self) -> int:
        """Units that left to re-use and do not count, since something is missing."""
        return self._sum("without_proof")


def _subject(unit: Unit | Leaving) -> str:
    """The device or lot that a unit became, else the body whose it was."""
    left = unit.left if isinstance(unit, Unit) else unit
    if left is not None and left.device:
        return f"device:{left.device}"
    return f"lot:{left.lot}" if left is not None and left.lot else f"organisation:{unit.body}"


class Judge:
    """Judges the units of fleets, year by year, by the rules of an edition."""

    def __init__(self, fleet: Fleet, proofs: Proofs, values: Reference, policy: Policy) -> None:
        self._units: defaultdict[str, list[tuple[Unit, Proven, date]]] = defaultdict(list)
        for unit in fleet.units:
            self._units[unit.body].append((unit, proofs.proven(unit), unit.left.day if unit.left else date.max))
        self._unmatched = fleet.unmatched
        self._values, self._policy = values, policy

    def year(self, year: int, bodies: Collection[str], others: Collection[str] = ()) -> Year:
        """The year of these bodies; what others retired, which are not public, is out of the count."""
        told, first, after = Year(year), date(year, 1, 1), date(year + 1, 1, 1)
        for unit, proven, in_stock, left in self._of_year((*bodies, *others), first, after):
            if why := self._why_left_out(unit, bodies, after):
                told.count("left_out", unit, unit.units, why, facts=(unit.fact,))
                continue
            told.count("stock", unit, unit.units if in_stock else 0, unit.category, facts=(unit.fact,))
            told.age_unknown += unit.units if unit.acquired_on is None else 0
            if left:
                _count_leaving(told, unit, proven, in_stock=in_stock)
        for leaving, why in self._unmatched:
            if first <= leaving.day < after and leaving.body in (*bodies, *others):
                reason = why if leaving.body in bodies else "not_public"
                told.count("left_out", leaving, leaving.units, reason, facts=(leaving.fact,))
        return told

    def _of_year(self, codes: Iterable[str], first: date, after: date) -> Iterator[tuple[Unit, Proven, bool, bool]]:
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


def _count_leaving(told: Year, unit: Unit, proven: Proven, *, in_stock: bool) -> None:
    """Units in the count left in the year: to re-use where the way out says so and nothing is missing."""
    assert unit.left is not None
    way = unit.left.way_out
    facts: tuple[int, ...] = (unit.left.fact, unit.fact)
    told.count("left", unit, unit.units, way, facts=facts)
    if way not in TO_REUSE:
        return
    count, missing = unit.units, what_is_missing(unit, proven.units)
    if missing:
        count = proven.units if missing == "no_proof" else 0
        told.unproven.append((unit, unit.units - count, missing))
        told.count("without_proof", unit, unit.units - count, missing, facts=facts)
    told.counted[way] += count
    # Of each unit that counts: how it left, and the hand-over that proves its re-use where this ledger has it.
    facts = (*facts, *proven.facts)
    told.count("directed", unit, count, way, facts=facts)
    told.count("directed_of_stock", unit, count if in_stock else 0, way, facts=facts)
    told.count("seen", unit, min(proven.units, count), way, facts=facts)
