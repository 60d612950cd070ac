"""A figure taken apart: a list in a list, each line with what it rests on."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from dashboard.draw.texts import Html
from lifecycle.impact.term import Term
from lifecycle.reports.measures import basis, is_bare_fact, measure, not_named, shown_parts

OPEN = 2
"""Levels that are open at first, down to lists of things; a reader opens the others."""
MOST = 25
"""Things that a list names; the downloaded file holds them all."""

Address = Callable[[str], str]
"""A subject (device:PC-1) -> the address of its page, or nothing."""


def tree(term: Term, address: Address = lambda _subject: "") -> Html:
    """The tree as nested lists that open and close, by mouse and by keyboard."""
    return Markup('<ul class="lc-tree">{}</ul>').format(_item(term, 0, address))


def _item(term: Term, depth: int, address: Address) -> Html:
    if is_bare_fact(term):
        return Markup('<li><span class="lc-basis">{}</span></li>').format(basis(term))
    parts, hidden = shown_parts(term, MOST)
    line = _line(term, address) + _beside(term)
    if not parts:
        return Markup("<li>{}</li>").format(line)
    below = Markup("").join(_item(part, depth + 1, address) for part in parts)
    if hidden:
        below += Markup('<li class="lc-basis">{}</li>').format(not_named(hidden, len(parts)))
    if term.is_thing:  # a thing and the few facts that tell of it: nothing to open
        return Markup("<li>{}<ul>{}</ul></li>").format(line, below)
    is_open = depth < OPEN and not any(part.is_thing for part in parts)
    return Markup("<li><details{}><summary>{}</summary><ul>{}</ul></details></li>").format(
        Markup(" open") if is_open else "", line, below
    )


def _line(term: Term, address: Address) -> Html:
    label: str | Html = str(term.label)
    if term.is_thing and (place := address(term.subject)):
        label = Markup('<a href="{}" target="_self">{}</a>').format(place, label)
    amount = "" if term.fact is not None and not term.quantity.central else measure(term.quantity)
    return Markup('<span class="lc-term">{}</span> <span class="lc-amount">{}</span>').format(label, amount)


def _beside(term: Term) -> Html:
    said = (basis(term), str(term.note) if term.note else "")
    return Markup("").join(Markup('<span class="lc-basis">{}</span>').format(one) for one in said if one)
