"""Tables of reports as a page shows them: units in the heads, numbers to the right, codes as words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dashboard.draw.tables import Cell, Head, table
from dashboard.draw.texts import Html, note
from lifecycle.reports import Column, Table
from lifecycle.reports.amounts import NOTHING, bare, count_of, month
from lifecycle.reports.flows import FLOW_WORDS
from lifecycle.reports.numbers import NARROW, SHOWN, quantity
from lifecycle.reports.words import UNITS
from lifecycle.words import N_, _, ngettext

LISTED = 12
"""Rows that a page lists; the exported file holds them all."""
MOST_LISTED = 1000
"""Rows that a page lists where somebody asks for all of them."""
PURPOSES = {
    "equipement_solidaire": N_("equipment for people in need"),
    "lien_social": N_("social ties"),
    "reemploi": N_("re-use"),
}
"""Coded purpose of a grant -> words; each ledger may code others."""


def report_table(
    found: Table,
    *,
    caption: str = "",
    only: Collection[str] = (),
    names: Mapping[str, str] | None = None,
    listed: int = MOST_LISTED,
) -> Html:
    """A table of a report, all of it or some columns; ``names`` are those of organisations by code.

    A row that holds nothing in the columns shown is left out; how many there are is said.
    """
    found = found.for_people
    columns = [(place, one) for place, one in enumerate(found.columns) if one.id in only or not only]
    counted = [place for place, one in columns if one.unit in UNITS]
    told = [row for row in found.rows if not counted or any(row[place] for place in counted)]
    heads = [Head(_head(one), one.unit in UNITS) for _place, one in columns]
    rows = [[_cell(one, row[place], names or {}) for place, one in columns] for row in told[:listed]]
    return (
        table(caption or str(found.title), heads, rows)
        + rest(len(told), listed)
        + _without(len(found.rows) - len(told))
    )


def _without(count: int) -> Html:
    words = ngettext("{count} row holds nothing here.", "{count} rows hold nothing here.", count)
    return note(words.format(count=count_of(count))) if count else Html("")


def _head(column: Column) -> str:
    """The words of a column; one of grams and one of things may bear the same."""
    if column.unit not in {*SHOWN, "things"}:
        return _(column.label)
    unit = _("number") if column.unit == "things" else _(UNITS[column.unit])
    return f"{_(column.label)} ({unit})"


def _cell(column: Column, value: object, names: Mapping[str, str]) -> Cell:
    if column.unit in UNITS and (value is None or isinstance(value, int)):
        if not value:
            return NOTHING
        sign = SHOWN[column.unit][1] if column.unit in SHOWN else ""
        return quantity(value, column.unit).removesuffix(f"{NARROW}{sign}")
    if column.id == "purpose":
        return _(PURPOSES.get(str(value), str(value).replace("_", " ")))
    shown = column.shown(value) if isinstance(value, str) else value
    return names.get(str(shown), str(shown)) if shown not in (None, "") else NOTHING


def month_table(
    caption: str, unit: str, flows: Sequence[str], amounts: Mapping[str, Mapping[str, int]], months: Sequence[str]
) -> Html:
    """Months down, flows across."""
    suffix = " (kg)" if unit == "g" else ""
    heads = [Head(_("Month")), *(Head(f"{_(FLOW_WORDS[flow])}{suffix}", True) for flow in flows)]
    rows = [(month(one), *(bare(amounts.get(flow, {}).get(one), unit, 1) for flow in flows)) for one in months]
    return table(caption, heads, rows, shown=unit != "g", wide=True)


def rest(count: int, listed: int = LISTED) -> Html:
    """That there is more than what a page lists; nothing where there is not."""
    if count <= listed:
        return Html("")
    more = _("… and {count} more; the downloaded file holds them all")
    return note(more.format(count=count_of(count - listed)))
