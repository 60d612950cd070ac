"""How long devices serve: Kaplan and Meier by hand, published lives, and what nobody saw."""

from __future__ import annotations

from math import isclose, sqrt

import pytest

from lifecycle.impact.survival import Followed, curve, restricted_mean

# Remission of leukaemia under 6-mercaptopurine, in weeks: E. J. Freireich and others, Blood 21 (1963);
# the example of D. R. Cox, "Regression Models and Life-Tables" (1972).
ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
GOING_ON = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
FREIREICH = [Followed(weeks, True, 1) for weeks in ENDED] + [Followed(weeks, False, 1) for weeks in GOING_ON]


def test_the_curve_is_that_of_the_textbook():
    """Shares of Freireich's patients still in remission, as printed everywhere."""
    shares = {step.month: round(step.share, 4) for step in curve(FREIREICH)}
    assert shares == {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}


def test_the_restricted_mean_and_its_error_are_those_of_the_textbook():
    """To 35 weeks: 23.29 ± 2.83, as R's survival package prints them (print(survfit), rmean=35)."""
    mean = restricted_mean(FREIREICH, longest=35)
    assert round(mean.months, 2) == 23.29
    assert round(mean.error_months, 2) == 2.83
    assert mean.ended == 9


def test_without_censoring_it_is_the_mean_of_what_was_seen():
    """Ten and twenty months: 15 ± 5 / √2, five apart."""
    mean = restricted_mean([Followed(10, True, 1), Followed(20, True, 1)], longest=100)
    assert mean.months == 15
    assert isclose(mean.spread_months, 5)
    assert isclose(mean.error_months, 5 / sqrt(2))


@pytest.mark.parametrize(("longest", "expected"), [(5, 5), (10, 10), (15, 12.5), (20, 15), (60, 15)])
def test_the_mean_is_restricted_on_both_sides_of_each_end(longest, expected):
    """Half of them serve ten months, half twenty."""
    assert restricted_mean([Followed(10, True, 3), Followed(20, True, 3)], longest=longest).months == expected


def test_nothing_is_claimed_of_what_nobody_saw():
    """Two were last seen in use after twelve months: twelve, not more."""
    assert restricted_mean([Followed(12, False, 2)], longest=60).months == 12
    assert restricted_mean([], longest=60).months == 0


def test_many_alike_are_as_one_but_for_the_error():
    """A hundred times as many devices: a tenth of the error, the same mean and distance."""
    one = restricted_mean(FREIREICH, longest=30)
    many = restricted_mean([each._replace(devices=100) for each in FREIREICH], longest=30)
    assert isclose(one.months, many.months)
    assert isclose(one.spread_months, many.spread_months)
    assert isclose(one.error_months, 10 * many.error_months)
