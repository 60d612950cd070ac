"""Which facts are in force after a batch, and under which code each life is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lifecycle.events import Corrected, DifferentDevices, Relabelled, SameDevice
from lifecycle.journey.past import Past, Recorded
from lifecycle.words import say

ALIAS_KINDS = (Relabelled, SameDevice, DifferentDevices)


@dataclass
class Corrections:
    """What the corrections of a batch void and revive."""

    voids: list[tuple[int, int]] = field(default_factory=list)
    """(fact, correction) pairs that come into force"""
    revived_pairs: list[tuple[int, int]] = field(default_factory=list)
    """(fact, correction) pairs that no longer hold"""
    voided: dict[int, Recorded] = field(default_factory=dict)
    """Facts in force before the batch that no longer are"""
    revived: dict[int, Recorded] = field(default_factory=dict)
    """Facts that are in force again"""
    turns: list[tuple[int, int, bool]] = field(default_factory=list)
    """(fact, correction, whether it stands from then on), one after the other: what was known when."""
    refusals: list[tuple[int, str]] = field(default_factory=list)


def corrections_of(batch: Sequence[Recorded], past: Past) -> Corrections:
    """What a batch's corrections change, newest state of the ledger taken into account."""
    done = Corrections()
    mine = {recorded.fact.event_id: recorded for recorded in batch}
    corrections = [r for r in batch if isinstance(r.fact, Corrected)]
    if not corrections:
        return done
    wanted = {e for r in corrections if isinstance(r.fact, Corrected) for e in r.fact.voids}
    book = _Voids(past, mine, sorted(wanted))
    for recorded in corrections:
        assert isinstance(recorded.fact, Corrected)
        reasons = book.reasons_against(recorded.fact)
        if reasons:
            done.refusals += [(recorded.n, reason) for reason in reasons]
        else:
            book.void(recorded.n, recorded.fact)
    done.turns = book.turns
    for n, recorded in book.known.items():
        before, after = book.before.get(n, frozenset()), book.now.get(n, frozenset())
        done.voids += [(n, by) for by in sorted(after - before)]
        done.revived_pairs += [(n, by) for by in sorted(before - after)]
        if after and not before:
            done.voided[n] = recorded
        elif before and not after:
            done.revived[n] = recorded
    return done


class _Voids:
    """Who voids whom, before the batch and as the batch goes on."""

    def __init__(self, past: Past, mine: Mapping[str, Recorded], wanted: Sequence[str]) -> None:
        self.past = past
        self.mine = mine
        """The batch, by identity."""
        self.targets: dict[str, Recorded] = {}
        self.known: dict[int, Recorded] = {}
        self.before: dict[int, frozenset[int]] = {}
        self.now: dict[int, frozenset[int]] = {}
        self.turns: list[tuple[int, int, bool]] = []
        self._by = 0
        """The correction that is being read."""
        self._facts(wanted)

    def _learn(self, recorded: Iterable[Recorded]) -> None:
        new = {r.n: r for r in recorded if r.n not in self.known}
        self.known |= new
        voiders = self.past.voiders_of(new.keys())
        for n in new:
            self.before[n] = self.now[n] = voiders.get(n, frozenset())

    def _facts(self, event_ids: Sequence[str]) -> list[Recorded]:
        missing = [e for e in event_ids if e not in self.targets]
        if missing:
            found = dict(self.past.by_event_id([e for e in missing if e not in self.mine]))
            found |= {e: self.mine[e] for e in missing if e in self.mine}
            self.targets |= found
            self._learn(found.values())
        return [self.targets[e] for e in event_ids if e in self.targets]

    def reasons_against(self, fact: Corrected) -> list[str]:
        reasons = list(self._no_replacement(fact.replacements))
        for event_id in fact.voids:
            target = self.targets.get(event_id)
            if target is None:
                reasons.append(str(say("{id} is unknown: nothing to void", id=event_id)))
            elif self.now[target.n]:
                reasons.append(
                    str(
                        say(
                            "{id} is void already; to bring it back, void the correction that voids it",
                            id=event_id,
                        )
                    )
                )
            elif target.fact.kind == "report_published":
                reasons.append(
                    str(say("{id} is a published report: it can only be superseded by another", id=event_id))
                )
            elif isinstance(target.fact, Corrected):
                reasons += self._corrected_again(target.fact)
        return reasons

    def _no_replacement(self, event_ids: Sequence[str]) -> Iterator[str]:
        for event_id in event_ids:
            if event_id not in self.mine:
                yield str(say("the replacement {id} is not in the same batch", id=event_id))
            elif isinstance(self.mine[event_id].fact, Corrected):
                yield str(
                    say(
                        "{id} is itself a correction and replaces nothing: record it beside this one, "
                        "without naming it as a replacement",
                        id=event_id,
                    )
                )

    def _corrected_again(self, fact: Corrected) -> list[str]:
        return [
            str(
                say(
                    "{id} replaced a fact and has itself been corrected: void the newest correction first",
                    id=replacement.fact.event_id,
                )
            )
            for replacement in self._facts(fact.replacements)
            if self.now[replacement.n]
        ]

    def _becomes(self, n: int, voiders: frozenset[int]) -> None:
        if bool(voiders) != bool(self.now[n]):
            self.turns.append((n, self._by, not voiders))
        self.now[n] = voiders

    def void(self, by: int, fact: Corrected) -> None:
        self._by = by
        for target in self._facts(fact.voids):
            self._becomes(target.n, self.now[target.n] | {by})
            if isinstance(target.fact, Corrected):
                self._lift(target, by)

    def _lift(self, correction: Recorded, by: int) -> None:
        """A correction falls: what it voided lives again, what it put in its place is void."""
        assert isinstance(correction.fact, Corrected)
        for revived in self._facts(correction.fact.voids):
            self._becomes(revived.n, self.now[revived.n] - {correction.n})
            if isinstance(revived.fact, Corrected):
                self._restore(revived, correction.n)
        for replacement in self._facts(correction.fact.replacements):
            self._becomes(replacement.n, self.now[replacement.n] | {by})

    def _restore(self, correction: Recorded, lifted: int) -> None:
        """A correction lives again: it voids what it named, and its replacements stand."""
        assert isinstance(correction.fact, Corrected)
        for target in self._facts(correction.fact.voids):
            self._becomes(target.n, self.now[target.n] | {correction.n})
            if isinstance(target.fact, Corrected):
                self._lift(target, correction.n)
        for replacement in self._facts(correction.fact.replacements):
            self._becomes(replacement.n, self.now[replacement.n] - {lifted})


