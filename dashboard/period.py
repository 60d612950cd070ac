"""Periods: a year, a quarter, a month, all days, or free days; each has a code that stands in the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from lifecycle.reports.amounts import month
from lifecycle.words import _

ALL, FREE = "all", "free"
_CODE = re.compile(r"(19|20|21)\d\d(-(Q[1-4]|0[1-9]|1[0-2]))?")


class Period(NamedTuple):
    """Days from the first to the last, both included, in words; no days are all days."""

    code: str
    first: date | None
    last: date | None
    words: str


def period_of(code: str) -> Period | None:
    """2026, 2026-Q1, 2026-03 or all, whatever the ledger holds: a code means the same days for ever."""
    if code == ALL:
        return Period(ALL, None, None, _("All dates"))
    if not _CODE.fullmatch(code):
        return None
    year, part = int(code[:4]), code[5:]
    if not part:
        return Period(code, date(year, 1, 1), date(year, 12, 31), code)
    if part.startswith("Q"):
        first = date(year, 3 * int(part[1]) - 2, 1)
        words = _("{year}, quarter {quarter}").format(year=year, quarter=part[1])
        return Period(code, first, _end_of_month(first + timedelta(days=62)), words)
    return Period(code, date(year, int(part), 1), _end_of_month(date(year, int(part), 1)), month(code))


def code_of(first: date | None, last: date | None) -> str:
    """The code of these days: of a year, a quarter, a month, all days; free for others."""
    if first is None and last is None:
        return ALL
    if first is not None:
        quarter = f"{first.year}-Q{(first.month + 2) // 3}"
        for code in (str(first.year), quarter, f"{first:%Y-%m}"):
            known = period_of(code)
            if known is not None and (known.first, known.last) == (first, last):
                return code
    return FREE


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def parts_of(year: str) -> Iterator[tuple[str, str]]:
    """The year itself, its quarters, its months: code -> words."""
    yield year, _("Whole year")
    for quarter in range(1, 5):
        yield f"{year}-Q{quarter}", _("Quarter {number}").format(number=quarter)
    for number in range(1, 13):
        yield f"{year}-{number:02d}", month(f"{year}-{number:02d}", "LLLL")


def years_of(days: tuple[date, date]) -> range:
    """The years in which anything moved, newest first."""
    return range(days[1].year, days[0].year - 1, -1)


def opening_year(days: tuple[date, date]) -> int:
    """The newest year that the ledger covers from its first month to its last; else the newest one."""
    whole = [year for year in years_of(days) if days[0] <= date(year, 1, 31) and days[1] >= date(year, 12, 1)]
    return whole[0] if whole else days[1].year


def year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
