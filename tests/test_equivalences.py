"""Equivalences: what emissions are as much as, between bounds, and silent where there is nothing to say."""

from __future__ import annotations

from datetime import date

import pytest
from impact_values import ON, Invented, value

from lifecycle import reference
from lifecycle.impact.equivalences import FAMILY, MOST, WORDS, equivalences
from lifecycle.quantity import Estimate
from lifecycle.reports.equivalences import sentence

CAR = value(FAMILY, "car_km", "kgCO2e/km", "0.2")
TGV = value(FAMILY, "tgv_km", "kgCO2e/km", "0.002")
BOUNDED = value(FAMILY, "car_km", "kgCO2e/km", "0.1", "0.2", "0.4")


def grams(central: int, low: int | None = None, high: int | None = None) -> Estimate:
    return Estimate(central, low, high, "gCO2e")


def said(emissions: Estimate, *factors) -> list[str]:
    return [str(sentence(one)) for one in equivalences(emissions, Invented(*factors), on=ON)]


@pytest.mark.parametrize(
    "central, low, high", [(0, -5000, 9000), (-1, -5000, 9000), (0, 0, 0), (30_000, -2_000, 60_000), (9, 0, 60_000)]
)
def test_nothing_and_less_have_no_equivalence(central, low, high):
    """P50 at zero or below, or P5: silent, however high P95."""
    assert equivalences(grams(central, low, high), Invented(CAR), on=ON) == ()


def test_bounds_go_along_and_are_rounded_by_their_width():
    """140 kg (80 – 195) at 0.2 kg/km: 700 km (400 – 975), read 700 (400 – 1,000)."""
    (one,) = said(grams(140_000, 80_000, 195_000), CAR)
    assert "700\u202fkm (400 – 1,000)" in one


@pytest.mark.parametrize("low, words", [(1, "nothing and"), (8_000, "(")])
def test_an_interval_that_rounds_to_nothing_says_so(low, words):
    """P5 above zero by less than what is rounded away: "between nothing and …"."""
    (one,) = said(grams(20_000, low, 60_000), CAR)
    assert words in one
    assert "−" not in one
    assert "300" in one


def test_emissions_without_bounds_have_an_equivalence_without_bounds():
    (one,) = said(grams(20_000), CAR)
    assert "100\u202fkm," in one


def test_bounds_of_the_other_thing_widen_the_equivalence():
    """20 kg exactly, at 0.1 to 0.4 kg/km: from 50 to 200 km."""
    (one,) = equivalences(Estimate.exact(20_000, "gCO2e"), Invented(BOUNDED), on=ON)
    assert (one.amount.low, one.amount.central, one.amount.high) == (50, 100, 200)


def test_what_has_no_value_in_force_is_not_said():
    assert len(said(grams(20_000), TGV)) == 1
    assert said(grams(20_000)) == []


def test_at_most_three_are_said_each_with_its_source():
    values, on = reference.load(), date(2026, 12, 31)
    found = equivalences(grams(140_000, 80_000, 195_000), values, on=on)
    assert 0 < len(found) <= MOST
    assert all(one.factor.source in values.sources for one in found)


def test_every_equivalence_that_data_may_hold_has_its_sentence():
    assert set(reference.load().families[FAMILY].among) == set(WORDS)
