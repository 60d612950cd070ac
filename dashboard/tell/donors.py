"""One donor and what became of its gifts; one funder, and what stands beside its grants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from dashboard.draw import (
    FEW,
    NOTHING,
    Head,
    Html,
    Large,
    Part,
    anchor,
    bare,
    count_of,
    euros,
    kilos,
    opening,
    share,
    short_day,
)
from dashboard.draw.reported import PURPOSES
from dashboard.tell.association import GROUPS, IN_USE, TREATED, by_donor
from lifecycle.reports import Report
from lifecycle.reports.given import RECEIVED
from lifecycle.reports.lines import SIX_LINES
from lifecycle.reports.numbers import EMISSIONS, NARROW, SHOWN, about, emissions
from lifecycle.words import _, ngettext

Names = Mapping[str, str]
Cells = tuple[str | Html, ...]


def donors(given: Report, names: Names) -> dict[str, str]:
    """Code -> name and kilograms of each organisation that gave, who gave most first."""
    return {
        code: f"{names.get(code, code)} ({kilos(grams[0])})" for code, grams in by_donor(given, "by_donor", "donor")
    }


def funders(grants: Report, names: Names) -> dict[str, str]:
    """Code -> name and euros of each funder, who granted most first."""
    cents: Counter[str] = Counter()
    for row in grants.table("by_purpose").records():
        cents[str(row["funder"])] += int(row["cents"] or 0)
    return {code: f"{names.get(code, code)} ({euros(sum_)})" for code, sum_ in cents.most_common()}


def sentence(donated: Report, name: str, period: str) -> str:
    """What was given, and where it is now."""
    grams, things = _now(donated), _now(donated, "now_units")
    came = things[RECEIVED]
    words = ngettext(
        "{period}: {donor} gave {count} device or part, {mass}.",
        "{period}: {donor} gave {count} devices or parts, {mass}.",
        came,
    )
    told = words.format(period=period, donor=name, count=count_of(came), mass=kilos(grams[RECEIVED]))
    if came < FEW:
        return told
    used, treated = (sum(grams[id] for id in ids) for ids in (IN_USE, TREATED))
    now = _("Of this mass, {used} is in use today and {treated} was treated with a certificate.")
    whole = grams[RECEIVED]
    return f"{told} {now.format(used=share(used, whole), treated=share(treated, whole))}"


def _now(donated: Report, column: str = "now_g") -> Counter[str]:
    return Counter({str(row["where"]): int(row[column] or 0) for row in donated.table("where").records()})


def where(donated: Report) -> tuple[list[Part], int]:
    """Where it is now, in grams, and how much it was."""
    grams = _now(donated)
    parts = [Part(_(words), sum(grams[id] for id in ids), line) for line, words, ids in GROUPS]
    return [part for part in parts if part.value], grams[RECEIVED]


def machines(donated: Report, link: Callable[[str], str]) -> list[Cells]:
    """Each thing: its code as the way to its life, category, day, mass, where it is now."""
    table = donated.table("things")
    columns = {column.id: column for column in table.columns}
    return [
        (
            _linked(str(row["item"]), link),
            str(columns["category"].shown(row["category"]) or ""),
            short_day(str(row["came_on"])),
            bare(int(row["came_units"] or 0), "things"),
            bare(int(row["came_g"] or 0), "g", 1),
            str(columns["where_now"].shown(row["where_now"])),
        )
        for row in table.records()
    ]


def machine_heads() -> list[Head]:
    """The heads of that table."""
    return [
        Head(_("Code")),
        Head(_("Category")),
        Head(_("Received on"), uncut=True),
        Head(_("Things"), True),
        Head(_("Mass (kg)"), True),
        Head(_("Where it is now")),
    ]


def _linked(item: str, link: Callable[[str], str]) -> str | Html:
    sort, _colon, code = item.partition(":")
    return anchor(code, link(code)) if sort == "device" else code


def beside(grants: Report, impact: Report, funder: str, organisation: str) -> list[Large]:
    """One funder's grants, and beside them what the whole organisation did over the same days."""
    row = next((one for one in grants.table("results").records() if one["organisation"] == organisation), {})
    cents = sum(int(one["cents"] or 0) for one in _of(grants, funder))
    each = row.get("grants_per_thing")
    per = _("{amount} of all funders for each; no price").format(amount=euros(int(each))) if each else ""
    return [
        Large(_("Granted over the period"), euros(cents)),
        Large(_("Handed over"), count_of(int(row.get("handed_over") or 0)), (per,)),
        Large(_("Distinct people equipped"), count_of(int(row.get("people") or 0))),
        _emissions(impact),
    ]


def _emissions(impact: Report) -> Large:
    """In kilograms, with the interval beside."""
    avoided = impact.figure("avoided")
    words, address = _("Emissions avoided"), opening(impact, "avoided")
    if not avoided.coverage.counted:
        return Large(words, NOTHING, (_("no device can be counted"),), address=address)
    value, low, high = avoided.quantity.central, avoided.quantity.low, avoided.quantity.high
    shown = f"{emissions(value, low, high)}{NARROW}{SHOWN[EMISSIONS][1]}"
    return Large(words, shown, (about(avoided.quantity),), address=address)


def _of(grants: Report, funder: str) -> list[dict[str, str | int | None]]:
    return [row for row in grants.table("grants").records() if row["funder"] == funder]


def lines(grants: Report, organisation: str) -> list[Part]:
    """The six lines of the organisation, in grams."""
    row = next((one for one in grants.table("results").records() if one["organisation"] == organisation), {})
    found = [Part(_(line.label), int(row.get(f"{line.id}_g") or 0), line.id) for line in SIX_LINES]
    return [part for part in found if part.value]


def grant_rows(grants: Report, funder: str) -> list[Cells]:
    """Each grant of a funder: when, what for, how, how much."""
    columns = {column.id: column for column in grants.table("grants").columns}
    return [
        (
            short_day(str(row["agreement_on"])),
            _(PURPOSES.get(str(row["purpose"]), str(row["purpose"]))),
            str(columns["nature"].shown(row["nature"])),
            euros(int(row["cents"] or 0)),
        )
        for row in _of(grants, funder)
    ]


def grant_heads() -> list[Head]:
    """The heads of that table."""
    return [Head(_("Agreed on"), uncut=True), Head(_("Purpose")), Head(_("Nature")), Head(_("Amount"), True)]


def notes(report: Report) -> list[str]:
    """What must be said beside; that all of it is invented stands at the top of the page."""
    return [str(note) for note in report.notes[1 if report.fiction else 0 :]]
