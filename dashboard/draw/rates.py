"""A rate by year against a target that rises in steps, both readings of the law as points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard.draw.amounts import points
from dashboard.look import FLOW_COLOURS, INK, SANS
from lifecycle.words import _

HEIGHT_PX = 280
WHOLE = 10_000
"""Basis points of one."""


class Year(NamedTuple):
    """Rates and target of one year, in basis points; none where there is none."""

    year: str
    written: int | None
    of_stock: int | None
    target: int | None


def rates(years: Sequence[Year], *, dark: bool = False) -> go.Figure:
    """The picture; a table beside it must show the same figures. From zero to at least one whole."""
    ink = INK["dark" if dark else "light"]
    figure = go.Figure(layout=_layout(ink, years))
    targets = [year for year in years if year.target is not None]
    figure.add_trace(
        go.Scatter(
            x=[year.year for year in targets],
            y=[year.target for year in targets],
            mode="lines+text",
            line={"shape": "hvh", "width": 2, "color": ink, "dash": "dot"},
            text=[_("target {share}").format(share=points(year.target or 0)) for year in targets],
            textposition="top center",
            textfont={"color": ink},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    for name, symbol, words in (("written", "circle", _("as written")), ("of_stock", "circle-open", _("of the stock"))):
        known = [(year.year, getattr(year, name)) for year in years if getattr(year, name) is not None]
        figure.add_trace(
            go.Scatter(
                x=[year for year, _value in known],
                y=[value for _year, value in known],
                mode="markers+text",
                marker={"symbol": symbol, "size": 12, "color": FLOW_COLOURS["hand_overs"], "line": {"width": 2}},
                text=[f"{points(value)} {words}" for _year, value in known],
                textposition="bottom center" if name == "of_stock" else "top center",
                textfont={"color": ink},
                cliponaxis=False,
                hoverinfo="skip",
            )
        )
    return figure


def _layout(ink: str, years: Sequence[Year]) -> Mapping[str, Any]:
    values = [value for year in years for value in year[1:] if value is not None]
    plain = {"fixedrange": True, "showgrid": False, "zeroline": False}
    return {
        "height": HEIGHT_PX,
        "showlegend": False,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 28},
        "dragmode": False,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": SANS, "size": 14, "color": ink},
        "xaxis": {"type": "category", "range": [-0.5, len(years) - 0.5], "linecolor": ink, "showline": True, **plain},
        "yaxis": {"visible": False, "range": [0, max([WHOLE, *values]) * 11 // 10], **plain},
    }
