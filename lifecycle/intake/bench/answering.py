"""Answers to scans: what each code leads to, what it tells the ledger, what a person is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from lifecycle.codes import prefix_of
from lifecycle.events import Fact, StockCounted, Weighed
from lifecycle.events.books import ShelfCount
from lifecycle.events.envelope import PARIS
from lifecycle.intake.bench.acts import ACTS, NotTold, Told, facts_of
from lifecycle.intake.bench.answer import Answer, Remedy, keyboard_words
from lifecycle.intake.bench.outcomes import done_already, in_the_way, not_told, recorded, remedy_of, showing, shown
from lifecycle.intake.bench.scan import Scan
from lifecycle.intake.bench.thing import Hand, Open, Thing, in_hand, is_open_lot, thing_of
from lifecycle.intake.bench.typed import LAYOUTS, Typed, grams_typed, is_code, is_misread, may_be_an_ending, typed
from lifecycle.intake.live import Recorded, RefusedHere, Stopped, record_live, undoing
from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.told import BadFields, fact_told
from lifecycle.ledger import Entry, Ledger, Receipt, UnknownFact
from lifecycle.rules import CUSTODY_WORDS, RULES
from lifecycle.rules.reasons import REASONS
from lifecycle.words import Sentence, say

AGAIN = timedelta(seconds=5)
"""The same mass of the same thing within this time is one weighing, scanned twice."""
MOST = 9
"""So many remedies have a key."""


class Bench(NamedTuple):
    """A ledger with somebody at its bench."""

    ledger: Ledger
    by: str
    now: datetime


def answers(bench: Bench, scan: Scan) -> Iterator[Answer]:
    """What becomes of a scan: one answer for each code that it holds. Sent again, it is answered again."""
    if scan.act == "undo":
        yield _undone(bench, scan)
    elif scan.act == "count_done":
        yield _counted(bench, scan)
    else:
        read = _read(bench.ledger, scan)
        if read.is_test:
            yield Answer(scan.id, 0, "test", "", say(LAYOUTS[read.layout]))
        for rank, code in enumerate(read.codes):
            told = _answer(bench, scan, rank, code, read)
            yield told._replace(keyboard=keyboard_words(read.layout, LAYOUTS))


def _read(ledger: Ledger, scan: Scan) -> Typed:
    prefixes = {prefix_of(row.subject.partition(":")[2]) for row in ledger.states("organisation")}
    return typed(scan.text, prefixes=prefixes, known=lambda code: ledger.resolve(code) is not None)


def _answer(bench: Bench, scan: Scan, rank: int, code: str, read: Typed) -> Answer:
    if (done := _done_before(bench.ledger, scan, rank)) is not None:
        return recorded(scan, rank, thing_of(bench.ledger, code), done)
    if not is_code(code):
        return Answer(scan.id, rank, "refused", code[:40], say("this is no code of a label; scan it again"))
    thing = thing_of(bench.ledger, code)
    if thing.row is None and may_be_an_ending(code):
        return _by_ending(bench, scan, rank, code, read)
    if thing.row is None and is_misread(code) and not scan.first:
        wrong = say("a sign of {code} is wrong: scan it again, or type the last four signs", code=code)
        return Answer(scan.id, rank, "refused", code, wrong)
    return _of_thing(bench, scan, rank, thing)


def _of_thing(bench: Bench, scan: Scan, rank: int, thing: Thing) -> Answer:
    if thing.sort == "lot":
        return _of_lot(scan, rank, thing)
    act = ACTS[scan.act]
    if thing.sort not in act.sorts:
        words = say("{code} is a part: this is told of devices only", code=thing.code)
        return Answer(scan.id, rank, "refused", thing.code, words)
    if scan.act == "show" or (scan.act == "weigh" and thing.row is not None and not scan.first):
        hand: Hand | Open = Hand(thing.legal, thing.lot)
        if scan.act == "show":
            return shown(scan, rank, thing)
    elif scan.act == "count":
        return _on_shelf(scan, rank, thing)
    elif scan.act == "receive" and thing.row is None:
        hand = Hand(scan.presets.legal, "")
    else:
        hand = in_hand(thing, scan)
    if isinstance(hand, Open):
        return in_the_way(scan, rank, thing, hand)
    if scan.act in {"dispose", "pack"} and hand.lot and hand.lot != scan.lot and scan.first is None:
        return _in_another_lot(bench, scan, rank, thing)
    return _told(bench, scan, rank, thing, hand)


def _of_lot(scan: Scan, rank: int, lot: Thing) -> Answer:
    if is_open_lot(lot):
        return Answer(scan.id, rank, "lot", lot.code, say("Lot {lot} is in hand", lot=lot.code), lot=lot.code)
    custody = say(CUSTODY_WORDS[lot.row.custody]) if lot.row else ""
    return Answer(
        scan.id, rank, "refused", lot.code, say("lot {lot} is closed: {custody}", lot=lot.code, custody=custody)
    )


def _told(bench: Bench, scan: Scan, rank: int, thing: Thing, hand: Hand) -> Answer:
    """Tell the ledger; where a fact of that day without its time stands in the way, the day alone is told."""
    try:
        if scan.act in {"dispose", "pack"} and scan.lot and bench.ledger.resolve(f"lot:{scan.lot}") is None:
            raise NotTold(say("lot {lot} is unknown: open it first, then scan again", lot=scan.lot))
        told = list(facts_of(scan.act, thing, hand, scan))
        if not told or _weighed_just_now(bench.ledger, scan, thing):
            return done_already(scan, rank, thing)
        facts = list(_facts(scan, rank, told))
    except (NotTold, BadFields, BadCell) as fault:
        return not_told(scan, rank, thing, fault)
    outcome = _written(bench, scan, facts)
    if isinstance(outcome, RefusedHere):
        untimed = _written(bench, scan, [fact.model_copy(update={"occurred_at": None}) for fact in facts])
        outcome = outcome if isinstance(untimed, RefusedHere) else untimed
    return _outcome(bench, scan, rank, thing, outcome)


def _written(bench: Bench, scan: Scan, facts: Sequence[Fact]) -> Recorded | Stopped | RefusedHere:
    return record_live(
        bench.ledger, facts, by=bench.by, on_behalf_of=scan.organisation, now=bench.now, reason=scan.reason
    )


def _facts(scan: Scan, rank: int, told: Sequence[Told]) -> Iterator[Fact]:
    """Each with an identity made of the scan's, a moment after the one before: a life has one order."""
    moment = scan.at.astimezone(PARIS)
    for place, one in enumerate(told):
        identity = scan.identity(rank, place)
        fact = fact_told(one.kind, one.subject, one.values, acting=one.acting, on=moment.date(), event_id=identity)
        later = moment + timedelta(milliseconds=place)
        yield fact.model_copy(update={"occurred_at": later if later.date() == moment.date() else moment})


