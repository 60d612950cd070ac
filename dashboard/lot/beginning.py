"""How a lot begins: it is opened, or it comes from elsewhere with what its slip says."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link
from dashboard.answers import Answers
from dashboard.form import Draft, Words, form
from dashboard.form.outcome import last
from dashboard.lot.running import MASS_HINT
from dashboard.tell import lot_choices
from dashboard.tell.choices import CHOICES
from dashboard.writing import acting, today
from lifecycle.events import LotOpened, LotReceived
from lifecycle.intake.live import Recorded
from lifecycle.reports.lots import Lots
from lifecycle.words import _

LINES = {"lines.grams": ""}


def begin(answers: Answers, who: str, found: Lots) -> None:
    """Two ways for a lot to begin, folded until they are asked for."""
    own = who or acting(answers, "recycler")
    with st.expander(_("Open a lot")):
        _open(answers, own, found.next_code(own))
    with st.expander(_("Receive a lot that comes from elsewhere")):
        _arrive(answers, own, found.next_code(own))


def _open(answers: Answers, own: str, code: str) -> None:
    fields = ("legal", "waste_code", "lines", "donor_kind", "public_origin", "occurred_on")
    words = Words(
        submit=_("Open the lot"),
        then=_then("open-lot"),
        labels={"lines": _("Lines of things without a code")},
        units=LINES,
        hints={"lines": " ".join((_("Leave the line empty for a lot of labelled things."), _(MASS_HINT)))},
        options={"waste_code": lot_choices.waste_codes(today())},
        defaults={"legal": "WASTE", "code": code},
    )

    def tell(draft: Draft) -> None:
        subject = f"lot:{(draft.text('code') or '').upper()}"
        draft.tell(LotOpened, subject, draft.texts(*fields), acting=draft.text("acting") or own)

    with form("open-lot", words, tell) as asked:
        asked.text("code", _("Code of the lot"), needed=True)
        asked.choice(
            "acting", _("Who opens it"), lot_choices.organisations(answers.organisations), default=own, listed=True
        )
        asked.fields(LotOpened, *fields)


def _arrive(answers: Answers, own: str, code: str) -> None:
    fields = ("producer", "producer_kind", "public_origin", "slip", "waste_code", "gross", "tare", "net", "lines")
    others = lot_choices.organisations(answers.organisations, "donor", "association")
    words = Words(
        submit=_("Record the reception"),
        then=_then("arrive-lot"),
        labels={
            "producer": _("Who produced it, where it is registered here"),
            "producer_kind": _("Kind of producer"),
            "lines": _("What is in it"),
        },
        hints={name: _(MASS_HINT) for name in ("gross", "lines")},
        units={**dict.fromkeys(("gross", "tare", "net"), ""), **LINES},
        options={
            "producer": others,
            "waste_code": lot_choices.waste_codes(today()),
            "producer_kind": {kind: _(CHOICES[kind]) for kind in ("person", "company", "public_body", "unknown")},
        },
        defaults={"code": code},
    )

    def tell(draft: Draft) -> None:
        subject = f"lot:{(draft.text('code') or '').upper()}"
        draft.tell(LotReceived, subject, draft.texts(*fields, "occurred_on"), acting=draft.text("acting") or own)

    with form("arrive-lot", words, tell) as asked:
        asked.text("code", _("Code of the lot"), needed=True)
        asked.choice(
            "acting",
            _("Who receives it"),
            lot_choices.organisations(answers.organisations, "recycler"),
            default=own,
            listed=True,
        )
        asked.fields(LotReceived, *fields, "occurred_on")


def _then(key: str) -> str:
    """Where the lot is that was begun last."""
    done = last(key)
    if done is None or not isinstance(done.outcome, Recorded):
        return ""
    code = done.outcome.facts[0].code
    return draw.anchor(
        _("Lot {code}: put things in it, dispatch it, certify it").format(code=code), link("lots", lot=code)
    )
