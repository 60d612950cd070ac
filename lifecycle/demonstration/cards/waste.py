"""How waste leaves, is treated and certified."""

from __future__ import annotations

from datetime import date

from lifecycle.demonstration.cards.table import Card, Span


class Waste(Card):
    """How waste leaves the association."""

    recyclers: tuple[str, ...]
    """To whom its lots go, in turn."""
    carrier: str
    lot_day: int
    component_code: str
    crate_category: str
    crate_codes: tuple[str, ...]
    hazardous: tuple[str, ...]
    heaviest_g: int
    least_g: int
    clear_out: tuple[int, ...]
    clear_out_g: int
    estimated_to_g: int
    scale_error: int
    on_the_road: Span
    weighed_here: int
    crate_share: int
    crate_count: Span
    planned: str


class Deed(Card):
    """An authorisation: it ends on ``valid_to``, or turns out to be void."""

    reference: str
    valid_from: date
    valid_to: date
    void_from: date | None = None
    void_known: date | None = None


class Treatment(Card):
    """How a recycler receives, treats and certifies."""

    code: str
    components: tuple[str, ...]
    deed: tuple[Deed, ...]
    scale_error: int
    pallet_g: int
    late: int = 0
    missing: int = 0
    treated_days: Span
    certified_days: Span
    late_days: Span
    late_lighter_percent: int
    withdrawn_days: int
    recycled: Span
    recovered: Span
    plastics: int
    pallet_months: tuple[int, ...]
    pallet_producers: tuple[str, ...]
    pallet_category: str
    pallet_count: Span


class Scheme(Card):
    """The eco-organisme: lots of its collection points; for some it sends an average instead of a certificate."""

    code: str
    carrier: str
    recyclers: tuple[str, ...]
    lots_a_month: int
    months: tuple[int, ...]
    """In percent of ``lots_a_month``, January to December."""
    categories: tuple[str, ...]
    count: Span
    estimated_to_g: int
    on_the_road: Span
    planned: str
    flux_lots: tuple[int, ...]
    """Ranks of the lots for which it sends an average only."""
