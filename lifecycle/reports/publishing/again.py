"""One publication run again, with what has moved since beside it."""

from __future__ import annotations

from dataclasses import dataclass

from lifecycle import reference
from lifecycle.ledger import Ledger
from lifecycle.reports.answering import of_columns
from lifecycle.reports.published import Published, moved_figures, moved_tables, publications
from lifecycle.reports.publishing.compared import side_by_side
from lifecycle.reports.publishing.making import found
from lifecycle.reports.publishing.running import Run, run
from lifecycle.reports.report import Report


@dataclass(frozen=True)
class Again:
    """A publication run again where and with what it was made, and as its question is answered today."""

    published: Published
    then: Run
    """At its own position, with its own edition."""
    since: Run
    """With all facts of today, and its own edition: what differs was moved by facts."""
    now: Run
    """With all facts of today and the newest edition: what differs more was moved by values."""
    report: Report
    """The three side by side."""

    @property
    def same(self) -> bool:
        """Every figure and every table is what was published, to the last digit."""
        told = self.then.report
        return told is not None and not (*moved_figures(self.published, told), *moved_tables(self.published, told))


def run_again(ledger: Ledger, which: int | str) -> Again:
    """Run a publication again, by its number or its identity; :class:`Unanswerable` where it is none."""
    one = found(ledger, of_columns(ledger, publications), which)
    count, newest = ledger.head().count, reference.load().edition
    then = run(ledger, one, one.as_of, one.edition)
    since = run(ledger, one, count, one.edition)
    now = since if newest == one.edition else run(ledger, one, count, newest)
    told = of_columns(ledger, lambda engine: side_by_side(engine, one, then, since, now))
    return Again(one, then, since, now, told)
