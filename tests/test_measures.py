"""Decimals as people read them, and a tree of them as lines."""

from __future__ import annotations

from decimal import Decimal

import pytest
from impact_values import LAPTOP

from lifecycle.impact.term import FactRef, Term
from lifecycle.quantity import Estimate
from lifecycle.reports.measures import measure, tree_lines, unit_words
from lifecycle.reports.numbers import number
from lifecycle.words import say


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0"), ("0.0519", "0.0519"), ("-1234567.891", "−1,234,570"), ("1.24617", "1.24617"), ("25.00", "25")],
)
def test_a_decimal_is_shown_with_six_digits(value: str, shown: str) -> None:
    """More digits than a reader can use are for programs."""
    assert number(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("unit", "shown"), [("1", ""), ("kgCO2e/kWh", "kg CO₂e/kWh"), ("kWh/year", "kWh/year"), ("1/year", "/year")]
)
def test_a_unit_is_written_as_people_write_it(unit: str, shown: str) -> None:
    """A share has none."""
    assert unit_words(unit) == shown


@pytest.mark.parametrize(("value", "shown"), [("1", "1\u202fyear"), ("3", "3\u202fyears"), ("0.5", "0.5\u202fyears")])
def test_years_are_one_or_several(value: str, shown: str) -> None:
    """One year, three years."""
    assert measure(Estimate.exact(Decimal(value), "year")) == shown


def test_bounds_stand_beside_where_they_say_more() -> None:
    """Exact values and values without a range have none."""
    assert measure(LAPTOP.estimate) == "185\u202fkg CO₂e (135 – 386)"
    assert measure(Estimate(Decimal(5), None, None, "kg")) == "5\u202fkg"


def test_a_tree_says_of_each_line_what_it_rests_on() -> None:
    """A formula, a value with its edition and source, a fact with its number and hash."""
    fact = FactRef(n=82, hash="ab" * 32, kind="handed_over", day="2026-02-12")
    leaf = Term(say("hand-over"), Estimate.exact(Decimal(0), "1"), fact=fact)
    value = Term(say("footprint"), LAPTOP.estimate, factor=LAPTOP, note=say("as published"))
    top = Term(say("avoided"), LAPTOP.estimate, "a × b", (leaf, value))
    assert list(tree_lines(top)) == [
        "avoided: 185\u202fkg CO₂e (135 – 386)",
        "│ = a × b",
        "├─ hand-over",
        "│    fact 82, handed over, 2026-02-12, hash abababababab",
        "└─ footprint: 185\u202fkg CO₂e (135 – 386)",
        "     value embodied laptop, edition 2026-9, in force from 2000-01-01; source: invented",
        "     (as published)",
    ]
