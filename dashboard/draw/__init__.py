"""How the dashboard draws: markup of our own, in which whatever comes from a ledger is escaped."""

from __future__ import annotations

from dashboard.draw.amounts import (
    NOTHING,
    bare,
    between,
    bounds,
    count_of,
    day,
    kilos,
    month,
    short_day,
    signed,
    weighed,
    weighed_share,
)
from dashboard.draw.answer import answer_in_words, four_figures
from dashboard.draw.bars import CONFIG as PICTURE
from dashboard.draw.bars import Row, bars, months_between, span_of
from dashboard.draw.basis import definitions, sources
from dashboard.draw.device import moment, named, standing
from dashboard.draw.figures import Large, large
from dashboard.draw.lines import average_lines, balance_table, line_table
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
from dashboard.draw.todo import breach_table, lot_table, rule_table

__all__ = [
    "NOTHING",
    "PICTURE",
    "Head",
    "Html",
    "Large",
    "Moment",
    "Row",
    "anchor",
    "answer_in_words",
    "average_lines",
    "balance_table",
    "banner",
    "bare",
    "bars",
    "between",
    "bounds",
    "count_of",
    "breach_table",
    "day",
    "definitions",
    "four_figures",
    "heading",
    "kilos",
    "large",
    "line_name",
    "line_table",
    "lot_table",
    "masthead",
    "moment",
    "month",
    "months_between",
    "named",
    "note",
    "notes",
    "notice",
    "perimeter",
    "rule_table",
    "sentence",
    "short_day",
    "signed",
    "sources",
    "span_of",
    "standing",
    "table",
    "terms",
    "timeline",
    "title",
    "weighed",
    "weighed_share",
]
