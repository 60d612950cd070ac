"""The first row of a table: each column is read, declared ignored, or refused by name."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from lifecycle.codes import plain_words
from lifecycle.events import ENVELOPE, KINDS
from lifecycle.intake.table.cells import BadCell, Cell, text_of
from lifecycle.intake.table.french import HEADERS, IGNORED
from lifecycle.intake.table.shape import UNITS, shapes_of
from lifecycle.words import _, catalogue, language

SUBJECT_COLUMNS = ("device", "part", "lot", "organisation")
"""Columns that hold the bare code of the subject."""

_DERIVED = ("kind_version", "also")
_UNIT_WORDS: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys(("g", "gramme", "grammes", "gram", "grams"), ("grams", 1)),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogramme", "kilogrammes", "kilograms"), ("grams", 1000)),
    **dict.fromkeys(("t", "tonne", "tonnes"), ("grams", 1_000_000)),
    **dict.fromkeys(("m", "metre", "metres"), ("metres", 1)),
    "km": ("metres", 1000),
    **dict.fromkeys(("min", "minute", "minutes"), ("minutes", 1)),
    **dict.fromkeys(("h", "heure", "heures", "hours"), ("minutes", 60)),
    **dict.fromkeys(("centime", "centimes", "cent", "cents"), ("cents", 1)),
    **dict.fromkeys(("eur", "euro", "euros"), ("cents", 100)),
}
_STANDING_ALONE = ("kg", "km", "g", "grammes", "tonnes", "kilogrammes", "minutes", "euros", "eur", "centimes")


@dataclass(frozen=True)
class Column:
    """A column to read. ``names``: the fields it may hold, one for each kind of fact.

    ``factor`` turns its numbers into grams, metres, minutes or cents; None where a
    French title says no unit: then it may only hold what has none.
    """

    place: int
    title: str
    names: tuple[str, ...]
    factor: int | None
    unit: str = ""


@dataclass(frozen=True)
class Header:
    """All columns of a table, and what is wrong with its first row: (title, reason)."""

    columns: tuple[Column, ...]
    ignored: tuple[str, ...]
    untitled: tuple[int, ...]
    faults: tuple[tuple[str, str], ...]
    width: int

    @property
    def knows_kind(self) -> bool:
        """True where a column says of which kind each row is."""
        return any("kind" in column.names for column in self.columns)


@cache
def english_names() -> tuple[str, ...]:
    """Every column name: the envelope, the subjects, and all fields of all kinds."""
    names = [name for name in ENVELOPE if name not in _DERIVED]
    names += [*SUBJECT_COLUMNS, "code"]
    for kind in KINDS.values():
        names += list(shapes_of(kind))
    return tuple(dict.fromkeys(names))


@cache
def _titles() -> Mapping[str, tuple[str, ...]]:
    """What a title may say -> the names it may stand for; English names first."""
    found: dict[str, list[str]] = {}
    for name in english_names():
        found.setdefault(plain_words(name), []).append(name)
    for name, words in HEADERS.items():
        for word in words:
            if name not in (names := found.setdefault(plain_words(word), [])):
                names.append(name)
    return {title: tuple(names) for title, names in found.items()}


@cache
def _unit_of_names() -> Mapping[str, str]:
    return {
        name: shape.unit
        for kind in KINDS.values()
        for name, shape in shapes_of(kind).items()
        if shape.sort == "whole" and shape.unit in UNITS
    }


@cache
def kind_words() -> Mapping[str, frozenset[str]]:
    """What a cell may say -> the kinds: the name, its label in English and French, the French word of its docstring."""
    found: dict[str, set[str]] = {}
    for name, kind in KINDS.items():
        first_line = (kind.__doc__ or "").strip().partition("\n")[0].rstrip(". ")
        french = first_line.rpartition("(")[2].rstrip(")").split(",") if first_line.endswith(")") else []
        for word in (name, kind.label, catalogue("fr").gettext(kind.label), *french):
            found.setdefault(plain_words(word), set()).add(name)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def _spoken(title: str) -> str:
    return plain_words(title.replace("€", " eur "))


def resolve(title: str) -> tuple[tuple[str, ...], int | None, str]:
    """The names a title may stand for, the factor of its unit, and the unit; no names where it is unknown."""
    word = _spoken(title)
    titles, units = _titles(), _unit_of_names()
    if word in _STANDING_ALONE:
        unit, factor = _UNIT_WORDS[word]
        return (unit,), factor, unit
    base, _space, last = word.rpartition(" ")
    if base and last in _UNIT_WORDS and word.replace(" ", "_") not in english_names():
        unit, factor = _UNIT_WORDS[last]
        names = titles.get(base) or titles.get(base.removesuffix(" en").removesuffix(" in"), ())
        if measured := tuple(name for name in names if units.get(name) == unit):
            return measured, factor, unit
    names = titles.get(word, ())
    said_in_english = any(plain_words(name) == word for name in names)
    return names, 1 if said_in_english else None, ""


def unit_of(word: str) -> tuple[str, int] | None:
    """The unit that a word or a sign names, and how many of it are one: kg is 1000 grams, € is 100 cents."""
    return _UNIT_WORDS.get("euro" if word == "€" else plain_words(word))


def title_of(name: str) -> str:
    """How a reader would title the column of a field: in French the first word of its list, else its name."""
    return HEADERS[name][0] if language() == "fr" and name in HEADERS else name


def is_known(title: str) -> bool:
    """True where a title names a column that is read."""
    return bool(resolve(title)[0])


def read_header(cells: Sequence[Cell]) -> Header:
    """The columns of a first row. Faults are collected, each with what to do.

    Two columns may mean one field ("Référence", "Numéro de certificat"): a row may fill both only alike.
    """
    columns: list[Column] = []
    ignored: list[str] = []
    untitled: list[int] = []
    faults: list[tuple[str, str]] = []
    for place, cell in enumerate(cells):
        try:
            title = text_of(cell)
        except BadCell as fault:
            faults.append((str(cell), str(fault)))
            continue
        if not title:
            untitled.append(place)
            continue
        names, factor, unit = resolve(title)
        if _spoken(title) in _ignored_words() and not names:
            ignored.append(title)
        elif not names:
            faults.append((title, unknown_column(title)))
        else:
            columns.append(Column(place, title, names, factor, unit))
    header = Header(tuple(columns), tuple(ignored), tuple(untitled), tuple(faults), len(cells))
    if not header.knows_kind:
        missing = _("no column says of which kind each row is; add a column “kind” (in French: « type de fait »)")
        header = replace(header, faults=(*header.faults, ("kind", missing)))
    return header


@cache
def _ignored_words() -> frozenset[str]:
    return frozenset(plain_words(word) for word in IGNORED)


def unknown_column(title: str) -> str:
    """Why a column is refused, and what it might have meant."""
    near = difflib.get_close_matches(_spoken(title), list(_titles()), n=3, cutoff=0.6)
    meant = _(" Did you mean {near}?").format(near=", ".join(f"“{word}”" for word in near)) if near else ""
    return (
        _(
            "unknown column: rename it, remove it, or call it “note” to leave it unread. "
            "Known for every kind: {known}; `lifecycle record KIND --help` lists the columns of a kind."
        ).format(known=", ".join((*ENVELOPE[:2], *SUBJECT_COLUMNS, "acting", "occurred_on", "occurred_at", "place")))
        + meant
    )
