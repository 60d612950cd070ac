"""How a page writes: facts go in by the live door, and what became of them is told in words.

Called from a callback or after a submitted form, never while a page is being drawn: a page is
drawn again at every change.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dashboard.address import asked_for, organisation_of
from dashboard.answers import Answers, ledger_path
from lifecycle.events import Fact
from lifecycle.intake.live import Recorded, RefusedHere, Stopped, record_live, undoing
from lifecycle.ledger import Ledger, LedgerError, open_ledger
from lifecycle.words import _

DEFAULT_ACCOUNT = "LOCAL"
Outcome = Recorded | Stopped | RefusedHere


def today() -> date:
    """The civil day in Paris."""
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def account() -> str:
    """The pseudonym of who records: LIFECYCLE_BY names another than the usual one."""
    return os.environ.get("LIFECYCLE_BY") or DEFAULT_ACCOUNT


def record(facts: Sequence[Fact], *, reason: str | None = None) -> Outcome:
    """Record facts, all or nothing, for the organisation that did them.

    Whatever stands in the way is a reason in the outcome: a contradiction, a full disk, a ledger
    that can only be read. ``reason`` is one of ``lifecycle.rules.reasons.REASONS``, once a person
    was stopped by a breach.
    """
    return _written(lambda ledger: _kept(ledger, facts, reason=reason))


def undo(event_ids: Sequence[str], *, acting: str, reason: str = "entry_error", event_id: str | None = None) -> Outcome:
    """Make facts void by a correction that history shows; refused where later facts rest on them."""

    def correct(ledger: Ledger) -> Outcome:
        fact = undoing(ledger, event_ids, acting=acting, on=today(), reason=reason, event_id=event_id)
        return _kept(ledger, [fact])

    return _written(correct)


def _written(write: Callable[[Ledger], Outcome]) -> Outcome:
    """What became of it; what the ledger cannot do is a refusal with its sentence."""
    try:
        with open_ledger(ledger_path()) as ledger:
            return write(ledger)
    except LedgerError as trouble:
        return RefusedHere(((0, str(trouble)),))


def _kept(ledger: Ledger, facts: Sequence[Fact], *, reason: str | None = None) -> Outcome:
    now = datetime.now(UTC)
    return record_live(ledger, facts, by=account(), on_behalf_of=facts[0].acting, now=now, reason=reason)


def acting(answers: Answers, role: str = "") -> str:
    """The organisation for which a page records: the one of this role that the address names, else the keeper.

    Where the keeper of the ledger has another role, the first one of the role by its code.
    """
    of_role = [one.code for one in answers.organisations if role in (*one.roles, "")]
    named = next((code for code in asked_for("organisation").split(",") if code in of_role), None)
    return named or (answers.keeper if answers.keeper in of_role or not of_role else of_role[0])


def chosen(answers: Answers, role: str = "") -> str:
    """The same, with a field that chooses another one where there are several of the role."""
    names = {one.code: one.name for one in answers.organisations if role in (*one.roles, "")}
    if len(names) < 2:
        return acting(answers, role)
    return organisation_of(_("On behalf of"), names, acting(answers, role))
