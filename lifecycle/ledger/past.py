"""What the ledger already holds, asked of its tables: the ledger's side of ``journey.past.Past``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, exists, func, select

from lifecycle import events
from lifecycle.journey.leg import Leg
from lifecycle.journey.past import BreachMark, Recorded, StateRow
from lifecycle.ledger.asking import Question, chunks
from lifecycle.ledger.chain import operator, stored_part
from lifecycle.ledger.tables import breach, fact, label, leg, state, touch, voided

_LEG = [leg.c[name] for name in Leg._fields]
_BREACH = [breach.c[name] for name in BreachMark._fields]
_STATE = [state.c[name] for name in StateRow._fields]
_IN_FORCE = ~exists().where(voided.c.fact == fact.c.n)
_SOME: BindParameter[Sequence[object]] = bindparam("some", expanding=True)
_NAMED = select(touch.c.n).where(touch.c.subject.in_(_SOME))
_FACTS_OF = Question(select(fact.c.n, fact.c.form, fact.c.life_key).where(fact.c.n.in_(_NAMED), _IN_FORCE))
_BY_EVENT_ID = Question(
    select(fact.c.event_id, fact.c.n, fact.c.form, fact.c.life_key).where(fact.c.event_id.in_(_SOME))
)
_TOLD_OF = Question(
    select(fact.c.n, fact.c.form, fact.c.life_key).where(
        fact.c.n.in_(_NAMED), fact.c.kind.in_(bindparam("kinds", expanding=True))
    )
)
_NAMED_AT_ALL = Question(
    select(touch.c.subject)
    .join(fact, fact.c.n == touch.c.n)
    .where(touch.c.subject.in_(_SOME), fact.c.kind.not_in(bindparam("but", expanding=True)), _IN_FORCE)
    .distinct()
)
_VOIDERS_OF = Question(select(voided.c.fact, voided.c.by).where(voided.c.fact.in_(_SOME)))
_KEPT_CODES = Question(select(label.c.code, label.c.kept).where(label.c.code.in_(_SOME)))
_OTHER_CODES = Question(select(label.c.code, label.c.kept).where(label.c.kept.in_(_SOME)))
_LEGS_OF = Question(select(*_LEG).where(leg.c.fact.in_(_SOME)))
_BREACHES_OF = Question(select(*_BREACH).where(breach.c.fact.in_(_SOME)))
_LAST_KEYS_BEFORE = (
    select(state.c.subject, func.max(state.c.key).label("key"))
    .where(state.c.subject.in_(_SOME), state.c.key < bindparam("before"))
    .group_by(state.c.subject)
    .subquery()
)
_LAST_STATES_BEFORE = Question(
    select(*_STATE).join(
        _LAST_KEYS_BEFORE, (state.c.subject == _LAST_KEYS_BEFORE.c.subject) & (state.c.key == _LAST_KEYS_BEFORE.c.key)
    )
)


def _recorded(n: int, form: str, key: str) -> Recorded:
    content = json.loads(form)
    return Recorded(n, events.read(stored_part(content)), key, content["edition"], content["batch"])


class Asked(NamedTuple):
    """A question with its values, and the hash of its answer."""

    question: Question
    values: dict[str, object]
    answer: int

    def holds(self, connection: Connection) -> bool:
        """The answer is the same here and now."""
        return hash(tuple(self.question.rows(connection, **self.values))) == self.answer


class SqlPast:
    """The past as the connection sees it, which is the present while it holds the write lock."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.asked: list[Asked] = []
        """All that was asked so far, and what was answered."""

    def ask(self, question: Question, **values: object) -> list[tuple[Any, ...]]:
        """The rows of a question; it is noted with what it was answered."""
        rows = question.rows(self._connection, **values)
        self.asked.append(Asked(question, values, hash(tuple(rows))))
        return rows

    def facts_of(self, subjects: Collection[str]) -> Iterable[Recorded]:
        """Facts in force that name one of these subjects, each once, in order of position."""
        found: dict[int, Recorded] = {}
        for some in chunks(sorted(set(subjects))):
            for n, form, key in self.ask(_FACTS_OF, some=some):
                if n not in found:
                    found[n] = _recorded(n, form, key)
        return [found[n] for n in sorted(found)]

    def told_of(self, subjects: Collection[str], kinds: Collection[str]) -> Iterable[Recorded]:
        """Facts of these kinds that name one of these subjects, void ones too, each once, in order of position."""
        found: dict[int, Recorded] = {}
        for some in chunks(sorted(set(subjects))):
            for n, form, key in self.ask(_TOLD_OF, some=some, kinds=sorted(set(kinds))):
                if n not in found:
                    found[n] = _recorded(n, form, key)
        return [found[n] for n in sorted(found)]

    def told_of_at_all(self, subjects: Collection[str], *, but: Collection[str]) -> Collection[str]:
        """Those of these subjects that some fact in force names, other than facts of the kinds ``but``."""
        kinds = sorted(set(but))
        asked = chunks(sorted(set(subjects)))
        return {row[0] for some in asked for row in self.ask(_NAMED_AT_ALL, some=some, but=kinds)}

    def certificates_of(self, operators: Collection[str]) -> Iterable[Recorded]:
        """Certificates in force whose acting organisation is one of these codes."""
        return self.facts_of([operator(code) for code in operators])

    def by_event_id(self, event_ids: Collection[str]) -> Mapping[str, Recorded]:
        """The facts of these identities, voided or not."""
        found = {}
        for some in chunks(sorted(set(event_ids))):
            for event_id, n, form, key in self.ask(_BY_EVENT_ID, some=some):
                found[event_id] = _recorded(n, form, key)
        return found

    def voiders_of(self, ns: Collection[int]) -> Mapping[int, frozenset[int]]:
        """For each voided fact, the corrections in force that void it."""
        found: dict[int, set[int]] = defaultdict(set)
        for some in chunks(sorted(set(ns))):
            for n, by in self.ask(_VOIDERS_OF, some=some):
                found[n].add(by)
        return {n: frozenset(by) for n, by in found.items()}

    def kept_codes(self, subjects: Collection[str]) -> Mapping[str, str]:
        """Other label -> the subject under which that life is kept, for these subjects."""
        found: dict[str, str] = {}
        for some in chunks(sorted(set(subjects))):
            found.update(self.ask(_KEPT_CODES, some=some))
        return found

    def other_codes(self, subjects: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Kept subject -> the other labels that lead to it."""
        found: dict[str, set[str]] = defaultdict(set)
        for some in chunks(sorted(set(subjects))):
            for code, kept in self.ask(_OTHER_CODES, some=some):
                found[kept].add(code)
        return {kept: frozenset(codes) for kept, codes in found.items()}

    def states_before(self, wanted: Mapping[str, str]) -> Mapping[str, StateRow]:
        """For each subject, its last kept state strictly before this key, where there is one."""
        subjects: dict[str, list[str]] = defaultdict(list)
        for subject, key in wanted.items():
            subjects[key].append(subject)
        found = {}
        for key, asked in subjects.items():
            for some in chunks(asked):
                for row in self.ask(_LAST_STATES_BEFORE, some=some, before=key):
                    found[row[0]] = StateRow._make(row)
        return found

    def legs_of(self, ns: Collection[int]) -> Iterator[Leg]:
        """All legs so far of these facts."""
        for some in chunks(sorted(set(ns))):
            for row in self.ask(_LEGS_OF, some=some):
                yield Leg._make(row)

    def breaches_of(self, ns: Collection[int]) -> Iterator[BreachMark]:
        """All breach marks so far of these facts."""
        for some in chunks(sorted(set(ns))):
            for row in self.ask(_BREACHES_OF, some=some):
                yield BreachMark._make(row)