def _outcome(bench: Bench, scan: Scan, rank: int, thing: Thing, outcome: Recorded | Stopped | RefusedHere) -> Answer:
    if isinstance(outcome, Recorded):
        return recorded(scan, rank, thing_of(bench.ledger, thing.code), outcome.receipt)
    if isinstance(outcome, Stopped):
        rules = sorted({rule for broken in outcome.breaches.values() for rule in broken})
        details = tuple(say(RULES[rule].says) if rule in RULES else rule for rule in rules)
        remedies = tuple(Remedy(say(words), reason=code, first=scan.first or "") for code, words in REASONS.items())
        title = say("Nothing was recorded: say why, or leave it")
        return Answer(scan.id, rank, "breach", thing.code, title, details, remedies[:MOST])
    reasons = tuple(sentence for _place, sentence in outcome.reasons)
    return Answer(scan.id, rank, "refused", thing.code, reasons[0], reasons[1:], showing(thing))


def _in_another_lot(bench: Bench, scan: Scan, rank: int, thing: Thing) -> Answer:
    """It lies in another lot of ours: it is moved where that lot is still open."""
    movable = is_open_lot(thing_of(bench.ledger, f"lot:{thing.lot}"))
    remedies = (remedy_of(scan, thing, "take_out"),) if movable and scan.lot else ()
    words = say("{code} is in lot {lot}", code=thing.code, lot=thing.lot)
    return Answer(scan.id, rank, "disposed", thing.code, words, (thing.words,), (*remedies, *showing(thing)))


def _on_shelf(scan: Scan, rank: int, thing: Thing) -> Answer:
    """Counted under its category; what the books say of it is told where that is not the shelf."""
    if thing.row is None:
        unknown = say("{code} is not in this ledger", code=thing.code)
        return Answer(
            scan.id,
            rank,
            "unknown",
            thing.code,
            unknown,
            (),
            (remedy_of(scan, thing, "create")._replace(act="receive"),),
        )
    ours = thing.custody == "in_stock" and thing.organisation == scan.organisation
    said = say("the books say: {custody}", custody=say(CUSTODY_WORDS[thing.row.custody]))
    details: tuple[Sentence | str, ...] = (thing.words,) if ours else (thing.words, said)
    return Answer(
        scan.id,
        rank,
        "done",
        thing.code,
        say("Counted"),
        details,
        counted=thing.row.category,
        remedies=() if ours else showing(thing),
    )


