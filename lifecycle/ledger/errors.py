"""What stands in the way of a ledger, each as a plain sentence: what, where, what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from lifecycle.words import Sentence, of_system, say


class LedgerError(Exception):
    """Something a person can understand and put right; its text is a sentence in the reader's language."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class LedgerExists(LedgerError):
    """A ledger would be made where something already is."""


class LedgerMissing(LedgerError):
    """There is no file where a ledger was said to be."""


class NotALedger(LedgerError):
    """The file is something else."""


class NewerLedger(LedgerError):
    """A newer program made the ledger."""


class LedgerBusy(LedgerError):
    """Another program has been writing for too long."""


class LedgerReadOnly(LedgerError):
    """The ledger, or its folder, cannot be written."""


class DiskFull(LedgerError):
    """The disk takes nothing more."""


class LedgerDamaged(LedgerError):
    """The file can no longer be read as it was written."""


class HeadMismatch(LedgerError):
    """The ledger and the head kept beside it do not tell the same story."""


class BadRecorder(LedgerError):
    """Who records, for whom, or why, is not a code."""


class StoppedAtBreach(LedgerError):
    """Facts that break rules, at a door that asks a person first; nothing of their batch was recorded."""

    def __init__(self, breaches: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(say("facts of this batch break rules: nothing was recorded; say why, or correct them"))
        self.breaches = breaches
        """Identity of each fact that breaks rules -> these rules."""


class BackupRefused(LedgerError):
    """A backup cannot be made or put back."""


class UnknownFact(LedgerError):
    """No fact has this position or identity."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one fact of a batch is refused; ``index`` is its place in the batch, from 0."""

    index: int
    event_id: str
    reason: str


class Refused(LedgerError):
    """Facts that contradict the ledger; nothing of their batch was recorded."""

    def __init__(self, reasons: tuple[Refusal, ...]) -> None:
        listed = "\n".join(f"- {refusal.reason}" for refusal in reasons)
        super().__init__(say("refused, nothing of this batch was recorded:\n{reasons}", reasons=listed))
        self.reasons = reasons


def _full(where: Path) -> DiskFull:
    return DiskFull(
        say(
            "the disk is full: nothing of this batch was recorded in {path}, and nothing recorded before is lost; "
            "make room and try again",
            path=where,
        )
    )


def _damaged(where: Path) -> LedgerDamaged:
    return LedgerDamaged(
        say(
            "{path} is damaged: it can no longer be read as it was written; `lifecycle verify` says from which fact "
            "on, `lifecycle restore` puts a backup back",
            path=where,
        )
    )


def busy(where: Path, wait_s: float) -> LedgerBusy:
    """Another has been writing all the time that one may wait."""
    return LedgerBusy(
        say(
            "another program has been writing in {path} for {seconds} s; nothing was recorded, try again",
            path=where,
            seconds=f"{wait_s:g}",
        )
    )


def cannot_write(where: Path) -> LedgerReadOnly:
    """Nothing can be written there."""
    return LedgerReadOnly(
        say(
            "{path} can only be read here: nothing was recorded; make the file and its folder writable and try again",
            path=where,
        )
    )


def _of_database(trouble: sqlite3.Error, where: Path, wait_s: float) -> LedgerError | None:
    code = getattr(trouble, "sqlite_errorcode", None)
    if code is None:
        return _damaged(where) if "decode" in str(trouble) else None
    match code & 0xFF:  # the low byte is the kind of error, the rest its detail
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return busy(where, wait_s)
        case sqlite3.SQLITE_FULL:
            return _full(where)
        case sqlite3.SQLITE_IOERR if code == sqlite3.SQLITE_IOERR_WRITE:
            return _full(where)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return cannot_write(where)
        case sqlite3.SQLITE_CANTOPEN:
            return LedgerReadOnly(
                say("{path} cannot be opened: check that its file and folder may be read and written", path=where)
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_IOERR:
            return _damaged(where)
    return None


def _of_system(trouble: OSError, where: Path) -> LedgerError:
    """The sentence for what the operating system refused."""
    if trouble.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return _full(where)
    if trouble.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return cannot_write(where)
    return LedgerError(say("{path}: the system answered “{answer}”", path=where, answer=of_system(trouble)))


@contextmanager
def plainly(where: Path, wait_s: float = 0) -> Iterator[None]:
    """Turn what the database refuses into sentences about ``where``."""
    try:
        yield
    except DBAPIError as trouble:
        known = _of_database(trouble.orig, where, wait_s) if isinstance(trouble.orig, sqlite3.Error) else None
        if known is None:
            raise
        raise known from trouble
    except sqlite3.Error as trouble:
        known = _of_database(trouble, where, wait_s)
        if known is None:
            raise
        raise known from trouble


@contextmanager
def plain_files(where: Path) -> Iterator[None]:
    """Turn what the operating system refuses into sentences about ``where``."""
    try:
        yield
    except OSError as trouble:
        raise _of_system(trouble, where) from trouble
