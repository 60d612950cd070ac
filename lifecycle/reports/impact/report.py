"""The report ``impact``: avoided so far, expected, credit of recycling, and what the figures rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from lifecycle.engine import Engine
from lifecycle.impact.cells import Cohort
from lifecycle.impact.drawing import Rate, Spread
from lifecycle.impact.needed import Reason
from lifecycle.impact.simulation import TERMS, Simulated
from lifecycle.impact.taken_apart import LABELS
from lifecycle.quantity import Estimate
from lifecycle.reference import Reference
from lifecycle.reports.figures import only_by
from lifecycle.reports.impact.basis import Basis, basis_of
from lifecycle.reports.impact.behind import Behind
from lifecycle.reports.impact.notes import notes_of
from lifecycle.reports.impact.tables import tables_of
from lifecycle.reports.made_of import MadeOf
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Coverage, Figure, Observed, Report, report
from lifecycle.words import Sentence, say

BASIS_POINTS = 10_000
_P5, _P95 = 0.05, 0.95


def impact(engine: Engine, filter: Filter, reference: Reference) -> Report:
    """Emissions avoided by service rendered within the days, what it took, and what stands beside.

    A territory is where things were handed over, and for recycling where they were collected.
    """
    filter = filter.standing_at(engine)
    only_by(filter, "organisation", "territory", "category", "device", "lot")
    basis = basis_of(engine, filter, reference)
    return report(
        "impact",
        say("Emissions avoided"),
        filter,
        engine,
        figures=tuple(_figures(basis, Behind(basis, filter))),
        tables=tuple(tables_of(basis, on=filter.last_day or date.max)),
        notes=tuple(notes_of(basis, filter)),
    )


def _figures(basis: Basis, behind: Behind) -> Iterator[Figure]:
    edition, accrued = basis.values.edition, basis.accrued
    coverage = _coverage(basis, accrued, basis.cells.active, basis.left_out)
    made = behind.avoided()
    yield _drawn("avoided", say("Emissions avoided by the service rendered"), accrued.avoided, edition, coverage, made)
    for term in TERMS:
        told = accrued.terms.get(term)
        quantity = as_told(told.quantity) if told else Estimate.exact(0, "gCO2e")
        resting = _drawn_below(_of_extra_use(basis, coverage) if term == "extra_use" else coverage, told)
        yield Figure(term, say(LABELS[term]), quantity, edition, resting, group="terms", made_of=behind.term(term))
    yield from _expected(basis, behind, edition)
    yield from _recycling(basis, behind, edition)
    yield from _counts(basis, behind, edition, coverage)


def _drawn(
    id: str, label: Sentence, told: Spread, edition: str, coverage: Coverage, made: MadeOf, group: str = "avoided"
) -> Figure:
    return Figure(id, label, as_told(told.quantity), edition, _drawn_below(coverage, told), group=group, made_of=made)


def _of_extra_use(basis: Basis, coverage: Coverage) -> Coverage:
    """That term says something of those alone whose consumption when old has a source."""
    unknown = basis.accrued.without_use | basis.accrued.without_old
    missing = sum(count for kind, count in basis.counted_by_category.items() if kind in unknown)
    left_out = dict(coverage.left_out) | ({"no_use_kwh_old": missing} if missing else {})
    return replace(coverage, counted=coverage.counted - missing, left_out=left_out)


def _drawn_below(coverage: Coverage, told: Spread | None) -> Coverage:
    """The same, with the share of a figure's own draws below zero; a figure without draws has none."""
    if coverage.observed is None or told is None:
        return coverage
    return replace(coverage, observed=replace(coverage.observed, below_zero=told.below_zero))


def as_told(quantity: Estimate) -> Estimate:
    """Where no source gives bounds to anything in it, a figure has none: draws do not make it exact."""
    if not quantity.is_exact or not quantity.central:
        return quantity
    return Estimate(quantity.central, None, None, quantity.unit, quantity.sources)


