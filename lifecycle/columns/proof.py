"""Proof that the columns say what the ledger says."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lifecycle.columns.segments import Columns, hash_at
from lifecycle.columns.shape import Source
from lifecycle.words import Sentence, say

Sums = dict[str, tuple[int, int, int]]
"""Account (or rule, for breach marks) -> rows, grams, units (changes, for breach marks)."""


@dataclass(frozen=True)
class Proof:
    """What the comparison of columns and ledger found; nothing means that they are equal."""

    findings: tuple[Sentence, ...]

    @property
    def ok(self) -> bool:
        """The columns equal the ledger."""
        return not self.findings


def check(source: Source, columns: Columns) -> Proof:
    """Compare columns with their ledger: files, hashes, number of facts, sums of every account.

    The ledger is read up to the position of the columns: facts recorded since do not matter.
    """
    files = tuple(_damaged(columns))
    if files:
        return Proof(files)
    return Proof((*_unbound(source, columns), *_unequal(source, columns), *_wrongly_summed(columns)))


def _damaged(columns: Columns) -> Iterator[Sentence]:
    for file in columns.manifest.files():
        path = columns.folder / file.name
        if not path.is_file():
            yield say("{file} is missing from the columns; they will be built anew", file=file.name)
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            yield say("{file} is not as it was sealed; delete the columns folder to build it anew", file=file.name)


def _unbound(source: Source, columns: Columns) -> Iterator[Sentence]:
    if source.head().ledger_id != columns.ledger_id:
        yield say("the columns are those of another ledger ({ledger})", ledger=columns.ledger_id)
        return
    ends = [(segment.last_n, segment.hash) for segment in columns.manifest.segments]
    for n, expected in [*ends, (columns.count, columns.hash)]:
        if n and hash_at(source, n) != expected:
            yield say("fact {n} of the ledger is not the one from which the columns were cut", n=n)


def _unequal(source: Source, columns: Columns) -> Iterator[Sentence]:
    count = sum(1 for _ in source.facts(after=0, upto=columns.count))
    rows = sum(table.num_rows for table in _all(columns, "fact"))
    if not count == rows == columns.count:
        yield say("the columns hold {rows} facts, the ledger {count}", rows=rows, count=count)
    in_ledger = {
        "leg": _sums((leg.account, leg.grams, leg.units) for _, leg in source.legs(after=0, upto=columns.count)),
        "breach": _sums((mark.rule, 0, mark.change) for _, mark in source.breaches(after=0, upto=columns.count)),
    }
    in_columns = {
        "leg": _sums(_rows(columns, "leg", ("account", "grams", "units"))),
        "breach": _sums((rule, 0, change) for rule, change in _rows(columns, "breach", ("rule", "change"))),
    }
    for name in in_ledger:
        for key in sorted({*in_ledger[name], *in_columns[name]}):
            theirs, ours = (sums[name].get(key, (0, 0, 0)) for sums in (in_ledger, in_columns))
            if theirs != ours:
                yield say(
                    "{what}: the ledger has {theirs} (rows, grams, units), the columns {ours}",
                    what=key,
                    theirs=theirs,
                    ours=ours,
                )


def _wrongly_summed(columns: Columns) -> Iterator[Sentence]:
    """The sums of every account are those of the sealed legs."""
    sealed = replace(columns, tail={})
    of_legs = _sums(_rows(sealed, "leg", ("account", "grams", "units")))
    for name in ("booked", "booked_by_origin"):
        of_sums = _sums(_rows(sealed, name, ("account", "grams", "units")))
        for account in sorted({*of_legs, *of_sums}):
            theirs, ours = (sums.get(account, (0, 0, 0))[1:] for sums in (of_legs, of_sums))
            if theirs != ours:
                yield say(
                    "{what}: the legs sum to {theirs} (grams, units), their kept sums say {ours}",
                    what=account,
                    theirs=theirs,
                    ours=ours,
                )


def _sums(rows: Iterable[tuple[str, int, int]]) -> Sums:
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, grams, units in rows:
        line = found[key]
        line[0] += 1
        line[1] += grams
        line[2] += units
    return {key: (line[0], line[1], line[2]) for key, line in found.items()}


def _all(columns: Columns, name: str) -> Iterator[pa.Table]:
    for path in columns.files(name):
        yield pq.read_table(path)
    if name in columns.tail:
        yield columns.tail[name]


def _rows(columns: Columns, name: str, fields: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for table in _all(columns, name):
        yield from zip(*(table[field].to_pylist() for field in fields), strict=True)
