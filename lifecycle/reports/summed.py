"""Which questions sums can answer, and from which day to which: the rest is read leg by leg.

Sums are made by month and up to the end of a sealed file. A question about whole months, known
at a position up to which sums are kept, reads sums; the days that it cuts from a month, and what
the ledger learnt after the last sum, it reads from the legs. Its answer is the same to the gram.
Sums know no device, so a question about one reads legs alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

EARLIEST, LATEST = date(1, 1, 1), date(9999, 12, 31)
_SECOND_MONTH = date(1, 2, 1)
"""Before it, no month is whole that a calendar can name."""


class Asked(NamedTuple):
    """What a question says on which it depends whether sums suffice; empty text where nothing is chosen."""

    first_day: date
    last_day: date
    territory: str
    device: str
    lot: str
    category: str
    by: str


class Summed(NamedTuple):
    """Texts that answer a question from sums: its own over other rows, or another in its place."""

    text: str
    rows: str = ""
    """The rows that stand where the text says ``from leg`` or ``from fact``; none where the text needs no other."""


def _cells(asked: Asked) -> Summed | None:
    if asked.lot or asked.by in {"device", "lot"}:
        return None
    by_origin = asked.territory or asked.by == "place"
    return Summed("cells", "booked_by_origin" if by_origin else "booked")


def _balances(asked: Asked) -> Summed | None:
    found = _cells(asked)
    return found and Summed("balances", found.rows)


def _first_service(asked: Asked) -> Summed | None:
    return None if asked.lot else Summed("first_service", "served")


def _hand_overs(asked: Asked) -> Summed | None:
    return None if asked.lot else Summed("hand_overs_summed")


def _lots_under_way(asked: Asked) -> Summed | None:
    return Summed("lots_under_way_summed", "lot_held_by_origin" if asked.territory or asked.category else "lot_held")


def _uses(asked: Asked) -> Summed | None:
    return None if asked.lot else Summed("uses_summed")


_ANSWERED: Mapping[str, Callable[[Asked], Summed | None]] = {
    "cells": _cells,
    "balances": _balances,
    "first_service": _first_service,
    "hand_overs": _hand_overs,
    "lots_under_way": _lots_under_way,
    "uses_summed": _uses,
    "proofs_of_use_since": lambda _asked: Summed("proofs_of_use_since"),
    "organisations": lambda _asked: Summed("organisations", "notice"),
    "corrections": lambda _asked: Summed("corrections", "notice"),
    "same_things": lambda _asked: Summed("same_things", "notice"),
    "publications": lambda _asked: Summed("publications", "notice"),
    "span": lambda _asked: Summed("span", "holder"),
    "places_and_holders": lambda _asked: Summed("places_and_holders", "holder"),
}


_OF_ANY_DEVICE = frozenset(
    {"organisations", "corrections", "same_things", "publications", "span", "places_and_holders"}
)
"""Questions that ask the same whichever device is chosen."""


def summed(name: str, asked: Asked) -> Summed | None:
    """How sums answer a question with these parameters; none where they cannot."""
    answered = _ANSWERED.get(name)
    if answered is None or asked.last_day < _SECOND_MONTH or (asked.device and name not in _OF_ANY_DEVICE):
        return None
    return answered(asked)


def whole_months(first_day: date, last_day: date) -> dict[str, date]:
    """The days between which months are whole, and the days that the first and the last day cut from theirs."""
    last_whole = last_day if _ends_a_month(last_day) else last_day.replace(day=1) - timedelta(1)
    if first_day.day == 1 or first_day > last_whole:
        return {"last_whole": last_whole, "cut_month": LATEST, "cut_end": EARLIEST}
    cut = first_day.replace(day=1)
    return {"last_whole": last_whole, "cut_month": cut, "cut_end": _end_of(cut)}


def cuts_its_last_month(last_day: date | None) -> bool:
    """The last day is not the last of its month."""
    return last_day is not None and not _ends_a_month(last_day)


def _ends_a_month(day: date) -> bool:
    return day == LATEST or (day + timedelta(1)).day == 1


def _end_of(first: date) -> date:
    """The last day of the month that begins on this day."""
    return LATEST if first > LATEST - timedelta(31) else (first + timedelta(31)).replace(day=1) - timedelta(1)
