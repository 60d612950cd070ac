"""The acts of the bench: what each is called, and the facts that one scan of it tells.

Of an act that has nothing left to tell, the thing standing already where it leads, there are no facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lifecycle.events import KINDS, Fact
from lifecycle.intake.bench.scan import Scan
from lifecycle.intake.bench.thing import Hand, Thing
from lifecycle.intake.bench.typed import grams_typed
from lifecycle.journey import Device
from lifecycle.words import N_, say


class Act(NamedTuple):
    """One thing a bench does with what it scans."""

    words: str
    done: str
    """What is said of it once it is recorded."""
    again: str
    """What is said where there was nothing to record."""
    role: str = ""
    """Whose bench it is at; both where empty."""
    sign: str = ""
    """The letter that chooses it, on its button and on its label."""
    needs: tuple[str, ...] = ()
    """What has to be chosen before."""
    sorts: tuple[str, ...] = ("device",)


THINGS = ("device", "part")
ACTS: Mapping[str, Act] = {
    "dispose": Act(
        N_("Discard into the lot"),
        N_("Discarded, in lot {lot}"),
        N_("Already discarded, in lot {lot}"),
        "recycler",
        "D",
        ("lot",),
        THINGS,
    ),
    "pack": Act(
        N_("Put into the lot"), N_("In lot {lot}"), N_("Already in lot {lot}"), "recycler", "P", ("lot",), THINGS
    ),
    "take_out": Act(
        N_("Take out of its lot"), N_("Taken out of its lot"), N_("In no lot"), "recycler", "T", (), THINGS
    ),
    "receive": Act(N_("Receive"), N_("Received"), N_("Already in stock"), "association", "R", ("category",)),
    "media_absent": Act(
        N_("No storage medium inside"), N_("No storage medium inside"), N_("Already told"), "association", "N"
    ),
    "sanitised": Act(N_("Data wiped"), N_("Data wiped"), N_("Already wiped"), "association", "E", ("standard", "tool")),
    "ready": Act(N_("Declare ready"), N_("Ready, grade {grade}"), N_("Already ready"), "association", "G"),
    "discard": Act(N_("Discard"), N_("Discarded"), N_("Already discarded"), "association", "D", (), THINGS),
    "count": Act(N_("Count the shelf"), N_("Counted"), N_("Already counted"), "association", "C"),
    "weigh": Act(N_("Weigh"), N_("Weighed: {grams}"), N_("Already weighed: {grams}"), "", "W", (), THINGS),
    "show": Act(N_("Show"), N_("Shown"), N_("Shown"), "", "S", (), THINGS),
}
"""In the order of the buttons."""


class NotTold(ValueError):
    """The act cannot be told: the sentence says why; ``remedy`` is another act that may be meant."""

    def __init__(self, reason: object, remedy: str = "") -> None:
        super().__init__(str(reason))
        self.remedy = remedy


class Told(NamedTuple):
    """A fact to be: its kind, what it is told of, its fields in texts, and who did it."""

    kind: type[Fact]
    subject: str
    values: Mapping[str, str]
    acting: str


def facts_of(act: str, thing: Thing, hand: Hand, scan: Scan) -> Iterator[Told]:
    """What a scan tells of a thing: first what its remedy says, then the act itself, in the order of life."""
    if scan.first is not None:
        yield from _FIRST[scan.first](thing, scan)
    for kind, subject, values in _ACTS[act](thing, hand, scan):
        yield Told(KINDS[kind], subject, values, scan.organisation)


Plain = Iterator[tuple[str, str, Mapping[str, str]]]


def _members(thing: Thing) -> Mapping[str, str]:
    return {f"{thing.sort}s": thing.code}


def _lot(scan: Scan) -> str:
    if scan.lot is None:
        raise NotTold(say("no lot is in hand: choose or open one, then scan again"))
    return scan.lot


def _dispose(thing: Thing, hand: Hand, scan: Scan) -> Plain:
    _lot(scan)
    if hand.legal != "WASTE":
        yield from _discard(thing, hand, scan)
    yield from _pack(thing, hand, scan)


def _discard(thing: Thing, hand: Hand, scan: Scan) -> Plain:
    if hand.legal != "WASTE":
        code = {"waste_code": scan.presets.waste_code} if scan.presets.waste_code else {}
        yield "discarded", thing.subject, {"reason": scan.presets.cause, **code}


def _pack(thing: Thing, hand: Hand, scan: Scan) -> Plain:
    lot = _lot(scan)
    if hand.lot != lot:
        yield "lot_packed", f"lot:{lot}", _members(thing)


def _take_out(thing: Thing, hand: Hand, scan: Scan) -> Plain:  # noqa: ARG001
    if hand.lot:
        yield "lot_unpacked", f"lot:{hand.lot}", _members(thing)


def _weigh(thing: Thing, hand: Hand, scan: Scan) -> Plain:  # noqa: ARG001
    yield "weighed", thing.subject, {"grams": str(grams_typed(scan.mass))}


def _receive(thing: Thing, hand: Hand, scan: Scan) -> Plain:  # noqa: ARG001
    if thing.row is None and scan.first is None:
        yield "received", thing.subject, _entry(thing, scan)


def _media_absent(thing: Thing, hand: Hand, scan: Scan) -> Plain:  # noqa: ARG001
    if not (isinstance(thing.state, Device) and thing.state.media_absent):
        yield "media_absent", thing.subject, {}


def _sanitised(thing: Thing, hand: Hand, scan: Scan) -> Plain:  # noqa: ARG001
    media = thing.state.media if isinstance(thing.state, Device) else {}
    if not media:
        raise NotTold(
            say(
                "no storage medium of {code} is known: import its machine file, or say that none is inside",
                code=thing.code,
            ),
            "media_absent",
        )
    for name in (name for name, medium in media.items() if medium.state == "unknown"):
        values = {"medium": name, "method": scan.presets.method, "verdict": "pass"}
        yield "data_sanitised", thing.subject, {**values, "standard": scan.presets.standard, "tool": scan.presets.tool}


def _ready(thing: Thing, hand: Hand, scan: Scan) -> Plain:  # noqa: ARG001
    if not (isinstance(thing.state, Device) and thing.state.work == "ready"):
        yield "made_ready", thing.subject, {"grade": scan.presets.grade}


def _nothing(thing: Thing, hand: Hand, scan: Scan) -> Plain:  # noqa: ARG001
    yield from ()


_ACTS: Mapping[str, Callable[[Thing, Hand, Scan], Plain]] = {
    "dispose": _dispose,
    "discard": _discard,
    "pack": _pack,
    "take_out": _take_out,
    "weigh": _weigh,
    "receive": _receive,
    "media_absent": _media_absent,
    "sanitised": _sanitised,
    "ready": _ready,
    "show": _nothing,
    "count": _nothing,
}


def _entry(thing: Thing, scan: Scan) -> Mapping[str, str]:
    category = thing.row.category if thing.row and thing.row.category else scan.presets.category
    if not category:
        raise NotTold(say("choose the category first, then press the key again"))
    legal = thing.legal or scan.presets.legal
    code = {"waste_code": scan.presets.waste_code} if legal == "WASTE" and scan.presets.waste_code else {}
    return {"category": category, "legal": legal, "donor_kind": scan.presets.donor_kind, **code}


def _create(thing: Thing, scan: Scan) -> Iterator[Told]:
    yield Told(KINDS["received"], thing.subject, _entry(thing, scan), scan.organisation)


def _take_over(thing: Thing, scan: Scan) -> Iterator[Told]:
    """Who holds it passes it on to us, and we receive it."""
    values = {"to": scan.organisation}
    yield Told(KINDS["transferred"], thing.subject, values, thing.organisation)
    yield from _create(thing, scan)


def _comes_back(thing: Thing, scan: Scan) -> Iterator[Told]:
    yield Told(KINDS["returned"], thing.subject, {"reason": "no_longer_needed"}, scan.organisation)


def _found(thing: Thing, scan: Scan) -> Iterator[Told]:
    yield Told(KINDS["found"], thing.subject, {"where": "stock"}, scan.organisation)


def _moved(thing: Thing, scan: Scan) -> Iterator[Told]:
    yield Told(KINDS["lot_unpacked"], f"lot:{thing.lot}", _members(thing), scan.organisation)


_FIRST: Mapping[str, Callable[[Thing, Scan], Iterator[Told]]] = {
    "create": _create,
    "take_over": _take_over,
    "comes_back": _comes_back,
    "found": _found,
    "take_out": _moved,
}
