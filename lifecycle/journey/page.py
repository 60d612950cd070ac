"""The legs of one fact, written while the holdings of its items change."""

from __future__ import annotations

from dataclasses import dataclass, field

from lifecycle.journey.leg import Leg
from lifecycle.journey.state import Holding, Item

Move = tuple[str, tuple[str, ...], int, int]
"""(item, attributes, grams, units): what a leg says of a holding, to be taken back whole."""


@dataclass(slots=True)
class Page:
    """The legs of one fact. Every move writes both sides, so that they sum to zero."""

    fact: int
    day: str
    kind: str
    legs: list[Leg] = field(default_factory=list)
    moves: list[Move] | None = None
    """Where it is a list, each leg is also noted there with all that tells its holding apart."""

    def write(self, item: Item, at: Holding, grams: int, units: int, *, first: bool = False) -> None:
        """One leg: grams and units of an item, with the attributes of ``at``."""
        if not grams and not units:
            return
        if self.moves is not None:
            self.moves.append((item.id, at.attributes(), grams, units))
        self.legs.append(
            Leg(
                self.fact,
                self.day,
                self.kind,
                item.id,
                item.category,
                item.origin,
                item.home_device,
                item.home_place,
                at.account,
                at.organisation,
                at.place,
                at.legal,
                at.line,
                at.lot,
                at.proof,
                at.source,
                int(first),
                grams,
                units,
            )
        )

    def move(
        self, item: Item, holding: Holding, *, grams: int | None = None, units: int | None = None, **changes: str
    ) -> Holding:
        """Take grams out of a holding, all of them by default, and hold them with other attributes.

        The first entry of grams into use or support is marked: what was served at least
        once is counted there and is not undone by a return.
        """
        moved_g = holding.grams if grams is None else grams
        moved_units = holding.units if units is None else units
        goal = holding.but(**changes, grams=0, units=0)
        first = _enters_use(goal)
        if goal.attributes() == holding.attributes():
            return holding
        self.write(item, holding, -moved_g, -moved_units)
        self.write(item, goal, moved_g, moved_units, first=first)
        _take(item, holding, moved_g, moved_units)
        return _put(item, goal, moved_g, moved_units)

    def enter(self, item: Item, at: Holding) -> None:
        """An item comes from outside."""
        first = _enters_use(at)
        self.write(item, at.but(account="outside"), -at.grams, -at.units)
        self.write(item, at, at.grams, at.units, first=first)
        item.holdings.append(at)

    def adjust(self, item: Item, holding: Holding, grams: int, *, source: str, against: str) -> Holding:
        """The mass of a holding becomes ``grams``; the difference goes to an open account.

        The grams that were there change their source with it.
        """
        difference = grams - holding.grams
        goal = holding.but(source=source)
        if goal.attributes() != holding.attributes():
            self.write(item, holding, -holding.grams, -holding.units)
            self.write(item, goal, holding.grams, holding.units)
        self.write(item, goal.but(account=against), -difference, 0)
        self.write(item, goal, difference, 0)
        item.holdings = [held for held in item.holdings if held is not holding]
        return _put(item, goal, grams, holding.units)

    def unit(self, item: Item, holding: Holding, units: int) -> None:
        """A loose part is one thing of its own kind, a part inside a host is none: the unit comes and goes."""
        self.write(item, holding.but(account="outside"), 0, -units)
        self.write(item, holding, 0, units)
        holding.units += units

    def end(self, item: Item, holding: Holding, grams: int, account: str, proof: str) -> None:
        """Certified grams leave for good; with the last gram the units are treated."""
        gone = holding.but(account=account, proof=proof)
        self.write(item, holding, -grams, 0)
        self.write(item, gone, grams, 0)
        holding.grams -= grams

    def close(self, item: Item, holding: Holding) -> None:
        """Nothing is left of a holding: its units are treated."""
        self.write(item, holding, 0, -holding.units)
        self.write(item, holding.but(account="treated"), 0, holding.units)
        item.holdings = [held for held in item.holdings if held is not holding]


def _enters_use(goal: Holding) -> bool:
    """These grams have never been in use, and are now: note it on them."""
    if goal.account not in {"use", "support"} or goal.served:
        return False
    goal.served = True
    return True


def _take(item: Item, holding: Holding, grams: int, units: int) -> None:
    holding.grams -= grams
    holding.units -= units
    if not holding.grams and not holding.units:
        item.holdings = [held for held in item.holdings if held is not holding]


def _put(item: Item, at: Holding, grams: int, units: int) -> Holding:
    for held in item.holdings:
        if held.attributes() == at.attributes():
            held.grams += grams
            held.units += units
            return held
    at.grams = grams
    at.units = units
    item.holdings.append(at)
    return at
