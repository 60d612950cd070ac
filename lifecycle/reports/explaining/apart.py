"""A figure of a report as a tree: its formula, its cells, and in each cell the things that add to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.impact.taken_apart import LABELS
from lifecycle.impact.term import FactRef, Term
from lifecycle.quantity import Estimate
from lifecycle.reports.fleet.scope import LEFT_OUT
from lifecycle.reports.leaves import thing
from lifecycle.reports.made_of import By, Cell, Grown, Leaf, MadeOf, Rest
from lifecycle.reports.report import Figure, Report
from lifecycle.words import N_, Sentence, _, say

Facts = Callable[[Set[int]], Mapping[int, FactRef]]
"""Positions of facts -> what a tree says of each: its hash, its kind, its day."""

REASONS: Mapping[str, str] = {
    "no_mass": N_("without mass"),
    "unknown_kind": N_("recipients of unknown kind"),
    "without_proof": N_("without the proof that the law asks for"),
    "contested": N_("handed over while it was waste"),
    "no_life": N_("without a published life, and too few ends seen"),
    **LEFT_OUT,
}
"""Why a figure leaves things out -> words."""


class Apart(NamedTuple):
    """A figure, the things that it adds up by cell, or the figures that it follows from."""

    figure: Figure
    made_of: MadeOf
    cells: Mapping[Cell, list[Leaf]]
    figures: tuple[Apart, ...]
    grown: Grown | None

    @property
    def facts(self) -> set[int]:
        """Positions of all facts behind it."""
        own = {n for leaves in self.cells.values() for leaf in leaves for n in leaf.facts}
        return own.union(self.grown.facts if self.grown else (), *(one.facts for one in self.figures))


def apart(engine: Engine, report: Report, figure: Figure) -> Apart:
    """The figure taken apart, on the columns that it was asked of."""
    made = figure.made_of
    assert made is not None, f"{report.name}.{figure.id} does not say what it is made of"
    cells: defaultdict[Cell, list[Leaf]] = defaultdict(list)
    for leaf in made.leaves(engine) if made.leaves else ():
        cells[leaf.cell].append(leaf)
    figures = tuple(apart(engine, report, report.figure(id)) for id in made.figures)
    return Apart(figure, made, cells, figures, made.tree(engine) if made.tree else None)


def tree(found: Apart, facts: Mapping[int, FactRef]) -> Term:
    """The figure as a term: what is above follows from what is below, down to the facts."""
    figure, made = found.figure, found.made_of
    parts = [tree(one, facts) for one in found.figures]
    parts += made.values
    parts += found.grown.terms(facts) if found.grown else ()
    for cell in sorted(found.cells, key=lambda cell: (cell == (), cell)):
        parts += _of_cell(found, cell, facts)
    return Term(figure.label, exact(figure.quantity), made.formula, tuple(parts), note=_note(found, tuple(parts)))


def exact(quantity: Estimate) -> Estimate[Decimal]:
    """A quantity of a report for a term, in the same unit, to the last digit."""
    low, high = (None if bound is None else Decimal(bound) for bound in (quantity.low, quantity.high))
    return Estimate(Decimal(quantity.central), low, high, quantity.unit, quantity.sources)


def _of_cell(found: Apart, cell: Cell, facts: Mapping[int, FactRef]) -> Iterator[Term]:
    """The cell with its things; the things alone where the figure has no cells."""
    unit, made = found.figure.unit, found.made_of
    leaves = sorted(found.cells[cell], key=lambda leaf: (-abs(leaf.amount), leaf.subject, leaf.name, leaf.facts))
    things = tuple(_of_leaf(leaf, unit, facts) for leaf in leaves)
    if not cell:
        yield from things
        return
    amount = sum(leaf.amount for leaf in leaves)
    rest = made.rests_on(cell, amount) if made.rests_on else Rest(Estimate.exact(amount, unit))
    label = Sentence("{cell}", {"cell": CellWords(made.by, cell)})
    values: tuple[Term, ...] = ()
    if rest.factor:
        values = (Term(say("default mass of its category"), rest.factor.estimate, factor=rest.factor),)
    yield Term(label, exact(rest.quantity), parts=(*values, *things))


def _of_leaf(leaf: Leaf, unit: str, facts: Mapping[int, FactRef]) -> Term:
    return thing(leaf.subject, Estimate.exact(Decimal(leaf.amount), unit), leaf.facts, facts, name=leaf.name)


@dataclass(frozen=True)
class CellWords:
    """What a cell is told by, in the reader's language."""

    by: tuple[By, ...]
    cell: Cell

    def __str__(self) -> str:
        return ", ".join(by.shown(code) for by, code in zip(self.by, self.cell, strict=True) if code) or "–"


def _note(found: Apart, parts: tuple[Term, ...]) -> Sentence | None:
    """What the figure leaves out, by reason; that nothing adds to it."""
    left_out = found.figure.coverage.left_out
    if left_out:
        return say("left out: {reasons}", reasons=LeftOut(tuple(sorted(left_out.items()))))
    return None if parts else say("nothing adds to it")


@dataclass(frozen=True)
class LeftOut:
    """Reasons and how many things each leaves out, in the reader's language."""

    reasons: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return ", ".join(f"{_why(why)} ({count})" for why, count in self.reasons)


def _why(why: str) -> str:
    """Why things are left out; a value without a source by its name, with ``_g`` where grams are."""
    if why in REASONS:
        return _(REASONS[why])
    name = why.removeprefix("no_").removesuffix("_g")
    label = LABELS.get(f"{name}_published") or LABELS.get(name)
    return _("no source: {value}").format(value=_(label)) if label else why
