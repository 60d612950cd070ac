"""Balances of every account, by device, lot, organisation, place, category, legal status or period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

import pyarrow as pa

from lifecycle.engine import Engine
from lifecycle.journey.leg import ACCOUNTS
from lifecycle.reports.question import Filter, ask
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
    opened, moved = _gathered(ask(engine, "balances", filter, by=by), by)
    tables = (_balance_table(opened, moved, by), _move_table(moved, by))
    return report("balances", say("Balances of the accounts"), filter, engine, tables=tables)


def _gathered(found: pa.Table, by: Slice) -> tuple[dict[Key, Sums], dict[Key, dict[str, Sums]]]:
    """What each slice and account held before the first day, and what each kind of fact moved since."""
    opened: dict[Key, Sums] = {}
    moved: defaultdict[Key, dict[str, Sums]] = defaultdict(dict)
    in_time = by in {"month", "year"}
    for where, period, account, kind, opening_g, opening_units, change_g, change_units in _rows(found):
        if opening_g or opening_units:
            key = where, account
            opened[key] = opened.get(key, NOTHING).plus(opening_g, opening_units)
        if change_g or change_units:
            # The question has one row for each of these.
            moved[period_text(period) if in_time else where, account][kind] = Sums(change_g, change_units)
    if in_time:
        return _carried(opened, dict(moved)), dict(moved)
    return opened, dict(moved)


def _rows(found: pa.Table) -> Iterator[tuple[str, int, str, str, int, int, int, int]]:
    """Slice, period, account, kind, grams and units before the first day, and since."""
    return zip(*(column.to_pylist() for column in found.columns), strict=True)


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
        before, kinds = opened.get(key, NOTHING), moved.get(key, {}).values()
        grams = _steps(before.grams, [sums.grams for sums in kinds])
        units = _steps(before.units, [sums.units for sums in kinds])
        if any(grams) or any(units):
            rows.append((*key, *grams, *units))
    columns = (
        _slice_column(by),
        Column("account", N_("Account"), words=ACCOUNT_WORDS),
        *(Column(f"{id}_g", label, "g") for id, label in _STEPS),
        *(Column(f"{id}_units", label, "things") for id, label in _STEPS),
    )
    return Table("balances", say("Balances"), columns, tuple(rows))


def _steps(before: int, changes: list[int]) -> tuple[int, int, int, int]:
    """Opening, what came in, what went out, closing."""
    change = sum(changes)
    came = sum([one for one in changes if one > 0])
    return before, came, change - came, before + change


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
