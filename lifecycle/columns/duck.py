"""DuckDB in memory, without the part of it that is known to lose rows."""

from __future__ import annotations

import duckdb


def in_memory() -> duckdb.DuckDBPyConnection:
    """A connection of its own to nothing yet.

    DuckDB 2.0.0 silently loses rows where a table is joined to nothing (left join), grouped, and chosen
    by the sum of a condition; without this part of its optimizer it does not. A test of the engine shows it.
    """
    connection = duckdb.connect(":memory:")
    connection.execute("set disabled_optimizers = 'statistics_propagation'")
    return connection
