"""Whose facts are whose: labels, lives and newest states, asked of the past many at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from lifecycle.events import Collected, DonationAnnounced, Fact, Received, Relabelled
from lifecycle.journey.corrections import Corrections, Labels, labels_of
from lifecycle.journey.kinds import STATELESS
from lifecycle.journey.order import END
from lifecycle.journey.past import Past, Recorded, StateRow
from lifecycle.journey.state import sort_of

UNTOUCHED = '"untouched":true'
"""How the kept state of a machine says that a weighing still counts from its entry."""


def has_life(fact: Fact) -> bool:
    """It is told of a thing, and changes its state or depends on it."""
    return sort_of(fact.subject) != "organisation" and fact.kind not in STATELESS


class Lives:
    """The facts in force after a batch, by subject and in order of life."""

    def __init__(self, batch: Sequence[Recorded], past: Past, corrections: Corrections) -> None:
        self.past = past
        self.corrections = corrections
        self.newest: dict[str, StateRow] = {}
        """The newest kept state of each subject that was fetched and has one."""
        self.mine: dict[str, list[Recorded]] = defaultdict(list)
        """Facts that are new, or in force again, by subject."""
        self.come: list[Recorded] = [
            *(r for r in batch if r.n not in corrections.voided),
            *corrections.revived.values(),
        ]
        """All facts that are new, or in force again."""
        self._fetched: set[str] = set()
        self._subjects: dict[str, list[str]] = {}
        self._before: dict[tuple[str, str], StateRow | None] = {}
        self._lives: dict[str, list[Recorded]] = {}
        touched = [*self.come, *corrections.voided.values()]
        named = {subject for r in touched for subject in (r.fact.subject, *r.fact.also)}
        self.labels: Labels = labels_of(batch, corrections, past, named)
        for recorded in self.come:
            if has_life(recorded.fact):
                for subject in self.subjects(recorded.fact):
                    self.mine[subject].append(recorded)

    # --- labels ----------------------------------------------------------------------------------

    def kept(self, subject: str) -> str:
        """The subject under which a life is kept."""
        if subject not in self.labels.looked:
            self._look_up([subject])
        return self.labels.kept.get(subject, subject)

    def subjects(self, fact: Fact) -> list[str]:
        """The lives that a fact is told of, its own first."""
        known = self._subjects.get(fact.event_id)
        if known is None:
            known = self._subjects[fact.event_id] = [self.kept(s) for s in (fact.subject, *fact.also)]
        return known

    def _look_up(self, subjects: Iterable[str]) -> None:
        """Ask the past, once for all of them, under which codes these labels are kept."""
        new = set(subjects) - self.labels.looked
        self.labels.looked |= new
        devices = {subject for subject in new if sort_of(subject) == "device"}
        if devices:
            self.labels.kept |= self.past.kept_codes(devices)

    # --- kept states -----------------------------------------------------------------------------

    def fetch(self, subjects: Iterable[str]) -> None:
        """Have the newest kept states of these subjects at hand."""
        wanted = dict.fromkeys((s for s in subjects if s not in self._fetched), END)
        if wanted:
            self._fetched.update(wanted)
            self.newest.update(self.past.states_before(wanted))

    def prepare(self, subjects: Iterable[str]) -> None:
        """Have at hand, in few questions, what the facts that came will ask one by one."""
        self.fetch([*subjects, *self.mine])
        known = ((subject, self.newest[subject]) for subject in self.mine if subject in self.newest)
        self._learn(
            subject
            for subject, row in known
            # A late fact, or a machine that is taken again from its first fact.
            if UNTOUCHED in row.state or row.key >= min(recorded.key for recorded in self.mine[subject])
        )

    def fetch_before(self, subjects: Iterable[str], key: str) -> None:
        """Have at hand what it takes to go back before ``key``: the states then, and the lives."""
        wanted = {s: key for s in subjects if (s, key) not in self._before}
        found = self.past.states_before(wanted) if wanted else {}
        self._before |= {(subject, key): found.get(subject) for subject in wanted}
        self._learn(wanted)

    def row_before(self, subject: str, key: str) -> StateRow | None:
        """The last kept state of a subject before ``key``."""
        self.fetch_before([subject], key)
        return self._before[subject, key]

    # --- lives -----------------------------------------------------------------------------------

    def life(self, subject: str) -> list[Recorded]:
        """All facts in force of a subject after the batch, in order of life."""
        self._learn([subject])
        return self._lives[subject]

    def _learn(self, subjects: Iterable[str]) -> None:
        new = [subject for subject in subjects if subject not in self._lives]
        facts = {subject: {r.n: r for r in self.mine.get(subject, ())} for subject in new}
        owner = self._codes([subject for subject in new if self._is_known(subject)])
        for recorded in self.past.facts_of(owner.keys()) if owner else ():
            if recorded.n in self.corrections.voided or not has_life(recorded.fact):
                continue
            for code in (recorded.fact.subject, *recorded.fact.also):
                if code in owner:
                    facts[owner[code]][recorded.n] = recorded
        if new:
            told = {r.n: r.fact for life in facts.values() for r in life.values()}
            self._look_up(subject for fact in told.values() for subject in (fact.subject, *fact.also))
        for subject, life in facts.items():
            self._lives[subject] = sorted(life.values(), key=lambda r: r.key)

    def _is_known(self, subject: str) -> bool:
        """The past may hold facts of it: a subject of which no state is kept has none."""
        return bool(self.labels.changed) or subject in self.newest or subject not in self._fetched

    def _codes(self, subjects: Collection[str]) -> dict[str, str]:
        """Every label of these subjects -> the subject."""
        if not subjects:
            return {}
        others = self.past.other_codes(subjects)
        codes = {code for subject in subjects for code in (subject, *others.get(subject, ()))}
        wanted = set(subjects)
        codes |= {code for code, kept in self.labels.kept.items() if kept in wanted}
        self._look_up(codes)
        return {code: self.kept(code) for code in codes if self.kept(code) in wanted}

    def later_facts(self, subject: str, key: str) -> Iterator[Recorded]:
        """The facts of a subject after this key, in order of life."""
        life = self.life(subject)
        return iter(life[bisect_right(life, key, key=lambda r: r.key) :])

    def facts_of_day(self, subject: str, day: str) -> int:
        """How many facts of a subject lie on a day."""
        return sum(r.key.startswith(day) for r in self.life(subject))

    # --- what was told under a label -------------------------------------------------------------

    def leads_elsewhere(self, label: str, subject: str, n: int) -> bool:
        """Before the fact at ``n``, a life began under this label, or it was put on something else."""
        for recorded in self.naming([label]):
            fact = recorded.fact
            if recorded.n >= n:
                continue  # what came under the new label afterwards is the life of what bears it
            if fact.subject == label and isinstance(fact, DonationAnnounced | Collected | Received):
                return True
            if isinstance(fact, Relabelled) and fact.subject not in {label, subject}:
                return True
        return False

    def was_ever_named(self, subject: str) -> bool:
        """Facts were recorded under this very label."""
        return any(r.fact.subject == subject for r in self.naming([subject]))

    def naming(self, subjects: Collection[str]) -> Iterator[Recorded]:
        """Every fact in force after the batch that names one of these labels."""
        wanted = set(subjects)
        facts = {r.n: r for r in (*self.past.facts_of(wanted), *self.come)}.values()
        named = (r for r in facts if wanted & {r.fact.subject, *r.fact.also})
        return (r for r in named if r.n not in self.corrections.voided)
