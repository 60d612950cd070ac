"""Numbers of people on what leaves the house: so few that one might be known are not told exactly."""

from __future__ import annotations

from lifecycle.reference.published_tables import small_cell
from lifecycle.reports.numbers import grouped
from lifecycle.reports.report import Figure
from lifecycle.words import _


def people_words(figure: Figure) -> str:
    """How many people, as an edition lets it be told; nobody is nobody."""
    return count_words(figure.value, figure.edition)


def count_words(people: int, edition: str) -> str:
    """The same of a number of people beside a figure."""
    return _("fewer than {count}").format(count=fewest(edition)) if is_few(people, edition) else grouped(people)


def is_few(people: int, edition: str) -> bool:
    """So few people that one of them might be known."""
    return 0 < people < fewest(edition)


def fewest(edition: str) -> int:
    """From so many people on a number is told."""
    return small_cell(edition).people
