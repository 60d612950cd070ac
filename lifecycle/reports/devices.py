"""Where each device stands now, and what only a person can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from lifecycle import reference
from lifecycle.events import Custody, DifferentDevices
from lifecycle.journey import Device, load_state
from lifecycle.journey.past import StateRow
from lifecycle.ledger import Ledger
from lifecycle.rules import CUSTODY_WORDS
from lifecycle.words import N_, Sentence, _, say

WORK_WORDS = {"new": N_("to sort"), "triaged": N_("sorted"), "in_repair": N_("in repair"), "ready": N_("ready")}
DATA_WORDS = {
    "unknown": N_("to wipe"),
    "sanitised": N_("wiped"),
    "destroyed": N_("destroyed"),
    "removed": N_("taken out"),
}
LEGAL_WORDS = {"PRODUCT": N_("product"), "WASTE": N_("waste"), "ENDED_WASTE": N_("no longer waste")}
SOURCE_WORDS = {
    "weighed": N_("weighed"),
    "document": N_("from a document"),
    "stated": N_("stated"),
    "share": N_("share of a weighed lot"),
    "estimated": N_("estimated"),
    "default": N_("default of its category"),
    "unknown": N_("unknown"),
}


@dataclass(frozen=True)
class Standing:
    """Where one device stands: its machine, its four facets, its mass, the rules it breaks."""

    device_id: str
    category: str | None
    state: Device
    breaches: tuple[str, ...]

    @property
    def manufacturer(self) -> str | None:
        """Maker, as a machine file told it."""
        return self.state.manufacturer

    @property
    def model(self) -> str | None:
        """Model, as a machine file told it."""
        return self.state.model

    @property
    def category_label(self) -> str:
        """Its category, in the reader's language."""
        known = reference.load().category(self.category) if self.category else None
        return known.label() if known else "–"

    @property
    def custody(self) -> Custody:
        """Who holds it."""
        return self.state.custody

    @property
    def mass_g(self) -> int:
        """Present mass in grams, with the parts in it."""
        return self.state.mass_g

    @property
    def ended(self) -> bool:
        """Nothing of it is left: all that it weighed was treated."""
        return self.custody == "ended"

    @property
    def mass_words(self) -> str:
        """Its mass and where that comes from, or where its grams went."""
        if self.ended:
            return _("all of it was treated; its life tells what became of each gram")
        return f"{self.mass_g} g ({_(SOURCE_WORDS[self.state.mass_source])})"

    @property
    def data_words(self) -> str:
        """What became of the data, in words."""
        if self.state.media_absent:
            return _("no medium inside")
        found = Counter(medium.state for medium in self.state.media.values())
        return ", ".join(f"{count} {_(DATA_WORDS[state])}" for state, count in sorted(found.items())) or "–"

    @property
    def data(self) -> str:
        """The data facet as one word: the least safe of its media."""
        if self.state.media_absent:
            return "removed"
        states = {medium.state for medium in self.state.media.values()}
        return next((word for word in ("unknown", "sanitised", "destroyed", "removed") if word in states), "unknown")

    def as_json(self) -> dict[str, Any]:
        """The keys of ``devices --json``; what is not known is null."""
        state = self.state
        return {
            "device_id": self.device_id,
            "category": self.category,
            "manufacturer": state.manufacturer,
            "model": state.model,
            "serial_number": state.serial_number,
            "memory_mb": None if state.memory_bytes is None else state.memory_bytes // 2**20,
            "storage": [
                {
                    "bytes": medium.bytes,
                    "kind": medium.kind,
                    "serial_number": medium.serial,
                    "model": medium.model,
                    "state": medium.state,
                }
                for _name, medium in sorted(state.media.items())
            ],
            "cpu": state.cpu,
            "custody": state.custody,
            "organisation": state.organisation or None,
            "work": state.work,
            "data": self.data,
            "legal": state.legal,
            "mass_g": state.mass_g,
            "mass_source": state.mass_source,
            "breaches": list(self.breaches),
        }

    def lines(self) -> Iterator[tuple[str, str]]:
        """What a person reads first: label, value."""
        state = self.state
        machine = " ".join(filter(None, (state.manufacturer, state.model, state.serial_number)))
        yield _("Code"), self.device_id
        yield _("Machine"), machine or "–"
        yield _("Category"), self.category_label
        held = _(CUSTODY_WORDS[state.custody])
        yield _("Where"), f"{held} ({state.organisation})" if state.organisation else held
        if not self.ended:
            yield _("Work"), _(WORK_WORDS[state.work])
        yield _("Data"), self.data_words
        if state.legal:
            yield _("Status"), _(LEGAL_WORDS[state.legal])
        yield _("Mass"), self.mass_words
        if self.breaches:
            yield _("Breaches"), ", ".join(self.breaches)


