"""For programs: JSON of the whole report, Parquet of a table of it, in grams and with codes."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq

from lifecycle.reports.exports.about import Given, about_json
from lifecycle.reports.exports.main import main_table
from lifecycle.reports.report import Report, Table


def as_json(report: Report) -> str:
    """The report object."""
    return json.dumps(report.to_json(), ensure_ascii=False, indent=2)


def as_parquet(report: Report) -> bytes:
    """The main table."""
    return parquet_of(report, main_table(report))


def parquet_of(report: Report, table: Table, given: Given = Given()) -> bytes:
    """A table; perimeter, position and dictionary of the report are in the file's metadata, under ``lifecycle``."""
    records = table.records()
    arrays = []
    for column in table.columns:
        values = [record[column.id] for record in records]
        numbers = all(value is None or isinstance(value, int) for value in values) and any(
            v is not None for v in values
        )
        arrays.append(pa.array(values, pa.int64() if numbers else pa.string()))
    about = about_json(report, given)
    about["table"] = table.id
    about["dictionary"] = [one for one in about["dictionary"] if one["table"] == table.id]
    rows = pa.Table.from_arrays(arrays, names=[column.id for column in table.columns])
    sink = pa.BufferOutputStream()
    pq.write_table(rows.replace_schema_metadata({"lifecycle": json.dumps(about, ensure_ascii=False)}), sink)
    return bytes(sink.getvalue().to_pybytes())
