"""Bars by month: a row for each flow, as high as it needs on one scale, named at its head in place of a legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from dashboard.draw.amounts import kilos, month
from dashboard.draw.texts import Html
from lifecycle.reports.numbers import kilograms
from lifecycle.words import _

LABELLED = 12
"""Up to so many months each bar bears its value; beyond, only the highest one."""


class Row(NamedTuple):
    """One flow: its name for programs and for people, its total in words, its grams by month."""

    id: str
    words: str
    total: str
    grams: Mapping[str, int]


def bars(rows: Sequence[Row], months: Sequence[str], caption: str) -> Html:
    """The picture; a table beside it must show the same figures."""
    top = max((abs(grams) for row in rows for grams in row.grams.values()), default=0)
    drawn = Markup("").join(_row(row, months, top) for row in rows)
    axis = Markup("").join(_tick(period, i, len(months)) for i, period in enumerate(months))
    return Markup(
        '<figure class="lc-bars" style="--months:{}"><figcaption>{}</figcaption>{}<div class="lc-axis" '
        'aria-hidden="true">{}</div></figure>'
    ).format(len(months), caption, drawn, axis)


def _row(row: Row, months: Sequence[str], top: int) -> Html:
    own = max((abs(row.grams.get(period, 0)) for period in months), default=0)
    columns = Markup("").join(_bar(row, period, own, len(months)) for period in months)
    told = _("{flow}: {total}; the table below holds each month").format(flow=row.words, total=row.total)
    return Markup(
        '<div class="lc-flow" data-flow="{}"><p class="lc-flow-name"><strong>{}</strong> <span>{}</span></p>'
        '<div class="lc-plot" style="--share:{}" role="img" aria-label="{}">{}</div></div>'
    ).format(row.id, row.words, row.total, _share(own, top), told, columns)


def _bar(row: Row, period: str, own: int, count: int) -> Html:
    grams = row.grams.get(period, 0)
    highest = bool(grams) and abs(grams) == own
    label = kilograms(grams, 0).partition("\u202fkg")[0] if grams and (highest or count <= LABELLED) else ""
    return Markup(
        '<div class="lc-month" title="{}"><span class="lc-bar{}" style="--share:{}"><b class="{}">{}</b></span></div>'
    ).format(
        f"{month(period)} · {kilos(grams)}",
        " lc-below" if grams < 0 else "",
        _share(grams, own),
        "lc-highest" if highest else "",
        label,
    )


def _share(grams: int, whole: int) -> float:
    """How high a bar stands against another; for the eye only."""
    return round(abs(grams) / whole, 4) if whole else 0


def _tick(period: str, i: int, count: int) -> Html:
    if count > LABELLED:
        return Markup("<span>{}</span>").format(period[:4] if period.endswith("-01") or i == 0 else "")
    return Markup('<span><abbr title="{}"><i>{}</i><u>{}</u></abbr></span>').format(
        month(period), month(period, "LLL"), month(period, "LLLLL")
    )


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
