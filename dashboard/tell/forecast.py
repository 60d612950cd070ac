"""What is expected to come back as waste: a sentence, figures with their band, the years to come."""

from __future__ import annotations

from datetime import date

from dashboard.draw import Ahead, Large, count_of, day, devices_or_parts, kilos, opening
from lifecycle.reports import Figure, Report
from lifecycle.words import _


def sentence(report: Report) -> str:
    """How many of what is in use should become waste in ten years, and how many in the first of them."""
    risk, found = report.figure("at_risk").value, report.figure("returns")
    if not risk:
        return _("Nothing that was put to use in this ledger can still become waste.")
    told = _(
        "Of {count} put to use and not yet waste, {things} ({band}) should come back as waste in ten years, "
        "{first} of them in the first year."
    )
    first = count_of(report.figure("next_year").value)
    band = _("{low} to {high}").format(low=count_of(found.quantity.low or 0), high=count_of(found.quantity.high or 0))
    return told.format(count=devices_or_parts(risk), things=count_of(found.value), band=band, first=first)


def figures(report: Report) -> list[Large]:
    """The first year and ten years in mass, what is probably waste already, what comes later."""
    return [
        Large(_("At risk: put to use, not yet waste"), count_of(report.figure("at_risk").value), _beside(report)),
        _mass(_("Expected in the first year"), report.figure("next_year_g"), opening(report, "next_year_g")),
        _mass(_("Expected in ten years"), report.figure("returns_g"), opening(report, "returns_g")),
        Large(
            _("Probably waste already, untold"),
            count_of(report.figure("untold").value),
            (_("a still-in-use call would tell"),),
            address=opening(report, "untold"),
        ),
    ]


def _beside(report: Report) -> tuple[str, ...]:
    out = sum(report.figure("returns").coverage.left_out.values())
    mass = kilos(report.figure("at_risk_g").value)
    return (mass, _("{count} left out: no life known").format(count=count_of(out)) if out else "")


def _mass(words: str, figure: Figure, address: str) -> Large:
    low, high = figure.quantity.low or 0, figure.quantity.high or 0
    band = _("{low} to {high}").format(low=kilos(low), high=kilos(high))
    return Large(words, kilos(figure.value), (band,), address=address)


def years(report: Report, unit: str) -> list[Ahead]:
    """The years to come, in things or in grams; a civil year by its number."""
    middle, low, high = ("units", "low", "high") if unit == "things" else ("grams", "low_g", "high_g")
    return [
        Ahead(
            _year(str(row["first_day"]), str(row["last_day"])),
            *(int(row[name] or 0) for name in (middle, low, high)),
        )
        for row in report.table("by_year").records()
    ]


def _year(first: str, last: str) -> str:
    begins = date.fromisoformat(first)
    return str(begins.year) if (begins.month, begins.day) == (1, 1) else f"→ {day(last)}"
