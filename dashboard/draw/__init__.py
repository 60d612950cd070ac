"""How the dashboard draws: markup of our own, in which whatever comes from a ledger is escaped."""

from __future__ import annotations

from dashboard.draw.amounts import (
    NOTHING,
    bare,
    between,
    bounds,
    day,
    kilos,
    month,
    short_day,
    signed,
    weighed,
    weighed_share,
)
from dashboard.draw.bars import CONFIG as PICTURE
from dashboard.draw.bars import Row, bars, months_between, span_of
from dashboard.draw.figures import Large, large
from dashboard.draw.tables import Head, line_name, table
from dashboard.draw.texts import (
    Html,
    anchor,
    banner,
    heading,
    masthead,
    note,
    notes,
    notice,
    perimeter,
    sentence,
    terms,
    title,
)
from dashboard.draw.timeline import Moment, timeline

__all__ = [
    "NOTHING",
    "PICTURE",
    "Head",
    "Html",
    "Large",
    "Moment",
    "Row",
    "anchor",
    "banner",
    "bare",
    "bars",
    "between",
    "bounds",
    "day",
    "heading",
    "kilos",
    "large",
    "line_name",
    "masthead",
    "month",
    "months_between",
    "note",
    "notes",
    "notice",
    "perimeter",
    "sentence",
    "short_day",
    "signed",
    "span_of",
    "table",
    "terms",
    "timeline",
    "title",
    "weighed",
    "weighed_share",
]
