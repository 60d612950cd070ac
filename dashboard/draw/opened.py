"""A figure that opens: its value leads to what it is made of, on a page of its own."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.draw.texts import Html
from dashboard.period import FREE, code_of
from lifecycle import reference
from lifecycle.reports import Report
from lifecycle.words import _, language


def opening(report: Report, id: str) -> str:
    """The address of the page that takes a figure apart, for the very question that the report answers.

    The position and the edition are named only where they are not those of now: whoever goes on
    from there to another page reads what is known now, as before.
    """
    filter, edition = report.filter, report.figure(id).edition
    period = code_of(filter.first_day, filter.last_day)
    days = {"period": period}
    if period == FREE:
        days |= {"from": str(filter.first_day or ""), "to": str(filter.last_day or "")}
    asked = {
        "report": report.name,
        "figure": id,
        **days,
        **filter.perimeter(),
        "as_of": str(filter.as_of) if filter.as_of != report.count else "",
        "edition": edition if edition != reference.load().edition else "",
        "lang": language() if language() != "fr" else "",
    }
    return "/explication?" + urlencode({name: value for name, value in asked.items() if value})


def opens(shown: str | Html, words: str, address: str) -> Html:
    """What is shown of a figure, as the way to what it is made of; ``words`` name the figure."""
    hint = _("{figure}: taken apart").format(figure=words)
    return Markup('<a class="lc-opens" href="{}" target="_self" title="{}">{}</a>').format(address, hint, shown)
