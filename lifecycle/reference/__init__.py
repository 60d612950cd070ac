"""What is known of the world: values by validity and edition, codes, categories, sources. Floor 2.

The files are in ``data/reference``; no figure stands in code. A value has two axes: the days
on which it is true (half-open), and the edition in which we knew it. Blocks are only added.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lifecycle.reference.cards import (
    Category,
    EditionCard,
    Flux,
    Operation,
    PartKind,
    PriceCap,
    Question,
    Source,
    WasteCode,
    WeeeCategory,
)
from lifecycle.reference.factor import Corrected, Correction, Factor, Family
from lifecycle.reference.faults import BadReference, MissingValue, UnknownEdition
from lifecycle.reference.folder import reference_folder
from lifecycle.reference.reading import Tables, read_tables
from lifecycle.reference.resolved import digest, resolved_text
from lifecycle.reference.table import Reference
from lifecycle.reference.timeline import edition_key
from lifecycle.reference.value import Value, WasteCodeStatus
from lifecycle.words import say

_tables = cache(read_tables)


def load(edition: str | None = None, *, folder: Path | None = None) -> Reference:
    """The reference data as an edition sees them; the newest edition unless one is named.

    Read once per folder and process. Raises :class:`BadReference` with every fault of the
    files, :class:`UnknownEdition` where no value belongs to the edition.
    """
    root = folder or reference_folder()
    return _reference(edition or _newest(root), root)


@cache
def _newest(root: Path) -> str:
    known = editions(folder=root)
    if not known:
        raise BadReference([say("{folder} holds no dated value, so no edition", folder=root)])
    return known[-1]


@cache
def _reference(edition: str, root: Path) -> Reference:
    known = editions(folder=root)
    if edition not in known:
        raise UnknownEdition(edition, known)
    return Reference(edition=edition, tables=_tables(root))


def editions(*, folder: Path | None = None) -> tuple[str, ...]:
    """Every edition, oldest first."""
    tables = _tables(folder or reference_folder())
    return tuple(sorted(tables.editions, key=edition_key))


def released(*, folder: Path | None = None) -> dict[str, EditionCard]:
    """Edition -> its day of release and the hash of its resolved table."""
    return dict(_tables(folder or reference_folder()).released)


def resolved(edition: str, *, folder: Path | None = None) -> str:
    """The whole table in force for an edition, one line a stretch of days. ``digest`` gives its SHA-256."""
    return resolved_text(load(edition, folder=folder))


__all__ = [
    "BadReference",
    "Category",
    "Corrected",
    "Correction",
    "EditionCard",
    "Factor",
    "Family",
    "Flux",
    "MissingValue",
    "Operation",
    "PartKind",
    "PriceCap",
    "Question",
    "Reference",
    "Source",
    "Tables",
    "UnknownEdition",
    "Value",
    "WasteCode",
    "WasteCodeStatus",
    "WeeeCategory",
    "digest",
    "edition_key",
    "editions",
    "load",
    "reference_folder",
    "released",
    "resolved",
]
