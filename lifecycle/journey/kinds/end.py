"""End: waste, lots, dispatch, reception, regrouping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from lifecycle.events import (
    Discarded,
    Line,
    LotDispatched,
    LotOpened,
    LotPacked,
    LotReceived,
    LotRegrouped,
    LotUnpacked,
    RefusedThing,
)
from lifecycle.journey.apportion import lot_shares, shared_out
from lifecycle.journey.mass import default_mass, share_out
from lifecycle.journey.state import UNSORTED, Device, Holding, Item, LoosePart, Lot
from lifecycle.journey.turn import Impossible, Thing, Turn, content, custody, joins, prune
from lifecycle.words import say


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
    lot.stage, lot.legal, lot.waste_code = "open", fact.legal, fact.waste_code or ""
    home = lot.collected_place or fact.place or ""
    for rank, line in enumerate(fact.lines, start=1):
        item, grams = _line_item(turn, line, rank, home, public_origin=fact.public_origin)
        at = Holding(
            account="stock",
            organisation=fact.acting,
            place=home,
            legal=fact.legal,
            lot=fact.code,
            source=_source(line, item),
            grams=grams,
            units=line.count,
        )
        turn.page.enter(item, at)
        lot.lines.append(item)
    if fact.lines:
        joins(lot, turn.subject)


def _line_item(turn: Turn, line: Line, rank: int, home: str, *, public_origin: bool) -> tuple[Item, int]:
    """An item for a line, and its stated grams, else its default."""
    default, source = default_mass(turn, line.category, line.count)
    stated = default if line.grams is None else line.grams
    weighed = line.weighed and line.grams is not None
    # An estimated line shares a lot's mass by its default: a guess of grams is no better than ours.
    own = stated if weighed or source == "unknown" else default
    item = Item(
        id=f"{turn.subject}#{rank}",
        category=line.category,
        origin="line",
        home_place=home,
        own_g=own,
        own_source="weighed" if weighed else source,
        public_origin=public_origin,
    )
    return item, stated


def _source(line: Line, item: Item) -> str:
    if item.own_source == "weighed":
        return "weighed"
    return item.own_source if line.grams is None else "estimated"


def lot_packed(turn: Turn) -> None:
    """Devices and loose parts go into the lot; a lot nobody opened begins here."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotPacked)
    lot.stage = "open"
    for subject in _members(turn, fact.members):
        state = turn.world.state(subject)
        assert isinstance(state, Device | LoosePart)
        held = custody(turn.world, subject)
        if held != "in_stock":
            raise Impossible(say("{thing} cannot be packed: it is {custody}", thing=subject, custody=held))
        lot.legal = lot.legal or _legal(state)
        for item in state.items:
            for holding in list(item.holdings):
                turn.page.move(item, holding, account="stock", lot=fact.code)
        joins(lot, subject)


def _legal(state: Device | LoosePart) -> str:
    return next((holding.legal for item in state.items for holding in item.holdings), "")


def lot_unpacked(turn: Turn) -> None:
    """Members come out of the lot into the stock of who holds it."""
    fact = turn.fact
    assert isinstance(fact, LotUnpacked)
    inside = content(turn.world, turn.subject)
    for subject in _members(turn, fact.members):
        mine = [thing for thing in inside if thing.owner == subject]
        if not mine:
            raise Impossible(say("{thing} is not in {lot}", thing=subject, lot=turn.subject))
        for thing in mine:
            turn.page.move(thing.item, thing.holding, account="stock", lot="", proof="")
    prune(turn.world, turn.subject)


def _members(turn: Turn, subjects: Sequence[str]) -> list[str]:
    return [turn.world.kept(subject) for subject in subjects]


