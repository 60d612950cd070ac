"""What the books must be told of the past before they can say what new facts change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from lifecycle.events import Fact
from lifecycle.journey.leg import Leg


class Recorded(NamedTuple):
    """A fact at its position in the ledger.

    ``key`` is its place in the order of life (sortable text), ``edition`` the edition of the
    reference values under which it was recorded: the one that judges it for ever. ``batch`` is
    the last position of the batch it came in, 0 where it came alone.
    """

    n: int
    fact: Fact
    key: str
    edition: str = ""
    batch: int = 0


class BreachMark(NamedTuple):
    """A fact breaks a rule: ``change`` is +1 when that becomes known, -1 when it no longer holds."""

    fact: int
    day: str
    subject: str
    organisation: str
    rule: str
    change: int


class StateRow(NamedTuple):
    """A subject's state after the fact at ``key``, as JSON text, with what lists show of it."""

    subject: str
    key: str
    state: str
    custody: str
    organisation: str
    category: str
    identity: str


class Past(Protocol):
    """What the ledger already holds. Facts are those in force: voided ones are left out."""

    def facts_of(self, subjects: Collection[str]) -> Iterable[Recorded]:
        """Facts in force that name one of these subjects, as subject or in ``also``."""

    def told_of_at_all(self, subjects: Collection[str], *, but: Collection[str]) -> Collection[str]:
        """Those of these subjects that some fact in force names, other than facts of the kinds ``but``."""

    def certificates_of(self, operators: Collection[str]) -> Iterable[Recorded]:
        """Certificates in force whose acting organisation is one of these codes."""

    def by_event_id(self, event_ids: Collection[str]) -> Mapping[str, Recorded]:
        """The facts of these identities, voided or not."""

    def voiders_of(self, ns: Collection[int]) -> Mapping[int, frozenset[int]]:
        """For each voided fact, the corrections in force that void it."""

    def kept_codes(self, subjects: Collection[str]) -> Mapping[str, str]:
        """Other label -> the subject under which that life is kept, for these subjects."""

    def other_codes(self, subjects: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Kept subject -> the other labels that lead to it."""

    def states_before(self, wanted: Mapping[str, str]) -> Mapping[str, StateRow]:
        """For each subject, its last kept state strictly before this key, where there is one."""

    def legs_of(self, ns: Collection[int]) -> Iterable[Leg]:
        """All legs so far of these facts."""

    def breaches_of(self, ns: Collection[int]) -> Iterable[BreachMark]:
        """All breach marks so far of these facts."""


class Outcome(NamedTuple):
    """What a batch changes, for the ledger to keep in one transaction; by default nothing."""

    refusals: tuple[tuple[int, str], ...] = ()
    """(position in the batch from 0, reason); where there is one, nothing else counts."""
    legs: tuple[Leg, ...] = ()
    breaches: tuple[BreachMark, ...] = ()
    known_then: Mapping[int, tuple[str, ...]] = MappingProxyType({})
    """For each new fact, the rules it was known to break when it was recorded."""
    states: tuple[StateRow, ...] = ()
    """States to keep: the newest of each subject, and one after each fact that touches several."""
    stale: Mapping[str, str] = MappingProxyType({})
    """Subject -> key: kept states from this key on are no longer true and go before ``states`` come."""
    voids: tuple[tuple[int, int], ...] = ()
    """(voided fact, correction) pairs that come into force."""
    revived: tuple[tuple[int, int], ...] = ()
    """(voided fact, correction) pairs that no longer hold."""
    kept_codes: Mapping[str, str | None] = MappingProxyType({})
    """Other label -> kept subject; None where it stands for itself again."""
