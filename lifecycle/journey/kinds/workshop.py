"""Workshop: parts that leave and enter, media, and the state of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from lifecycle.events import Data, DataSanitised, MediaDestroyed, PartInstalled, PartRemoved
from lifecycle.journey.mass import plausible_part
from lifecycle.journey.state import Device, Holding, Item, LoosePart, MediumState, furthest
from lifecycle.journey.turn import Impossible, Turn
from lifecycle.journey.wording import in_words
from lifecycle.words import say

GONE = frozenset({"removed", "destroyed"})
"""States of a medium that is no longer inside."""


def data_sanitised(turn: Turn) -> None:
    """A medium is clean only where the verification passed."""
    fact, device = turn.fact, turn.its(Device)
    assert isinstance(fact, DataSanitised)
    medium = device.media.setdefault(fact.medium, MediumState())
    if medium.state in GONE:
        raise Impossible(say("{medium} is no longer in {device}", medium=fact.medium, device=fact.code))
    medium.state = "sanitised" if fact.verdict == "pass" else "unknown"


def media_absent(turn: Turn) -> None:
    """A person states that nothing inside can hold data."""
    turn.its(Device).media_absent = True


def part_removed(turn: Turn) -> None:
    """A part of the body becomes an item of its own; one installed before comes loose again."""
    fact, device = turn.fact, turn.its(Device)
    assert isinstance(fact, PartRemoved)
    _, loose = turn.part(fact.part)
    if fact.part in device.parts:
        holding = _whole(device.parts[fact.part])
        item = device.parts.pop(fact.part)
        kept = turn.page.move(item, holding, account="parts", line="", lot="", proof="")
        turn.page.unit(item, kept, 1)
        media = {fact.medium or item.medium, item.medium}
        loose.host = ""
    else:
        item = _cut_from_body(turn, device, loose, fact.part, fact.part_kind, fact.grams, legal=None)
        media = {fact.medium or _medium_of(turn, device, fact)}
    loose.item = item
    states = {_leave_medium(device, medium, "removed") for medium in media - {""}}
    item.medium = fact.medium or min(media)
    item.medium_state = "unknown" if "unknown" in states else min(states, default="")


def _medium_of(turn: Turn, device: Device, fact: PartRemoved) -> str:
    """Nobody said which medium a storage part is: the only one inside, else an unknown one under its own code."""
    kind = turn.reference.part_kind(fact.part_kind)
    if kind is None or not kind.storage:
        return ""
    inside = [medium for medium, known in device.media.items() if known.state not in GONE]
    return inside[0] if len(inside) == 1 else fact.part


def media_destroyed(turn: Turn) -> None:
    """The remains of a medium are waste with a code of their own."""
    fact, device = turn.fact, turn.its(Device)
    assert isinstance(fact, MediaDestroyed)
    _leave_medium(device, fact.medium, "destroyed")
    _, loose = turn.part(fact.part)
    loose.item = _cut_from_body(turn, device, loose, fact.part, fact.part_kind, fact.grams, legal="WASTE")


def _whole(item: Item) -> Holding:
    """The one place in which all of a part is."""
    if len(item.holdings) != 1:
        raise Impossible(
            say("{item} is shared over several lots or has ended: it can no longer be taken or fitted", item=item.id)
        )
    return item.holdings[0]


def _cut_from_body(
    turn: Turn, device: Device, loose: LoosePart, code: str, kind: str, grams: int | None, *, legal: str | None
) -> Item:
    """A part of the body becomes an item of its own, loose, with the grams that are stated of it."""
    body, known = device.body, turn.reference.part_kind(kind)
    assert body is not None
    assert known is not None
    part_g = plausible_part(turn, code, known.category, _stated_grams(turn, body, loose, code, grams))
    item = Item(
        id=f"part:{code}",
        category=known.category,
        origin="harvested",
        home_device=turn.subject,
        home_place=body.home_place,
        own_g=part_g,
        own_source="stated",
        public_origin=body.public_origin,
    )
    (source,) = body.holdings
    turn.page.write(body, source, -part_g, 0)
    source.grams -= part_g
    body.own_g = max(0, body.own_g - part_g)
    goal = source.but(account="parts", line="", lot="", proof="", source="stated", grams=part_g, units=0)
    goal.legal = legal or goal.legal
    goal.served = False  # it has never been in use as a part
    turn.page.write(item, goal, part_g, 0)
    item.holdings.append(goal)
    turn.page.unit(item, goal, 1)
    return item


def _stated_grams(turn: Turn, body: Item, loose: LoosePart, code: str, grams: int | None) -> int:
    """The grams of a part that comes out of a body, if its code is free and the body holds as much."""
    if loose.host:
        raise Impossible(say("{part} is already inside {host}", part=code, host=loose.host))
    if loose.item is not None:
        raise Impossible(say("{part} is the code of another part already: give this one its own", part=code))
    if grams is None:
        raise Impossible(
            say("{part} comes out of the body of {device}: give its grams", part=code, device=turn.fact.code)
        )
    if len(body.holdings) != 1 or body.grams < grams:
        raise Impossible(
            say(
                "{part} ({grams} g) would weigh more than what is left of {device} ({left} g); weigh the machine first",
                part=code,
                grams=grams,
                device=turn.fact.code,
                left=body.grams,
            )
        )
    return grams


def _leave_medium(device: Device, medium: str, state: Literal["removed", "destroyed"]) -> Data:
    """The medium is no longer inside; what was known of its data goes with it."""
    known = device.media.setdefault(medium, MediumState())
    before: Data = "unknown" if known.state in GONE else known.state
    known.state = state
    return before


def part_installed(turn: Turn) -> None:
    """A loose part goes where its host is; a new one enters from outside."""
    fact, device = turn.fact, turn.its(Device)
    assert isinstance(fact, PartInstalled)
    body = device.body
    assert body is not None
    part_subject, loose = turn.part(fact.part)
    host = furthest(body.holdings)
    if fact.new:
        item = _new_part(turn, fact, loose, part_subject, host, body)
    else:
        item = _take_loose(fact, loose)
        holding = _whole(item)
        turn.page.unit(item, holding, -holding.units)
        turn.page.move(
            item,
            holding,
            account=host.account,
            organisation=host.organisation,
            place=host.place,
            line=line_of(item, turn.subject, holding.legal) if host.line else "",
            lot=host.lot,
        )
    device.parts[fact.part] = item
    loose.item, loose.host = None, turn.subject
    _bring_medium(turn, fact, device, item)


def _bring_medium(turn: Turn, fact: PartInstalled, device: Device, item: Item) -> None:
    """A storage part brings its medium, with what is known of its data: nothing, unless it is new or was wiped."""
    kind = turn.reference.part_kind(fact.part_kind) if fact.part_kind else None
    medium = fact.medium or item.medium or (fact.part if kind and kind.storage else "")
    if not medium:
        return
    if not fact.medium and medium in device.media and device.media[medium].state not in GONE:
        medium = fact.part  # "disk 1" of another machine is not the one that is inside
    item.medium = medium
    clean = fact.new or item.medium_state == "sanitised"
    device.media[medium] = MediumState(state="sanitised" if clean else "unknown")
    device.media_absent = device.media_absent and clean


def _new_part(turn: Turn, fact: PartInstalled, loose: LoosePart, subject: str, host: Holding, body: Item) -> Item:
    if loose.item is not None or loose.host:
        raise Impossible(say("{part} is already known: it cannot be a new part", part=fact.part))
    if fact.part_kind is None or fact.grams is None:
        raise Impossible(say("{part} is new: give its part_kind and grams", part=fact.part))
    known = turn.reference.part_kind(fact.part_kind)
    assert known is not None
    plausible_part(turn, fact.part, known.category, fact.grams)
    item = Item(
        id=subject,
        category=known.category,
        origin="new",
        home_device=turn.subject,
        home_place=body.home_place,
        own_g=fact.grams,
        own_source="stated",
        public_origin=body.public_origin,
    )
    at = host.but(legal="PRODUCT", line="new" if host.line else "", proof="", source="stated", served=False)
    at.grams, at.units = fact.grams, 0
    turn.page.enter(item, at)
    return item


def _take_loose(fact: PartInstalled, loose: LoosePart) -> Item:
    if loose.host:
        raise Impossible(say("{part} is already inside {host}", part=fact.part, host=loose.host))
    if loose.item is None:
        raise Impossible(say("{part} is unknown: record part_removed first, or say that it is new", part=fact.part))
    custody = loose.custody
    if custody != "in_stock":
        raise Impossible(
            say("{part} is not loose in stock: it is {custody}", part=fact.part, custody=in_words(custody))
        )
    return loose.item


def line_of(item: Item, host: str, legal: str) -> str:
    """Why an item in use counts: re-used, prepared for re-use, parts re-used, new, or contested."""
    if item.origin == "new":
        return "new"
    if legal == "WASTE":
        return "contested"
    if item.origin == "harvested" and item.home_device != host:
        return "parts"
    return "prepared" if legal == "ENDED_WASTE" else "reused"


EFFECTS: dict[str, Callable[[Turn], None]] = {
    "data_sanitised": data_sanitised,
    "media_absent": media_absent,
    "media_destroyed": media_destroyed,
    "part_removed": part_removed,
    "part_installed": part_installed,
}
