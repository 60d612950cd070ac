"""The setting of a demonstration, read strictly from ``data/demo``.

No figure stands in code, and a key that nobody reads is a fault.
"""

from __future__ import annotations

import tomllib
from datetime import date, time
from pathlib import Path

from lifecycle.demonstration.cards import (
    Actor,
    Arrivals,
    BenchCard,
    Card,
    DeskCard,
    Model,
    Money,
    Stories,
    Treatment,
    Waste,
)

_HERE = Path(__file__).parent


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
    arrivals: Arrivals
    bench: BenchCard
    desk: DeskCard
    waste: Waste
    treatment: Treatment
    association: Money
    stories: Stories
    organisation: tuple[Actor, ...]
    model: tuple[Model, ...]

    def actor(self, code: str) -> Actor:
        """The organisation of a code."""
        return next(one for one in self.organisation if one.code == code)

    def models_of(self, category: str) -> dict[Model, int]:
        """The models of a category, with their weights."""
        return {one: one.weight for one in self.model if one.category == category}


def demo_folder() -> Path:
    """Where the settings are: inside an installed package, or beside the package in a checkout."""
    installed = _HERE.parent / "_data" / "demo"
    return installed if installed.is_dir() else _HERE.parents[1] / "data" / "demo"


def load(name: str = "first_year") -> Setting:
    """The setting of that name, with the organisations and the models."""
    folder = demo_folder()
    content: dict[str, object] = {}
    for file in ("organisations", "models", name):
        content |= tomllib.loads((folder / f"{file}.toml").read_text(encoding="utf-8"))
    return Setting.model_validate(content)
