"""What came in, went out, was treated, month by month: the picture of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lifecycle.engine import Engine
from lifecycle.reports.balances import period_text
from lifecycle.reports.cells import cells
from lifecycle.reports.lines import ACTIVITY, HAND_OVERS, SIX_LINES
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.report import Column, Report, Table, report
from lifecycle.words import N_, say

FLOWS = tuple(line for line in ACTIVITY if line.id in {"receptions", "returns", "transfers", "discards", "losses"})
TREATED = tuple(line for line in SIX_LINES if line.id in {"recycled", "other_recovery", "disposed"})
FLOW_WORDS = {line.id: line.label for line in (*FLOWS, *TREATED)} | {id: label for _, id, label, _ in HAND_OVERS}


def flows(engine: Engine, filter: Filter) -> Report:
    """One row per month and flow: grams and things. Months without any movement have no row."""
    filter = filter.standing_at(engine)
    sums: defaultdict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for period, flow, grams, units in (*_of_books(engine, filter), *_of_hand_overs(engine, filter)):
        sums[period, flow][0] += grams
        sums[period, flow][1] += units
    rank = {flow: i for i, flow in enumerate(FLOW_WORDS)}
    rows = tuple(
        (period_text(period), flow, grams, units)
        for (period, flow), (grams, units) in sorted(sums.items(), key=lambda item: (item[0][0], rank[item[0][1]]))
        if grams or units
    )
    columns = (
        Column("month", N_("Month")),
        Column("flow", N_("Flow"), words=FLOW_WORDS),
        Column("grams", N_("Mass"), "g"),
        Column("units", N_("Things"), "things"),
    )
    table = Table("flows", say("Flows by month"), columns, rows)
    notes = (say("Activity: a thing handed over twice is counted twice; the six lines count it where it is."),)
    return report("flows", say("Flows by month"), filter, engine, tables=(table,), notes=notes)


def _of_books(engine: Engine, filter: Filter) -> Iterator[tuple[int, str, int, int]]:
    for cell in cells(engine, filter, by="month"):
        if cell.period:
            for line in (*FLOWS, *TREATED):
                if line.selection(cell):
                    yield cell.period, line.id, line.sign * cell.change_g, line.sign * cell.change_units


def _of_hand_overs(engine: Engine, filter: Filter) -> Iterator[tuple[int, str, int, int]]:
    flow_of = {way: (id, sign) for way, id, _, sign in HAND_OVERS}
    for row in ask(engine, "hand_overs", filter, by="month").to_pylist():
        id, sign = flow_of[row["way"]]
        yield row["period"], id, sign * row["change_g"], sign * row["change_units"]
