"""Which cells of a published table are masked, so that none tells of a few people or of one organisation.

First what is small itself (primary), then as many others (secondary) as it takes that no masked cell can be worked
out from the totals that are published beside it. After the practice of statistical offices; the thresholds are those
of ``data/reference/secrecy.toml``. A table is given as its cells, each with who stands behind it, and as the sums
that a reader can make: a total, and the cells that add up to it. Sums may share cells: communes in a grouping, in a
department, in the whole; places by categories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, Literal, Protocol, TypeVar

from lifecycle.words import N_

K = TypeVar("K", bound=Hashable)
Reason = Literal["few_people", "few_organisations", "one_organisation", "secondary"]
REASONS: Mapping[str, str] = {
    "few_people": N_("few people stand behind it"),
    "few_organisations": N_("few organisations stand behind it"),
    "one_organisation": N_("one organisation makes nearly all of it"),
    "secondary": N_("it would give away another masked cell"),
}
"""Why a cell is masked -> the words for it."""


class Thresholds(Protocol):
    """From how many on a cell may be shown."""

    @property
    def people(self) -> int: ...
    @property
    def organisations(self) -> int: ...
    @property
    def most_percent(self) -> int: ...


@dataclass(frozen=True)
class Behind:
    """Who stands behind a cell: so many people, and organisations, each with what it makes of the cell."""

    people: int = 0
    organisations: Mapping[str, int] = field(default_factory=dict)
    of_people: int = 0
    """What the people make of it together."""

    def __add__(self, other: Behind) -> Behind:
        together = Counter(self.organisations)
        together.update(other.organisations)
        return Behind(self.people + other.people, together, self.of_people + other.of_people)

    @property
    def nobody(self) -> bool:
        """Nothing stands behind it: it is shown as nothing."""
        return not self.people and not self.organisations


class Sum(tuple[K, tuple[K, ...]], Generic[K]):
    """A total, and the cells that add up to it."""

    __slots__ = ()

    def __new__(cls, total: K, parts: Iterable[K]) -> Sum[K]:
        return super().__new__(cls, (total, tuple(parts)))

    @property
    def cells(self) -> tuple[K, ...]:
        """The total, then its parts."""
        return (self[0], *self[1])


def small(behind: Behind, least: Thresholds) -> Reason | None:
    """Why a cell is not to be shown for itself; None where it may be.

    Enough people beside hide an organisation as other organisations do, unless it makes nearly all.
    """
    if 0 < behind.people < least.people:
        return "few_people"
    if not behind.organisations:
        return None
    if behind.people + len(behind.organisations) < least.organisations:
        return "few_organisations"
    made = [abs(amount) for amount in behind.organisations.values()]
    return "one_organisation" if 100 * max(made) > least.most_percent * (sum(made) + abs(behind.of_people)) else None


def masked(cells: Mapping[K, Behind], sums: Sequence[Sum[K]], least: Thresholds) -> dict[K, Reason]:
    """The cells to mask, each with why; nothing that is masked follows from what is shown.

    A total counts as what stands behind its parts together, unless it is given by itself. ``sums`` go from the whole
    to its parts: what is mended first is the last one.
    """
    told = dict(cells)
    for one in reversed(sums):  # totals of totals come first
        told.setdefault(one[0], sum((told[part] for part in one[1]), start=Behind()))
    hidden = {key: why for key, behind in told.items() if (why := small(behind, least))}
    while any(_mended(one, hidden, told, least) for one in reversed(sums)) or _known(hidden, told, sums):
        pass
    return hidden


def _mended(one: Sum[K], hidden: dict[K, Reason], told: Mapping[K, Behind], least: Thresholds) -> bool:
    """Mask more of a sum, while one masked cell is alone in it or all that is masked in it is small together."""
    before = len(hidden)
    while inside := [cell for cell in one.cells if cell in hidden]:
        if len(inside) > 1 and (one[0] in hidden or not _is_small(inside, told, least)):
            break
        more = _weakest(one, hidden, told)
        if more is None:
            break
        hidden[more] = "secondary"
    return len(hidden) > before


def _known(hidden: dict[K, Reason], told: Mapping[K, Behind], sums: Sequence[Sum[K]]) -> bool:
    """Mask one more cell beside a masked one that follows from several sums together."""
    known = worked_out(hidden, sums)
    for one in sums:
        more = _weakest(one, hidden, told) if known & set(one.cells) else None
        if more is not None:
            hidden[more] = "secondary"
            return True
    return False


def _is_small(inside: Sequence[K], told: Mapping[K, Behind], least: Thresholds) -> bool:
    """What is masked of a shown total is itself a cell that a reader can make: the total less what is shown."""
    return small(sum((told[cell] for cell in inside), start=Behind()), least) is not None


def _weakest(one: Sum[K], hidden: Mapping[K, Reason], told: Mapping[K, Behind]) -> K | None:
    """The shown cell of a sum with the least behind it, a part before its total; one of nothing hides nothing."""
    shown = [cell for cell in one[1] if cell not in hidden and not told[cell].nobody]
    if shown:
        return min(shown, key=lambda cell: (_weight(told[cell]), str(cell)))
    return one[0] if one[0] not in hidden else None


def _weight(behind: Behind) -> tuple[int, int]:
    return behind.people + len(behind.organisations), sum(map(abs, behind.organisations.values()))


def worked_out(hidden: Iterable[K], sums: Iterable[Sum[K]]) -> set[K]:
    """The masked cells that follow from the sums, whatever the others are: by elimination, in whole fractions."""
    unknown = {cell: place for place, cell in enumerate(hidden)}
    rows: dict[int, dict[int, Fraction]] = {}
    for one in sums:
        row = {unknown[part]: Fraction(1) for part in one[1] if part in unknown}
        if one[0] in unknown:
            row[unknown[one[0]]] = Fraction(-1)
        _reduce(row, rows)
    for pivot in sorted(rows, reverse=True):
        for other in rows.values():
            if other is not rows[pivot] and pivot in other:
                _subtract(other, rows[pivot], other[pivot])
    alone = {next(iter(row)) for row in rows.values() if len(row) == 1}
    return {cell for cell, place in unknown.items() if place in alone}


def _reduce(row: dict[int, Fraction], rows: dict[int, dict[int, Fraction]]) -> None:
    """Take from a row what is known, and keep the rest under its first unknown."""
    while row:
        first = min(row)
        if first not in rows:
            factor = row[first]
            rows[first] = {place: value / factor for place, value in row.items()}
            return
        _subtract(row, rows[first], row[first])


def _subtract(row: dict[int, Fraction], other: Mapping[int, Fraction], times: Fraction) -> None:
    for place, value in other.items():
        left = row.get(place, Fraction(0)) - times * value
        if left:
            row[place] = left
        else:
            row.pop(place, None)
