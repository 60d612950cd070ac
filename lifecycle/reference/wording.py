"""Texts of the reference data in the reader's language: notes, titles, regions, licences, places in a source.

They are written in English beside the values; their French is in the catalogue with all other texts. A
text of several parts holds a semicolon between them, and each part is looked up by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifecycle.reference.reading import Tables
from lifecycle.words import _

BETWEEN = "; "
_A_FILE = re.compile(r"\S*[/_.]\S*\w(,| |$)")
"""A place in a source that begins with a path: the same in every language."""


def in_words(text: str | None) -> str:
    """A text of the reference data in the reader's language; nothing for none."""
    return BETWEEN.join(_(part) for part in (text or "").split(BETWEEN))


def place_in_words(where: str | None) -> str:
    """A place in a source: a path as it is, words in the reader's language."""
    return BETWEEN.join(part if is_path(part) else _(part) for part in (where or "").split(BETWEEN))


def is_path(part: str) -> bool:
    """True where a place in a source begins with the path of a file or an address."""
    return bool(_A_FILE.match(part))


def texts(tables: Tables) -> frozenset[str]:
    """Every text that a translator has to know, part by part."""
    return frozenset(part for text in _texts(tables) for part in text.split(BETWEEN) if part)


def _texts(tables: Tables) -> Iterator[str]:
    for source in tables.sources.values():
        yield from (source.title, source.publisher, source.region, source.licence, source.note or "")
        yield BETWEEN.join(part for part in source.where.split(BETWEEN) if not is_path(part))
    for values in tables.factors.values.values():
        for value in values:
            yield value.note or ""
            yield BETWEEN.join(part for part in (value.where or "").split(BETWEEN) if not is_path(part))
