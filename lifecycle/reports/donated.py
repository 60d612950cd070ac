"""What one donor gave over a period, machine by machine, and what became of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from lifecycle.engine import Engine
from lifecycle.reports.figures import only_by
from lifecycle.reports.given import RECEIVED, WHERE, WHERE_COLUMNS, announced, what_was_given, where_is
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.report import Cell, Column, Report, Table, category_column, report
from lifecycle.reports.words import SORTS
from lifecycle.words import N_, Sentence, say


class Gift(NamedTuple):
    """One thing that was given: when it came, and in which place its grams are, on the last day and now."""

    item: str
    came_on: str
    category: str
    came_g: int
    came_units: int
    there: dict[str, tuple[int, int, int, int]]
    """Place -> grams, units, grams now, units now."""

    def mostly(self, *, now: bool) -> str:
        """Where most of it is: a machine whose disk was taken out is where the machine is."""
        return max(
            self.there, key=lambda where: (self.there[where][3 if now else 1], self.there[where][2 if now else 0])
        )


def donated(engine: Engine, filter: Filter, donor: str) -> Report:
    """The things that the organisation ``donor`` gave within the days, and where each is on the last day and now.

    People are never told apart: only an organisation can be asked about.
    """
    filter = filter.standing_at(engine)
    only_by(filter, "organisation", "territory", "category")
    gifts = list(_gifts(engine, filter, donor))
    return report(
        "donated",
        say("What {donor} gave, and what became of it", donor=donor),
        filter,
        engine,
        tables=(_where(gifts), _things(gifts)),
        notes=tuple(_notes()),
    )


def _gifts(engine: Engine, filter: Filter, donor: str) -> Iterator[Gift]:
    mine = sorted(subject for subject, (_kind, who) in announced(engine, filter).items() if who == donor)
    apart = pa.table({"item": pa.array(mine, pa.string())})
    found: defaultdict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    named = {"donor": f'"donor":"{donor}"', "producer": f'"producer":"{donor}"'}
    for row in ask(engine, "donated", filter, beside={"apart": apart}, **named).to_pylist():
        found[row["item"], row["came_on"].isoformat(), row["category"]].append(row)
    for (item, came_on, category), rows in sorted(found.items(), key=lambda one: (one[0][1], one[0][0])):
        yield _gift(item, came_on, category, rows)


def _gift(item: str, came_on: str, category: str, rows: Sequence[dict[str, Any]]) -> Gift:
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        where = where_is(row["account"], row["legal"], row["line"])
        for place, name in enumerate(("grams", "units", "now_g", "now_units")):
            sums[where][place] += row[name]
    came = sums.pop(RECEIVED, [0, 0, 0, 0])
    there = {where: (line[0], line[1], line[2], line[3]) for where, line in sums.items()}
    return Gift(item, came_on, category, -came[0], -came[1], there or {"estimate": (0, 0, 0, 0)})


def _where(gifts: Sequence[Gift]) -> Table:
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for gift in gifts:
        came = (gift.came_g, gift.came_units) * 2
        for where, line in ((RECEIVED, came), *gift.there.items()):
            for place, amount in enumerate(line):
                sums[where][place] += amount
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (where, *sums[where]) for where in (RECEIVED, *WHERE) if where in sums and any(sums[where])
    )
    return Table("where", say("Where what was given is"), WHERE_COLUMNS, rows)


def _things(gifts: Sequence[Gift]) -> Table:
    columns = (
        Column("item", N_("Thing"), sorts=SORTS),
        category_column(),
        Column("came_on", N_("Received on")),
        Column("came_units", N_("Things"), "things"),
        Column("came_g", N_("Mass received"), "g"),
        Column("where", N_("Where"), words=dict(WHERE)),
        Column("where_now", N_("Where, as known now"), words=dict(WHERE)),
    )
    rows = tuple(
        (
            one.item,
            one.category,
            one.came_on,
            one.came_units,
            one.came_g,
            one.mostly(now=False),
            one.mostly(now=True),
        )
        for one in gifts
    )
    return Table("things", say("Each thing, and what became of it"), columns, rows)


def _notes() -> Iterator[Sentence]:
    yield what_was_given()
    yield say(
        "A machine stands where most of it is: parts taken out of it may be elsewhere, the masses above say where."
    )
