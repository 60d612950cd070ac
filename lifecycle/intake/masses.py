"""A mass as people type it: “12,4 kg”, “12 400 g”, “12400”; read to the gram, or refused with its reason."""

from __future__ import annotations

import re

from lifecycle.intake.table.cells import BadCell, whole_number
from lifecycle.words import _

GRAMS_OF = {"g": 1, "kg": 1000, "t": 1_000_000}
"""Unit -> the grams in it."""
_MASS = re.compile(
    r"(?P<number>.*?\d)\s*(?P<unit>g|gr|grammes?|grams?|kg|kilos?|kilogrammes?|kilograms?|t|tonnes?)?", re.I
)


def grams_told(text: str) -> int:
    """Grams of a typed mass; a number alone is in grams, and has no decimals. Raises :class:`BadCell`."""
    match = _MASS.fullmatch(text.strip())
    if match is None:
        raise BadCell(_("not a mass: write 12,4 kg, 12400 g or 12400"))
    unit = (match["unit"] or "").casefold()
    if not unit and re.search(r"[.,]", match["number"]):
        raise BadCell(_("with decimals, the unit is needed: write 12,4 kg, or whole grams"))
    sort = "kg" if unit.startswith("k") else "t" if unit.startswith("t") else "g"
    grams = whole_number(match["number"], GRAMS_OF[sort])
    if grams < 0:
        raise BadCell(_("a mass is not below zero"))
    return grams
