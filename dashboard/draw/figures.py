"""A figure large: its words, its value, its bounds, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.texts import Html
from lifecycle.reports.numbers import NARROW


class Large(NamedTuple):
    """One of the figures at the top of a page."""

    words: str
    value: str
    beside: tuple[str, ...] = ()
    """Bounds, coverage, the same in things: each a short line; empty ones are not drawn."""
    line: str = ""
    """Which of the six lines it belongs to, for its colour."""


def large(figures: Iterable[Large]) -> Html:
    """Up to four figures in a row; below each other on a narrow screen."""
    return Markup('<div class="lc-figures">{}</div>').format(Markup("").join(_one(figure) for figure in figures))


def _one(figure: Large) -> Html:
    number, space, unit = figure.value.rpartition(NARROW)
    lines = Markup("").join(Markup("<span>{}</span>").format(text) for text in figure.beside if text)
    value = (
        Markup('{}<span class="lc-unit">{}{}</span>').format(number, space, unit) if unit.isalpha() else figure.value
    )
    return Markup(
        '<div class="lc-figure" data-line="{}"><p class="lc-label">{}</p><p class="lc-value">{}</p>'
        '<p class="lc-beside">{}</p></div>'
    ).format(figure.line, figure.words, value, lines)
