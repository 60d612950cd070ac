"""What a scanner or a hand put into the field: the codes in it, whatever the keyboard made of them.

A scanner types as a keyboard does. Set for another layout than the computer's, it types other
signs; without an end sign, codes run together; a QR code may hold a whole address. The check
sign of each code tells which reading is the right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from lifecycle.codes import ALPHABET, RANDOM_SIGNS, check_sign_ok, is_well_formed
from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.told import whole_told
from lifecycle.words import N_

TEST_LABEL = "LIFECYCLE-TEST-0123456789-AQWZM"
"""What is printed on the label that shows how a scanner is set: the signs that layouts disagree on."""

LAYOUTS = {
    "as_typed": N_("The scanner and this computer have the same keyboard"),
    "qwerty_on_azerty": N_("The scanner is set for an English keyboard (QWERTY), this computer for a French one"),
    "azerty_on_qwerty": N_("The scanner is set for a French keyboard (AZERTY), this computer for an English one"),
}
"""Layout -> what is wrong with it."""

_SWAPPED = str.maketrans("AQZWaqzw", "QAWZqawz")
_TYPED_BY = {
    "as_typed": {},
    # On a French keyboard the keys of digits give these signs; M, colon, slash, dot and hyphen lie elsewhere.
    "qwerty_on_azerty": str.maketrans("&é\"'(-è_çàÉÈÇÀ,?)!Mm:°", "1234567890" + "2790" + "MM-/:;._"),
    "azerty_on_qwerty": str.maketrans("!@#$%^&*():;.><6", "1234567890MM:/.-"),
}
_IN_ADDRESS = re.compile(r"/d/([^/?#\s]+?)(?=https?:|[/?#\s]|$)", re.IGNORECASE)
_APART = re.compile(r"[\s,;|]+")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,39}")
_LONGEST_PREFIX, _SHORTEST_PREFIX = 6, 2
_SIGNS = RANDOM_SIGNS + 1
_MISREAD = str.maketrans("OIL", "011")
ENDING = 4
"""So many last signs of a code find it."""


class Typed(NamedTuple):
    """What was read: codes in their order, and the layout under which they make sense."""

    codes: tuple[str, ...]
    layout: str
    is_test: bool = False


def typed(text: str, *, prefixes: Collection[str], known: Callable[[str], bool]) -> Typed:
    """The codes in a text: as it stands, else as another keyboard would have typed it.

    ``prefixes`` are those of the organisations of the ledger, ``known`` says whether a code is in it.
    """
    readings = list(_readings(text))
    for layout, read in readings:
        if "".join(read.split()) == TEST_LABEL:
            return Typed((), layout, is_test=True)
    found = [(layout, tuple(codes_in(read, prefixes))) for layout, read in readings]
    for layout, codes in found:
        if codes and all(check_sign_ok(code) or known(code) for code in codes):
            return Typed(codes, layout)
    return Typed(found[0][1], "as_typed")


def codes_in(text: str, prefixes: Collection[str]) -> Iterator[str]:
    """The codes of one reading: those of its addresses, else its words, what ran together cut apart."""
    addressed: list[str] = _IN_ADDRESS.findall(text)
    for word in addressed or _APART.split(text.strip()):
        if word:
            yield from run_together(word, prefixes) or (_mended(word),)


def run_together(text: str, prefixes: Collection[str]) -> tuple[str, ...]:
    """The codes that a text is made of, scanned without a sign between them; none where that is not certain."""
    if len(text) < 2 * (_SHORTEST_PREFIX + _SIGNS) or is_well_formed(text):
        return ()
    for allowed in (frozenset(prefixes), None):
        ways = _ways(text, allowed)
        if allowed is None:
            ways = [way for way in ways if len({code[:-_SIGNS] for code in way}) == 1]
        if len(ways) == 1:
            return ways[0]
    return ()


def _ways(text: str, allowed: Collection[str] | None) -> list[tuple[str, ...]]:
    """The ways to cut a text into codes whose check signs agree; from the end, each place is looked at once."""
    ways: list[list[tuple[str, ...]]] = [[] for _ in range(len(text))] + [[()]]
    for start in reversed(range(len(text))):
        for length in range(_SHORTEST_PREFIX + _SIGNS, _LONGEST_PREFIX + _SIGNS + 1):
            code = text[start : start + length]
            if len(code) < length or not ways[start + length] or not check_sign_ok(code):
                continue
            if allowed is None or code[:-_SIGNS] in allowed:
                # Two ways are as good as many: neither is certain.
                ways[start] += [(code, *rest) for rest in ways[start + length]]
                ways[start] = ways[start][:8]
    return ways[0]


def grams_typed(text: str) -> int:
    """Grams of a typed or weighed mass, whatever the keyboard; raises :class:`BadCell` of the text as it stands."""
    fault: BadCell | None = None
    for layout, table in _TYPED_BY.items():
        as_meant = text if layout == "as_typed" else _as_meant(text, table).replace(";", ",")
        try:
            return whole_told(as_meant, "grams")
        except BadCell as one:
            fault = fault or one
    assert fault is not None
    raise fault


def is_code(text: str) -> bool:
    """It can be a code at all."""
    return _CODE.fullmatch(text) is not None


def is_misread(text: str) -> bool:
    """It has the shape of our codes, and its check sign says that a sign of it is wrong."""
    return is_well_formed(text) and not check_sign_ok(text)


def may_be_an_ending(text: str) -> bool:
    """Few signs, as one types the last of a label."""
    return len(text) == ENDING and set(text) <= set(ALPHABET)


def _mended(word: str) -> str:
    """The letters O, I and L, which no code holds after its prefix, read as the digits they look like."""
    mended = word[:-_SIGNS] + word[-_SIGNS:].translate(_MISREAD)
    return mended if not is_well_formed(word) and check_sign_ok(mended) else word


def _readings(text: str) -> Iterator[tuple[str, str]]:
    for layout, table in _TYPED_BY.items():
        yield layout, (text if layout == "as_typed" else _as_meant(text, table)).strip().upper()


def _as_meant(text: str, table: dict[int, int]) -> str:
    return "".join(sign.translate(table) if ord(sign) in table else sign.translate(_SWAPPED) for sign in text)
