"""Publishing a report: its figures become a fact, which later facts and values no longer move."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from lifecycle import reference
from lifecycle.codes import uuid7
from lifecycle.events import Narrowing, PublishedFigure, PublishedTable, ReportPublished
from lifecycle.events.envelope import PARIS
from lifecycle.ledger import Ledger, Receipt, UnknownFact
from lifecycle.quantity.stream import STREAM
from lifecycle.reports.answering import answer, of_columns
from lifecycle.reports.balances import Slice
from lifecycle.reports.perimeter import organisations
from lifecycle.reports.published import SLICE, Digits, Published, TableDigits, publications
from lifecycle.reports.question import Filter, Unanswerable
from lifecycle.reports.report import Report
from lifecycle.words import N_, Sentence, say

DRAWN = "CO2e"
"""Figures in a unit of emissions have bounds that were drawn."""


class Publishing(NamedTuple):
    """A report that has just been published: the fact that says so, its receipt, and what was answered."""

    fact: ReportPublished
    receipt: Receipt
    report: Report
    beside: tuple[Published, ...]
    """Publications of the same question that stand beside it, since it takes the place of none of them."""

    @property
    def early(self) -> bool:
        """It was made before its days were over: what happens until their end will move its figures."""
        return self.fact.last_day is not None and self.fact.occurred_on < self.fact.last_day

    @property
    def n(self) -> int:
        """Its number in the ledger."""
        return self.receipt.last_n


def publish(
    ledger: Ledger,
    name: str,
    filter: Filter | None = None,
    *,
    edition: str | None = None,
    by: Slice = "",
    figures: Collection[str] = (),
    supersedes: int | str | None = None,
    publisher: str | None = None,
    account: str,
    on: date,
    now: datetime,
) -> Publishing:
    """Answer a report and record its figures, as decimal text, with all that is needed to run it again.

    ``figures`` are the ids of those to publish: all of them, and digests of the tables, if none is
    named. ``supersedes`` is the number or the identity of the publication whose place this one
    takes. ``publisher`` is the organisation that publishes, the one that keeps the ledger if absent;
    ``account`` who records, ``on`` the day. Raises :class:`Unanswerable` with what to do instead.
    """
    if on > now.astimezone(PARIS).date():
        raise Unanswerable(
            say("{on} is still to come: a publication bears the day on which it is made, or an earlier one", on=on)
        )
    told = answer(ledger, name, filter, edition=edition, by=by)
    earlier, known = of_columns(ledger, lambda engine: (publications(engine), organisations(engine)))
    code = _publisher(ledger, publisher, {one.code for one in known})
    old = None if supersedes is None else _superseded(ledger, earlier, supersedes, told, code)
    fact = ReportPublished(
        event_id=uuid7(),
        subject=f"organisation:{code}",
        acting=code,
        occurred_on=on,
        report=told.name,
        first_day=told.filter.first_day,
        last_day=told.filter.last_day,
        as_of=told.filter.as_of or 0,
        edition=told.edition,
        method=_method(told),
        perimeter=tuple(_narrowings(told.filter, by)),
        figures=tuple(_figures(told, figures)),
        tables=() if figures else tuple(_tables(told)),
        supersedes=old and old.event_id,
        values_hash=hash_of_values(told.edition),
        program=program_version(),
        stream=STREAM if any(DRAWN in figure.unit for figure in told.figures) else None,
    )
    receipt = ledger.append([fact], by=account, on_behalf_of=fact.acting, now=now).receipt
    beside = [one for one in earlier if one.superseded_by is None and one.event_id != fact.supersedes]
    same = tuple(one for one in beside if one.answers(told.name, told.filter, by))
    return Publishing(fact, receipt, told, same)


def hash_of_values(edition: str) -> str:
    """SHA-256 of the table of values in force for an edition: what may never change once it is released."""
    return reference.digest(reference.resolved(edition))


def program_version() -> str | None:
    """The version of this program; None where it runs without having been installed."""
    try:
        return version("lifecycle")
    except PackageNotFoundError:
        return None


def _publisher(ledger: Ledger, code: str | None, known: Collection[str]) -> str:
    code = code or ledger.keeper() or ""
    if code not in known:
        raise Unanswerable(
            say(
                "{code} is not registered in this ledger, so it publishes nothing; known: {known}",
                code=code,
                known=", ".join(sorted(known)) or "–",
            )
        )
    return code


def _method(told: Report) -> str | None:
    """The method of the figures, where they share one."""
    methods = {figure.method for figure in told.figures}
    return methods.pop() if len(methods) == 1 else None


def _narrowings(filter: Filter, by: str) -> Iterator[Narrowing]:
    for what, which in filter.perimeter().items():
        yield Narrowing(what=what, which=which)
    if by:
        yield Narrowing(what=SLICE, which=by)


def _figures(told: Report, wanted: Collection[str]) -> Iterator[PublishedFigure]:
    known = {figure.id: figure for figure in told.figures}
    unknown = [id for id in wanted if id not in known]
    if unknown:
        raise Unanswerable(
            say(
                "{report} has no figure {unknown}; it has: {known}",
                report=told.name,
                unknown=", ".join(unknown),
                known=", ".join(known) or "–",
            )
        )
    for id, figure in known.items():
        if not wanted or id in wanted:
            yield PublishedFigure(figure=id, **Digits.of(figure).stored())


def _tables(told: Report) -> Iterator[PublishedTable]:
    for table in told.tables:
        digits = TableDigits.of(table)
        assert digits is not None, "a table has its own columns"
        yield PublishedTable(table=table.id, columns=digits.columns, rows=digits.rows, sha256=digits.sha256)


def found(ledger: Ledger, earlier: Collection[Published], which: int | str) -> Published:
    """The publication of a number or an identity; :class:`Unanswerable` where it is none."""
    try:
        entry = ledger.entry(which)
    except UnknownFact as fault:
        raise Unanswerable(fault.sentence) from fault
    for one in earlier:
        if one.n == entry.n:
            return one
    raise Unanswerable(
        say("fact no. {n} is no publication; known: {known}", n=entry.n, known=_numbers(earlier)),
    )


def _numbers(some: Collection[Published]) -> str:
    return ", ".join(str(one.n) for one in some) or "–"


def _superseded(
    ledger: Ledger, earlier: Collection[Published], which: int | str, told: Report, publisher: str
) -> Published:
    """The publication whose place another takes: of the same report and publisher, and still standing."""
    old = found(ledger, earlier, which)
    for reason in _against(old, told, publisher):
        raise Unanswerable(reason)
    return old


def _against(old: Published, told: Report, publisher: str) -> Iterator[Sentence]:
    if old.superseded_by is not None:
        words = N_("fact no. {n} was superseded by fact no. {newer} already: supersede that one")
        yield say(words, n=old.n, newer=old.superseded_by)
    if old.report != told.name:
        words = N_("fact no. {n} is a publication of {theirs}, not of {mine}: it cannot take its place")
        yield say(words, n=old.n, theirs=old.report, mine=told.name)
    if old.publisher != publisher:
        words = N_("{id} was published by {publisher}: only its publisher supersedes it")
        yield say(words, id=say("fact no. {n}", n=old.n), publisher=old.publisher)
