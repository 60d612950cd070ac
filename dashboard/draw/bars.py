"""Bars by month, drawn by plotly: a row for each flow, as high as it needs on one scale, named at its head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard.look import FLOW_COLOURS, INK, on_paper
from lifecycle.reports.amounts import amount, bare, month

LABELLED = 12
"""Up to so many months each bar bears its value; beyond, only the highest one."""
ROW_PX = 96
"""Height of the row with the highest bar."""
LEAST_PX = 12
LEAST_TEXT_PX = 12
"""Values that would have to be smaller than this to fit over their bars are left out: the table holds them."""
HEAD_PX = 60
"""Room above each row for its name and the value on its highest bar."""
FOOT_PX = 52
"""Room for the months, which a narrow screen turns upright."""

CONFIG: Mapping[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}
"""What a reader can do to the picture: point at a bar."""


class Row(NamedTuple):
    """One flow: its name for programs and for people, its total in words, its grams or things by month."""

    id: str
    words: str
    total: str
    values: Mapping[str, int]
    unit: str = "g"
    """g or things: the same for all rows of a picture."""


def bars(rows: Sequence[Row], months: Sequence[str], *, dark: bool = False) -> go.Figure:
    """The picture; a table beside it must show the same figures.

    One scale for all rows: where the highest bar of a row is half that of another, the row is
    half as high. Kilograms for the eye only; the values said are made from what is counted.
    """
    ink = INK["dark" if dark else "light"]
    tops = [max((abs(row.values.get(period, 0)) for period in months), default=0) for row in rows]
    whole = max(tops, default=0) or 1
    heights = [max(LEAST_PX, round(ROW_PX * top / whole)) for top in tops]
    total = sum(heights) + HEAD_PX * len(rows) + FOOT_PX
    figure = go.Figure(layout=_layout(total, ink))
    above = 0
    for number, (row, top, height) in enumerate(zip(rows, tops, heights, strict=True), start=1):
        figure.add_annotation(
            text=f"<b>{row.words}</b>  {row.total}",
            x=0,
            xref="paper",
            xanchor="left",
            y=1 - above / total,
            yref="paper",
            yanchor="top",
            showarrow=False,
            yshift=-6,
            font={"size": 16, "color": ink},
        )
        above += HEAD_PX + height
        bottom = 1 - above / total
        scale = {"range": [0, max(top, whole * height / ROW_PX) / 1000], "domain": [bottom, bottom + height / total]}
        last = number == len(rows)
        figure.update_layout(
            {
                f"yaxis{number}": {**scale, "visible": False, "fixedrange": True, "anchor": f"x{number}"},
                f"xaxis{number}": _months(months, ink, shown=last) | {"anchor": f"y{number}"},
            }
        )
        figure.add_trace(_trace(row, months, top, ink).update(xaxis=f"x{number}", yaxis=f"y{number}"))
        if top:
            figure.add_annotation(**_highest(row, months, top, ink), xref=f"x{number}", yref=f"y{number}")
    return figure


def _layout(height: int, ink: str) -> dict[str, Any]:
    """No legend, no grid where values stand, on the paper of the page."""
    return {
        "height": height,
        "showlegend": False,
        "bargap": 0.25,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "dragmode": False,
        "uniformtext": {"minsize": LEAST_TEXT_PX, "mode": "hide"},
        **on_paper(ink),
    }


def _months(months: Sequence[str], ink: str, *, shown: bool) -> dict[str, Any]:
    """The line under a row; under the last one, the months, or the years where there are many."""
    few = len(months) <= LABELLED
    ticks = [period for i, period in enumerate(months) if few or period.endswith("-01") or i == 0]
    return {
        "type": "category",
        "categoryarray": list(months),
        "range": [-0.5, len(months) - 0.5],
        "tickvals": ticks,
        "ticktext": [month(period, "LLL") if few else period[:4] for period in ticks],
        "showticklabels": shown,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": ink,
        "ticks": "",
    }


def _trace(row: Row, months: Sequence[str], top: int, ink: str) -> go.Bar:
    values = [row.values.get(period, 0) for period in months]
    highest = next((i for i, one in enumerate(values) if abs(one) == top), None)
    return go.Bar(
        x=list(months),
        y=[abs(one) / 1000 for one in values],
        text=[_value(one, len(months), row.unit) if i != highest else "" for i, one in enumerate(values)],
        textposition="outside",
        textangle=0,
        textfont={"size": 14, "color": ink},
        cliponaxis=False,
        marker={"color": FLOW_COLOURS[row.id], "pattern": {"shape": ["/" if one < 0 else "" for one in values]}},
        hovertext=[f"{month(period)} · {amount(one, row.unit)}" for period, one in zip(months, values, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
        name=row.words,
    )


def _highest(row: Row, months: Sequence[str], top: int, ink: str) -> dict[str, Any]:
    """The value over the highest bar, never made smaller; at the rims of the picture it stays inside."""
    place = next(i for i, period in enumerate(months) if abs(row.values.get(period, 0)) == top)
    before, after, rim = place, len(months) - 1 - place, len(months) / 12
    anchor = "left" if before < rim else "right" if after < rim else "center"
    return {
        "text": f"<b>{bare(row.values[months[place]], row.unit, 0)}</b>",
        "x": place + {"left": -0.375, "center": 0.0, "right": 0.375}[anchor],
        "y": top / 1000,
        "xanchor": anchor,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 14, "color": ink},
    }


def _value(value: int, count: int, unit: str) -> str:
    return bare(value, unit, 0) if value and count <= LABELLED else ""


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both included: those without any movement are seen too."""
    year, number = int(first[:4]), int(first[5:7])
    found = []
    while (period := f"{year:04d}-{number:02d}") <= last:
        found.append(period)
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return found


def span_of(periods: Iterable[str]) -> list[str]:
    """Every month between the earliest and the latest of some."""
    known = sorted(periods)
    return months_between(known[0], known[-1]) if known else []
