"""Three doors: who asks, what they ask, and one figure of the period that answers a part of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.draw import Door, count_of, day, kilos, points
from dashboard.period import Period
from lifecycle.reports import Report
from lifecycle.words import _, ngettext


def doors(
    report: Report, fleet: Report | None, names: Mapping[str, str], period: Period, link: Callable[..., str]
) -> list[Door]:
    """Association, recycler, local authority; ``fleet`` is the rate of the law, if anybody told of a fleet."""
    served, waiting = (report.figure(id).value for id in ("served_units", "awaiting_proof"))
    lots = len(report.table("awaiting").rows)
    return [
        Door(
            _("I refurbish and equip"),
            _("What have we done with what we were given?"),
            count_of(served),
            _("things served for the first time, {period}").format(period=period.words),
            link("association"),
        ),
        Door(
            _("I treat and recycle"),
            _("Does what came in equal what went out, and which certificate is missing?"),
            kilos(waiting),
            _waiting(lots, period),
            link("recycleur"),
        ),
        Door(
            _("I decide and fund"),
            _("Do we meet the law's reuse rate, and who does what on our territory?"),
            *_rate(fleet, names, link),
        ),
    ]


def _waiting(lots: int, period: Period) -> str:
    """Of a balance, which stands on a day: the last one of the period."""
    words = ngettext("await proof in {count} lot, {day}", "await proof in {count} lots, {day}", lots)
    at = _("to this day") if period.last is None else _("on {day}").format(day=day(period.last))
    if period.code.isdecimal():
        at = _("end of {year}").format(year=period.code)
    return words.format(count=count_of(lots), day=at)


def _rate(fleet: Report | None, names: Mapping[str, str], link: Callable[..., str]) -> tuple[str, str, str]:
    """Value, words and way in: the rate of the first body with a stock, else the share of what left, else none."""
    rows = fleet.table("by_year").records() if fleet else []
    year = str(rows[-1]["year"]) if rows else ""
    of_year = [row for row in rows if str(row["year"]) == year and isinstance(row["rate"], int)]
    if of_year:
        code, rate = str(of_year[0]["organisation"]), int(of_year[0]["rate"] or 0)
        words = _("re-use rate of the law, {name}, {year}").format(name=names.get(code, code), year=year)
        return points(rate), words, link("collectivite", organisation=code)
    share = next((one.value for one in fleet.figures if one.id == "share_of_left"), None) if fleet else None
    if share is not None:
        words = _("of what left the fleets went to re-use, {year}; nothing was in stock on 1 January")
        return points(share), words.format(year=year), link("collectivite")
    return _("no rate"), _("no fleet tells what it retired and what left"), link("collectivite")
