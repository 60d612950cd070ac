"""Appending: a batch is checked against the ledger as it stands, chained, and kept whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select

from lifecycle.events import Fact
from lifecycle.journey.past import Outcome, Recorded
from lifecycle.ledger.asking import Question, chunks, insert_all
from lifecycle.ledger.chain import (
    GENESIS,
    Entry,
    Head,
    Origin,
    Recording,
    hash_of,
    instant,
    recorded_form,
    touched,
)
from lifecycle.ledger.errors import BadRecorder, StoppedAtBreach
from lifecycle.ledger.prepared import Books, Prepared, nothing_collected, prepare
from lifecycle.ledger.receipt import AppendResult, Receipt
from lifecycle.ledger.tables import breach, fact, label, leg, state, touch, voided
from lifecycle.reference import load
from lifecycle.words import say

_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_ORGANISATION = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,39}")

_REASON = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")

_LAST = Question(select(fact.c.n, fact.c.hash).where(fact.c.n == select(func.max(fact.c.n)).scalar_subquery()))
_HASH_AT = Question(select(fact.c.hash).where(fact.c.n == bindparam("at")))
_PLACES = Question(
    select(fact.c.event_id, fact.c.n, fact.c.hash).where(fact.c.event_id.in_(bindparam("ids", expanding=True)))
)
_NO_LONGER_TRUE = Question(delete(state).where(state.c.subject == bindparam("of"), state.c.key >= bindparam("since")))
_REVIVED = Question(delete(voided).where(voided.c.fact == bindparam("of"), voided.c.by == bindparam("voider")))
_UNLABELLED = Question(delete(label).where(label.c.code.in_(bindparam("codes", expanding=True))))


def new_recording(ledger_id: str, *, by: str, on_behalf_of: str, now: datetime) -> Recording:
    """What a batch is recorded under; a name where a code belongs is refused."""
    for who, shape, flag in ((by, _ACCOUNT, "--by"), (on_behalf_of, _ORGANISATION, "--organisation")):
        if not shape.fullmatch(who):
            raise BadRecorder(
                say(
                    "“{who}” is no code: accounts and organisations are recorded by codes of letters, digits, “.”, “_” "
                    "and “-”, an organisation's in capitals (people's names never enter the ledger); correct {flag}",
                    who=who,
                    flag=flag,
                )
            )
    return Recording(ledger_id, instant(now), by, on_behalf_of, load().edition)


def refuse_free_text(breach_reason: str) -> None:
    """Why a rule is broken is a code: nobody's name and no story enters the ledger."""
    if breach_reason and not _REASON.fullmatch(breach_reason):
        raise BadRecorder(
            say(
                "“{reason}” is no coded reason: small letters, digits and _ without spaces or accents",
                reason=breach_reason,
            )
        )


def append_in(
    connection: Connection,
    facts: Sequence[Fact],
    *,
    end: Head,
    recording: Recording,
    origins: Mapping[str, Origin],
    books: Books,
    keep: bool,
    ready: Prepared | None = None,
    stop_at_breach: bool = False,
    breach_reason: str = "",
) -> tuple[AppendResult, Head]:
    """What appending gives, and where the ledger then ends; ``keep=False`` only says so.

    ``connection`` holds the write lock, ``end`` is where the ledger ends under it; ``ready``
    was made in advance, and is used if it still holds. The caller commits. Raises
    :class:`Refused` with all reasons at once, or, where it is to stop at breaches, :class:`StoppedAtBreach`.
    """
    with nothing_collected():
        made = ready.at(end, connection) if ready is not None else None
        batch, added, outcome, *_ = made or prepare(connection, facts, end=end, edition=recording.edition, books=books)
        broken = {one.fact.event_id: outcome.known_then[one.n] for one in added if outcome.known_then.get(one.n)}
        if broken and stop_at_breach:
            raise StoppedAtBreach(broken)
        entries = _chained(
            added, batch.stored, outcome, end=end, recording=recording, origins=origins, breach_reason=breach_reason
        )
        if keep and entries:
            write_in(connection, added, entries, outcome)
    reached = Head(end.ledger_id, entries[-1].n, entries[-1].hash) if entries else end
    receipt = _receipt(connection, facts, entries, reached)
    return AppendResult(receipt, len(entries), batch.unchanged, broken), reached


