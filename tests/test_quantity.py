"""Quantities: sums and products that widen honestly, units that do not mix, distributions and their draws."""

from __future__ import annotations

from decimal import Decimal
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.quantity import ONE, BadUnit, Estimate, least, over, product, rounded, total
from lifecycle.quantity.distribution import Beta, Distribution, Lognormal, Point, Triangular
from lifecycle.quantity.stream import uniforms

COUNT = 10_000


def between(low: str, central: str, high: str, unit: str = "kgCO2e") -> Estimate[Decimal]:
    return Estimate(Decimal(central), Decimal(low), Decimal(high), unit)


def test_a_sum_adds_bounds_and_a_difference_crosses_them() -> None:
    """185 (135 – 386) less 25 (3 – 30): at worst the least less the most."""
    assert between("135", "185", "386") - between("3", "25", "30") == between("105", "160", "383")


def test_what_has_no_bounds_gives_none_to_what_it_enters() -> None:
    """A source without a range: neither a sum nor a product invents one."""
    bare = Estimate(Decimal(2), None, None, "kgCO2e")
    assert (bare + between("1", "2", "3")).low is None
    assert (bare * ONE).high is None


@pytest.mark.parametrize("one", ["kg", "kgCO2e", "year"])
def test_quantities_of_two_units_do_not_add_up(one: str) -> None:
    """Grams and kilograms are two units as well."""
    with pytest.raises(BadUnit, match="do not add up"):
        Estimate.exact(1, one) + Estimate.exact(1, "g")


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("kgCO2e/kWh", "kWh/year", "kgCO2e/year"),
        ("kgCO2e/year", "year", "kgCO2e"),
        ("1", "kg", "kg"),
        ("kg", "1", "kg"),
        ("km", "kg", "kg·km"),
    ],
)
def test_units_multiply(one: str, other: str, told: str) -> None:
    """The grid's grams by kilowatt-hour times a machine's by year, times its years."""
    assert product(one, other) == told


@pytest.mark.parametrize(("one", "other", "told"), [("year", "year", "1"), ("g", "kg", "g/kg"), ("kg", "1", "kg")])
def test_units_divide(one: str, other: str, told: str) -> None:
    """A share has the unit 1."""
    assert over(one, other) == told


@pytest.mark.parametrize("text", ["", "/kg", "kg/", "kg/year/kWh"])
def test_a_text_that_is_no_unit_is_refused(text: str) -> None:
    """What cannot be read does not enter a product."""
    with pytest.raises(BadUnit, match="is no unit"):
        product(text, "kg")


def test_a_divisor_that_may_be_zero_is_refused() -> None:
    """A life of zero years would make a share of anything."""
    with pytest.raises(ZeroDivisionError):
        ONE / between("0", "1", "2", "year")


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=6, max_size=6), st.data())
def test_bounds_hold_for_any_values_within_those_of_the_terms(six: list[Decimal], data: st.DataObject) -> None:
    """Whatever is true within the bounds of two terms, their sum, difference and product lie within theirs."""
    (a, b, c), (d, e, f) = sorted(six[:3]), sorted(six[3:])
    one, other = Estimate(b, a, c, "kg"), Estimate(e, d, f, "kg")
    x, y = data.draw(st.decimals(a, c, places=2)), data.draw(st.decimals(d, f, places=2))
    for result, true in ((one + other, x + y), (one - other, x - y), (one * other, x * y)):
        assert result.low is not None
        assert result.high is not None
        assert result.low <= true <= result.high


def test_the_lesser_is_taken_bound_by_bound() -> None:
    """Three years of service within a life of five: (3 – 3) and (4 – 6) years."""
    assert least(between("3", "3", "3", "year"), between("2", "5", "6", "year")) == between("2", "3", "3", "year")


def test_nothing_at_all_is_exactly_zero() -> None:
    """A period without any fact."""
    assert total([], "g") == Estimate.exact(0, "g")


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        (("80.2", "139.73", "195.4"), ("80", "140", "200")),
        (("-3.2", "1.94", "4.9"), ("-3", "2", "5")),
        (("-25811", "-4012", "14000"), ("-26000", "-4000", "14000")),
        (("0.000414", "0.0342", "0.324"), ("0.00", "0.03", "0.32")),
    ],
)
def test_display_rounds_to_what_the_interval_deserves(given_: tuple[str, ...], shown: tuple[str, ...]) -> None:
    """About 140 kg (80 – 200), not 139.73 kg."""
    told = rounded(between(*given_))
    assert tuple(map(str, (told.low, told.central, told.high))) == shown


def test_display_leaves_an_exact_value_alone_and_gives_two_digits_without_bounds() -> None:
    """A counted thing is not rounded; a figure without a range does not pretend to be precise."""
    assert rounded(Estimate.exact(139, "things")).central == 139
    assert str(rounded(Estimate(Decimal("139.73"), None, None, "kgCO2e")).central) == "140"


def test_a_stream_gives_the_same_numbers_for_ever() -> None:
    """The first three numbers of a name, written down when figures were first published."""
    for_ever = [0.35788869366325354, 0.8107173052066565, 0.3072298338503677]
    assert uniforms("embodied/ademe", 3).tolist() == for_ever
    assert uniforms("embodied/ademe", COUNT)[:3].tolist() == for_ever


def test_two_streams_are_strangers() -> None:
    """Lives and footprints of one category are drawn apart."""
    one, other = uniforms("embodied/ademe", COUNT), uniforms("life_new/laptop", COUNT)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.05


@pytest.mark.parametrize(
    "known",
    [
        Point(3.0),
        Triangular(135.27, 185.09, 386.144),
        Triangular(2.8, 3.81, 3.81),
        Triangular(5, 5, 5),
        Lognormal(135.27, 386.144),
        Beta(0, 0),
        Beta(12, 30),
        Beta(40, 0),
        Beta(4_000, 6_000),
    ],
)
def test_mean_and_variance_agree_with_the_draws(known: Distribution) -> None:
    """Quantiles at evenly spread probabilities give the mean and the variance that the formula gives."""
    drawn = known.at((np.arange(200_000) + 0.5) / 200_000)
    assert drawn.mean() == pytest.approx(known.mean, rel=1e-3)
    assert drawn.var() == pytest.approx(known.variance, rel=5e-3, abs=1e-12)
    assert (np.diff(drawn) >= 0).all()


def test_the_percentiles_of_a_lognormal_are_those_it_was_made_from() -> None:
    """The fifth and the ninety-fifth of 422 laptops."""
    drawn = Lognormal(135.27, 386.144).at(np.array([0.05, 0.5, 0.95]))
    assert drawn.tolist() == pytest.approx([135.27, (135.27 * 386.144) ** 0.5, 386.144])


def test_a_rate_that_many_answered_is_nearly_normal() -> None:
    """Of ten thousand answers, four thousand: the fifth percentile is 1.645 deviations below."""
    rate = Beta(4_000, 6_000)
    expected = rate.mean + NormalDist().inv_cdf(0.05) * rate.variance**0.5
    assert rate.at(np.array([0.05]))[0] == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("wrong", [lambda: Triangular(2, 1, 3), lambda: Lognormal(0, 1), lambda: Beta(-1, 2)])
def test_a_distribution_that_cannot_be_is_refused(wrong: object) -> None:
    """Bounds out of order, a footprint of zero as fifth percentile, fewer than no answers."""
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"order|answers"):
        wrong()
