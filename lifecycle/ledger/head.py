"""The head outside: where the ledger ends, kept in a file of its own beside it.

A chain inside a file cannot see that its own tail was cut, nor that yesterday's copy was
put back. One JSON line in ``<ledger>.head`` can. It never runs ahead of the ledger: it is
replaced after the commit, by the holder of the write lock.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from lifecycle.ledger.chain import Head
from lifecycle.ledger.errors import HeadMismatch
from lifecycle.ledger.store import beside
from lifecycle.words import of_system, say


def head_file(ledger: Path) -> Path:
    """``lifecycle.db`` -> ``lifecycle.db.head``."""
    return beside(ledger, ".head")


def head_line(head: Head) -> str:
    """A head as one JSON line."""
    return json.dumps(head._asdict(), sort_keys=True) + "\n"


def parse_head(text: str) -> Head:
    """The head of such a line; ``ValueError`` when it is none."""
    said = json.loads(text)
    if not isinstance(said, dict) or not {"ledger_id", "count", "hash"} <= said.keys():
        raise ValueError("no head")
    ledger_id, count, last = said["ledger_id"], said["count"], said["hash"]
    if not (isinstance(ledger_id, str) and isinstance(last, str) and type(count) is int):
        raise ValueError("no head")
    return Head(ledger_id, count, last)


def read_head(ledger: Path) -> Head | None:
    """The head kept beside a ledger; None where there is none."""
    file = head_file(ledger)
    try:
        return parse_head(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as trouble:
        raise HeadMismatch(
            say(
                "{file} cannot be read as a head ({why}): put that right, or move it away and put the head back from a "
                "backup; if you trust the ledger as it stands, accept it with `lifecycle verify --accept-head`",
                file=file,
                why=of_system(trouble),
            )
        ) from trouble
    except (ValueError, RecursionError) as trouble:
        raise HeadMismatch(
            say(
                "{file} cannot be read as a head; put it back from a backup, or, if you trust the ledger as it stands, "
                "accept it with `lifecycle verify --accept-head`",
                file=file,
            )
        ) from trouble


class Stamp(NamedTuple):
    """By what the system tells one state of a file from the next, without opening it."""

    file: int
    size: int
    changed_ns: int


def stamp_of(ledger: Path) -> Stamp | None:
    """The stamp of the head as it lies there; None where nothing can be said of it."""
    try:
        state = os.stat(head_file(ledger))
    except OSError:
        return None
    return Stamp(state.st_ino, state.st_size, state.st_ctime_ns)


def write_head(ledger: Path, head: Head, *, lasting: bool = False) -> None:
    """Replace the head in one step; a reader sees the old line or the new one, never half.

    ``lasting`` also waits until the folder itself is on the disk. After each append this
    is left out, for a head that a power cut sets back is only behind: its link to the
    ledger is checked at the next opening, and it is renewed.
    """
    file = os.fspath(head_file(ledger))
    fresh = f"{file}.tmp"
    out = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        os.write(out, head_line(head).encode())  # a line is far shorter than what one call writes
        os.fsync(out)
    finally:
        os.close(out)
    os.replace(fresh, file)
    if lasting:
        settle_folder(ledger.parent)


def settle_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can say so."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
