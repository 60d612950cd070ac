"""The board of a workshop: columns of cards side by side, below each other on a narrow screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.texts import Html, anchor
from lifecycle.reports.amounts import count_of


class Slip(NamedTuple):
    """A card: what it is called, what it is, since when it stands here, what it waits for, and where it leads."""

    code: str
    what: str
    since: str
    waits: str
    address: str


class Column(NamedTuple):
    """A column: its words, how many stand in it in all, those shown, and the way to the others."""

    name: str
    words: str
    total: int
    slips: Sequence[Slip]
    more: str
    """Words of the way to the others; empty where all are shown."""
    address: str
    empty: str
    """What is said where nothing stands in it."""


def board(columns: Sequence[Column]) -> Html:
    """Every column, with the true number of what stands in it."""
    return Markup('<div class="lc-board">{}</div>').format(Markup("").join(_column(one) for one in columns))


def _column(one: Column) -> Html:
    shown = Markup("").join(_slip(slip) for slip in one.slips)
    return Markup(
        '<section class="lc-column" data-column="{}" aria-labelledby="column-{}">'
        '<h3 id="column-{}">{} <span>{}</span></h3>{}{}</section>'
    ).format(
        one.name,
        one.name,
        one.name,
        one.words,
        count_of(one.total),
        Markup('<ol class="lc-slips">{}</ol>').format(shown) if shown else Markup("<p>{}</p>").format(one.empty),
        Markup('<p class="lc-more">{}</p>').format(anchor(one.more, one.address)) if one.more else "",
    )


def _slip(slip: Slip) -> Html:
    return Markup(
        '<li><a href="{}" target="_self" class="lc-slip"><span class="lc-slip-code">{}</span>'
        '<span>{}</span><span class="lc-slip-since">{}</span>{}</a></li>'
    ).format(
        slip.address,
        slip.code,
        slip.what,
        slip.since,
        Markup('<span class="lc-slip-waits">{}</span>').format(slip.waits) if slip.waits else "",
    )


def verdicts(
    found: Sequence[tuple[str, str, bool, Sequence[str]]], caption: str, words: tuple[str, str], empty: str
) -> Html:
    """Codes that were scanned: code, what it is, whether it is fit, and why not; ``words`` are those of fit and not.

    Its frame keeps its height, so that nothing below it moves while somebody scans, and no click misses its button.
    """
    lines = Markup("").join(_verdict(*one, words) for one in found)
    inside = Markup('<ul class="lc-verdicts">{}</ul>').format(lines) if lines else Markup("<p>{}</p>").format(empty)
    return Markup('<div class="lc-scanned" tabindex="0" role="region" aria-label="{}">{}</div>').format(caption, inside)


def _verdict(code: str, what: str, fit: bool, reasons: Sequence[str], words: tuple[str, str]) -> Html:
    return Markup(
        '<li data-fit="{}"><span class="lc-sign" aria-hidden="true">{}</span><span><strong>{}</strong> {}</span>'
        "<span>{}</span></li>"
    ).format(
        "yes" if fit else "no",
        "✓" if fit else "!",
        code,
        what,
        words[0] if fit else Markup("; ").join((words[1], *reasons)),
    )
