"""Codes in words: who holds a thing."""

from __future__ import annotations

from collections.abc import Mapping

from lifecycle.events import Custody
from lifecycle.words import N_, Sentence, say

CUSTODY_WORDS: Mapping[str, str] = {
    "unknown": N_("unknown"),
    "expected": N_("expected"),
    "in_stock": N_("in stock"),
    "in_lot": N_("in a lot"),
    "in_use": N_("in use"),
    "in_support": N_("in after-sales"),
    "in_transit": N_("in transit"),
    "at_operator": N_("at the operator"),
    "passed_on": N_("passed on"),
    "lost": N_("lost"),
    "ended": N_("ended"),
}


def in_words(custody: Custody) -> Sentence:
    """Who holds a thing, as a person says it."""
    return say(CUSTODY_WORDS[custody])