def _chained(
    added: Sequence[Recorded],
    stored: Sequence[dict[str, Any]],
    outcome: Outcome,
    *,
    end: Head,
    recording: Recording,
    origins: Mapping[str, Origin],
    breach_reason: str,
) -> list[Entry]:
    """The rows of the new facts, each holding the hash of the one before."""
    entries = []
    previous = end.hash
    for (n, one, key, *_), content in zip(added, stored, strict=True):
        form = recorded_form(
            content,
            n,
            batch=added[-1].n,
            recording=recording,
            breach=outcome.known_then.get(n, ()),
            previous=previous,
            origin=origins.get(one.event_id),
            breach_reason=breach_reason,
        )
        previous = hash_of(form)
        entries.append(
            Entry(
                n,
                one.event_id,
                one.kind,
                one.subject,
                one.acting,
                content["occurred_on"],
                recording.recorded_at,
                recording.recorded_for,
                key,
                form,
                previous,
            )
        )
    return entries


def write_in(connection: Connection, added: Sequence[Recorded], entries: Sequence[Entry], outcome: Outcome) -> None:
    """Write the facts and all they change; breaches and legs carry the last position of the batch."""
    last = entries[-1].n
    insert_all(connection, fact, entries)
    insert_all(connection, touch, [(subject, n) for n, one, *_ in added for subject in sorted(set(touched(one)))])
    insert_all(connection, leg, [(last, *row) for row in outcome.legs])
    insert_all(connection, breach, [(last, *row) for row in outcome.breaches])
    _keep_states(connection, outcome)
    _keep_voids(connection, outcome)
    _keep_labels(connection, outcome.kept_codes)


def _keep_states(connection: Connection, outcome: Outcome) -> None:
    for subject, key in outcome.stale.items():
        _NO_LONGER_TRUE.tell(connection, of=subject, since=key)
    insert_all(connection, state, outcome.states)


def _keep_voids(connection: Connection, outcome: Outcome) -> None:
    for n, by in outcome.revived:
        _REVIVED.tell(connection, of=n, voider=by)
    insert_all(connection, voided, outcome.voids)


def _keep_labels(connection: Connection, kept_codes: Mapping[str, str | None]) -> None:
    for some in chunks(kept_codes):
        _UNLABELLED.tell(connection, codes=some)
    insert_all(connection, label, [(code, kept) for code, kept in kept_codes.items() if kept is not None])


def _receipt(connection: Connection, facts: Sequence[Fact], entries: Sequence[Entry], reached: Head) -> Receipt:
    """The receipt of these facts, from where they stand: the same however often and in whatever order they come."""
    stands = {entry.event_id: (entry.n, entry.hash) for entry in entries}
    for some in chunks(sorted({one.event_id for one in facts} - stands.keys())):
        for event_id, n, its_hash in _PLACES.rows(connection, ids=some):
            stands[event_id] = (n, its_hash)
    if not stands:
        return Receipt(ledger_id=reached.ledger_id, event_ids=(), first_n=0, last_n=0, hash_at_last_n=GENESIS)
    in_order = sorted(stands, key=lambda event_id: stands[event_id][0])
    last_n, last_hash = stands[in_order[-1]]
    return Receipt(
        ledger_id=reached.ledger_id,
        event_ids=tuple(in_order),
        first_n=stands[in_order[0]][0],
        last_n=last_n,
        hash_at_last_n=last_hash,
    )


def end_of(connection: Connection, ledger_id: str) -> Head:
    """Where the ledger ends, as the connection sees it."""
    for n, its_hash in _LAST.rows(connection):
        return Head(ledger_id, n, its_hash)
    return Head(ledger_id, 0, GENESIS)


def hash_at(connection: Connection, n: int) -> str | None:
    """The hash of the fact at a position, as the connection sees it."""
    return next((its_hash for (its_hash,) in _HASH_AT.rows(connection, at=n)), None)
