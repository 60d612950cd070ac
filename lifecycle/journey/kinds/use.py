"""Use: hand-over, after-sales, return, transfer, loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lifecycle.events import Found, HandedOver, Transferred
from lifecycle.journey.kinds.arrival import forget_user_data
from lifecycle.journey.kinds.workshop import line_of
from lifecycle.journey.state import Device, Lot, sort_of
from lifecycle.journey.turn import Impossible, Thing, Turn, prune
from lifecycle.words import say


def handed_over(turn: Turn) -> None:
    """Stock goes into use; the device it replaces comes back."""
    fact, state = turn.fact, turn.state
    assert isinstance(fact, HandedOver)
    things = turn.things("stock", "parts")
    for thing in things:
        line = line_of(thing.item, thing.owner, thing.holding.legal)
        _move(turn, thing, account="use", organisation=fact.acting, line=line, lot="", **turn.place)
    if isinstance(state, Lot):
        state.handovers.append(fact.handover)
    for owner in {thing.owner for thing in things}:
        device = turn.world.state(owner)
        if isinstance(device, Device):
            device.handovers.append(fact.handover)
            device.evidence_on = turn.day
    _left(turn)
    if fact.replaces is not None:
        _come_back(turn, fact.replaces)


def _come_back(turn: Turn, code: str) -> None:
    subject, other = turn.device(code)
    if subject == turn.subject:
        raise Impossible(say("{device} cannot replace itself", device=code))
    custody = other.custody
    if custody not in {"in_use", "in_support"}:
        raise Impossible(say("{device}, which it replaces, is not in use ({custody})", device=code, custody=custody))
    forget_user_data(other, custody)
    other.work = "new"
    for item in other.items:
        for holding in list(item.holdings):
            if holding.account in {"use", "support"}:
                turn.page.move(item, holding, account="stock", organisation=turn.fact.acting, line="", **turn.place)


def taken_in(turn: Turn) -> None:
    """After-sales: it stays its holder's, and its line stays."""
    for thing in turn.things("use"):
        _move(turn, thing, account="support")
    _proven(turn)


def given_back(turn: Turn) -> None:
    """Back from after-sales to the same holder: no new hand-over, no new re-use."""
    for thing in turn.things("support"):
        _move(turn, thing, account="use")
    _proven(turn)


def returned(turn: Turn) -> None:
    """Back from use into the stock of who takes it."""
    state = turn.state
    if isinstance(state, Device):
        forget_user_data(state, turn.custody)
    for thing in turn.things("use", "support"):
        _move(turn, thing, account="stock", organisation=turn.fact.acting, line="", lot="", **turn.place)
    _proven(turn)


def transferred(turn: Turn) -> None:
    """With custody it leaves the stock: passed on, what follows is not known until someone says."""
    fact = turn.fact
    assert isinstance(fact, Transferred)
    if not fact.custody:
        return
    for thing in turn.things("stock", "parts"):
        _move(turn, thing, account="passed_on", organisation=fact.to, lot="", **turn.place)
    _left(turn)


def lost(turn: Turn) -> None:
    """Nobody knows where it is; what it was stays written on it."""
    for thing in turn.things("stock", "parts", "use", "support", "transit"):
        thing.item.lost_from, thing.item.lost_with = thing.holding.account, turn.subject
        _move(turn, thing, account="lost")
    state = turn.state
    if isinstance(state, Lot) and turn.custody in {"in_stock", "in_transit"}:
        state.stage, state.lost_from = "lost", state.stage


def found(turn: Turn) -> None:
    """Its holder has it again, or it is back in stock."""
    fact, state = turn.fact, turn.state
    assert isinstance(fact, Found)
    things = turn.things("lost")
    whole_lot = isinstance(state, Lot) and state.stage == "lost"
    if isinstance(state, Lot) and state.stage == "lost":
        state.stage = state.lost_from if fact.where == "holder" else "open"
    for thing in things:
        if whole_lot and fact.where == "stock":
            # It stays together: the lot is kept.
            _move(turn, thing, account="stock", organisation=fact.acting, line="", **turn.place)
        elif fact.where == "holder":
            _move(turn, thing, account=thing.item.lost_from)
        else:
            account = "parts" if sort_of(thing.owner) == "part" else "stock"
            _move(turn, thing, account=account, organisation=fact.acting, line="", lot="", **turn.place)
    _left(turn)
    _proven(turn)


def told_of_a_hand_over(turn: Turn) -> None:
    """Contribution, question, support: they prove use, and move nothing."""
    fact, state = turn.fact, turn.state
    if isinstance(state, Device | Lot):
        handover = getattr(fact, "handover_id", None)
        if not state.handovers:
            raise Impossible(say("{subject} was never handed over before this day", subject=fact.code))
        if handover is not None and handover not in state.handovers:
            raise Impossible(
                say(
                    "{subject} has no hand-over {handover} before this day; known: {known}",
                    subject=fact.code,
                    handover=handover,
                    known=", ".join(state.handovers),
                )
            )
    _proven(turn)


def use_confirmed(turn: Turn) -> None:
    """Someone saw it, or heard of it, in use."""
    _proven(turn)


def _move(turn: Turn, thing: Thing, **changes: Any) -> None:
    if changes.get("lot") == "":
        changes["proof"] = ""  # what a lot rested on ends with the lot
    turn.page.move(thing.item, thing.holding, **changes)


def _left(turn: Turn) -> None:
    """What was told of a lot took things out of it."""
    if isinstance(turn.state, Lot):
        prune(turn.world, turn.subject)


def _proven(turn: Turn) -> None:
    state = turn.state
    if isinstance(state, Device) and state.custody in {"in_use", "in_support", "in_stock"}:
        state.evidence_on = turn.day


EFFECTS: dict[str, Callable[[Turn], None]] = {
    "handed_over": handed_over,
    "contribution_received": told_of_a_hand_over,
    "substitution_answered": told_of_a_hand_over,
    "support_given": told_of_a_hand_over,
    "taken_in": taken_in,
    "given_back": given_back,
    "use_confirmed": use_confirmed,
    "returned": returned,
    "transferred": transferred,
    "lost": lost,
    "found": found,
}
