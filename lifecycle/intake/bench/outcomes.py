"""What an answer says: each outcome of a scan with its title, its details and its keys."""

from __future__ import annotations

from lifecycle import reference
from lifecycle.intake.bench.acts import ACTS, NotTold
from lifecycle.intake.bench.answer import FIRST_WORDS, SHOW, Answer, Remedy
from lifecycle.intake.bench.scan import Scan
from lifecycle.intake.bench.thing import Open, Thing
from lifecycle.intake.bench.typed import grams_typed
from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.told import BadFields
from lifecycle.ledger import Receipt
from lifecycle.rules import CUSTODY_WORDS
from lifecycle.words import say


def recorded(scan: Scan, rank: int, thing: Thing, receipt: Receipt) -> Answer:
    """The facts are in the ledger."""
    act = ACTS[scan.act]
    grams = _grams(scan)
    title = say(act.done, lot=scan.lot or "", grade=scan.presets.grade, grams=grams)
    return Answer(scan.id, rank, "done", thing.code, title, (thing.words,), receipt=receipt)


def done_already(scan: Scan, rank: int, thing: Thing) -> Answer:
    """There was nothing left to tell."""
    title = say(ACTS[scan.act].again, lot=scan.lot or "", grams=_grams(scan))
    return Answer(scan.id, rank, "again", thing.code, title, (thing.words,))


def _grams(scan: Scan) -> str:
    return f"{grams_typed(scan.mass)} g" if scan.act == "weigh" and scan.mass else ""


def not_told(scan: Scan, rank: int, thing: Thing, fault: NotTold | BadFields | BadCell) -> Answer:
    """The act cannot be told: why, and which other one may be meant."""
    if isinstance(fault, BadFields):
        reasons: tuple[str, ...] = tuple(f"{one.field} “{one.text}”: {one.reason}" for one in fault.faults)
    else:
        reasons = (str(fault),)
    other = fault.remedy if isinstance(fault, NotTold) else ""
    remedies = (Remedy(say(ACTS[other].words), act=other),) if other else ()
    return Answer(scan.id, rank, "refused", thing.code, reasons[0], reasons[1:], remedies)


def in_the_way(scan: Scan, rank: int, thing: Thing, found: Open) -> Answer:
    """What stands between the code and the act, and the keys that bring it into hand."""
    details = (thing.words,) if thing.words else ()
    remedies = tuple(remedy_of(scan, thing, first) for first in found.remedies)
    return Answer(scan.id, rank, found.state, thing.code, found.words, details, (*remedies, *showing(thing)))


def remedy_of(scan: Scan, thing: Thing, first: str) -> Remedy:
    """The key of a remedy; it asks for a category first where the thing to receive has none."""
    asks = first in {"create", "take_over"} and not (thing.row and thing.row.category)
    chosen = reference.load().category(scan.presets.category or "")
    category = thing.category or (chosen.label() if chosen else say("the category chosen"))
    words = say(FIRST_WORDS[first], category=category, holder=thing.organisation)
    return Remedy(words, first=first, needs="category" if asks else "")


def showing(thing: Thing) -> tuple[Remedy, ...]:
    """The key that opens the page of a device."""
    return (Remedy(say(SHOW), device=thing.code),) if thing.row and thing.sort == "device" else ()


def shown(scan: Scan, rank: int, thing: Thing) -> Answer:
    """Where a thing is and who holds it."""
    if thing.row is None:
        unknown = say("{code} is not in this ledger", code=thing.code)
        return Answer(scan.id, rank, "unknown", thing.code, unknown)
    where = say(CUSTODY_WORDS[thing.row.custody])
    title = say("{custody} ({holder})", custody=where, holder=thing.organisation or "–")
    lot = (say("lot {lot}", lot=thing.lot),) if thing.lot else ()
    return Answer(scan.id, rank, "shown", thing.code, title, (thing.words, *lot), showing(thing))
