"""Courses held: sessions, time, people present, and who paid."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask


class Lesson(NamedTuple):
    """A course, or several added up: sessions, minutes of them, people present, cents that a funder paid.

    A person who came to two courses is present twice: nobody is named.
    """

    organisation: str
    funder: str = ""
    sessions: int = 0
    minutes: int = 0
    people: int = 0
    funded_cents: int = 0
    fact: int = 0
    """Position of the fact that tells of one course; 0 for several."""
    day: str = ""
    course: str = ""
    """Coded course; like its day and its price, of one course only."""
    price_cents: int = 0
    """What one person was asked for."""

    def plus(self, other: Lesson) -> Lesson:
        """Both together, under the first one's names."""
        sessions, minutes, people, funded_cents = map(int.__add__, self[2:6], other[2:6])
        return Lesson(self.organisation, self.funder, sessions, minutes, people, funded_cents)


def lessons(engine: Engine, filter: Filter, void: frozenset[str]) -> list[Lesson]:
    """The courses held within the days, in force, by the organisation that is asked about; in order of life."""
    found = []
    for row in ask(engine, "lessons", filter).to_pylist():
        organisation = row["subject"].partition(":")[2]
        if row["event_id"] not in void and filter.organisation in {None, organisation}:
            said = json.loads(row["said"])
            found.append(
                Lesson(
                    organisation,
                    said.get("funder", ""),
                    said["sessions"],
                    said["sessions"] * said["minutes"],
                    said["people"],
                    said["funded_cents"],
                    row["n"],
                    row["day"].isoformat(),
                    said.get("course", ""),
                    said["price_cents"],
                )
            )
    return found


def together(organisation: str, held: Iterable[Lesson]) -> Lesson:
    """What an organisation held, added up."""
    total = Lesson(organisation)
    for lesson in held:
        if lesson.organisation == organisation:
            total = total.plus(lesson)
    return total
