"""Lots whose treatment nobody has certified yet: where each is, since when, what it weighs."""

from __future__ import annotations

from lifecycle.engine import Engine
from lifecycle.reference import Reference
from lifecycle.reports.averages import averages_table, would_end
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.report import Column, Report, Table, report
from lifecycle.reports.words import ACCOUNTS
from lifecycle.words import N_, say


def awaiting(engine: Engine, filter: Filter, masses: Reference) -> Report:
    """Waste in transit or at an operator on the last day, lot by lot, the longest there first.

    A line says the day since which the account of its lot has not grown: the day on which it
    left, or on which the operator received it or corrected its mass. Where only a yearly
    average speaks of a lot, what it would make of it stands beside, and counts nowhere.
    """
    filter = filter.standing_at(engine)
    rows = tuple(
        (row["lot"], row["since"].isoformat(), row["account"], row["organisation"], row["grams"], row["units"])
        for row in ask(engine, "lots_under_way", filter).to_pylist()
    )
    columns = (
        Column("lot", N_("Lot")),
        Column("since", N_("Since")),
        Column("account", N_("Where"), words=ACCOUNTS),
        Column("organisation", N_("Organisation")),
        Column("grams", N_("Mass"), "g"),
        Column("units", N_("Things"), "things"),
    )
    title = say("Lots awaiting proof of their treatment")
    tables: tuple[Table, ...] = (Table("awaiting", title, columns, rows),)
    if averages := would_end(engine, filter, masses):
        tables = (*tables, averages_table(averages))
    return report("awaiting", title, filter, engine, tables=tables)
