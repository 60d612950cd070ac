"""Uses become cells: whole months of service by civil year, what refurbishing took, how long uses last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from lifecycle.impact.cells import BurdenCell, HandedCell, ServiceCell
from lifecycle.reports.question import Filter
from lifecycle.reports.service.uses import Group, Later, Uses

Ints = NDArray[np.int64]
G = TypeVar("G", Group, Later)


class SurvivalCell(NamedTuple):
    """Uses of devices of one category that were followed for as many months, and whether they then ended."""

    category: str
    months: int
    ended: bool
    devices: int


class Cells(NamedTuple):
    """What the formulas of our method are fed with, and what stands beside their figures."""

    service: list[ServiceCell]
    burden: list[BurdenCell]
    handed: list[HandedCell]
    survival: list[SurvivalCell]
    devices: int
    """Devices handed over up to the last day asked for."""
    with_evidence: int
    """Those of whose use something tells after the hand-over."""
    contested: int
    """Devices handed over within the days while they were waste."""
    active: Mapping[tuple[str, str], int]
    """Category and record -> devices handed over within the days, or of whose use something tells since they began."""


def months(days: int) -> int:
    """The nearest whole number of months of 365.25 / 12 days."""
    return (32 * days + 487) // 974


def cells_of(uses: Uses, filter: Filter, apart: Container[tuple[str, str]] = ()) -> Cells:
    """Cells of the uses that a filter keeps, for the days that it names.

    ``apart``: categories and organisations whose devices have values of their own: their cells name both,
    as "laptop@ASSO".
    """
    groups = [_told_apart(group, apart) for group in uses.groups]
    return Cells(
        service=list(_service(groups, filter)),
        burden=list(_burden(groups, [_told_apart(one, apart) for one in uses.burdens])),
        handed=_handed(groups),
        survival=_survival(groups, filter),
        devices=sum(group.devices for group in groups),
        with_evidence=sum(group.devices for group in groups if _is_proven(group)),
        contested=uses.contested,
        active=_active(groups, filter),
    )


def _told_apart(one: G, apart: Container[tuple[str, str]]) -> G:
    """With the organisation in the name of its category, where this has values of its own."""
    if not one.organisation:
        return one
    own = (one.category, one.organisation) in apart
    return one._replace(category=f"{one.category}@{one.organisation}" if own else one.category, organisation="")


def _active(groups: Sequence[Group], filter: Filter) -> Mapping[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for group in groups:
        if group.inside or (group.last and group.last >= (filter.first_day or group.last)):
            found[group.category, group.record] += group.devices
    return found


def _is_proven(group: Group) -> bool:
    return group.ended or group.last != group.handed


def slices(filter: Filter, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The civil years, or parts of them, of the days asked for, between the first and the last day that matter."""
    begin = max(filter.first_day or first, first)
    end = min(filter.last_day or last, last)
    for year in range(begin.year, end.year + 1):
        yield max(begin, date(year, 1, 1)), min(end, date(year, 12, 31))


def _service(groups: Sequence[Group], filter: Filter) -> Iterator[ServiceCell]:
    """Months served on the eve of each slice and on its last day: adjoining slices meet."""
    served = [group for group in groups if group.handed and group.last and group.last > group.handed]
    if not served:
        return
    names = sorted({(group.category, group.record) for group in served})
    rank = {name: i for i, name in enumerate(names)}
    alike = np.array([rank[group.category, group.record] for group in served], np.int64)
    handed = np.array([group.handed for group in served], "datetime64[D]").astype(np.int64)
    last = np.array([group.last for group in served], "datetime64[D]").astype(np.int64)
    prior = np.array([group.prior_days for group in served], np.int64)
    devices = np.array([group.devices for group in served], np.int64)
    begin = min(group.handed for group in served if group.handed)
    end = max(group.last for group in served if group.last)
    for first_day, last_day in slices(filter, begin, end):
        start = _months_on(first_day - timedelta(1), handed, last, prior)
        stop = _months_on(last_day, handed, last, prior)
        moved = stop > start
        for (name, before, after), count in _counted(alike[moved], start[moved], stop[moved], devices[moved]).items():
            yield ServiceCell(last_day.year, *names[name], before, after, count)


def _months_on(day: date, handed: Ints, last: Ints, prior: Ints) -> Ints:
    """Months served by the end of a day, by each: those before this use, and those of it."""
    upto = np.minimum(last, np.int64(np.datetime64(day, "D").astype(np.int64)))
    days = prior + np.maximum(upto - handed, 0)
    return np.asarray((32 * days + 487) // 974, np.int64)


def _counted(alike: Ints, start: Ints, stop: Ints, devices: Ints) -> dict[tuple[int, int, int], int]:
    """How many devices have each triple."""
    width = int(stop.max(initial=0)) + 1
    codes, inverse = np.unique((alike * width + start) * width + stop, return_inverse=True)
    counts = np.zeros(len(codes), np.int64)
    np.add.at(counts, inverse, devices)
    return {
        (code // width // width, code // width % width, code % width): count
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True)
    }


def _burden(groups: Sequence[Group], later: Sequence[Later]) -> Iterator[BurdenCell]:
    """At each hand-over, what the workshop did or a published figure for it; then parts and kilometres."""
    handed: Counter[tuple[int, str, str, str]] = Counter()
    for group in groups:
        if group.inside:
            what = "process" if group.record else "refurbishing"
            handed[group.year, group.category, group.record, what] += group.devices
    for key, devices in sorted(handed.items()):
        yield BurdenCell(*key, devices, devices)
    amounts: Counter[tuple[int, str, str, str]] = Counter()
    times: Counter[tuple[int, str, str, str]] = Counter()
    for one in later:
        key = (one.year, one.category, one.record, one.what)
        amounts[key] += one.amount
        times[key] += 1
    for key, amount in sorted(amounts.items()):
        yield BurdenCell(*key, times[key], amount)


def _handed(groups: Sequence[Group]) -> list[HandedCell]:
    found: Counter[tuple[int, str, str, int]] = Counter()
    for group in groups:
        if group.inside:
            found[group.year, group.category, group.record, months(group.prior_days)] += group.devices
    return [HandedCell(*key, devices) for key, devices in sorted(found.items())]


def _survival(groups: Sequence[Group], filter: Filter) -> list[SurvivalCell]:
    """How long each use was followed up to the last day asked for, and whether it was seen to end by then."""
    found: Counter[tuple[str, int, bool]] = Counter()
    for group in groups:
        if group.handed is None or group.last is None:
            found[group.category.partition("@")[0], 0, False] += group.devices
            continue
        upto = min(group.last, filter.last_day) if filter.last_day else group.last
        ended = group.ended and upto == group.last
        found[group.category.partition("@")[0], months((upto - group.handed).days), ended] += group.devices
    return [SurvivalCell(*key, devices) for key, devices in sorted(found.items())]
