"""A rate year by year against a target that rises in steps: points on a line, each with its gap in figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard.look import FLOW_COLOURS, INK, PAPER, on_paper
from lifecycle.reports.amounts import points
from lifecycle.reports.numbers import NARROW
from lifecycle.words import _

HEIGHT_PX = 360
HALF = 0.5
"""Half a year on each side of its point: the line of the target runs from year to year."""
LEAST_TOP = 6_000
"""Basis points that the scale reaches at least: what is far below a target is seen to be."""
ROOM = 1.15
"""Room above the highest point for its words."""


class Year(NamedTuple):
    """Rates and target of one year, in basis points; none where there is none."""

    year: str
    written: int | None
    of_stock: int | None
    target: int | None


def gap(rate: int, target: int) -> str:
    """How far a rate is from its target, in points of percent with their sign, by the digits that are shown of it."""
    shown = rate // 10 * 10
    apart = points(abs(shown - target)).rstrip("%").rstrip(NARROW)
    sign = "+" if shown >= target else "−"
    return _("{sign}{points} points").format(sign=sign, points=apart)


def steps(years: Sequence[Year], *, dark: bool = False) -> go.Figure:
    """The picture; a table beside it must show the same figures. Basis points become percents for the eye."""
    shade = "dark" if dark else "light"
    ink, paper = INK[shade], PAPER[shade]
    top = max(value for year in years for value in (*year[1:], LEAST_TOP) if value is not None)
    figure = go.Figure(layout=_layout(years, top, ink))
    targets = [(place, year.target) for place, year in enumerate(years) if year.target is not None]
    figure.add_trace(
        go.Scatter(
            x=[place + side for place, _target in targets for side in (-HALF, HALF)],
            y=[target / 100 for _place, target in targets for _side in range(2)],
            mode="lines",
            line={"color": ink, "width": 3},
            hoverinfo="skip",
            name=_("target"),
        )
    )
    for place, target in targets:
        figure.add_annotation(
            text=points(target), x=place - HALF, y=target / 100, xanchor="left", yanchor="bottom", **_words(ink)
        )
    for name, of, fill in (
        (_("limited to the stock of 1 January"), "of_stock", paper),
        (_("as the text is written"), "written", FLOW_COLOURS["hand_overs"]),
    ):
        figure.add_trace(_points(years, name, of, fill))
    for place, year in enumerate(years):
        if year.written is not None:
            told = points(year.written)
            text = f"<b>{told}</b>" if year.target is None else f"<b>{told}</b><br>{gap(year.written, year.target)}"
            # Beside its point, away from the line of the target and from the rim.
            last = place == len(years) - 1 and place > 0
            missed = year.target is not None and year.written < year.target
            figure.add_annotation(
                text=text,
                x=place,
                y=year.written / 100,
                xanchor="right" if last else "left",
                xshift=-12 if last else 12,
                yanchor="top" if missed else "bottom",
                yshift=9 if missed else -9,
                **_words(ink),
            )
    return figure


def _points(years: Sequence[Year], name: str, of: str, fill: str) -> go.Scatter:
    known = [(place, year.year, getattr(year, of)) for place, year in enumerate(years) if getattr(year, of) is not None]
    return go.Scatter(
        x=[place for place, _year, _value in known],
        y=[value / 100 for _place, _year, value in known],
        mode="markers",
        marker={"size": 14, "color": fill, "line": {"width": 2, "color": FLOW_COLOURS["hand_overs"]}},
        hovertext=[f"{year} · {name} · {points(value)}" for _place, year, value in known],
        hovertemplate="%{hovertext}<extra></extra>",
        name=name,
    )


def _words(ink: str) -> dict[str, Any]:
    return {"showarrow": False, "align": "left", "font": {"size": 14, "color": ink}}


def _layout(years: Sequence[Year], top: int, ink: str) -> dict[str, Any]:
    return {
        "height": HEIGHT_PX,
        "showlegend": False,
        "dragmode": False,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 32},
        **on_paper(ink),
        "xaxis": {
            "tickvals": list(range(len(years))),
            "ticktext": [year.year for year in years],
            "range": [-HALF, len(years) - HALF],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {"range": [0, top * ROOM / 100], "visible": False, "fixedrange": True, "zeroline": True},
        "shapes": [{"type": "line", "x0": -HALF, "x1": len(years) - HALF, "y0": 0, "y1": 0, "line": {"color": ink}}],
    }
