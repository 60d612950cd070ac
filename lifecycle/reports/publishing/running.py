"""What a publication's question is answered at a position with an edition, and what differs from what was published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lifecycle.ledger import Ledger
from lifecycle.reference import UnknownEdition
from lifecycle.reports.answering import answer
from lifecycle.reports.balances import SLICES, Slice
from lifecycle.reports.published import Digits, Published
from lifecycle.reports.question import Unanswerable
from lifecycle.reports.report import Figure, Report
from lifecycle.words import Sentence, say


class Run(NamedTuple):
    """What a report answers at one position with one edition; or why it does not."""

    report: Report | None
    trouble: Sentence | None = None

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Its figures by id; none where it does not answer."""
        return {figure.id: figure for figure in self.report.figures} if self.report else {}

    def digits(self, id: str) -> Digits | None:
        """Those of a figure."""
        return Digits.of(self.figures[id]) if id in self.figures else None


def run(ledger: Ledger, one: Published, as_of: int, edition: str) -> Run:
    """The report of a publication; version 1 wrote down no perimeter, so it is asked of everything."""
    by: Slice = next((known for known in SLICES if known == one.slice), "")
    try:
        return Run(answer(ledger, one.report, one.filter(as_of), edition=edition, by=by))
    except (Unanswerable, UnknownEdition) as fault:
        return Run(None, fault.sentence if isinstance(fault, Unanswerable) else say("{reason}", reason=fault))
