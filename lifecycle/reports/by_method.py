"""The report on emissions as another named method would write it, on the same hand-overs, service and certificates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from lifecycle.impact.many import OverMany, Sum
from lifecycle.impact.method import Method
from lifecycle.ledger import Ledger
from lifecycle.quantity import Estimate
from lifecycle.reports.comparison import Compared, compared
from lifecycle.reports.made_of import MadeOf
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Column, Coverage, Figure, Report, Table, category_column
from lifecycle.words import N_, Sentence, say

_SMALL = {"kgCO2e": ("gCO2e", 3), "kg": ("g", 3), "t": ("g", 6)}
"""Unit of a claim -> the unit of figures, and how many digits lie between."""


def by_method(ledger: Ledger, filter: Filter, method: Method, *, edition: str | None = None, today: date) -> Report:
    """What a method of others says of a perimeter; values are those of its last day, or of ``today``.

    Raises as ``answer`` does. What it does not answer is named, never zero.
    """
    return told_by(compared(ledger, filter, edition=edition, today=today), method)


def told_by(found: Compared, method: Method) -> Report:
    """What one of the methods compared says, as a report."""
    (told,) = (one for one in found.methods if one.method.id == method.id)
    fiction = found.ours.notes[:1] if found.ours.fiction else ()
    return replace(
        found.ours,
        title=say("Emissions, as {method} counts them", method=method.id),
        figures=tuple(_figures(told, found)),
        tables=(_left_out(told, found),),
        notes=(*fiction, *_notes(told)),
    )


def _figures(told: OverMany, found: Compared) -> Iterator[Figure]:
    left_out = {"not_answered": sum(one.devices for one in found.held if one.category in told.left_out)}
    for claim in told.sums:
        coverage = Coverage(
            counted=told.devices, left_out={why: count for why, count in left_out.items() if count}, places="equipment"
        )
        yield Figure(
            claim.id,
            claim.label,
            in_small(claim),
            found.ours.edition,
            coverage,
            method=told.method.id,
            group=claim.subject,
            made_of=MadeOf(N_("sum of what the method says of each category")),
        )


def in_small(claim: Sum) -> Estimate:
    """A claim in whole grams; anything else in whole numbers of its own unit."""
    unit, digits = _SMALL.get(claim.quantity.unit, (claim.quantity.unit, 0))
    central, low, high = (
        None if one is None else round(Decimal(one).scaleb(digits))
        for one in (claim.quantity.central, claim.quantity.low, claim.quantity.high)
    )
    assert central is not None, "a claim has a central value"
    return Estimate(central, low, high, unit, claim.quantity.sources)


def _left_out(told: OverMany, found: Compared) -> Table:
    rows = tuple(
        (one.category, one.devices, told.left_out[one.category]) for one in found.held if one.category in told.left_out
    )
    columns = (
        category_column(),
        Column("devices", N_("Devices"), "things"),
        Column("why", N_("Why it does not answer")),
    )
    return Table("left_out", say("What the method does not answer"), columns, rows)


def _notes(told: OverMany) -> Iterator[Sentence]:
    method = told.method
    yield say("Question of {owner}: {question}", owner=method.owner, question=say(method.question))
    yield say("Boundary: {boundary}", boundary=say(method.boundary))
    yield say("Left out: {left_out}", left_out=say(method.leaves_out))
    yield say("No two methods answer the same question: none is added to another.")
