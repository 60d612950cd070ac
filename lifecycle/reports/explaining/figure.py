"""``explain mass.reused``: a figure of a report by cell, each cell down to its things and their facts."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from lifecycle import reference
from lifecycle.engine import Engine
from lifecycle.impact.term import FactRef, Term
from lifecycle.ledger import Ledger
from lifecycle.reports.answering import answered, of_columns, question_of
from lifecycle.reports.explaining.apart import Facts, apart, tree
from lifecycle.reports.question import Filter, Unanswerable
from lifecycle.reports.report import Figure, Report
from lifecycle.words import Sentence, say


@dataclass(frozen=True)
class Explained:
    """A figure, the report that it stands in, and the tree that makes it."""

    report: Report
    figure: Figure
    term: Term

    def to_json(self) -> dict[str, Any]:
        """The figure as the report gives it, the question, and the whole tree with every thing in it."""
        about = {key: value for key, value in self.report.to_json().items() if key not in {"figures", "tables"}}
        return about | {"figure": self.figure.to_json(), "tree": self.term.to_json()}


def explain(
    ledger: Ledger, name: str, figure: str, filter: Filter | None = None, *, edition: str | None = None
) -> Explained:
    """The figure ``figure`` of the report ``name``, taken apart on a ledger as it stands, or stood at ``filter.as_of``.

    Raises :class:`Unanswerable` where the report or the figure is unknown, with the known names.
    """
    question, values = question_of(name), reference.load(edition)

    def found(engine: Engine) -> Explained:
        report = answered(engine, question, filter or Filter(), values)
        return explained(engine, report, figure, facts_of_ledger(ledger))

    return of_columns(ledger, found)


def explained(engine: Engine, report: Report, figure: str, facts: Facts) -> Explained:
    """A figure of a report taken apart, on the columns that the report was asked of."""
    one = next((each for each in report.figures if each.id == figure), None)
    if one is None:
        raise Unanswerable(_unknown(report, figure))
    found = apart(engine, report, one)
    return Explained(report, one, tree(found, facts(found.facts)))


def _unknown(report: Report, figure: str) -> Sentence:
    known = ", ".join(one.id for one in report.figures)
    if not known:
        return say("{report} tells tables and no figure: there is nothing to take apart", report=report.name)
    return say("{report} has no figure {figure}; it has {known}", report=report.name, figure=figure, known=known)


def facts_of_ledger(ledger: Ledger) -> Facts:
    """What a ledger says of its facts."""

    def found(ns: Set[int]) -> Mapping[int, FactRef]:
        return {one.n: FactRef(one.n, one.hash, one.kind, one.occurred_on) for one in ledger.entries(ns)}

    return found