def devices(
    ledger: Ledger, *, custody: str | None = None, category: str | None = None, subject: str | None = None
) -> list[Standing]:
    """Every device, or the one of ``subject``, and where it stands now, in order of code."""
    return list(standings(ledger, custody=custody, category=category, subject=subject))


def standings(
    ledger: Ledger, *, custody: str | None = None, category: str | None = None, subject: str | None = None
) -> Iterator[Standing]:
    """The same, one after the other."""
    broken = _breaches_in_force(ledger, subject)
    for row in ledger.states("device", custody=custody, category=category, subject=subject):
        yield Standing(_code(row), row.category or None, device_of(row), tuple(sorted(broken.get(row.subject, ()))))


def _code(row: StateRow) -> str:
    return row.subject.partition(":")[2]


def device_of(row: StateRow) -> Device:
    """What a row of the states of devices holds."""
    state = load_state(row.state, row.subject)
    assert isinstance(state, Device)
    return state


def _breaches_in_force(ledger: Ledger, subject: str | None) -> dict[str, set[str]]:
    total: Counter[tuple[int, str, str]] = Counter()
    for _n, mark in ledger.breaches(subject=subject):
        total[mark.fact, mark.subject, mark.rule] += mark.change
    found: dict[str, set[str]] = {}
    for (_fact, subject, rule), change in total.items():
        if change > 0:
            found.setdefault(subject, set()).add(rule)
    return found


@dataclass(frozen=True)
class Asked:
    """A question that the ledger asks a person."""

    kind: str
    text: Sentence
    subjects: tuple[str, ...]


def questions(ledger: Ledger) -> list[Asked]:
    """What only a person can answer: one machine or two, receptions that were only assumed, machines without name."""
    return questions_of(ledger, list(ledger.states("device")))


def questions_of(ledger: Ledger, rows: Sequence[StateRow]) -> list[Asked]:
    """The same about some devices, told by their states."""
    nameless = N_("{code}: the machine tells no serial number of its own; label it, to know it again")
    undated = N_("{code}: nobody said when it came; its reception is assumed from a machine file")
    asked: list[Asked] = []
    for row in rows:
        state = device_of(row)
        if not row.identity and (state.manufacturer is not None or state.model is not None):
            asked.append(Asked("no_identity", say(nameless, code=_code(row)), (row.subject,)))
        if state.assumed:
            asked.append(Asked("assumed_reception", say(undated, code=_code(row)), (row.subject,)))
    bearers = ledger.find_identities({row.identity for row in rows})
    groups = [bearers[identity] for identity in dict.fromkeys(row.identity for row in rows) if identity in bearers]
    asked += _one_or_two(ledger, [list(subjects) for subjects in groups if len(subjects) > 1])
    return asked


def _one_or_two(ledger: Ledger, groups: list[list[str]]) -> Iterator[Asked]:
    """Devices that bear one serial number, of which nobody has said whether they are one machine."""
    words = N_(
        "{codes} bear one serial number: record same_device (--device {first} --same-as {other}) if they are one "
        "machine, else different_devices (--device {first} --different-from {other})"
    )
    for subjects in groups:
        told_apart = _told_apart(ledger, subjects)
        open_pairs = [pair for pair in combinations(subjects, 2) if frozenset(pair) not in told_apart]
        open_subjects = sorted({subject for pair in open_pairs for subject in pair})
        if open_pairs:
            first, other = (subject.partition(":")[2] for subject in open_pairs[0])
            codes = ", ".join(subject.partition(":")[2] for subject in open_subjects)
            yield Asked("same_device", say(words, codes=codes, first=first, other=other), tuple(open_subjects))


def _told_apart(ledger: Ledger, subjects: list[str]) -> set[frozenset[str]]:
    """The pairs of these devices that a fact in force says are two machines."""
    with ledger.past() as past:
        told = [one.fact for one in past.facts_of(subjects) if isinstance(one.fact, DifferentDevices)]
        kept = past.kept_codes({name for fact in told for name in (fact.subject, *fact.also)})
        return {frozenset(kept.get(name, name) for name in (fact.subject, *fact.also)) for fact in told}
