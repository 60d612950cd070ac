"""Where a thing stands: items and their holdings, devices, loose parts, lots, organisations.

States are what the replay carries from one fact to the next. They are derived: the facts
alone are the truth, and any state can be made again from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from lifecycle.codes import machine_identity
from lifecycle.events import Custody, Data, Legal, Work

MEASURED = frozenset({"weighed", "document", "stated", "share"})
"""Sources after which a new mass is a re-weighing, no longer a replaced estimate."""

UNSORTED = "unsorted"
"""Category of a line of which nobody said what it is."""

CUSTODY_OF_ACCOUNT: dict[str, Custody] = {
    "stock": "in_stock",
    "parts": "in_stock",
    "use": "in_use",
    "support": "in_support",
    "transit": "in_transit",
    "operator": "at_operator",
    "passed_on": "passed_on",
    "lost": "lost",
}


@dataclass(slots=True)
class Holding:
    """Grams and units of one item that are in one account with the same attributes."""

    account: str
    organisation: str
    place: str = ""
    legal: str = ""
    line: str = ""
    lot: str = ""
    proof: str = ""
    source: str = "unknown"
    grams: int = 0
    units: int = 0

    def attributes(self) -> tuple[str, ...]:
        """All that tells two holdings of one item apart."""
        return (
            self.account,
            self.organisation,
            self.place,
            self.legal,
            self.line,
            self.lot,
            self.proof,
            self.source,
        )

    @property
    def custody(self) -> Custody:
        """The custody of what is held here."""
        if self.account == "stock" and self.lot:
            return "in_lot"
        return CUSTODY_OF_ACCOUNT[self.account]


@dataclass(slots=True)
class Item:
    """What the books weigh: a device's body, a part, or a line of uncoded things."""

    id: str
    category: str
    origin: str
    home_device: str = ""
    home_place: str = ""
    own_g: int = 0
    """Mass by its own weighing, document or default, in grams: what a lot's mass is shared by."""
    own_source: str = "unknown"
    holdings: list[Holding] = field(default_factory=list)
    served: bool = False
    medium: str = ""
    medium_state: str = ""
    public_origin: bool = False
    certified_in: list[str] = field(default_factory=list)
    """Lots whose certificates treated some of it: one that falls gives it back."""
    lost_from: str = ""
    """The account it was lost from: where it is again if its holder has it."""
    lost_with: str = ""
    """The subject of that loss: the thing itself, or the lot it was in."""

    @property
    def grams(self) -> int:
        """Present mass in live accounts, in grams."""
        return sum(holding.grams for holding in self.holdings)

    @property
    def measured(self) -> bool:
        """Its present mass comes from a scale or a paper, not from a default."""
        return bool(self.holdings) and all(holding.source in MEASURED for holding in self.holdings)

    @property
    def weighed(self) -> bool:
        """It was itself weighed, documented or stated: a lot's mass is not shared out to it."""
        return self.own_source in {"weighed", "document", "stated"}


@dataclass(slots=True)
class MediumState:
    """A storage medium and what became of the data on it."""

    state: Data = "unknown"
    kind: str = "unknown"
    bytes: int | None = None
    serial: str | None = None
    model: str | None = None


@dataclass(slots=True)
class Device:
    """A device: its body, the parts in it, and the four facets of where it stands."""

    body: Item | None = None
    parts: dict[str, Item] = field(default_factory=dict)
    expected: bool = False
    untouched: bool = False
    """Entered, and nothing has changed the machine since: a weighing now counts from its entry."""
    entry_weighing: str = ""
    """Identity of the weighing that was counted from its entry."""
    work: Work = "new"
    media: dict[str, MediumState] = field(default_factory=dict)
    media_absent: bool = False
    collected_place: str = ""
    donor_kind: str = "unknown"
    donor: str = ""
    assumed: str = ""
    """Identity of the reception that was only assumed from a machine file."""
    manufacturer: str | None = None
    model: str | None = None
    serial_number: str | None = None
    chassis: str | None = None
    memory_bytes: int | None = None
    cpu: str | None = None
    handovers: list[str] = field(default_factory=list)
    evidence_on: str = ""
    """Last day on which its use was proven."""

    @property
    def items(self) -> list[Item]:
        """Its body and the parts in it."""
        return [] if self.body is None else [self.body, *(self.parts[code] for code in sorted(self.parts))]

    @property
    def custody(self) -> Custody:
        """Who holds it: where its body is."""
        if self.body is None:
            return "expected" if self.expected else "unknown"
        return custody_of(self.body)

    @property
    def legal(self) -> Legal | None:
        """PRODUCT, WASTE or ENDED_WASTE."""
        return legal_of(self.items)

    @property
    def organisation(self) -> str:
        """The organisation that holds it, or held it last."""
        return organisation_of(self.items)

    @property
    def mass_g(self) -> int:
        """Present mass in grams, with the parts in it."""
        return sum(item.grams for item in self.items)

    @property
    def mass_source(self) -> str:
        """Where the mass of the body comes from."""
        if self.body is None or not self.body.holdings:
            return "unknown"
        return self.body.holdings[0].source

    @property
    def identity(self) -> str:
        """What recognises the machine when it comes again; empty where unknown."""
        return machine_identity(self.manufacturer, self.model, self.serial_number)

    def lots(self) -> Iterator[str]:
        """Codes of the lots some of its grams are in."""
        for item in self.items:
            yield from lots_of(item)


