"""The life of one device: where it stands, and each fact that brought it there."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import choose_or_none, link
from dashboard.answers import answer, perimeter, standings
from lifecycle.reference import load
from lifecycle.reports import Filter, Report
from lifecycle.reports.breaches import RULE_WORDS
from lifecycle.reports.devices import LEGAL_WORDS, SOURCE_WORDS, WORK_WORDS, Standing
from lifecycle.reports.words import ACCOUNTS, KIND_WORDS
from lifecycle.rules import CUSTODY_WORDS
from lifecycle.words import _


def show() -> None:
    """Pick a device by its code; its life follows."""
    st.html(draw.heading(_("What became of one device?"), "device"))
    known = standings()
    options = {code: _named(one) for code, one in known.items()}
    code = choose_or_none("device", _("Code of the device"), options, _("Choose, or type a code"))
    if code is None:
        st.html(draw.note(_("The code is on the label of the device. Its life is told here, fact by fact.")))
    elif code not in known:
        what = _("{code} is not a device of this ledger.").format(code=code)
        st.html(draw.notice(what, _("Check the code on its label, or choose it in the list.")))
    else:
        _life(known[code], answer("device", Filter(device=code)))


def _named(one: Standing) -> str:
    machine = " ".join(part for part in (one.manufacturer, one.model) if part) or _category(one.category)
    return " · ".join((one.device_id, machine, _(CUSTODY_WORDS[one.custody])))


def _category(id: str | None) -> str:
    """A category in the reader's language."""
    card = load().category(id) if id else None
    return card.label() if card else draw.NOTHING


def _life(one: Standing, report: Report) -> None:
    st.html(draw.terms(_standing(one)))
    names = {known.code: known.name for known in perimeter()}
    moments = [_moment(row, names) for row in report.table("timeline").records()]
    st.html(draw.timeline(moments, _("Its life: the newest fact first")))
    st.html(draw.notes(str(note) for note in report.notes))
    st.html(draw.note(draw.anchor(_("address of this device"), f"{link(device=one.device_id)}#device")))


def _standing(one: Standing) -> list[tuple[str, str]]:
    """The machine, its four facets, its mass; serial numbers stay covered."""
    state = one.state
    held = _(CUSTODY_WORDS[one.custody])
    facts = [
        (_("Device"), one.device_id),
        (_("Machine"), " ".join(part for part in (one.manufacturer, one.model) if part) or draw.NOTHING),
        (_("Category"), _category(one.category)),
        (_("Where"), f"{held} ({state.organisation})" if state.organisation else held),
        (_("Work"), _(WORK_WORDS[state.work])),
        (_("Data"), one.data_words),
        (_("Status"), _(LEGAL_WORDS[state.legal]) if state.legal else draw.NOTHING),
        (
            _("Mass"),
            f"{draw.kilos(one.mass_g, 3)} ({_(SOURCE_WORDS[state.mass_source])})" if one.mass_g else draw.NOTHING,
        ),
    ]
    if state.serial_number:
        facts.insert(2, (_("Serial number"), _("recorded, not shown")))
    return facts


def _moment(row: dict[str, str | int | None], names: dict[str, str]) -> draw.Moment:
    """One fact of the report, in words."""
    kind, place = str(row["kind"]), str(row["place"] or "")
    moved = ""
    if row["from"] != row["to"]:
        way = " → ".join(_(ACCOUNTS[str(row[end])]) for end in ("from", "to") if row[end])
        moved = f"{way} · {draw.kilos(int(row['grams'] or 0), 3)}"
    acting = str(row["acting"])
    where = _("commune {code}").format(code=place) if place else ""
    return draw.Moment(
        day=draw.day(str(row["day"])),
        what=_(KIND_WORDS[kind]),
        who=" · ".join(part for part in (names.get(acting, acting), where) if part),
        moved=moved,
        breaches=tuple(
            _("Breach: {rule}").format(rule=_(RULE_WORDS.get(rule, rule)))
            for rule in str(row["breaches"] or "").split()
        ),
        void=_("corrected: no longer counts") if row["void"] else "",
        number=_("fact {n}").format(n=row["n"]),
    )
