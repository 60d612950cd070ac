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

    def plus(self, other: Lesson) -> Lesson:
        """Both together, under the first one's names."""
        sums = (mine + theirs for mine, theirs in zip(self[2:6], other[2:6], strict=True))
        return Lesson(self.organisation, self.funder, *sums)


def lessons(engine: Engine, filter: Filter, void: frozenset[str]) -> list[Lesson]:
    """The courses held within the days, in force."""
    found = []
    for row in ask(engine, "lessons", filter).to_pylist():
        if row["event_id"] not in void:
            said = json.loads(row["said"])
            found.append(
                Lesson(
                    row["subject"].partition(":")[2],
                    said.get("funder", ""),
                    said["sessions"],
                    said["sessions"] * said["minutes"],
                    said["people"],
                    said["funded_cents"],
                    row["n"],
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