@dataclass
class Labels:
    """Under which code lives are kept after a batch."""

    kept: dict[str, str] = field(default_factory=dict)
    """Other label -> kept subject, for every label that was looked at and is not its own."""
    looked: set[str] = field(default_factory=set)
    """The labels that were looked at."""
    changed: dict[str, str | None] = field(default_factory=dict)
    """What differs from before; None where a label stands for itself again."""
    affected: set[str] = field(default_factory=set)
    """Labels whose lives begin anew: those that change, where they led and where they lead."""


def labels_of(batch: Sequence[Recorded], corrections: Corrections, past: Past, subjects: set[str]) -> Labels:
    """The labels of all these subjects, after the batch."""
    labels = Labels()
    changed = [
        r
        for r in (*batch, *corrections.voided.values(), *corrections.revived.values())
        if isinstance(r.fact, ALIAS_KINDS)
    ]
    devices = {s for s in subjects if s.startswith("device:")}
    before = dict(past.kept_codes(devices)) if devices else {}
    labels.kept |= before
    labels.looked |= devices
    if not changed:
        return labels
    family = _family({s for r in changed for s in (r.fact.subject, *r.fact.also)}, past)
    links = _links(batch, corrections, past, family)
    known_before = past.kept_codes(family)
    labels.looked |= family
    for code in sorted(family):
        kept = _root(code, links)
        labels.kept.pop(code, None)
        if kept != code:
            labels.kept[code] = kept
        if kept != known_before.get(code, code):
            labels.changed[code] = None if kept == code else kept
            labels.affected |= {code, kept, known_before.get(code, code)}
    return labels


def _family(codes: set[str], past: Past) -> set[str]:
    """All labels that are, or may become, one machine with these."""
    family: set[str] = set()
    while codes - family:
        new = codes - family
        family |= new
        kept = set(past.kept_codes(new).values())
        for others in past.other_codes(new | kept).values():
            codes |= others
        codes |= kept
        for recorded in past.facts_of(new):
            if isinstance(recorded.fact, ALIAS_KINDS):
                codes |= {recorded.fact.subject, *recorded.fact.also}
    return family


def _links(batch: Sequence[Recorded], corrections: Corrections, past: Past, family: set[str]) -> dict[str, str]:
    facts = {r.n: r for r in past.facts_of(family) if isinstance(r.fact, ALIAS_KINDS)}
    facts |= corrections.revived | {r.n: r for r in batch if isinstance(r.fact, ALIAS_KINDS)}
    links: dict[str, str] = {}
    for n in sorted(facts.keys() - corrections.voided.keys()):
        fact = facts[n].fact
        if isinstance(fact, Relabelled):
            _join(f"device:{fact.new_code}", fact.subject, links)
        elif isinstance(fact, SameDevice):
            _join(f"device:{fact.same_as}", fact.subject, links)
        elif isinstance(fact, DifferentDevices):
            other = f"device:{fact.different_from}"
            for child, parent in ((fact.subject, other), (other, fact.subject)):
                if links.get(child) == parent:
                    del links[child]
    return links


def _join(child: str, parent: str, links: dict[str, str]) -> None:
    """The child's whole family is kept under the parent's code, without making a circle."""
    top = _root(child, links)
    if top != _root(parent, links):
        links[top] = parent


def _root(code: str, links: Mapping[str, str]) -> str:
    while code in links:
        code = links[code]
    return code
