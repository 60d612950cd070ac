"""Second life and clean end of electronic equipment: facts, mass to the gram, proof.

The front door: what is named in ``__all__`` stays; anything else may change tomorrow.
Each name is fetched when it is first asked for, so that importing the package costs nothing.

>>> import lifecycle
>>> with lifecycle.open_ledger("lifecycle.db") as ledger:                      # doctest: +SKIP
...     report = lifecycle.answer(ledger, "mass", lifecycle.Filter(first_day="2026-01-01"))
...     print(report.figure("recycled").value, "g")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lifecycle.events import KINDS, read
    from lifecycle.impact.method import Asked
    from lifecycle.impact.methods import compare, methods
    from lifecycle.intake.gather import gather
    from lifecycle.intake.importer import Importer
    from lifecycle.ledger import Receipt, Refused, create, open_ledger
    from lifecycle.ledger.backup import backup
    from lifecycle.ledger.restore import restore
    from lifecycle.ledger.verify import verify
    from lifecycle.reports import REPORTS, Filter, answer
    from lifecycle.reports.devices import devices, questions
    from lifecycle.reports.publishing import publish, published, run_again

_WHERE = {
    "KINDS": "events",
    "read": "events",
    "Asked": "impact.method",
    "compare": "impact.methods",
    "methods": "impact.methods",
    "Importer": "intake",
    "gather": "intake",
    "Receipt": "ledger",
    "Refused": "ledger",
    "backup": "ledger",
    "create": "ledger",
    "open_ledger": "ledger",
    "restore": "ledger",
    "verify": "ledger",
    "REPORTS": "reports",
    "Filter": "reports",
    "answer": "reports",
    "devices": "reports.devices",
    "questions": "reports.devices",
    "publish": "reports.publishing",
    "published": "reports.publishing",
    "run_again": "reports.publishing",
}

__all__ = [
    "KINDS",
    "REPORTS",
    "Asked",
    "Filter",
    "Importer",
    "Receipt",
    "Refused",
    "answer",
    "backup",
    "compare",
    "create",
    "devices",
    "gather",
    "methods",
    "open_ledger",
    "publish",
    "published",
    "questions",
    "read",
    "restore",
    "run_again",
    "verify",
]


def __getattr__(name: str) -> Any:
    """The public name, from the room it lives in."""
    if name not in _WHERE:
        raise AttributeError(f"module 'lifecycle' has no attribute {name!r}")
    return getattr(import_module(f"lifecycle.{_WHERE[name]}"), name)
