"""Formulas with an example, read from the trees by which figures are taken apart: no formula is typed here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lifecycle.impact.cells import Answers, BurdenCell, RecycledCell, ServiceCell
from lifecycle.impact.drawing import Rate, substitution
from lifecycle.impact.needed import MONTHS, Known, known
from lifecycle.impact.taken_apart import of_cell, of_rate, of_recycling
from lifecycle.impact.term import Term
from lifecycle.quantity.distribution import Beta
from lifecycle.reference import Reference
from lifecycle.reports.measures import measure
from lifecycle.reports.method_page.cells import NOTHING
from lifecycle.reports.method_page.shape import Block, Column, Section, Table
from lifecycle.words import _

COUNTRY = "FR"


def formulas(values: Reference, on: date) -> Section:
    """Each formula, what it is made of, and what it gives for devices of one category."""
    example = _example(values, on)
    blocks: list[Block] = [
        _("The names and formulas are those of the explanation of any figure; there, each leads down to its facts."),
    ]
    if example is not None:
        columns = (Column(_("Quantity")), Column(_("Formula")), Column(_("Made of")), Column(_("In the example")))
        told = _(
            "The example is one device, {category}: handed over after work in the workshop with one new part and ten"
            " kilometres, in use over the published second life of {months} months, then recycled as a household's."
            " It is made with central values alone; real figures are drawn, and have an interval. Of devices alike, one"
            " is taken apart and multiplied."
        ).format(category=_label(values, example), months=example.end_months)
        blocks += [told, Table(_("Formulas"), columns, tuple(_rows(_trees(values, example, on))))]
    blocks.append(
        _(
            "Only the share of recipients who would have bought new counts in purchases avoided. The consumption of an"
            " old machine beyond a new one is taken off; so is all that a machine draws in the hands of those who would"
            " have had none: a good done with energy, shown apart and kept in the result."
        )
    )
    return Section("formulas", _("The formulas"), tuple(blocks))


def _label(values: Reference, example: ServiceCell) -> str:
    found = values.category(example.category)
    return found.label() if found else example.category


def _example(values: Reference, on: date) -> ServiceCell | None:
    """Devices of the first category of which every value is known."""
    for category in values.categories:
        held, life = known(values, category, on.year, country=COUNTRY), values.factor("second_life", category, on=on)
        if isinstance(held, Known) and held.new is not None and life is not None:
            return ServiceCell(on.year, category, "workshop", on.year, 0, int(life.central * MONTHS), 1)
    return None


def _trees(values: Reference, example: ServiceCell, on: date) -> Iterator[Term]:
    """The example taken apart, its recycling, and a rate that was asked for."""
    rate = substitution(values, Answers(), on=on)
    if rate is not None:
        tree = of_cell(values, rate, example, _burdens(values, example, on), country=COUNTRY)
        recycled = RecycledCell(example.year, example.category, "household", _grams(values, example, on))
        yield from (one for one in (tree, of_recycling(values, recycled)) if isinstance(one, Term))
    yield of_rate(_answered(values, on))


def _burdens(values: Reference, example: ServiceCell, on: date) -> list[BurdenCell]:
    """The work of the workshop, one new part and ten kilometres a device, of the first sorts that have a value."""
    sorts = {"process": 1, "part": 1, "transport": 10_000}
    found = []
    for family, amount in sorts.items():
        keys = (key for name, key in values.factors if name == family and values.factor(name, key, on=on))
        if (key := next(keys, None)) is not None:
            what = f"{family}:{key}" if key else family
            found.append(BurdenCell(example.year, *example.cohort, what, 1, amount))
    return found


def _grams(values: Reference, example: ServiceCell, on: date) -> int:
    mass = values.mass_g(example.category, on=on)
    return mass.central if mass else 0


def _answered(values: Reference, on: date) -> Rate:
    """A rate measured from as many answers as are needed, half of them for a new one."""
    threshold = values.factor("survey_threshold", "substitution", on=on)
    count = int(threshold.central) if threshold else 2
    answers = Answers(new=count // 2, second_hand=count - count // 2, does_not_know=1)
    return Rate(Beta(answers.new, answers.known - answers.new), None, answers)


def _rows(trees: Iterator[Term]) -> Iterator[tuple[str, ...]]:
    """One row a formula, each once."""
    seen: set[tuple[str, str]] = set()
    for tree in trees:
        for _depth, term in tree.walk():
            row = str(term.label), _(term.formula)
            if term.formula and row not in seen:
                seen.add(row)
                parts = " · ".join(dict.fromkeys(_named(part) for part in term.parts))
                yield *row, parts or NOTHING, measure(term.quantity)


def _named(term: Term) -> str:
    """A quantity, with the name of the family where it is a value."""
    return f"{term.label} [{term.factor.name}]" if term.factor else str(term.label)
