"""A balance as a ladder: what was there, what came, what went, what is left, to the gram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from markupsafe import Markup

from dashboard.draw.tables import Head, line_name, table
from dashboard.draw.texts import Html
from lifecycle.reports.amounts import bare
from lifecycle.words import _


class Rung(NamedTuple):
    """One line of a ladder, in grams with its sign."""

    words: str
    grams: int
    sort: Literal["step", "total", "check"] = "step"
    line: str = ""


def ladder(rungs: Sequence[Rung], caption: str) -> Html:
    """Steps bear their sign, totals none; the check says in words whether it holds."""
    rows = [(_words(rung), _grams(rung)) for rung in rungs]
    return Markup('<div class="lc-ladder">{}</div>').format(
        table(caption, [Head(_("Step")), Head(_("Mass (kg)"), True)], rows, shown=False)
    )


def _words(rung: Rung) -> Html:
    words = line_name(rung.line, rung.words) if rung.line else Markup("{}").format(rung.words)
    return Markup('<span class="lc-rung-{}">{}</span>').format(rung.sort, words)


def _grams(rung: Rung) -> Html:
    if rung.sort == "check":
        held = _("0: the books balance") if not rung.grams else bare(rung.grams, "g")
        return Markup('<strong class="{}">{}</strong>').format("" if not rung.grams else "lc-fails", held)
    number = bare(rung.grams, "g")
    signed = f"+{number}" if rung.sort == "step" and rung.grams > 0 else number
    return Markup('<span class="lc-rung-{}">{}</span>').format(rung.sort, signed)
