"""Who shares the kilometres of a trip: each machine that it brought has its part, to the metre."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.question import EARLIEST, LATEST, Filter, ask
from lifecycle.reports.service.beside import Beside


class Share(NamedTuple):
    """Metres driven for the things of one item: so many each, and one more for the first ones."""

    vehicle: str
    metres: int
    one_more: int
    fact: int = 0
    """Position of the fact that tells of the trip."""

    def of(self, first: int, units: int) -> int:
        """The metres of so many of the things, after ``first`` others."""
        return self.metres * units + max(0, min(self.one_more, first + units) - first)


Shares = Mapping[str, list[Share]]
"""Item -> its part of each trip that was made for it."""


def shares_of(engine: Engine, filter: Filter, beside: Beside) -> tuple[Shares, Mapping[str, int]]:
    """The part of each trip in each thing that it brought.

    A trip to a donor brought what the one who made it received of that donor on that day; a trip for a
    lot brought its uncoded things, one for a machine that machine. Places play no part here: a trip is shared
    among all that it brought, whatever is asked. Beside them, by vehicle, the metres of the days and the organisation
    asked for that brought nothing: they are no device's, and must not vanish.
    """
    trips = ask(engine, "trips", filter, beside=beside.tables).to_pylist()
    if not trips:
        return {}, {}
    brought = _brought(engine, filter, beside)
    found: defaultdict[str, list[Share]] = defaultdict(list)
    untied: Counter[str] = Counter()
    for trip in trips:
        said, subject = json.loads(trip["said"]), trip["subject"]
        if subject.startswith("device:"):
            found[subject].append(Share(said["vehicle"], said["metres"], 0, trip["n"]))
            continue
        things = brought.get(_key(trip), {})
        if not things and _looked_at(filter, trip):
            untied[said["vehicle"]] += said["metres"]
        for item, share in _shared(said["vehicle"], said["metres"], things):
            found[item].append(share._replace(fact=trip["n"]))
    return found, untied


def _looked_at(filter: Filter, trip: Mapping[str, Any]) -> bool:
    """A trip of the days and organisation asked for; what is narrowed to things or places has no trips of its own."""
    within = (filter.first_day or EARLIEST) <= trip["day"] <= (filter.last_day or LATEST)
    whole = not (filter.device or filter.lot or filter.category or filter.territory)
    return within and whole and filter.organisation in {None, trip["acting"]}


def _key(trip: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells what a trip brought."""
    if trip["subject"].startswith("lot:"):
        return (trip["subject"],)
    return (trip["subject"], trip["acting"], trip["day"].isoformat())


def _brought(engine: Engine, filter: Filter, beside: Beside) -> Mapping[tuple[str, ...], dict[str, int]]:
    """What tells a trip -> item -> how many things of it the trip brought."""
    announced = _announced(engine, filter, beside)
    found: defaultdict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for row in ask(engine, "brought_by_trips", filter).to_pylist():
        if not row["said"]:
            found[(row["subject"],)][row["item"]] = row["units"]
            continue
        donor = json.loads(row["said"]).get("donor") or announced.get(row["item"].partition("#")[0], "")
        if donor:
            found[f"organisation:{donor}", row["acting"], row["day"].isoformat()][row["item"]] = row["units"]
    return found


def _announced(engine: Engine, filter: Filter, beside: Beside) -> Mapping[str, str]:
    """Machine or lot -> the donor who announced it last."""
    found = {}
    for row in ask(engine, "announced", filter).to_pylist():
        if row["event_id"] not in beside.void and (donor := json.loads(row["said"]).get("donor")):
            found[beside.kept.get(row["subject"], row["subject"])] = donor
    return found


def _shared(vehicle: str, metres: int, things: Mapping[str, int]) -> Iterator[tuple[str, Share]]:
    """Metres shared equally among things, in order of their code, whole metres, those left over to the first ones."""
    each, over = divmod(metres, max(1, sum(things.values())))
    for item in sorted(things):
        yield item, Share(vehicle, each, min(things[item], over))
        over -= min(things[item], over)
