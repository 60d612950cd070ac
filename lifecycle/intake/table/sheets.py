"""The rows of a table file, sheet by sheet, whatever holds them: CSV text or a workbook.

A workbook is read by a child process with a limit on memory and time: two cells in far
corners of a sheet ask for 500 GB and would end this program, not only the reading.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from lifecycle.intake.source import Source, decoded
from lifecycle.intake.table import workbook_child
from lifecycle.intake.table.cells import Cell
from lifecycle.intake.table.headers import is_known
from lifecycle.words import _

DELIMITERS = (";", ",", "\t", "|")
LIMIT_S = 60

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (b"W\0o\0r\0k\0b\0o\0o\0k\0", b"B\0o\0o\0k\0", b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0")
_ZIP = b"PK\x03\x04"


class Unreadable(ValueError):
    """The table cannot be read at all; ``row`` where it is known."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        super().__init__(reason)
        self.row = row


@dataclass
class Sheet:
    """Rows with their number as a spreadsheet shows it; empty rows are left out. ``name`` is empty for CSV."""

    name: str
    rows: Iterator[tuple[int, Sequence[Cell]]]
    merged: list[str] = field(default_factory=list)
    """Ranges of merged cells, such as A2:B3; known once the rows are read."""


def is_workbook(source: Source) -> bool:
    """True for XLSX, XLSB, XLS and ODS by their bytes."""
    if source.head.startswith(_OLE):
        return not source.too_large and any(stream in source.content for stream in _OLE_STREAMS)
    if not source.head.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = archive.namelist()
            if any(name.lower().startswith("xl/") for name in names):
                return True
            return "mimetype" in names and b"opendocument.spreadsheet" in source.head
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return b"xl/" in source.head or b"opendocument.spreadsheet" in source.head


def is_text_table(source: Source) -> bool:
    """True where the first row of the text names columns of facts."""
    if (
        b"\x00" in source.head[:64]
        and not source.head.startswith((b"\xff\xfe", b"\xfe\xff"))
        and source.head[:1] > b"~"
    ):
        return False
    titles = _first_row(source)
    known = [title for title in titles if is_known(title)]
    return len(known) >= 2 or any(title.strip().lower() == "kind" for title in known)


def _first_row(source: Source) -> list[str]:
    text = decoded(source.head, cut=True)
    if not text:
        return []
    try:
        return next(
            (row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)) if any(row)), []
        )
    except csv.Error:
        return []


def delimiter_of(text: str) -> str:
    """The sign that splits the first line into most known titles; where none is known, into most pieces."""
    line = next((line for line in text.splitlines() if line.strip()), "")

    def gain(delimiter: str) -> tuple[int, int]:
        pieces = line.split(delimiter)
        return sum(is_known(piece.strip().strip('"')) for piece in pieces[:300]), len(pieces)

    return max(DELIMITERS, key=gain)


def sheets(source: Source) -> Iterator[Sheet]:
    """The sheets of a table. Raises :class:`Unreadable`, also while rows are drawn."""
    if source.too_large:
        raise Unreadable(_("too large to be a table of facts; split it"))
    if is_workbook(source):
        yield from _workbook(source)
        return
    if source.text is None:
        raise Unreadable(_("the encoding of the text is not recognised; save it as UTF-8"))
    yield Sheet("", _csv_rows(source.text))


def _csv_rows(text: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    number = 0
    try:
        for number, row in enumerate(lines, start=1):
            if any(cell.strip() for cell in row):
                yield number, row
    except csv.Error as error:
        reason = _(
            "a quotation mark opens here and is not closed as it should be, or a field is too long; nothing after this "
            "row can be read: write a mark inside a text twice"
        )
        raise Unreadable(reason, row=number + 1) from error


def _workbook(source: Source) -> Iterator[Sheet]:
    command = [sys.executable, "-P", "-X", "utf8", str(Path(workbook_child.__file__)), str(source.path.resolve())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:  # noqa: S603
        clock = threading.Timer(LIMIT_S, child.kill)
        clock.start()
        try:
            stdout = child.stdout
            if stdout is None:
                raise Unreadable(_("the workbook cannot be read"))
            lines = (json.loads(line) for line in stdout if line.endswith("\n"))
            said = next(lines, None)
            while isinstance(said, dict) and "sheet" in said:
                sheet = Sheet(said["sheet"], iter(()))
                after: list[object] = []
                sheet.rows = _rows_of(sheet, lines, after)
                yield sheet
                for _unread in sheet.rows:
                    pass
                said = after[0] if after else None
            if isinstance(said, dict) and "trouble" in said:
                raise Unreadable(_trouble(said["trouble"]))
            if child.wait() != 0:
                raise Unreadable(_("the workbook is damaged, or asks for too much memory or time; save it as CSV"))
        finally:
            clock.cancel()
            child.kill()


def _rows_of(sheet: Sheet, lines: Iterator[object], after: list[object]) -> Iterator[tuple[int, Sequence[Cell]]]:
    for said in lines:
        if isinstance(said, dict) and "row" in said:
            yield said["row"], [_cell(cell) for cell in said["cells"]]
        elif isinstance(said, dict) and "merged" in said:
            sheet.merged.extend(said["merged"])
        else:
            after.append(said)
            return


def _cell(said: object) -> Cell:
    match said:
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"datetime": str(text)}:
            return datetime.fromisoformat(text)
        case {"time": str(text)}:
            return time.fromisoformat(text)
        case str() | int() | float() | bool():
            return said
    return None


def _trouble(sort: str) -> str:
    if sort == "PasswordError":
        return _("the workbook is protected by a password; save it without, or as CSV")
    return _("the workbook is damaged or of a form that is not read here ({sort}); save it as CSV").format(sort=sort)
