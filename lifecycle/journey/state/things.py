"""Where a thing stands: devices, loose parts, lots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lifecycle.codes import machine_identity
from lifecycle.events import Custody, Data, Legal, Work
from lifecycle.journey.state.holding import Item, custody_of, furthest, legal_of, lots_of, organisation_of


@dataclass(slots=True)
class MediumState:
    """A storage medium and what became of the data on it."""

    state: Data = "unknown"
    kind: str = "unknown"
    bytes: int | None = None
    serial: str | None = None
    model: str | None = None


@dataclass(slots=True)
class HandOver:
    """A hand-over of a thing: for what a price may be capped, and what was paid."""

    number: str
    public: dict[str, int] = field(default_factory=dict)
    """Category -> how many things of it a public body had given"""
    others: bool = False
    """Some of it had another origin"""
    paid_cents: int = 0


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
    assumed: str = ""
    """Identity of the reception that was only assumed from a machine file."""
    manufacturer: str | None = None
    model: str | None = None
    serial_number: str | None = None
    chassis: str | None = None
    memory_bytes: int | None = None
    cpu: str | None = None
    handovers: list[HandOver] = field(default_factory=list)

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
        """Where the mass of the body comes from, where it is furthest along."""
        if self.body is None or not self.body.holdings:
            return "unknown"
        return furthest(self.body.holdings).source

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

    event_id: str
    reference: str
    stage_before: str
    moves: list[tuple[str, str, tuple[str, ...], int, int]] = field(default_factory=list)
    """(owner, item, attributes of the holding, grams, units) of each leg"""
    arrival: int = 0
    """How many of the first moves say only that the lot arrived, which nobody had recorded."""


@dataclass(slots=True)
class Lot:
    """What travels together: members, lines of its own, and how far it has come."""

    stage: str = "none"
    """none, expected, open, transit, operator, lost"""
    lost_from: str = ""
    """How far it had come when it was lost."""
    waste_code: str = ""
    destination: str = ""
    members: list[str] = field(default_factory=list)
    """Subjects that its facts put into it, its own lines included; some may have left it by facts of their own."""
    lines: list[Item] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    handovers: list[HandOver] = field(default_factory=list)
    collected_place: str = ""

    @property
    def items(self) -> list[Item]:
        """Its own lines."""
        return self.lines

    def lots(self) -> Iterator[str]:
        """Codes of the lots its lines are in."""
        for item in self.lines:
            yield from lots_of(item)
