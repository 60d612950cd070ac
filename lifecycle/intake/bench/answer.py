"""What the bench says to a scan: a word, a sign, a sound, and what one key can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lifecycle.ledger import Receipt
from lifecycle.words import N_, Sentence, _, say

STATES: Mapping[str, tuple[str, str, str]] = {
    "done": (N_("Recorded"), "✓", "good"),
    "again": (N_("Already done"), "=", "again"),
    "undone": (N_("Undone"), "↶", "again"),
    "shown": (N_("Shown"), "i", "again"),
    "unknown": (N_("Unknown code"), "?", "ask"),
    "choose": (N_("Several devices"), "?", "ask"),
    "foreign": (N_("Another organisation’s"), "⇄", "ask"),
    "elsewhere": (N_("Elsewhere"), "→", "ask"),
    "disposed": (N_("Already disposed of"), "■", "ask"),
    "breach": (N_("Breaks a rule"), "!", "ask"),
    "refused": (N_("Refused"), "✕", "bad"),
    "lot": (N_("Lot in hand"), "▣", "good"),
    "test": (N_("Test label"), "⌨", "again"),
}
"""State of an answer -> its word, its sign, its sound. No two signs are the same."""


class Remedy(NamedTuple):
    """What one key does about an answer: the same scan with something added, another act, or a page to read."""

    words: Sentence
    first: str = ""
    act: str = ""
    reason: str = ""
    code: str = ""
    device: str = ""
    """The device whose page is opened, in a place of its own."""
    needs: str = ""
    """What must be chosen before: category."""

    def as_json(self) -> dict[str, str]:
        """What it adds to the scan, without what it leaves as it is."""
        return {name: str(value) for name, value in self._asdict().items() if value}


SHOW = N_("Show its life")
FIRST_WORDS: Mapping[str, str] = {
    "create": N_("Create it: received as {category}"),
    "take_over": N_("Take it over: passed on to you by {holder}"),
    "comes_back": N_("It comes back from use"),
    "found": N_("It is found again"),
    "take_out": N_("Move it into the lot in hand"),
}
"""Remedy -> what its key says."""


class Answer(NamedTuple):
    """What became of one code of one scan."""

    scan: str
    rank: int
    state: str
    code: str
    title: Sentence | str
    details: tuple[Sentence | str, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    receipt: Receipt | None = None
    keyboard: Sentence | None = None
    """What is wrong with the keyboard of the scanner, where a code had to be put right."""
    lot: str = ""
    """The lot that is in hand from now on."""
    counted: str = ""
    """The category under which it was counted."""

    def as_json(self) -> dict[str, Any]:
        """For the browser, in the reader's language."""
        word, sign, sound = STATES[self.state]
        receipt = self.receipt
        return {
            "scan": self.scan,
            "rank": self.rank,
            "state": self.state,
            "word": _(word),
            "sign": sign,
            "sound": sound,
            "code": self.code,
            "title": str(self.title),
            "details": [str(one) for one in self.details if str(one)],
            "remedies": [one.as_json() for one in self.remedies],
            "keyboard": str(self.keyboard) if self.keyboard else "",
            "lot": self.lot,
            "counted": self.counted,
            "receipt": None
            if receipt is None
            else {
                "events": list(receipt.event_ids),
                "first": receipt.first_n,
                "last": receipt.last_n,
                "hash": receipt.hash_at_last_n,
                "words": _receipt_words(receipt),
            },
        }


def _receipt_words(receipt: Receipt) -> str:
    if receipt.first_n == receipt.last_n:
        return _("fact {n}").format(n=receipt.first_n)
    return _("facts {first} to {last}").format(first=receipt.first_n, last=receipt.last_n)


def keyboard_words(layout: str, layouts: Mapping[str, str]) -> Sentence | None:
    """What to do where a code had to be put right; nothing where it came as it is."""
    if layout == "as_typed":
        return None
    told = N_("{wrong}. The code was put right; set the scanner to the keyboard of this computer.")
    return say(told, wrong=say(layouts[layout]))
