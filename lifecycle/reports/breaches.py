"""True facts that break a rule, in force as known at a position."""

from __future__ import annotations

from collections import Counter

from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.report import Column, Report, Table, report
from lifecycle.words import N_, say


def breaches(engine: Engine, filter: Filter) -> Report:
    """Each breach in force, and how many there are of each rule."""
    filter = filter.standing_at(engine)
    found = ask(engine, "breaches", filter).to_pylist()
    rows = tuple(
        (row["day"].isoformat(), row["rule"], row["subject"], row["organisation"], row["fact"], row["since_n"])
        for row in found
    )
    columns = (
        Column("day", N_("Day")),
        Column("rule", N_("Rule")),
        Column("subject", N_("Subject")),
        Column("organisation", N_("Organisation")),
        Column("fact", N_("Fact")),
        Column("since", N_("Known since fact")),
    )
    counts = Counter(row["rule"] for row in found)
    by_rule = Table(
        "by_rule",
        say("Breaches by rule"),
        (Column("rule", N_("Rule")), Column("count", N_("Breaches"))),
        tuple(sorted(counts.items())),
    )
    tables = (Table("breaches", say("Breaches in force"), columns, rows), by_rule)
    return report("breaches", say("Breaches in force"), filter, engine, tables=tables)
