"""Backups: one archive of the ledger, the people file and the evidence, made while others write."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from lifecycle.ledger.chain import Head
from lifecycle.ledger.errors import BackupRefused, plain_files, plainly
from lifecycle.ledger.head import settle_folder
from lifecycle.ledger.ledger import Ledger
from lifecycle.ledger.opening import open_ledger
from lifecycle.ledger.store import raw_connection
from lifecycle.ledger.tables import VERSION
from lifecycle.words import say

FORMAT = "lifecycle-backup-1"
MANIFEST = "manifest.json"
LEDGER = "ledger.db"
PEOPLE = "people.db"
EVIDENCE = "evidence"

COPIED_PAGES = 2_000
"""How many pages of a database are copied before whoever wants to stop is heard."""

PIECE = 1 << 20
"""How many bytes are packed or unpacked at a time."""

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


class Member(NamedTuple):
    """One file of a backup, as its manifest knows it."""

    name: str
    size: int
    sha256: str


class Manifest(NamedTuple):
    """What a backup says it holds."""

    head: Head
    version: int
    members: tuple[Member, ...]

    def text(self) -> str:
        """The manifest as it is written in the archive."""
        said = {
            "format": FORMAT,
            **self.head._asdict(),
            "version": self.version,
            "members": [member._asdict() for member in self.members],
        }
        return json.dumps(said, indent=1, sort_keys=True)


def backup(ledger: Ledger, file: Path, *, progress: Progress | None = None) -> Manifest:
    """Write a whole, consistent copy of the ledger and what lies beside it; nobody has to stop writing.

    The archive appears under its name only once it is complete; an existing file is left as it is.
    A ledger that its head contradicts is refused: a backup would make a cut tail look whole.
    ``progress`` is told how many bytes are packed, of how many.
    """
    if file.exists() or file.is_symlink():
        raise _taken(file)
    if not file.parent.is_dir():
        raise BackupRefused(say("there is no folder {folder} to put the backup in; make it first", folder=file.parent))
    if (trouble := ledger.head_trouble()) is not None:
        raise BackupRefused(say("no backup was made: {why}", why=trouble))
    with plain_files(file), TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        copies = dict(_copies(ledger, Path(folder)))
        with open_ledger(copies[LEDGER], read_only=True) as copy:
            head = copy.head()
        members = tuple(_member(name, source) for name, source in sorted(copies.items()))
        manifest = Manifest(head, VERSION, members)
        archive = Path(folder) / "archive"
        _pack(archive, manifest, copies, progress)
        _name_once(archive, file)
    return manifest


def _taken(file: Path) -> BackupRefused:
    return BackupRefused(say("{file} already exists and is left as it is; choose another name", file=file))


def _copies(ledger: Ledger, folder: Path) -> Iterator[tuple[str, Path]]:
    """Name in the archive and file to read, for all that belongs to a ledger."""
    with ledger.store.reading() as connection:
        connection.exec_driver_sql("SELECT 1")  # begins the transaction in which it is copied
        _copy_database(raw_connection(connection), folder / LEDGER)
    yield LEDGER, folder / LEDGER
    people = ledger.path.with_name(PEOPLE)
    if people.is_file():
        with plainly(people), closing(sqlite3.connect(people, isolation_level=None)) as source:
            source.execute("BEGIN")
            _copy_database(source, folder / PEOPLE)
        yield PEOPLE, folder / PEOPLE
    for proof in sorted(ledger.path.with_name(EVIDENCE).glob("*")):
        if is_digest(proof.name) and proof.is_file() and not proof.is_symlink():
            yield f"{EVIDENCE}/{proof.name}", proof


def _copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy what ``source``, inside a transaction, sees from now on."""
    # Its first question ties it to one moment: else each page that others write would begin the copy anew.
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=COPIED_PAGES)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it


def is_digest(name: str) -> bool:
    """The name is a SHA-256 in hexadecimal."""
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def _member(name: str, source: Path) -> Member:
    with source.open("rb") as file:
        return Member(name, source.stat().st_size, file_digest(file, "sha256").hexdigest())


def _pack(archive: Path, manifest: Manifest, copies: dict[str, Path], progress: Progress | None) -> None:
    total, done = sum(member.size for member in manifest.members), 0
    with archive.open("wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            packed.writestr(MANIFEST, manifest.text())
            for name, source in sorted(copies.items()):
                with source.open("rb") as file, packed.open(name, "w", force_zip64=True) as member:
                    while piece := file.read(PIECE):
                        member.write(piece)
                        done += len(piece)
                        if progress is not None:
                            progress(done, total)
        out.flush()
        os.fsync(out.fileno())


def _name_once(archive: Path, file: Path) -> None:
    """Give the finished archive its name, unless somebody took it meanwhile."""
    try:
        os.link(archive, file)
    except FileExistsError:
        raise _taken(file) from None
    except OSError:
        archive.replace(file)  # a disk that knows no second names, such as a memory stick
    settle_folder(file.parent)
