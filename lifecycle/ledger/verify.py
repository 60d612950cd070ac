"""Verifying a ledger: every hash and link, the columns and the table by which facts are found, the head, a receipt.

What is derived through the rules (legs, breaches, corrections in force, labels, states) is not
compared here: that takes the books made again from all facts, which ``lifecycle verify`` does too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from operator import itemgetter
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import from_json
from sqlalchemy import Connection, select

from lifecycle import events
from lifecycle.events import UnknownKind, canonical
from lifecycle.journey.order import life_key
from lifecycle.ledger.append import end_of
from lifecycle.ledger.asking import chunks
from lifecycle.ledger.chain import GENESIS, Head, stored_part, touched_by_form
from lifecycle.ledger.errors import HeadMismatch, LedgerDamaged
from lifecycle.ledger.head import read_head
from lifecycle.ledger.ledger import Ledger
from lifecycle.ledger.receipt import Receipt
from lifecycle.ledger.store import PAGE, as_bytes, plain_rows
from lifecycle.ledger.tables import fact, touch
from lifecycle.words import Sentence, say

Progress = Callable[[int, int], None]
"""Told how many facts are read, of how many."""


class Finding(NamedTuple):
    """Something that is not as it was written; ``n`` is the fact it concerns, if it is one."""

    n: int | None
    sentence: Sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Verification(NamedTuple):
    """What verifying found: nothing, or sentences in order of position."""

    head: Head
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """All is as it was written."""
        return not self.findings

    @property
    def first(self) -> int | None:
        """The first fact that is altered, missing or out of place."""
        return next((finding.n for finding in self.findings if finding.n is not None), None)


_DERIVED = ("event_id", "kind", "subject", "acting", "occurred_on", "recorded_at", "recorded_for")
_said = itemgetter(*_DERIVED)


def verify(
    ledger: Ledger, receipt: Receipt | None = None, progress: Progress | None = None, *, thorough: bool = False
) -> Verification:
    """Recompute the whole chain and name what was altered, lost, moved or cut.

    Of each fact: its hash, its link, its place, its ledger, and its columns but the key of life;
    of all facts, by what they are found (table touch); and the head beside the ledger. With a
    ``receipt``, prove as well that its history is a prefix of this ledger. ``thorough`` also
    reads every fact back through its class, compares its key of life, and lets the database
    check its own pages, which takes several times longer.
    """
    findings = _of_head(ledger)
    check = _Check(ledger.ledger_id, thorough)
    end = Head(ledger.ledger_id, 0, GENESIS)
    try:
        with ledger.store.reading() as connection:
            end = end_of(connection, ledger.ledger_id)
            with as_bytes(connection):
                _walk(connection, check, end.count, progress)
                check.findings += _of_touches(connection, check)
            if receipt is not None:
                findings += _of_receipt(connection, receipt, end)
            if thorough:
                findings += _of_pages(connection)
    except LedgerDamaged:
        words = say(
            "the file is damaged: after fact {n} it can no longer be read; `lifecycle restore` puts a backup back",
            n=check.expected - 1,
        )
        check.findings.append(Finding(check.expected, words))
    everything = check.findings + findings
    return Verification(end, tuple(sorted(everything, key=lambda finding: (finding.n is None, finding.n or 0))))


def _walk(connection: Connection, check: _Check, count: int, progress: Progress | None) -> None:
    # Held by the loop alone: stopped half-way, the rows are let go of before the connection is.
    for done, (n, *columns, key, form, its_hash) in enumerate(
        plain_rows(connection, select(*fact.c).order_by(fact.c.n)), 1
    ):
        check.row(n, columns, key=key, form=form, its_hash=its_hash)
        if progress is not None and (done % PAGE == 0 or done == count):
            progress(done, count)


class _Check:
    """Walks the facts in order and remembers what the next one must follow."""

    def __init__(self, ledger_id: str, thorough: bool) -> None:
        self.ledger_id = ledger_id
        self.thorough = thorough
        self.expected = 1
        self.previous: str | None = GENESIS
        self.findings: list[Finding] = []
        self.touches = 0
        """A sum over the touches that the forms call for: the same in any order."""

    def row(self, n: int, columns: list[bytes], *, key: bytes, form: bytes, its_hash: bytes) -> None:
        """Compare one row with its own hash, with the row before, and with its columns.

        All are bytes: a flipped bit may have left something that is no text.
        """
        if n != self.expected:
            self._missing(self.expected, n - 1)
        kept = _text_of(its_hash)
        if isinstance(form, bytes) and sha256(form).hexdigest() == kept:
            sentence = self._what_is_wrong(n, columns, key, form)
        else:
            sentence = say("fact {n} was altered: what is stored does not give its hash", n=n)
        if sentence is not None:
            self.findings.append(Finding(n, sentence))
        self.expected = n + 1
        self.previous = kept

    def _missing(self, first: int, last: int) -> None:
        words = say("fact {n} is missing", n=first)
        if last > first:
            words = say("facts {first} to {last} are missing", first=first, last=last)
        self.findings.append(Finding(first, words))
        self.previous = None  # what came before the next fact is gone: its link cannot be compared

    def _what_is_wrong(self, n: int, columns: list[bytes], key: bytes, form: bytes) -> Sentence | None:
        try:
            said = from_json(form, cache_strings="keys")
            # Joined by a sign that no fact may hold: one comparison for all.
            agrees = "\0".join(_said(said)).encode() == b"\0".join(columns)
            place, previous, ledger_id = said["n"], said["previous_hash"], said["ledger_id"]
            self._expect_touches(said, n)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return say("fact {n} was altered: what is stored is not the form of a fact", n=n)
        if place != n:
            return say("facts were reordered: place {n} holds fact {other}", n=n, other=place)
        if ledger_id != self.ledger_id:
            return say("fact {n} belongs to another ledger ({theirs})", n=n, theirs=ledger_id)
        if self.previous is not None and previous != self.previous:
            return say(
                "fact {n} does not follow the fact before it: fact {before} was replaced, or this one was",
                n=n,
                before=n - 1,
            )
        if not agrees:
            pairs = zip(_DERIVED, _said(said), columns, strict=True)
            wrong = [name for name, value, kept in pairs if value.encode() != kept]
            return say("fact {n}: the column {columns} was altered", n=n, columns=", ".join(wrong))
        return self._reads_back(n, said, key, form) if self.thorough else None

    def _expect_touches(self, said: dict[str, Any], n: int) -> None:
        self.touches += sum([hash((subject.encode(), n)) for subject in touched_by_form(said)])

    def _reads_back(self, n: int, said: dict[str, Any], key: bytes, form: bytes) -> Sentence | None:
        try:
            one = events.read(stored_part(said))
        except (UnknownKind, ValidationError) as trouble:
            return say("fact {n} cannot be read by this version of lifecycle: {why}", n=n, why=trouble)
        if canonical(said).encode() != form or canonical(one.stored()) != canonical(stored_part(said)):
            return say("fact {n} is not stored in its canonical form", n=n)
        if life_key(one, n) != _text_of(key):
            return say("fact {n}: the column {columns} was altered", n=n, columns="life_key")
        return None


def _text_of(kept: object) -> str:
    return kept.decode("utf-8", "replace") if isinstance(kept, bytes) else ""


def _of_head(ledger: Ledger) -> list[Finding]:
    try:
        trouble, kept, count = ledger.head_trouble(), read_head(ledger.path), ledger.head().count
    except HeadMismatch as unreadable:
        return [Finding(None, unreadable.sentence)]
    except LedgerDamaged:
        return []  # the walk meets the damage and names its place
    if trouble is None:
        return []
    cut = kept is not None and kept.ledger_id == ledger.ledger_id and kept.count > count
    return [Finding(count + 1 if cut else None, trouble)]


def _of_touches(connection: Connection, check: _Check) -> list[Finding]:
    """The table by which facts are found says of each fact what its form says."""
    pairs = select(touch.c.subject, touch.c.n)
    kept = sum(map(hash, plain_rows(connection, pairs)))
    if kept == check.touches:
        return []
    named = {finding.n for finding in check.findings}
    there = set(plain_rows(connection, pairs))
    called_for = set()
    for n, form in plain_rows(connection, select(fact.c.n, fact.c.form)):
        if n not in named:
            called_for |= {(subject.encode(), n) for subject in touched_by_form(json.loads(form))}
    wrong = sorted({n for _, n in there ^ called_for} - named)
    return [Finding(n, say("fact {n}: what it is found by was altered (table touch)", n=n)) for n in wrong]


def _of_receipt(connection: Connection, receipt: Receipt, end: Head) -> list[Finding]:
    if receipt.ledger_id != end.ledger_id:
        words = say(
            "the receipt is of another ledger ({theirs}, this one is {ours})",
            theirs=receipt.ledger_id,
            ours=end.ledger_id,
        )
        return [Finding(None, words)]
    if receipt.last_n > end.count:
        words = say(
            "the receipt knows fact {last}, but the ledger ends at fact {ends}", last=receipt.last_n, ends=end.count
        )
        return [Finding(end.count + 1, words)]
    kept = connection.execute(select(fact.c.hash).where(fact.c.n == receipt.last_n)).scalar()
    if receipt.event_ids and kept != receipt.hash_at_last_n:
        words = say("the history up to fact {n} is not the one the receipt was given for", n=receipt.last_n)
        return [Finding(None, words)]
    return _of_named_facts(connection, receipt)


def _of_named_facts(connection: Connection, receipt: Receipt) -> list[Finding]:
    stands: dict[str, int] = {}
    for some in chunks(receipt.event_ids):
        rows = connection.execute(select(fact.c.event_id, fact.c.n).where(fact.c.event_id.in_(some)))
        stands.update(rows.all())
    return [
        Finding(None, say("the receipt's fact {event_id} is not where the receipt says", event_id=event_id))
        for event_id in receipt.event_ids
        if not receipt.first_n <= stands.get(event_id, 0) <= receipt.last_n
    ]


def _of_pages(connection: Connection) -> list[Finding]:
    told = [line for (line,) in connection.exec_driver_sql("PRAGMA quick_check")]
    if told == ["ok"]:
        return []
    return [Finding(None, say("the database finds itself damaged: {told}", told="; ".join(told)))]
