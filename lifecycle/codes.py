"""Codes of devices and identities of facts. Floor 1.

A device code is an organisation's prefix (2 to 6 of A-Z 0-9), seven random signs of
Crockford's base 32 (no I, L, O, U) and one check sign of the same 32: ``ATL7K3M9QXF``.
It is the same in every ledger.

The check sign makes the weighted sum of all signs zero in the field of 32 elements, GF(2^5).
Each place has its own weight, none of them zero, so in the signs of base 32 every wrong
sign and every swap of two signs (neighbours or not) changes the sum and is caught. (A sum
modulo 32 cannot do that: an even weight misses errors, two odd weights miss swaps.)

A prefix knows 36 signs and a check sign only 32, so whatever the method, at least four pairs
of prefix signs must stand for one another, both when one is misread and when neighbours are
swapped: to see all errors, 36 signs would have to map to 32 values without two meeting.
Exactly four pairs are left here, and they are pairs nobody confuses: I-8, L-W, O-K, U-3.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
import unicodedata
from functools import cache, lru_cache

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32."""
RANDOM_SIGNS = 7

_STANDS_FOR = {"I": "8", "L": "W", "O": "K", "U": "3"}
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)} | {
    extra: ALPHABET.index(sign) for extra, sign in _STANDS_FOR.items()
}
_PREFIX = re.compile(r"[A-Z0-9]{2,6}")
_CODE = re.compile(rf"[A-Z0-9]{{2,6}}[{ALPHABET}]{{{RANDOM_SIGNS + 1}}}")
_FIELD = 0b100101  # x^5 + x^2 + 1: 2 generates all 31 elements that are not zero


def _times(left: int, right: int) -> int:
    """The product of two elements of GF(2^5)."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0b100000:
            left ^= _FIELD
        right >>= 1
    return product


@cache
def _weights(count: int) -> tuple[int, ...]:
    """1, 2, 4, ... in GF(2^5): the weights of the places, from the check sign (weight 1) leftwards."""
    weights = [1]
    while len(weights) < count:
        weights.append(_times(weights[-1], 2))
    return tuple(weights)


def _weighted_sum(signs: str) -> int:
    total = 0
    for weight, sign in zip(_weights(len(signs)), reversed(signs), strict=True):
        total ^= _times(weight, _VALUE[sign])
    return total


def prefix_of(organisation: str) -> str:
    """With what an organisation's labels begin: the first six letters and digits of its code.

    >>> prefix_of("ATELIER-44")
    'ATELIE'
    """
    return "".join(sign for sign in organisation.upper() if sign.isascii() and sign.isalnum())[:6]


def _checked_prefix(prefix: str) -> str:
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"prefix {prefix!r}: an organisation's prefix is 2 to 6 of A-Z and 0-9")
    return prefix


def make_code(prefix: str, signs: str) -> str:
    """The code of these seven signs, with its check sign.

    >>> make_code("ATL", "7K3M9QX")
    'ATL7K3M9QXF'
    """
    _checked_prefix(prefix)
    if len(signs) != RANDOM_SIGNS or set(signs) - set(ALPHABET):
        raise ValueError(f"{signs!r}: a device code has {RANDOM_SIGNS} signs of {ALPHABET} after its prefix")
    # The check sign has weight 1 and -x is x in this field: it is the sum of all the others.
    return prefix + signs + ALPHABET[_weighted_sum(prefix + signs + "0")]


def random_code(prefix: str) -> str:
    """A new code.

    Among a hundred thousand labels two agree by chance about once in seven times: a door
    asks the ledger whether the code is taken, and draws again.
    """
    return make_code(prefix, "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS)))


def code_from(prefix: str, digest: bytes, attempt: int = 0) -> str:
    """The code an importer gives to what has this digest: always the same.

    ``attempt`` counts the codes already taken by another device.
    """
    number = int.from_bytes(hashlib.sha256(digest + attempt.to_bytes(4, "big")).digest(), "big")
    signs = []
    for _ in range(RANDOM_SIGNS):
        number, value = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[value])
    return make_code(prefix, "".join(signs))


def is_well_formed(code: str) -> bool:
    """True where the code has the shape of a device code; its check sign may still be wrong."""
    return _CODE.fullmatch(code) is not None


def check_sign_ok(code: str) -> bool:
    """True where the code has the shape of a device code and its check sign agrees."""
    return is_well_formed(code) and _weighted_sum(code) == 0


def uuid7(milliseconds: int | None = None) -> str:
    """A new identity for a fact told at a door: 48 bits of Unix time in ms, then chance (RFC 9562, 5.7)."""
    moment = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    value = (moment & (2**48 - 1)) << 80 | secrets.randbits(80)
    return _stamped(value, version=7)


def uuid8_of(reader: str, natural_key: str) -> str:
    """The identity of an imported fact: the same reader and natural key always give the same (RFC 9562, 5.8)."""
    digest = hashlib.sha256(f"{reader}\x00{natural_key}".encode("utf-8", "surrogatepass")).digest()
    return _stamped(int.from_bytes(digest[:16], "big"), version=8)


def _stamped(value: int, *, version: int) -> str:
    """The value with the version and variant bits of RFC 9562 in place."""
    value = value & ~(0xF << 76) | version << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    signs = f"{value:032x}"
    return f"{signs[:8]}-{signs[8:12]}-{signs[12:16]}-{signs[16:20]}-{signs[20:]}"


_COMPANY = frozenset(("ag", "bv", "co", "company", "computer", "computers", "corp", "corporation", "gmbh")) | {
    *("inc", "incorporated", "international", "limited", "llc", "ltd", "sa"),
}
_SAME_MAKER = {"hewlett packard": "hp", "asustek": "asus", "hewlettpackard": "hp"}


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """Lower case, without accents, every run of other signs as one space.

    >>> plain_words("  Ordinateur – Portable (É) ")
    'ordinateur portable e'
    """
    bare = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in bare if not unicodedata.combining(sign))
    return " ".join(kept.split())


@lru_cache(maxsize=4096)
def maker_name(manufacturer: str) -> str:
    """A maker's name as it is compared: no "Inc.", "Co., Ltd."; HP and ASUS under one name each."""
    words = [word for word in plain_words(manufacturer).split() if word not in _COMPANY]
    name = " ".join(words)
    return _SAME_MAKER.get(name, name)


def machine_identity(manufacturer: str | None, model: str | None, serial: str | None) -> str:
    """What recognises a machine that comes again, or in another format; empty where one of the three is unknown.

    >>> machine_identity("Hewlett-Packard", "HP ProBook 430 G4", "5cd7314hdy")
    'hp|probook 430 g4|5CD7314HDY'
    >>> machine_identity("HP", "ProBook 430  G4", "5CD7314HDY") == _
    True
    """
    if not (manufacturer and model and serial):
        return ""
    maker = maker_name(manufacturer)
    name = plain_words(model)
    for spoken in (plain_words(manufacturer), maker):
        name = name.removeprefix(f"{spoken} ")
    number = "".join(sign for sign in unicodedata.normalize("NFKC", serial).upper() if sign.isalnum())
    return f"{maker}|{name}|{number}" if maker and name and number else ""
