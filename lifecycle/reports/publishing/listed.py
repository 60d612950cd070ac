"""What was published from a ledger, as a list."""

from __future__ import annotations

from lifecycle.engine import Engine
from lifecycle.ledger import Ledger
from lifecycle.reports.answering import of_columns
from lifecycle.reports.named import REPORTS
from lifecycle.reports.published import SLICE, Published, publications
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Column, Report, Table, report
from lifecycle.reports.words import PERIMETER
from lifecycle.words import N_, say

REPORT_WORDS = {name: question.label for name, question in REPORTS.items()}
"""Name of a report -> its English label, which is translated where it is shown."""

NARROWED_BY = {**PERIMETER, SLICE: N_("by")}


def published(ledger: Ledger) -> Report:
    """Every publication of a ledger: what was asked, when, and what took its place."""
    return of_columns(ledger, _listed)


def _listed(engine: Engine) -> Report:
    columns = (
        Column("n", N_("Fact no.")),
        Column("day", N_("Day")),
        Column("publisher", N_("Organisation")),
        Column("report", N_("Report"), words=REPORT_WORDS),
        Column("first_day", N_("From")),
        Column("last_day", N_("To")),
        Column("perimeter", N_("Perimeter"), sorts=NARROWED_BY, listed=True),
        Column("as_of", N_("Known as of fact")),
        Column("edition", N_("Edition")),
        Column("figures", N_("Figures")),
        Column("superseded_by", N_("Superseded by fact no.")),
    )
    rows = tuple(
        (
            one.n,
            one.day.isoformat(),
            one.publisher,
            one.report,
            one.first_day.isoformat() if one.first_day else "",
            one.last_day.isoformat() if one.last_day else "",
            _perimeter(one),
            one.as_of,
            one.edition,
            len(one.figures),
            one.superseded_by,
        )
        for one in publications(engine)
    )
    table = Table("publications", say("Publications"), columns, rows)
    notes = () if rows else (say("Nothing was published from this ledger yet: lifecycle publish mass --year YEAR"),)
    return report(
        "published", say("What was published"), Filter().standing_at(engine), engine, tables=(table,), notes=notes
    )


def _perimeter(one: Published) -> str:
    """What narrowed it, as subjects are written; version 1 did not write it down."""
    return "?" if one.perimeter is None else " ".join(f"{what}:{which}" for what, which in one.perimeter.items())
