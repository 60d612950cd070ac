"""Uses become cells: whole months of service by civil year, what refurbishing took, how long uses last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from lifecycle.impact.cells import BurdenCell, Cohort, HandedCell, ServiceCell
from lifecycle.reports.question import Filter
from lifecycle.reports.service.groups import NO_DAY, Groups, Ints, Kind, renamed
from lifecycle.reports.service.uses import Later, Uses

_FIRST = date(1970, 1, 1)


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
    untied: Mapping[str, int]
    """Vehicle -> metres driven within the days for nothing that came in by it."""
    active: Mapping[Cohort, int]
    """Whose -> devices handed over within the days, or of whose use something tells since they began."""


def months(days: int) -> int:
    """The nearest whole number of months of 365.25 / 12 days."""
    return (32 * days + 487) // 974


def cells_of(uses: Uses, filter: Filter, apart: Container[tuple[str, str]] = ()) -> Cells:
    """Cells of the uses that a filter keeps, for the days that it names.

    ``apart``: categories and organisations whose devices have values of their own: their cells name both,
    as "laptop@ASSO".
    """
    groups = renamed(uses.groups, {kind: _told_apart(kind, apart) for kind in uses.groups.kinds})
    return Cells(
        service=list(_service(groups, filter)),
        burden=list(_burden(groups, uses.burdens, apart)),
        handed=_handed(groups),
        survival=_survival(groups, filter),
        devices=int(groups.devices.sum()),
        with_evidence=int(groups.devices[groups.proven].sum()),
        contested=uses.contested,
        untied=uses.untied,
        active=_active(groups, filter),
    )


def _told_apart(kind: Kind, apart: Container[tuple[str, str]]) -> Kind:
    """With the organisation in the name of its category, where this has values of its own."""
    own = (kind.category, kind.organisation) in apart
    return Kind(f"{kind.category}@{kind.organisation}" if own else kind.category, "", kind.record)


def slices(filter: Filter, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The civil years, or parts of them, of the days asked for, between the first and the last day that matter."""
    begin = max(filter.first_day or first, first)
    end = min(filter.last_day or last, last)
    for year in range(begin.year, end.year + 1):
        yield max(begin, date(year, 1, 1)), min(end, date(year, 12, 31))


def _service(groups: Groups, filter: Filter) -> Iterator[ServiceCell]:
    """Months served on the eve of each slice and on its last day: adjoining slices meet."""
    served = groups.served
    if not served.any():
        return
    begin, end = (_day(int(bound)) for bound in (groups.handed[served].min(), groups.last[served].max()))
    for first_day, last_day in slices(filter, begin, end):
        start, stop = (_months_on(groups, day) for day in (first_day - timedelta(1), last_day))
        by = (groups.kind, groups.year, start, stop)
        for (kind, begun, before, after), count in groups.totals(served & (stop > start), *by).items():
            told = groups.kinds[kind]
            yield ServiceCell(last_day.year, told.category, told.record, begun, before, after, count)


def _months_on(groups: Groups, day: date) -> Ints:
    """Months served by the end of a day, by each: those before this use, and those of it."""
    upto = np.minimum(groups.last, _number(day))
    days = groups.prior_days + np.maximum(np.where(groups.served, upto - groups.handed, 0), 0)
    return np.asarray((32 * days + 487) // 974, np.int64)


def _number(day: date) -> int:
    return (day - _FIRST).days


def _day(number: int) -> date:
    return _FIRST + timedelta(number)


def _burden(groups: Groups, later: Sequence[Later], apart: Container[tuple[str, str]]) -> Iterator[BurdenCell]:
    """At each hand-over, what the workshop did or a published figure for it; then parts and kilometres."""
    for (year, kind), devices in groups.totals(groups.inside > 0, groups.year, groups.kind).items():
        told = groups.kinds[kind]
        what = "process" if told.record else "refurbishing"
        yield BurdenCell(year, told.category, told.record, year, what, devices, devices)
    amounts: Counter[tuple[int, str, str, int, str]] = Counter()
    times: Counter[tuple[int, str, str, int, str]] = Counter()
    for one in later:
        named = _told_apart(Kind(one.category, one.organisation, one.record), apart)
        key = (one.year, named.category, one.record, one.begun, one.what)
        amounts[key] += one.amount
        times[key] += 1
    for key, amount in sorted(amounts.items()):
        yield BurdenCell(*key, times[key], amount)


def _handed(groups: Groups) -> list[HandedCell]:
    served = np.asarray((32 * groups.prior_days + 487) // 974, np.int64)
    found = groups.totals(groups.inside > 0, groups.year, groups.kind, served)
    told = ((year, groups.kinds[kind], before, devices) for (year, kind, before), devices in found.items())
    return [HandedCell(year, kind.category, kind.record, before, devices) for year, kind, before, devices in told]


def _survival(groups: Groups, filter: Filter) -> list[SurvivalCell]:
    """How long each use was followed up to the last day asked for, and whether it was seen to end by then."""
    upto = np.minimum(groups.last, _number(filter.last_day)) if filter.last_day else groups.last
    followed = np.asarray((32 * np.where(groups.last != NO_DAY, upto - groups.handed, 0) + 487) // 974, np.int64)
    ended = groups.ended * (upto == groups.last)
    found: Counter[tuple[str, int, bool]] = Counter()
    everything = np.ones(len(groups.kind), bool)
    for (kind, months, end), devices in groups.totals(everything, groups.kind, followed, ended).items():
        found[groups.kinds[kind].category.partition("@")[0], months, bool(end)] += devices
    return [SurvivalCell(*key, devices) for key, devices in sorted(found.items())]


def _active(groups: Groups, filter: Filter) -> Mapping[Cohort, int]:
    since = groups.last >= (_number(filter.first_day) if filter.first_day else NO_DAY + 1)
    found: Counter[Cohort] = Counter()
    for (kind, begun), devices in groups.totals((groups.inside > 0) | since, groups.kind, groups.year).items():
        found[Cohort(groups.kinds[kind].category, groups.kinds[kind].record, begun)] += devices
    return found
