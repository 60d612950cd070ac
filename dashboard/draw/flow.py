"""From where to where: a flow of plotly, its parts named on the picture, so that no colour has to be told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard.look import INK, LINE_COLOURS, SANS, on_paper
from lifecycle.reports.amounts import kilos

HEIGHT_PX = 420
THICK_PX = 14
OUTLINE_PX = 1

_SOFT = "#7b756b"
_SEEN_THROUGH = {"light": "59", "dark": "80"}
"""How much of its colour a flow has, in hexadecimal."""


class Stream(NamedTuple):
    """So many grams from one end to the other; the line gives the colour."""

    source: str
    target: str
    grams: int
    line: str = ""


def flow(streams: Sequence[Stream], entered: Mapping[str, int], *, dark: bool = False) -> go.Figure:
    """The picture; a table beside it must show the same. Each end bears its name and its grams.

    What is not above zero cannot be drawn as a flow: the table alone tells it. ``entered`` says how much
    each source really gave, which a default that a scale has lowered makes less than what flows on.
    """
    drawn = [one for one in streams if one.grams > 0]
    sources = list(dict.fromkeys(one.source for one in drawn))
    targets = list(dict.fromkeys(one.target for one in drawn))
    into = {one: sum(each.grams for each in drawn if each.target == one) for one in targets}
    lines = {one.target: one.line for one in drawn}
    ink = INK["dark" if dark else "light"]
    seen = _SEEN_THROUGH["dark" if dark else "light"]
    node = {
        "label": [*(_named(one, entered[one]) for one in sources), *(_named(one, into[one]) for one in targets)],
        "color": [_SOFT] * len(sources) + [LINE_COLOURS.get(lines[one], _SOFT) for one in targets],
        "line": {"color": ink, "width": OUTLINE_PX},
        "thickness": THICK_PX,
        "pad": 18,
        "hovertemplate": "%{label}<extra></extra>",
    }
    link = {
        "source": [sources.index(one.source) for one in drawn],
        "target": [len(sources) + targets.index(one.target) for one in drawn],
        "value": [one.grams / 1000 for one in drawn],  # for the eye alone
        "color": [f"{LINE_COLOURS.get(one.line, _SOFT)}{seen}" for one in drawn],
        "customdata": [f"{one.source} → {one.target} · {kilos(one.grams)}" for one in drawn],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    text = {"family": SANS, "size": 14, "color": ink}
    return go.Figure(go.Sankey(node=node, link=link, arrangement="snap", textfont=text), layout=_layout(ink))


def _named(words: str, grams: int) -> str:
    return f"{words} · {kilos(grams)}"


def _layout(ink: str) -> dict[str, Any]:
    return {
        "height": HEIGHT_PX,
        "margin": {"l": 4, "r": 4, "t": 8, "b": 16},
        **on_paper(ink),
    }
