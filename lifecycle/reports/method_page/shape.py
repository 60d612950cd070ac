"""What a page of method is made of: sections of paragraphs, lists and tables, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Column(NamedTuple):
    """The words over a column, and whether it holds numbers, or days and short names that no line may cut."""

    words: str
    number: bool = False
    uncut: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a caption; the first cell names its row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    folded: bool = False
    """A long table that a screen may keep closed until it is asked for; on paper all are open."""


Lines = tuple[str, ...]
"""A list, one line an entry."""
Block = str | Lines | Table


@dataclass(frozen=True)
class Section:
    """A part of the page; its id stands in addresses and is the same in every language."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """The whole."""

    title: str
    summary: str
    sections: tuple[Section, ...]
    language: str

    def tables(self) -> Iterator[Table]:
        """Every table, from the top."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Table))
