"""A ledger in memory, for tests of the books: what the real one keeps, without a file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from lifecycle import reference
from lifecycle.events import Fact
from lifecycle.journey import BreachMark, Leg, Outcome, Recorded, StateRow, life_key, load_state, sweep
from lifecycle.rules import JUDGE


class Refused(Exception):
    """The batch is impossible; the reasons say why."""

    def __init__(self, reasons: Sequence[tuple[int, str]]) -> None:
        super().__init__("; ".join(reason for _, reason in reasons))
        self.reasons = reasons


class Memory:
    """Facts, legs, breaches and states, kept as the ledger keeps them."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self.legs: list[tuple[int, Leg]] = []
        self.marks: list[tuple[int, BreachMark]] = []
        self.known_then: dict[int, tuple[str, ...]] = {}
        self.states: dict[str, dict[str, StateRow]] = defaultdict(dict)
        self.void_pairs: set[tuple[int, int]] = set()
        self.kept: dict[str, str] = {}
        self.reference = reference.load()

    # --- the protocol --------------------------------------------------------------------------

    def _voided(self) -> set[int]:
        return {n for n, _ in self.void_pairs}

    def facts_of(self, subjects: Collection[str]) -> Iterable[Recorded]:
        gone = self._voided()
        wanted = set(subjects)
        return [r for r in self.recorded if r.n not in gone and wanted & {r.fact.subject, *r.fact.also}]

    def told_of_at_all(self, subjects: Collection[str], *, but: Collection[str]) -> Collection[str]:
        facts = [r.fact for r in self.facts_of(subjects) if r.fact.kind not in but]
        return {subject for fact in facts for subject in (fact.subject, *fact.also)} & set(subjects)

    def certificates_of(self, operators: Collection[str]) -> Iterable[Recorded]:
        gone = self._voided()
        return [
            r
            for r in self.recorded
            if r.n not in gone and r.fact.kind == "treatment_certified" and r.fact.acting in operators
        ]

    def by_event_id(self, event_ids: Collection[str]) -> Mapping[str, Recorded]:
        return {r.fact.event_id: r for r in self.recorded if r.fact.event_id in set(event_ids)}

    def voiders_of(self, ns: Collection[int]) -> Mapping[int, frozenset[int]]:
        return {n: frozenset(by for fact, by in self.void_pairs if fact == n) for n in ns}

    def kept_codes(self, subjects: Collection[str]) -> Mapping[str, str]:
        return {s: self.kept[s] for s in subjects if s in self.kept}

    def other_codes(self, subjects: Collection[str]) -> Mapping[str, frozenset[str]]:
        return {s: frozenset(code for code, kept in self.kept.items() if kept == s) for s in subjects}

    def states_before(self, wanted: Mapping[str, str]) -> Mapping[str, StateRow]:
        found = {}
        for subject, key in wanted.items():
            before = [k for k in self.states.get(subject, {}) if k < key]
            if before:
                found[subject] = self.states[subject][max(before)]
        return found

    def legs_of(self, ns: Collection[int]) -> Iterable[Leg]:
        wanted = set(ns)
        return [leg for _, leg in self.legs if leg.fact in wanted]

    def breaches_of(self, ns: Collection[int]) -> Iterable[BreachMark]:
        wanted = set(ns)
        return [mark for _, mark in self.marks if mark.fact in wanted]

    # --- append and ask ------------------------------------------------------------------------

    def outcome_of(self, facts: Sequence[Fact]) -> tuple[list[Recorded], Outcome]:
        first = len(self.recorded) + 1
        last = len(self.recorded) + len(facts)
        batch = [Recorded(n, fact, life_key(fact, n), batch=last) for n, fact in enumerate(facts, start=first)]
        return batch, sweep(batch, self, self.reference, JUDGE)

    def append(self, facts: Sequence[Fact]) -> int:
        """Record a batch; returns its last position."""
        batch, outcome = self.outcome_of(facts)
        if outcome.refusals:
            raise Refused(outcome.refusals)
        self.recorded += batch
        n = batch[-1].n
        self.legs += [(n, leg) for leg in outcome.legs]
        self.marks += [(n, mark) for mark in outcome.breaches]
        self.known_then |= outcome.known_then
        for subject, key in outcome.stale.items():
            kept = self.states.get(subject, {})
            for old in [k for k in kept if k >= key]:
                del kept[old]
        for row in outcome.states:
            self.states[row.subject][row.key] = row
        self.void_pairs |= set(outcome.voids)
        self.void_pairs -= set(outcome.revived)
        for code, kept_code in outcome.kept_codes.items():
            if kept_code is None:
                self.kept.pop(code, None)
            else:
                self.kept[code] = kept_code
        return n

    def row(self, subject: str) -> StateRow | None:
        rows = self.states.get(self.kept.get(subject, subject))
        return rows[max(rows)] if rows else None

    def state(self, subject: str):
        row = self.row(subject)
        return load_state(row.state, subject) if row else None

    def balance(self, *, upto: str = "9", as_of: int | None = None) -> Counter[tuple[str, str]]:
        """Grams by (item, account) at the end of a day, as known at a position."""
        total: Counter[tuple[str, str]] = Counter()
        for n, leg in self.legs:
            if leg.day <= upto and (as_of is None or n <= as_of):
                total[leg.item, leg.account] += leg.grams
        return Counter({key: grams for key, grams in total.items() if grams})

    def breaches(self, *, as_of: int | None = None) -> set[tuple[int, str]]:
        total: Counter[tuple[int, str]] = Counter()
        for n, mark in self.marks:
            if as_of is None or n <= as_of:
                total[mark.fact, mark.rule] += mark.change
        assert all(change in (0, 1) for change in total.values())
        return {key for key, change in total.items() if change}
