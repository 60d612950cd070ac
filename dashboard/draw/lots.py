"""Lots as a board of states, as tables, and one lot with what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.reported import rest
from dashboard.draw.tables import Head, table
from dashboard.draw.texts import Html, anchor, note
from lifecycle.reports.amounts import NOTHING, bare, count_of, kilos, short_day
from lifecycle.words import _, ngettext


class StageCard(NamedTuple):
    """A state of the board, in words and figures."""

    state: str
    words: str
    lots: int
    grams: int
    oldest_days: int | None


class LotRow(NamedTuple):
    """One lot of the board."""

    code: str
    address: str
    since: date
    days: int
    grams: int
    units: int
    holder: str
    waits: str


class ThingRow(NamedTuple):
    """One thing in a lot; no address where it has no page."""

    name: str
    address: str
    category: str
    grams: int
    units: int
    source: str
    legal: str


class DueRow(NamedTuple):
    """One thing that waits: what, for whom, since when, until when; late by so many days, if it is."""

    subject: str
    address: str
    what: str
    who: str
    due_on: date | None
    late_days: int
    grams: int | None


def stages(cards: Iterable[StageCard], words: str) -> Html:
    """The states in the order of a life, each a way to its lots."""
    drawn = Markup("").join(_stage(card) for card in cards)
    return Markup('<ol class="lc-stages" aria-label="{}">{}</ol>').format(words, drawn)


def _stage(card: StageCard) -> Html:
    said = [kilos(card.grams)] if card.grams else []
    if card.oldest_days is not None and card.state != "certified":
        days = ngettext("oldest: {days} day", "oldest: {days} days", card.oldest_days)
        said.append(days.format(days=count_of(card.oldest_days)))
    beside = Markup("").join(Markup("<span>{}</span>").format(one) for one in said)
    inside = Markup(
        '<span class="lc-label">{}</span><span class="lc-value">{}</span><span class="lc-beside">{}</span>'
    ).format(card.words, count_of(card.lots), beside)
    if not card.lots:
        return Markup('<li class="lc-none">{}</li>').format(inside)
    return Markup('<li><a href="#{}">{}</a></li>').format(card.state, inside)


def lot_board(caption: str, rows: Sequence[LotRow], *, waits: str, listed: int) -> Html:
    """The lots of one state; ``waits`` is the head of what waits for them, or of what ended them."""
    heads = [
        Head(_("Lot"), uncut=True),
        Head(_("Since")),
        Head(_("Days"), True),
        Head(_("Mass (kg)"), True),
        Head(_("Things"), True),
        Head(_("In whose hands")),
        Head(waits),
    ]
    drawn = [
        (
            anchor(row.code, row.address),
            short_day(row.since),
            count_of(row.days),
            bare(row.grams, "g"),
            bare(row.units, "things"),
            row.holder,
            row.waits,
        )
        for row in rows[:listed]
    ]
    more = _("… and {count} more, not there as long: find one by its code").format(count=count_of(len(rows) - listed))
    return table(caption, heads, drawn, shown=False) + (note(more) if len(rows) > listed else Html(""))


def things_table(caption: str, rows: Sequence[ThingRow], *, listed: int) -> Html:
    """What is in a lot, each thing with its mass."""
    heads = [
        Head(_("Thing"), uncut=True),
        Head(_("Category")),
        Head(_("Mass (kg)"), True),
        Head(_("Number"), True),
        Head(_("Source of the mass")),
        Head(_("Status")),
    ]
    drawn = [
        (
            anchor(row.name, row.address) if row.address else row.name,
            row.category,
            bare(row.grams, "g"),
            bare(row.units, "things"),
            row.source,
            row.legal,
        )
        for row in rows[:listed]
    ]
    return table(caption, heads, drawn, shown=False) + rest(len(rows), listed)


def due_table(caption: str, rows: Sequence[DueRow]) -> Html:
    """What waits, the first due first; what is late says so in words."""
    heads = [
        Head(_("Subject"), uncut=True),
        Head(_("What is missing")),
        Head(_("For whom")),
        Head(_("Until"), uncut=True),
        Head(_("Mass (kg)"), True),
    ]
    drawn = [(anchor(row.subject, row.address), row.what, row.who, _until(row), bare(row.grams, "g")) for row in rows]
    return table(caption, heads, drawn, shown=False)


def _until(row: DueRow) -> str | Html:
    if row.due_on is None:
        return NOTHING
    if not row.late_days:
        return short_day(row.due_on)
    late = ngettext("{days} day late", "{days} days late", row.late_days).format(days=count_of(row.late_days))
    return Markup('<span>{}<br><strong class="lc-late">▲ {}</strong></span>').format(short_day(row.due_on), late)
