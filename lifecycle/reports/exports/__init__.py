"""A report as text, JSON, CSV, XLSX or Parquet. People's formats show words, programs' formats codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lifecycle.reports.exports.about import Given
from lifecycle.reports.exports.machine import as_json, as_parquet
from lifecycle.reports.exports.sheets import as_csv, as_xlsx, workbook
from lifecycle.reports.exports.text import as_text
from lifecycle.reports.exports.zipped import csv_zip, parquet_zip
from lifecycle.reports.report import Report

FORMATS: Mapping[str, Callable[[Report], bytes]] = {
    "table": lambda report: as_text(report).encode(),
    "json": lambda report: as_json(report).encode(),
    "csv": as_csv,
    "xlsx": as_xlsx,
    "parquet": as_parquet,
    "csv-zip": lambda report: csv_zip((report,)),
    "parquet-zip": lambda report: parquet_zip((report,)),
}
"""Format -> the whole file. ``csv`` and ``parquet`` hold the main table, the others every one."""

TOGETHER: Mapping[str, Callable[[Sequence[Report], Given], bytes]] = {
    "xlsx": workbook,
    "csv": csv_zip,
    "parquet": parquet_zip,
}
"""Format -> one file of several reports, all their tables and what explains them."""

__all__ = [
    "FORMATS",
    "TOGETHER",
    "Given",
    "as_csv",
    "as_json",
    "as_parquet",
    "as_text",
    "as_xlsx",
    "csv_zip",
    "parquet_zip",
    "workbook",
]
