"""Ask a ledger a question by name: what Python, the command line and a page all call."""

from __future__ import annotations

from lifecycle import reference
from lifecycle.columns import folder_of
from lifecycle.engine import open_engine
from lifecycle.ledger import Ledger
from lifecycle.reports.balances import Slice
from lifecycle.reports.named import REPORTS
from lifecycle.reports.question import Filter, Unanswerable
from lifecycle.reports.report import Report
from lifecycle.words import say


def answer(
    ledger: Ledger, name: str, filter: Filter | None = None, *, edition: str | None = None, by: Slice = ""
) -> Report:
    """The report ``name`` on a ledger as it stands, or stood at ``filter.as_of``.

    ``edition`` names the reference values (the newest if absent), ``by`` cuts ``balances``.
    Raises :class:`Unanswerable` for a report or a question the ledger cannot answer, and
    ``reference.UnknownEdition``.
    """
    question = REPORTS.get(name)
    if question is None:
        raise Unanswerable(say("unknown report {name}; known: {known}", name=name, known=", ".join(REPORTS)))
    values = reference.load(edition)
    with open_engine(ledger, folder_of(ledger.path)) as engine:
        return question.answer(engine, filter or Filter(), values, by)