def lot_regrouped(turn: Turn) -> None:
    """The content of lots goes into another, whole or in proportion of its grams."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotRegrouped)
    for named in fact.parents:
        parent = turn.lot(named.lot)
        subject = f"lot:{named.lot}"
        if subject == turn.subject:
            raise Impossible(say("{lot} cannot be regrouped into itself", lot=named.lot))
        held = custody(turn.world, subject)
        if held not in {"in_stock", "at_operator"}:
            raise Impossible(
                say("{lot} can be regrouped in stock or at the operator; it is {custody}", lot=named.lot, custody=held)
            )
        if lot.stage in {"none", "expected"}:
            lot.stage, lot.legal, lot.waste_code = parent.stage, parent.legal, parent.waste_code
        elif lot.stage != parent.stage:
            raise Impossible(say("{lot} and {other} are not in the same place", lot=fact.code, other=named.lot))
        inside = content(turn.world, subject)
        _regroup(turn, inside, named.lot, named.grams, named.count)
        for thing in inside:
            joins(lot, thing.owner)
        prune(turn.world, subject)
    prune(turn.world, turn.subject)


def _regroup(turn: Turn, inside: list[Thing], parent: str, grams: int | None, count: int | None) -> None:
    there = sum(thing.holding.grams for thing in inside)
    units = sum(thing.holding.units for thing in inside)
    code = turn.fact.code
    if (grams or 0) > there or (count or 0) > units:
        raise Impossible(
            say("{lot} holds {there} g and {units} things, less than is taken", lot=parent, there=there, units=units)
        )
    if grams is None and count is not None and count < units:
        raise Impossible(
            say("{count} of the {units} things of {lot}: give their grams too", count=count, units=units, lot=parent)
        )
    if grams is None or grams == there:
        for thing in inside:
            turn.page.move(thing.item, thing.holding, lot=code, proof="batch_share")
        return
    shares = shared_out(grams, [thing.holding.grams for thing in inside])
    counts = shared_out(count or 0, [thing.holding.units for thing in inside])
    for thing, share, number in zip(inside, shares, counts, strict=True):
        if share or number:
            turn.page.move(thing.item, thing.holding, grams=share, units=number, lot=code, proof="batch_share")


def lot_dispatched(turn: Turn) -> None:
    """The lot is on its way; if it was weighed, its members share its mass."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotDispatched)
    if not content(turn.world, turn.subject):
        raise Impossible(say("{lot} is empty: pack things in it before it leaves", lot=fact.code))
    lot.stage, lot.destination = "transit", fact.destination
    lot.slip, lot.waste_code = fact.slip or lot.slip, fact.waste_code or lot.waste_code
    for thing in content(turn.world, turn.subject):
        turn.page.move(thing.item, thing.holding, account="transit")
    if fact.grams is not None and fact.weighed:
        share_out(turn, content(turn.world, turn.subject), fact.grams)


def lot_received(turn: Turn) -> None:
    """What is refused goes back; the rest arrives, and is shared out to the net mass."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, LotReceived)
    lot.slip, lot.waste_code = fact.slip or lot.slip, fact.waste_code or lot.waste_code
    if lot.stage in {"none", "expected"}:
        _from_nothing(turn, fact, lot)
        return
    refused_g = sum(_refuse(turn, thing) for thing in fact.refused)
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


def _refuse(turn: Turn, refused: RefusedThing) -> int:
    inside = content(turn.world, turn.subject)
    if refused.line is not None:
        mine = [thing for thing in inside if thing.item.id == f"{turn.subject}#{refused.line}"]
        name = f"{turn.subject}#{refused.line}"
    else:
        name = turn.world.kept(f"device:{refused.device}") if refused.device is not None else f"part:{refused.part}"
        mine = [thing for thing in inside if thing.owner == name]
    if not mine:
        raise Impossible(say("{thing} is refused but is not in {lot}", thing=name, lot=turn.subject))
    back = refused.taken_back_by or mine[0].holding.organisation
    total = 0
    for thing in mine:
        grams = units = None
        if refused.line is not None and refused.grams is not None:
            grams, units = refused.grams, refused.count if refused.count is not None else 0
            if grams > thing.holding.grams or units > thing.holding.units:
                raise Impossible(
                    say(
                        "{thing}: {grams} g are refused, {there} g travel",
                        thing=name,
                        grams=grams,
                        there=thing.holding.grams,
                    )
                )
        total += thing.holding.grams if grams is None else grams
        turn.page.move(
            thing.item, thing.holding, grams=grams, units=units, account="stock", organisation=back, lot="", proof=""
        )
    return total


def _from_nothing(turn: Turn, fact: LotReceived, lot: Lot) -> None:
    """Waste arrives whose life before is not in this ledger."""
    lot.stage, lot.legal = "operator", "WASTE"
    net = net_grams(fact, 0)
    lines = fact.lines or (Line(category=UNSORTED, count=1, grams=net, weighed=net is not None),)
    home = lot.collected_place or fact.place or ""
    made = [
        _line_item(turn, line, rank, home, public_origin=fact.public_origin) for rank, line in enumerate(lines, start=1)
    ]
    shares = [grams for _, grams in made]
    if net is not None:
        shares, _ = lot_shares(net, [item.own_g for item, _ in made], [item.weighed for item, _ in made])
    for line, (item, stated), grams in zip(lines, made, shares, strict=True):
        kept = item.weighed and grams == stated
        source = "weighed" if kept else "share" if net is not None else _source(line, item)
        at = Holding(
            account="operator",
            organisation=fact.acting,
            place=fact.place or "",
            legal="WASTE",
            lot=fact.code,
            source=source,
            grams=grams,
            units=line.count,
        )
        turn.page.enter(item, replace(at))
        lot.lines.append(item)
    joins(lot, turn.subject)


EFFECTS: dict[str, Callable[[Turn], None]] = {
    "discarded": discarded,
    "waste_ended": waste_ended,
    "lot_opened": lot_opened,
    "lot_packed": lot_packed,
    "lot_unpacked": lot_unpacked,
    "lot_regrouped": lot_regrouped,
    "lot_dispatched": lot_dispatched,
    "lot_received": lot_received,
    "depolluted": lambda _turn: None,
}
