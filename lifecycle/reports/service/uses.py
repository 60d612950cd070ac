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
import pyarrow.compute as pc

from lifecycle.engine import Engine
from lifecycle.reports.question import EARLIEST, LATEST, Filter, ask
from lifecycle.reports.service.beside import Beside
from lifecycle.reports.service.groups import Group, Groups, Kind, of_rows, of_table, together
from lifecycle.reports.service.trips import Share, Shares, shares_of
from lifecycle.reports.service.walk import CLAIMED, Move, Told, Use, walked


class Later(NamedTuple):
    """Something put into machines, or driven for them, on a day within those asked for."""

    year: int
    category: str
    organisation: str
    record: str
    begun: int
    """Civil year of the hand-over."""
    what: str
    """"part:ssd" (amount: parts) or "transport:van" (metres)"""
    amount: int
    item: str
    facts: tuple[int, ...]
    """Positions of the facts that tell of it."""


class Uses(NamedTuple):
    """All uses of a perimeter, up to the last day asked for, as known at a position."""

    groups: Groups
    burdens: list[Later]
    contested: int
    """Devices handed over within the days while they were waste: nobody claims their service."""
    untied: Mapping[str, int]
    """Vehicle -> metres driven within the days, for no thing that came in by it as far as the ledger knows."""
    each: list[Use]
    """Those that were told one by one: all of them where that was asked."""


def uses_of(
    engine: Engine, filter: Filter, beside: Beside, *, by_organisation: bool = False, one_by_one: bool = False
) -> Uses:
    """The uses of a filter that knows its position. Places are where things were handed over.

    ``one_by_one`` tells each of them, for who takes a figure apart.
    """
    asked = beside.asked(filter)
    shares, untied = shares_of(engine, asked, beside)
    parts = _parts(engine, asked, beside)
    made = _Made(asked, shares, parts, by_organisation)
    by = "thing" if one_by_one else "organisation" if by_organisation else ""
    apart = {"apart": _items({*shares, *parts})}
    table = ask(engine, "uses_alone", asked, beside={**beside.tables, **apart}, by=by)
    made.alone(table.filter(pc.field("chained") == 0))
    chained = table.filter(pc.field("chained") == 1)["item"].to_pylist()
    if chained:
        made.chains(_chains(engine, asked, beside, parts, chained))
    return Uses(together(made.summed, of_rows(made.groups)), made.burdens, made.contested, untied, made.each)


def _items(items: Iterable[str]) -> pa.Table:
    """Things as a table that a question brings along."""
    return pa.table({"item": pa.array(sorted(items), pa.string())})


class Part(NamedTuple):
    """A new part, and the machine that held it when it was first used: there it weighs, once."""

    day: date
    life_key: str
    in_support: bool
    kind: str
    fact: int


def _parts(engine: Engine, filter: Filter, beside: Beside) -> Mapping[str, list[Part]]:
    """Machine -> the new parts that it was the first to use, or that lie in it still unused, in order of life."""
    steps: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    kinds: dict[str, str] = {}
    for row in ask(engine, "new_parts", filter, beside=beside.tables).to_pylist():
        kinds.setdefault(row["part"], json.loads(row["said"]).get("part_kind", ""))
        if row["used_key"] is None or row["life_key"] <= row["used_key"]:
            steps[row["part"]].append(row)
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for part, (*_before, last) in sorted(steps.items(), key=lambda one: one[1][-1]["life_key"]):
        if last["kind"] == "part_installed":  # else it was taken out before anybody used it
            day, key, in_support, fact = (last[name] for name in ("day", "life_key", "in_support", "fact"))
            found[last["item"]].append(Part(day, key, bool(in_support), kinds[part], fact))
    return found


def _chains(
    engine: Engine, filter: Filter, beside: Beside, parts: Mapping[str, list[Part]], items: list[str]
) -> list[Use]:
    """The uses of what was handed over several times, exchanged, lost or counted by the line."""
    tables = {**beside.tables, "chain": _items(items)}
    moves = [Move(**row) for row in ask(engine, "uses_in_chains", filter, beside=tables).to_pylist()]
    told = list(_told(ask(engine, "told_of_chains", filter, beside=tables).to_pylist()))
    for item in parts.keys() & set(items):
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
        self.summed = of_rows(())
        self.burdens: list[Later] = []
        self.contested = 0
        self.each: list[Use] = []

    def alone(self, table: pa.Table) -> None:
        """Machines handed over once, as SQL gives them."""
        summed = table.filter(pc.field("item") == "")
        claimed = pc.is_in(summed["line"], pa.array(sorted(CLAIMED)))
        contested = summed.filter(pc.invert(claimed)).filter(pc.field("inside") == 1)
        self.contested += pc.sum(contested["units"]).as_py() or 0
        self.summed = of_table(summed.filter(claimed))
        for row in table.filter(pc.field("item") != "").to_pylist():
            item, handed = row["item"], row["handed"]
            mine = self.parts.get(item, ())
            use = Use(
                item,
                row["category"],
                row["organisation"],
                "",
                row["line"],
                row["units"],
                handed,
                row["last"],
                bool(row["ended"]),
                0,
                0,
                recorded=bool(row["recorded"]),
                parts=tuple(part.kind for part in mine if not part.in_support and part.day <= handed),
                after_sales=tuple((part.day, part.kind) for part in mine if part.in_support),
            )
            self.one(use)

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
        kind = Kind(use.category, organisation, use.record)
        days = (use.handed, use.last)
        self.groups.append(Group(kind, use.handed.year, inside, *days, use.ended, use.prior_days, use.units))
        if inside:
            for part in use.parts:
                self._put(kind, use, use.handed, part, in_support=False)
            for share in self.shares.get(use.item, ()) if use.new_units else ():
                self._drive(kind, use, share)
        for day, part in use.after_sales:
            if self.first <= day <= self.last:
                self._put(kind, use, day, part, in_support=True)

    def _put(self, kind: Kind, use: Use, day: date, part: str, *, in_support: bool) -> None:
        """A new part weighs on the hand-over it was put in for, or on its own day in after-sales."""
        alike = [one for one in self.parts.get(use.item, ()) if (one.kind, one.in_support) == (part, in_support)]
        facts = tuple(one.fact for one in alike if one.day <= day and (one.day == day or not in_support))
        self._burden(kind, use, day, f"part:{part}", 1, facts[-1:])

    def _drive(self, kind: Kind, use: Use, share: Share) -> None:
        """The kilometres of a machine weigh on its first hand-over."""
        metres, what = share.of(use.units_before, use.new_units), f"transport:{share.vehicle}"
        self._burden(kind, use, use.handed, what, metres, (share.fact,))

    def _burden(self, kind: Kind, use: Use, day: date, what: str, amount: int, facts: tuple[int, ...]) -> None:
        self.burdens.append(Later(day.year, *kind, use.handed.year, what, amount, use.item, facts))
