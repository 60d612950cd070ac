"""What the method of somebody else says beside ours."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.draw import kilos
from lifecycle.impact.methods import method_named, methods
from lifecycle.reports import Figure, Report
from lifecycle.reports.numbers import EMISSIONS, about, quantity
from lifecycle.words import _


def options() -> dict[str, str]:
    """Id -> whose method it is; first of all none."""
    named = {id: f"{one.owner} ({id})" for id, one in methods().items() if not one.ours}
    return {"": _("none: ours alone"), **named}


def caption(id: str) -> str:
    """Whose figures these are."""
    return _("The same hand-overs, as {owner} counts them").format(owner=method_named(id).owner)


def rows(told: Report) -> Iterator[tuple[str, str]]:
    """Each of its figures, in its own words, with its bounds where it gives any."""
    for figure in told.figures:
        yield str(figure.label), _amount(figure)


def _amount(figure: Figure) -> str:
    """Masses to the tenth of a kilogram: to the gram they would say more than an owner publishes."""
    if figure.unit == EMISSIONS:
        return about(figure.quantity)
    if figure.unit != "g":
        return quantity(figure.value, figure.unit)
    return " ".join(filter(None, (kilos(figure.value), _bounds(figure))))


def _bounds(figure: Figure) -> str:
    low, high = figure.quantity.low, figure.quantity.high
    return "" if low is None or high is None else f"({kilos(low)} – {kilos(high)})"


def notes(told: Report) -> list[str]:
    """Its question, its boundary, what it leaves out; what it answers nothing of."""
    silent = [_("Of these hand-overs it answers nothing.")] if not told.figures else []
    return [*silent, *(str(note) for note in told.notes[1 if told.fiction else 0 :])]
