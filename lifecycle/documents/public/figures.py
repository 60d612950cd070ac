"""What everybody may know of an organisation and a period: each figure with bounds, method, edition, position."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from lifecycle.documents.few import fewest, is_few, people_words
from lifecycle.documents.sheets.association import hours_words
from lifecycle.documents.sheets.bundle import Bundle
from lifecycle.quantity import Estimate
from lifecycle.reports.amounts import bounds, count_of, kilos
from lifecycle.reports.lines import SIX_LINES
from lifecycle.reports.numbers import EMISSIONS, NARROW, SHOWN, emissions
from lifecycle.reports.report import Figure, Report
from lifecycle.words import N_, _


class Told(NamedTuple):
    """One figure as it is published."""

    label: str
    """English text, translated where it is shown."""
    figure: Figure

    @property
    def few(self) -> bool:
        """It counts so few people that one might be known."""
        return self.figure.unit == "people" and is_few(self.figure.value, self.figure.edition)

    @property
    def value(self) -> str:
        """As people read it."""
        figure = self.figure
        if figure.unit == "people":
            return people_words(figure)
        if figure.unit == "minutes":
            return hours_words(figure.value)
        if figure.unit == EMISSIONS:
            return self._emitted() if figure.coverage.counted else "–"
        return kilos(figure.value) if figure.unit == "g" else count_of(figure.value)

    @property
    def between(self) -> str:
        """Its bounds; nothing where it is exact."""
        figure = self.figure
        low, high = figure.quantity.low, figure.quantity.high
        if figure.unit != EMISSIONS or low is None or high is None:
            return bounds(figure) if figure.unit == "g" else ""
        ends = (emissions(bound, low, high) for bound in (low, high))
        return f"{_('{low} to {high}').format(low=next(ends), high=next(ends))}{NARROW}{SHOWN[EMISSIONS][1]}"

    def _emitted(self) -> str:
        """The middle, without its bounds."""
        quantity = self.figure.quantity
        middle = f"{emissions(quantity.central, quantity.low, quantity.high)}{NARROW}{SHOWN[EMISSIONS][1]}"
        return middle if quantity.is_exact else _("about {amount}").format(amount=middle)

    def to_json(self) -> dict[str, Any]:
        """For programs; a number of few people is not told, nor beside another one."""
        said, edition = self.figure.to_json(), self.figure.edition
        if self.few:
            hidden: dict[str, Any] = {"value": None, "low": 0, "high": fewest(edition) - 1}
            return {**said, **hidden, "coverage": None, "suppressed": "few_people"}
        beside = self.figure.coverage.left_out.values() if self.figure.unit == "people" else ()
        return {**said, "coverage": None} if any(is_few(people, edition) for people in beside) else said


FIGURES = (
    ("given", "received_units", N_("Devices and parts given")),
    ("given", "received", N_("Mass given")),
    ("mass", "served_units", N_("Served at least once")),
    ("mass", "served", N_("Mass that served at least once")),
    ("people", "people", N_("Distinct people equipped")),
    ("people", "taught", N_("Courses")),
    ("people", "support", N_("Help to recipients")),
    ("impact", "avoided", N_("Emissions avoided by re-use")),
)
"""Report, figure, label."""


class Public(NamedTuple):
    """All that is published of a question."""

    bundle: Bundle
    figures: tuple[Told, ...]
    lines: tuple[Told, ...]
    """The six lines, never added up to one."""
    screening: bool
    """The emissions are an indication only."""
    fiction: bool

    def figure(self, id: str) -> Told:
        """The figure of this name."""
        return next(one for one in (*self.figures, *self.lines) if one.figure.id == id)

    @property
    def avoided(self) -> Estimate | None:
        """What was avoided; None where nothing can be claimed."""
        figure = self.figure("avoided").figure
        return figure.quantity if figure.coverage.counted else None


def public(bundle: Bundle) -> Public:
    """What may be published of what is asked."""
    reports = {name: bundle.report(name) for name in ("given", "mass", "people", "impact", "results")}
    observed = reports["impact"].figure("avoided").coverage.observed
    return Public(
        bundle,
        tuple(Told(label, reports[name].figure(id)) for name, id, label in FIGURES),
        tuple(_lines(reports["results"])),
        screening=observed is not None and observed.screening,
        fiction=reports["given"].fiction,
    )


def _lines(results: Report) -> Iterator[Told]:
    for line in SIX_LINES:
        yield Told(line.label, results.figure(line.id))


def as_json(told: Public) -> bytes:
    """The figures for programs, the same in every language but for their labels."""
    bundle, filter = told.bundle, told.bundle.filter
    days = filter.model_dump(mode="json", include={"first_day", "last_day"})
    said = {
        "organisation": {"code": filter.organisation, "name": bundle.who},
        "period": days,
        "fiction": told.fiction,
        "method": "lifecycle",
        "edition": bundle.edition,
        "screening": told.screening,
        "ledger": {"as_of": filter.as_of, "hash": bundle.hash},
        "permalink": bundle.permalink or None,
        "figures": [one.to_json() for one in told.figures],
        "lines": [one.to_json() for one in told.lines],
        "notes": [
            _("The six lines say where the matter is; re-use and recycling are never added up."),
            _("Numbers of people below {count} are not told.").format(count=fewest(bundle.edition)),
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
