"""What is in the lot in hand, as the bench shows it: lines, mass, slip, against what was announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from dashboard import draw
from lifecycle import reference
from lifecycle.events import DonationAnnounced
from lifecycle.journey.state import MEASURED
from lifecycle.ledger import Ledger
from lifecycle.reports.lots import LOT_STATES, LotStanding, lot_standing
from lifecycle.words import _, ngettext


def panel(ledger: Ledger, code: str) -> dict[str, Any] | None:
    """The lot in texts, in the reader's language; nothing where no such lot is known."""
    lot = lot_standing(ledger, code)
    if lot is None:
        return None
    things = ngettext("{count} thing", "{count} things", lot.units).format(count=draw.count_of(lot.units))
    return {
        "code": code,
        "mass": draw.kilos(lot.grams),
        "basis": _("{things}; weighed {weighed}, by default {default}").format(
            things=things, weighed=draw.kilos(_measured(lot)), default=draw.kilos(lot.grams - _measured(lot))
        ),
        "caption": _("What is in it"),
        "head": [_("Category"), _("Number"), "kg"],
        "lines": list(_lines(lot)),
        "rows": [list(row) for row in _rows(lot)],
        "address": f"/lots?lot={code}",
    }


def _measured(lot: LotStanding) -> int:
    return sum(one.grams for one in lot.held if one.source in MEASURED)


def _lines(lot: LotStanding) -> Iterator[dict[str, str]]:
    grams: Counter[str] = Counter()
    units: Counter[str] = Counter()
    for one in lot.held:
        grams[one.category] += one.grams
        units[one.category] += one.units
    for category in sorted(grams, key=lambda name: (-grams[name], name)):
        known = reference.load().category(category) or reference.load().part_kind(category)
        label = known.label() if known else category
        yield {
            "label": label,
            "count": draw.count_of(units[category]),
            "kilos": draw.kilos(grams[category]),
        }


def _rows(lot: LotStanding) -> Iterator[tuple[str, str]]:
    yield _("Lot"), lot.code
    yield _("State"), _(LOT_STATES[lot.state])
    if lot.lot.waste_code:
        yield _("Waste code"), lot.lot.waste_code
    if lot.dispatch and lot.dispatch.slip:
        yield _("Slip"), lot.dispatch.slip
    if lot.reception and lot.reception.net:
        net = lot.reception.net
        yield _("Net, as received"), draw.kilos(net)
        yield _("Difference to the net mass"), draw.kilos(lot.grams - net)
    yield from _expected(lot)


def _expected(lot: LotStanding) -> Iterator[tuple[str, str]]:
    """What was announced of it, by the masses of its categories."""
    lines = [line for fact in lot.facts(DonationAnnounced) for line in fact.lines]
    if not lines:
        return
    there = lot.units
    wanted = sum(line.count for line in lines)
    yield _("Announced"), _("{there} of {wanted}").format(there=draw.count_of(there), wanted=draw.count_of(wanted))
    masses = [(line.count, reference.load().mass_g(line.category, on=lot.last_day)) for line in lines]
    if all(mass is not None for _count, mass in masses):
        grams = sum(count * round(mass.central) for count, mass in masses if mass is not None)
        yield _("Mass expected, by default of its categories"), draw.kilos(grams)
