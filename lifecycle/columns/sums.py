"""Sums over the legs of a segment: what a question about whole months needs, in far fewer rows.

They only ever add: a segment's sums are made of its own legs alone, when it is sealed, and the
sums of several segments are added up. Legs that tell anew of what an earlier segment knew bring
their differences with them. Where a difference cannot be added, for a hand-over whose way is
known by the whole of its legs, the sums keep its name (``told_late``), and its legs are read.
Uses of machines, which have a history, are summed in ``uses.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from lifecycle.columns.shape import SUMS, text_of

MADE_IN_ORDER = ("booked_by_origin", "booked", "told_late", "equipped", "lot_held_by_origin", "lot_held", "holder")
"""Some are made of others."""
_EXTREMES = {"since": "max", "last_day": "max", "since_n": "min"}
"""Column -> which of several values stays, where they are not added."""
if {*MADE_IN_ORDER, "proven"} != set(SUMS):
    raise AssertionError("a table of sums is not made")


def sums_of(leg: pa.Table, first_n: int, last_n: int) -> dict[str, pa.Table]:
    """The sums over the legs that the ledger learnt from ``first_n`` to ``last_n``."""
    with duckdb.connect(":memory:") as connection:
        connection.register("leg", leg)
        made: dict[str, pa.Table] = {}
        for name in MADE_IN_ORDER:
            text = text_of(name)
            given = {key: value for key, value in (("first", first_n), ("last", last_n)) if f"${key}" in text}
            found = connection.sql(text, params=given).to_arrow_table()
            made[name] = found.select(SUMS[name].names).cast(SUMS[name])
            connection.register(name, made[name])
        return made


def added_up(name: str, parts: Sequence[pa.Table], last_n: int) -> pa.Table:
    """The rows of one table of sums of adjoining stretches, the last of which ends at ``last_n``, as those of all."""
    ways = {column: _way(name, column) for column in SUMS[name].names if column != "n"}
    keys = ", ".join(column for column in ways if not ways[column])
    values = [f"{way}({column}) as {column}" for column, way in ways.items() if way]
    something = "having sum(grams) <> 0 or sum(units) <> 0" if name in _WITHOUT_NOTHING else ""
    with duckdb.connect(":memory:") as connection:
        connection.register("rows", pa.concat_tables(parts))
        text = f"select {', '.join([keys, *values])} from rows group by {keys} {something}"  # noqa: S608 - our names
        found = connection.sql(text).to_arrow_table()
    found = found.append_column("n", pa.repeat(pa.scalar(last_n, pa.int64()), found.num_rows))
    return found.select(SUMS[name].names).cast(SUMS[name])


def _way(name: str, column: str) -> str:
    """How several values of a column become one; empty for what tells rows apart."""
    if name == "holder" and column == "day":
        return "min"
    return "sum" if column in {"grams", "units", "in_use", "proven"} else _EXTREMES.get(column, "")


_WITHOUT_NOTHING = frozenset({"booked", "booked_by_origin", "equipped"})
"""Tables of which a row that adds nothing says nothing."""