@dataclass(slots=True)
class LoosePart:
    """A part with a code of its own: loose, or inside a host."""

    item: Item | None = None
    host: str = ""
    """The device it is in, as a subject; then its item is kept there."""

    @property
    def items(self) -> list[Item]:
        """The part itself while it is loose."""
        return [] if self.item is None else [self.item]

    @property
    def custody(self) -> Custody:
        """Who holds it."""
        return "unknown" if self.item is None else custody_of(self.item)

    def lots(self) -> Iterator[str]:
        """Codes of the lots it is in."""
        for item in self.items:
            yield from lots_of(item)


@dataclass(slots=True)
class Certificate:
    """A certificate in force: what it moved, to be taken back whole if it is withdrawn."""

    fact: int
    event_id: str
    reference: str
    stage_before: str
    moves: list[tuple[str, str, tuple[str, ...], int, int]] = field(default_factory=list)
    """(owner, item, attributes, grams, units) of each leg"""
    arrival: int = 0
    """How many of the first moves say only that the lot arrived, which nobody had recorded."""


@dataclass(slots=True)
class Lot:
    """What travels together: members, lines of its own, and how far it has come."""

    stage: str = "none"
    """none, expected, open, transit, operator, lost"""
    lost_from: str = ""
    """How far it had come when it was lost."""
    legal: str = ""
    waste_code: str = ""
    slip: str = ""
    destination: str = ""
    members: list[str] = field(default_factory=list)
    """Subjects that its facts put into it, its own lines included; some may have left it by facts of their own."""
    lines: list[Item] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    handovers: list[str] = field(default_factory=list)
    collected_place: str = ""

    @property
    def items(self) -> list[Item]:
        """Its own lines."""
        return self.lines

    def lots(self) -> Iterator[str]:
        """Codes of the lots its lines are in."""
        for item in self.lines:
            yield from lots_of(item)


@dataclass(slots=True)
class Authorisation:
    """An authorisation as granted, in force or not."""

    reference: str
    activity: str
    valid_from: str
    valid_to: str
    waste_codes: list[str]
    categories: list[str]


@dataclass(slots=True)
class Organisation:
    """What is known of an organisation, whatever the order in which it was told."""

    registered: dict[str, str] = field(default_factory=dict)
    """Identity of the fact -> name"""
    granted: dict[str, Authorisation] = field(default_factory=dict)
    withdrawn: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Identity of the fact -> (reference, void from)"""

    def authorisation_on(self, day: str, waste_code: str, categories: set[str]) -> bool:
        """It may treat this waste, of these categories, on this day."""
        for deed in self.granted.values():
            if deed.activity != "treatment" or not deed.valid_from <= day:
                continue
            if deed.valid_to and day >= deed.valid_to:
                continue
            if any(ref == deed.reference and day >= void_from for ref, void_from in self.withdrawn.values()):
                continue
            if deed.waste_codes and waste_code and waste_code not in deed.waste_codes:
                continue
            if deed.categories and not categories <= set(deed.categories):
                continue
            return True
        return False


State = Device | LoosePart | Lot | Organisation

_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    "device": TypeAdapter(Device),
    "part": TypeAdapter(LoosePart),
    "lot": TypeAdapter(Lot),
    "organisation": TypeAdapter(Organisation),
}
_NEW: dict[str, type[State]] = {"device": Device, "part": LoosePart, "lot": Lot, "organisation": Organisation}


def sort_of(subject: str) -> str:
    """device, part, lot or organisation."""
    return subject.partition(":")[0]


def new_state(subject: str) -> State:
    """The state of a subject before its first fact."""
    return _NEW[sort_of(subject)]()


def dump_state(state: State, subject: str) -> str:
    """A state as JSON text."""
    text: str = _ADAPTERS[sort_of(subject)].dump_json(state, exclude_defaults=True).decode()
    return text


def load_state(text: str, subject: str) -> State:
    """The state of a JSON text."""
    state: State = _ADAPTERS[sort_of(subject)].validate_json(text)
    return state


def custody_of(item: Item) -> Custody:
    """Who holds an item; of several holdings the one furthest along decides."""
    if not item.holdings:
        return "ended"
    return item.holdings[-1].custody


def legal_of(items: list[Item]) -> Legal | None:
    """The legal status of items, WASTE as soon as some of it is."""
    found: set[str] = {holding.legal for item in items for holding in item.holdings}
    for legal in ("WASTE", "ENDED_WASTE", "PRODUCT"):
        if legal in found:
            return legal
    return None


def organisation_of(items: list[Item]) -> str:
    """The organisation under which the first item is held."""
    return next((holding.organisation for item in items for holding in item.holdings), "")


def lots_of(item: Item) -> Iterator[str]:
    """Codes of the lots an item's grams are in."""
    return (holding.lot for holding in item.holdings if holding.lot)
