"""Authorisations: which are in force on a day, which have lapsed, been withdrawn, or not begun."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask
from lifecycle.words import N_

STATUSES = {
    "in_force": N_("in force"),
    "lapsed": N_("lapsed"),
    "withdrawn": N_("withdrawn"),
    "to_come": N_("not yet in force"),
}
"""Standing of an authorisation on a day -> the word for it."""

ACTIVITIES = {
    "treatment": N_("treatment"),
    "transport": N_("transport"),
    "collection": N_("collection"),
    "transit": N_("transit"),
    "brokerage": N_("brokerage"),
    "refurbishing": N_("refurbishing"),
}
"""What an authorisation allows -> the word for it."""

SEEN = {"seen": N_("the deed was seen"), "declared": N_("declared")}
"""How an authorisation is known -> the words for it."""


class Deed(NamedTuple):
    """An authorisation as it stands on a day; ``ended`` is the first day on which it no longer held."""

    organisation: str
    activity: str
    reference: str
    valid_from: date
    ended: date | None
    status: str
    seen: str
    waste_codes: tuple[str, ...]
    categories: tuple[str, ...]
    facts: tuple[int, ...]
    """Positions of the facts that say so: the withdrawal, where there is one, then the grant."""


def deeds(engine: Engine, filter: Filter, void: frozenset[str], *, on: date) -> Iterator[Deed]:
    """Every authorisation granted, and how it stands on a day; the first day of withdrawal counts where several do."""
    rows = [row for row in ask(engine, "authorisations", filter).to_pylist() if row["event_id"] not in void]
    fallen: dict[tuple[str, str], tuple[date, int]] = {}
    for row in rows:
        if row["kind"] == "authorisation_withdrawn":
            said = json.loads(row["said"])
            key, day = (row["subject"], said["reference"]), date.fromisoformat(said["void_from"])
            fallen[key] = min((day, row["n"]), fallen.get(key, (day, row["n"])))
    for row in rows:
        if row["kind"] == "authorisation_granted":
            said = json.loads(row["said"])
            yield _deed(row, said, fallen.get((row["subject"], said["reference"])), on)


def _deed(row: dict[str, Any], said: dict[str, Any], fell: tuple[date, int] | None, on: date) -> Deed:
    void_from, fact = fell or (None, 0)
    valid_from = date.fromisoformat(said["valid_from"])
    valid_to = date.fromisoformat(said["valid_to"]) if "valid_to" in said else None
    status = "in_force"
    if on < valid_from:
        status = "to_come"
    elif void_from and on >= void_from:
        status = "withdrawn"
    elif valid_to and on >= valid_to:
        status = "lapsed"
    ended = {"withdrawn": void_from, "lapsed": valid_to}.get(status)
    return Deed(
        row["subject"].partition(":")[2],
        said["activity"],
        said["reference"],
        valid_from,
        ended,
        status,
        said["seen"],
        tuple(said["waste_codes"]),
        tuple(said["categories"]),
        (fact, row["n"]) if status == "withdrawn" else (row["n"],),
    )
