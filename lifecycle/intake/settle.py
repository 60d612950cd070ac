"""Which facts come of what was read: identities that repeat, receptions that machine files leave unsaid.

A machine file does not say when the machine came. Its reception is *assumed*, on the day of
the import or on the earliest day on which this import tells of the machine. When later a row is
dated before an assumed reception, or states the reception, a correction replaces the assumed
one, and the readings of the same day with it. Nothing of this is silent: each is a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lifecycle.codes import uuid8_of
from lifecycle.events import Corrected, Fact, HardwareRead, Received
from lifecycle.intake.draft import Draft, Origin, Question
from lifecycle.intake.gather import Gathering, Placed
from lifecycle.intake.match import match
from lifecycle.intake.media import unknown_media
from lifecycle.journey.order import life_key
from lifecycle.words import _


@dataclass
class Settled:
    """Drafts in order of life, what to tell of them, and how many facts were told twice."""

    drafts: list[Draft] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    repeated: int = 0


@dataclass
class _Receptions:
    """What settling finds of receptions, so that one question tells of many devices."""

    day_of: dict[str, date] = field(default_factory=dict)
    """Device -> the day on which this import assumes its reception."""
    assumed: dict[date, list[str]] = field(default_factory=lambda: defaultdict(list))
    stated: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """File -> devices whose assumed reception it replaces by a stated one."""
    moved: dict[tuple[str, date], list[str]] = field(default_factory=lambda: defaultdict(list))

    def questions(self) -> Iterator[Question]:
        """What a person must know of receptions nobody stated, or no longer need be assumed."""
        for day, subjects in sorted(self.assumed.items()):
            text = _(
                "reception assumed on {day}, donor unknown, from machine files: {codes}; "
                "a row received for a code, with its date and donor, takes its place"
            )
            yield _of_receptions(text.format(day=day.isoformat(), codes=_codes(subjects)), subjects, "")
        for file, subjects in sorted(self.stated.items()):
            text = _("the reception assumed from a machine file is replaced by the one stated: {codes}")
            yield _of_receptions(text.format(codes=_codes(subjects)), subjects, file)
        for (file, day), subjects in sorted(self.moved.items()):
            text = _("the reception is now assumed on {day}, since a fact of that day names the device: {codes}")
            yield _of_receptions(text.format(day=day.isoformat(), codes=_codes(subjects)), subjects, file)


def _codes(subjects: Iterable[str]) -> str:
    return ", ".join(subject.partition(":")[2] for subject in subjects)


def _of_receptions(text: str, subjects: Iterable[str], file: str) -> Question:
    return Question("assumed_reception", text, tuple(subjects), file)


def settle(gathering: Gathering, *, without: Collection[str] = (), without_rows: Collection[Origin] = ()) -> Settled:
    """The facts of all files but those left out."""
    rows = [draft for draft in gathering.rows if draft.origin.file not in without and draft.origin not in without_rows]
    settled = Settled()
    fresh = _matched(rows, gathering, settled)
    by_device = _by_device(fresh)
    receptions = _Receptions()
    here = {draft.fact.event_id for draft in settled.drafts}
    for placed in gathering.machines:
        if placed.machine.origin.file in without or placed.subject is None:
            continue
        if placed.reading_id in here:
            settled.repeated += len(here & {placed.reading_id, placed.reception_id})
            continue
        drafts = _of_machine(placed, gathering, by_device, receptions, settled)
        here |= {draft.fact.event_id for draft in drafts}
        settled.drafts += drafts
    for device, told in by_device.items():
        _settle_assumed_before(device, told, gathering, settled, receptions)
    settled.questions += receptions.questions()
    settled.questions += unknown_media(by_device, settled.drafts, gathering.lives)
    # A machine is read before its media are wiped: of equal times, its reading comes first.
    ranked = sorted(settled.drafts, key=lambda draft: not isinstance(draft.fact, HardwareRead))
    order = sorted(enumerate(ranked), key=lambda at: life_key(at[1].fact, at[0]))
    settled.drafts = [draft for _rank, draft in order]
    return settled


def _matched(rows: Sequence[Draft], gathering: Gathering, settled: Settled) -> list[Draft]:
    """Adds the rows to the drafts, each fact once; gives back those the ledger does not hold."""
    matching = match(rows, gathering.known, gathering.void, gathering.correct)
    settled.questions += matching.questions
    settled.drafts += [_corrected(known, draft, gathering.on) for _n, known, draft in matching.corrections]
    settled.questions += _nothing_to_correct(gathering, {n for n, *_ in matching.corrections})
    fresh: list[Draft] = []
    here: dict[str, Draft] = {}
    for draft, sort in matching.rows:
        before = here.get(draft.fact.event_id)
        if sort == "asked":
            continue
        if before is not None and before.content == draft.content:
            settled.repeated += 1
            continue
        # an identity that a file states twice with other content is refused by the ledger itself
        here.setdefault(draft.fact.event_id, draft)
        settled.drafts.append(draft)
        fresh += [draft] if sort == "new" and draft.fact.event_id not in gathering.recorded else []
    return fresh


def _nothing_to_correct(gathering: Gathering, done: Collection[int]) -> Iterator[Question]:
    for n in sorted(gathering.correct - gathering.void - set(done)):
        text = _("--correct {n}: no row of this import says otherwise of that fact; nothing takes its place")
        yield Question("nothing_to_correct", text.format(n=n))


def _corrected(known: Fact, draft: Draft, on: date) -> Draft:
    """The correction by which a row takes the place of a known fact."""
    correction = Corrected(
        event_id=uuid8_of("settle", f"{known.event_id}:{draft.fact.event_id}"),
        subject=f"organisation:{draft.fact.acting}",
        acting=draft.fact.acting,
        occurred_on=on,
        voids=(known.event_id,),
        replacements=(draft.fact.event_id,),
        reason="row_corrected",
    )
    return Draft(correction, draft.origin)


def _by_device(fresh: Iterable[Draft]) -> dict[str, list[Draft]]:
    found: dict[str, list[Draft]] = defaultdict(list)
    for draft in fresh:
        for subject in (draft.fact.subject, *draft.fact.also):
            if subject.startswith("device:"):
                found[subject].append(draft)
    return dict(found)


def _of_machine(
    placed: Placed,
    gathering: Gathering,
    by_device: Mapping[str, list[Draft]],
    receptions: _Receptions,
    settled: Settled,
) -> list[Draft]:
    """The reading of a machine, and the reception it takes for granted where nobody states one."""
    origin, subject = placed.machine.origin, str(placed.subject)
    if placed.reading_id in gathering.recorded:
        same = (placed.reception_id, placed.reading_id)
        return [Draft(gathering.recorded[one].fact, origin) for one in same if one in gathering.recorded]
    told = by_device.get(subject, [])
    drafts: list[Draft] = []
    day = gathering.on
    if not gathering.lives.get(subject):
        # Read while it was here: of a machine nobody knew, the only day we know is that of its reception.
        day = _day_of_reception(told, receptions.day_of.get(subject), gathering.on)
        if subject not in receptions.day_of and not _is_received(told):
            reception = _assumed_reception(placed, gathering, day, settled)
            if reception is None:
                return []
            drafts.append(Draft(reception, origin))
            receptions.day_of[subject] = day
            receptions.assumed[day].append(subject)
    reading = placed.machine.hardware(
        event_id=placed.reading_id, subject=subject, acting=gathering.acting, occurred_on=day
    )
    return [*drafts, Draft(reading, origin)]


def _is_received(told: Iterable[Draft]) -> bool:
    return any(isinstance(draft.fact, Received) for draft in told)


def _day_of_reception(told: Iterable[Draft], assumed: date | None, on: date) -> date:
    """The day stated, else the one this import already assumes, else the earliest that tells of the device."""
    stated = [draft.fact.occurred_on for draft in told if isinstance(draft.fact, Received)]
    if stated:
        return min(stated)
    return assumed or min([on, *(draft.fact.occurred_on for draft in told)])


def _assumed_reception(placed: Placed, gathering: Gathering, day: date, settled: Settled) -> Received | None:
    subject = str(placed.subject)
    chassis = placed.machine.read.get("chassis")
    category = gathering.reference.category_of_chassis(str(chassis)) if chassis else None
    if category is None:
        text = _(
            "{code} ({name}): its file does not say what kind of machine it is; state it with a row "
            "received for {code} with its category, and import both together"
        ).format(code=subject.partition(":")[2], name=placed.machine.name() or _("unknown machine"))
        settled.questions.append(Question("category", text, (subject,), placed.machine.origin.file))
        return None
    return Received(
        event_id=placed.reception_id,
        subject=subject,
        acting=gathering.acting,
        occurred_on=day,
        category=category,
        legal="PRODUCT",
        donor_kind="unknown",
        assumed=True,
    )


def _settle_assumed_before(
    device: str, told: list[Draft], gathering: Gathering, settled: Settled, receptions: _Receptions
) -> None:
    """Correct an assumed reception of the ledger that rows of this import contradict."""
    life = gathering.lives.get(device, ())
    assumed = next((one.fact for one in life if isinstance(one.fact, Received) and one.fact.assumed), None)
    if assumed is None:
        return
    readings = [
        one.fact for one in life if isinstance(one.fact, HardwareRead) and one.fact.occurred_on == assumed.occurred_on
    ]
    others = [one.fact for one in life if one.fact is not assumed and one.fact not in readings]
    first = min(told, key=lambda draft: life_key(draft.fact, 0))
    is_stated = isinstance(first.fact, Received) and not first.fact.assumed
    day = first.fact.occurred_on
    if is_stated and all(life_key(first.fact, 0) <= life_key(fact, 0) for fact in others):
        settled.drafts += _replaced(assumed, readings, day, gathering.on, because=first, stated=first.fact)
        receptions.stated[first.origin.file].append(device)
    elif day < assumed.occurred_on:
        settled.drafts += _replaced(assumed, readings, day, gathering.on, because=first, stated=None)
        receptions.moved[first.origin.file, day].append(device)


def _replaced(
    assumed: Received, readings: list[HardwareRead], day: date, on: date, *, because: Draft, stated: Fact | None
) -> list[Draft]:
    """The correction that voids an assumed reception and moves the readings of its day, with what replaces them."""
    moved: list[Fact] = [] if stated is not None else [assumed]
    if day != assumed.occurred_on:
        moved += readings
    fresh = [_on_day(fact, day) for fact in moved]
    correction = Corrected(
        event_id=uuid8_of("settle", f"{assumed.event_id}:{day.isoformat()}:{stated.event_id if stated else ''}"),
        subject=f"organisation:{assumed.acting}",
        acting=assumed.acting,
        occurred_on=on,
        voids=tuple(dict.fromkeys((assumed.event_id, *(fact.event_id for fact in moved)))),
        replacements=(*((stated.event_id,) if stated is not None else ()), *(fact.event_id for fact in fresh)),
        reason="reception_stated" if stated is not None else "earlier_fact",
    )
    return [Draft(fact, because.origin) for fact in (*fresh, correction)]


def _on_day(fact: Fact, day: date) -> Fact:
    """The same fact on another day, under an identity that follows from both."""
    event_id = uuid8_of("settle", f"{fact.event_id}:{day.isoformat()}")
    return type(fact).model_validate({**dict(fact), "event_id": event_id, "occurred_on": day, "occurred_at": None})
