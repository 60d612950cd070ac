"""A life as a vertical line: the newest fact at the top, the oldest at the bottom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.texts import Html


class Moment(NamedTuple):
    """One fact of a life, in words."""

    day: str
    what: str
    who: str
    moved: tuple[str, ...] = ()
    """Each way that grams went with it."""
    breaches: tuple[str, ...] = ()
    """Each broken rule, in words."""
    void: str = ""
    """That the fact was corrected away; empty where it holds."""
    number: str = ""
    said: str = ""
    """What the fact says beside its kind."""
    proof: tuple[str, ...] = ()
    """Papers that prove it, and where it comes from."""


def timeline(moments: Sequence[Moment], words: str) -> Html:
    """Facts, given in order of life, from the newest to the oldest; ``words`` names the list."""
    drawn = Markup("").join(_moment(moment) for moment in reversed(moments))
    return Markup('<ol class="lc-life" reversed aria-label="{}">{}</ol>').format(words, drawn)


def _moment(moment: Moment) -> Html:
    marks = _lines("lc-breach", (f"▲ {rule}" for rule in moment.breaches))
    moved = _lines("lc-moved", moment.moved)
    who = Markup(" · ").join(part for part in (moment.who, moment.number) if part)
    void = _lines("lc-void-word", [moment.void] if moment.void else [])
    return Markup(
        '<li class="{}"><p class="lc-day">{}</p><div><p class="lc-what">{}</p>{}{}{}{}{}{}</div></li>'
    ).format(
        "lc-void" if moment.void else "lc-broken" if moment.breaches else "",
        moment.day,
        moment.what,
        _lines("lc-moved", [moment.said] if moment.said else []),
        moved,
        _lines("lc-who", [who] if who else []),
        _lines("lc-proof", moment.proof),
        void,
        marks,
    )


def _lines(style: str, texts: Iterable[str]) -> Html:
    return Markup("").join(Markup('<p class="{}">{}</p>').format(style, text) for text in texts)
