"""Units as texts that multiply and divide: "kgCO2e/kWh" times "kWh/year" is "kgCO2e/year"."""

from __future__ import annotations

from collections import Counter
from functools import cache

NONE = "1"
"""The unit of a share, and of what has none."""


class BadUnit(ValueError):
    """A text that is no unit, or two units that do not go together."""


@cache
def _powers(unit: str) -> tuple[tuple[str, int], ...]:
    """The names in a unit, each with its power: those before the slash, less those after it."""
    above, slash, below = unit.partition("/")
    if not above or (slash and not below) or "/" in below:
        raise BadUnit(f"“{unit}” is no unit; write it as kg, kgCO2e/kWh or km·kg/year")
    found: Counter[str] = Counter()
    for side, power in ((above, 1), (below, -1)):
        for name in filter(None, side.split("·")):
            found[name] += 0 if name == NONE else power
    return tuple(sorted((name, power) for name, power in found.items() if power))


def _text(powers: Counter[str]) -> str:
    above = [name for name, power in sorted(powers.items()) for _ in range(power)]
    below = [name for name, power in sorted(powers.items()) for _ in range(-power)]
    return "·".join(above or [NONE]) + ("/" + "·".join(below) if below else "")


def product(one: str, other: str) -> str:
    """The unit of a product. A unit that only one side knows stands as it is: kg and g are two units."""
    if one == NONE:
        return other
    if other == NONE:
        return one
    powers = Counter(dict(_powers(one)))
    powers.update(dict(_powers(other)))
    return _text(powers)


def over(one: str, other: str) -> str:
    """The unit of a quotient; "1" where both are the same."""
    if other == NONE:
        return one
    powers = Counter(dict(_powers(one)))
    powers.subtract(dict(_powers(other)))
    return _text(powers)
