"""Getting drafts into the ledger, batch after batch, and remembering what is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from lifecycle.events import Fact
from lifecycle.intake.batches import in_batches
from lifecycle.intake.draft import Draft
from lifecycle.intake.files import Progress
from lifecycle.ledger.errors import Refused
from lifecycle.ledger.receipt import AppendResult, Receipt

BATCH_FACTS = 2_000
"""A batch is no longer than this unless what hangs together is; it holds others up for a fraction of a second."""


class Appends(Protocol):
    """What an import asks of a ledger."""

    def append(self, facts: Sequence[Fact], *, by: str, on_behalf_of: str, now: datetime) -> AppendResult:
        """Record a batch, all or nothing. Raises :class:`Refused` with all reasons."""

    def dry_run(self, facts: Sequence[Fact], *, by: str, on_behalf_of: str, now: datetime) -> AppendResult:
        """What ``append`` would answer; nothing is kept."""


class Refusal(NamedTuple):
    """What the ledger refused, and the drafts that its reasons number."""

    refused: Refused
    drafts: Sequence[Draft]


class Recording:
    """What an import has got into the ledger so far; ``by``, ``on_behalf_of`` and ``now`` are those of ``append``."""

    def __init__(
        self, ledger: Appends, *, by: str, on_behalf_of: str, now: datetime, progress: Progress | None = None
    ) -> None:
        self._ledger = ledger
        self._by, self._on_behalf_of, self._now = by, on_behalf_of, now
        self._progress = progress
        self._in: set[str] = set()
        self._receipts: list[Receipt] = []
        self.recorded = 0
        self.unchanged = 0
        self.breaches: dict[str, tuple[str, ...]] = {}
        """Identity of each new fact that breaks rules -> these rules."""

    def try_all(self, drafts: Sequence[Draft]) -> Refusal | None:
        """What all that is not in yet would meet, seen together; nobody waits for it."""
        answer = self._asked(self._ledger.dry_run, self._left(drafts))
        return answer if isinstance(answer, Refusal) else None

    def note(self, drafts: Sequence[Draft]) -> Refusal | None:
        """Count what would be recorded, and record nothing."""
        answer = self._asked(self._ledger.dry_run, drafts)
        if isinstance(answer, Refusal):
            return answer
        self._add(answer)
        return None

    def keep(self, drafts: Sequence[Draft], *, at_once: bool = False, whole_files: bool = True) -> Refusal | None:
        """Record what is not in yet: batch by batch, or ``at_once`` all or nothing.

        A batch that is refused alone is tried with all the others present before its reasons count.
        """
        left = self._left(drafts)
        batches = [left] if at_once else in_batches(left, whole_files=whole_files, most=BATCH_FACTS)
        for batch in batches:
            refusal = self._keep(batch, len(drafts))
            if refusal is not None and len(batches) > 1:
                return self.try_all(drafts) or self._keep(self._left(drafts), len(drafts))
            if refusal is not None:
                return refusal
        return None

    def receipt(self, drafts: Sequence[Draft]) -> Receipt | None:
        """One receipt of all that is in; None where nothing is."""
        if len(self._receipts) == 1:
            return self._receipts[0]
        answer = self._asked(self._ledger.dry_run, drafts) if self._receipts else None
        return answer.receipt if isinstance(answer, AppendResult) else None

    def _keep(self, batch: Sequence[Draft], total: int) -> Refusal | None:
        answer = self._asked(self._ledger.append, batch)
        if isinstance(answer, Refusal):
            return answer
        self._add(answer)
        self._in |= {draft.fact.event_id for draft in batch}
        if answer is not None:
            self._receipts.append(answer.receipt)
        if self._progress is not None:
            self._progress(len(self._in), total)
        return None

    def _left(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        return [draft for draft in drafts if draft.fact.event_id not in self._in] if self._in else drafts

    def _add(self, answer: AppendResult | None) -> None:
        if answer is not None:
            self.recorded += answer.recorded
            self.unchanged += answer.unchanged
            self.breaches |= answer.breaches

    def _asked(self, act: Callable[..., AppendResult], drafts: Sequence[Draft]) -> AppendResult | Refusal | None:
        facts = [draft.fact for draft in drafts]
        if not facts:
            return None
        try:
            return act(facts, by=self._by, on_behalf_of=self._on_behalf_of, now=self._now)
        except Refused as refused:
            return Refusal(refused, drafts)
