"""A report as text, JSON, CSV, XLSX or Parquet. People's formats show words, programs' formats codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lifecycle.reports.exports.machine import as_json, as_parquet
from lifecycle.reports.exports.sheets import as_csv, as_xlsx
from lifecycle.reports.exports.text import as_text
from lifecycle.reports.report import Report

FORMATS: Mapping[str, Callable[[Report], bytes]] = {
    "table": lambda report: as_text(report).encode(),
    "json": lambda report: as_json(report).encode(),
    "csv": as_csv,
    "xlsx": as_xlsx,
    "parquet": as_parquet,
}
"""Format -> the whole file."""

__all__ = ["FORMATS", "as_csv", "as_json", "as_parquet", "as_text", "as_xlsx"]
