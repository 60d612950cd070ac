"""The setting of a demonstration, read strictly from ``data/demo``.

No figure stands in code, and a key that nobody reads is a fault.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from lifecycle.demonstration.cards import (
    Actor,
    Around,
    Card,
    Course,
    Fleets,
    House,
    Model,
    Scheme,
    Treatment,
)

_HERE = Path(__file__).parent

FIRST = "first_year"
FIVE_YEARS = "five_years"

HABITS = ("arrivals", "bench", "desk", "waste", "association", "stories")
"""Tables that all associations of a setting share; in its own, each says only what differs."""


class School(Card):
    """A training association: where it teaches what."""

    code: str
    lesson: tuple[Course, ...]


class Setting(Card):
    """All that a demonstration is made from."""

    seed: str
    first_day: date
    last_day: date
    keeper: str
    account: str
    batch_days: int
    evening: time
    closed_days: tuple[date, ...]
    communes: dict[str, int]
    house: tuple[House, ...]
    recycler: tuple[Treatment, ...]
    scheme: Scheme | None = None
    school: School | None = None
    fleets: Fleets | None = None
    age: dict[str, Around] = {}
    """Years since its model came on the market when a thing of this category is given."""
    organisation: tuple[Actor, ...]
    model: tuple[Model, ...]

    def actor(self, code: str) -> Actor:
        """The organisation of a code."""
        return next(one for one in self.organisation if one.code == code)


def demo_folder() -> Path:
    """Where the settings are: inside an installed package, or beside the package in a checkout."""
    installed = _HERE.parent / "_data" / "demo"
    return installed if installed.is_dir() else _HERE.parents[1] / "data" / "demo"


def load(name: str = FIRST) -> Setting:
    """The setting of that name, with the organisations and the models it names, else those of the first."""
    content = _table("organisations") | _table("models") | _table(name)
    for file in content.pop("with", ()):
        content |= _table(file)
    shared = {table: content.pop(table) for table in HABITS if table in content}
    houses = content.pop("house", None) or [{"code": content["keeper"]}]
    content["house"] = [_merged(shared, house) for house in houses]
    return Setting.model_validate(content)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((demo_folder() / f"{name}.toml").read_text(encoding="utf-8"))


def _merged(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What all share, with what is its own in its place, table by table."""
    merged = dict(shared)
    for key, value in own.items():
        there = merged.get(key)
        merged[key] = _merged(there, value) if isinstance(there, Mapping) and isinstance(value, Mapping) else value
    return merged
