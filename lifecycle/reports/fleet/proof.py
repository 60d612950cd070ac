"""Proof that a unit which left a fleet was put to use again: the taker's hand-over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from lifecycle.engine import Engine
from lifecycle.reports.fleet.units import Unit
from lifecycle.reports.question import Filter, ask


@dataclass
class Line:
    """Things of one category handed over out of a lot on a day; those that prove no unit yet."""

    day: date
    units: int
    fact: int


class Proven(NamedTuple):
    """How many units were handed over since they left, and the hand-overs that prove it."""

    units: int = 0
    facts: tuple[int, ...] = ()


class Proofs:
    """Hand-overs in force of the devices and lots that units became, whoever then held them."""

    def __init__(self, engine: Engine, filter: Filter, void: frozenset[str], units: Iterable[Unit]) -> None:
        left = [unit.left for unit in units if unit.left is not None]
        same = _labels(engine, filter, void)
        self._labels = {one.device: same.get(one.device, frozenset({one.device})) for one in left if one.device}
        self._days: defaultdict[str, list[tuple[date, int]]] = defaultdict(list)
        self._lines: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
        devices = {f"device:{label}" for labels in self._labels.values() for label in labels}
        lots = {one.lot for one in left if one.lot}
        if devices or lots:
            self._read(engine, filter, devices, lots)

    def _read(self, engine: Engine, filter: Filter, devices: set[str], lots: set[str]) -> None:
        rows = ask(engine, "put_to_use", filter)
        named = pc.is_in(rows["item"], pa.array(sorted(devices), pa.string()))
        for row in rows.filter(pc.or_(named, pc.starts_with(rows["item"], "lot:"))).to_pylist():
            sort, _colon, code = row["item"].partition(":")
            if sort == "device":
                self._days[code].append((row["day"], row["fact"]))
            elif (lot := code.partition("#")[0]) in lots:
                self._lines[lot, row["category"]].append(Line(row["day"], row["units"], row["fact"]))

    def proven(self, unit: Unit) -> Proven:
        """How many of the units were handed over from the day on which they left.

        What was handed over out of a lot proves as many units of its category, each thing once.
        """
        left = unit.left
        if left is None:
            return Proven()
        told = (one for label in self._labels.get(left.device, ()) for one in self._days[label])
        if since := [fact for day, fact in sorted(told) if day >= left.day]:
            return Proven(unit.units, (since[0],))
        proven, facts = 0, []
        for line in self._lines[left.lot, unit.category] if left.lot else ():
            part = min(unit.units - proven, line.units) if line.day >= left.day else 0
            line.units -= part
            proven += part
            facts += [line.fact] if part else []
        return Proven(proven, tuple(facts))


def _labels(engine: Engine, filter: Filter, void: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Code -> all codes of the same machine, for machines with several."""
    links: list[frozenset[str]] = []
    for row in ask(engine, "same_things", filter).to_pylist():
        if row["event_id"] not in void:
            pair = frozenset(name.partition(":")[2] for name in (row["subject"], *row["also"].split()))
            links = [known for known in links if known != pair]
            if row["kind"] != "different_devices":
                links.append(pair)
    found: dict[str, frozenset[str]] = {}
    for pair in links:
        together = frozenset().union(pair, *(found.get(code, frozenset()) for code in pair))
        found.update(dict.fromkeys(together, together))
    return found
