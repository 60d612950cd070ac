"""The live door: a person tells facts one by one, at a terminal, in a form or at the bench.

What contradicts the ledger is refused. What breaks a rule stops the person first: it is
recorded once a coded reason says why, and the reason stands beside the breach for ever.
What was told by mistake is undone by a correction, which history shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from lifecycle.codes import uuid7
from lifecycle.events import Corrected, Fact
from lifecycle.ledger import Ledger, Receipt, Refused
from lifecycle.ledger.errors import StoppedAtBreach
from lifecycle.rules.reasons import REASONS
from lifecycle.words import N_, _

MISTAKES: Mapping[str, str] = {
    "entry_error": N_("Typing error"),
    "wrong_thing": N_("Wrong device, part or lot"),
    "duplicate": N_("Told twice"),
    "scale_error": N_("Error of the scale"),
    "did_not_happen": N_("It did not happen"),
}
"""Code -> English words: why a fact is undone."""


class Recorded(NamedTuple):
    """The facts are in the ledger: ``unchanged`` of them were there already."""

    facts: tuple[Fact, ...]
    receipt: Receipt
    unchanged: int
    breaches: Mapping[str, tuple[str, ...]]
    """Identity of each fact that breaks rules -> these rules, as known when it was recorded."""
    numbers: Mapping[str, int]
    """Identity of each fact -> its number in the ledger."""


class Stopped(NamedTuple):
    """Nothing was recorded: facts break rules, and a coded reason is needed."""

    breaches: Mapping[str, tuple[str, ...]]
    """Identity of each fact that breaks rules -> these rules."""


class RefusedHere(NamedTuple):
    """Nothing was recorded: (place of the fact among those told, from 0, and a sentence), all at once."""

    reasons: tuple[tuple[int, str], ...]


def record_live(
    ledger: Ledger,
    facts: Sequence[Fact],
    *,
    by: str,
    on_behalf_of: str,
    now: datetime,
    reason: str | None = None,
    asks: bool = True,
) -> Recorded | Stopped | RefusedHere:
    """Record facts that a person tells, all or nothing; a fact that is there already is left as it is.

    ``reason`` is one of ``lifecycle.rules.reasons.REASONS``. ``asks=False`` is for those whom nobody can ask, a
    script: what breaks a rule is then recorded without a reason. Whatever else stands in the way
    (a full disk, a ledger that can only be read) is raised as a :class:`LedgerError`.
    """
    if reason is not None and reason not in REASONS:
        raise ValueError(f"{reason!r} is no reason; known: {', '.join(REASONS)}")
    try:
        done = ledger.append(
            facts,
            by=by,
            on_behalf_of=on_behalf_of,
            now=now,
            stop_at_breach=asks and reason is None,
            breach_reason=reason or "",
        )
    except StoppedAtBreach as stopped:
        return Stopped(stopped.breaches)
    except Refused as refused:
        return RefusedHere(tuple((one.index, _said(facts[one.index], one.reason)) for one in refused.reasons))
    entries = [ledger.entry(event_id) for event_id in done.receipt.event_ids]
    return Recorded(
        tuple(facts),
        done.receipt,
        done.unchanged,
        {entry.event_id: entry.breach for entry in entries if entry.breach},
        {entry.event_id: entry.n for entry in entries},
    )


def _said(fact: Fact, reason: str) -> str:
    if not isinstance(fact, Corrected):
        return reason
    return _("This cannot be undone before what rests on it: {reason}").format(reason=reason)


def undoing(
    ledger: Ledger,
    event_ids: Iterable[str],
    *,
    acting: str,
    on: date,
    reason: str = "entry_error",
    event_id: UUID | str | None = None,
) -> Corrected:
    """The fact that makes others void, told by ``acting`` on this day; it is recorded as any other.

    ``reason`` is one of :data:`MISTAKES`, or another coded word. Raises :class:`UnknownFact` where
    the ledger holds no such fact. Where later facts rest on one of them, :func:`record_live` refuses.
    """
    known = [ledger.entry(one).event_id for one in event_ids]
    return Corrected(
        event_id=str(event_id or uuid7()),
        subject=f"organisation:{acting}",
        acting=acting,
        occurred_on=on,
        voids=tuple(known),
        reason=reason,
    )
