"""Lots on their way: dispatched, received, refused in part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from lifecycle.events import Line, LotDispatched, LotReceived, RefusedThing
from lifecycle.journey.apportion import lot_shares, shared_out
from lifecycle.journey.kinds.lines import Entering, enter_lines, read_lines
from lifecycle.journey.mass import IMPLAUSIBLE, plausible_lines, share_out
from lifecycle.journey.state import UNSORTED, Lot
from lifecycle.journey.turn import Impossible, Thing, Turn, content, prune
from lifecycle.words import Sentence, say


def lot_dispatched(turn: Turn) -> None:
    """The lot is on its way; if it was weighed, its members share its mass."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotDispatched)
    inside = content(turn.world, turn.subject)
    if not inside:
        raise Impossible(say("{lot} is empty: pack things in it before it leaves", lot=fact.code))
    lot.stage, lot.destination = "transit", fact.destination
    lot.waste_code = fact.waste_code or lot.waste_code
    for thing in inside:
        turn.page.move(thing.item, thing.holding, account="transit")
    if fact.grams is not None:
        share_out(turn, content(turn.world, turn.subject), fact.grams, weighed=fact.weighed)


def lot_received(turn: Turn) -> None:
    """What is refused goes back; the rest arrives, and is shared out to the net mass."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotReceived)
    lot.waste_code = fact.waste_code or lot.waste_code
    if lot.stage in {"none", "expected"}:
        _from_nothing(turn, fact, lot)
        return
    inside = _by_name(turn)
    refused_g = sum(_refuse(turn, thing, inside) for thing in fact.refused)
    rest = content(turn.world, turn.subject)
    if not rest and fact.net is not None:
        raise Impossible(say("nothing is left of {lot} that could weigh {net} g", lot=fact.code, net=fact.net))
    waste = any(thing.holding.legal == "WASTE" for thing in rest)
    lot.stage = "operator" if waste else "open"
    for thing in rest:
        account = "operator" if thing.holding.legal == "WASTE" else "stock"
        turn.page.move(thing.item, thing.holding, account=account, organisation=fact.acting, **turn.place)
    net = net_grams(fact, refused_g) if rest else None
    if net is not None:
        share_out(turn, content(turn.world, turn.subject), net)
    prune(turn.world, turn.subject)


def net_grams(fact: LotReceived, refused_g: int) -> int | None:
    """Net mass of what is kept: stated, else gross less tare less what is refused."""
    if fact.net is not None:
        return fact.net
    if fact.gross is None:
        return None
    net = fact.gross - (fact.tare or 0) - refused_g
    if net <= 0:
        raise Impossible(
            say("gross {gross} g less tare and refused {refused} g leaves nothing", gross=fact.gross, refused=refused_g)
        )
    return net


def cannot_be_refused(turn: Turn) -> Iterator[Sentence]:
    """What is refused travels in the lot, and of a line both how many and how much can be known."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotReceived)
    if lot.stage in {"none", "expected"}:
        return
    inside = _by_name(turn)
    times = Counter(_name(turn, refused) for refused in fact.refused)
    for refused in fact.refused:
        name = _name(turn, refused)
        things = inside.get(name, [])
        if not things:
            yield say("{thing} is refused but is not in {lot}", thing=name, lot=turn.subject)
        elif refused.line is not None:
            yield from _refused_too_much(name, refused, things)
        elif times[name] > 1:
            yield say("{thing} is refused twice", thing=name)


def _refused_too_much(name: str, refused: RefusedThing, things: list[Thing]) -> Iterator[Sentence]:
    there = sum(thing.holding.grams for thing in things)
    units = sum(thing.holding.units for thing in things)
    if (refused.grams or 0) > there:
        yield say("{thing}: {grams} g are refused, {there} g travel", thing=name, grams=refused.grams, there=there)
    if (refused.count or 0) > units:
        yield say("{thing}: {count} are refused, {there} travel", thing=name, count=refused.count, there=units)
    if refused.grams is not None and refused.grams < there and refused.count is None:
        yield say(
            "{thing}: {grams} of {there} g are refused: give how many things that is (count)",
            thing=name,
            grams=refused.grams,
            there=there,
        )


