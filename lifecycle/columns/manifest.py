"""What lies in the folder of the columns: sealed segments, the sums over them, and the list of both.

Segments and their sums are cut at the same positions. The last eight of one length are laid together
into one, so that a ledger that grows by a few thousand facts at a time does not end in thousands of
small files, and a month is one row of sums instead of one a segment. Nothing is changed in place: the
new file is listed instead of the eight, which stay until nobody can be reading them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from lifecycle.columns.shape import SCHEMAS, SUMS

VERSION = 4
"""A manifest of another version is no manifest: the columns are built anew."""
MANIFEST = "manifest.json"
TAIL_FACTS = 2_000
"""A tail of this many facts is sealed; below it, reading them from the ledger is quicker than a file."""
SEGMENT_FACTS = 200_000
"""Most facts of one segment, which bounds the memory that a rebuild takes."""
TOGETHER_FACTS = 2_000_000
"""Most facts of several segments laid together. A question known at a position inside reads legs from its beginning."""
TOGETHER = 8
"""So many of one length are laid together."""


class SealedFile(BaseModel):
    """One Parquet file."""

    model_config = ConfigDict(frozen=True)

    name: str
    rows: int
    bytes: int
    sha256: str


class Stretch(BaseModel):
    """What the ledger learnt from ``first_n`` to ``last_n``, in one file a table."""

    model_config = ConfigDict(frozen=True)

    first_n: int
    last_n: int
    files: dict[str, SealedFile]

    @property
    def facts(self) -> int:
        """How many facts it covers."""
        return self.last_n - self.first_n + 1


class Segment(Stretch):
    """Facts, legs and breach marks."""

    hash: str
    """Hash of the fact at ``last_n``."""


class Manifest(BaseModel):
    """The segments in force and the sums over them, both in order and both up to the same position."""

    model_config = ConfigDict(frozen=True)

    version: int = VERSION
    ledger_id: str
    segments: tuple[Segment, ...] = ()
    sums: tuple[Stretch, ...] = ()

    @property
    def last_n(self) -> int:
        """The last position that is sealed."""
        return self.segments[-1].last_n if self.segments else 0

    def files(self) -> Iterator[SealedFile]:
        """Every file that it lists."""
        for stretch in (*self.segments, *self.sums):
            yield from stretch.files.values()

    def summed_upto(self, n: int) -> int:
        """The last position up to ``n`` at which a file of sums ends."""
        return max((stretch.last_n for stretch in self.sums if stretch.last_n <= n), default=0)


def manifest_in(folder: Path) -> Manifest | None:
    """The manifest of a folder, where there is one of this version that names each table of each stretch."""
    try:
        found = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None
    whole = _follow(found.segments, set(SCHEMAS)) and _follow(found.sums, set(SUMS))
    summed = found.sums[-1].last_n if found.sums else 0
    return found if found.version == VERSION and whole and summed == found.last_n else None


def _follow(stretches: Sequence[Stretch], tables: set[str]) -> bool:
    """Each begins where the one before ended, the first at the first fact, and all name these tables."""
    firsts = [1, *(stretch.last_n + 1 for stretch in stretches)]
    return all(
        stretch.first_n == first and set(stretch.files) == tables
        for stretch, first in zip(stretches, firsts, strict=False)
    )


CHECKED_BYTES = 512 * 2**20
"""So many bytes are compared with their seals when columns are opened, small files first: half a second's reading."""

_compared: set[tuple[str, int, int, int]] = set()
"""Files that this program has compared with their seals: hash, inode, size and time of change."""


def is_intact(manifest: Manifest, folder: Path, *, every: bool = False) -> bool:
    """Each listed file lies in the folder, and its bytes are those that were sealed.

    Bytes are compared once, and again where the file has changed; of columns larger than
    ``CHECKED_BYTES`` those of the smaller files, unless ``every`` one is asked for.
    """
    left = CHECKED_BYTES
    for file in sorted(manifest.files(), key=lambda file: file.bytes):
        path = folder / file.name
        if path.parent != folder or not path.is_file():
            return False
        state = path.stat()
        mark = (file.sha256, state.st_ino, state.st_size, state.st_mtime_ns)
        if state.st_size != file.bytes:
            return False
        left -= file.bytes
        if mark in _compared and not every:
            continue
        if left >= 0 or every:
            with path.open("rb") as content:
                if hashlib.file_digest(content, "sha256").hexdigest() != file.sha256:
                    return False
            _compared.add(mark)
    return True


class Damaged(OSError):
    """A sealed file cannot be read."""


def is_pattern(folder: Path) -> bool:
    """DuckDB would take the path for a pattern: its files are then read by other means, into memory."""
    return not set("*?[").isdisjoint(str(folder))


def short_ones(stretches: Sequence[Stretch]) -> int:
    """How many of the last stretches to lay together: eight of one length, if that makes no more than is sensible."""
    last = stretches[-TOGETHER:]
    if len(last) < TOGETHER or len({_length(stretch.facts) for stretch in last}) > 1:
        return 0
    return TOGETHER if sum(stretch.facts for stretch in last) <= TOGETHER_FACTS else 0


def _length(facts: int) -> int:
    """How often a tail was laid together eight by eight to come to so many facts."""
    length = 0
    while facts >= TAIL_FACTS * TOGETHER:
        facts //= TOGETHER
        length += 1
    return length
