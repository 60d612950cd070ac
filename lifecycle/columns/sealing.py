"""Files that are written once: a segment with its sums, and several laid together.

Files get a new name each time and are renamed into place; the manifest that lists them is
replaced by rename. So any process reads without a lock, and two that seal at once only leave
files that nobody lists.
"""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lifecycle.columns.manifest import (
    MANIFEST,
    SEGMENT_FACTS,
    Damaged,
    Manifest,
    SealedFile,
    Segment,
    Stretch,
    short_ones,
)
from lifecycle.columns.shape import SCHEMAS, SORTED_BY, SUMS
from lifecycle.columns.sums import added_up, sums_of
from lifecycle.columns.uses import uses_of

ROWS_OF_A_GROUP = 32_768
"""Rows of a sealed file that a question reads or passes over as one."""
RARE = 100
"""A kind of fact or an account is rare where it has fewer rows than one in so many."""
UNLISTED_SECONDS = 24 * 3600
"""A file that no manifest lists is kept this long: a reader may have opened an earlier manifest."""


def seal(manifest: Manifest, tail: Mapping[str, pa.Table], last_n: int, end: str, folder: Path) -> Manifest:
    """The manifest with one more segment and its sums, once their files are in place; ``end`` is its last hash."""
    folder.mkdir(parents=True, exist_ok=True)
    first_n = manifest.last_n + 1
    sums = sums_of(tail, last_n) | uses_of(manifest, tail, last_n, folder)
    segment = Segment(first_n=first_n, last_n=last_n, hash=end, files=_written(tail, folder, first_n, last_n))
    summed = Stretch(first_n=first_n, last_n=last_n, files=_written(sums, folder, first_n, last_n))
    longer = manifest.model_copy(update={"segments": (*manifest.segments, segment), "sums": (*manifest.sums, summed)})
    listed(longer, folder)
    return longer


def laid_together(manifest: Manifest, folder: Path) -> Manifest:
    """The manifest with its last short segments and sums as one each, as often as there are eight of one length."""
    try:
        return _laid_together(manifest, folder)
    except (duckdb.Error, pa.ArrowInvalid) as fault:
        raise Damaged(*fault.args) from fault


def _laid_together(manifest: Manifest, folder: Path) -> Manifest:
    segments, sums = manifest.segments, manifest.sums
    while count := short_ones(segments):
        parts = segments[-count:]
        span = (parts[0].first_n, parts[-1].last_n)
        files = {name: _joined(parts, name, folder, *span) for name in SCHEMAS}
        segments = (*segments[:-count], Segment(first_n=span[0], last_n=span[1], hash=parts[-1].hash, files=files))
    while count := short_ones(sums):
        summed = sums[-count:]
        span = (summed[0].first_n, summed[-1].last_n)
        rows = {name: added_up(name, _read(summed, name, folder), span[1]) for name in SUMS}
        sums = (*sums[:-count], Stretch(first_n=span[0], last_n=span[1], files=_written(rows, folder, *span)))
    if (segments, sums) == (manifest.segments, manifest.sums):
        return manifest
    shorter = manifest.model_copy(update={"segments": segments, "sums": sums})
    _leave({file.name for file in manifest.files()} - {file.name for file in shorter.files()}, folder)
    listed(shorter, folder)
    return shorter


def listed(manifest: Manifest, folder: Path) -> None:
    """Put a manifest in force; its files are in place."""
    _replace(folder / MANIFEST, manifest.model_dump_json(indent=1).encode())
    _sweep(folder, manifest)


def _read(parts: Sequence[Stretch], name: str, folder: Path) -> list[pa.Table]:
    return [pq.read_table(folder / part.files[name].name) for part in parts]


def _joined(parts: Sequence[Segment], name: str, folder: Path, first_n: int, last_n: int) -> SealedFile:
    """One file of several segments: put in order anew where they are short, else group by group, as they lie."""
    target = folder / _new_name(name, first_n, last_n)
    if last_n - first_n < SEGMENT_FACTS:
        return _write(name, pa.concat_tables(_read(parts, name, folder)), target)
    files = [pq.ParquetFile(folder / part.files[name].name) for part in parts]
    groups = (file.read_row_group(i) for file in files for i in range(file.num_row_groups))
    return _write_groups(name, groups, target)


def _written(tables: Mapping[str, pa.Table], folder: Path, first_n: int, last_n: int) -> dict[str, SealedFile]:
    return {name: _write(name, rows, folder / _new_name(name, first_n, last_n)) for name, rows in tables.items()}


def _new_name(name: str, first_n: int, last_n: int) -> str:
    return f"{name}-{first_n}-{last_n}-{uuid.uuid4().hex[:12]}.parquet"


def _write(name: str, rows: pa.Table, target: Path) -> SealedFile:
    in_order = rows.sort_by([(column, "ascending") for column in SORTED_BY[name]])
    if name in SCHEMAS and rows.num_rows > ROWS_OF_A_GROUP:
        return _write_groups(name, _grouped(in_order, SORTED_BY[name][0]), target)
    return _write_groups(name, [in_order], target)


def _grouped(rows: pa.Table, first_key: str) -> Iterator[pa.Table]:
    """Rows in groups of one value of what they are sorted by first; those of rare values together, before the others.

    A question about one kind of fact or one account then reads its rows and few others.
    """
    values = pc.value_counts(rows[first_key])
    is_rare = pc.less(values.field("counts"), max(rows.num_rows // RARE, 1))
    rare = pc.is_in(rows[first_key], value_set=values.field("values").filter(is_rare))
    often = values.field("values").filter(pc.invert(is_rare))
    for chosen in (rare, *(pc.equal(rows[first_key], value) for value in often)):
        found = rows.filter(chosen)
        for first in range(0, found.num_rows, ROWS_OF_A_GROUP):
            yield found.slice(first, ROWS_OF_A_GROUP)


def _write_groups(name: str, groups: Iterable[pa.Table], target: Path) -> SealedFile:
    sink, count = pa.BufferOutputStream(), 0
    schema = (SCHEMAS | SUMS)[name]
    with pq.ParquetWriter(sink, schema, compression="zstd", write_page_checksum=True) as writer:
        for group in groups:
            writer.write_table(group, row_group_size=ROWS_OF_A_GROUP)
            count += group.num_rows
    content = sink.getvalue()
    _replace(target, content)
    return SealedFile(name=target.name, rows=count, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _replace(path: Path, content: bytes | pa.Buffer) -> None:
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


def _leave(names: set[str], folder: Path) -> None:
    """From now on nobody lists these: their day begins."""
    for name in names:
        with suppress(OSError):
            os.utime(folder / name)


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Take away files that no manifest has listed for a day."""
    known = {MANIFEST, *(file.name for file in manifest.files())}
    long_ago = time.time() - UNLISTED_SECONDS
    for path in folder.iterdir():
        if path.name in known or path.suffix not in {".parquet", ".part"}:
            continue
        with suppress(OSError):  # another process sweeps too, or still reads it
            if path.stat().st_mtime < long_ago:
                path.unlink()
