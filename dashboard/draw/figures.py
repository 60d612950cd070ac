"""A figure large: its words, its value, its bounds, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.opened import opening, opens
from dashboard.draw.texts import Html
from lifecycle.reports import Report
from lifecycle.reports.amounts import a_year_before, bounds, count_of, kilos, weighed
from lifecycle.reports.numbers import NARROW
from lifecycle.words import ngettext


class Large(NamedTuple):
    """One of the figures at the top of a page."""

    words: str
    value: str
    beside: tuple[str, ...] = ()
    """Bounds, coverage, the same in things, the year before: each a short line; empty ones are not drawn."""
    line: str = ""
    """Which of the six lines it belongs to, for its colour."""
    address: str = ""
    """Of the page that takes it apart."""


def things(count: int) -> str:
    """3 things."""
    return ngettext("{count} thing", "{count} things", abs(count)).format(count=count_of(count))


def devices_or_parts(count: int) -> str:
    """3 devices or parts: things, where a sentence has room to say what they are."""
    return ngettext("{count} device or part", "{count} devices or parts", count).format(count=count_of(count))


def in_mass(words: str, id: str, report: Report, before: Report | None, *, line: str = "") -> Large:
    """A figure read in kilograms; its things, bounds, coverage and the year before stand beside."""
    figure = report.figure(id)
    units = next((things(one.value) for one in report.figures if one.id == f"{id}_units"), "")
    then = a_year_before(figure, before.figure(id) if before else None)
    return Large(words, kilos(figure.value), (units, bounds(figure), weighed(figure), then), line, opening(report, id))


def in_things(words: str, id: str, report: Report, before: Report | None, *, line: str = "") -> Large:
    """A figure read in things; its mass, bounds, coverage and the year before stand beside."""
    figure, units = report.figure(id), report.figure(f"{id}_units")
    then = a_year_before(units, before.figure(f"{id}_units") if before else None)
    beside = (kilos(figure.value), bounds(figure), weighed(figure), then)
    return Large(words, count_of(units.value), beside, line, opening(report, units.id))


def large(figures: Iterable[Large]) -> Html:
    """Up to four figures in a row; below each other on a narrow screen."""
    return Markup('<div class="lc-figures">{}</div>').format(Markup("").join(_one(figure) for figure in figures))


def _one(figure: Large) -> Html:
    number, space, unit = figure.value.rpartition(NARROW)
    lines = Markup("").join(Markup("<span>{}</span>").format(text) for text in figure.beside if text)
    value = (
        Markup('{}<span class="lc-unit">{}{}</span>').format(number, space, unit)
        if space and not unit[-1].isdecimal()
        else figure.value
    )
    if figure.address:
        value = opens(value, figure.words, figure.address)
    return Markup(
        '<div class="lc-figure" data-line="{}"><p class="lc-label">{}</p><p class="lc-value">{}</p>'
        '<p class="lc-beside">{}</p></div>'
    ).format(figure.line, figure.words, value, lines)
