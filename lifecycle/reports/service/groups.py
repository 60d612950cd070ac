"""Uses alike, in columns: many millions of machines are some hundred thousand rows of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]

NO_DAY = np.iinfo(np.int64).min
"""Where nothing proves any use after the hand-over: then only its year matters."""


class Kind(NamedTuple):
    """What tells uses apart, beside their days."""

    category: str
    organisation: str
    """Who handed over; empty where this is not told apart."""
    record: str
    """What the workshop wrote down: see ServiceCell."""


class Group(NamedTuple):
    """Uses alike."""

    kind: Kind
    year: int
    inside: bool
    """The hand-over lies within the days asked for."""
    handed: date
    """Day of the hand-over."""
    last: date
    """Day of the last evidence."""
    ended: bool
    """The last evidence is its end."""
    prior_days: int
    """Days of service before it: of the machine, or of the purchase it stands for."""
    devices: int


@dataclass(frozen=True)
class Groups:
    """Many of them. Days are counted from 1970-01-01, or :data:`NO_DAY`."""

    kinds: tuple[Kind, ...]
    kind: Ints
    """Rank in ``kinds``."""
    year: Ints
    inside: Ints
    handed: Ints
    last: Ints
    ended: Ints
    prior_days: Ints
    devices: Ints

    @property
    def served(self) -> NDArray[np.bool_]:
        """Those that something proves after the day of the hand-over."""
        return self.last > self.handed

    @property
    def proven(self) -> NDArray[np.bool_]:
        """Those of which something tells after the hand-over, on its day at the earliest."""
        return self.served | (self.ended > 0)

    def totals(self, chosen: NDArray[np.bool_], *by: Ints) -> dict[tuple[int, ...], int]:
        """How many devices there are of each combination of these columns, among the chosen rows."""
        if not chosen.any():
            return {}
        columns = [column[chosen] for column in by]
        lows = [int(column.min()) for column in columns]
        codes = np.zeros(int(chosen.sum()), np.int64)
        widths = [int(column.max()) - low + 1 for column, low in zip(columns, lows, strict=True)]
        for column, low, width in zip(columns, lows, widths, strict=True):
            codes = codes * width + (column - low)
        found, place = np.unique(codes, return_inverse=True)
        counts = np.zeros(len(found), np.int64)
        np.add.at(counts, place, self.devices[chosen])
        keys = []
        for low, width in zip(reversed(lows), reversed(widths), strict=True):
            keys.append((found % width + low).tolist())
            found = found // width
        return dict(zip(zip(*reversed(keys), strict=True), counts.tolist(), strict=True))


def of_rows(groups: Sequence[Group]) -> Groups:
    """Groups told one by one."""
    kinds = tuple(sorted({group.kind for group in groups}))
    rank = {kind: i for i, kind in enumerate(kinds)}
    return Groups(
        kinds,
        _ints(rank[group.kind] for group in groups),
        _ints(group.year for group in groups),
        _ints(group.inside for group in groups),
        _days(group.handed for group in groups),
        _days(group.last for group in groups),
        _ints(group.ended for group in groups),
        _ints(group.prior_days for group in groups),
        _ints(group.devices for group in groups),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _days(days: Iterable[date]) -> Ints:
    return np.array(list(days), "datetime64[D]").astype(np.int64)


def of_table(table: pa.Table) -> Groups:
    """Groups as SQL sums them: machines handed over once, nothing of which is told one by one."""
    category, organisation = (table[name].combine_chunks().dictionary_encode() for name in ("category", "organisation"))
    ours = organisation.dictionary.to_pylist()
    codes = (_numbers(category.indices) * max(1, len(ours)) + _numbers(organisation.indices)) * 2
    codes += _numbers(table["recorded"])
    found, rank = np.unique(codes, return_inverse=True)
    theirs = category.dictionary.to_pylist()
    kinds = tuple(
        Kind(theirs[code // 2 // len(ours)], ours[code // 2 % len(ours)], "workshop" if code % 2 else "")
        for code in found.tolist()
    )
    return Groups(
        kinds,
        rank.astype(np.int64),
        _numbers(table["year"]),
        _numbers(table["inside"]),
        _numbers(pc.cast(table["handed"], pa.int32())),
        _numbers(pc.cast(table["last"], pa.int32())),
        _numbers(table["ended"]),
        np.zeros(table.num_rows, np.int64),
        _numbers(table["units"]),
    )


def _numbers(column: pa.Array | pa.ChunkedArray) -> Ints:
    return np.asarray(pc.fill_null(pc.cast(column, pa.int64()), NO_DAY).to_numpy(), np.int64)


def together(*parts: Groups) -> Groups:
    """Groups of one question, from wherever they come."""
    kinds: tuple[Kind, ...] = tuple(sorted({kind for part in parts for kind in part.kinds}))
    return _joined(kinds, [(part, {kind: kind for kind in part.kinds}) for part in parts])


def renamed(groups: Groups, names: Mapping[Kind, Kind]) -> Groups:
    """The same, their kinds under other names; several may have one."""
    return _joined(tuple(sorted(set(names.values()))), [(groups, names)])


def _joined(kinds: tuple[Kind, ...], parts: Sequence[tuple[Groups, Mapping[Kind, Kind]]]) -> Groups:
    rank = {kind: i for i, kind in enumerate(kinds)}
    ranks = [np.array([rank[names[kind]] for kind in part.kinds], np.int64)[part.kind] for part, names in parts]
    columns = ("year", "inside", "handed", "last", "ended", "prior_days", "devices")
    others = (np.concatenate([getattr(part, name) for part, _names in parts]) for name in columns)
    return Groups(kinds, np.concatenate(ranks), *others)
