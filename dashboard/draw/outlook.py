"""What is expected year by year: a bar from zero to the middle, and a whisker from P5 to P95."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from dashboard.look import FLOW_COLOURS, INK, on_paper
from lifecycle.reports.amounts import amount
from lifecycle.words import _

HEIGHT_PX = 280


class Ahead(NamedTuple):
    """One year to come: its words, the middle and the bounds of what is expected."""

    words: str
    middle: int
    low: int
    high: int


def outlook(years: Sequence[Ahead], unit: str, *, dark: bool = False) -> go.Figure:
    """The picture; a table beside it must show the same figures. Grams become kilograms for the eye."""
    ink = INK["dark" if dark else "light"]
    scale = 1000 if unit == "g" else 1
    said = _("{year} · {middle} ({low} to {high})")
    figure = go.Figure(
        go.Bar(
            x=list(range(len(years))),
            y=[year.middle / scale for year in years],
            error_y={
                "type": "data",
                "array": [(year.high - year.middle) / scale for year in years],
                "arrayminus": [(year.middle - year.low) / scale for year in years],
                "color": ink,
                "thickness": 2,
                "width": 5,
            },
            marker={"color": FLOW_COLOURS["receptions"]},
            hovertext=[
                said.format(
                    year=year.words,
                    middle=amount(year.middle, unit),
                    low=amount(year.low, unit),
                    high=amount(year.high, unit),
                )
                for year in years
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    for place, year in enumerate(years):
        figure.add_annotation(
            text=f"<b>{_bare(year.middle, scale)}</b>",
            x=place,
            y=year.high / scale,
            yanchor="bottom",
            yshift=2,
            showarrow=False,
            font={"size": 14, "color": ink},
        )
    figure.update_layout(
        height=HEIGHT_PX,
        showlegend=False,
        dragmode=False,
        bargap=0.35,
        margin={"l": 0, "r": 0, "t": 16, "b": 32},
        xaxis={
            "tickvals": list(range(len(years))),
            "ticktext": [year.words for year in years],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": ink,
        },
        yaxis={"visible": False, "fixedrange": True, "rangemode": "tozero", "zeroline": False},
        **on_paper(ink),
    )
    return figure


def _bare(value: int, scale: int) -> str:
    """The value over its bar: whole, in the unit that the caption names."""
    return amount((value + scale // 2) // scale, "things")
