"""Facts without a life of their own: of organisations, and papers about things. No replay, but no nonsense."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle.events import (
    AuthorisationGranted,
    AuthorisationWithdrawn,
    Fact,
    OrganisationRegistered,
    Publication,
    ReportPublished,
)
from lifecycle.journey.corrections import Corrections
from lifecycle.journey.kinds import STATELESS
from lifecycle.journey.order import END
from lifecycle.journey.past import Past, Recorded
from lifecycle.journey.state import Authorisation, Organisation, load_state
from lifecycle.journey.sweep.judge import Judge
from lifecycle.journey.sweep.lives import Lives, has_life
from lifecycle.reference import Reference
from lifecycle.words import Sentence, say


class Organisations:
    """What is known of organisations: it holds by its own days, whenever it was told."""

    def __init__(self, past: Past, corrections: Corrections) -> None:
        self.past = past
        self.corrections = corrections
        self.known: dict[str, Organisation] = {}
        self.told: set[str] = set()
        """Codes of those that the batch tells of."""

    def organisation(self, code: str) -> Organisation:
        """What is known of an organisation."""
        known = self.known.get(code)
        if known is None:
            subject = f"organisation:{code}"
            row = self.past.states_before({subject: END}).get(subject)
            state = load_state(row.state, subject) if row else Organisation()
            assert isinstance(state, Organisation)
            known = self.known[code] = state
        return known

    def tell(self, recorded: Recorded, *, gone: bool) -> str | None:
        """Note a fact, or that it is void; returns the day from which certificates may differ."""
        fact = recorded.fact
        known = self.organisation(fact.code)
        if isinstance(fact, OrganisationRegistered):
            self.told.add(fact.code)
            turns = known.registered.setdefault(fact.event_id, [(recorded.n, True)])
            turns += [(by, stands) for n, by, stands in self.corrections.turns if n == recorded.n]
            return None
        if isinstance(fact, AuthorisationGranted):
            self.told.add(fact.code)
            known.granted.pop(fact.event_id, None)
            if not gone:
                known.granted[fact.event_id] = _authorisation(fact)
            return fact.valid_from.isoformat()
        if isinstance(fact, AuthorisationWithdrawn):
            self.told.add(fact.code)
            known.withdrawn.pop(fact.event_id, None)
            if not gone:
                known.withdrawn[fact.event_id] = (fact.reference, fact.void_from.isoformat())
            return fact.void_from.isoformat()
        return None

    def never_granted(self) -> Iterator[tuple[str, Sentence]]:
        """(identity of a withdrawal, why it is none): its deed was never granted, or no longer is."""
        for code in sorted(self.told):
            known = self.known[code]
            deeds = {deed.reference for deed in known.granted.values()}
            for event_id, (reference, _) in known.withdrawn.items():
                if reference not in deeds:
                    yield (
                        event_id,
                        say(
                            "{organisation} was never granted {reference}; known: {known}",
                            organisation=code,
                            reference=reference,
                            known=", ".join(sorted(deeds)) or "–",
                        ),
                    )


def _authorisation(fact: AuthorisationGranted) -> Authorisation:
    return Authorisation(
        fact.reference,
        fact.activity,
        fact.valid_from.isoformat(),
        fact.valid_to.isoformat() if fact.valid_to else "",
        list(fact.waste_codes),
        list(fact.categories),
    )


def contradictions(
    lives: Lives, organisations: Organisations, judge: Judge, reference: Reference
) -> Iterator[tuple[Recorded, str]]:
    """Facts without a life that contradict what is known after the batch, and why. Earlier ones may too:
    then a correction took away what they rest on."""
    for recorded in lives.come:
        if not has_life(recorded.fact):
            for reason in judge.wrong_words(recorded.fact, reference.at(recorded.edition)):
                yield recorded, reason
    withdrawals = dict(organisations.never_granted())
    facts = {r.fact.event_id: r for r in lives.come}
    facts |= lives.past.by_event_id(withdrawals.keys() - facts.keys()) if withdrawals else {}
    for event_id, sentence in withdrawals.items():
        yield facts[event_id], str(sentence)
    for paper in _papers_of_nothing(lives):
        yield paper, str(say("{subject} is unknown: nothing was ever recorded of it", subject=paper.fact.subject))
    yield from _taking_no_place(lives)


def _taking_no_place(lives: Lives) -> Iterator[tuple[Recorded, str]]:
    """Publications that would take the place of what is none, or of another organisation's; version 1 was not asked."""
    newer = [(r, r.fact.supersedes) for r in lives.come if isinstance(r.fact, ReportPublished) and r.fact.supersedes]
    here = {r.fact.event_id: r.fact for r in lives.come} if newer else {}
    older = {event_id for _newer, event_id in newer} - here.keys()
    if older:
        here |= {event_id: r.fact for event_id, r in lives.past.by_event_id(older).items()}
    for recorded, event_id in newer:
        replaced = here.get(event_id)
        if not isinstance(replaced, Publication) or event_id == recorded.fact.event_id:
            yield recorded, str(say("{id} is no published report: it cannot be superseded", id=event_id))
        elif replaced.subject != recorded.fact.subject:
            yield (
                recorded,
                str(
                    say(
                        "{id} was published by {publisher}: only its publisher supersedes it",
                        id=event_id,
                        publisher=replaced.code,
                    )
                ),
            )


def _papers_of_nothing(lives: Lives) -> Iterator[Recorded]:
    """Papers about a thing that no other fact names."""
    voided = lives.corrections.voided.values()
    taken_from = {subject for r in voided for subject in _named(r.fact)}
    papers = {r.n: r for r in lives.come if r.fact.kind in STATELESS}
    if taken_from:  # then a paper that was here may lose what it tells of
        papers |= {r.n: r for r in lives.naming(taken_from) if r.fact.kind in STATELESS}
    known = {subject for r in lives.come if r.fact.kind not in STATELESS for subject in _named(r.fact)}
    unknown = {r.fact.subject for r in papers.values()} - known
    if not unknown:
        return
    known |= {*lives.past.told_of_at_all(unknown - taken_from, but=STATELESS)}
    for recorded in lives.naming(unknown & taken_from) if unknown & taken_from else ():
        if recorded.fact.kind not in STATELESS:
            known.update(_named(recorded.fact))
    yield from (paper for paper in papers.values() if paper.fact.subject not in known)


def _named(fact: Fact) -> tuple[str, ...]:
    return (fact.subject, *fact.also)
