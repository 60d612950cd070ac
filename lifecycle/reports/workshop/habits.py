"""What an association said last of how it works: a form proposes it again."""

from __future__ import annotations

import json
from collections.abc import Mapping

from lifecycle.ledger import Ledger

_SAID: Mapping[str, tuple[str, ...]] = {
    "data_sanitised": ("method", "standard", "tool"),
    "software_installed": ("system", "version", "free"),
    "handed_over": ("charter_version",),
    "made_ready": ("checklist",),
}
"""Kind -> its fields that mostly stay as they were."""
SEEN = 20
"""So many of the newest facts of a kind are looked at: not each of them says everything."""


def habits(ledger: Ledger, organisation: str) -> dict[str, str]:
    """Field -> what was said of it last, as a form shows it; none where nothing was said lately."""
    found: dict[str, str] = {}
    for kind, fields in _SAID.items():
        for entry in ledger.lately([kind], acting=organisation, most=SEEN):
            said = json.loads(entry.form)["facts"]
            for name in fields:
                if name in said:
                    found.setdefault(name, _text(said[name]))
            if set(fields) <= found.keys():
                break
    return found


def _text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
