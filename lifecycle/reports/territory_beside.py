"""Beside what is traced of a territory: communes where nobody was equipped, national means of the same perimeter."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from lifecycle.engine import Engine
from lifecycle.reference import Reference
from lifecycle.reference.published_tables import NationalMean, national_means
from lifecycle.reference.territory import Territory
from lifecycle.reports.given import with_donors
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Column, Table
from lifecycle.words import N_, say

INHABITANTS = 1000
"""Grams are told for so many inhabitants: for one they would be too few to be whole."""
FLOWS = {"household_waste": N_("waste of households, as received here from people")}
"""Flow of a national mean -> what of this ledger has the same perimeter."""


def share(grams: int, population: int) -> int:
    """Grams for 1,000 inhabitants, rounded half up."""
    return (2 * INHABITANTS * grams + population) // (2 * population)


def without_hand_over(equipped: Collection[str], filter: Filter, known: Territory) -> Table:
    """The communes of the grouping or the department asked about in which nothing was handed over."""
    asked = filter.grouping or filter.territory or ""
    rows = tuple(
        (one.code, one.name, known.groupings.get(one.grouping, ""), one.population)
        for one in known.members(asked)
        if one.code not in equipped and (one.population or 0) > 0
    )
    columns = (
        Column("code", N_("INSEE code")),
        Column("name", N_("Name")),
        Column("grouping", N_("Grouping of communes")),
        Column("population", N_("Inhabitants"), "people"),
    )
    return Table("without_hand_over", say("Communes where nothing was handed over"), columns, rows)


def national(engine: Engine, filter: Filter, known: Territory, values: Reference, population: int | None) -> Table:
    """National means beside the same flow of this ledger, for a whole year and a territory whose inhabitants are known.

    The ledger knows only what went through it: what others collect here is in the mean and not beside it.
    """
    rows = []
    if population and _is_a_year(filter) and not (filter.organisation or filter.category):
        for mean in national_means(values.edition):
            grams = sum(_household_waste(engine, filter, known, values, mean))
            rows.append(
                (
                    mean.id,
                    mean.year,
                    INHABITANTS * mean.g_per_inhabitant,
                    mean.flow,
                    share(grams, population),
                    mean.source,
                )
            )
    columns = (
        Column("mean", N_("National mean"), reads=lambda id: _label(id, values)),
        Column("year", N_("Year")),
        Column("mean_per_1000", N_("In the country"), "g_per_1000_inhabitants"),
        Column("flow", N_("The same perimeter in this ledger"), words=FLOWS),
        Column("here_per_1000", N_("Traced here, in the period"), "g_per_1000_inhabitants"),
        Column("source", N_("Source"), reads=lambda id: _source(id, values)),
    )
    return Table("national", say("National means, on their own perimeter"), columns, tuple(rows))


def _label(id: str, values: Reference) -> str:
    """The perimeter of a mean, in the reader's language."""
    return next((one.label() for one in national_means(values.edition) if one.id == id), id)


def _source(id: str, values: Reference) -> str:
    """Who published a value, and when."""
    known = values.sources.get(id)
    return f"{known.publisher}, {known.year}" if known else id


def _is_a_year(filter: Filter) -> bool:
    first, last = filter.first_day, filter.last_day
    if first is None or last is None:
        return False
    return (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))


def gifts(engine: Engine, filter: Filter, known: Territory) -> Iterator[tuple[dict[str, Any], str, str]]:
    """What was given in the grouping asked for, if any is, each with the kind and the code of its donor."""
    for row, kind, donor in with_donors(engine, filter.model_copy(update={"grouping": None}), "gave_by_place"):
        if not filter.grouping or known.grouping_of(row["place"]) == filter.grouping:
            yield row, kind, donor


def _household_waste(
    engine: Engine, filter: Filter, known: Territory, values: Reference, mean: NationalMean
) -> Iterator[int]:
    """Grams of waste that people gave, of the categories of a mean."""
    for row, kind, _donor in gifts(engine, filter, known):
        is_waste = row["kind"] == "lot_received" or json.loads(row["said"]).get("legal") == "WASTE"
        category = values.category(row["category"])
        if is_waste and kind == "person" and category and category.weee_category in mean.weee_categories:
            yield row["grams"]
