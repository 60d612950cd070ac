"""What a sheet is made from: reports of one perimeter and period, and of the same days of the year before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

from lifecycle import reference
from lifecycle.engine import Engine
from lifecycle.ledger import Ledger
from lifecycle.reports.answering import answered, of_columns, question_of
from lifecycle.reports.numbers import day_in_words
from lifecycle.reports.perimeter import days_covered, organisations
from lifecycle.reports.question import Filter
from lifecycle.reports.report import FICTION, Report
from lifecycle.words import _

T = TypeVar("T")
Ask = Callable[[str, Filter], Report]
"""Answers a report by its name."""


class Bundle(NamedTuple):
    """What is asked, who answers it, and how a reader finds the very same answer again."""

    ask: Ask
    filter: Filter
    """With its days and the position that it stands at."""
    before: Filter | None
    """The same days of the year before; none where the ledger begins in the midst of them."""
    names: Mapping[str, str]
    """Code of an organisation -> its name."""
    hash: str
    """Of the fact at the position: it binds all facts before it."""
    edition: str
    """Of the reference values."""
    address: str = ""
    """Where the pages of this ledger stand for everybody; empty where no address is configured."""

    @property
    def permalink(self) -> str:
        """Where these very figures stand for everybody: later facts and values change nothing in them."""
        if not self.address:
            return ""
        asked = self.filter
        days = {"period": str(asked.first_day.year)} if asked.first_day and self.period.isdecimal() else {}
        if not days:
            days = {"period": "free", "from": str(asked.first_day or ""), "to": str(asked.last_day or "")}
        days = {"period": "all"} if asked.first_day is None and asked.last_day is None else days
        said = {"organisation": asked.organisation, **days, "as_of": asked.as_of, "edition": self.edition}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{self.address.rstrip('/')}/association?{query}"

    def report(self, name: str, **asked: str | None) -> Report:
        """A report on the perimeter, or on another one of the same days."""
        return self.ask(name, self.filter.model_copy(update=asked))

    def report_before(self, name: str, **asked: str | None) -> Report | None:
        """The same a year before."""
        return self.ask(name, self.before.model_copy(update=asked)) if self.before else None

    def name_of(self, code: str | None) -> str:
        """The name of an organisation, its code where it is not registered."""
        return self.names.get(code or "", code or _("All organisations of this ledger"))

    @property
    def who(self) -> str:
        """Whose figures these are."""
        return self.name_of(self.filter.organisation)

    @property
    def period(self) -> str:
        """The days, in words."""
        return period_words(self.filter.first_day, self.filter.last_day)

    @property
    def period_before(self) -> str:
        """The days of the year before, in words; nothing where none are known."""
        return period_words(self.before.first_day, self.before.last_day) if self.before else ""


def bundle_of(
    ask: Ask,
    filter: Filter,
    *,
    names: Mapping[str, str],
    begun: date | None,
    hash_at: Callable[[int], str],
    edition: str,
    address: str = "",
) -> Bundle:
    """What is asked, with its position written out; ``begun`` is the first day of which the ledger tells anything."""
    standing = ask("balances", filter).filter
    return Bundle(ask, standing, _before(standing, begun), names, hash_at(standing.as_of or 0), edition, address)


def fiction_of(report: Report) -> str:
    """That all of it is invented, where it is."""
    return _(FICTION) if report.fiction else ""


def _before(asked: Filter, begun: date | None) -> Filter | None:
    """The year before, unless the ledger begins in the midst of it: less than a year would look like growth."""
    if asked.first_day is None or asked.last_day is None or begun is None:
        return None
    first, last = _year_before(asked.first_day), _year_before(asked.last_day)
    return asked.model_copy(update={"first_day": first, "last_day": last}) if first >= begun.replace(day=1) else None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def period_words(first: date | None, last: date | None) -> str:
    """A year as its number, a month by its name, other days as they are."""
    if first is None and last is None:
        return _("All dates")
    if last is None:
        return _("From {day}").format(day=_day(first))
    if first is None:
        return _("Up to {day}").format(day=_day(last))
    if (first.month, first.day, last) == (1, 1, date(first.year, 12, 31)):
        return str(first.year)
    if first.day == 1 and last == (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1):
        return day_in_words(first, "LLLL y")
    return f"{_day(first)} – {_day(last)}"


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""


def made_from(
    ledger: Ledger, filter: Filter, make: Callable[[Bundle], T], *, edition: str | None = None, address: str = ""
) -> T:
    """What ``make`` makes of a ledger's answers. Raises :class:`Unanswerable` and ``reference.UnknownEdition``."""
    values = reference.load(edition)

    def made(engine: Engine) -> T:
        covered = days_covered(engine)
        names = {one.code: one.name for one in organisations(engine)}
        # Papers of one question share its reports, and both languages do.
        answer = cache(lambda name, asked: answered(engine, question_of(name), asked, values))
        bundle = bundle_of(
            answer,
            filter,
            names=names,
            begun=covered[0] if covered else None,
            hash_at=lambda n: ledger.entry(n).hash if n else "",
            edition=values.edition,
            address=address,
        )
        return make(bundle)

    return of_columns(ledger, made)
