"""Balances of every account, by device, lot, organisation, place, category, legal status or period."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, NamedTuple, get_args

from lifecycle.engine import Engine
from lifecycle.journey.leg import ACCOUNTS
from lifecycle.reports.cells import Cell as BookCell
from lifecycle.reports.cells import cells
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Column, Report, Table, report
from lifecycle.reports.words import ACCOUNTS as ACCOUNT_WORDS
from lifecycle.reports.words import KIND_WORDS, LEGAL
from lifecycle.words import N_, say

Slice = Literal["", "device", "lot", "organisation", "place", "category", "legal", "month", "year"]
SLICES: dict[Slice, str] = {
    "": N_("All"),
    "device": N_("Device"),
    "lot": N_("Lot"),
    "organisation": N_("Organisation"),
    "place": N_("Place of origin"),
    "category": N_("Category"),
    "legal": N_("Legal status"),
    "month": N_("Month"),
    "year": N_("Year"),
}
if set(SLICES) != set(get_args(Slice)):
    raise AssertionError("a slice has no label")

Key = tuple[str, str]
"""Slice and account."""


class Sums(NamedTuple):
    """Grams and units."""

    grams: int = 0
    units: int = 0

    def plus(self, grams: int, units: int) -> Sums:
        """With so much more."""
        return Sums(self.grams + grams, self.units + units)


NOTHING = Sums()


def balances(engine: Engine, filter: Filter, *, by: Slice = "") -> Report:
    """For each slice and account: opening, what came in, what went out, closing, and the kinds of fact that did it.

    Closing equals opening plus the sum over kinds: that sum is its "in" and "out".
    """
    filter = filter.standing_at(engine)
    opened, moved = _gathered(cells(engine, filter, by=by), by)
    tables = (_balance_table(opened, moved, by), _move_table(moved, by))
    return report("balances", say("Balances of the accounts"), filter, engine, tables=tables)


def _gathered(found: list[BookCell], by: Slice) -> tuple[dict[Key, Sums], dict[Key, dict[str, Sums]]]:
    """What each slice and account held before the first day, and what each kind of fact moved since."""
    opened: defaultdict[Key, Sums] = defaultdict(Sums)
    moved: defaultdict[Key, dict[str, Sums]] = defaultdict(dict)
    for cell in found:
        where = _slice_of(cell, by)
        if cell.opening_g or cell.opening_units:
            key = (where if by not in {"month", "year"} else "", cell.account)
            opened[key] = opened[key].plus(cell.opening_g, cell.opening_units)
        if cell.change_g or cell.change_units:
            kinds = moved[where, cell.account]
            kinds[cell.kind] = kinds.get(cell.kind, NOTHING).plus(cell.change_g, cell.change_units)
    if by in {"month", "year"}:
        return _carried(dict(opened), dict(moved)), dict(moved)
    return dict(opened), dict(moved)


def _slice_of(cell: BookCell, by: Slice) -> str:
    if by not in {"month", "year"}:
        return cell.slice
    return period_text(cell.period)


def period_text(period: int) -> str:
    """202603 as 2026-03, 2026 as 2026."""
    if period < 10_000:
        return f"{period:04d}" if period else ""
    return f"{period // 100:04d}-{period % 100:02d}"


def _carried(opened: dict[Key, Sums], moved: dict[Key, dict[str, Sums]]) -> dict[Key, Sums]:
    """A period opens with what the one before closed with."""
    held = {account: sums for (_, account), sums in opened.items()}
    accounts = sorted({account for _, account in moved} | set(held))
    openings: dict[Key, Sums] = {}
    for period in sorted({period for period, _ in moved}):
        for account in accounts:
            before = openings[period, account] = held.get(account, NOTHING)
            held[account] = _closing(before, moved.get((period, account), {}))
    return openings


def _closing(opened: Sums, kinds: dict[str, Sums]) -> Sums:
    for sums in kinds.values():
        opened = opened.plus(*sums)
    return opened


def _balance_table(opened: dict[Key, Sums], moved: dict[Key, dict[str, Sums]], by: Slice) -> Table:
    rank = {account: i for i, account in enumerate(ACCOUNTS)}
    rows = []
    for key in sorted({*opened, *moved}, key=lambda key: (key[0], rank[key[1]])):
        before, kinds = opened.get(key, NOTHING), moved.get(key, {})
        came = [Sums(max(s.grams, 0), max(s.units, 0)) for s in kinds.values()]
        went = [Sums(min(s.grams, 0), min(s.units, 0)) for s in kinds.values()]
        after = _closing(before, kinds)
        grams = (before.grams, sum(s.grams for s in came), sum(s.grams for s in went), after.grams)
        units = (before.units, sum(s.units for s in came), sum(s.units for s in went), after.units)
        if any(grams) or any(units):
            rows.append((*key, *grams, *units))
    columns = (
        _slice_column(by),
        Column("account", N_("Account"), words=ACCOUNT_WORDS),
        *(Column(f"{id}_g", label, "g") for id, label in _STEPS),
        *(Column(f"{id}_units", label, "things") for id, label in _STEPS),
    )
    return Table("balances", say("Balances"), columns, tuple(rows))


_STEPS = (("opening", N_("Opening")), ("in", N_("In")), ("out", N_("Out")), ("closing", N_("Closing")))


def _slice_column(by: Slice) -> Column:
    return Column("slice", SLICES[by], words=LEGAL if by == "legal" else {})


def _move_table(moved: dict[Key, dict[str, Sums]], by: Slice) -> Table:
    rows = tuple(
        (where, account, kind, sums.grams, sums.units)
        for (where, account), kinds in sorted(moved.items())
        for kind, sums in sorted(kinds.items())
        if sums.grams or sums.units
    )
    columns = (
        _slice_column(by),
        Column("account", N_("Account"), words=ACCOUNT_WORDS),
        Column("kind", N_("Kind of fact"), words=KIND_WORDS),
        Column("grams", N_("Mass"), "g"),
        Column("units", N_("Things"), "things"),
    )
    return Table("moves", say("What moved the balances"), columns, rows)
