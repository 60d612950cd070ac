"""Days and amounts as a page shows them: as papers do."""

from __future__ import annotations

from lifecycle.reports.amounts import (
    FEW,
    NOTHING,
    a_year_before,
    amount,
    bare,
    bounds,
    count_of,
    day,
    euros,
    kilos,
    month,
    points,
    share,
    short_day,
    signed,
    than_before,
    weighed,
    weighed_share,
)

__all__ = [
    "FEW",
    "NOTHING",
    "a_year_before",
    "amount",
    "bare",
    "bounds",
    "count_of",
    "day",
    "euros",
    "kilos",
    "month",
    "points",
    "share",
    "short_day",
    "signed",
    "than_before",
    "weighed",
    "weighed_share",
]