def _coverage(
    basis: Basis,
    told: Simulated,
    devices: Mapping[Cohort, int],
    reasons: Mapping[Cohort, Reason],
) -> Coverage:
    """Devices in the figure, and those left out by the value that they lack."""
    left_out: Counter[str] = Counter()
    for key, count in devices.items():
        if reason := reasons.get(key):
            left_out[f"no_{reason.name}"] += count
    counted = sum(devices.values()) - sum(left_out.values())
    if basis.cells.contested:
        left_out["contested"] += basis.cells.contested
    return Coverage(counted=counted, left_out=left_out, places="equipment", observed=_observed(basis, told))


def _observed(basis: Basis, told: Simulated) -> Observed:
    answers = basis.rated
    return Observed(
        devices=basis.cells.devices,
        with_evidence=basis.cells.with_evidence,
        answers=answers.known,
        asked=answers.known + answers.does_not_know,
        screening=told.screening,
    )


def _expected(basis: Basis, behind: Behind, edition: str) -> Iterator[Figure]:
    handed: Counter[Cohort] = Counter()
    for cell in basis.cells.handed:
        handed[cell.cohort] += cell.devices
    yield _drawn(
        "expected",
        say("Expected over the whole second life of what was handed over"),
        basis.expected.avoided,
        edition,
        _coverage(basis, basis.expected, handed, basis.expected.left_out),
        behind.expected(),
        "expected",
    )


def _recycling(basis: Basis, behind: Behind, edition: str) -> Iterator[Figure]:
    """Never added to what re-use avoids."""
    recycled = basis.recycled
    left_out: Counter[str] = Counter()
    for cell in recycled.cells:
        if reason := basis.credit.left_out.get(Cohort(cell.category, "", cell.year)):
            left_out[f"no_{reason.name}_g"] += cell.grams
    coverage = Coverage(by_source=recycled.by_source, left_out=left_out)
    for id, label, told in (
        ("recycling_credit", say("Credit of certified recycling, additional share"), basis.credit),
        ("recycling_gross", say("Credit of certified recycling against landfill, all of it"), basis.gross),
    ):
        made = behind.credit(additional=told is basis.credit)
        yield _drawn(id, label, told.avoided, edition, coverage, made, "recycling")
    grams = sum(recycled.by_source.values())
    made = behind.recycled()
    quantity, resting = Estimate.exact(grams, "g"), Coverage(by_source=recycled.by_source)
    yield Figure("recycled", say("Certified as recycled"), quantity, edition, resting, group="recycling", made_of=made)


def _counts(basis: Basis, behind: Behind, edition: str, coverage: Coverage) -> Iterator[Figure]:
    """What the figures rest on."""
    if basis.accrued.rate is not None:
        rate, made = _rate(basis.accrued.rate), behind.substitution()
        label = say(LABELS["substitution"])
        yield Figure("substitution", label, rate, edition, coverage, group="basis", made_of=made)
    cells = basis.cells
    for id, label, count in (
        ("devices", say("Hand-overs that the figure counts"), coverage.counted),
        ("devices_left_out", say("Hand-overs left out"), sum(coverage.left_out.values())),
        ("handed_over", say("Hand-overs within the days"), sum(cell.devices for cell in cells.handed)),
        ("followed", say("Hand-overs up to the last day"), cells.devices),
        ("with_evidence", say("of which something tells after the hand-over"), cells.with_evidence),
    ):
        made = behind.devices(id)
        yield Figure(id, label, Estimate.exact(count, "things"), edition, coverage, group="basis", made_of=made)


def _rate(rate: Rate) -> Estimate:
    """The mean rate and its fifth and ninety-fifth percentiles, in basis points."""
    low, high = rate.distribution.at(np.array([_P5, _P95]))
    central = float(rate.factor.central) if rate.factor else rate.distribution.mean
    shown = [round(Decimal(repr(float(one))) * BASIS_POINTS) for one in (central, low, high)]
    return Estimate(shown[0], shown[1], shown[2], "basis_points", rate.factor.sources if rate.factor else ())
