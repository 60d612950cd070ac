"""An association's people and hours, and its figures beside those of the same days of the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dashboard.draw import Large, bare, count_of, opening, than_before
from lifecycle.reports import Report
from lifecycle.reports.lines import SIX_LINES
from lifecycle.reports.numbers import NARROW, about
from lifecycle.words import N_, _, ngettext

_HOUR = 60


class Told(NamedTuple):
    """The reports of a page on one period; none where the ledger does not reach back that far."""

    given: Report
    mass: Report
    people: Report
    results: Report
    impact: Report


def hours(minutes: int) -> str:
    """Whole hours."""
    return f"{count_of(minutes // _HOUR)}{NARROW}h"


def people(now: Report, before: Report | None) -> list[Large]:
    """Distinct people equipped, and the time that was given to people."""
    unknown = sum(now.figure("people").coverage.left_out.values())
    apart = ngettext("{count} recipient of unknown kind apart", "{count} recipients of unknown kind apart", unknown)
    beside = (apart.format(count=count_of(unknown)),) if unknown else ()
    return [
        _large(_("Distinct people equipped"), "people", now, before, count_of, beside),
        _large(_("Hours of courses"), "taught", now, before, hours),
        _large(_("People present at courses"), "trained", now, before, count_of),
        _large(_("Hours of help to recipients"), "support", now, before, hours),
    ]


def _large(
    words: str, id: str, now: Report, before: Report | None, shown: Callable[[int], str], beside: tuple[str, ...] = ()
) -> Large:
    value = now.figure(id).value
    return Large(words, shown(value), (*beside, _then(value, before, id, shown)), address=opening(now, id))


def _then(value: int, before: Report | None, id: str, shown: Callable[[int], str]) -> str:
    if before is None:
        return ""
    was = before.figure(id).value
    change = than_before(value, was)
    if not change or value == was:
        return _("a year before: {value}").format(value=shown(was))
    return _("a year before: {value} ({change})").format(value=shown(was), change=change)


_ROWS: tuple[tuple[str, str, str, Callable[[int], str]], ...] = (
    ("given", "received_units", N_("Given, things"), count_of),
    ("given", "received", N_("Given, kg"), lambda grams: bare(grams, "g", 1)),
    ("mass", "served_units", N_("Served at least once, things"), count_of),
    ("mass", "hand_overs_units", N_("Handed over, things"), count_of),
    ("mass", "returns_units", N_("Come back, things"), count_of),
    ("people", "people", N_("Distinct people equipped"), count_of),
    ("people", "taught", N_("Hours of courses"), hours),
    ("people", "support", N_("Hours of help to recipients"), hours),
)
"""Report, figure, its words, how it is shown."""


def rows(now: Told, before: Told) -> Iterator[tuple[str, ...]]:
    """What it is, this period, the year before, and the change where it says something."""
    for report, id, words, shown in _ROWS:
        values = (getattr(now, report).figure(id).value, getattr(before, report).figure(id).value)
        yield _(words), *map(shown, values), than_before(*values)
    for line in SIX_LINES:
        values = (now.results.figure(line.id).value, before.results.figure(line.id).value)
        words = _("{line}, kg").format(line=_(line.label))
        yield words, *(bare(one, "g", 1) for one in values), than_before(*values)
    emissions = (now.impact.figure("avoided"), before.impact.figure("avoided"))
    known = (about(one.quantity) if one.coverage.counted else "–" for one in emissions)
    yield _("Emissions avoided, with their interval"), *known, ""
