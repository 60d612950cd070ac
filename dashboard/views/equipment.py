"""One device by its code: where it stands, what it weighs, and each fact that brought it there."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from dashboard import draw
from dashboard.address import asked_for, code_of, link, position
from dashboard.answers import Answers
from dashboard.misread import misread
from dashboard.tell.said import proof, recorded, said
from dashboard.views.equipment_next import following
from dashboard.views.equipment_public import public
from dashboard.views.equipment_unknown import unknown
from dashboard.views.footing import downloads, footing
from lifecycle.reports import Filter, Report, Unanswerable
from lifecycle.words import _


def show(answers: Answers) -> None:
    """A code is asked for; a life follows, or the codes that it may mean."""
    if asked_for("public"):
        public(answers)
        return
    st.html(draw.title(_("What became of this device?")))
    if strange := misread(answers.head.count):
        st.html(strange)
    code = code_of(_("Code of the device"), _("Scan or type a code"))
    if not code:
        st.html(draw.notice(_("The code is on the label of the device."), _("Its last four signs are enough.")))
        return
    ends = [known for known in answers.codes() if known.endswith(code)]
    code = ends[0] if len(ends) == 1 else code
    try:
        report = answers.report("device", Filter(device=code, as_of=position()))
    except (ValidationError, Unanswerable):  # no code at all, or none that the ledger knows at this position
        if (position() or 0) > answers.head.count:
            raise
        unknown(answers, code)
        return
    _life(answers, code, report)


def _life(answers: Answers, code: str, report: Report) -> None:
    now = answers.standing(code) if report.filter.as_of == answers.head.count else None
    st.html(draw.terms(draw.standing(now)) if now else draw.note(_("As it was known at this fact.")))
    rows = report.table("timeline").records()
    forms = answers.forms(int(row["n"] or 0) for row in rows)
    if now:
        following(answers, now, rows, forms)
    told = {n: draw.Told(said(form, answers.names), proof(form), recorded(form)) for n, form in forms.items()}
    st.html(draw.heading(_("Its life"), "life"))
    st.html(draw.timeline(draw.moments(rows, answers.names, told), _("Its life: the newest fact first")))
    ledger = link("explication", device=code, as_of=asked_for("as_of"))
    ways = [(_("Mass and emissions of {code}, down to the facts").format(code=code), ledger)]
    ways.append((_("What anybody may see of it"), link("equipement", device=code, public="1")))
    st.html(draw.notes_of_links(ways))
    downloads(answers, _("device"), report)
    footing(answers, report, None)
