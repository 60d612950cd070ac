"""The running balance of a form: what was typed, read back to the gram, against what the lot holds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from dashboard.draw import Rung, kilos
from dashboard.tell.lot_choices import name_of
from lifecycle import reference
from lifecycle.events import Fraction
from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.told import whole_told
from lifecycle.journey.apportion import shared_out
from lifecycle.journey.claim import account_of
from lifecycle.reports.lots import LotStanding
from lifecycle.reports.words import ACCOUNTS
from lifecycle.words import _

Row = Mapping[str, str | int]


class Balance(NamedTuple):
    """Lines of a running balance, and what does not come right, in grams."""

    rungs: tuple[Rung, ...]
    difference: int

    @property
    def signature(self) -> str:
        """What a person has seen: the same lines give the same text."""
        return "|".join(f"{one.words}={one.grams}" for one in self.rungs)


NOTHING_TYPED = Balance((), 0)
"""There is nothing to compare yet."""


def rows_of(text: str | None) -> list[Row]:
    """The rows of a form, as its draft gives them."""
    found: list[Row] = json.loads(text) if text else []
    return found


def grams_of(text: str | None) -> int | None:
    """The grams of a typed mass; None where none is told, or none can be read."""
    try:
        return whole_told(text, "grams") if text else None
    except BadCell:
        return None


def of_fractions(rows: Sequence[Row], covers: int | None, lot: LotStanding) -> Balance:
    """Fractions against what the certificate covers, and what is then left of the lot."""
    if not rows and covers is None:
        return NOTHING_TYPED
    remains = lot.grams
    covered = min(covers or remains, remains)
    found = [Rung(_("Awaiting proof before this certificate"), remains, "total")]
    treated = 0
    for row in rows:
        grams = int(row.get("grams", 0))
        treated += grams
        account, words = _ends(row)
        found.append(Rung(words, -grams, line=account))
    difference = treated - covered
    if difference:
        found.append(Rung(_("Difference of scales: fractions against what is covered"), difference))
    found.append(Rung(_("Left without proof after it"), remains - covered, "total"))
    return Balance(tuple(found), difference)


def _ends(row: Row) -> tuple[str, str]:
    """Where a fraction would end, and its line in words: its mass as it was read, its operation, what it counts as."""
    read = {name: row[name] for name in ("grams", "operation", "mode") if name in row}
    said = " · ".join(part for part in (kilos(int(row.get("grams", 0)), 3), str(row.get("operation", ""))) if part)
    try:
        account = account_of(reference.load(), Fraction.model_validate(read))
    except ValidationError:
        return "", _("{fraction}: not complete yet").format(fraction=said)
    if not account:
        return "", _("{fraction}: its grams go on waiting for proof").format(fraction=said)
    return account, _("{fraction}: {account}").format(fraction=said, account=_(ACCOUNTS[account]))


def of_reception(
    gross: int | None, tare: int | None, net: int | None, refused: Sequence[int], lot: LotStanding
) -> Balance:
    """Gross less tare less what is refused, against what was announced."""
    if gross is None and net is None and not refused:
        return NOTHING_TYPED
    back, found = sum(refused), []
    if gross is not None:
        found += [Rung(_("Gross"), gross), Rung(_("Tare"), -(tare or 0))]
    if back:
        found.append(Rung(_("Refused, goes back"), -back))
    announced = lot.grams - back
    kept = net if net is not None else None if gross is None else gross - (tare or 0) - back
    found.append(Rung(_("Announced, less what is refused"), announced, "total"))
    if kept is None:
        return Balance(tuple(found), 0)
    difference = kept - announced
    found.insert(-1, Rung(_("Accepted, net"), kept, "total"))
    return Balance((*found, Rung(_("Difference: accepted against announced"), difference)), difference)


def refused_told(rows: Sequence[Row]) -> str | None:
    """What is refused, as a fact names it: each row's thing becomes its device, part or line."""
    told = []
    for row in rows:
        sort, _colon, code = str(row.get("thing", "")).partition(":")
        named: dict[str, str | int] = {sort: int(code) if sort == "line" else code} if code else {}
        told.append({**{name: said for name, said in row.items() if name != "thing"}, **named})
    return json.dumps(told) if told else None


def refused_grams(rows: Sequence[Row], lot: LotStanding) -> list[int]:
    """What each row refuses, in grams: what was typed, else its share by number, else the whole thing."""
    found = []
    for row in rows:
        there = [one for one in lot.held if name_of(one) == row.get("thing")]
        grams, units = sum(one.grams for one in there), sum(one.units for one in there)
        count = str(row.get("count", ""))
        some = int(count) if count.isdecimal() else units
        found.append(int(row["grams"]) if "grams" in row else shared_out(grams, [some, max(units - some, 0)])[0])
    return found
