"""The storage media of a stack of machines of which nobody has said yet what became of the data."""

from __future__ import annotations

from collections.abc import Iterable

from lifecycle.ledger import Ledger
from lifecycle.reference import Reference
from lifecycle.reports.devices import device_of
from lifecycle.rules.media import is_sealed

UNNAMED = "1"
"""A medium that no machine file has named is called by its rank."""


def open_media(ledger: Ledger, codes: Iterable[str], reference: Reference) -> dict[str, tuple[str, ...]]:
    """Subject -> its media to wipe, of those of these codes that have any; codes that nobody knows are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        subject = ledger.resolve(f"device:{code}")
        row = ledger.state(subject) if subject else None
        if row is None:
            continue
        device = device_of(row)
        if not is_sealed(device, row.category, reference):
            unknown = [name for name, medium in device.media.items() if medium.state == "unknown"]
            found[row.subject] = tuple(sorted(unknown)) or (UNNAMED,)
    return found
