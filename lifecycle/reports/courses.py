"""Courses: what was held over a period, course by course, and added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lifecycle.engine import Engine
from lifecycle.reports.cells import Masses
from lifecycle.reports.figures import exactly, only_by
from lifecycle.reports.in_force import voided
from lifecycle.reports.lessons import Lesson, lessons
from lifecycle.reports.made_of import By, Leaf, listed
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Column, Figure, Report, Table, report
from lifecycle.words import N_, say

COURSES = {
    "premiers-pas": N_("First steps"),
    "smartphone": N_("Smartphone and tablet"),
    "internet": N_("Internet and e-mail"),
    "demarches": N_("Online procedures"),
    "bureautique": N_("Writing and spreadsheets"),
    "securite": N_("Safety and private life"),
    "logiciel-libre": N_("Free software"),
    "reparation": N_("Repair and care"),
}
"""Coded course -> English words; a ledger may code others."""
_ORGANISATION = By(N_("Organisation"))


def courses(engine: Engine, filter: Filter, values: Masses) -> Report:
    """The courses held within the days, in force, the newest first."""
    filter = filter.standing_at(engine)
    only_by(filter, "organisation")
    held = lessons(engine, filter, voided(engine, filter))
    return report(
        "courses",
        say("Courses held"),
        filter,
        engine,
        figures=tuple(course_figures(held, values)),
        tables=(_table(held),),
        notes=(say("Nobody is named: who came to two courses was present twice."),),
    )


def course_figures(held: Sequence[Lesson], values: Masses) -> Iterator[Figure]:
    """Sessions, their time, and the people present."""
    added = N_("sum of the courses held over the period")
    for field, id, label, unit in (
        ("sessions", "sessions", N_("Sessions of courses"), "sessions"),
        ("minutes", "taught", N_("Time of courses, in minutes"), "minutes"),
        ("people", "trained", N_("People present at courses"), "people"),
    ):
        leaves = [Leaf("", (one.fact,), int(getattr(one, field)), (one.organisation,)) for one in held]
        total = sum(one.amount for one in leaves)
        yield exactly(id, say(label), total, unit, values, of=listed(added, leaves, _ORGANISATION), group="courses")


def _table(held: Sequence[Lesson]) -> Table:
    rows = tuple(
        (
            *(one.day, one.course, one.sessions, one.minutes, one.people),
            *(one.price_cents, one.funder, one.funded_cents, one.fact),
        )
        for one in reversed(held)
    )
    columns = (
        Column("day", N_("Day")),
        Column("course", N_("Course"), words=COURSES, what=N_("Coded course")),
        Column("sessions", N_("Sessions"), "sessions", what=N_("Sessions of the course")),
        Column("minutes", N_("Time, in minutes"), "minutes", what=N_("Sessions times the length of one")),
        Column("people", N_("People present"), "people", what=N_("People present at the course")),
        Column("price", N_("Price for a person"), "cents", what=N_("What one person was asked for")),
        Column("funder", N_("Funder"), what=N_("Code of the organisation that paid the rest")),
        Column("funded", N_("Paid by the funder"), "cents", what=N_("What the funder paid")),
        Column("fact", N_("Fact no.")),
    )
    return Table("courses", say("Courses, the newest first"), columns, rows)
