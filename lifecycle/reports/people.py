"""People: how many were equipped, each counted once, and the time that was given to them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from lifecycle.engine import Engine
from lifecycle.reports.cells import Masses
from lifecycle.reports.courses import course_figures
from lifecycle.reports.figures import exactly, only_by
from lifecycle.reports.grants.behind import PEOPLE
from lifecycle.reports.in_force import voided
from lifecycle.reports.lessons import Lesson, lessons
from lifecycle.reports.made_of import By, Leaf, listed
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.report import Coverage, Figure, Report, report
from lifecycle.words import N_, Sentence, say

_ORGANISATION = By(N_("Organisation"))


def people(engine: Engine, filter: Filter, values: Masses) -> Report:
    """Distinct people who received something within the days; courses, and time spent in helping recipients."""
    filter = filter.standing_at(engine)
    only_by(filter, "organisation")
    void = voided(engine, filter)
    held = lessons(engine, filter, void)
    helped = list(_helped(engine, filter, void))
    equipped, unknown = _equipped(engine, filter)
    return report(
        "people",
        say("People equipped, and time given to them"),
        filter,
        engine,
        figures=tuple(_figures(equipped, unknown, held, helped, values)),
        notes=tuple(_notes(len(unknown))),
    )


def _equipped(engine: Engine, filter: Filter) -> tuple[list[Leaf], set[str]]:
    """Each person once, by the hand-overs they received; and the pseudonyms of which nobody told what they are.

    One pseudonym is one person whatever the organisation that equipped them. It is not shown.
    """
    received: defaultdict[str, set[int]] = defaultdict(set)
    first: dict[str, str] = {}
    unknown: set[str] = set()
    for row in ask(engine, "handed_over_things", filter).to_pylist():
        if row["recipient_kind"] in PEOPLE:
            received[row["recipient"]].add(row["fact"])
            first.setdefault(row["recipient"], row["organisation"])
        elif row["recipient_kind"] == "unknown":
            unknown.add(row["recipient"])
    return [Leaf("", tuple(sorted(facts)), 1, (first[who],)) for who, facts in received.items()], unknown


def _helped(engine: Engine, filter: Filter, void: frozenset[str]) -> Iterator[Leaf]:
    for row in ask(engine, "supports", filter, void=" ".join(sorted(void))).to_pylist():
        yield Leaf(row["subject"], (row["n"],), json.loads(row["said"])["minutes"], (row["organisation"],))


def _figures(
    equipped: Sequence[Leaf], unknown: set[str], held: Sequence[Lesson], helped: Sequence[Leaf], values: Masses
) -> Iterator[Figure]:
    once = N_("people who received something over the period, each once")
    times = N_("sum of the time spent in helping recipients over the period")
    covered = Coverage(len(equipped), left_out={"unknown_kind": len(unknown)} if unknown else {}, places="equipment")
    of = listed(once, equipped, _ORGANISATION)
    yield exactly(
        "people",
        say("Distinct people equipped"),
        len(equipped),
        "people",
        values,
        of=of,
        group="people",
        coverage=covered,
    )
    yield from course_figures(held, values)
    of = listed(times, helped, _ORGANISATION)
    spent = sum(one.amount for one in helped)
    yield exactly(
        "support", say("Time of help to recipients, in minutes"), spent, "minutes", values, of=of, group="help"
    )


def _notes(unknown: int) -> Iterator[Sentence]:
    yield say("A person is known by a pseudonym and counted once; who came to two courses was present twice.")
    if unknown:
        yield say("Recipients of whom nobody told whether they are people: {count}; not counted", count=unknown)
