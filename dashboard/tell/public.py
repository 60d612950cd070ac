"""One device as anybody may see it, in words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.draw import month, share
from dashboard.draw.timeline import Moment
from lifecycle.reports.public_device import PublicLife
from lifecycle.reports.words import ACCOUNTS
from lifecycle.words import N_, _

STEPS: Mapping[str, str] = {
    "received": N_("collected, or received"),
    "weighed": N_("weighed"),
    "tested": N_("tested"),
    "data_sanitised": N_("its data were erased"),
    "media_absent": N_("no storage medium is in it"),
    "media_destroyed": N_("its storage media were destroyed"),
    "repaired": N_("repaired"),
    "made_ready": N_("declared ready for another use"),
    "handed_over": N_("handed over for another use"),
    "use_confirmed": N_("its use was confirmed"),
    "taken_in": N_("in after-sales"),
    "given_back": N_("back from after-sales"),
    "returned": N_("back from use"),
    "transferred": N_("passed on to another organisation"),
    "lost": N_("lost"),
    "found": N_("found again"),
    "discarded": N_("discarded: from then on it was waste"),
    "waste_ended": N_("checked, and no longer waste"),
    "lot_dispatched": N_("left in a lot"),
    "lot_received": N_("its lot arrived"),
    "treatment_certified": N_("treated, with a certificate"),
}
OUTCOMES: Mapping[str, str] = {
    "expected": N_("It was announced, and has not come yet."),
    "in_stock": N_("It is in stock, waiting for what comes next."),
    "in_lot": N_("It waits in a lot."),
    "in_use": N_("It serves again."),
    "in_support": N_("It serves again, and is in after-sales just now."),
    "in_transit": N_("It is on its way."),
    "at_operator": N_("It is at the operator who treats it; no certificate covers it yet."),
    "passed_on": N_("It was passed on; what followed is not known here."),
    "lost": N_("It was lost."),
    "unknown": N_("Nothing is known of it any more."),
}
PROOFS: Mapping[str, str] = {
    "certified": N_("3 of 3: an operator who was authorised on that day certified the treatment"),
    "confirmed": N_("2 of 3: something confirmed its use after it was handed over"),
    "recorded": N_("1 of 3: recorded, and nothing has confirmed it since"),
}


def outcome(life: PublicLife) -> str:
    """What became of it, in one sentence."""
    if not life.ends:
        return _(OUTCOMES.get(life.custody, OUTCOMES["unknown"]))
    whole = sum(life.ends.values())
    parts = ", ".join(
        f"{_(ACCOUNTS[account])} {share(grams, whole)}"
        for account, grams in sorted(life.ends.items(), key=lambda e: -e[1])
    )
    return _("All of it was treated: {parts}.").format(parts=parts)


def terms(life: PublicLife) -> list[tuple[str, str]]:
    """Its category, since when it stands there, its data, how well that is proven."""
    sealed = _("nothing in it can hold anybody’s data") if life.sealed else _("no proof that its data were erased")
    found = [(_("Category"), life.category), (_("Data"), sealed), (_("Level of proof"), _(PROOFS[life.proof]))]
    if life.since:
        found.insert(1, (_("Last step"), month(life.since)))
    return found


def moments(life: PublicLife) -> list[Moment]:
    """Its steps by month."""
    return [Moment(day=month(step.month), what=_(STEPS[step.kind]), who="") for step in life.steps]
