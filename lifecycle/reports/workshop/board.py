"""The board of a workshop: every machine that an association has in hand, each in the column of its work."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from lifecycle.events import Corrected, DifferentDevices, Relabelled, SameDevice
from lifecycle.journey.past import StateRow
from lifecycle.ledger import Entry, Head, Ledger
from lifecycle.reference import Reference
from lifecycle.reports.devices import device_of
from lifecycle.reports.workshop.card import COLUMNS, Card, Column, card, spoken, told
from lifecycle.rules.media import is_sealed

HANDS = ("in_stock", "in_support")
"""Custodies of what stands in a workshop."""
_RETELL = frozenset(kind.kind for kind in (Corrected, SameDevice, DifferentDevices, Relabelled))
"""Kinds that change lives which they do not name."""


class Board(NamedTuple):
    """The machines of a workshop at a position of the ledger; waste on the shelf is counted apart."""

    head: Head
    edition: str
    cards: tuple[Card, ...]
    """The longest waiting first."""
    waste: int
    """Machines on the shelf that are waste: they wait for a lot."""
    kept: Mapping[str, tuple[StateRow, Card | None]]
    """Subject -> its state and what was made of it, so that a new fact costs only what it changes."""

    def column(self, name: Column) -> list[Card]:
        """The machines of a column."""
        return [one for one in self.cards if one.column == name]

    @property
    def counts(self) -> dict[Column, int]:
        """How many stand in each column."""
        counts = dict.fromkeys(COLUMNS, 0)
        for one in self.cards:
            counts[one.column] += 1
        return counts


def board(ledger: Ledger, organisation: str, reference: Reference, known: Board | None = None) -> Board:
    """The board of an association as the ledger stands; ``known`` is that of an earlier position."""
    head = ledger.head()
    rows = [row for hands in HANDS for row in ledger.states("device", organisation=organisation, custody=hands)]
    kept = _unchanged(ledger, known, head, rows) if known and known.edition == reference.edition else {}
    kept |= _made(ledger, [row for row in rows if row.subject not in kept], reference)
    cards = sorted((one for _row, one in kept.values() if one), key=lambda one: (one.since, one.code))
    waste = sum(one is None for _row, one in kept.values())
    return Board(head, reference.edition, tuple(cards), waste, kept)


def _unchanged(
    ledger: Ledger, known: Board, head: Head, rows: Iterable[StateRow]
) -> dict[str, tuple[StateRow, Card | None]]:
    """What is as it was: the same state, and no new fact that names it."""
    new = list(ledger.facts(after=known.head.count, upto=head.count))
    if known.head.ledger_id != head.ledger_id or any(entry.kind in _RETELL for entry in new):
        return {}
    named = {name for entry in new for name in (entry.subject, *json.loads(entry.form)["also"])}
    named |= {kept for name in named if (kept := ledger.resolve(name))}
    return {
        row.subject: known.kept[row.subject]
        for row in rows
        if row.subject not in named and row.subject in known.kept and known.kept[row.subject][0] == row
    }


def _made(ledger: Ledger, rows: Collection[StateRow], reference: Reference) -> dict[str, tuple[StateRow, Card | None]]:
    devices = {row.subject: device_of(row) for row in rows}
    at_work = {subject: device for subject, device in devices.items() if device.legal != "WASTE"}
    lives = ledger.lives(at_work)
    form = _said(ledger.entries(n for deeds in lives.values() for n in spoken(deeds)))
    made: dict[str, tuple[StateRow, Card | None]] = {}
    for row in rows:
        device = at_work.get(row.subject)
        if device is None:
            made[row.subject] = row, None
            continue
        fit = is_sealed(device, row.category, reference)
        made[row.subject] = row, card(row, device, told(lives[row.subject], form), fit=fit)
    return made


def _said(entries: Iterable[Entry]) -> dict[int, dict[str, Any]]:
    return {entry.n: json.loads(entry.form)["facts"] for entry in entries}
