"""Courses that an association held: the sentence, the figures, how they differ from the year before."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.draw import NOTHING, Head, Html, Large, count_of, euros, short_day, table
from dashboard.draw.opened import opening
from dashboard.draw.reported import rest
from lifecycle.reports import Report
from lifecycle.reports.courses import COURSES
from lifecycle.reports.numbers import NARROW, quantity
from lifecycle.words import _, ngettext


def sentence(report: Report, period: str) -> str:
    """None, or how many sessions, how long, for how many people present."""
    sessions, people = report.figure("sessions").value, report.figure("trained").value
    if not sessions:
        return _("{period}: no course was held.").format(period=period)
    held = ngettext("{count} session was held", "{count} sessions were held", sessions)
    present = ngettext("{count} person present", "{count} people present", people)
    return _("{period}: {held}, {hours} of courses, {present}.").format(
        period=period,
        held=held.format(count=count_of(sessions)),
        hours=hours(report.figure("taught").value),
        present=present.format(count=count_of(people)),
    )


def figures(report: Report, before: Report | None) -> list[Large]:
    """Sessions, hours, people present, euros that funders paid."""
    shown = []
    for words, id, of in (
        (_("Sessions"), "sessions", count_of),
        (_("Time of courses"), "taught", hours),
        (_("People present"), "trained", count_of),
    ):
        then = (_("a year before: {value}").format(value=of(before.figure(id).value)),) if before else ()
        shown.append(Large(words, of(report.figure(id).value), then, address=opening(report, id)))
    return [*shown, Large(_("Paid by funders"), euros(funded(report)), _then(before))]


def _then(before: Report | None) -> tuple[str, ...]:
    return (_("a year before: {value}").format(value=euros(funded(before))),) if before else ()


def funded(report: Report) -> int:
    """Cents that funders paid for the courses."""
    return sum(int(row["funded"] or 0) for row in report.table("courses").records())


def courses_table(report: Report, names: Mapping[str, str], listed: int) -> Html:
    """The courses, the newest first: as many as are listed, and how many more there are."""
    rows = report.table("courses").records()
    heads = (
        Head(_("Day"), uncut=True),
        Head(_("Course")),
        Head(_("Sessions"), True),
        Head(_("Time of courses"), True),
        Head(_("People present"), True),
        Head(_("Price for a person (€)"), True),
        Head(_("Funder")),
        Head(_("Paid by the funder (€)"), True),
        Head(_("Fact"), True),
    )
    cells = [
        (
            short_day(str(row["day"])),
            _(COURSES.get(str(row["course"]), str(row["course"]))) or NOTHING,
            count_of(int(row["sessions"] or 0)),
            hours(int(row["minutes"] or 0)),
            count_of(int(row["people"] or 0)),
            _cents(row["price"]),
            names.get(str(row["funder"]), str(row["funder"])) or NOTHING,
            _cents(row["funded"]),
            count_of(int(row["fact"] or 0)),
        )
        for row in rows[:listed]
    ]
    return table(_("Courses, the newest first"), heads, cells) + rest(len(rows), listed)


def _cents(cents: str | int | None) -> str:
    return quantity(int(cents), "cents").removesuffix(f"{NARROW}€") if cents else NOTHING


def hours(minutes: int) -> str:
    """135 minutes as 2 h 15 min."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{count_of(whole)}{NARROW}h"] if whole or not rest else []
    return " ".join([*parts, *([f"{rest}{NARROW}min"] if rest else [])])
