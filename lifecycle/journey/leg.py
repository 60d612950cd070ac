"""A leg of the books: grams of one item entering or leaving one account on one day."""

from __future__ import annotations

from typing import NamedTuple

LIVE = ("stock", "parts", "use", "support", "transit", "operator", "passed_on", "lost")
TERMINAL = ("recycled", "other_recovery", "disposed", "treated")
OPEN = ("outside", "estimate", "reweighing")
ACCOUNTS = LIVE + TERMINAL + OPEN

LINES = ("reused", "prepared", "parts", "new", "contested")
"""Why grams in use count: re-used, prepared for re-use, parts re-used; new parts and contested grams do not."""


class Leg(NamedTuple):
    """One row of the books. The legs of one fact sum to zero, in grams and in units.

    ``fact`` is the position of the fact in the ledger, ``day`` the civil day (ISO) on which
    the grams move. The position at which the ledger learnt it is added by the ledger (``n``).
    Empty text stands for "none".
    """

    fact: int
    day: str
    kind: str
    item: str
    category: str
    origin: str
    """body, harvested, new or line"""
    home_device: str
    home_place: str
    account: str
    organisation: str
    place: str
    legal: str
    line: str
    lot: str
    proof: str
    source: str
    """where the grams come from: weighed, document, stated, share (of a weighed lot), estimated, default, unknown"""
    first: int
    """1 where the item enters use for the first time, else 0"""
    grams: int
    units: int
