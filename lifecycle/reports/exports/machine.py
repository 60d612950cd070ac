"""For programs: JSON of the whole report, Parquet of its main table, in grams and with codes."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq

from lifecycle.reports.exports.main import main_table
from lifecycle.reports.report import Report


def as_json(report: Report) -> str:
    """The report object."""
    return json.dumps(report.to_json(), ensure_ascii=False, indent=2)


def as_parquet(report: Report) -> bytes:
    """The main table; the report's perimeter and position are in the file's metadata."""
    table = main_table(report)
    records = table.records()
    arrays = []
    for column in table.columns:
        values = [record[column.id] for record in records]
        numbers = all(value is None or isinstance(value, int) for value in values) and any(
            v is not None for v in values
        )
        arrays.append(pa.array(values, pa.int64() if numbers else pa.string()))
    about = {key: value for key, value in report.to_json().items() if key not in {"figures", "tables"}}
    rows = pa.Table.from_arrays(arrays, names=[column.id for column in table.columns])
    sink = pa.BufferOutputStream()
    pq.write_table(rows.replace_schema_metadata({"lifecycle": json.dumps(about, ensure_ascii=False)}), sink)
    return bytes(sink.getvalue().to_pybytes())
