"""What the reader asks, as it stands in the address: whoever gets a copy of it sees the same view.

The address is the only memory. A widget is set from it before it is drawn, and writes to
it when a person changes it; nothing is kept in the session alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from dashboard import draw
from lifecycle.reports import Filter, Organisation
from lifecycle.words import LANGUAGES, _, choose_language

ALL, FREE = "all", "free"


class Period(NamedTuple):
    """Days from the first to the last, both included, in words; no days are all days."""

    first: date | None
    last: date | None
    words: str


def speak() -> None:
    """The language of the address."""
    asked = st.query_params.get("lang", "")
    if asked in LANGUAGES:
        choose_language(asked)


def link(**changes: str | None) -> str:
    """This address with some parameters changed, or taken out by None."""
    kept = {**st.query_params.to_dict(), **changes}
    return f"?{urlencode({name: value for name, value in kept.items() if value})}"


def choose(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """A choice of one: code -> words; the code stands in the address."""
    asked = st.query_params.get(name, default)
    chosen = asked if asked in options else default
    _set(f"{name}-choice", chosen)
    _selectbox(name, label, options, 0, "")
    return chosen


def choose_or_none(name: str, label: str, options: Mapping[str, str], placeholder: str) -> str | None:
    """A choice that may be left open."""
    asked = st.query_params.get(name)
    _set(f"{name}-choice", asked if asked in options else None)
    _selectbox(name, label, options, None, placeholder)
    return asked


def _selectbox(name: str, label: str, options: Mapping[str, str], index: int | None, placeholder: str) -> None:
    key = f"{name}-choice"
    st.selectbox(
        label,
        options=list(options),
        index=index,
        format_func=lambda code: options[code],
        key=key,
        on_change=_keep,
        args=(name, key),
        placeholder=placeholder,
        filter_mode="contains",
    )


def _set(key: str, value: str | date | None) -> None:
    """Make a widget say what the address says; left alone where it does, since setting it would stop who is typing."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _keep(name: str, key: str) -> None:
    """Write what a widget says into the address."""
    said = st.session_state[key]
    if said is None or said == "":
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = str(said)


def filter_of(organisations: Sequence[Organisation], years: Sequence[int]) -> tuple[Filter, Period]:
    """The period and the organisation asked for."""
    names = {"": _("All organisations"), **{one.code: f"{one.name} · {one.code}" for one in organisations}}
    with st.container(key="lc-filters"):
        columns = st.columns(2)
        with columns[0]:
            code = choose("organisation", _("In whose hands"), names, "")
        with columns[1]:
            period = _period(years)
    as_of = st.query_params.get("as_of", "")
    position = int(as_of) if as_of.isascii() and as_of.isdecimal() and len(as_of) < 16 else None
    return Filter(first_day=period.first, last_day=period.last, organisation=code or None, as_of=position), period


def _period(years: Sequence[int]) -> Period:
    """A year, a quarter, all days, or free dates."""
    known = {name: period for year in years for name, period in _parts_of(year)}
    known[ALL] = Period(None, None, _("All dates"))
    options = {name: period.words for name, period in known.items()} | {FREE: _("Other dates…")}
    chosen = choose("period", _("Period"), options, str(years[0]) if years else ALL)
    return known[chosen] if chosen in known else _free(date(years[-1], 1, 1), date(years[0], 12, 31))


def _parts_of(year: int) -> list[tuple[str, Period]]:
    starts = [date(year, month, 1) for month in (1, 4, 7, 10)] + [date(year + 1, 1, 1)]
    quarters = [
        (
            f"{year}-Q{i}",
            Period(first, after - timedelta(days=1), _("{year}, quarter {quarter}").format(year=year, quarter=i)),
        )
        for i, (first, after) in enumerate(pairwise(starts), start=1)
    ]
    return [(str(year), Period(starts[0], date(year, 12, 31), str(year))), *quarters]


def _free(first: date, last: date) -> Period:
    """Two days that a person chooses; the second is never before the first."""
    columns = st.columns(2)
    with columns[0]:
        begin = _day("from", _("From"), first, None)
    with columns[1]:
        end = _day("to", _("to (included)"), max(last, begin), begin)
    return Period(begin, end, f"{draw.day(begin)} – {draw.day(end)}")


def _day(name: str, label: str, default: date, least: date | None) -> date:
    day = _as_day(st.query_params.get(name, ""), default)
    day = max(day, least) if least else day
    key = f"{name}-day"
    _set(key, day)
    earliest, latest = least or date(1990, 1, 1), date(2100, 12, 31)
    st.date_input(
        label, key=key, format="DD/MM/YYYY", min_value=earliest, max_value=latest, on_change=_keep, args=(name, key)
    )
    return day


def _as_day(text: str, default: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return default
    return min(max(day, date(1990, 1, 1)), date(2100, 12, 31))
