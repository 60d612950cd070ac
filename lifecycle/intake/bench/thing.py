"""What a code leads to, where it stands, and what has to happen before it is in our hands."""

from __future__ import annotations

from typing import NamedTuple

from lifecycle import reference
from lifecycle.intake.bench.scan import First, Scan
from lifecycle.journey import Device, load_state
from lifecycle.journey.past import StateRow
from lifecycle.journey.state import LoosePart, Lot, State, legal_of, lots_of
from lifecycle.ledger import Ledger
from lifecycle.rules import CUSTODY_WORDS
from lifecycle.words import N_, Sentence, say


class Thing(NamedTuple):
    """What a code leads to; nothing is known of it where ``row`` is absent."""

    code: str
    subject: str
    row: StateRow | None = None
    state: State | None = None

    @property
    def sort(self) -> str:
        """device, part, lot or organisation."""
        return self.subject.partition(":")[0]

    @property
    def custody(self) -> str:
        """Who holds it; unknown where nothing is known of it."""
        return self.row.custody if self.row else "unknown"

    @property
    def organisation(self) -> str:
        """Who holds it, or held it last."""
        return self.row.organisation if self.row else ""

    @property
    def legal(self) -> str:
        """PRODUCT, WASTE or ENDED_WASTE; empty where it is nowhere."""
        items = self.state.items if isinstance(self.state, Device | LoosePart) else []
        return legal_of(items) or ""

    @property
    def lot(self) -> str:
        """The lot it is in, empty where it is in none."""
        items = self.state.items if isinstance(self.state, Device | LoosePart) else []
        return next((lot for item in items for lot in lots_of(item)), "")

    @property
    def category(self) -> str:
        """Its category, in the reader's language; empty where it is not known."""
        known = reference.load().category(self.row.category) if self.row and self.row.category else None
        return known.label() if known else ""

    @property
    def words(self) -> str:
        """What stands on the shelf: category, maker, model."""
        machine = (self.state.manufacturer, self.state.model) if isinstance(self.state, Device) else ()
        return " ".join(filter(None, (self.category, *machine)))


def thing_of(ledger: Ledger, code: str) -> Thing:
    """What a code leads to: a device, a part or a lot; a device nobody has told of where it leads nowhere."""
    subject = ledger.resolve(code)
    row = ledger.state(subject) if subject and not subject.startswith("organisation:") else None
    if subject is None or row is None:
        return Thing(code, f"device:{code}")
    return Thing(subject.partition(":")[2], subject, row, load_state(row.state, subject))


class Hand(NamedTuple):
    """How a thing stands when the act itself begins: in our stock, in a lot or in none."""

    legal: str
    lot: str


class Open(NamedTuple):
    """Something stands between the code and the act; remedies are what one key may do about it."""

    state: str
    """unknown, foreign, elsewhere, disposed"""
    words: Sentence
    remedies: tuple[First, ...] = ()


ELSEWHERE: dict[str, tuple[str, First | None]] = {
    "in_use": (N_("{code} is in use: somebody has it"), "comes_back"),
    "in_support": (N_("{code} is in after-sales: it belongs to its holder"), "comes_back"),
    "lost": (N_("{code} is written down as lost"), "found"),
    "expected": (N_("{code} is announced and has not been received yet"), "create"),
    "in_transit": (N_("{code} is on its way in lot {lot}: its disposal is already recorded"), None),
    "at_operator": (N_("{code} is at the operator in lot {lot}: its disposal is already recorded"), None),
    "ended": (N_("{code} has been treated: its life has ended"), None),
}
"""Custody -> what is said of it, and the remedy that brings the thing into our hands."""


def in_hand(thing: Thing, scan: Scan) -> Hand | Open:
    """How the thing stands in our stock, once the remedy that a person chose has been done; else what is in the way."""
    if scan.first is not None:
        return _after(scan, thing)
    if thing.row is None:
        return Open("unknown", say("{code} is not in this ledger", code=thing.code), ("create",))
    if thing.custody == "passed_on":
        return _passed_on(thing, scan)
    if thing.custody not in {"in_stock", "in_lot"}:
        words, first = ELSEWHERE.get(thing.custody, (N_("{code}: {custody}"), None))
        state = "elsewhere" if first else "disposed"
        told = say(words, code=thing.code, lot=thing.lot, custody=say(CUSTODY_WORDS[thing.row.custody]))
        return Open(state, told, (first,) if first else ())
    if thing.organisation != scan.organisation:
        told = say("{code} is in the stock of {holder}", code=thing.code, holder=thing.organisation)
        return Open("foreign", told, ("take_over",))
    return Hand(thing.legal, thing.lot)


def _passed_on(thing: Thing, scan: Scan) -> Open:
    if thing.organisation == scan.organisation:
        words = say("{code} was passed on to you and has not been received yet", code=thing.code)
        return Open("elsewhere", words, ("create",))
    told = say("{code} was passed on to {holder}", code=thing.code, holder=thing.organisation)
    return Open("foreign", told, ("create",))


def _after(scan: Scan, thing: Thing) -> Hand:
    if scan.first == "create":
        return Hand(scan.presets.legal if thing.row is None else thing.legal or scan.presets.legal, "")
    if scan.first == "take_out" or scan.first == "take_over":
        return Hand(thing.legal, "")
    return Hand(thing.legal, thing.lot if scan.first == "found" else "")


def is_open_lot(thing: Thing) -> bool:
    """A lot into which things can still go."""
    return isinstance(thing.state, Lot) and thing.custody in {"in_stock", "expected"}
