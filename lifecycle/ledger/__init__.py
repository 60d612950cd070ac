"""The append-only store of facts: its chain, receipts, head, verification and backups. Floor 5."""

from __future__ import annotations

from lifecycle.ledger.append import Books
from lifecycle.ledger.chain import GENESIS, Entry, Head, Origin
from lifecycle.ledger.errors import (
    BackupRefused,
    BadRecorder,
    DiskFull,
    HeadMismatch,
    LedgerBusy,
    LedgerDamaged,
    LedgerError,
    LedgerExists,
    LedgerMissing,
    LedgerReadOnly,
    NewerLedger,
    NotALedger,
    Refusal,
    Refused,
    UnknownFact,
)
from lifecycle.ledger.ledger import Ledger, create, open_ledger
from lifecycle.ledger.past import SqlPast
from lifecycle.ledger.receipt import AppendResult, Receipt
from lifecycle.ledger.tables import VERSION
from lifecycle.ledger.verify import Finding, Verification, verify

__all__ = [
    "GENESIS",
    "VERSION",
    "AppendResult",
    "BackupRefused",
    "BadRecorder",
    "Books",
    "DiskFull",
    "Entry",
    "Finding",
    "Head",
    "HeadMismatch",
    "Ledger",
    "LedgerBusy",
    "LedgerDamaged",
    "LedgerError",
    "LedgerExists",
    "LedgerMissing",
    "LedgerReadOnly",
    "NewerLedger",
    "NotALedger",
    "Origin",
    "Receipt",
    "Refusal",
    "Refused",
    "SqlPast",
    "UnknownFact",
    "Verification",
    "create",
    "open_ledger",
    "verify",
]
