"""The sheet of an association: what it was given over a period, what became of it, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lifecycle.documents.few import count_words, people_words
from lifecycle.documents.sheets.bundle import Bundle, fiction_of
from lifecycle.documents.sheets.parts import (
    Block,
    avoided,
    bars,
    basis,
    command_of,
    in_things,
    six_lines,
)
from lifecycle.documents.typeset import Data, pdf
from lifecycle.reports.amounts import count_of, kilos, share, than_before
from lifecycle.reports.numbers import NARROW
from lifecycle.reports.report import Report
from lifecycle.words import N_, _, ngettext

PLACES: Sequence[tuple[str, tuple[str, ...]]] = (
    (N_("In use: re-used"), ("reused",)),
    (N_("In use: prepared for re-use"), ("prepared",)),
    (N_("In use, as parts"), ("parts_in_use",)),
    (N_("In stock"), ("stock", "loose_parts")),
    (N_("Recycled, certified"), ("recycled",)),
    (N_("Other recovery, certified"), ("other_recovery",)),
    (N_("Disposed of, certified"), ("disposed",)),
    (N_("Waste, certificate awaited"), ("awaiting_proof",)),
    (N_("On its way"), ("under_way",)),
    (N_("Passed on, not known since"), ("passed_on",)),
    (N_("Lost"), ("lost",)),
    (N_("Contested"), ("contested",)),
    (N_("Differences of scales"), ("estimate", "reweighing")),
)
"""Words for a place, and the places of the report ``given`` that it joins; each gram is in one."""
IN_USE = ("reused", "prepared", "parts_in_use")
TREATED = ("recycled", "other_recovery", "disposed")
YEARLY = ("given", "mass", "people", "results")
"""Reports that are told beside those of the year before."""
_HOUR = 60


def association_sheet(bundle: Bundle) -> bytes:
    """One page A4, tagged, the same bytes for the same question."""
    return pdf("sheet", association_data(bundle))


def association_data(bundle: Bundle) -> Mapping[str, Data]:
    """What the page says."""
    given, mass, people, results = (bundle.report(name) for name in YEARLY)
    given_before, mass_before, people_before, results_before = (bundle.report_before(name) for name in YEARLY)
    impact = bundle.report("impact")
    question = _("What have we done with what we were given?")
    return {
        "title": f"{question} – {bundle.who} – {bundle.period}",
        "author": bundle.who,
        "fiction": fiction_of(given),
        "who": f"{bundle.who} · {bundle.period}",
        "question": question,
        "sentence": sentence(bundle, given, given_before),
        "figures": [
            one.data()
            for one in (
                in_things(_("Given"), "received", given, given_before),
                in_things(_("Served at least once"), "served", mass, mass_before),
                equipped(people, people_before),
                hours(people, people_before),
            )
        ],
        "bars": bars(_("Where is what was given?"), where(given)),
        "tables": [six_lines(bundle, results, results_before)],
        "emissions": avoided(impact),
        "notes": [],
        "basis": basis(bundle, impact, command_of(bundle, "sheet")),
        "footer": _("Impact sheet"),
    }


def sentence(bundle: Bundle, given: Report, before: Report | None) -> str:
    """What came, and where it is at the end; with more or less than a year before."""
    came, grams = given.figure("received_units").value, given.figure("received").value
    if not came and not grams:
        return _("{period}: nothing was given.").format(period=bundle.period)
    words = ngettext(
        "{period}: {count} device or part was given, {mass}",
        "{period}: {count} devices or parts were given, {mass}",
        came,
    )
    what = words.format(period=bundle.period, count=count_of(came), mass=kilos(grams))
    if change := than_before(grams, before.figure("received").value) if before else "":
        what = _("{what} ({change} on a year before)").format(what=what, change=change)
    used, kept, treated = (
        share(sum(given.figure(id).value for id in ids), grams) for ids in (IN_USE, ("stock", "loose_parts"), TREATED)
    )
    return _(
        "{what}. At the end, {used} of this mass is in use, {kept} in stock, {treated} treated with a certificate."
    ).format(what=what, used=used, kept=kept, treated=treated)


def where(given: Report) -> list[tuple[str, int]]:
    """Where what was given is, in grams."""
    return [(_(words), sum(given.figure(id).value for id in ids)) for words, ids in PLACES]


def equipped(people: Report, before: Report | None) -> Block:
    """Distinct people, each once; so few that one might be known are not told exactly."""
    figure = people.figure("people")
    unknown = sum(figure.coverage.left_out.values())
    words = ngettext("{count} recipient of unknown kind", "{count} recipients of unknown kind", unknown)
    then = _("a year before: {value}").format(value=people_words(before.figure("people"))) if before else ""
    return Block(
        _("Distinct people equipped"),
        people_words(figure),
        (_("each counted once"), words.format(count=count_words(unknown, figure.edition)) if unknown else "", then),
    )


def hours(people: Report, before: Report | None) -> Block:
    """Time of courses and of help, in whole hours."""
    taught, support = people.figure("taught").value, people.figure("support").value
    trained = people.figure("trained")
    courses = _("{hours} of courses ({people} present)").format(hours=hours_words(taught), people=people_words(trained))
    help = _("{hours} of help to recipients").format(hours=hours_words(support))
    told = (courses if taught else "", help if support else "")
    then = ""
    if before:
        was = before.figure("taught").value + before.figure("support").value
        then = _("a year before: {value}").format(value=hours_words(was))
    return Block(_("Courses and help"), hours_words(taught + support), (*told, then))


def hours_words(minutes: int) -> str:
    """Whole hours."""
    return f"{count_of(minutes // _HOUR)}{NARROW}h"
