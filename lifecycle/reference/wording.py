"""Texts of the reference data in the reader's language: titles, notes, regions, licences, places in a source.

They are written in English beside the values; their French is in the catalogue with all other texts. A
text of several parts holds a semicolon between them, and each part is looked up by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifecycle.reference.reading import Tables
from lifecycle.words import _, language

BETWEEN = "; "
_A_PATH = re.compile(r"https?://|\S*[/_]\S*\w(,|:| |$)|\.\w|\S+\.(csv|toml|ts|yml|md)\b")
"""What a place in a source begins with where it is a file or an address: the same in every language."""
_VERSION = re.compile(r",? at ([0-9a-f]{7,40})\b")
_TWO_PATHS = re.compile(r" and (?=\S*[/_.])")


def in_words(text: str | None) -> str:
    """A text of the reference data in the reader's language; nothing for none."""
    return between().join(_(part) for part in (text or "").split(BETWEEN))


def place_in_words(where: str | None) -> str:
    """A place in a source: words in the reader's language, a path as it is."""
    return between().join(_path(part) if is_path(part) else _(part) for part in (where or "").split(BETWEEN))


def _path(part: str) -> str:
    """A path, with the words between two of them and before the version of a repository."""
    told = _TWO_PATHS.sub(lambda _found: " " + _("and") + " ", part)
    return _VERSION.sub(lambda found: _(", version {hash}").format(hash=found[1]), told)


def between() -> str:
    """What stands between parts: French puts a narrow space before it."""
    return f"\u202f{BETWEEN}" if language() == "fr" else BETWEEN


def is_path(part: str) -> bool:
    """True where a place in a source begins with the path of a file or an address."""
    return bool(_A_PATH.match(part))


def texts(tables: Tables) -> frozenset[str]:
    """Every text that a translator has to know, part by part."""
    words = {part for text in _words(tables) for part in text.split(BETWEEN)}
    places = {part for text in _places(tables) for part in text.split(BETWEEN) if not is_path(part)}
    return frozenset(text for text in words | places if any(letter.isalpha() for letter in text))


def _words(tables: Tables) -> Iterator[str]:
    for source in tables.sources.values():
        yield from (source.title, source.publisher, source.year, source.region, source.licence, source.note or "")
    for values in tables.masses.values():
        yield from (value.note or "" for value in values)
    for factors in tables.factors.values.values():
        yield from (factor.note or "" for factor in factors)


def _places(tables: Tables) -> Iterator[str]:
    yield from (source.where for source in tables.sources.values())
    for factors in tables.factors.values.values():
        yield from (factor.where or "" for factor in factors)
