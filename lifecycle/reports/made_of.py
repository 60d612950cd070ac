"""What a figure is made of: its formula, and what each thing adds to it, asked where somebody wants to know.

A figure is a sum over many things, made by SQL without naming one of them. Beside its value it
carries how to ask again, thing by thing: whoever writes a new figure writes that down in the
same place, and nothing else has to know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from lifecycle import reference
from lifecycle.engine import Engine
from lifecycle.impact.term import FactRef, Term
from lifecycle.quantity import Estimate
from lifecycle.reference import Factor
from lifecycle.words import N_, _

Cell = tuple[str, ...]
"""Codes, in the order of what the cells of a figure are told by."""


class Leaf(NamedTuple):
    """What one thing adds to a figure, and the facts that say so."""

    subject: str
    """device:PC-1, part:P-1, lot:L-1#0 for a line of uncoded things, organisation:TOWN; or nothing."""
    facts: tuple[int, ...]
    """Positions of the facts; the first is the one that adds it."""
    amount: int
    """In the unit of the figure."""
    cell: Cell = ()
    name: str = ""
    """What it is known by where it has no code: an inventory number, a reference."""


class By(NamedTuple):
    """What the cells of a figure are told by."""

    label: str
    """English text, translated where it is shown."""
    words: Mapping[str, str] | None = None
    """Code -> English text; without, the code of a category or of anything else."""

    def shown(self, code: str) -> str:
        """A code as people read it."""
        if self.words is not None:
            return _(self.words[code]) if self.words.get(code) else code
        values = reference.load()
        category, _sign, organisation = code.partition("@")
        known = values.category(category) or values.part_kind(category)
        label = known.label() if known else category
        return f"{label} ({organisation})" if organisation else label


CATEGORY = By(N_("Category"))


class Rest(NamedTuple):
    """What a cell's amount is worth: its bounds, and the value that gives them."""

    quantity: Estimate
    factor: Factor | None = None


class Grown(NamedTuple):
    """Terms below a figure that is no sum over things: a result of formulas and draws."""

    facts: Set[int]
    """Positions of the facts at its leaves."""
    terms: Callable[[Mapping[int, FactRef]], tuple[Term, ...]]
    """The terms, where what these facts say is known."""


@dataclass(frozen=True)
class MadeOf:
    """How a figure came about."""

    formula: str
    """English text, translated where it is shown."""
    leaves: Callable[[Engine], Iterable[Leaf]] | None = None
    """What each thing adds; the amounts add up to the figure. None where it follows from other figures."""
    by: tuple[By, ...] = ()
    rests_on: Callable[[Cell, int], Rest] | None = None
    """The quantity of a cell of so much; exact where absent."""
    figures: tuple[str, ...] = ()
    """Figures of the same report from which it follows by the formula."""
    values: tuple[Term, ...] = field(default=())
    """Values from outside the ledger in the formula."""
    tree: Callable[[Engine], Grown] | None = None
    """What stands below a figure that formulas and draws have made."""


def counted(formula: str, leaves: Callable[[Engine], Iterable[Leaf]], *by: By) -> MadeOf:
    """A figure that adds up what each thing counts for, exactly."""
    return MadeOf(formula, leaves, by)


def listed(formula: str, found: Iterable[Leaf], *by: By) -> MadeOf:
    """The same where the things are known already."""
    kept = tuple(found)
    return MadeOf(formula, lambda _engine: kept, by)


def follows(formula: str, *figures: str, values: tuple[Term, ...] = ()) -> MadeOf:
    """A figure that follows from other figures of its report: a rate, a difference."""
    return MadeOf(formula, figures=figures, values=values)
