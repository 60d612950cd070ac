"""A commune as people write it: its INSEE code, or its name where only one bears it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lifecycle.codes import plain_words
from lifecycle.intake.table.cells import BadCell
from lifecycle.reference.territory import Territory, department_of, load_territory
from lifecycle.words import _

_CODE = re.compile(r"(\d{2}|2[AB])\d{3}", re.I)
LISTED = 6
"""Communes of one name that are listed for a person to choose from."""


def commune_told(text: str, edition: str) -> str:
    """The INSEE code of a commune. Raises :class:`BadCell` where there is none, or several bear the name."""
    word, known = text.strip(), load_territory(edition)
    if _CODE.fullmatch(word):
        if word.upper() not in known.communes:
            raise BadCell(_("no commune has this INSEE code (it is not the postcode); its name can be written too"))
        return word.upper()
    found = _by_name(edition).get(plain_words(word), ())
    if not found:
        raise BadCell(_("no commune of this name: write it as on a map, or its INSEE code"))
    if len(found) > 1:
        raise BadCell(
            _("several communes bear this name: write the INSEE code, {codes}").format(
                codes=", ".join(_in_words(found, known))
            )
        )
    return found[0]


def _in_words(codes: tuple[str, ...], known: Territory) -> Iterator[str]:
    for code in codes[:LISTED]:
        yield f"{code} ({known.departments.get(department_of(code), department_of(code))})"
    if len(codes) > LISTED:
        yield "…"


@cache
def _by_name(edition: str) -> dict[str, tuple[str, ...]]:
    """Plain name -> the communes of today that bear it."""
    found: dict[str, tuple[str, ...]] = {}
    for one in load_territory(edition).communes.values():
        if not one.within:
            name = plain_words(one.name)
            found[name] = (*found.get(name, ()), one.code)
    return found
