"""Sums over the legs of a segment: what a question about whole months needs, in far fewer rows.

They only ever add: a segment is summed once, when it is sealed, and the sums of several segments are
added up. Legs that tell anew of what an earlier segment knew bring their differences with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from lifecycle.columns.duck import in_memory
from lifecycle.columns.shape import SUMS, text_of

MADE_IN_ORDER = ("booked_by_origin", "booked", "lot_held_by_origin", "lot_held", "holder", "notice")
"""Some are made of others."""
_EXTREMES = {"since": "max", "last_day": "max"}
"""Column -> which of several values stays, where they are not added."""


def sums_of(tail: Mapping[str, pa.Table], last_n: int) -> dict[str, pa.Table]:
    """The sums over legs and facts, the last of which the ledger learnt at ``last_n``."""
    with in_memory() as connection:
        for name in ("fact", "leg"):
            connection.register(name, tail[name])
        made: dict[str, pa.Table] = {}
        for name in MADE_IN_ORDER:
            made[name] = made_by(connection, name, last_n)
            connection.register(name, made[name])
        return made


def made_by(connection: duckdb.DuckDBPyConnection, name: str, last_n: int) -> pa.Table:
    """The rows of one table of sums, by its text, over the tables of a connection."""
    text = text_of(name)
    found = connection.sql(text, params={"last": last_n} if "$last" in text else {}).to_arrow_table()
    return found.select(SUMS[name].names).cast(SUMS[name])


def added_up(name: str, parts: Sequence[pa.Table], last_n: int) -> pa.Table:
    """The rows of one table of sums of adjoining stretches, the last of which ends at ``last_n``, as those of all."""
    ways = {column: _way(name, column) for column in SUMS[name].names if column != "n"}
    keys = ", ".join(column for column in ways if not ways[column])
    values = [f"{way}({column}) as {column}" for column, way in ways.items() if way]
    something = "having sum(grams) <> 0 or sum(units) <> 0" if name in _WITHOUT_NOTHING else ""
    with in_memory() as connection:
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
