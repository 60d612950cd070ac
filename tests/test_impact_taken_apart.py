"""A figure taken apart: each line of the tree follows from those below it, and the tree says what the draws say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from impact_values import BASIC, HALF, LAPTOP, LAPTOP_USE, ON, POINT, Invented, value

from lifecycle.impact.cells import Answers, BurdenCell, RecycledCell, ServiceCell
from lifecycle.impact.drawing import substitution
from lifecycle.impact.needed import Reason
from lifecycle.impact.simulation import Simulation
from lifecycle.impact.taken_apart import of_cell, of_recycling
from lifecycle.impact.term import Term
from lifecycle.impact.typical import Told, typical

BURDEN = (
    value("part", "ssd", "kgCO2e", "30"),
    value("transport", "van", "kgCO2e/km", "0.2"),
    value("use_kwh_old", "laptop", "kWh/year", "50"),
)
"""What refurbishing takes, and an old machine that draws more than a new one."""


def tree_of(values: Invented, cell: ServiceCell, *burdens: BurdenCell, answers: Answers = Answers()) -> Term:
    """The tree of one cell, which has all its values."""
    rate = substitution(values, answers, on=ON)
    assert rate is not None
    tree = of_cell(values, rate, cell, burdens)
    assert isinstance(tree, Term)
    return tree


@pytest.mark.parametrize("devices", [1, 7])
def test_the_tree_says_what_the_draws_say_where_nothing_is_uncertain(devices: int) -> None:
    """Seven laptops with a new SSD each and 12.5 km of van in all, eight months into a second life of twenty."""
    values = Invented(*BASIC, POINT, HALF, LAPTOP_USE, *BURDEN)
    record = "workshop ssd"
    cell = ServiceCell(2026, "laptop", record, 2026, 8, 20, devices)
    burdens = [
        BurdenCell(2026, "laptop", record, 2026, "part:ssd", devices, devices),
        BurdenCell(2026, "laptop", record, 2026, "transport:van", devices, 12_500),
        BurdenCell(2026, "laptop", record, 2026, "process", devices, devices),
    ]
    tree = tree_of(values, cell, *burdens)
    told = Simulation(values, Answers(), on=ON).accrued([cell], burdens)
    assert round(tree.quantity.central * 1000) == told.avoided.quantity.central


def test_a_line_follows_from_those_below_it() -> None:
    """Avoided: the first part less the others; a share: end over life less start over life."""
    tree = tree_of(Invented(*BASIC, LAPTOP, HALF, LAPTOP_USE), ServiceCell(2026, "laptop", "workshop", 2026, 6, 36, 1))
    first, *others = tree.parts
    assert tree.quantity.central == first.quantity.central - sum(one.quantity.central for one in others)
    rate, served, footprint = first.parts
    assert first.quantity.central == rate.quantity.central * served.quantity.central * footprint.quantity.central
    end, start, life = (part.quantity.central for part in served.parts)
    assert served.quantity.central == end / life - start / life


def test_every_leaf_is_a_value_with_its_source_or_what_facts_say() -> None:
    """Nothing in the tree comes from nowhere."""
    spent = BurdenCell(2026, "laptop", "workshop", 2026, "process", 1, 1)
    tree = tree_of(Invented(*BASIC, LAPTOP, LAPTOP_USE), ServiceCell(2026, "laptop", "workshop", 2026, 0, 36, 1), spent)
    leaves = [term for _depth, term in tree.walk() if not term.parts and term.factor is None]
    assert {str(term.label) for term in leaves} == {
        "number",
        "service before the period",
        "service up to the end of the period",
        "service within the period",
    }
    assert all(one.factor.sources for _depth, one in tree.walk() if one.factor is not None)


def test_a_measured_rate_is_taken_apart_into_its_answers() -> None:
    """Thirty of a hundred, five who do not know."""
    answers = Answers(new=30, borrowed_or_none=70, does_not_know=5)
    tree = tree_of(Invented(*BASIC, LAPTOP), ServiceCell(2026, "laptop", "workshop", 2026, 0, 36, 1), answers=answers)
    rate = tree.parts[0].parts[0]
    assert [part.quantity.central for part in rate.parts] == [30, 100]
    assert rate.quantity.central == pytest.approx(Decimal(31) / 102)
    assert rate.note is not None


def test_the_value_without_a_source_is_named() -> None:
    """A battery nobody published anything on."""
    values = Invented(*BASIC, LAPTOP)
    rate = substitution(values, Answers(), on=ON)
    assert rate is not None
    spent = BurdenCell(2026, "laptop", "workshop battery", 2026, "part:battery", 1, 1)
    told = of_cell(values, rate, ServiceCell(2026, "laptop", "workshop battery", 2026, 0, 36, 1), [spent])
    assert told == Reason("part", "battery")


def test_recycling_is_taken_apart_into_mass_credit_and_baseline() -> None:
    """1.83 kg at 1.19 kg, 57.2 % of it additional."""
    values = Invented(
        value("recycling_credit", "laptop", "kgCO2e/kg", "1.19"), value("recycling_baseline", "household", "1", "0.428")
    )
    tree = of_recycling(values, RecycledCell(2026, "laptop", "household", 1830))
    assert isinstance(tree, Term)
    assert tree.quantity.central == Decimal("1.83") * Decimal("1.19") * Decimal("0.572")
    assert tree.quantity.unit == "kgCO2e"
    assert of_recycling(values, RecycledCell(2026, "laptop", "nobody", 1)) == Reason("recycling_baseline", "nobody")


def test_one_typical_device_is_a_cell_of_one() -> None:
    """Three years of a laptop with a published burden of 25 kg: 0.5 x 0.6 x 200 - 25 - 2.25 kg."""
    published = value("refurbishing", "laptop", "kgCO2e", "25")
    values = Invented(*BASIC, POINT, HALF, LAPTOP_USE, published)
    told = typical(values, "laptop", Decimal(3), on=date(2026, 11, 23))
    assert isinstance(told.reuse, Told)
    assert told.reuse.spread.quantity.central == 32_750
    assert told.recycling is None
    assert told.reuse.term.parts[0].quantity.central == Decimal("32.75")


def test_a_typical_device_without_a_published_burden_says_what_stands_for_it() -> None:
    """A desktop: the work of the workshop alone, and a note."""
    told = typical(Invented(*BASIC, POINT, HALF), "laptop", Decimal(3), on=ON)
    assert isinstance(told.reuse, Told)
    assert told.reuse.spread.quantity.central == 57_000
    assert len(told.notes) == 3  # a screening, a stand-in for refurbishing, and nothing published of what it draws
