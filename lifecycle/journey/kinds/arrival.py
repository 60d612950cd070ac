"""Arrival: how grams enter the books, and what is learnt of a machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lifecycle.events import Collected, HardwareRead, Received, Weighed
from lifecycle.journey.apportion import shared_out
from lifecycle.journey.mass import IMPLAUSIBLE, MISSING, SOURCE_OF, default_mass, entry_weighing, is_plausible
from lifecycle.journey.state import MEASURED, Device, Holding, Item, LoosePart, Lot, MediumState
from lifecycle.journey.turn import Impossible, Turn
from lifecycle.words import say

LIGHTER_THAN_ITS_PARTS = "mass-below-its-parts"


def announced(turn: Turn) -> None:
    """A gift is expected: no mass moves before it arrives."""
    state = turn.state
    if isinstance(state, Device):
        state.expected = True
    elif isinstance(state, Lot):
        state.stage = "expected"


def collected(turn: Turn) -> None:
    """The place of collection is where a thing comes from, whatever the workshop."""
    announced(turn)
    state = turn.state
    if isinstance(state, Device | Lot) and isinstance(turn.fact, Collected):
        state.collected_place = turn.fact.place or ""


def received(turn: Turn) -> None:
    """A new body enters from outside; a known one comes back into the stock of who receives it."""
    fact, device = turn.fact, turn.its(Device)
    assert isinstance(fact, Received)
    device.work = "new"
    if device.body is None:
        _enter(turn, fact, device)
        return
    forget_user_data(device, turn.custody)
    legal: dict[str, Any] = {"legal": "WASTE"} if fact.legal == "WASTE" else {}
    for thing in turn.things("use", "support", "passed_on"):
        turn.page.move(
            thing.item,
            thing.holding,
            account="stock",
            organisation=fact.acting,
            line="",
            lot="",
            proof="",
            **legal,
            **turn.place,
        )


def _enter(turn: Turn, fact: Received, device: Device) -> None:
    weighing = entry_weighing(turn, fact.category)
    if weighing is None:
        grams, source = default_mass(turn, fact.category)
        if source == "unknown":
            turn.notes.append(MISSING)
    else:
        grams, source = weighing.grams, SOURCE_OF[weighing.source]
        device.entry_weighing = weighing.event_id
    home = device.collected_place or fact.place or ""
    device.body = Item(
        id=turn.subject,
        category=fact.category,
        origin="body",
        home_device=turn.subject,
        home_place=home,
        own_g=grams,
        own_source=source,
        public_origin=fact.public_origin,
    )
    at = Holding("stock", fact.acting, place=fact.place or home, legal=fact.legal, source=source, grams=grams, units=1)
    turn.page.enter(device.body, at)
    device.untouched = True
    device.assumed = fact.event_id if fact.assumed else ""


def forget_user_data(device: Device, custody: str) -> None:
    """Someone used it: what was wiped before may hold data again."""
    if custody in {"in_use", "in_support"}:
        device.media_absent = False
        for medium in device.media.values():
            if medium.state == "sanitised":
                medium.state = "unknown"


def hardware_read(turn: Turn) -> None:
    """What the file mentions is learnt; what it does not mention stays as it was."""
    fact, device = turn.fact, turn.its(Device)
    assert isinstance(fact, HardwareRead)
    for name in ("manufacturer", "model", "serial_number", "chassis", "memory_bytes", "cpu"):
        if (value := getattr(fact, name)) is not None:
            setattr(device, name, value)
    for read in fact.media or ():
        device.media_absent = False
        known = device.media.setdefault(read.medium, MediumState())
        if known.state in {"removed", "destroyed"}:
            known.state = "unknown"  # it is seen inside: whatever was said of it before, it may hold data
        known.kind = read.kind if read.kind != "unknown" else known.kind
        known.bytes = read.bytes if read.bytes is not None else known.bytes
        known.serial = read.serial or known.serial
        known.model = read.model or known.model


def weighed(turn: Turn) -> None:
    """A new mass counts from its own day, unless it was counted from the entry."""
    fact, state = turn.fact, turn.state
    assert isinstance(fact, Weighed)
    if isinstance(state, Device):
        if fact.event_id == state.entry_weighing or state.body is None:
            return
        inside = sum(part.grams for part in state.parts.values())
        if not is_plausible(turn, state.body.category, fact.grams):
            turn.notes.append(IMPLAUSIBLE)
        elif fact.grams < inside:
            turn.notes.append(LIGHTER_THAN_ITS_PARTS)
        else:
            _reweigh(turn, fact, state.body, fact.grams - inside)
        return
    item = _line(fact, state) if isinstance(state, Lot) else _loose(state)
    if not is_plausible(turn, item.category, fact.grams, max(1, sum(held.units for held in item.holdings))):
        turn.notes.append(IMPLAUSIBLE)
        return
    _reweigh(turn, fact, item, fact.grams)


def _loose(state: object) -> Item:
    assert isinstance(state, LoosePart)
    assert state.item is not None
    return state.item


def _line(fact: Weighed, lot: Lot) -> Item:
    rank = fact.line or 0
    if rank > len(lot.lines):
        raise Impossible(
            say(
                "{lot} has {count} lines of uncoded things, not {rank}",
                lot=fact.code,
                count=len(lot.lines),
                rank=rank,
            )
        )
    return lot.lines[rank - 1]


def _reweigh(turn: Turn, fact: Weighed, item: Item, grams: int) -> None:
    """The item's mass becomes ``grams``; where only some of it has served, each part has its share."""
    places = {(held.account, held.organisation, held.lot) for held in item.holdings}
    if len(places) != 1:
        raise Impossible(
            say("{item} is shared over several lots or has ended: it can no longer be weighed", item=item.id)
        )
    item.own_g, item.own_source = grams, SOURCE_OF[fact.source]
    holdings = list(item.holdings)
    before = [held.grams for held in holdings]
    for holding, share, there in zip(holdings, shared_out(grams, before), before, strict=True):
        against = "reweighing" if holding.source in MEASURED else "estimate"
        turn.page.adjust(item, holding, holding.grams + share - there, source=item.own_source, against=against)


EFFECTS: dict[str, Callable[[Turn], None]] = {
    "donation_announced": announced,
    "collected": collected,
    "received": received,
    "hardware_read": hardware_read,
    "weighed": weighed,
}
