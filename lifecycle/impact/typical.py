"""Our method for one typical device: so many years of a second life, then certified treatment."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from lifecycle.impact.cells import Answers, BurdenCell, RecycledCell, ServiceCell
from lifecycle.impact.drawing import Spread, Values
from lifecycle.impact.needed import MONTHS, Reason
from lifecycle.impact.simulation import Simulation
from lifecycle.impact.taken_apart import LABELS, drawn, of_cell, of_recycling
from lifecycle.impact.term import Term
from lifecycle.words import Sentence, say


class Told(NamedTuple):
    """One result of our method, as drawn, and how it came about."""

    spread: Spread
    term: Term


class Typical(NamedTuple):
    """What our method says of one typical device; each is a reason where a value has no source."""

    reuse: Told | Reason
    recycling: Told | Reason | None
    """None where its mass was not said."""
    notes: tuple[Sentence, ...]


def typical(
    values: Values, category: str, years: Decimal, *, on: date, mass_g: int | None = None, country: str = "FR"
) -> Typical:
    """A device of a category, re-used for some years with no part changed, then treated as the waste of a household.

    The substitution rate is the published range: of one device nobody was asked. What refurbishing takes is
    the category's published figure, else the work of the workshop alone.
    """
    simulation = Simulation(values, Answers(), on=on, country=country)
    notes = [say("Screening: of one device nobody was asked what it stands for; the rate is a published range.")]
    published = values.factor("refurbishing", category, on=on) is not None
    if not published:
        notes.append(say("No source says what refurbishing this category takes: the work of the workshop alone is in."))
    if all(values.factor(name, category, on=on) is None for name in ("use_kwh_old", "use_kwh")):
        notes.append(say("No source gives what it draws, so its use is not in the figure."))
    if mass_g is not None:
        notes.append(
            say(
                "Its treatment is counted as that of a household’s waste; for professional waste, whose treatment is"
                " mandatory, nothing would be claimed."
            )
        )
    months = int((years * MONTHS).quantize(Decimal(1), ROUND_HALF_EVEN))
    record, what = ("", "refurbishing") if published else ("workshop", "process")
    cell = ServiceCell(on.year, category, record, on.year, 0, months, 1)
    burden = BurdenCell(on.year, category, record, on.year, what, 1, 1)
    treated = None if mass_g is None else RecycledCell(on.year, category, "household", mass_g)
    return Typical(
        _reuse(values, simulation, cell, burden, country=country),
        None if treated is None else _recycling(values, simulation, treated),
        tuple(notes),
    )


def _reuse(
    values: Values, simulation: Simulation, cell: ServiceCell, burden: BurdenCell, *, country: str
) -> Told | Reason:
    reason = simulation.left_out(cell.cohort, cell.year)
    if reason is not None or simulation.rate is None:
        return reason or Reason("substitution", "")
    tree = of_cell(values, simulation.rate, cell, [burden], country=country)
    if isinstance(tree, Reason):
        return tree
    told = simulation.accrued([cell], [burden])
    return Told(told.avoided, drawn(say(LABELS["avoided"]), told.avoided, tree, draws=told.count))


def _recycling(values: Values, simulation: Simulation, cell: RecycledCell) -> Told | Reason:
    tree = of_recycling(values, cell)
    if isinstance(tree, Reason):
        return tree
    told = simulation.recycled([cell])
    return Told(told.avoided, drawn(tree.label, told.avoided, tree, draws=told.count))
