"""All that was read of some files, seen beside what the ledger already holds."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from lifecycle.codes import code_from, machine_identity, uuid8_of
from lifecycle.events import HardwareRead
from lifecycle.intake.draft import Context, Draft, Fault, Machine, Question, Reference, Skipped
from lifecycle.intake.files import Progress, read_files
from lifecycle.intake.formats import READERS
from lifecycle.intake.match import Key, key_of
from lifecycle.journey.past import Past, Recorded
from lifecycle.words import _


class WholePast(Past, Protocol):
    """The past with what is void, so that what was declared wrong is not recorded again."""

    def told_of(self, subjects: Collection[str], kinds: Collection[str]) -> Iterable[Recorded]:
        """Facts of these kinds that name one of these subjects, void ones too."""


class LedgerView(Protocol):
    """What intake asks of a ledger before anything is recorded."""

    def past(self) -> AbstractContextManager[WholePast]:
        """What it holds, at one moment."""

    def find_identities(self, identities: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """The devices that bear these identities, by code."""


@dataclass(frozen=True)
class Placed:
    """A machine and the device it is; None where only a person can say which."""

    machine: Machine
    subject: str | None

    @property
    def reading_id(self) -> str:
        """The identity of its ``hardware_read``."""
        return uuid8_of(self.machine.reader, self.machine.natural_key)

    @property
    def reception_id(self) -> str:
        """The identity of the reception assumed from it."""
        return uuid8_of(self.machine.reader, f"{self.machine.natural_key}:received")


@dataclass
class Gathering:
    """What files say, before it is settled which facts come of it (``settle.py``)."""

    rows: list[Draft]
    machines: list[Placed]
    faults: list[Fault]
    skipped: list[Skipped]
    questions: list[Question]
    files: tuple[str, ...]
    on: date
    acting: str
    reference: Reference
    recorded: Mapping[str, Recorded] = field(default_factory=dict)
    """Facts of the ledger that bear an identity of this import."""
    known: Mapping[Key, tuple[Recorded, ...]] = field(default_factory=dict)
    """Facts of the ledger, void ones too, that share kind, subject and day with a row."""
    void: frozenset[int] = frozenset()
    """Which of them are void."""
    correct: frozenset[int] = frozenset()
    """Facts of which a person said that a row of this import is right where it says otherwise."""
    lives: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)
    """Facts in force of the devices named here, in order of life."""


class UnknownFormat(ValueError):
    """The format that was asked for is not one of :data:`READERS`."""

    def __init__(self, name: str) -> None:
        super().__init__(_("unknown format {name}; known: {known}").format(name=name, known=", ".join(READERS)))


def gather(
    paths: Iterable[str | Path],
    *,
    ledger_view: LedgerView,
    reference: Reference,
    acting: str,
    prefix: str,
    on: date,
    format: str | None = None,
    devices: Collection[str] = (),
    today: date | None = None,
    correct: Collection[int] = (),
    labels: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Gathering:
    """Read all files; ``on`` is the day a machine file counts for, since it says none itself.

    ``format`` reads every file as that, whatever it looks like. ``devices`` are the codes to
    choose where a machine's identity is borne by several. Rows of a day after ``today`` are
    asked about; rows that say otherwise of the facts ``correct`` (by number) take their place.
    ``labels`` are the codes that machines already bear: name of a file -> code. ``progress`` is told
    how many files are read, of how many. Raises :class:`UnknownFormat`.
    """
    if format is not None and format not in READERS:
        raise UnknownFormat(format)
    reading, files = read_files(paths, Context(reference, acting, today), format, progress)
    machines = reading.machines
    identities = ledger_view.find_identities({machine.identity for machine in machines if machine.identity})
    with ledger_view.past() as past:
        named = {past.kept_codes([name]).get(name, name) for name in (f"device:{code}" for code in devices)}
        borne = {file: f"device:{code}" for file, code in (labels or {}).items()}
        borne = {file: past.kept_codes([name]).get(name, name) for file, name in borne.items()}
        placed = list(_placed(machines, reading.drafts, _Bearers(identities, named, borne), past, prefix))
        known = _known(reading.drafts, past)
        void = frozenset(past.voiders_of([one.n for some in known.values() for one in some]))
        recorded = past.by_event_id(_identities_of(reading.drafts, placed))
        lives = _lives(reading.drafts, placed, past)
    return Gathering(
        rows=reading.drafts,
        machines=placed,
        faults=reading.faults,
        skipped=reading.skipped,
        questions=[
            *reading.questions,
            *_doubts(placed, identities, recorded),
            *_unused(named, placed),
            *_known_otherwise(borne, placed),
        ],
        files=files,
        on=on,
        acting=acting,
        reference=reference,
        recorded=recorded,
        known=known,
        void=void,
        correct=frozenset(correct),
        lives=lives,
    )


@dataclass(frozen=True)
class _Bearers:
    """The devices of the ledger that bear an identity, and those that a person named."""

    of: Mapping[str, tuple[str, ...]]
    named: Collection[str]
    labelled: Mapping[str, str]
    """Name of a file -> the device whose label its machine bears."""

    def doubtful(self, machine: Machine) -> bool:
        """Several devices bear its identity: two machines with one serial number, or one with two codes."""
        return len(self.of.get(machine.identity, ())) > 1

    def chosen(self, machine: Machine) -> str | None:
        """The one of them that a person named."""
        found = [subject for subject in self.of[machine.identity] if subject in self.named]
        return found[0] if len(found) == 1 else None


def _placed(
    machines: Iterable[Machine], rows: Iterable[Draft], bearers: _Bearers, past: Past, prefix: str
) -> Iterator[Placed]:
    """Each machine with its device: the one that bears its identity here or in the ledger, else a new code."""
    known = {identity: subjects[0] for identity, subjects in bearers.of.items() if len(subjects) == 1}
    doubtful = [Placed(machine, None).reading_id for machine in machines if bearers.doubtful(machine)]
    read_before = past.by_event_id(doubtful)
    for draft in rows:
        if isinstance(draft.fact, HardwareRead) and (identity := _identity(draft.fact)):
            known.setdefault(identity, draft.fact.subject)
    owners: dict[str, str] = {}
    for machine in machines:
        if bearers.doubtful(machine):
            before = read_before.get(Placed(machine, None).reading_id)
            yield Placed(machine, before.fact.subject if before else bearers.chosen(machine))
            continue
        owner = machine.identity or machine.natural_key
        label = bearers.labelled.get(machine.origin.file)
        if label is not None and (owners.get(label, owner) != owner or _is_another(label, machine, past)):
            label = None
        subject = known.get(owner) or label or _new_subject(machine, owner, owners, past, prefix)
        known[owner] = subject
        owners[subject] = owner
        yield Placed(machine, subject)


def _identity(fact: HardwareRead) -> str:
    return machine_identity(fact.manufacturer, fact.model, fact.serial_number)


def _new_subject(machine: Machine, owner: str, owners: Mapping[str, str], past: Past, prefix: str) -> str:
    """A code of its own, always the same for the same machine, and no other machine's."""
    digest = hashlib.sha256(machine.identity.encode()).digest() if machine.identity else machine.digest
    attempt = 0
    while True:
        subject = f"device:{code_from(prefix, digest, attempt)}"
        if owners.get(subject, owner) == owner and not _is_another(subject, machine, past):
            return subject
        attempt += 1


