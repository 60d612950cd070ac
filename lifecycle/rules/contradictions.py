"""Contradictions: what cannot have happened is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from lifecycle.events import (
    AnnouncedLine,
    Custody,
    Discarded,
    Fact,
    HandedOver,
    Line,
    LotPacked,
    Relabelled,
    SameDevice,
    Transferred,
)
from lifecycle.events.books import ShelfCount
from lifecycle.journey.state import Item, LoosePart, Lot
from lifecycle.journey.turn import Turn, custodies_of_line
from lifecycle.journey.wording import in_words
from lifecycle.reference import Reference
from lifecycle.rules.rule import refusal, refusal_of_words
from lifecycle.words import Sentence, say


@refusal()
def it_is_where_the_fact_says(turn: Turn) -> Iterator[Sentence]:
    """Custody and existence: what is elsewhere, ended or unknown cannot do this."""
    fact, state = turn.fact, turn.state
    if isinstance(state, LoosePart) and state.host:
        yield say("{part} is inside {host}: record this of the device", part=fact.code, host=state.host)
        return
    if turn.line is not None and isinstance(state, Lot) and turn.custody != "unknown":
        yield from _its_line_is_there(turn, state, turn.line)
        return
    held = turn.custody
    if held == "unknown" and (fact.needs is None or held not in fact.needs):
        if not isinstance(fact, SameDevice):
            yield _hint(turn, say("{subject} is unknown here before {day}", subject=fact.subject, day=turn.day))
    elif fact.needs is not None and held not in fact.needs:
        yield _hint(turn, _is_elsewhere(turn, fact.subject, held))


def _its_line_is_there(turn: Turn, lot: Lot, rank: int) -> Iterator[Sentence]:
    """What is told of one line is judged by where that line is, whatever became of the others."""
    fact = turn.fact
    if rank > len(lot.lines):
        yield say(
            "{lot} has {count} lines of uncoded things, not {rank}", lot=fact.code, count=len(lot.lines), rank=rank
        )
        return
    held = custodies_of_line(turn.world, turn.subject, rank) or [
        "ended" if not lot.lines[rank - 1].holdings else "in_lot"
    ]
    if fact.needs is not None and not set(held) & set(fact.needs):
        yield _hint(turn, _is_elsewhere(turn, f"{fact.subject}#{rank}", held[0]))


def _is_elsewhere(turn: Turn, subject: str, held: Custody) -> Sentence:
    return say(
        "{subject} is {custody} on {day}: {kind} is not possible then",
        subject=subject,
        custody=in_words(held),
        day=turn.day,
        kind=say(turn.fact.label),
    )


def _hint(turn: Turn, sentence: Sentence) -> Sentence:
    if turn.world.facts_of_day(turn.subject, turn.day) < 2:
        return sentence
    return say("{reason} (if several things happened that day, give the time of each: occurred_at)", reason=sentence)


@refusal()
def its_legal_status_allows_it(turn: Turn) -> Iterator[Sentence]:
    """What is waste already is not discarded again; what is no waste cannot stop being waste."""
    fact = turn.fact
    if fact.needs_legal is None:
        return
    legal = {thing.holding.legal for thing in turn.things("stock", "parts", "use", "support", "operator")}
    if not legal or legal & set(fact.needs_legal):
        return
    if isinstance(fact, Discarded):
        yield say("{subject} is waste already", subject=fact.subject)
    else:
        yield say("{subject} is not waste on {day}", subject=fact.subject, day=turn.day)


@refusal(LotPacked, HandedOver, Transferred)
def its_holder_does_it(turn: Turn) -> Iterator[Sentence]:
    """Only the organisation that holds a thing hands it over, passes it on or packs it."""
    fact = turn.fact
    holders: dict[tuple[str, str], None] = {}
    if isinstance(fact, LotPacked):
        for member in fact.members:
            items: list[Item] = getattr(turn.world.state(turn.world.kept(member)), "items", [])
            held = [holding for item in items for holding in item.holdings if holding.account in {"stock", "parts"}]
            holders |= {(member, holding.organisation): None for holding in held}
    else:
        for thing in turn.things("stock", "parts"):
            subject = fact.subject if thing.owner == turn.subject else thing.owner
            holders[subject, thing.holding.organisation] = None
    for subject, holder in holders:
        if holder != fact.acting:
            yield say(
                "{subject} is in the stock of {holder}, not of {acting}: record transferred or received first",
                subject=subject,
                holder=holder,
                acting=fact.acting,
            )


@refusal_of_words
def its_words_are_in_the_lists(fact: Fact, reference: Reference) -> Iterator[Sentence]:
    """Categories and kinds of part are those of the reference data."""
    if not _naming(type(fact)):
        return
    for category in dict.fromkeys(_categories(fact)):
        if reference.category(category) is None:
            yield say(
                "unknown category {category}; known: {known}",
                category=category,
                known=", ".join(sorted(reference.categories)),
            )
    kind: str | None = getattr(fact, "part_kind", None) if "part_kind" in _naming(type(fact)) else None
    if kind is not None and reference.part_kind(kind) is None:
        yield say("unknown kind of part {kind}; see data/reference/part_kinds.toml", kind=kind)


def _categories(fact: Fact) -> Iterator[str]:
    """Every category that a fact names: its own, those of its lines, its counts, its limits."""
    names = _naming(type(fact))
    if "category" in names:
        own: str | None = getattr(fact, "category", None)
        if own is not None:
            yield own
    if "categories" in names:
        yield from getattr(fact, "categories", ())
    for group in ("lines", "counts"):
        lines: Sequence[Line | AnnouncedLine | ShelfCount] = getattr(fact, group) if group in names else ()
        yield from (line.category for line in lines)


@cache
def _naming(kind: type[Fact]) -> frozenset[str]:
    """The fields of a kind that hold words of the reference data: asking a fact for what it lacks is slow."""
    return frozenset({"category", "categories", "lines", "counts", "part_kind"} & kind.model_fields.keys())


@refusal(Relabelled)
def a_new_label_is_free(turn: Turn) -> Iterator[Sentence]:
    """A label that already leads to another life cannot be put on a machine."""
    fact = turn.fact
    assert isinstance(fact, Relabelled)
    label = f"device:{fact.new_code}"
    if label != turn.subject and turn.world.leads_elsewhere(label, fact.subject, turn.recorded.n):
        yield say(
            "{code} is the code of another machine here; if both are one machine, record same_device",
            code=fact.new_code,
        )


@refusal(SameDevice)
def both_codes_are_known(turn: Turn) -> Iterator[Sentence]:
    """Two codes can only be one machine where both were ever used."""
    fact = turn.fact
    assert isinstance(fact, SameDevice)
    for code in (fact.code, fact.same_as):
        if not turn.world.was_ever_named(f"device:{code}"):
            yield say("{code} is unknown: nothing was ever recorded of it", code=code)
