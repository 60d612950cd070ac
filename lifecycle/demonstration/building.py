"""A demonstration becomes a ledger: every fact goes through the same append as anybody's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from lifecycle.codes import uuid8_of
from lifecycle.demonstration.patience import nothing_forgotten
from lifecycle.demonstration.setting import FIRST, Setting, load
from lifecycle.demonstration.simulation import batches
from lifecycle.events.envelope import PARIS
from lifecycle.ledger import Ledger, create

Progress = Callable[[int, int], None]
"""Told after each batch: facts recorded so far, facts in all."""


def build(path: str | Path, *, setting: Setting | str = FIRST, progress: Progress | None = None) -> Ledger:
    """A new ledger at ``path`` that holds the demonstration; refuses to touch a file that is already there.

    ``setting`` is one of ``data/demo``, by its name, or any other.
    """
    told = load(setting) if isinstance(setting, str) else setting
    with nothing_forgotten():
        return _recorded(path, told, progress)


def _recorded(path: str | Path, told: Setting, progress: Progress | None) -> Ledger:
    """The ledger, batch by batch; closed where anything stops it."""
    written = batches(told)
    total, done = sum(len(batch.facts) for batch in written), 0
    ledger = create(path, ledger_id=uuid8_of("demonstration", told.seed))
    try:
        for batch in written:
            now = datetime.combine(batch.recorded_on, told.evening, PARIS)
            ledger.append(batch.facts, by=told.account, on_behalf_of=told.keeper, now=now)
            done += len(batch.facts)
            if progress is not None:
                progress(done, total)
    except BaseException:
        ledger.close()
        raise
    return ledger