def _name(turn: Turn, refused: RefusedThing) -> str:
    """The owner or the line that a refusal names."""
    if refused.line is not None:
        return f"{turn.subject}#{refused.line}"
    return turn.world.kept(f"device:{refused.device}") if refused.device is not None else f"part:{refused.part}"


def _by_name(turn: Turn) -> dict[str, list[Thing]]:
    """What is in the lot, by the names under which it can be refused: its owner, or its line."""
    found: dict[str, list[Thing]] = {}
    for thing in content(turn.world, turn.subject):
        name = thing.item.id if thing.owner == turn.subject else thing.owner
        found.setdefault(name, []).append(thing)
    return found


def _refuse(turn: Turn, refused: RefusedThing, inside: dict[str, list[Thing]]) -> int:
    """What is refused goes back, in stock; returns its grams."""
    name = _name(turn, refused)
    # Of a line that is refused several times, what is left of it.
    mine = [thing for thing in inside.get(name, ()) if thing.holding.grams or thing.holding.units]
    if not mine:
        raise Impossible(say("{thing} is refused but nothing of it is left in {lot}", thing=name, lot=turn.subject))
    for reason in _refused_too_much(name, refused, mine):
        raise Impossible(reason)  # one line refused several times, more than there is of it
    back = refused.taken_back_by or mine[0].holding.organisation
    grams, units = _refused_shares(refused, mine)
    for thing, some_g, some in zip(mine, grams, units, strict=True):
        turn.page.move(
            thing.item, thing.holding, grams=some_g, units=some, account="stock", organisation=back, lot="", proof=""
        )
    return sum(grams)


def _refused_shares(refused: RefusedThing, mine: list[Thing]) -> tuple[list[int], list[int]]:
    """Grams and units to take of each: what is stated; grams by count where only the count is."""
    grams = [thing.holding.grams for thing in mine]
    units = [thing.holding.units for thing in mine]
    if refused.line is None or (refused.grams is None and refused.count is None):
        return grams, units
    count = sum(units) if refused.count is None else refused.count
    taken = refused.grams
    if taken is None:
        taken, _ = shared_out(sum(grams), [count, sum(units) - count])
    return shared_out(taken, grams), shared_out(count, units)


def _from_nothing(turn: Turn, fact: LotReceived, lot: Lot) -> None:
    """Waste arrives whose life before is not in this ledger."""
    lot.stage = "operator"
    net = net_grams(fact, 0)
    lines = fact.lines or (Line(category=UNSORTED, count=1, grams=net, weighed=net is not None),)
    home = lot.collected_place or fact.place or ""
    made = read_lines(turn, lines, home=home, public_origin=fact.public_origin)
    if net is not None:
        made = _weighed_together(turn, made, net)
    enter_lines(turn, made, account="operator", place=fact.place or "", legal="WASTE")


def _weighed_together(turn: Turn, made: list[Entering], net: int) -> list[Entering]:
    """The lines share the net mass, if each share is within reason."""
    shares, _ = lot_shares(net, [one.item.own_g for one in made], [one.item.weighed for one in made])
    masses = [(one.item.category, share, one.units) for one, share in zip(made, shares, strict=True)]
    if not plausible_lines(turn, masses):
        turn.notes.append(IMPLAUSIBLE)
        return made
    return [
        one if one.item.weighed and share == one.grams else one._replace(grams=share, source="share")
        for one, share in zip(made, shares, strict=True)
    ]


EFFECTS: dict[str, Callable[[Turn], None]] = {
    "lot_dispatched": lot_dispatched,
    "lot_received": lot_received,
}
CONTRADICTIONS: dict[str, Callable[[Turn], Iterator[Sentence]]] = {
    "lot_received": cannot_be_refused,
}
