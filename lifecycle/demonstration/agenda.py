"""The days of a demonstration, who works on them, and what is planned for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from functools import cache

from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.setting import Setting

WEEK = (0, 1, 2, 3, 4)
"""Monday to Friday."""

Action = Callable[[date], None]


class Diary:
    """What is planned for which day, by anybody; what lies after the last day does not happen."""

    def __init__(self, setting: Setting) -> None:
        self.first, self.last = setting.first_day, setting.last_day
        self.closed = frozenset(setting.closed_days)
        self.planned: dict[date, list[Action]] = defaultdict(list)

    def live(self) -> None:
        """Let every planned thing happen, day by day, in the order in which it was planned."""
        day = self.first
        while day <= self.last:
            planned = self.planned.get(day, [])
            for action in planned:  # grows while it is walked: what happens may plan more for today
                action(day)
            planned.clear()
            day += timedelta(days=1)


class Agenda:
    """The diary as those see it who work on some days of the week, and rest in some weeks of the year."""

    def __init__(self, diary: Diary, weekdays: Collection[int] = WEEK, closed_weeks: Collection[int] = ()) -> None:
        self.diary = diary
        self._weekdays, self._closed_weeks = frozenset(weekdays), frozenset(closed_weeks)
        self.open_days = cache(self._open_days)

    def is_open(self, day: date) -> bool:
        """People work that day."""
        if day.weekday() not in self._weekdays or day in self.diary.closed:
            return False
        return day.isocalendar().week not in self._closed_weeks

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
        self.diary.planned[self.open_from(max(day, self.diary.first))].append(action)

    def months(self) -> Iterator[tuple[int, int]]:
        """Each month of the demonstration, as (year, month)."""
        day = self.diary.first
        while day <= self.diary.last:
            yield day.year, day.month
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)

    def _open_days(self, year: int, month: int) -> list[date]:
        """The open days of a month, within the demonstration."""
        day, found = date(year, month, 1), []
        while day.month == month:
            if self.is_open(day) and self.diary.first <= day <= self.diary.last:
                found.append(day)
            day += timedelta(days=1)
        return found

    def some_day(self, chance: Chance, year: int, month: int) -> date:
        """An open day of a month, by chance; the first after it where the month has none."""
        return chance.one_of(self.open_days(year, month) or [self.open_from(date(year, month, 1))])
