"""The seam between reports and whatever answers SQL: DuckDB here, Spark for a nation's data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Protocol

import pyarrow as pa

from lifecycle.columns import Position

Parameter = str | int | date
_PARAMETER = re.compile(r"'(?:[^']|'')*'|--[^\n]*|(?<![:\w]):([A-Za-z_]\w*)")
"""A text or a remark, passed over; or a named parameter, ``:first_day``."""


class NotAQuestion(ValueError):
    """The text is not one single SELECT, or a parameter it names was not given."""


class Engine(Protocol):
    """Answers one SELECT over the tables of :mod:`lifecycle.columns`: ``fact``, ``leg``, ``breach`` and the sums.

    Parameters are named in the text as ``:name``, which SQLAlchemy and Spark read as well.
    """

    @property
    def position(self) -> Position:
        """The ledger and the position that the answers stand on."""

    def summed_upto(self, n: int) -> int:
        """The last position up to ``n`` at which files of sums end; 0 where it has none to ask."""

    def query(
        self, sql: str, params: Mapping[str, Parameter], beside: Mapping[str, pa.Table] | None = None
    ) -> pa.Table:
        """The rows, as an Arrow table. Parameters that the text does not name are passed over.

        ``beside`` are small tables that the question brings along, by the name under which the text asks them.
        """


def parameters_of(sql: str) -> frozenset[str]:
    """Names of the parameters of a text."""
    return frozenset(match[1] for match in _PARAMETER.finditer(sql) if match[1])


def with_dollars(sql: str) -> str:
    """The text with its parameters as DuckDB writes them: ``$name``."""
    return _PARAMETER.sub(lambda match: f"${match[1]}" if match[1] else match[0], sql)