def _counted(bench: Bench, scan: Scan) -> Answer:
    """The count of a shelf, once somebody says that all of it was scanned."""
    if (done := _done_before(bench.ledger, scan, 0)) is None:
        rows = (thing_of(bench.ledger, code).row for code in dict.fromkeys(scan.codes))
        counts = Counter(row.category for row in rows if row is not None and row.category)
        if not counts:
            return Answer(scan.id, 0, "refused", "", say("nothing was counted yet"))
        fact = StockCounted(
            event_id=scan.identity(0, 0),
            subject=f"organisation:{scan.organisation}",
            acting=scan.organisation,
            occurred_on=_day(scan),
            counts=tuple(ShelfCount(category=category, count=counts[category]) for category in sorted(counts)),
        )
        outcome = _written(bench, scan, [fact])
        if not isinstance(outcome, Recorded):
            return _outcome(bench, scan, 0, Thing("", f"organisation:{scan.organisation}"), outcome)
        done = outcome.receipt
    return Answer(
        scan.id, 0, "done", "", say("The count is recorded: {count} devices", count=len(set(scan.codes))), receipt=done
    )


def _undone(bench: Bench, scan: Scan) -> Answer:
    """A correction takes the facts back; history shows both."""
    done = _done_before(bench.ledger, scan, 0)
    if done is None:
        try:
            identity = scan.identity(0, 0)
            fact = undoing(bench.ledger, scan.voids, acting=scan.organisation, on=_day(scan), event_id=identity)
        except UnknownFact as unknown:
            return Answer(scan.id, 0, "refused", scan.text, str(unknown))
        outcome = _written(bench, scan, [fact])
        if isinstance(outcome, RefusedHere):
            reasons = tuple(sentence for _place, sentence in outcome.reasons)
            return Answer(scan.id, 0, "refused", scan.text, reasons[0], reasons[1:])
        assert isinstance(outcome, Recorded), "a correction breaks no rule"
        done = outcome.receipt
    return Answer(scan.id, 0, "undone", scan.text, say("Taken back by a correction; its life shows both"), receipt=done)


def _day(scan: Scan) -> date:
    return scan.at.astimezone(PARIS).date()


def _done_before(ledger: Ledger, scan: Scan, rank: int) -> Receipt | None:
    """The receipt of the facts that this scan told when it was sent before."""
    found: list[Entry] = []
    try:
        while True:
            found.append(ledger.entry(scan.identity(rank, len(found))))
    except UnknownFact:
        pass
    if not found:
        return None
    ids = tuple(entry.event_id for entry in found)
    return Receipt(
        ledger_id=ledger.ledger_id,
        event_ids=ids,
        first_n=found[0].n,
        last_n=found[-1].n,
        hash_at_last_n=found[-1].hash,
    )


def _weighed_just_now(ledger: Ledger, scan: Scan, thing: Thing) -> bool:
    if scan.act != "weigh" or thing.row is None:
        return False
    grams = grams_typed(scan.mass)
    weighings = (entry.fact for entry in ledger.facts_about(thing.subject) if entry.kind == "weighed")
    return any(_is_near(fact, at=scan.at, grams=grams) for fact in weighings)


def _is_near(fact: Fact, *, at: datetime, grams: int) -> bool:
    return (
        isinstance(fact, Weighed)
        and fact.grams == grams
        and fact.occurred_at is not None
        and abs(fact.occurred_at - at) <= AGAIN
    )


def _by_ending(bench: Bench, scan: Scan, rank: int, signs: str, read: Typed) -> Answer:
    """The devices whose label ends so: the one, or a choice among few."""
    codes = bench.ledger.ending(signs, most=MOST + 1)
    if len(codes) == 1:
        return _answer(bench, scan, rank, codes[0], read)
    if not codes:
        return Answer(scan.id, rank, "unknown", signs, say("no label ends with {signs}", signs=signs))
    if len(codes) > MOST:
        many = say("many labels end with {signs}: type the whole code", signs=signs)
        return Answer(scan.id, rank, "refused", signs, many)
    title = say("{count} labels end with {signs}: which one?", count=len(codes), signs=signs)
    things = [thing_of(bench.ledger, code) for code in codes]
    choices = tuple(Remedy(say("{code}: {machine}", code=one.code, machine=one.words), code=one.code) for one in things)
    return Answer(scan.id, rank, "choose", signs, title, (), choices)
