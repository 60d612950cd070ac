"""Uses: from a hand-over to the last that proves it. What served once is summed in SQL, the rest is walked here.

A use counts up to its last evidence: its return or any other known end but a loss, a confirmation, a
visit, a stay in after-sales; the hand-over itself is day 0. Never up to today.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from lifecycle.engine import Engine
from lifecycle.reports.question import EARLIEST, LATEST, Filter, ask
from lifecycle.reports.service.beside import Beside
from lifecycle.reports.service.trips import Share, Shares, shares_of
from lifecycle.reports.service.walk import CLAIMED, Move, Told, Use, walked


class Group(NamedTuple):
    """Uses alike, by what reports tell apart."""

    category: str
    organisation: str
    """Who handed over; empty where this is not told apart."""
    record: str
    """What the workshop wrote down: see ServiceCell."""
    year: int
    inside: bool
    """The hand-over lies within the days asked for."""
    handed: date | None
    """Day of the hand-over; none where nothing proves any use after it, and only its year matters."""
    last: date | None
    """Day of the last evidence."""
    ended: bool
    """The last evidence is its end."""
    prior_days: int
    """Days of service before it: of the machine, or of the purchase it stands for."""
    devices: int


class Later(NamedTuple):
    """Something put into machines, or driven for them, on a day within those asked for."""

    year: int
    category: str
    organisation: str
    record: str
    what: str
    """"part:ssd" (amount: parts) or "transport:van" (metres)"""
    amount: int
    item: str
    facts: tuple[int, ...]
    """Positions of the facts that tell of it."""


class Uses(NamedTuple):
    """All uses of a perimeter, up to the last day asked for, as known at a position."""

    groups: list[Group]
    burdens: list[Later]
    contested: int
    """Devices handed over within the days while they were waste: nobody claims their service."""
    each: list[Use]
    """Those that were told one by one: all of them where that was asked."""


def uses_of(
    engine: Engine, filter: Filter, beside: Beside, *, by_organisation: bool = False, one_by_one: bool = False
) -> Uses:
    """The uses of a filter that knows its position. Places are where things were handed over.

    ``one_by_one`` tells each of them, for who takes a figure apart.
    """
    asked = beside.asked(filter)
    shares = shares_of(engine, asked, beside)
    parts = _parts(engine, asked)
    made = _Made(asked, shares, parts, by_organisation)
    if not asked.lot:
        by = "thing" if one_by_one else "organisation" if by_organisation else ""
        made.alone(ask(engine, "uses_alone", asked, beside=beside.tables, by=by))
    made.chains(_chains(engine, asked, beside, parts))
    return Uses(made.groups, made.burdens, made.contested, made.each)


class Part(NamedTuple):
    """A new part that was put into a machine."""

    day: date
    life_key: str
    in_support: bool
    kind: str
    fact: int


def _parts(engine: Engine, filter: Filter) -> Mapping[str, list[Part]]:
    """Machine -> the new parts that were put into it, in order of life."""
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for row in ask(engine, "new_parts", filter).to_pylist():
        kind = json.loads(row["said"])["part_kind"]
        found[row["item"]].append(Part(row["day"], row["life_key"], bool(row["in_support"]), kind, row["fact"]))
    return found


def _chains(engine: Engine, filter: Filter, beside: Beside, parts: Mapping[str, list[Part]]) -> list[Use]:
    """The uses of what was handed over several times, exchanged, lost or counted by the line."""
    moves = [Move(**row) for row in ask(engine, "uses_in_chains", filter).to_pylist()]
    if not moves:
        return []
    told = list(_told(ask(engine, "told_of_chains", filter, beside=beside.tables).to_pylist()))
    items = {move.item for move in moves}
    for item in items & parts.keys():
        told += [
            Told(item, "after_sales" if part.in_support else "new_part", part.day, part.life_key, part.kind)
            for part in parts[item]
        ]
    return walked(moves, told)


def _told(rows: Iterable[Mapping[str, Any]]) -> Iterable[Told]:
    for row in rows:
        line = json.loads(row["said"]).get("line") if row["said"] else None
        yield Told(row["item"] + (f"#{line}" if line else ""), row["kind"], row["day"], row["life_key"], "")


class _Made:
    """Groups and burdens of the uses that a filter keeps."""

    def __init__(self, filter: Filter, shares: Shares, parts: Mapping[str, list[Part]], by_organisation: bool) -> None:
        self.filter, self.shares, self.parts, self.by_organisation = filter, shares, parts, by_organisation
        self.first, self.last = filter.first_day or EARLIEST, filter.last_day or LATEST
        self.groups: list[Group] = []
        self.burdens: list[Later] = []
        self.contested = 0
        self.each: list[Use] = []

    def alone(self, table: pa.Table) -> None:
        """Machines handed over once, as SQL gives them."""
        for item, category, organisation, line, recorded, year, inside, handed, last, ended, units in zip(
            *(column.to_pylist() for column in table.columns), strict=True
        ):
            if item:
                mine = self.parts.get(item, ())
                put = [part.kind for part in mine if not part.in_support and part.day <= handed]
                later = [(part.day, part.kind) for part in mine if part.in_support]
                use = Use(item, category, organisation, "", line, units, handed, last, bool(ended), 0, 0)
                self.one(use._replace(recorded=bool(recorded or put), parts=tuple(put), after_sales=tuple(later)))
            elif line not in CLAIMED:
                self.contested += units * inside
            else:
                record = "workshop" if recorded else ""
                self.groups.append(
                    Group(category, organisation, record, year, bool(inside), handed, last, bool(ended), 0, units)
                )

    def chains(self, uses: Iterable[Use]) -> None:
        """Those of the walked uses that the filter keeps."""
        asked = self.filter
        for use in uses:
            if (
                use.handed <= self.last
                and asked.organisation in {None, use.organisation}
                and use.place.startswith(asked.territory or "")
                and asked.category in {None, use.category}
                and (asked.device is None or use.item == f"device:{asked.device}")
                and (asked.lot is None or use.item.startswith(f"lot:{asked.lot}#"))
            ):
                self.one(use)

    def one(self, use: Use) -> None:
        """One use, with its burdens."""
        self.each.append(use)
        inside = self.first <= use.handed <= self.last
        if use.line not in CLAIMED:
            self.contested += use.units * inside
            return
        organisation = use.organisation if self.by_organisation else ""
        group = Group(
            use.category,
            organisation,
            use.record,
            use.handed.year,
            inside,
            use.handed,
            use.last,
            use.ended,
            use.prior_days,
            use.units,
        )
        self.groups.append(group)
        if inside:
            for kind in use.parts:
                self._put(group, use, use.handed, kind, in_support=False)
            for share in self.shares.get(use.item, ()) if use.new_units else ():
                self._drive(group, use, share)
        for day, kind in use.after_sales:
            if self.first <= day <= self.last:
                self._put(group, use, day, kind, in_support=True)

    def _put(self, group: Group, use: Use, day: date, kind: str, *, in_support: bool) -> None:
        """A new part weighs on the hand-over it was put in for, or on its own day in after-sales."""
        alike = [one for one in self.parts.get(use.item, ()) if (one.kind, one.in_support) == (kind, in_support)]
        facts = tuple(one.fact for one in alike if one.day <= day and (one.day == day or not in_support))
        self._burden(group, use.item, day, f"part:{kind}", 1, facts[-1:])

    def _drive(self, group: Group, use: Use, share: Share) -> None:
        """The kilometres of a machine weigh on its first hand-over."""
        metres, what = share.of(use.units_before, use.new_units), f"transport:{share.vehicle}"
        self._burden(group, use.item, use.handed, what, metres, (share.fact,))

    def _burden(self, group: Group, item: str, day: date, what: str, amount: int, facts: tuple[int, ...]) -> None:
        kind = (group.category, group.organisation, group.record)
        self.burdens.append(Later(day.year, *kind, what, amount, item, facts))
