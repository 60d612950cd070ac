"""Which facts are void, from what corrections say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple


class Correction(NamedTuple):
    """A fact that voids others and names what takes their place."""

    event_id: str
    voids: tuple[str, ...]
    replacements: tuple[str, ...]

    @classmethod
    def told(cls, event_id: str, said: str) -> Correction:
        """From the columns of its fact; ``said`` is JSON."""
        fields = json.loads(said)
        return cls(event_id, tuple(fields["voids"]), tuple(fields.get("replacements", ())))


def void_facts(corrections: Iterable[Correction]) -> frozenset[str]:
    """The facts that corrections, given in the order of the ledger, leave void.

    A later correction decides first: what it voids no longer voids anything itself, and
    takes its own replacements with it.
    """
    void: set[str] = set()
    for correction in reversed(list(corrections)):
        if correction.event_id in void:
            void.update(correction.replacements)
        else:
            void.update(correction.voids)
    return frozenset(void)
