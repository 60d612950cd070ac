"""The append-only store of facts: its chain, receipts, head, verification and backups. Floor 5."""

from __future__ import annotations

from lifecycle.ledger.backup import Manifest, backup
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
from lifecycle.ledger.ledger import Ledger
from lifecycle.ledger.opening import create, open_ledger
from lifecycle.ledger.past import SqlPast
from lifecycle.ledger.prepared import Books
from lifecycle.ledger.reading import Deed
from lifecycle.ledger.receipt import AppendResult, Receipt
from lifecycle.ledger.restore import Restored, restore
from lifecycle.ledger.tables import VERSION
from lifecycle.ledger.verify import Finding, Verification, verify

__all__ = [
    "GENESIS",
    "VERSION",
    "AppendResult",
    "BackupRefused",
    "BadRecorder",
    "Books",
    "Deed",
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
    "Manifest",
    "NewerLedger",
    "NotALedger",
    "Origin",
    "Receipt",
    "Refusal",
    "Refused",
    "Restored",
    "SqlPast",
    "UnknownFact",
    "Verification",
    "backup",
    "create",
    "open_ledger",
    "restore",
    "verify",
]
