"""One fact's turn in the replay: the states it touches, the page it writes, what it may ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

from lifecycle.events import Custody, Fact
from lifecycle.journey.page import Page
from lifecycle.journey.past import Recorded
from lifecycle.journey.state import (
    Device,
    Holding,
    Item,
    LoosePart,
    Lot,
    Organisation,
    State,
    custody_of,
    how_far,
    lots_of,
)
from lifecycle.reference import Reference

S = TypeVar("S", Device, LoosePart, Lot)


class Thing(NamedTuple):
    """Grams of one item that a fact concerns, and whose they are."""

    owner: str
    item: Item
    holding: Holding


class World(Protocol):
    """What the replay lets a fact's turn see."""

    reference: Reference

    def state(self, subject: str) -> State:
        """The state of a subject right now in the replay."""

    def kept(self, subject: str) -> str:
        """The subject under which a life is kept, for any label of it."""

    def organisation(self, code: str) -> Organisation:
        """What is known of an organisation, whenever it was told."""

    def later_facts(self, subject: str, key: str) -> Iterator[Recorded]:
        """The facts of a subject after this key, in order of life."""

    def leads_elsewhere(self, label: str, subject: str, n: int) -> bool:
        """Before the fact at ``n``, a life began under this label, or it was put on something else."""

    def was_ever_named(self, subject: str) -> bool:
        """Facts were recorded under this very label."""

    def facts_of_day(self, subject: str, day: str) -> int:
        """How many facts of a subject lie on a day."""


class Impossible(Exception):
    """A fact contradicts the life it would enter; the text says why."""


@dataclass(slots=True)
class Turn:
    """A fact, its subject's state before it, and the legs it writes."""

    recorded: Recorded
    world: World
    subject: str
    state: State
    """The subject's state, before the fact and while it moves things."""
    page: Page
    notes: list[str] = field(default_factory=list)
    """Rules that the fact breaks, found while its legs were written."""

    @property
    def fact(self) -> Fact:
        """The fact itself."""
        return self.recorded.fact

    @property
    def day(self) -> str:
        """Its civil day, ISO."""
        return self.page.day

    @property
    def place(self) -> dict[str, Any]:
        """The place the moved grams are in from now on, where the fact names one."""
        return {"place": self.fact.place} if self.fact.place else {}

    @property
    def reference(self) -> Reference:
        """Values, codes and categories, in the edition under which the fact was recorded."""
        return self.world.reference.at(self.recorded.edition)

    def its(self, sort: type[S]) -> S:
        """The subject's state, known to be of this sort."""
        state = self.state
        assert isinstance(state, sort), self.subject
        return state

    def device(self, code: str) -> tuple[str, Device]:
        """Another device named by the fact, and the subject under which it is kept."""
        subject = self.world.kept(f"device:{code}")
        state = self.world.state(subject)
        assert isinstance(state, Device)
        return subject, state

    def part(self, code: str) -> tuple[str, LoosePart]:
        """A part named by the fact."""
        subject = f"part:{code}"
        state = self.world.state(subject)
        assert isinstance(state, LoosePart)
        return subject, state

    def lot(self, code: str) -> Lot:
        """A lot, by its code."""
        state = self.world.state(f"lot:{code}")
        assert isinstance(state, Lot)
        return state

    @property
    def custody(self) -> Custody:
        """Who holds the subject before the fact."""
        return custody(self.world, self.subject)

    def things(self, *accounts: str) -> list[Thing]:
        """What the fact moves: the items of its subject that are in these accounts.

        Of a lot, its content; where its content has left it (a crate given to a school), its lines.
        """
        state = self.state
        found: list[Thing] = []
        if isinstance(state, Lot):
            only = "" if self.line is None else f"{self.subject}#{self.line}"
            inside = [t for t in content(self.world, self.subject) if not only or t.item.id == only]
            found = [t for t in inside if t.holding.account in accounts]
            found = found or [t for t in lines_outside(self.world, self.subject) if not only or t.item.id == only]
        elif isinstance(state, Device | LoosePart):
            found = [Thing(self.subject, item, held) for item in state.items for held in item.holdings]
        return [thing for thing in found if thing.holding.account in accounts]

    @property
    def line(self) -> int | None:
        """The rank of the line that the fact is told of, where it is not the whole lot."""
        if "line" not in type(self.fact).model_fields:  # asking a fact itself for what it lacks is slow
            return None
        rank: int | None = getattr(self.fact, "line", None)
        return rank


