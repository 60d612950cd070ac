"""A stack put on the scale, one machine after the other: a line a machine."""

from __future__ import annotations

from dashboard.desk import Desk, telling
from dashboard.form import Draft, Words, form
from lifecycle.intake.desk import weighings, weighings_told
from lifecycle.words import _

KEY = "arrivees-weighing"


def weighing(at: Desk) -> None:
    """The form: codes with their masses."""
    words = Words(submit=_("Record the weighings"), labels={"masses": _("Code and mass, a line each")})
    with form(KEY, words, lambda draft: _tell(draft, at)) as asked:
        asked.lines("masses", "", hint=_("For example: PC-1 2,1 kg. A number alone is in grams."))


def _tell(draft: Draft, at: Desk) -> None:
    found, faults = weighings_told(draft.text("masses") or "")
    for fault in faults:
        where = _("line {number}, “{text}”: {reason}")
        draft.fault("masses", where.format(number=fault.number, text=fault.text, reason=fault.reason))
    draft.facts += weighings(found, telling(draft, at))
