"""A figure taken apart: a list in a list, each line with what it rests on."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.draw.texts import Html
from lifecycle.impact.term import Term
from lifecycle.reports.measures import basis, measure

OPEN = 3
"""Levels that are open at first; a reader opens the others."""


def tree(term: Term) -> Html:
    """The tree as nested lists that open and close, by mouse and by keyboard."""
    return Markup('<ul class="lc-tree">{}</ul>').format(_item(term, 0))


def _item(term: Term, depth: int) -> Html:
    line = Markup('<span class="lc-term">{}</span> <strong class="lc-figure">{}</strong>').format(
        term.label, measure(term.quantity)
    )
    beside = Markup("").join(
        Markup('<span class="lc-basis">{}</span>').format(said) for said in (basis(term), term.note or "") if said
    )
    if not term.parts:
        return Markup("<li>{}{}</li>").format(line, beside)
    parts = Markup("").join(_item(part, depth + 1) for part in term.parts)
    return Markup("<li><details{}><summary>{}{}</summary><ul>{}</ul></details></li>").format(
        Markup(" open") if depth < OPEN else "", line, beside, parts
    )
