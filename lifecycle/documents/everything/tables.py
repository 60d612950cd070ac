"""A table written row by row, as CSV for people and as Parquet for programs, never held as a whole."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pyarrow as pa
import pyarrow.parquet as pq

from lifecycle.reports.exports.sheets import BOM, harmless

ROWS = 1_000
"""Rows kept in memory before they are written."""

Value = str | int | bool | None | Sequence[object]
KINDS = {"text": pa.string(), "whole": pa.int64(), "truth": pa.bool_()}


class Field(NamedTuple):
    """A column: its name, what it holds (text, whole, truth, or json: a list or an object), what it means."""

    name: str
    sort: str
    what: str

    @property
    def arrow(self) -> pa.Field:
        """The column in Parquet; a list is its JSON text there too, with its meaning beside."""
        return pa.field(self.name, KINDS.get(self.sort, pa.string()), metadata={"what": self.what})


class TableFile:
    """``<stem>.csv`` and ``<stem>.parquet``, both with the same rows.

    The CSV opens in a French spreadsheet: byte order mark, ``;``, no text that it would run. Parquet
    holds every text to the letter.
    """

    def __init__(self, stem: Path, fields: Sequence[Field]) -> None:
        stem.parent.mkdir(parents=True, exist_ok=True)
        self.fields = fields
        self._waiting: list[list[Value]] = []
        self._schema = pa.schema([field.arrow for field in fields])
        self._text = stem.with_name(f"{stem.name}.csv").open("w", encoding="utf-8", newline="")
        self._text.write(BOM)
        self._csv = csv.writer(self._text, delimiter=";", lineterminator="\r\n")
        self._csv.writerow([field.name for field in fields])
        self._parquet = pq.ParquetWriter(stem.with_name(f"{stem.name}.parquet"), self._schema)

    def add(self, row: list[Value]) -> None:
        """One more row, in the order of the fields."""
        self._waiting.append(row)
        if len(self._waiting) >= ROWS:
            self._write()

    def _write(self) -> None:
        if not self._waiting:
            return
        plain = [[_plain(field, value) for field, value in zip(self.fields, row, strict=True)] for row in self._waiting]
        for row in plain:
            self._csv.writerow([_cell(value) for value in row])
        columns = [
            pa.array(list(values), one.type) for values, one in zip(zip(*plain, strict=True), self._schema, strict=True)
        ]
        self._parquet.write_batch(pa.record_batch(columns, schema=self._schema))
        self._waiting.clear()

    def close(self) -> None:
        """Write what still waits."""
        self._write()
        self._text.close()
        self._parquet.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:  # the folder is thrown away
            self._text.close()


def _plain(field: Field, value: Value) -> str | int | bool | None:
    if field.sort == "json" and value is not None:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return value  # type: ignore[return-value]


def _cell(value: str | int | bool | None) -> str:
    """A cell that a spreadsheet takes for what it is; what nobody told is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return harmless(value) if isinstance(value, str) else str(value)
