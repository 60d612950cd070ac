"""Part of the page that takes a figure apart: what the address asks, and where its lines lead."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import ValidationError

from dashboard import draw
from dashboard.address import asked_for, day_of, link, position
from dashboard.answers import Answers
from dashboard.period import ALL, FREE, Period, period_of
from lifecycle.reports import Filter, Report
from lifecycle.reports.words import PERIMETER
from lifecycle.words import _


class Asked(NamedTuple):
    """The question of a figure."""

    filter: Filter
    period: Period


def asked() -> Asked | None:
    """The days and the perimeter that the address names, all of them without; nothing where it makes no sense."""
    code = asked_for("period")
    period = period_of(code) or Period(ALL, None, None, _("All dates"))
    if code and code != FREE and period_of(code) is None:
        return None
    if code == FREE:
        first, last = day_of(asked_for("from")), day_of(asked_for("to"))
        if (first is None and asked_for("from")) or (last is None and asked_for("to")):
            return None
        period = Period(FREE, first, last, " – ".join(draw.day(one) if one else "…" for one in (first, last)))
    narrowed = {name: asked_for(name).partition(",")[0] or None for name in PERIMETER}
    days = {"first_day": period.first, "last_day": period.last, "as_of": position()}
    try:
        return Asked(Filter.model_validate(days | narrowed), period)
    except ValidationError:
        return None


def address_of(subject: str) -> str:
    """The page of a device; other things have none."""
    sort, _colon, code = subject.partition(":")
    return link("equipement", device=code) if sort == "device" else ""


def perimeter(report: Report, period: Period, answers: Answers) -> draw.Html:
    """Which report, of what, which days, as known when."""
    filter = report.filter
    named = (f"{_(PERIMETER[name])} {answers.names.get(code, code)}" for name, code in filter.perimeter().items())
    known = _("as known at fact {n} of {count}").format(
        n=draw.count_of(filter.as_of or 0), count=draw.count_of(answers.head.count)
    )
    return draw.perimeter((str(report.title), *named, period.words, known))
