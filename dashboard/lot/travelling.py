"""Forms of a lot that leaves, and that arrives with what is refused of it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.form import Draft, Widgets, Words, form
from dashboard.form.draft import Field
from dashboard.lot.running import MASS_HINT, running, stop_once
from dashboard.tell import coded, lot_balance, lot_choices
from dashboard.writing import today
from lifecycle.events import LotDispatched, LotReceived
from lifecycle.reports.lots import LotStanding
from lifecycle.words import _

ROWS = "refused"


def dispatch(answers: Answers, lot: LotStanding) -> None:
    """It leaves: who takes it, where to, under which slip, how heavy."""
    fields = ("destination", "carrier", "slip", "waste_code", "grams", "weighed", "planned_operation", "occurred_on")
    words = Words(
        submit=_("Record the departure"),
        then=_("The lot is on its way: its destination records its reception."),
        labels={"grams": _("Mass at departure"), "weighed": _("This mass was weighed (else it is estimated)")},
        hints={"grams": _(MASS_HINT)},
        units={"grams": ""},
        options={
            "destination": lot_choices.organisations(answers.organisations, "recycler"),
            "carrier": lot_choices.organisations(answers.organisations, "carrier"),
            "waste_code": lot_choices.waste_codes(today()),
            "planned_operation": lot_choices.operations(),
        },
        defaults={"waste_code": lot.lot.waste_code},
    )

    def tell(draft: Draft) -> None:
        draft.tell(LotDispatched, f"lot:{lot.code}", draft.texts(*fields), acting=lot.holder)

    with form(f"dispatch-{lot.code}", words, tell) as asked:
        left, right = st.columns(2)
        with left:
            asked.choice("destination", _("Destination"), words.options["destination"], needed=True, listed=True)
        for rank, name in enumerate(fields[1:], start=1):
            with right if rank % 2 else left:
                asked.field(LotDispatched, name)


def receive(answers: Answers, lot: LotStanding) -> None:
    """It arrives: gross, tare, net, and what is refused, with its running balance."""
    fields = ("gross", "tare", "net", "slip", "occurred_on")
    slip = lot.dispatch.slip if lot.dispatch else None
    words = Words(
        submit=_("Record the reception"),
        then=_("The lot is received: its certificate is due once it is treated."),
        labels={"net": _("Net mass, if it was read on its own"), "acting": _("Who receives it")},
        hints={"gross": _(MASS_HINT)},
        units=dict.fromkeys(("gross", "tare", "net"), ""),
        defaults={"slip": slip or "", "acting": lot.lot.destination},
    )

    def tell(draft: Draft) -> None:
        acting = draft.text("acting") or lot.lot.destination
        refused = lot_balance.refused_told(lot_balance.rows_of(draft.text(ROWS)))
        fact = draft.tell(LotReceived, f"lot:{lot.code}", {**draft.texts(*fields), ROWS: refused}, acting=acting)
        if fact is not None:
            stop_once(draft, _balance(draft.key, draft.fields, lot))

    with form(f"receive-{lot.code}", words, tell) as asked:
        who = lot_choices.organisations(answers.organisations, "recycler")
        asked.choice("acting", _("Who receives it"), who, listed=True)
        for place, name in zip(st.columns(3), fields[:3], strict=True):
            with place:
                asked.field(LotReceived, name)
        st.html(draw.note(_("What is not kept, line by line; leave it empty where all is accepted.")))
        _refused_rows(asked, answers, lot)
        asked.fields(LotReceived, "slip", "occurred_on")
        running(_balance(asked.key, asked.drawn, lot), asked.key)


def _balance(key: str, fields: Mapping[str, Field], lot: LotStanding) -> lot_balance.Balance:
    typed = Draft(key, fields, "")
    gross, tare, net = (lot_balance.grams_of(typed.text(name)) for name in ("gross", "tare", "net"))
    refused = lot_balance.refused_grams(lot_balance.rows_of(typed.text(ROWS)), lot)
    return lot_balance.of_reception(gross, tare, net, refused, lot)


def _refused_rows(asked: Widgets, answers: Answers, lot: LotStanding) -> None:
    for rank in asked.ranks(ROWS):
        thing, grams, count, reason, back = st.columns([3, 2, 1, 2, 2], vertical_alignment="bottom")
        row = f"{ROWS}.{rank}"
        with thing:
            asked.choice(
                f"{row}.thing", _("{rank}. Refused").format(rank=rank + 1), lot_choices.things(lot.held), listed=True
            )
        with grams:
            asked.text(f"{row}.grams", _("Mass (all of it if empty)"), unit_of="grams")
        with count:
            asked.text(f"{row}.count", _("Number"))
        with reason:
            asked.choice(f"{row}.reason", _("Reason"), coded.words(lot_choices.REFUSALS), listed=True)
        with back:
            asked.choice(
                f"{row}.taken_back_by",
                _("Taken back by"),
                lot_choices.organisations(answers.organisations),
                listed=True,
            )
    asked.add_a_row(ROWS)
