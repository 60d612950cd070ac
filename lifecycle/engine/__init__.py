"""Asks SQL of the columns. Floor 7."""

from __future__ import annotations

from lifecycle.engine.duck import ColumnsUnreadable, DuckDB, open_engine
from lifecycle.engine.engine import Engine, NotAQuestion

__all__ = ["ColumnsUnreadable", "DuckDB", "Engine", "NotAQuestion", "open_engine"]
