"""A ledger's columns as it stands now: the sealed segments that it has, and the live tail.

A segment is cut from the ledger for the positions ``first_n`` to ``last_n`` and bound to the
hash of the fact at ``last_n``. Work cut short at any moment leaves what was sealed before it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from lifecycle.columns.manifest import SEGMENT_FACTS, TAIL_FACTS, Damaged, Manifest, is_intact, manifest_in
from lifecycle.columns.sealing import laid_together, seal
from lifecycle.columns.shape import SCHEMAS, Position, Source, tables

TAIL_LEGS = 20_000
"""A tail of this many legs is sealed, however few facts told them."""


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
        stretches = self.manifest.segments if name in SCHEMAS else self.manifest.sums
        return [self.folder / stretch.files[name].name for stretch in stretches if stretch.files[name].rows]

    def are_as_sealed(self) -> bool:
        """Every sealed file is there, to the byte."""
        try:
            return is_intact(self.manifest, self.folder, every=True)
        except OSError:
            return False


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
    kept = None if rebuild else manifest_in(folder)
    if kept is None or not _belongs(kept, source, head) or not is_intact(kept, folder):
        kept = Manifest(ledger_id=head.ledger_id)
    tail = _next(source, kept.last_n, head)
    try:
        while _is_long(tail, tail_facts):
            last = tail["fact"]["n"][-1].as_py()
            end = head.hash if last == head.count else hash_at(source, last)
            if end is None:
                raise AssertionError(f"the ledger gave fact {last} and no longer has it")
            kept = laid_together(seal(kept, tail, last, end, folder), folder)
            if progress is not None:
                progress(kept.last_n, head.count)
            tail = _next(source, kept.last_n, head)
    except OSError as fault:
        if isinstance(fault, Damaged) and not rebuild:
            return refresh(source, folder, rebuild=True, tail_facts=tail_facts, progress=progress)
        # A read-only or full disk: slower, not wrong.
        tail = tables(source, kept.last_n, head.count)
    return Columns(folder, kept, tail, head.ledger_id, head.count, head.hash)


def _next(source: Source, after: int, head: Position) -> dict[str, pa.Table]:
    """What comes after a position: all of it, or as much as one segment holds, cut where a batch ends."""
    upto = min(head.count, after + SEGMENT_FACTS)
    found = tables(source, after, upto)
    if upto == head.count:
        return found
    ends = found["fact"].filter(pc.field("n") == pc.field("batch"))["n"]
    if not len(ends):  # one batch is longer than a segment
        return found
    return {name: table.filter(pc.field("n") <= ends[-1]) for name, table in found.items()}


def _is_long(tail: dict[str, pa.Table], facts: int) -> bool:
    rows: dict[str, int] = {name: table.num_rows for name, table in tail.items()}
    return rows["fact"] >= facts or rows["leg"] >= TAIL_LEGS


def _belongs(manifest: Manifest, source: Source, head: Position) -> bool:
    """The ledger still has, at the last sealed position, the fact that was sealed."""
    if manifest.ledger_id != head.ledger_id or manifest.last_n > head.count:
        return False
    return not manifest.segments or manifest.segments[-1].hash == hash_at(source, manifest.last_n)


def hash_at(source: Source, n: int) -> str | None:
    """The hash of the fact at this position, where there is one."""
    return next((entry.hash for entry in source.facts(after=n - 1, upto=n)), None)
