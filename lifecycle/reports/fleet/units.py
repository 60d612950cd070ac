"""What a fleet retired and what left it, brought together unit by unit."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask


class Leaving(NamedTuple):
    """A unit, or a number of them, leaves a fleet."""

    body: str
    number: str
    category: str
    units: int
    day: date
    way_out: str
    taker: str
    undertaking: bool
    device: str
    lot: str
    fact: int
    """Position of the fact that says so."""


class Unit(NamedTuple):
    """A unit, or a number of them, that a fleet retired; how it left, where it did."""

    body: str
    number: str
    category: str
    units: int
    acquired_on: date | None
    retired_on: date
    exclusion: str
    fact: int
    """Position of the fact that says so."""
    left: Leaving | None = None


class Fleet(NamedTuple):
    """Units by how they left, and leavings to which no unit in stock belongs, with the reason."""

    units: tuple[Unit, ...]
    unmatched: tuple[tuple[Leaving, str], ...]
    counted: bool
    """Some units are known by count only: the first retired is taken to be the first gone."""


def fleet_of(engine: Engine, filter: Filter, void: frozenset[str], bodies: Collection[str]) -> Fleet:
    """The fleets of these bodies, as known at the filter's position.

    A unit with an inventory number leaves under it; of several facts of one number the first
    counts. Where units are known by count only, the first retired of a category is taken to
    be the first gone.
    """
    retired, left = [], []
    for row in ask(engine, "fleet", filter).to_pylist():
        if row["subject"].partition(":")[2] in bodies and row["event_id"] not in void:
            if row["kind"] == "fleet_unit_retired":
                retired.append(_unit(row))
            else:
                left.append(_leaving(row))
    numbered, others, twice = _numbered(retired, left)
    counted, unknown = _counted(retired, others)
    unmatched = [*((one, "left_twice") for one in twice), *((one, "no_retirement") for one in unknown)]
    return Fleet((*numbered, *counted), tuple(unmatched), any(not unit.number for unit in retired))


def _unit(row: dict[str, Any]) -> Unit:
    said = json.loads(row["said"])
    acquired = said.get("acquired_on")
    return Unit(
        row["subject"].partition(":")[2],
        said.get("inventory_number", ""),
        said["category"],
        said["count"],
        date.fromisoformat(acquired) if acquired else None,
        date.fromisoformat(said["retired_on"]),
        said["exclusion"],
        row["n"],
    )


def _leaving(row: dict[str, Any]) -> Leaving:
    said = json.loads(row["said"])
    return Leaving(
        row["subject"].partition(":")[2],
        said.get("inventory_number", ""),
        said.get("category", ""),
        said["count"],
        row["day"],
        said["way_out"],
        said.get("taker", ""),
        said["undertaking"],
        said.get("device", ""),
        said.get("lot", ""),
        row["n"],
    )


def _numbered(retired: Iterable[Unit], left: Iterable[Leaving]) -> tuple[list[Unit], list[Leaving], list[Leaving]]:
    """Units with a number, each once; the leavings that are not theirs; and those of units that had left."""
    units: dict[tuple[str, str], Unit] = {}
    for unit in retired:
        if unit.number:
            units.setdefault((unit.body, unit.number), unit)
    others, twice = [], []
    for leaving in left:
        known = units.get((leaving.body, leaving.number)) if leaving.number else None
        if known is None:
            others.append(leaving)
        elif known.left is None:
            units[known.body, known.number] = known._replace(left=leaving)
        else:
            twice.append(leaving)
    return list(units.values()), others, twice


def _counted(retired: Iterable[Unit], left: Iterable[Leaving]) -> tuple[list[Unit], list[Leaving]]:
    """Units known by count, cut where they left at different times; and leavings without a retirement before them."""
    waiting: defaultdict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in sorted((unit for unit in retired if not unit.number), key=lambda unit: unit.retired_on):
        waiting[unit.body, unit.category].append(unit)
    gone: list[Unit] = []
    unmatched: list[Leaving] = []
    for leaving in left:
        batches = [] if leaving.number else waiting[leaving.body, leaving.category]
        taken = list(_taken(batches, leaving))
        gone += taken
        if rest := leaving.units - sum(unit.units for unit in taken):
            unmatched.append(leaving._replace(units=rest))
    return [*gone, *(unit for batches in waiting.values() for unit in batches)], unmatched


def _taken(batches: list[Unit], leaving: Leaving) -> Iterator[Unit]:
    """The first retired of the batches, as many as leave; the batches keep the rest."""
    wanted = leaving.units
    while wanted and batches and batches[0].retired_on <= leaving.day:
        first = batches[0]
        count = min(wanted, first.units)
        wanted -= count
        yield first._replace(units=count, left=leaving)
        if count == first.units:
            del batches[0]
        else:
            batches[0] = first._replace(units=first.units - count)