IN_LOTS = frozenset({"stock", "parts", "transit", "operator"})
"""Accounts of what is in a lot; a thing lost on its own is no longer there."""


def content(world: World, lot: str) -> list[Thing]:
    """The grams that are in a lot, in code order of their items; of a lost lot, what was lost with it."""
    state = world.state(lot)
    assert isinstance(state, Lot)
    code = lot.partition(":")[2]
    found = [
        Thing(owner, item, held)
        for owner in state.members
        for item in _items(world.state(owner))
        for held in item.holdings
        if held.lot == code
        and (held.account in IN_LOTS or (held.account == "lost" and state.stage == "lost" and item.lost_with == lot))
    ]
    return sorted(found, key=lambda thing: thing.item.id)


def lines_outside(world: World, lot: str) -> list[Thing]:
    """The grams of a lot's own lines that are in no lot, or that were lost from it by themselves."""
    state = world.state(lot)
    assert isinstance(state, Lot)
    code = lot.partition(":")[2]
    return [
        Thing(lot, line, held)
        for line in state.lines
        for held in line.holdings
        if not held.lot or (held.lot == code and held.account == "lost" and line.lost_with != lot)
    ]


def custodies_of_line(world: World, lot: str, rank: int) -> list[Custody]:
    """Who holds the grams of one line of a lot, in it or out of any lot, the furthest along first."""
    here = [*content(world, lot), *lines_outside(world, lot)]
    found = {thing.holding.custody for thing in here if thing.item.id == f"{lot}#{rank}"}
    return sorted(found, key=how_far, reverse=True)


def custody(world: World, subject: str) -> Custody:
    """Who holds a subject right now."""
    state = world.state(subject)
    if isinstance(state, Lot):
        return custody_of_lot(world, subject)
    if isinstance(state, Device | LoosePart):
        return state.custody
    return "unknown"


_STAGES: dict[str, Custody] = {
    "none": "unknown",
    "expected": "expected",
    "open": "in_stock",
    "transit": "in_transit",
    "operator": "at_operator",
    "lost": "lost",
}


def custody_of_lot(world: World, subject: str) -> Custody:
    """How far a lot has come; of one whose content was handed over as it was, who holds its lines."""
    lot = world.state(subject)
    assert isinstance(lot, Lot)
    code = subject.partition(":")[2]
    holds_something = any(code in lots_of(item) for owner in lot.members for item in _items(world.state(owner)))
    if lot.stage in {"none", "expected"} or holds_something:
        return _STAGES[lot.stage]
    for line in lot.lines:
        if line.holdings and not any(lots_of(line)):
            return custody_of(line)
    return "in_stock" if lot.stage == "open" else "ended"


def _items(state: State) -> list[Item]:
    return [] if isinstance(state, Organisation) else state.items


def prune(world: World, lot: str) -> None:
    """Forget the members of which nothing is left in a lot.

    Only what is told of the lot itself does this. A member that leaves by a fact of its own
    stays in the list: the state of a lot must follow from its own facts alone, since only
    they are taken again when a late fact reaches it.
    """
    state = world.state(lot)
    assert isinstance(state, Lot)
    code = lot.partition(":")[2]
    state.members = [o for o in state.members if any(code in lots_of(item) for item in _items(world.state(o)))]


def joins(lot: Lot, owner: str) -> None:
    """A subject becomes a member of a lot."""
    if owner not in lot.members:
        lot.members.append(owner)
