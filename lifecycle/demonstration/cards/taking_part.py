"""Who takes part, what machines there are, what is given."""

from __future__ import annotations

from typing import Literal

from lifecycle.demonstration.cards.fleet import Replacement
from lifecycle.demonstration.cards.table import Card, Span
from lifecycle.events import DonorKind
from lifecycle.events.organisations import Role

MediumKind = Literal["hdd", "ssd", "flash"]


class Actor(Card):
    """An invented organisation; a donor says what it gives and how often."""

    code: str
    name: str
    roles: tuple[Role, ...]
    commune: str
    donor_kind: DonorKind = "unknown"
    gifts_a_year: dict[str, int] = {}
    """How often it gives in a year, by the association that takes."""
    gift: Span | None = None
    fleet: Literal["none", "counted", "numbered"] = "none"
    elsewhere: int = 0
    """For a hundred units given, so many more leave the fleet another way."""
    replaces: Replacement | None = None
    """A public body's plan; it says what else leaves."""


class Model(Card):
    """An invented model; memory and media are absent where nobody can read them."""

    category: str
    maker: str
    name: str
    year: int
    weight: int
    cpu: str | None = None
    memory_gib: int | None = None
    media_kind: MediumKind | None = None
    media_gb: int = 0


class Arrivals(Card):
    """What is given, and when."""

    opening_gift: int
    opening_donor: str
    fleet_months: tuple[int, ...]
    private_months: tuple[int, ...]
    announced_days: Span
    metres: Span
    no_disk: int
    excluded: int = 0
    ways_out: dict[str, int] = {}
    """How the units leave that are not given."""
    fleet_mix: dict[str, int]
    private_mix: dict[str, int]
