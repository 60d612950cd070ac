"""Every value in force on the day, family by family, with bounds, validity, edition, source and place in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from lifecycle.reference import Factor, Reference
from lifecycle.reports.impact.declared import UNITS
from lifecycle.reports.measures import unit_words
from lifecycle.reports.method_page.cells import (
    DRAWN,
    SHARED,
    decimal,
    key_in_words,
    origin,
    titled,
    validity,
)
from lifecycle.reports.method_page.shape import Block, Column, Section, Table
from lifecycle.reports.numbers import day_in_words
from lifecycle.words import _


def values_on(values: Reference, on: date) -> Iterator[Factor]:
    """Every factor in force on a day, families and keys in the order of the files."""
    order = {name: rank for rank, name in enumerate(values.families)}
    for (name, key), _timeline in sorted(values.factors.items(), key=lambda item: order[item[0][0]]):
        found = values.factor(name, key, on=on)
        if found is not None:
            yield found


def of_ours(values: Reference, on: date) -> list[Factor]:
    """Those of our own method: the names of others' begin with the method."""
    return [factor for factor in values_on(values, on) if "." not in factor.name]


def ours(values: Reference, on: date) -> Section:
    """Our own values."""
    told = _("Values in force on {day}, in edition {edition}.").format(day=day_in_words(on), edition=values.edition)
    edges = _(
        "A bound is printed only where a source gives it. Where only one is, nothing published lies beyond the centre."
    )
    own = _(
        "An organisation may declare a value of its own, with its reason: for what it handed over, it stands before the"
        " one here, and the figure names it with the number of its fact. Families: {families}."
    ).format(families=" · ".join(values.families[name].label() for name in UNITS if name in values.families))
    return Section("values", _("The values in force"), (told, edges, own, *_tables(values, of_ours(values, on))))


def _tables(values: Reference, factors: Iterable[Factor]) -> Iterator[Block]:
    """One table a family."""
    for name, group in groupby(factors, key=lambda factor: factor.name):
        found, family = list(group), values.families[name]
        shared = _(SHARED[family.shared_by])
        caption = _("{title}; {name}; drawn: {shared}").format(
            title=titled(values, name, family.unit), name=name, shared=shared
        )
        heads = (Column(_("Of what")), *bounds(), Column(_("Drawn as")), *origins())
        yield Table(caption, heads, tuple(_row(values, factor) for factor in found), folded=True)


def bounds(unit: str = "") -> tuple[Column, ...]:
    """Low, central, high."""
    words = (_("Low"), _("Central"), _("High"))
    return tuple(Column(f"{word} ({unit})" if unit else word, number=True) for word in words)


def origins() -> tuple[Column, ...]:
    """When a value holds, and where it comes from."""
    return Column(_("Holds, edition"), uncut=True), Column(_("Source, where in it, what to know"))


def _row(values: Reference, factor: Factor) -> tuple[str, ...]:
    """One value with all that is known of it."""
    family = values.families[factor.name]
    alone = factor.shared_by != family.shared_by
    of_what = key_in_words(values, factor)
    drawn = _(DRAWN[factor.shape]) + (f" ({_(SHARED[factor.shared_by])})" if alone else "")
    return (
        of_what if family.unit else f"{of_what} ({unit_words(factor.unit)})",
        decimal(factor.low),
        decimal(factor.central),
        decimal(factor.high),
        drawn,
        validity(factor),
        origin(factor),
    )


def masses(values: Reference, on: date) -> Section:
    """Default masses, used where nothing was weighed and no document says."""
    rows = []
    for id, category in values.categories.items():
        mass = values.mass_g(id, on=on)
        if mass is not None:
            figures = (decimal(mass.low), decimal(mass.central), decimal(mass.high))
            rows.append((category.label(), *figures, validity(mass), origin(mass)))
    told = _("A scale comes first, then a document, then the default mass of the category; the weighed share is shown.")
    heads = (Column(_("Category")), *bounds("g"), *origins())
    table = Table(_("Default masses in force"), heads, tuple(rows), folded=True)
    return Section("masses", _("Default masses"), (told, table))
