"""What the books weigh, and where its grams are: items and their holdings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from lifecycle.events import Custody, Legal

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

_HOW_FAR: dict[Custody, int] = {custody: rank for rank, custody in enumerate(get_args(Custody))}
"""Custodies are listed in the order of a life: stock, lot, use, support, transit, operator, passed on, lost."""


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
    served: bool = False
    """It has been in use: it is not served for the first time again."""
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
            "served" if self.served else "",
        )

    @classmethod
    def of_attributes(cls, attributes: Sequence[str]) -> Holding:
        """The empty holding that these attributes describe."""
        account, organisation, place, legal, line, lot, proof, source, served = attributes
        return cls(account, organisation, place, legal, line, lot, proof, source, bool(served))

    def but(self, **changes: Any) -> Holding:
        """The same with other attributes, grams or units."""
        like = Holding(
            self.account,
            self.organisation,
            self.place,
            self.legal,
            self.line,
            self.lot,
            self.proof,
            self.source,
            self.served,
            self.grams,
            self.units,
        )
        for name, value in changes.items():
            setattr(like, name, value)
        return like

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
    medium: str = ""
    """Name of the medium it is, where it is a storage part"""
    medium_state: str = ""
    """What is known of its data while it is loose"""
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
    def weighed(self) -> bool:
        """It was itself weighed, documented or stated: a lot's mass is not shared out to it."""
        return self.own_source in {"weighed", "document", "stated"}


def custody_of(item: Item) -> Custody:
    """Who holds an item; of several holdings the one furthest along decides."""
    if not item.holdings:
        return "ended"
    return furthest(item.holdings).custody


def how_far(custody: Custody) -> int:
    """Rank of a custody in the order of a life."""
    return _HOW_FAR[custody]


def furthest(holdings: Sequence[Holding]) -> Holding:
    """Of an item's holdings the one furthest along, whichever moved last; of equals, the one that came last."""
    if len(holdings) == 1:
        return holdings[0]
    return max(reversed(holdings), key=lambda held: how_far(held.custody))


def legal_of(items: list[Item]) -> Legal | None:
    """The legal status of items, WASTE as soon as some of it is."""
    found: set[str] = {holding.legal for item in items for holding in item.holdings}
    for legal in ("WASTE", "ENDED_WASTE", "PRODUCT"):
        if legal in found:
            return legal
    return None


def organisation_of(items: list[Item]) -> str:
    """The organisation under which the first item that is anywhere is held, where it is furthest along."""
    return next((furthest(item.holdings).organisation for item in items if item.holdings), "")


def lots_of(item: Item) -> Iterator[str]:
    """Codes of the lots an item's grams are in."""
    return (holding.lot for holding in item.holdings if holding.lot)
