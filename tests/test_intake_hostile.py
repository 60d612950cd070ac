"""Hostile input: no crash, no hang, nothing recorded that was not said; faults or skipped only."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from lifecycle.intake import gather
from lifecycle.journey.past import Past

BAD = Path(__file__).parents[2] / "shared" / "samples" / "bad-input"
FOLDERS = sorted(path for path in BAD.glob("*") if path.is_dir()) if BAD.is_dir() else []
WORDS = ["\u202eabc", "a\x00b", "\ufeff", "💩" * 50, "=1+1", "<script>", "%s%n", "../../etc/passwd", "1'; DROP TABLE"]


class EmptyPast(Past):
    def facts_of(self, subjects):
        return []

    def by_event_id(self, event_ids):
        return {}

    def told_of(self, subjects, kinds):
        return []

    def voiders_of(self, ns):
        return {}

    def kept_codes(self, subjects):
        return {}


class EmptyLedger:
    def past(self):
        return self

    def __enter__(self):
        return EmptyPast()

    def __exit__(self, *_):
        return None

    def find_identities(self, identities):
        return {}


class NoReference:
    categories = {}

    def category_of_chassis(self, chassis):
        return None

    def is_placeholder(self, text):
        return False


def read(*paths, format=None):
    return gather(
        paths,
        ledger_view=EmptyLedger(),
        reference=NoReference(),
        acting="ATELIER",
        prefix="ATL",
        on=date(2026, 11, 22),
        format=format,
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_nothing_of_the_hostile_samples_becomes_a_fact(folder):
    found = read(folder)
    assert found.rows == []
    assert found.machines == []
    assert len(found.files) > 0


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
@pytest.mark.parametrize("format", ["table", "lshw"])
def test_forced_into_a_format_each_file_is_told_within_two_seconds(folder, format):
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        begun = time.monotonic()
        found = read(path, format=format)
        assert time.monotonic() - begun < 2, path
        assert found.rows == []
        assert found.machines == []
        assert found.faults or found.skipped, path
        json.dumps([fault._asdict() for fault in found.faults]).encode()


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("title", ["kind", "device", "date", "grams", "place", "acting", "event_id"])
def test_a_naughty_text_in_any_column_is_a_fault_with_its_place(tmp_path, word, title):
    row = {"kind": "weighed", "device": "PC-1", "date": "2026-01-06", "grams": "2100", "place": "", "acting": ""}
    row |= {"event_id": "", title: word}
    path = tmp_path / "a.csv"
    path.write_text(";".join(row) + "\n" + ";".join(f'"{value}"' for value in row.values()) + "\n")
    found = read(path)
    assert found.rows == [] or not word.strip("\ufeff")
    assert all(fault.row in (None, 2) for fault in found.faults)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"\xff\xfe",
        b"{" * 100_000,
        b"[" * 100_000,
        b'{"class": "system", "size": ' + b"9" * 10_000 + b"}",
        b"kind;device\n" + b"weighed;" + b"x" * 300_000,
        b'kind;device\n"' + b"x" * 1000,
        b"kind" + b";" * 100_000,
        b"PK\x03\x04" + b"xl/workbook.xml" + b"\x00" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0" * 10,
        b"\r\n" * 10_000,
    ],
    ids=range(12),
)
@pytest.mark.parametrize("format", [None, "table", "lshw"])
def test_bytes_that_are_nothing_end_in_a_sentence(tmp_path, content, format):
    path = tmp_path / "a"
    path.write_bytes(content)
    found = read(path, format=format)
    assert found.rows == []
    assert found.machines == [] or b"system" in content
    assert found.faults or found.skipped or found.machines


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, True, 1e400, [[[]]], {"class": "system"}])
@pytest.mark.parametrize("name", ["vendor", "product", "serial", "children", "configuration", "capabilities", "size"])
def test_a_machine_file_with_anything_anywhere_is_read_without_a_crash(tmp_path, name, value):
    node = {"id": "disk", "class": "disk", name: value, "children": [{"id": "memory", "class": "memory", name: value}]}
    document = {"id": "pc", "class": "system", "children": [node], name: value}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    assert len(read(path).machines) == 1
