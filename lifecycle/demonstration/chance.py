"""Chance that falls the same way every time, on every machine and in every version of Python.

Each thing has a stream of its own, named after it: what happens to one machine does not
move what happens to another. Whole numbers only, from SHA-256 over a counter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import isqrt
from struct import Struct
from typing import TypeVar

T = TypeVar("T")

_WORDS = Struct(">4Q")
"""A digest is four draws of 64 bits."""
_BITS = 64


class Chance:
    """One stream of draws, decided by its name alone."""

    def __init__(self, *names: object) -> None:
        self._name = "\x1f".join(map(str, names)).encode()
        self._words: list[int] = []
        self._blocks = 0

    def _draw(self) -> int:
        """The next 64 bits."""
        if not self._words:
            digest = sha256(self._name + self._blocks.to_bytes(8, "big")).digest()
            self._words.extend(reversed(_WORDS.unpack(digest)))
            self._blocks += 1
        return self._words.pop()

    def below(self, count: int) -> int:
        """A number from 0 to ``count`` - 1."""
        return self._draw() * count >> _BITS

    def between(self, low: int, high: int) -> int:
        """A number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def percent(self, share: int) -> bool:
        """True in ``share`` of a hundred draws."""
        return self.below(100) < share

    def scaled(self, count: int, percent: int) -> int:
        """So many percent of a number; the rest of the division falls by chance."""
        whole, rest = divmod(count * percent, 100)
        return whole + (rest > 0 and self.percent(rest))

    def one_of(self, things: Sequence[T]) -> T:
        """One of these, each as likely."""
        return things[self.below(len(things))]

    def pick(self, weights: Mapping[T, int]) -> T:
        """One of these, by weight."""
        drawn = self.below(sum(weights.values()))
        for thing, weight in weights.items():
            drawn -= weight
            if drawn < 0:
                return thing
        raise ValueError("no weight is above zero")

    def around(self, low: int, central: int, high: int) -> int:
        """A number within the bounds, as often below ``central`` as above, and the rarer the further away."""
        lighter = self.below(2) == 0
        reach = central - low if lighter else high - central
        # The square root makes a straight slope: most likely beside the centre, never past a bound.
        away = reach - isqrt(self.below(reach * reach + 1))
        return central - away if lighter else central + away

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """These in another order."""
        rest = list(things)
        return [rest.pop(self.below(len(rest))) for _ in things]
