"""How long devices serve, from ends that were seen and uses that were last seen going on.

The estimator of E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations",
Journal of the American Statistical Association 53 (1958), with the variance of M. Greenwood, "The
Errors of Sampling of the Survivorship Tables" (1926); the mean is restricted to a longest time, as in
J. O. Irwin, "The standard error of an estimate of expectation of life", Journal of Hygiene 47 (1949).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import sqrt
from typing import NamedTuple

from lifecycle.impact.cells import Survival


class Followed(NamedTuple):
    """So many devices followed for so many months, at the end of which their use ended, or was last seen going on."""

    months: int
    ended: bool
    devices: int


class Step(NamedTuple):
    """From a month on, this share still serves."""

    month: int
    share: float
    ended: int
    """Uses that ended in this month."""
    exposed: int
    """Uses that were still followed when it began."""


def curve(followed: Iterable[Followed]) -> Iterator[Step]:
    """The share that still serves, from each month in which some uses ended.

    A use last seen going on in the month in which others end counts as still exposed then.
    """
    ends: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for one in followed:
        seen[one.months] += one.devices
        if one.ended:
            ends[one.months] += one.devices
    exposed, share = sum(seen.values()), 1.0
    for month in sorted(seen):
        if ended := ends[month]:
            share *= 1 - ended / exposed
            yield Step(month, share, ended, exposed)
        exposed -= seen[month]


def restricted_mean(followed: Iterable[Followed], *, longest: float) -> Survival:
    """The mean service up to ``longest`` months, its standard error, and how far devices lie apart.

    Nothing is claimed of what nobody saw: beyond the longest service seen the curve ends.
    """
    uses = list(followed)
    last = max((one.months for one in uses), default=0)
    until = min(longest, float(last))
    steps = [step for step in curve(uses) if step.month < until]
    begins = [0.0, *(float(step.month) for step in steps)]
    shares = [1.0, *(step.share for step in steps)]
    spans = [(begin, end, share) for begin, end, share in zip(begins, [*begins[1:], until], shares, strict=True)]
    mean = sum(share * (end - begin) for begin, end, share in spans)
    squares = sum(share * (end * end - begin * begin) for begin, end, share in spans)
    variance, beyond = 0.0, 0.0
    for step, (begin, end, share) in zip(reversed(steps), reversed(spans), strict=False):
        beyond += share * (end - begin)
        if step.exposed > step.ended:
            variance += beyond * beyond * step.ended / (step.exposed * (step.exposed - step.ended))
    ended = sum(one.devices for one in uses if one.ended)
    return Survival(mean, sqrt(variance), sqrt(max(0.0, squares - mean * mean)), ended)
