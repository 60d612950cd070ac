"""Tables that a screen reader can walk: a caption, heads with their units, numbers to the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.texts import Html
from lifecycle.reports.amounts import NOTHING

Cell = str | Html


class Head(NamedTuple):
    """A column: its words, and whether it holds numbers, or what no line may cut."""

    words: str
    number: bool = False
    uncut: bool = False

    @property
    def style(self) -> str:
        """The class of its cells."""
        return "lc-number" if self.number else "lc-uncut" if self.uncut else ""


def table(
    caption: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Cell]],
    *,
    shown: bool = True,
    wide: bool = False,
    told: bool = False,
) -> Html:
    """Rows under heads; the first cell of a row names the row. ``shown`` says whether eyes see the caption.

    On a narrow screen a row becomes a small list, each cell with its head; a ``wide`` table
    scrolls in its own frame instead. In a ``told`` table most cells are sentences, read below their heads.
    """
    drawn = [Markup('<tr role="row">{}</tr>').format(_cells(heads, row)) for row in rows]
    return Markup(
        '<div class="lc-scroll" tabindex="0" role="region" aria-label="{}"><table class="lc-table {}" role="table">'
        '<caption class="{}">{}</caption><thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table></div>'
    ).format(
        caption,
        "" if wide else "lc-stacks lc-told" if told else "lc-stacks",
        "" if shown else "lc-unseen",
        caption,
        Markup("").join(_head(head) for head in heads),
        Markup("").join(drawn),
    )


def _head(head: Head) -> Html:
    return Markup('<th role="columnheader" scope="col" class="{}">{}</th>').format(head.style, head.words)


def _cells(heads: Sequence[Head], row: Sequence[Cell]) -> Html:
    first, *others = zip(heads, row, strict=True)
    return Markup("").join(
        [
            Markup('<th role="rowheader" scope="row" class="{}">{}</th>').format(first[0].style, first[1]),
            *(
                Markup('<td role="cell" class="{}{}" data-head="{}">{}</td>').format(
                    head.style, " lc-empty" if cell == NOTHING else "", head.words, cell
                )
                for head, cell in others
            ),
        ]
    )


def line_name(line: str, words: str) -> Html:
    """The word of a line, with its fixed colour before it."""
    return Markup('<span class="lc-swatch" data-line="{}" aria-hidden="true"></span>{}').format(line, words)
