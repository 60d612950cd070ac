"""How the dashboard draws: markup of our own, in which whatever comes from a ledger is escaped."""

from __future__ import annotations

from dashboard.draw.bars import CONFIG as PICTURE
from dashboard.draw.bars import Row, bars, months_between, span_of
from dashboard.draw.basis import sources
from dashboard.draw.device import Told, moments, standing
from dashboard.draw.doors import Door, doors, notes_of_links
from dashboard.draw.figures import Large, devices_or_parts, in_mass, in_things, large
from dashboard.draw.flow import Stream, flow
from dashboard.draw.footer import footer
from dashboard.draw.intervals import Span, interval_table, intervals
from dashboard.draw.ladder import Rung, ladder
from dashboard.draw.lines import average_lines, balance_table, line_table
from dashboard.draw.map import Spot, chart, legend
from dashboard.draw.method import contents, folded, method_block
from dashboard.draw.opened import opening, opens
from dashboard.draw.outlook import Ahead, outlook
from dashboard.draw.reported import LISTED, MOST_LISTED, month_table, report_table, rest
from dashboard.draw.shares import Part, shares
from dashboard.draw.steps import Year, gap, steps
from dashboard.draw.tables import Head, table
from dashboard.draw.texts import (
    Html,
    anchor,
    banner,
    heading,
    listed,
    masthead,
    note,
    notes,
    notice,
    perimeter,
    prose,
    sentence,
    terms,
    title,
)
from dashboard.draw.timeline import timeline
from dashboard.draw.todo import authorisation_table, breach_table, lot_table, rule_table
from dashboard.draw.tree import tree
from dashboard.draw.waiting import First, Waits, waiting
from lifecycle.reports.amounts import (
    FEW,
    NOTHING,
    bare,
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
)
from lifecycle.reports.definitions import definitions

__all__ = [
    "FEW",
    "LISTED",
    "MOST_LISTED",
    "NOTHING",
    "PICTURE",
    "Ahead",
    "Door",
    "First",
    "Head",
    "Html",
    "Large",
    "Part",
    "Row",
    "Rung",
    "Span",
    "Spot",
    "Stream",
    "Told",
    "Waits",
    "Year",
    "anchor",
    "authorisation_table",
    "average_lines",
    "balance_table",
    "banner",
    "bare",
    "bars",
    "breach_table",
    "chart",
    "contents",
    "count_of",
    "day",
    "definitions",
    "devices_or_parts",
    "doors",
    "euros",
    "flow",
    "folded",
    "footer",
    "gap",
    "heading",
    "in_mass",
    "in_things",
    "interval_table",
    "intervals",
    "kilos",
    "ladder",
    "large",
    "legend",
    "line_table",
    "listed",
    "lot_table",
    "masthead",
    "method_block",
    "moments",
    "month",
    "month_table",
    "months_between",
    "note",
    "notes",
    "notes_of_links",
    "notice",
    "opening",
    "opens",
    "outlook",
    "perimeter",
    "points",
    "prose",
    "report_table",
    "rest",
    "rule_table",
    "sentence",
    "share",
    "shares",
    "short_day",
    "signed",
    "sources",
    "span_of",
    "standing",
    "steps",
    "table",
    "terms",
    "than_before",
    "timeline",
    "title",
    "tree",
    "waiting",
]
