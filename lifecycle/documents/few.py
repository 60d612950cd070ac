"""Numbers of people on what leaves the house: so few that one might be known are not told exactly."""

from __future__ import annotations

from lifecycle.reference.published_tables import small_cell
from lifecycle.reports.numbers import grouped
from lifecycle.reports.report import Figure
from lifecycle.words import _


def people_words(figure: Figure) -> str:
    """How many people, as an edition lets it be told; nobody is nobody."""
    if is_few(figure):
        return _("fewer than {count}").format(count=small_cell(figure.edition).people)
    return grouped(figure.value)


def is_few(figure: Figure) -> bool:
    """So few people that one of them might be known."""
    return 0 < figure.value < small_cell(figure.edition).people
