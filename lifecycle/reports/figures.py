"""How a report makes its figures: the mass and the number of what moved, or a plain count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from lifecycle.quantity import Estimate
from lifecycle.reports.cells import Masses, Moved, count_of, mass_of
from lifecycle.reports.made_of import MadeOf
from lifecycle.reports.question import Filter, Unanswerable
from lifecycle.reports.report import Coverage, Figure
from lifecycle.reports.things import Things, in_grams, in_units
from lifecycle.reports.words import PERIMETER
from lifecycle.words import Sentence, say


class Of(NamedTuple):
    """The things that a mass and a number of things add up, and in which words."""

    formula: str
    """English text, translated where it is shown."""
    things: Things
    sign: int = 1


def grams_and_things(
    id: str,
    label: Sentence,
    moved: Iterable[Moved],
    masses: Masses,
    *,
    of: Of,
    on: date,
    group: str,
    things: bool = True,
    places: str = "origin",
) -> Iterator[Figure]:
    """The figure in grams, and the one in things. Bounds of defaults are those in force on a day.

    ``of`` asks the same things one by one, where somebody takes the figure apart.
    """
    parts = list(moved)
    grams, coverage = mass_of(parts, masses, on=on, places=places)
    made = in_grams(of.formula, of.things, masses, on=on, sign=of.sign)
    yield Figure(id, label, grams, masses.edition, coverage, group=group, made_of=made)
    if things:
        count, counted = count_of(parts, places=places)
        made = in_units(of.formula, of.things, sign=of.sign)
        yield Figure(f"{id}_units", label, count, masses.edition, counted, group=group, made_of=made)


def exactly(
    id: str,
    label: Sentence,
    value: int,
    unit: str,
    masses: Masses,
    *,
    of: MadeOf,
    group: str,
    coverage: Coverage | None = None,
) -> Figure:
    """A figure that was counted, not measured: its bounds are itself."""
    quantity, resting = Estimate.exact(value, unit), coverage or Coverage(counted=value)
    return Figure(id, label, quantity, masses.edition, resting, group=group, made_of=of)


def only_by(filter: Filter, *narrowings: str) -> None:
    """Refuse what would narrow the question to what this report cannot tell: a filter is never passed over."""
    for name in filter.perimeter():
        if name not in narrowings:
            raise Unanswerable(
                say(
                    "this report cannot be narrowed by “{what}”: leave it out; what narrows it: {known}",
                    what=say(PERIMETER[name]),
                    known=_listed(narrowings),
                )
            )


def _listed(names: Iterable[str]) -> Sentence:
    """Names of narrowings, in words."""
    first, *others = [say(PERIMETER[name]) for name in names]
    for other in others:
        first = say("{one}, {other}", one=first, other=other)
    return first
