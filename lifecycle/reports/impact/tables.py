"""Tables of the report on emissions: by category, left out, what drives the spread, answers, values, equivalences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle import reference
from lifecycle.impact.equivalences import equivalences
from lifecycle.impact.needed import Reason
from lifecycle.impact.taken_apart import LABELS
from lifecycle.reports.equivalences import sentence
from lifecycle.reports.impact.basis import Basis
from lifecycle.reports.made_of import CATEGORY
from lifecycle.reports.measures import unit_words
from lifecycle.reports.report import Column, Table, category_column
from lifecycle.words import N_, Sentence, _, say

BASIS_POINTS = 10_000
ANSWERS = {
    "new": N_("would have bought a new one"),
    "second_hand": N_("would have bought second-hand"),
    "borrowed_or_none": N_("would have borrowed one, or had none"),
    "does_not_know": N_("does not know"),
    "not_asked": N_("was not asked"),
}
"""Answer of a recipient -> the words for it."""
STREAMS = {
    "service": N_("How long devices serve in the mean"),
    "own_service": N_("How long each device serves"),
}
"""What a stream draws, where it is no value -> the words for it."""


def tables_of(basis: Basis, *, on: date) -> Iterator[Table]:
    """All tables; those without a row too, so that a program finds them."""
    yield _by_category(basis)
    yield _left_out(basis)
    yield _drivers(basis)
    yield _answers(basis)
    yield _lives(basis)
    yield _values(basis)
    yield _equivalences(basis, on)


def _equivalences(basis: Basis, on: date) -> Table:
    """Each with the value by which it is one, and its source."""
    rows = tuple(
        (sentence(one), str(one.factor.central), one.factor.unit, " ".join(one.factor.sources))
        for one in equivalences(basis.accrued.avoided.quantity, basis.values, on=on)
    )
    columns = (
        Column("equivalence", N_("Equivalence")),
        Column("value", N_("Value"), decimal=True),
        Column("unit", N_("Unit"), reads=unit_words),
        Column("sources", N_("Sources")),
    )
    return Table("equivalences", say("As much as"), columns, rows)


@dataclass(frozen=True)
class Kind:
    """A category, with the organisation whose own values hold for it, in the reader's language."""

    code: str

    def __str__(self) -> str:
        category, _sign, organisation = self.code.partition("@")
        known = reference.load().category(category)
        label = known.label() if known else category
        return f"{label} ({organisation})" if organisation else label


def of_kind(code: str) -> tuple[str, str]:
    """A category as two cells: its code, and the organisation whose own values hold for it."""
    category, _sign, organisation = code.partition("@")
    return category, organisation


_KIND = (category_column(), Column("organisation", N_("With values of its own")))


def _by_category(basis: Basis) -> Table:
    devices = basis.counted_by_category
    rows = tuple(
        (
            *of_kind(category),
            devices[category],
            told.quantity.central,
            told.quantity.low,
            told.quantity.high,
            round(told.below_zero * BASIS_POINTS),
        )
        for category, told in sorted(basis.accrued.by_category.items())
    )
    columns = (
        *_KIND,
        Column("devices", N_("Hand-overs"), "things"),
        Column("avoided", N_("Avoided"), "gCO2e"),
        Column("low", N_("Low"), "gCO2e"),
        Column("high", N_("High"), "gCO2e"),
        Column("below_zero", N_("Draws below zero"), "basis_points"),
    )
    return Table("by_category", say("Emissions avoided, by category"), columns, rows)


def _left_out(basis: Basis) -> Table:
    """Devices of which a value has no source, by that value."""
    found: Counter[tuple[str, str, Reason]] = Counter()
    for cohort, count in basis.cells.active.items():
        if reason := basis.left_out.get(cohort):
            found[cohort.category, "workshop" if cohort.record else "", reason] += count
    rows = tuple(
        (*of_kind(category), record, _why(reason), count) for (category, record, reason), count in sorted(found.items())
    )
    columns = (
        *_KIND,
        Column("record", N_("Workshop"), words={"workshop": N_("wrote down its work"), "": N_("nothing written down")}),
        Column("why", N_("No source gives")),
        Column("devices", N_("Hand-overs"), "things"),
    )
    return Table("left_out", say("Hand-overs left out, and why"), columns, rows)


def _why(reason: Reason) -> Sentence:
    name = "refurbishing_published" if reason.name == "refurbishing" else reason.name
    label = say(LABELS.get(name, name))
    return say("{value} ({key})", value=label, key=reason.key) if reason.name == "part" else label


def _drivers(basis: Basis) -> Table:
    rows = tuple(
        (stream_words(driver.stream), round(driver.share * BASIS_POINTS))
        for driver in basis.accrued.avoided.drivers
        if round(driver.share * BASIS_POINTS)
    )
    columns = (
        Column("what", N_("What is not known exactly")),
        Column("share", N_("Share of the spread"), "basis_points"),
    )
    return Table("drivers", say("What drives the spread"), columns, rows)


@dataclass(frozen=True)
class Stream:
    """What is drawn together, in the reader's language."""

    name: str

    def __str__(self) -> str:
        family, _slash, rest = self.name.partition("/")
        words = {**LABELS, **STREAMS}
        label = _(words.get(family, family))
        return f"{label} ({rest.replace('/', ', ')})" if rest else label


def stream_words(name: str) -> Sentence:
    """A stream as a cell."""
    return Sentence("{stream}", {"stream": Stream(name)})


def _answers(basis: Basis) -> Table:
    rows = tuple((answer, count) for answer, count in basis.answers._asdict().items())
    columns = (
        Column("answer", N_("Without this device, the recipient"), words=ANSWERS),
        Column("count", N_("Count"), "things"),
    )
    return Table("answers", say("What recipients answered, up to the last day"), columns, rows)


def _lives(basis: Basis) -> Table:
    """How long devices were observed to serve: tenths of a month are enough."""
    rows = tuple(
        (*of_kind(category), life.ended, round(life.months), f"{Decimal(repr(life.error_months)):.1f}")
        for category, life in sorted(basis.lives.items())
    )
    columns = (
        *_KIND,
        Column("ended", N_("Ends observed")),
        Column("months", N_("Months of service, in the mean")),
        Column("error", N_("Standard error"), decimal=True),
    )
    return Table("lives", say("How long devices serve, as observed"), columns, rows)


def _values(basis: Basis) -> Table:
    """Every value in the figure, with its source; those of an organisation say whose and which fact."""
    used = dict.fromkeys((*basis.accrued.factors, *basis.expected.factors, *basis.credit.factors))
    rows = tuple(
        (
            factor.name,
            factor.key,
            str(factor.central),
            None if factor.low is None else str(factor.low),
            None if factor.high is None else str(factor.high),
            factor.unit,
            factor.edition,
            " ".join(factor.sources),
        )
        for factor in sorted(used, key=lambda one: (one.name, one.key, one.valid_from))
    )
    columns = (
        Column("name", N_("Name"), words={name: LABELS.get(name, name) for name in {row[0] for row in rows if row[0]}}),
        Column("key", N_("For"), reads=CATEGORY.shown),
        Column("value", N_("Value"), decimal=True),
        Column("low", N_("Low"), decimal=True),
        Column("high", N_("High"), decimal=True),
        Column("unit", N_("Unit"), reads=unit_words),
        Column("edition", N_("Edition")),
        Column("sources", N_("Sources")),
    )
    return Table("values", say("Values in the figures"), columns, rows)
