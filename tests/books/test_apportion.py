"""Sharing whole grams: rows and columns exact, nothing negative, the same share for the same things."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle.journey.apportion import lot_shares, shared_out, split_over

grams = st.integers(0, 10**9)


@given(total=grams, weights=st.lists(grams, min_size=1, max_size=12))
@settings(derandomize=True, max_examples=200)
def test_shares_add_up_and_differ_from_their_due_by_less_than_a_gram(total, weights):
    shares = shared_out(total, weights)
    assert sum(shares) == total
    assert min(shares) >= 0
    if whole := sum(weights):
        assert all(abs(share * whole - total * weight) < whole for share, weight in zip(shares, weights, strict=True))


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (10, [1, 1, 1], [4, 3, 3]),  # a tie: the first in order of code
        (7, [3, 3, 1], [3, 3, 1]),
        (1, [1, 2], [0, 1]),  # the largest remainder
        (5, [0, 0], [3, 2]),  # nothing is known of them: equal
        (5, [0, 4], [0, 5]),
        (0, [1, 2], [0, 0]),
        (0, [], []),
    ],
)
def test_the_largest_remainder_takes_the_grams_that_are_left(total, weights, shares):
    assert shared_out(total, weights) == shares


@pytest.mark.parametrize(
    ("net", "own", "weighed", "shares", "lighter"),
    [
        (10_000, [4000, 1650, 5760], [True, False, False], [4000, 1336, 4664], False),
        (4002, [4000, 1650, 5760], [True, False, False], [4000, 0, 2], False),  # 1 g each is left: by default mass
        (4001, [4000, 1650, 5760], [True, False, False], [1403, 578, 2020], True),  # it is not: all are scaled
        (9900, [4000, 6000], [True, True], [3960, 5940], False),  # all weighed: scaled, and no breach
        (9900, [4000, 6000], [False, False], [3960, 5940], False),
        (1, [4000, 6000], [False, False], [0, 1], True),
    ],
)
def test_the_weighed_keep_theirs_and_the_others_share_the_rest(net, own, weighed, shares, lighter):
    assert lot_shares(net, own, weighed) == (shares, lighter)


@given(
    members=st.lists(st.integers(0, 10**6), min_size=1, max_size=8),
    weights=st.lists(st.integers(1, 100), min_size=1, max_size=5),
)
@settings(derandomize=True, max_examples=200)
def test_fractions_come_out_exact_member_by_member(members, weights):
    """Each member splits over what remains of the fractions: columns end at nothing, and no cell is negative."""
    fractions = shared_out(sum(members), weights)
    left = list(fractions)
    for member in members:
        pieces = split_over(member, left)
        assert sum(pieces) == (member if sum(left) else 0)
        left = [rest - piece for rest, piece in zip(left, pieces, strict=True)]
        assert min(left) >= 0
    assert sum(left) == 0
