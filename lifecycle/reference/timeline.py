"""Which block is in force on a day: the newest edition that speaks of that day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, Protocol, TypeVar


class Block(Protocol):
    """What has a validity (half-open) and an edition."""

    @property
    def edition(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


T = TypeVar("T", bound=Block)


def edition_key(edition: str) -> tuple[int, int]:
    """Order of editions: "2026-2" is before "2026-10"."""
    year, _, rank = edition.partition("-")
    return int(year), int(rank)


def starts(block: Block) -> date:
    """The first day of a block; without one it has always held."""
    return block.valid_from or date.min


@dataclass(frozen=True)
class Timeline(Generic[T]):
    """Blocks cut into stretches of days that follow each other."""

    days: tuple[date, ...]
    """First day of each stretch."""
    blocks: tuple[T | None, ...]

    def on(self, day: date) -> T | None:
        """The block in force on a day."""
        rank = bisect_right(self.days, day)
        return self.blocks[rank - 1] if rank else None

    def stretches(self) -> Iterator[tuple[date, date | None, T]]:
        """(first day, first day after, block) of each stretch where something is in force."""
        if not self.days:
            return  # only a later edition speaks of it
        ends: list[date | None] = [*self.days[1:], None]
        for first, after, block in zip(self.days, ends, self.blocks, strict=True):
            if block is not None:
                yield first, after, block


def timeline(blocks: Sequence[T], edition: str) -> Timeline[T]:
    """On each day, the block of the newest edition up to ``edition`` that is valid that day."""
    known = [block for block in blocks if edition_key(block.edition) <= edition_key(edition)]
    known.sort(key=lambda block: edition_key(block.edition), reverse=True)
    days: list[date] = []
    in_force: list[T | None] = []
    bounds = {starts(block) for block in known} | {block.valid_to for block in known if block.valid_to}
    for day in sorted(bounds):
        block = next((b for b in known if starts(b) <= day and (b.valid_to is None or day < b.valid_to)), None)
        if not in_force or block is not in_force[-1]:
            days.append(day)
            in_force.append(block)
    return Timeline(tuple(days), tuple(in_force))


def newest(blocks: Sequence[T], edition: str) -> list[T]:
    """The blocks of the newest edition up to ``edition``: codes are restated whole."""
    known = [block for block in blocks if edition_key(block.edition) <= edition_key(edition)]
    last = max((edition_key(block.edition) for block in known), default=None)
    return [block for block in known if edition_key(block.edition) == last]


def disorder(blocks: Sequence[T]) -> Iterator[tuple[T, T, bool]]:
    """Neighbours (earlier, later) that are out of order (True), or overlap within one edition (False)."""
    for earlier, later in pairwise(blocks):
        order = (edition_key(earlier.edition), starts(earlier)), (edition_key(later.edition), starts(later))
        if order[0] > order[1]:
            yield earlier, later, True
        elif earlier.edition == later.edition and (earlier.valid_to is None or earlier.valid_to > starts(later)):
            yield earlier, later, False
