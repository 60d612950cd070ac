"""What the reader asks, as it stands in the address: whoever gets a copy of it sees the same view.

The address is the only memory. A widget is set from it before it is drawn, and writes to
it when a person changes it; nothing is kept in the session alone. Period and perimeter are
the same on every page: each page takes from them what it can show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import draw
from dashboard.period import ALL, FREE, Period, opening_year, parts_of, period_of, years_of
from dashboard.period import code_of as code_of_days
from lifecycle.reports import Filter
from lifecycle.words import LANGUAGES, _, choose_language

OF_ONE_PAGE = ("device", "public", "on", "report", "figure", "category", "lot", "act", "column", "page", "photo")
"""What is asked of one page only; all else goes along to the next."""


PAGE = "page-shown"
"""Where the title of the page that is drawn stands while it is drawn."""


def name_page(title: str) -> None:
    """Begin a page: its title stands on the tab of the browser."""
    st.session_state[PAGE] = title
    st.set_page_config(page_title=f"{title} – lifecycle", layout="wide", menu_items={})


def name_organisation(name: str) -> None:
    """Say on the tab of the browser which organisation the page is about."""
    st.set_page_config(page_title=f"{st.session_state[PAGE]} – {name} – lifecycle")


def speak(asked: str | None) -> None:
    """Speak the language that an address asks for; left as it is where that is none."""
    if asked in LANGUAGES:
        choose_language(asked)


def asked_for(name: str) -> str:
    """A parameter of the address."""
    return st.query_params.get(name, "")


def position() -> int | None:
    """The position of the ledger that the address asks to stand at."""
    text = asked_for("as_of")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def carried() -> dict[str, str]:
    """What goes along to another page."""
    return {name: value for name, value in st.query_params.to_dict().items() if name not in OF_ONE_PAGE}


def link(path: str | None = None, **changes: str | None) -> str:
    """This address, or that of another page, with some parameters changed, or taken out by None."""
    kept = {**(st.query_params.to_dict() if path is None else carried()), **changes}
    query = urlencode({name: value for name, value in kept.items() if value}, safe=",")
    return f"{'' if path is None else f'/{path}'}{'?' if query or path is None else ''}{query}"


def permalink(filter: Filter, period: Period | None, edition: str) -> str:
    """This address with all that its figures rest on: days, perimeter, position of the ledger, reference values.

    Later facts and later years change nothing in what it shows.
    """
    days = dict.fromkeys(("period", "from", "to"))
    if period is not None:
        days["period"] = period.code
    if period is not None and period.code == FREE:
        days |= {"from": str(period.first), "to": str(period.last)}
    return link(organisation=filter.organisation, as_of=str(filter.as_of), edition=edition, **days)


def frozen(filter: Filter, edition: str) -> str:
    """The same as a whole address, for a file: with the name of this server, where the browser tells it."""
    code = code_of_days(filter.first_day, filter.last_day)
    days = Period(code, filter.first_day, filter.last_day, "") if filter.first_day or filter.last_day else None
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{here.path}{permalink(filter, days, edition)}" if here.netloc else ""


def method(words: str, edition: str, part: str = "") -> draw.Html:
    """A link to the page of method, or to a part of it, with the values of an edition."""
    return draw.anchor(words, link("methode", edition=edition) + (f"#{part}" if part else ""))


def day_asked() -> date:
    """The day that the address names, today if it names none."""
    return _as_day(asked_for("on"), date.today())


def choose(name: str, label: str, options: Mapping[str, str], chosen: str, *, write: Callable[[str], None]) -> None:
    """A choice of one: code -> words; ``write`` takes the code to the address when a person changes it."""
    key = f"{name}-choice"
    _set(key, chosen)
    st.selectbox(
        label,
        options=list(options),
        format_func=lambda code: options[code],
        key=key,
        on_change=lambda: write(st.session_state[key]),
        filter_mode="contains",
    )


def _set(key: str, value: str | date | None) -> None:
    """Make a widget say what the address says; left alone where it does, since setting it would stop who is typing."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def keep(**said: str) -> None:
    """Write parameters into the address, or take them out where they are empty."""
    for name, value in said.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def organisation_of(label: str, names: Mapping[str, str], default: str) -> str:
    """The organisation asked for among those that a page can show.

    The address names the last one chosen of each sort, newest first: an association chosen on
    its page is still there after a recycler was looked at.
    """
    asked = asked_for("organisation").split(",")
    chosen = next((code for code in asked if code in names), default)

    def write(code: str) -> None:
        others = [one for one in asked if one not in names and one]
        keep(organisation=",".join(filter(None, [code, *others])))

    choose("organisation", label, names, chosen, write=write)
    return chosen


def code_of(label: str, placeholder: str) -> str:
    """The device asked for: what a person types or scans, in capitals as labels bear it."""
    key, code = "device-code", asked_for("device").strip().upper()
    _set(key, code)
    st.text_input(
        label,
        key=key,
        placeholder=placeholder,
        on_change=lambda: keep(device=st.session_state[key].strip().upper()),
    )
    return code


def period(days: tuple[date, date]) -> Period:
    """A year, a quarter, a month, all days, or free days, in two fields side by side."""
    known = period_of(asked_for("period"))
    free = asked_for("period") == FREE
    if known is None and not free:
        known = period_of(str(opening_year(days)))
    year = FREE if known is None else known.code[:4]
    years = dict.fromkeys([*map(str, years_of(days)), *([year] if year.isdecimal() else [])])
    options = {one: one for one in sorted(years, reverse=True)} | {ALL: _("All dates"), FREE: _("Other dates…")}
    choose("period", _("Period"), options, year, write=lambda code: keep(period=code))
    if known is not None and year.isdecimal():
        choose("part", _("Part of the year"), dict(parts_of(year)), known.code, write=lambda code: keep(period=code))
    return known or _free(date(days[0].year, 1, 1), date(days[1].year, 12, 31))


def _free(first: date, last: date) -> Period:
    """Two days that a person chooses; the second is never before the first."""
    begin = _day("from", _("From"), first, None)
    end = _day("to", _("to (included)"), max(last, begin), begin)
    return Period(FREE, begin, end, f"{draw.day(begin)} – {draw.day(end)}")


def _day(name: str, label: str, default: date, least: date | None) -> date:
    day = _as_day(asked_for(name), default)
    day = max(day, least) if least else day
    key = f"{name}-day"
    _set(key, day)
    st.date_input(
        label,
        key=key,
        format="DD/MM/YYYY",
        min_value=least or date(1990, 1, 1),
        max_value=date(2100, 12, 31),
        on_change=lambda: keep(**{name: str(st.session_state[key] or "")}),
    )
    return day


def day_of(text: str) -> date | None:
    """A day as an address writes it; none where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _as_day(text: str, default: date) -> date:
    day = day_of(text) or default
    return min(max(day, date(1990, 1, 1)), date(2100, 12, 31))
