"""The recorded form of a fact, and the hash that chains it to all before it.

The recorded form is the fact's stored form with what the ledger adds: ``ledger_id``,
``n``, ``recorded_at``, ``recorded_by``, ``recorded_for``, ``edition`` (of the reference
values it was judged by), ``batch`` (the last position of its batch), ``breach`` (the rules
it was known to break then), ``previous_hash`` and, where there is one, ``breach_reason`` (why
a person recorded it all the same, a code) and ``origin`` (of a fact brought from another
ledger). Its hash is the SHA-256 of its canonical JSON (RFC 8785), which is kept to
the letter: what is hashed is what is stored. The first fact follows :data:`GENESIS`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple, cast

from lifecycle import events
from lifecycle.events import Fact, canonical

GENESIS = "0" * 64
"""The hash before the first fact; the ledger's identity is in every form, so it need not be here."""

ADDED = (
    *("ledger_id", "n", "batch", "recorded_at", "recorded_by", "recorded_for"),
    *("edition", "breach", "breach_reason", "previous_hash", "origin"),
)
"""What the ledger adds to a fact's stored form."""


class Head(NamedTuple):
    """Where a ledger ends: how many facts, and the hash of the last."""

    ledger_id: str
    count: int  # type: ignore[assignment]  # a head is never asked how often it holds a value
    hash: str


class Origin(NamedTuple):
    """Where a fact was recorded first, when it comes from another ledger."""

    ledger_id: str
    n: int
    hash: str


class Recording(NamedTuple):
    """What is the same for all facts of one batch; ``recorded_at`` is UTC text."""

    ledger_id: str
    recorded_at: str
    recorded_by: str
    recorded_for: str
    edition: str


class Entry(NamedTuple):
    """A fact as the ledger keeps it: one row, whose ``form`` is the truth."""

    n: int
    event_id: str
    kind: str
    subject: str
    acting: str
    occurred_on: str
    recorded_at: str
    recorded_for: str
    life_key: str
    form: str
    hash: str

    @property
    def content(self) -> dict[str, Any]:
        """The whole recorded form."""
        return cast(dict[str, Any], json.loads(self.form))

    @property
    def stored(self) -> dict[str, Any]:
        """The fact's own stored form, as it was before the ledger added its part."""
        return stored_part(self.content)

    @property
    def fact(self) -> Fact:
        """The fact itself."""
        return events.read(self.stored)

    @property
    def breach(self) -> tuple[str, ...]:
        """The rules it was known to break when it was recorded."""
        return tuple(self.content["breach"])

    @property
    def breach_reason(self) -> str:
        """Why it was recorded although it breaks them, a code; empty where nobody said."""
        return str(self.content.get("breach_reason", ""))

    @property
    def recorded_by(self) -> str:
        """The account that recorded it."""
        return str(self.content["recorded_by"])

    @property
    def origin(self) -> Origin | None:
        """The ledger it comes from, if it was not recorded here first."""
        origin = self.content.get("origin")
        return Origin(origin["ledger_id"], origin["n"], origin["hash"]) if origin else None


def instant(now: datetime) -> str:
    """An instant as UTC text with microseconds: ``2026-03-01T09:30:00.000000Z``."""
    if now.tzinfo is None:
        raise ValueError("the time of recording needs its offset")
    return now.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def stored_part(form: dict[str, Any]) -> dict[str, Any]:
    """A recorded form without what the ledger added."""
    return {name: value for name, value in form.items() if name not in ADDED}


def recorded_form(
    stored: dict[str, Any],
    n: int,
    *,
    batch: int,
    recording: Recording,
    breach: tuple[str, ...],
    previous: str,
    origin: Origin | None,
    breach_reason: str = "",
) -> str:
    """The canonical JSON that is stored and hashed; a reason is kept where there is a breach that needs one."""
    form = {
        **stored,
        **recording._asdict(),
        "n": n,
        "batch": batch,
        "breach": sorted(breach),
        "previous_hash": previous,
    }
    if origin is not None:
        form["origin"] = origin._asdict()
    if breach and breach_reason:
        form["breach_reason"] = breach_reason
    return canonical(form)


def hash_of(form: str) -> str:
    """SHA-256 of a recorded form, in hexadecimal."""
    return sha256(form.encode()).hexdigest()


def touched(fact: Fact) -> Iterator[str]:
    """The subjects under which a fact is found again, each once."""
    yield fact.subject
    yield from fact.also
    if fact.kind == "treatment_certified":
        yield operator(fact.acting)


def touched_by_form(form: dict[str, Any]) -> list[str]:
    """The same, of a recorded form that was not read back as a fact."""
    found = [form["subject"], *form["also"]]
    if form["kind"] == "treatment_certified":
        found.append(operator(form["acting"]))
    return found


def operator(code: str) -> str:
    """The name under which an operator's certificates are found."""
    return f"operator:{code}"
