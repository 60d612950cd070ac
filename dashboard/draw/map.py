"""A map without a background and without a network: bubbles on centres, or surfaces where their contours were given.

Longitudes are drawn narrower, as they are at the middle of what is shown: a plate carrée with that standard parallel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import cos, radians, sqrt
from typing import Any, NamedTuple

import plotly.graph_objects as go
from markupsafe import Markup

from dashboard.draw.texts import Html
from dashboard.look import FLOW_COLOURS, INK, SANS, on_paper
from lifecycle.reports.amounts import kilos
from lifecycle.words import _

HEIGHT_PX = 460
LARGEST_PX = 64
LEAST_PX = 5
LABELLED = 8
"""So many places bear their name: those with the most."""
NEAR_ACROSS, NEAR_UPWARDS = 0.35, 0.06
"""Names within these shares of what is shown would run together on a narrow screen."""
CLASSES = 5
MARGIN = 0.06
"""Empty room around what is shown, as a share of it."""
_SOFT = "#7b756b"
_PAPER = {"light": "rgba(251,249,244,0.75)", "dark": "rgba(24,23,21,0.75)"}
"""Behind names, so that they can be read on any fill."""
_RAMP = ("#dbe9f6", "#a6cbe8", "#6aa8d8", "#3f83bd", "#1c5a94")
"""From little to much: five steps of one blue, told apart without colour too."""
Ring = Sequence[tuple[float, float]]


class Spot(NamedTuple):
    """A place: its name, its centre in degrees, how much, what is said of it; nothing known where it is masked."""

    code: str
    name: str
    longitude: float
    latitude: float
    value: int | None
    said: str


class Class(NamedTuple):
    """One step of the ramp: its colour, and from how much to how much."""

    colour: str
    least: int
    most: int


def chart(
    spots: Sequence[Spot],
    around: Sequence[tuple[float, float]],
    contours: Mapping[str, Sequence[Ring]],
    colour: str,
    *,
    dark: bool = False,
) -> go.Figure:
    """The picture; a table beside it must show the same. ``around``: centres of the places that hold nothing."""
    ink = INK["dark" if dark else "light"]
    known = {spot.code: contours[spot.code] for spot in spots if spot.code in contours}
    every = [(spot.longitude, spot.latitude) for spot in spots] + list(around)
    every += [point for rings in contours.values() for ring in rings for point in ring]
    narrow = cos(radians(sum(y for _x, y in every) / len(every))) if every else 1.0
    figure = go.Figure(layout=_layout(every, narrow, ink))
    if not known:
        figure.add_trace(_dots(around, narrow))
    for code, rings in contours.items():
        if code not in known:
            figure.add_trace(_surface(rings, narrow, "rgba(0,0,0,0)", "", ink, masked=False))
    steps = classes([spot.value for spot in spots if spot.value is not None and spot.code in known])
    for spot in spots:
        if spot.code in known:
            fill = _colour_of(spot.value, steps)
            figure.add_trace(_surface(known[spot.code], narrow, fill, spot.said, ink, masked=spot.value is None))
    bubbles = [spot for spot in spots if spot.code not in known]
    figure.add_trace(_bubbles([spot for spot in bubbles if spot.value is not None], narrow, FLOW_COLOURS[colour], ink))
    figure.add_trace(_hatched([spot for spot in bubbles if spot.value is None], narrow, ink))
    for spot in _labelled(spots, every):
        figure.add_annotation(
            text=spot.name,
            x=spot.longitude * narrow,
            y=spot.latitude,
            showarrow=False,
            bgcolor=_PAPER["dark" if dark else "light"],
            borderpad=1,
            font={"size": 14, "color": ink},
        )
    return figure


def legend(spots: Sequence[Spot], contours: Mapping[str, object]) -> Html:
    """The classes in which surfaces are filled, each with its bounds; nothing where none is."""
    steps = classes([spot.value for spot in spots if spot.value is not None and spot.code in contours])
    parts = [
        Markup('<span class="lc-swatch" style="background:{}" aria-hidden="true"></span>{}').format(
            step.colour, _("{low} to {high}").format(low=kilos(step.least), high=kilos(step.most))
        )
        for step in steps
    ]
    return Markup('<p class="lc-note">{}</p>').format(Markup(" · ").join(parts)) if parts else Html("")


def _labelled(spots: Sequence[Spot], every: Sequence[tuple[float, float]]) -> list[Spot]:
    """The places with the most that bear their name, none so near another that the two would run together."""
    if not every:
        return []
    across, upwards = (max(values) - min(values) or 1.0 for values in zip(*every, strict=True))
    found: list[Spot] = []
    for spot in sorted((spot for spot in spots if spot.value), key=lambda spot: -(spot.value or 0)):
        if len(found) < LABELLED and not any(
            abs(spot.longitude - other.longitude) < across * NEAR_ACROSS
            and abs(spot.latitude - other.latitude) < upwards * NEAR_UPWARDS
            for other in found
        ):
            found.append(spot)
    return found


def classes(values: Sequence[int]) -> list[Class]:
    """Up to five steps of as many places each, from the least to the most."""
    told = sorted(set(values))
    count = min(CLASSES, len(told))
    bounds = [told[rank * len(told) // count] for rank in range(count)] + told[-1:] if count else []
    return [
        Class(_RAMP[rank * (len(_RAMP) - 1) // max(1, count - 1)], bounds[rank], bounds[rank + 1])
        for rank in range(count)
    ]


def _colour_of(value: int | None, steps: Sequence[Class]) -> str:
    return next((step.colour for step in reversed(steps) if value is not None and value >= step.least), _SOFT)


def _layout(every: Sequence[tuple[float, float]], narrow: float, ink: str) -> dict[str, Any]:
    axis = {"visible": False, "fixedrange": True}
    across = [x * narrow for x, _y in every] or [0.0]
    upwards = [y for _x, y in every] or [0.0]
    return {
        "height": HEIGHT_PX,
        "showlegend": False,
        "dragmode": False,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        **on_paper(ink),
        "xaxis": {**axis, "range": _range(across)},
        "yaxis": {**axis, "range": _range(upwards), "scaleanchor": "x", "scaleratio": 1},
        "hoverlabel": {"font": {"family": SANS, "size": 14}},
    }


def _range(values: Sequence[float]) -> list[float]:
    least, most = min(values), max(values)
    room = max(most - least, 0.05) * MARGIN
    return [least - room, most + room]


def _dots(around: Sequence[tuple[float, float]], narrow: float) -> go.Scatter:
    """The communes in which nothing is traced: their centres draw the territory."""
    return go.Scatter(
        x=[x * narrow for x, _y in around],
        y=[y for _x, y in around],
        mode="markers",
        marker={"size": 3, "color": _SOFT, "opacity": 0.6},
        hoverinfo="skip",
        name="around",
    )


def _bubbles(spots: Sequence[Spot], narrow: float, colour: str, ink: str) -> go.Scatter:
    """Surfaces in proportion to what they stand for."""
    most = max((spot.value or 0 for spot in spots), default=0) or 1
    return go.Scatter(
        x=[spot.longitude * narrow for spot in spots],
        y=[spot.latitude for spot in spots],
        mode="markers",
        marker={
            "size": [max(LEAST_PX, LARGEST_PX * sqrt(max(0, spot.value or 0) / most)) for spot in spots],
            "color": colour,
            "opacity": 0.55,
            "line": {"width": 1, "color": ink},
        },
        hovertext=[spot.said for spot in spots],
        hovertemplate="%{hovertext}<extra></extra>",
        name="bubbles",
    )


def _hatched(spots: Sequence[Spot], narrow: float, ink: str) -> go.Scatter:
    """Masked places: a crossed circle of one size, which says nothing of how much."""
    return go.Scatter(
        x=[spot.longitude * narrow for spot in spots],
        y=[spot.latitude for spot in spots],
        mode="markers",
        marker={"size": 14, "symbol": "circle-x-open", "color": ink, "line": {"width": 1}},
        hovertext=[spot.said for spot in spots],
        hovertemplate="%{hovertext}<extra></extra>",
        name="masked",
    )


def _surface(rings: Sequence[Ring], narrow: float, fill: str, said: str, ink: str, *, masked: bool) -> go.Scatter:
    points = list(_path(rings, narrow))
    return go.Scatter(
        x=[x for x, _y in points],
        y=[y for _x, y in points],
        mode="lines",
        line={"width": 0.8, "color": ink},
        fill="toself",
        fillcolor="rgba(0,0,0,0)" if masked else fill,
        fillpattern={"shape": "/", "fgcolor": ink, "size": 6} if masked else None,
        hoveron="fills",
        text=said,
        hoverinfo="text" if said else "skip",
    )


def _path(rings: Sequence[Ring], narrow: float) -> Iterator[tuple[float | None, float | None]]:
    for rank, ring in enumerate(rings):
        if rank:
            yield None, None
        for x, y in ring:
            yield x * narrow, y
