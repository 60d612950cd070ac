"""Every table of some reports in one archive, each a file, with what explains them beside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from lifecycle.reports.dictionary import DICTIONARY, entry_table
from lifecycle.reports.exports.about import Given, about_lines
from lifecycle.reports.exports.machine import parquet_of
from lifecycle.reports.exports.main import all_tables, marked
from lifecycle.reports.exports.sheets import BOM, csv_of
from lifecycle.reports.report import Report, Table
from lifecycle.words import language

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive can tell: the same files give the same bytes."""
NAMES = {
    "fr": {DICTIONARY: "dictionnaire", "about": "a-propos"},
    "en": {DICTIONARY: "dictionary", "about": "about"},
}
"""Names of the two files that explain the others, without accents: some unpackers still spoil them."""


def csv_zip(reports: Sequence[Report], given: Given = Given()) -> bytes:
    """Every table as CSV, with the dictionary as CSV and what the figures rest on as a text."""

    def files() -> Iterator[tuple[str, bytes]]:
        for name, report, table in _named(reports):
            yield f"{name}.csv", csv_of(marked(report, table))
        yield f"{NAMES[language()][DICTIONARY]}.csv", csv_of(entry_table(*reports))
        yield _about(reports, given)

    return _packed(files())


def parquet_zip(reports: Sequence[Report], given: Given = Given()) -> bytes:
    """Every table as Parquet, each with its dictionary and position in its metadata, and the same as a text."""

    def files() -> Iterator[tuple[str, bytes]]:
        for name, report, table in _named(reports):
            yield f"{name}.parquet", parquet_of(report, table, given)
        yield _about(reports, given)

    return _packed(files())


def _named(reports: Sequence[Report]) -> Iterator[tuple[str, Report, Table]]:
    for report in reports:
        for table in all_tables(report):
            yield f"{report.name}-{table.id}", report, table


def _about(reports: Sequence[Report], given: Given) -> tuple[str, bytes]:
    colon = "\u202f: " if language() == "fr" else ": "
    lines = "\r\n".join(f"{name}{colon}{value}" for name, value in about_lines(reports, given))
    return f"{NAMES[language()]['about']}.txt", f"{BOM}{lines}\r\n".encode()


def _packed(files: Iterator[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
