"""Sealed segments, their manifest, and the live tail.

A segment is cut from the ledger for the positions ``first_n`` to ``last_n`` and bound to the
hash of the fact at ``last_n``. Files get a new name each time and are renamed into place; the
manifest that lists them is replaced by rename. So any process reads without a lock, and two
that seal at once only leave a file that nobody lists.
"""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, ValidationError

from lifecycle.columns.shape import SCHEMAS, Position, Source, tables

VERSION = 1
MANIFEST = "manifest.json"
TAIL_FACTS = 2_000
"""A tail of this many facts is sealed; below it, reading them from the ledger is quicker than a file."""
TAIL_LEGS = 20_000
SEGMENT_FACTS = 200_000
"""Most facts of one segment, which bounds the memory that a rebuild takes."""
UNLISTED_SECONDS = 24 * 3600
"""A file that no manifest lists is kept this long: a reader may have opened an earlier manifest."""


class SealedFile(BaseModel):
    """One Parquet file of a segment."""

    model_config = ConfigDict(frozen=True)

    name: str
    rows: int
    bytes: int
    sha256: str


class Segment(BaseModel):
    """What the ledger learnt from ``first_n`` to ``last_n``."""

    model_config = ConfigDict(frozen=True)

    first_n: int
    last_n: int
    hash: str
    """Hash of the fact at ``last_n``."""
    files: dict[str, SealedFile]


class Manifest(BaseModel):
    """The segments in force, in order."""

    model_config = ConfigDict(frozen=True)

    version: int = VERSION
    ledger_id: str
    segments: tuple[Segment, ...] = ()

    @property
    def last_n(self) -> int:
        """The last position that is sealed."""
        return self.segments[-1].last_n if self.segments else 0


@dataclass(frozen=True)
class Columns:
    """A ledger's columns at one position: sealed files, and the tail that is not sealed yet."""

    folder: Path
    manifest: Manifest
    tail: dict[str, pa.Table]
    ledger_id: str
    count: int
    hash: str

    def files(self, name: str) -> list[Path]:
        """Sealed files of a table, oldest first; a file without a row is left out."""
        sealed = (segment.files[name] for segment in self.manifest.segments)
        return [self.folder / file.name for file in sealed if file.rows]


def folder_of(ledger: Path) -> Path:
    """Where a ledger's columns are kept: beside it, in ``<ledger>.columns``."""
    return ledger.with_name(f"{ledger.name}.columns")


def refresh(
    source: Source,
    folder: Path,
    *,
    rebuild: bool = False,
    tail_facts: int = TAIL_FACTS,
    progress: Callable[[int, int], None] | None = None,
) -> Columns:
    """The columns of a ledger as it stands now.

    Seals the tail where it has grown long; starts anew where the columns are absent, damaged
    or another ledger's. Where the folder cannot be written, everything is read as tail.
    """
    folder = Path(os.path.abspath(folder))
    head = source.head()
    kept = None if rebuild else _manifest(folder)
    if kept is None or not _belongs(kept, source, head) or not _intact(kept, folder):
        kept = Manifest(ledger_id=head.ledger_id)
    tail = tables(source, kept.last_n, min(head.count, kept.last_n + SEGMENT_FACTS))
    try:
        while _is_long(tail, tail_facts):
            folder.mkdir(parents=True, exist_ok=True)
            kept = _sealed(kept, tail, source, head, folder)
            if progress is not None:
                progress(kept.last_n, head.count)
            tail = tables(source, kept.last_n, min(head.count, kept.last_n + SEGMENT_FACTS))
    except OSError:  # a read-only or full disk: slower, not wrong
        tail = tables(source, kept.last_n, head.count)
    return Columns(folder, kept, tail, head.ledger_id, head.count, head.hash)


def _is_long(tail: dict[str, pa.Table], facts: int) -> bool:
    rows: dict[str, int] = {name: table.num_rows for name, table in tail.items()}
    return rows["fact"] >= facts or rows["leg"] >= TAIL_LEGS


def _manifest(folder: Path) -> Manifest | None:
    try:
        found = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None
    follows = all(a.last_n + 1 == b.first_n for a, b in zip(found.segments, found.segments[1:], strict=False))
    named = all(set(segment.files) == set(SCHEMAS) for segment in found.segments)
    return found if found.version == VERSION and follows and named else None


def _belongs(manifest: Manifest, source: Source, head: Position) -> bool:
    """The ledger still has, at the last sealed position, the fact that was sealed."""
    if manifest.ledger_id != head.ledger_id or manifest.last_n > head.count:
        return False
    return not manifest.segments or manifest.segments[-1].hash == hash_at(source, manifest.last_n)


def hash_at(source: Source, n: int) -> str | None:
    """The hash of the fact at this position, where there is one."""
    return next((entry.hash for entry in source.facts(after=n - 1, upto=n)), None)


def _intact(manifest: Manifest, folder: Path) -> bool:
    """Each listed file lies in the folder with its size; ``check`` also compares the bytes."""
    for segment in manifest.segments:
        for file in segment.files.values():
            path = folder / file.name
            if path.parent != folder or not path.is_file() or path.stat().st_size != file.bytes:
                return False
    return True


def _sealed(manifest: Manifest, tail: dict[str, pa.Table], source: Source, head: Position, folder: Path) -> Manifest:
    """The manifest with one more segment, once its files are in place."""
    first, last = manifest.last_n + 1, tail["fact"]["n"][-1].as_py()
    end = head.hash if last == head.count else hash_at(source, last)
    if end is None:
        raise AssertionError(f"the ledger gave fact {last} and no longer has it")
    mark = uuid.uuid4().hex[:12]
    files = {name: _write(tail[name], folder, f"{name}-{first}-{last}-{mark}.parquet") for name in SCHEMAS}
    segment = Segment(first_n=first, last_n=last, hash=end, files=files)
    longer = manifest.model_copy(update={"segments": (*manifest.segments, segment)})
    _replace(folder / MANIFEST, longer.model_dump_json(indent=1).encode())
    _sweep(folder, longer)
    return longer


def _write(rows: pa.Table, folder: Path, name: str) -> SealedFile:
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd", write_page_checksum=True)
    content = sink.getvalue().to_pybytes()
    _replace(folder / name, content)
    return SealedFile(name=name, rows=rows.num_rows, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _replace(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, rename: a reader sees all of it or none."""
    beside = path.with_name(f"{path.name}.{uuid.uuid4().hex[:12]}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Take away files that no manifest has listed for a day."""
    listed = {MANIFEST, *(file.name for segment in manifest.segments for file in segment.files.values())}
    long_ago = time.time() - UNLISTED_SECONDS
    for path in folder.iterdir():
        if path.name in listed or path.suffix not in {".parquet", ".part"}:
            continue
        with suppress(OSError):  # another process sweeps too, or still reads it
            if path.stat().st_mtime < long_ago:
                path.unlink()
