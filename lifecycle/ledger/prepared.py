"""A batch made ready: which of its facts are new, and what they change in the books.

This may be done before the turn to write has come, on the ledger as it stands then. Facts
that others record meanwhile do it no harm where every answer on which it rests is still the
same: the books are a function of the batch and of these answers, and of nothing else. Only
the positions have moved on.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from lifecycle.events import Fact
from lifecycle.journey.leg import Leg
from lifecycle.journey.order import life_key
from lifecycle.journey.past import BreachMark, Outcome, Past, Recorded
from lifecycle.ledger.asking import Question, chunks
from lifecycle.ledger.chain import Head, stored_part
from lifecycle.ledger.errors import Refusal, Refused
from lifecycle.ledger.past import Asked, SqlPast
from lifecycle.ledger.tables import fact
from lifecycle.words import say

Books = Callable[[Sequence[Recorded], Past], Outcome]
"""What a batch changes in the books, given the past: ``journey.sweep`` with its values and its rules."""

_BY_IDENTITY = Question(
    select(fact.c.event_id, fact.c.form).where(fact.c.event_id.in_(bindparam("ids", expanding=True)))
)


class Batch(NamedTuple):
    """The facts of a batch that the ledger does not hold yet, and where each stood in what was given."""

    fresh: list[Fact]
    stored: list[dict[str, Any]]
    places: list[int]
    unchanged: int


class Prepared(NamedTuple):
    """A batch, its new facts at their positions after ``end``, and what they change in the books."""

    batch: Batch
    added: list[Recorded]
    outcome: Outcome
    end: Head
    asked: Sequence[Asked]
    """All that was asked of the past, and what it answered."""

    def at(self, end: Head, connection: Connection) -> Prepared | None:
        """The same after a later end of the ledger; None where something that it rests on has changed.

        Corrections, other labels and organisations are made anew: what they keep names positions.
        """
        if end == self.end or not self.added:
            return self if end == self.end else None
        done = self.outcome
        names_positions = (
            done.voids
            or done.revived
            or done.kept_codes
            or any(row.subject.startswith("organisation:") for row in done.states)
        )
        if names_positions or not all(one.holds(connection) for one in self.asked):
            return None
        return self._replace(**_moved_on(self.added, done, end.count - self.end.count), end=end)


def prepare(connection: Connection, facts: Sequence[Fact], *, end: Head, edition: str, books: Books) -> Prepared:
    """A batch made ready on the ledger as the connection sees it, which ends at ``end``."""
    past = SqlPast(connection)
    batch = _new_ones(past, facts)
    added, outcome = _booked(past, batch, end, edition, books)
    return Prepared(batch, added, outcome, end, past.asked)


def _moved_on(added: Sequence[Recorded], done: Outcome, by: int) -> dict[str, Any]:
    """The facts and what they change, so many positions later."""
    first = added[0].n
    later = [one._replace(n=one.n + by, key=life_key(one.fact, one.n + by), batch=one.batch + by) for one in added]
    keys = {before.key: after.key for before, after in zip(added, later, strict=True)}
    outcome = done._replace(
        legs=tuple(Leg._make((leg.fact + by, *leg[1:])) if leg.fact >= first else leg for leg in done.legs),
        breaches=tuple(
            BreachMark._make((mark.fact + by, *mark[1:])) if mark.fact >= first else mark for mark in done.breaches
        ),
        known_then={n + by: rules for n, rules in done.known_then.items()},
        states=tuple(row._replace(key=keys.get(row.key, row.key)) for row in done.states),
        stale={subject: keys.get(key, key) for subject, key in done.stale.items()},
    )
    return {"added": later, "outcome": outcome}


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Inside, Python does not look for circles of forgotten objects: a batch makes many objects and no circle,
    and looking takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _new_ones(past: SqlPast, facts: Sequence[Fact]) -> Batch:
    """The facts to record; the same fact again is no new one, the same identity with other content is refused."""
    known = _stored_by_id(past, {one.event_id for one in facts})
    here = set(known)
    batch = Batch([], [], [], 0)
    refusals = []
    for index, one in enumerate(facts):
        stored = one.stored()
        if known.get(one.event_id, stored) != stored:
            refusals.append(Refusal(index, one.event_id, _says_something_else(one, one.event_id in here)))
        elif one.event_id not in known:
            known[one.event_id] = stored
            batch.fresh.append(one)
            batch.stored.append(stored)
            batch.places.append(index)
    if refusals:
        raise Refused(tuple(refusals))
    return batch._replace(unchanged=len(facts) - len(batch.fresh))


def _says_something_else(one: Fact, recorded: bool) -> str:
    if recorded:
        words = say(
            "{subject}: a {kind} with the identity {event_id} is already recorded and says something else; "
            "give this fact another identity, or correct the recorded one",
            subject=one.subject,
            kind=one.kind,
            event_id=one.event_id,
        )
    else:
        words = say(
            "{subject}: the identity {event_id} stands twice in this batch with different content; "
            "give each fact its own",
            subject=one.subject,
            event_id=one.event_id,
        )
    return str(words)


def _stored_by_id(past: SqlPast, event_ids: set[str]) -> dict[str, dict[str, Any]]:
    """Of the facts already recorded, by identity, the form that was stored of them."""
    found = {}
    for some in chunks(sorted(event_ids)):
        for event_id, form in past.ask(_BY_IDENTITY, ids=some):
            found[event_id] = stored_part(json.loads(form))
    return found


def _booked(past: SqlPast, batch: Batch, end: Head, edition: str, books: Books) -> tuple[list[Recorded], Outcome]:
    """The new facts at their positions, and what they change in the books."""
    positions = range(end.count + 1, end.count + 1 + len(batch.fresh))
    last = positions.stop - 1
    added = [Recorded(n, one, life_key(one, n), edition, last) for n, one in zip(positions, batch.fresh, strict=True)]
    if not added:
        return [], Outcome()
    outcome = books(added, past)
    if outcome.refusals:
        raise Refused(
            tuple(Refusal(batch.places[at], batch.fresh[at].event_id, reason) for at, reason in outcome.refusals)
        )
    return added, outcome