def _is_another(subject: str, machine: Machine, past: Past) -> bool:
    """True where the ledger knows this code as a machine of another identity."""
    read = [_identity(one.fact) for one in past.facts_of([subject]) if isinstance(one.fact, HardwareRead)]
    return bool(read) and machine.identity not in read


def _identities_of(rows: Iterable[Draft], machines: Iterable[Placed]) -> set[str]:
    wanted = {draft.fact.event_id for draft in rows}
    for placed in machines:
        wanted |= {placed.reading_id, placed.reception_id}
    return wanted


def _known(rows: Iterable[Draft], past: WholePast) -> dict[Key, tuple[Recorded, ...]]:
    wanted = {key_of(draft.fact) for draft in rows}
    found: dict[Key, list[Recorded]] = defaultdict(list)
    for one in past.told_of({subject for _kind, subject, _day in wanted}, {kind for kind, _subject, _day in wanted}):
        if (key := key_of(one.fact)) in wanted:
            found[key].append(one)
    return {key: tuple(some) for key, some in found.items()}


def _lives(rows: Iterable[Draft], machines: Iterable[Placed], past: Past) -> dict[str, tuple[Recorded, ...]]:
    devices = {placed.subject for placed in machines if placed.subject is not None}
    for draft in rows:
        devices |= {name for name in (draft.fact.subject, *draft.fact.also) if name.startswith("device:")}
    kept = past.kept_codes(devices)
    lives: dict[str, list[Recorded]] = {name: [] for name in devices}
    labels: dict[str, set[str]] = {}
    for name in devices:
        labels.setdefault(kept.get(name, name), set()).add(name)
    for one in past.facts_of(sorted({*devices, *kept.values()})):
        for named in {one.fact.subject, *one.fact.also}:
            for label in labels.get(kept.get(named, named), ()):
                lives[label].append(one)
    return {name: tuple(sorted(facts, key=lambda one: one.key)) for name, facts in lives.items()}


def _doubts(
    machines: Iterable[Placed], identities: Mapping[str, tuple[str, ...]], recorded: Collection[str]
) -> Iterator[Question]:
    """What only a person can say of the machines; asked once, when the machine is new."""
    asked: set[str] = set()
    for placed in machines:
        machine = placed.machine
        if placed.reading_id in recorded or placed.reading_id in asked:
            continue
        asked.add(placed.reading_id)
        if placed.subject is None:
            subjects = identities[machine.identity]
            text = _(
                "{name} is known under several codes ({codes}): if they are one machine, record same_device and import "
                "again; if not, say which one was read: import it with --device CODE"
            )
            codes = ", ".join(subject.partition(":")[2] for subject in subjects)
            text = text.format(name=machine.name(), codes=codes)
            yield Question("which_device", text, subjects, machine.origin.file)
        elif not machine.identity:
            text = _("{code}: the machine tells no serial number of its own; label it, to know it again")
            text = text.format(code=placed.subject.partition(":")[2])
            yield Question("no_identity", text, (placed.subject,), machine.origin.file)


def _known_otherwise(labelled: Mapping[str, str], placed: Iterable[Placed]) -> Iterator[Question]:
    """Machines that turned out to be others than those whose label they were said to bear."""
    for one in placed:
        label = labelled.get(one.machine.origin.file)
        if label is None or one.subject in {None, label}:
            continue
        text = _(
            "{label} was named as the label of this machine, but its serial number says otherwise: it was kept under "
            "{code}; look at both labels"
        )
        codes = {"label": label.partition(":")[2], "code": str(one.subject).partition(":")[2]}
        yield Question("other_label", text.format(**codes), (label, str(one.subject)), one.machine.origin.file)


def _unused(named: Iterable[str], placed: Iterable[Placed]) -> Iterator[Question]:
    """Codes that a person named and that no machine read here could be."""
    for subject in sorted(set(named) - {str(one.subject) for one in placed}):
        text = _("{code} was named, but no machine read here can be it: its serial number, maker or model differ")
        yield Question("device_not_read", text.format(code=subject.partition(":")[2]), (subject,))
