"""A public body: it replaces machines by plan, keeps the retired ones for a while, and lets them go in heaps."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from lifecycle.codes import ALPHABET
from lifecycle.demonstration.cards import Actor, Around, Fleets, Replacement, WayOut
from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.recycler import Recycler
from lifecycle.demonstration.things import Machine
from lifecycle.demonstration.trade import Trader
from lifecycle.demonstration.world import World
from lifecycle.events import FleetUnitLeft, FleetUnitRetired

_SERIAL = 9
_LATEST_START = 15
"""Replacing begins in the first half of its month."""


class Unit(NamedTuple):
    """A retired unit under its number, or so many of one category that have none."""

    category: str
    many: int
    number: str | None


Kinds = Counter[tuple[str, int]]
"""So many units of a category whose model came on the market in a year."""


class PublicBody:
    """A public body and its store room."""

    def __init__(
        self, world: World, actor: Actor, plan: Replacement, shared: Fleets, recyclers: Mapping[str, Recycler]
    ) -> None:
        self.world, self.actor = world, actor
        self._plan, self._shared, self._recyclers = plan, shared, recyclers
        self._subject = f"organisation:{actor.code}"
        self._numbered = actor.fleet == "numbered"
        self._replaced_on = list(self._days())

    def _chance(self, *names: object) -> Chance:
        return self.world.chance("public body", self.actor.code, *names)

    def _days(self) -> Iterator[date]:
        """One day of each month in which machines are replaced."""
        for year in range(self._plan.since.year, self.world.setting.last_day.year + 1):
            for month, weight in enumerate(self._shared.months, start=1):
                start = date(year, month, 1 + self._chance("day", year, month).below(_LATEST_START))
                day = self.world.agenda.open_from(start)
                if weight and self._plan.since <= day <= self.world.setting.last_day:
                    yield day

    def _of_year(self, numbers: Sequence[int], day: date) -> int:
        return numbers[day.year - self._plan.since.year]

    def plan(self) -> None:
        """What no association gets, month by month; and what lay in the store rooms when someone first looked."""
        shared, plan = self._shared, self._plan
        for day in self._replaced_on:
            share = 100 * shared.months[day.month - 1] // sum(shared.months)
            count = self._chance("count", day).scaled(self._of_year(plan.units, day), share)
            self._retire(day, count, plan.waits, heaps=shared.heaps, numbered=self._numbered)
        if plan.found and plan.found_waits is not None:
            first = self.world.agenda.open_from(plan.since)
            self._retire(first, plan.found, plan.found_waits, heaps=shared.found_heaps, numbered=False)

    # --- what is retired -------------------------------------------------------------------------

    def _retire(self, day: date, count: int, waits: Around, *, heaps: int, numbered: bool) -> None:
        """Units are retired on a day; each heap of them then waits for its way out."""
        chance = self._chance("retired", day, numbered)
        waiting: list[tuple[WayOut, Kinds, date]] = []
        for way, kinds in self._heaps(chance, day, count, heaps):
            leaves = day + timedelta(days=chance.around(waits.low, waits.central, waits.high))
            if leaves >= self.world.setting.first_day:  # else it was gone before anything is told
                waiting.append((way, kinds, leaves))
        if not numbered:
            self._tell_counts(chance, sum((kinds for _, kinds, _ in waiting), Counter()), day)
        for way, kinds, leaves in waiting:
            if numbered:
                units = [self._tell_one(chance, kind, day) for kind in sorted(kinds.elements())]
            else:
                units = [Unit(category, many, None) for category, many in sorted(_by_category(kinds).items())]
            self.world.agenda.plan(leaves, partial(self._let_go, way, units))

    def _heaps(self, chance: Chance, day: date, count: int, heaps: int) -> list[tuple[WayOut, Kinds]]:
        """What is retired on a day, parted by the way it will leave, and some ways twice."""
        parted: dict[tuple[WayOut, int], Kinds] = {}
        weights = {way: self._of_year(shares, day) for way, shares in self._plan.ways_out.items()}
        for _ in range(count):
            category = chance.pick(self._shared.mix)
            year = self.world.model(category, chance, day).year
            heap = parted.setdefault((chance.pick(weights), chance.below(heaps)), Counter())
            heap[category, year] += 1
        return [(way, kinds) for (way, _), kinds in sorted(parted.items())]

    def _tell_counts(self, chance: Chance, kinds: Kinds, day: date) -> None:
        for (category, year), many in sorted(kinds.items()):
            excluded = chance.percent(self._plan.excluded)
            self._note_retired(category, _bought(chance, year), day, count=many, excluded=excluded)

    def _tell_one(self, chance: Chance, kind: tuple[str, int], day: date) -> Unit:
        category, year = kind
        number = self._number()
        self._note_retired(
            category,
            _bought(chance, year),
            day,
            number=number,
            serial="".join(chance.one_of(ALPHABET) for _ in range(_SERIAL)),
            excluded=chance.percent(self._plan.excluded),
        )
        return Unit(category, 1, number)

    def _replaced_before(self, day: date, latest: date) -> date:
        """The last day until then on which machines were replaced; else the first, if it was not too late."""
        rank = bisect_right(self._replaced_on, day)
        return min(self._replaced_on[max(rank - 1, 0)], latest)

    def _number(self) -> str:
        """An inventory number; no other unit bears it."""
        return f"{self.actor.code}-{self.world.rank(f'inventory of {self.actor.code}'):05d}"

    def _note_retired(
        self,
        category: str,
        bought: date,
        retired: date,
        *,
        count: int = 1,
        number: str | None = None,
        serial: str | None = None,
        excluded: bool = False,
    ) -> None:
        said: dict[str, Any] = {"inventory_number": number, "serial_number": serial, "count": count}
        if excluded:
            said["exclusion"] = "special_security"
        self.world.notebook.note(
            FleetUnitRetired,
            self._subject,
            self.actor.code,
            max(retired, self.world.setting.first_day),
            category=category,
            acquired_on=bought,
            retired_on=retired,
            **said,
        )

    # --- what leaves -----------------------------------------------------------------------------

    def _let_go(self, way: WayOut, units: Sequence[Unit], day: date) -> None:
        """A heap leaves: to a recycler, another body, the staff, or a trader who may prove what became of it."""
        chance = self._chance("left", way, day, units[0])
        takers = self._shared.takers.get(way, ())
        taker = chance.one_of(takers) if takers else None
        said: dict[str, Any] = {"way_out": way, "taker": taker}
        if way == "recycling" and taker is not None:
            said["lot"] = self._recyclers[taker].take_pallet(self.actor, _lines(units), day)
        elif way in ("sale", "take_back") and taker is not None:
            said["undertaking"] = chance.percent(self._of_year(self._plan.undertaking, day))
            if said["undertaking"]:
                self._leave_with_proof(units, said, Trader(self.world, self._shared, taker), chance, day)
                return
        for unit in units:
            self._leave(unit, day, said)

    def _leave_with_proof(
        self, units: Sequence[Unit], said: Mapping[str, Any], trader: Trader, chance: Chance, day: date
    ) -> None:
        """Some are told of to the end: each by its code, or all in one lot where they have no numbers."""
        proven = self._of_year(self._plan.proven, day)
        if units[0].number is None:
            lot = trader.take_lot(self.actor, _lines(units), day) if chance.percent(proven) else None
            for unit in units:
                self._leave(unit, day, {**said, "lot": lot})
            return
        for unit in units:
            device = trader.take(self.actor, unit.category, day) if chance.percent(proven) else None
            self._leave(unit, day, {**said, "device": device})

    def _leave(self, unit: Unit, day: date, said: Mapping[str, Any]) -> None:
        which: dict[str, Any] = {"category": unit.category, "count": unit.many}
        if unit.number is not None:
            which = {"inventory_number": unit.number}
        self.world.notebook.note(FleetUnitLeft, self._subject, self.actor.code, day, **which, **said)

    def give(self, taker: str, machines: Iterable[Machine], announced: date, day: date) -> None:
        """Units become devices of an association: they were retired when others were replaced, some time before."""
        chance = self._chance("given", taker, day)
        waits = self._plan.given_waits
        said = {"taker": taker, "way_out": "gift", "undertaking": True}
        counted: dict[date, Kinds] = {}
        for machine in machines:
            wait = timedelta(days=chance.around(waits.low, waits.central, waits.high))
            retired = self._replaced_before(day - wait, announced)
            if not self._numbered:
                counted.setdefault(retired, Counter())[machine.category, machine.model.year] += 1
                continue
            number, bought = self._number(), _bought(chance, machine.model.year)
            self._note_retired(machine.category, bought, retired, number=number, serial=machine.serial)
            self._leave(Unit(machine.category, 1, number), day, {**said, "device": machine.code})
        for retired, kinds in sorted(counted.items()):
            for (category, year), many in sorted(kinds.items()):
                self._note_retired(category, _bought(chance, year), retired, count=many)
        for category, many in sorted(_by_category(sum(counted.values(), Counter())).items()):
            self._leave(Unit(category, many, None), day, said)


def _bought(chance: Chance, year: int) -> date:
    """A day within the first year of a model's sale."""
    return date(year, 1, 1) + timedelta(days=chance.below(365))


def _lines(units: Iterable[Unit]) -> Counter[str]:
    """So many of each category."""
    lines: Counter[str] = Counter()
    for unit in units:
        lines[unit.category] += unit.many
    return lines


def _by_category(kinds: Kinds) -> Counter[str]:
    """So many of each category, whatever their year."""
    lines: Counter[str] = Counter()
    for (category, _), many in kinds.items():
        lines[category] += many
    return lines


def public_bodies(world: World, recyclers: Mapping[str, Recycler]) -> dict[str, PublicBody]:
    """Those of the setting that replace machines by plan, by their code."""
    shared = world.setting.fleets
    if shared is None:
        return {}
    return {
        actor.code: PublicBody(world, actor, actor.replaces, shared, recyclers)
        for actor in world.setting.organisation
        if actor.replaces is not None
    }
