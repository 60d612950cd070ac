"""Lots: opened, packed, unpacked, regrouped; and what becomes waste or stops being it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from lifecycle.events import Discarded, LotOpened, LotPacked, LotRegrouped, LotUnpacked, Parent
from lifecycle.journey.apportion import shared_out
from lifecycle.journey.kinds.lines import enter_lines, read_lines
from lifecycle.journey.state import Device, LoosePart, Lot
from lifecycle.journey.turn import Thing, Turn, content, custody, joins, prune
from lifecycle.journey.wording import in_words
from lifecycle.words import Sentence, say


def discarded(turn: Turn) -> None:
    """From now on it is waste, wherever it is; it is in stock and no longer in use."""
    assert isinstance(turn.fact, Discarded)
    for thing in turn.things("stock", "parts", "use", "support"):
        in_use = thing.holding.account in {"use", "support"}
        organisation = turn.fact.acting if in_use else thing.holding.organisation
        turn.page.move(thing.item, thing.holding, account="stock", organisation=organisation, legal="WASTE", line="")


def waste_ended(turn: Turn) -> None:
    """Prepared for re-use: it stays where it is and is no longer waste."""
    for thing in turn.things("stock", "parts", "operator"):
        if thing.holding.legal == "WASTE":
            turn.page.move(thing.item, thing.holding, legal="ENDED_WASTE")


def lot_opened(turn: Turn) -> None:
    """A lot begins; uncoded things enter the books with it."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotOpened)
    lot.stage, lot.waste_code = "open", fact.waste_code or ""
    home = lot.collected_place or fact.place or ""
    lines = read_lines(turn, fact.lines, home=home, public_origin=fact.public_origin)
    enter_lines(turn, lines, account="stock", place=home, legal=fact.legal)


def cannot_be_packed(turn: Turn) -> Iterator[Sentence]:
    """Only what is in stock, in no lot and in no host, can be packed."""
    fact = turn.fact
    assert isinstance(fact, LotPacked)
    for subject in _members(turn):
        state = turn.world.state(subject)
        held = custody(turn.world, subject)
        if isinstance(state, LoosePart) and state.host:
            yield say("{thing} cannot be packed: it is inside {host}", thing=subject, host=state.host)
        elif held == "unknown":
            yield say("{thing} cannot be packed: it is unknown here before {day}", thing=subject, day=turn.day)
        elif held != "in_stock":
            yield say("{thing} cannot be packed: it is {custody}", thing=subject, custody=in_words(held))


def lot_packed(turn: Turn) -> None:
    """Devices and loose parts go into the lot; a lot nobody opened begins here."""
    lot = turn.its(Lot)
    lot.stage = "open"
    for subject in _members(turn):
        state = turn.world.state(subject)
        assert isinstance(state, Device | LoosePart)
        for item in state.items:
            for holding in list(item.holdings):
                turn.page.move(item, holding, account="stock", lot=turn.fact.code)
        joins(lot, subject)


def cannot_be_unpacked(turn: Turn) -> Iterator[Sentence]:
    """Only what is in the lot comes out of it."""
    inside = {thing.owner for thing in content(turn.world, turn.subject)}
    for subject in _members(turn):
        if subject not in inside:
            yield say("{thing} is not in {lot}", thing=subject, lot=turn.subject)


def lot_unpacked(turn: Turn) -> None:
    """Members come out of the lot into the stock of who holds it."""
    members = set(_members(turn))
    for thing in content(turn.world, turn.subject):
        if thing.owner in members:
            turn.page.move(thing.item, thing.holding, account="stock", lot="", proof="")
    prune(turn.world, turn.subject)


def _members(turn: Turn) -> list[str]:
    fact = turn.fact
    assert isinstance(fact, LotPacked | LotUnpacked)
    return [turn.world.kept(subject) for subject in fact.members]


def cannot_be_regrouped(turn: Turn) -> Iterator[Sentence]:
    """Lots are regrouped where they are, and hold what is taken of them."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotRegrouped)
    stage = "" if lot.stage in {"none", "expected"} else lot.stage
    times = Counter(parent.lot for parent in fact.parents)
    for parent in fact.parents:
        if parent.lot == fact.code:
            yield say("{lot} cannot be regrouped into itself", lot=parent.lot)
            continue
        if times[parent.lot] > 1:
            yield say("{lot} is named several times: name it once, with all that is taken of it", lot=parent.lot)
            continue
        held = custody(turn.world, f"lot:{parent.lot}")
        if held not in {"in_stock", "at_operator"}:
            yield say(
                "{lot} can be regrouped in stock or at the operator; it is {custody}",
                lot=parent.lot,
                custody=in_words(held),
            )
            continue
        its_stage = turn.lot(parent.lot).stage
        if stage and its_stage != stage:
            yield say("{lot} and {other} are not in the same place", lot=fact.code, other=parent.lot)
        stage = stage or its_stage
        yield from _is_too_much(turn, parent)


def _is_too_much(turn: Turn, parent: Parent) -> Iterator[Sentence]:
    inside = content(turn.world, f"lot:{parent.lot}")
    there = sum(thing.holding.grams for thing in inside)
    units = sum(thing.holding.units for thing in inside)
    if (parent.grams or 0) > there or (parent.count or 0) > units:
        yield say(
            "{lot} holds {there} g and {units} things, less than is taken", lot=parent.lot, there=there, units=units
        )
    elif parent.grams is None and parent.count is not None and parent.count < units:
        yield say(
            "{count} of the {units} things of {lot}: give their grams too",
            count=parent.count,
            units=units,
            lot=parent.lot,
        )


def lot_regrouped(turn: Turn) -> None:
    """The content of lots goes into another, whole or in proportion of its grams."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotRegrouped)
    for named in fact.parents:
        parent, subject = turn.lot(named.lot), f"lot:{named.lot}"
        if lot.stage in {"none", "expected"}:
            lot.stage, lot.waste_code = parent.stage, parent.waste_code
        inside = content(turn.world, subject)
        _regroup(turn, inside, named)
        for thing in inside:
            joins(lot, thing.owner)
        prune(turn.world, subject)
    prune(turn.world, turn.subject)


def _regroup(turn: Turn, inside: list[Thing], parent: Parent) -> None:
    grams = [thing.holding.grams for thing in inside]
    units = [thing.holding.units for thing in inside]
    if parent.grams is not None and parent.grams != sum(grams):
        grams, units = shared_out(parent.grams, grams), shared_out(parent.count or 0, units)
    for thing, share, number in zip(inside, grams, units, strict=True):
        if share or number:
            turn.page.move(
                thing.item, thing.holding, grams=share, units=number, lot=turn.fact.code, proof="batch_share"
            )


EFFECTS: dict[str, Callable[[Turn], None]] = {
    "discarded": discarded,
    "waste_ended": waste_ended,
    "lot_opened": lot_opened,
    "lot_packed": lot_packed,
    "lot_unpacked": lot_unpacked,
    "lot_regrouped": lot_regrouped,
}
CONTRADICTIONS: dict[str, Callable[[Turn], Iterator[Sentence]]] = {
    "lot_packed": cannot_be_packed,
    "lot_unpacked": cannot_be_unpacked,
    "lot_regrouped": cannot_be_regrouped,
}
