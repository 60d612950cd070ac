"""Sharing whole grams out so that rows and columns stay exact (largest remainder)."""

from __future__ import annotations

from collections.abc import Sequence


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` whole grams in proportion to ``weights``, by largest remainder, ties to the first.

    The shares add up to ``total`` exactly. Where all weights are zero they are taken as equal.
    """
    if not weights:
        return []
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    missing = total - sum(shares)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[:missing]:
        shares[i] += 1
    return shares


def lot_shares(net: int, own_g: Sequence[int], weighed: Sequence[bool]) -> tuple[list[int], bool]:
    """Each member's share of a lot's net mass, and whether the weighed members leave too little for the others.

    Weighed members keep their mass and the others share the rest by default mass, if that
    leaves each of them at least 1 g. Else, and where every member was weighed, all are
    scaled to the net mass; too little is only said where some were not weighed.
    """
    unweighed = [i for i, is_weighed in enumerate(weighed) if not is_weighed]
    rest = net - sum(grams for grams, is_weighed in zip(own_g, weighed, strict=True) if is_weighed)
    if unweighed and rest >= len(unweighed):
        shares = list(own_g)
        for i, grams in zip(unweighed, shared_out(rest, [own_g[i] for i in unweighed]), strict=True):
            shares[i] = grams
        return shares, False
    return shared_out(net, own_g), bool(unweighed)


def split_over(member_g: int, remaining: Sequence[int]) -> list[int]:
    """One member's grams over what remains of the fractions; never more than remains of any."""
    return shared_out(member_g, remaining) if sum(remaining) else [0] * len(remaining)
