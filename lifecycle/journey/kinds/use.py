"""Use: hand-over, after-sales, return, transfer, loss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lifecycle.events import ContributionReceived, Found, HandedOver, Transferred
from lifecycle.journey.kinds.arrival import forget_user_data
from lifecycle.journey.kinds.workshop import line_of
from lifecycle.journey.state import Device, HandOver, Lot, sort_of
from lifecycle.journey.turn import Impossible, Thing, Turn, prune
from lifecycle.journey.wording import in_words
from lifecycle.words import say


def handed_over(turn: Turn) -> None:
    """Stock goes into use; the device it replaces comes back."""
    fact = turn.fact
    assert isinstance(fact, HandedOver)
    things = turn.things("stock", "parts")
    _note_the_hand_over(turn, fact.handover, things)
    for thing in things:
        line = line_of(thing.item, thing.owner, thing.holding.legal)
        _move(turn, thing, account="use", organisation=fact.acting, line=line, lot="", **turn.place)
    _left(turn)
    if fact.replaces is not None:
        _come_back(turn, fact.replaces)


def _note_the_hand_over(turn: Turn, number: str, things: Sequence[Thing]) -> None:
    """A contribution may be told of the lot, or of each machine that was in it."""
    by_owner: dict[str, list[Thing]] = {turn.subject: list(things)}
    for thing in things:
        if thing.owner != turn.subject:
            by_owner.setdefault(thing.owner, []).append(thing)
    for owner, given in by_owner.items():
        state = turn.world.state(owner)
        if isinstance(state, Device) or (isinstance(state, Lot) and owner == turn.subject):
            state.handovers.append(_hand_over(number, given))


def _hand_over(number: str, things: Sequence[Thing]) -> HandOver:
    """What was given that a public body had given. Parts inside a machine go with it."""
    one = HandOver(number)
    for thing in things:
        if not thing.item.public_origin:
            one.others = one.others or thing.holding.units > 0
        elif thing.holding.units:
            one.public[thing.item.category] = one.public.get(thing.item.category, 0) + thing.holding.units
    return one


def _come_back(turn: Turn, code: str) -> None:
    subject, other = turn.device(code)
    if subject == turn.subject:
        raise Impossible(say("{device} cannot replace itself", device=code))
    custody = other.custody
    if custody not in {"in_use", "in_support"}:
        raise Impossible(
            say("{device}, which it replaces, is not in use: it is {custody}", device=code, custody=in_words(custody))
        )
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


def given_back(turn: Turn) -> None:
    """Back from after-sales to the same holder: no new hand-over, no new re-use."""
    for thing in turn.things("support"):
        _move(turn, thing, account="use")


def returned(turn: Turn) -> None:
    """Back from use into the stock of who takes it."""
    state = turn.state
    if isinstance(state, Device):
        forget_user_data(state, turn.custody)
    for thing in turn.things("use", "support"):
        _move(turn, thing, account="stock", organisation=turn.fact.acting, line="", lot="", **turn.place)


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
    lost_with = turn.subject if turn.line is None else f"{turn.subject}#{turn.line}"
    for thing in turn.things("stock", "parts", "use", "support", "transit"):
        thing.item.lost_from, thing.item.lost_with = thing.holding.account, lost_with
        _move(turn, thing, account="lost")
    state = turn.state
    if isinstance(state, Lot) and turn.line is None and turn.custody in {"in_stock", "in_transit"}:
        state.stage, state.lost_from = "lost", state.stage


def found(turn: Turn) -> None:
    """Its holder has it again, or it is back in stock."""
    fact, state = turn.fact, turn.state
    assert isinstance(fact, Found)
    things = turn.things("lost")
    whole_lot = False
    if isinstance(state, Lot) and state.stage == "lost":
        whole_lot = turn.line is None
        if whole_lot:
            state.stage = state.lost_from if fact.where == "holder" else "open"
        elif fact.where == "holder" and any(thing.holding.lot == fact.code for thing in things):
            raise Impossible(
                say("{lot} was lost whole: its holder has all of it again, or this line is in stock", lot=fact.code)
            )
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


def told_of_a_hand_over(turn: Turn) -> None:
    """Contribution, question, support: told of a hand-over that was; they move nothing."""
    fact, state = turn.fact, turn.state
    if not isinstance(state, Device | Lot):
        return
    if not state.handovers:
        raise Impossible(say("{subject} was never handed over before this day", subject=fact.code))
    handover = hand_over_of(turn)
    if handover is None:
        raise Impossible(
            say(
                "{subject} has no hand-over {handover} before this day; known: {known}",
                subject=fact.code,
                handover=getattr(fact, "handover_id", None),
                known=", ".join(one.number for one in state.handovers),
            )
        )
    if isinstance(fact, ContributionReceived):
        handover.paid_cents += fact.cents


def hand_over_of(turn: Turn) -> HandOver | None:
    """The hand-over that a fact is told of: the one it names, else the latest."""
    state, number = turn.state, getattr(turn.fact, "handover_id", None)
    if not isinstance(state, Device | Lot):
        return None
    return next((one for one in reversed(state.handovers) if number in {None, one.number}), None)


def _move(turn: Turn, thing: Thing, **changes: Any) -> None:
    if changes.get("lot") == "":
        changes["proof"] = ""  # what a lot rested on ends with the lot
    turn.page.move(thing.item, thing.holding, **changes)


def _left(turn: Turn) -> None:
    """What was told of a lot took things out of it."""
    if isinstance(turn.state, Lot):
        prune(turn.world, turn.subject)


EFFECTS: dict[str, Callable[[Turn], None]] = {
    "handed_over": handed_over,
    "contribution_received": told_of_a_hand_over,
    "substitution_answered": told_of_a_hand_over,
    "support_given": told_of_a_hand_over,
    "taken_in": taken_in,
    "given_back": given_back,
    "returned": returned,
    "transferred": transferred,
    "lost": lost,
    "found": found,
}
