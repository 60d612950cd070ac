"""What was noted: each fact with the day on which someone recorded it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from lifecycle.codes import uuid8_of
from lifecycle.demonstration.setting import Setting
from lifecycle.events import Fact

F = TypeVar("F", bound=Fact)


class Batch(NamedTuple):
    """Facts that are recorded together, and the day on whose evening they are."""

    recorded_on: date
    facts: tuple[Fact, ...]


class Notebook:
    """The facts of a demonstration, in the order in which they become known."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._reader = f"demonstration {setting.seed}"
        self._occurrences: dict[str, int] = {}
        self._noted: list[tuple[date, Fact]] = []

    def note(self, kind: type[F], subject: str, acting: str, day: date, *, known: date | None = None, **said: Any) -> F:
        """A fact of this kind, recorded on the day it happened unless it was ``known`` later."""
        natural = f"{kind.kind}\x1f{subject}\x1f{day.isoformat()}"
        self._occurrences[natural] = occurrence = self._occurrences.get(natural, 0) + 1
        said["event_id"] = uuid8_of(self._reader, f"{natural}\x1f{occurrence}")
        said["subject"], said["acting"], said["occurred_on"] = subject, acting, day
        fact = kind.model_validate(said)
        self._noted.append((known or day, fact))
        return fact

    def batches(self) -> Iterator[Batch]:
        """The facts by recording day: all of a few days, typed in on the evening of the last."""
        by_day: dict[date, list[Fact]] = {}
        for known, fact in self._noted:  # within a day, as they were told
            by_day.setdefault(known, []).append(fact)
        first, days = self._setting.first_day, self._setting.batch_days
        facts: dict[date, list[Fact]] = {}
        for known in sorted(by_day):
            rank = (known - first).days // days
            evening = min(first + timedelta(days=(rank + 1) * days - 1), self._setting.last_day)
            facts.setdefault(evening, []).extend(by_day[known])
        return (Batch(day, tuple(told)) for day, told in facts.items())
