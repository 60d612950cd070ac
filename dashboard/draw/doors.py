"""Doors: large links that say who enters, what is asked behind them, and one figure of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.texts import Html, anchor


class Door(NamedTuple):
    """A way to a page."""

    who: str
    question: str
    value: str
    words: str
    address: str


def doors(found: Iterable[Door]) -> Html:
    """Side by side; below each other on a narrow screen. Each is one link."""
    return Markup('<div class="lc-doors">{}</div>').format(Markup("").join(_one(door) for door in found))


def _one(door: Door) -> Html:
    return Markup(
        '<a class="lc-door" href="{}" target="_self"><span class="lc-who-enters">{}</span>'
        '<span class="lc-asks">{}</span><span class="lc-value">{}</span><span class="lc-beside">{}</span></a>'
    ).format(door.address, door.who, door.question, door.value, door.words)


def notes_of_links(found: Iterable[tuple[str, str]]) -> Html:
    """Links, one below the other."""
    lines = Markup("").join(Markup("<li>{}</li>").format(anchor(words, address)) for words, address in found)
    return Markup('<ul class="lc-links">{}</ul>').format(lines)
