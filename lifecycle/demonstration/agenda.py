"""The days of a demonstration, and what is planned for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.setting import Setting

_SATURDAY = 5

Action = Callable[[date], None]


class Agenda:
    """What is planned for which day; what lies after the last day does not happen."""

    def __init__(self, setting: Setting) -> None:
        self._first, self._last = setting.first_day, setting.last_day
        self._closed = frozenset(setting.closed_days)
        self._planned: dict[date, list[Action]] = defaultdict(list)

    def is_open(self, day: date) -> bool:
        """People work that day."""
        return day.weekday() < _SATURDAY and day not in self._closed

    def open_from(self, day: date) -> date:
        """The first open day from this one."""
        while not self.is_open(day):
            day += timedelta(days=1)
        return day

    def after(self, day: date, days: int) -> date:
        """The first open day at least so many days later."""
        return self.open_from(day + timedelta(days=days))

    def plan(self, day: date, action: Action) -> None:
        """Let this happen on the first open day from ``day``."""
        self._planned[self.open_from(max(day, self._first))].append(action)

    def months(self) -> Iterator[tuple[int, int]]:
        """Each month of the demonstration, as (year, month)."""
        day = self._first
        while day <= self._last:
            yield day.year, day.month
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)

    def open_days(self, year: int, month: int) -> list[date]:
        """The open days of a month, within the demonstration."""
        day, found = date(year, month, 1), []
        while day.month == month:
            if self.is_open(day) and self._first <= day <= self._last:
                found.append(day)
            day += timedelta(days=1)
        return found

    def some_day(self, chance: Chance, year: int, month: int) -> date:
        """An open day of a month, by chance; the first after it where the month has none."""
        return chance.one_of(self.open_days(year, month) or [self.open_from(date(year, month, 1))])

    def live(self) -> None:
        """Let every planned thing happen, day by day, in the order in which it was planned."""
        day = self._first
        while day <= self._last:
            planned = self._planned.get(day, [])
            for action in planned:  # grows while it is walked: what happens may plan more for today
                action(day)
            day += timedelta(days=1)
