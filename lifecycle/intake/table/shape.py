"""What a field of a kind holds, derived from its class, and how a cell becomes that."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, StringConstraints

from lifecycle.codes import plain_words
from lifecycle.events.envelope import Code, Commune, OperationCode, Sha256, Slug, WasteCode
from lifecycle.events.envelope import Fact as AnyFact
from lifecycle.intake.draft import Reference
from lifecycle.intake.table.cells import BadCell, Cell, day_of, decimal_of, text_of, whole_number, yes_or_no
from lifecycle.intake.table.french import VALUES
from lifecycle.words import _

Sort = Literal["whole", "yes_no", "day", "instant", "choice", "text", "many", "group"]

UNITS = ("grams", "metres", "minutes", "cents")
_UNIT_SAID = re.compile(r"\b(grams|metres|minutes|cents)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Shape:
    """What a field holds. ``unit`` is that of a whole number, as its description names it."""

    sort: Sort
    pattern: str = ""
    choices: tuple[str, ...] = ()
    unit: str = ""
    item: Shape | None = None
    fields: tuple[tuple[str, Shape], ...] = ()
    category: bool = False


@cache
def shapes_of(kind: type[BaseModel]) -> Mapping[str, Shape]:
    """Field -> shape, in the order of the class; envelope included for a fact."""
    hints = get_type_hints(kind, include_extras=True)
    found = {}
    for name, info in kind.model_fields.items():
        unit = _UNIT_SAID.search(info.description or "")
        found[name] = _shape(hints[name], name, unit[1].lower() if unit else "")
    return found


def _shape(hint: Any, name: str, unit: str = "") -> Shape:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        pattern = next((mark.pattern for mark in marks if isinstance(mark, StringConstraints)), None)
        if pattern is None:
            return _shape(inner, name, unit)
        word = pattern if isinstance(pattern, str) else pattern.pattern if pattern else ""
        return Shape("text", pattern=word, category=word == pattern_of(Slug) and name in ("category", "categories"))
    if origin in (Union, UnionType):
        return _shape(next(arm for arm in get_args(hint) if arm is not NoneType), name, unit)
    if origin is Literal:
        return Shape("choice", choices=tuple(str(value) for value in get_args(hint)))
    if origin is tuple:
        return Shape("many", item=_shape(get_args(hint)[0], name))
    return _plain_shape(hint, name, unit)


def _plain_shape(hint: Any, name: str, unit: str) -> Shape:
    if hint is bool:
        return Shape("yes_no")
    if hint is int:
        return Shape("whole", unit=unit)
    if hint is datetime:
        return Shape("instant")
    if hint is date:
        return Shape("day")
    if hint is str:
        return Shape("text")
    if isinstance(hint, type) and issubclass(hint, BaseModel) and not issubclass(hint, AnyFact):
        return Shape("group", fields=tuple(shapes_of(hint).items()))
    raise TypeError(f"{name}: a table cannot hold {hint!r}; teach shape.py how it is written in a cell")


def pattern_of(alias: Any) -> str:
    """The pattern of one of the small types of the envelope."""
    return next(str(mark.pattern) for mark in get_args(alias) if isinstance(mark, StringConstraints))


def _value_words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for value, words in VALUES.items():
        for word in (value, *words):
            found.setdefault(plain_words(word), set()).add(value)
    return {word: frozenset(values) for word, values in found.items()}


_FRENCH_VALUES = _value_words()


@dataclass(frozen=True)
class CellReader:
    """Reads cells with the categories of the reference data, under their slug or their label."""

    reference: Reference

    def value(self, shape: Shape, cell: Cell, factor: int = 1) -> object:
        """What the field gets. Raises :class:`BadCell`."""
        match shape.sort:
            case "whole":
                return whole_number(cell, factor)
            case "yes_no":
                return yes_or_no(cell)
            case "day":
                return day_of(cell)
            case "choice":
                return self._choice(shape, text_of(cell))
            case "many":
                return self._many(shape, text_of(cell))
            case _:
                return self._text(shape, cell)

    def _choice(self, shape: Shape, text: str) -> str:
        word = plain_words(text)
        direct = [choice for choice in shape.choices if plain_words(choice) == word]
        french = sorted(_FRENCH_VALUES.get(word, frozenset()) & set(shape.choices))
        found = direct or french
        if len(found) != 1:
            raise BadCell(_("not one of: {choices}").format(choices=", ".join(shape.choices)))
        return found[0]

    def _text(self, shape: Shape, cell: Cell) -> str:
        text = text_of(cell)
        if shape.category:
            return self._category(text)
        if shape.pattern == pattern_of(Slug):
            known = _FRENCH_VALUES.get(plain_words(text), frozenset())
            return next(iter(known)) if len(known) == 1 and text not in known else text.lower()
        if shape.pattern == pattern_of(Code):
            return text.upper()
        if shape.pattern == pattern_of(Sha256):
            return text.lower()
        if shape.pattern == pattern_of(Commune):
            # A workbook keeps 01004 as the number 1004: INSEE codes have five signs, so the zero is certain.
            return "".join(text.upper().split()).zfill(5)
        if shape.pattern == pattern_of(WasteCode):
            return _waste_code(text)
        if shape.pattern == pattern_of(OperationCode):
            match = re.fullmatch(r"([RD])\s*(\d{1,2})(?:\s*(F))?", text.upper())
            return " ".join(filter(None, match.groups())) if match else text
        if shape.pattern.startswith(r"^\d"):
            return "".join(text.split())
        if shape.pattern.startswith(r"^-?\d"):
            return f"{decimal_of(cell):f}"
        if shape.pattern.startswith("^[0-9a-f]{8}"):
            return text.lower()
        if shape.pattern.startswith("^(device|"):
            return _subject(text)
        return text

    def _category(self, text: str) -> str:
        if text in self.reference.categories:
            return text
        word = plain_words(text)
        found = [
            slug
            for slug, category in self.reference.categories.items()
            if word in (plain_words(slug), plain_words(category.label("fr")), plain_words(category.label("en")))
        ]
        if len(found) != 1:
            known = ", ".join(sorted(self.reference.categories))
            raise BadCell(_("unknown category; known: {known}").format(known=known))
        return found[0]

    def _many(self, shape: Shape, text: str) -> tuple[object, ...]:
        item = shape.item or Shape("text")
        if text.startswith("["):
            return tuple(self._member(item, one) for one in _json_list(text))
        signs = r"[|,;]" if item.pattern == pattern_of(Code) or item.sort == "choice" else r"\|"
        return tuple(self._member(item, piece) for piece in re.split(signs, text) if piece.strip())

    def _member(self, item: Shape, said: object) -> object:
        if item.sort != "group":
            return self.value(item, said) if isinstance(said, str) else said
        if isinstance(said, Mapping):
            known = dict(item.fields)
            return {
                name: self.value(known[name], value) if name in known and isinstance(value, str) else value
                for name, value in said.items()
            }
        pieces = said.split(":") if isinstance(said, str) else said
        if not isinstance(pieces, list):
            raise BadCell(_("each item is an object, or its fields separated by :"))
        return self._group(item, pieces)

    def _group(self, item: Shape, pieces: list[object]) -> dict[str, object]:
        order = ":".join(name for name, _shape in item.fields)
        if len(pieces) > len(item.fields):
            raise BadCell(_("an item has more fields than {order}").format(order=order))
        group: dict[str, object] = {}
        for (name, shape), piece in zip(item.fields, pieces, strict=False):
            if piece is None or (isinstance(piece, str) and not piece.strip()):
                continue
            try:
                group[name] = self.value(shape, piece) if isinstance(piece, str) else piece
            except BadCell as fault:
                raise BadCell(f"{name}: {fault}") from None
        return group


def _json_list(text: str) -> list[object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BadCell(_("begins like JSON ([) but is none")) from None
    if not isinstance(found, list):
        raise BadCell(_("begins like JSON ([) but is none"))
    return found


def _waste_code(text: str) -> str:
    digits = re.sub(r"[\s.]", "", text).rstrip("*")
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (3, 4, 5, 6):
        return text
    digits = digits.zfill(6 if len(digits) > 4 else 4)  # a workbook drops the first zero
    pairs = " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))
    return pairs + ("*" if text.rstrip().endswith("*") else "")


def _subject(text: str) -> str:
    sort, colon, code = text.partition(":")
    return f"{sort.strip().lower()}{colon}{code.strip().upper()}"
