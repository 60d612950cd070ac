"""Who tells, of which day, in which form: what the facts of one confirmed form share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import NamedTuple, Protocol

from lifecycle.codes import code_from, uuid8_of
from lifecycle.events.envelope import PARIS
from lifecycle.journey.past import Past


class Telling(NamedTuple):
    """The identity of each fact follows from that of its form: a form sent twice tells the same facts."""

    acting: str
    on: date
    form: str
    """Identity of the form, made once when it is first shown."""
    at: datetime | None = None
    """The moment in which it is told; facts of that very day happen then, so that one day can hold a whole life."""

    def identity(self, *what: object) -> str:
        """The identity of the fact that this form tells of something."""
        return uuid8_of("desk", "|".join(map(str, (self.form, *what))))

    def envelope(self, subject: str, *what: object) -> dict[str, object]:
        """What a fact says besides its own fields; ``what`` tells it from others of the form on this subject."""
        return {
            "event_id": self.identity(subject, *what),
            "subject": subject,
            "acting": self.acting,
            "occurred_on": self.on,
            **({"occurred_at": self.moment} if self.moment else {}),
        }

    def signs(self, what: str) -> str:
        """Eight signs of chance, the same as long as the form is."""
        return code_from("XX", hashlib.sha256(self.identity(what).encode()).digest())[2:]

    @property
    def moment(self) -> datetime | None:
        """The time of its facts, where they happen on the day on which they are told."""
        if self.at is None or self.at.astimezone(PARIS).date() != self.on:
            return None
        return self.at.astimezone(PARIS).replace(microsecond=0)


class LabelsView(Protocol):
    """What the desk asks of a ledger before it makes a new label."""

    def past(self) -> AbstractContextManager[Past]:
        """What it holds, at one moment."""

    def resolve(self, code: str) -> str | None:
        """The subject of a label; None where no fact names it."""


def new_code(ledger: LabelsView, prefix: str, telling: Telling, *what: object, taken: Mapping[str, str]) -> str:
    """A code that no label bears yet; the same again where this form has been recorded before.

    ``taken`` are codes already given in this form.
    """
    identity = telling.identity("label", *what)
    digest = hashlib.sha256(identity.encode()).digest()
    attempt = 0
    while True:
        code = code_from(prefix, digest, attempt)
        if code not in taken and (_is_ours(ledger, telling, code, *what) or ledger.resolve(code) is None):
            return code
        attempt += 1


def _is_ours(ledger: LabelsView, telling: Telling, code: str, *what: object) -> bool:
    """This very form gave the code, and was recorded."""
    for sort in ("device", "part"):
        with ledger.past() as past:
            if past.by_event_id([telling.identity(f"{sort}:{code}", *what)]):
                return True
    return False
