"""What happens after a hand-over: after-sales, returns, calls, loss, help."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.desk.acts import Act, Acts, plainly
from dashboard.tell import coded
from lifecycle.events import Found, GivenBack, Lost, Returned, SupportGiven, TakenIn, UseConfirmed
from lifecycle.words import N_

_ACTS: Mapping[str, Act] = {
    "take_in": Act(
        N_("Taken in for after-sales"), TakenIn, ("fault",), plainly(TakenIn, "fault"), {"fault": coded.FAULTS}
    ),
    "give_back": Act(N_("Given back to its holder"), GivenBack, (), plainly(GivenBack)),
    "return": Act(
        N_("Come back for good"), Returned, ("reason",), plainly(Returned, "reason"), {"reason": coded.RETURNED}
    ),
    "call": Act(N_("Still in use"), UseConfirmed, ("channel",), plainly(UseConfirmed, "channel")),
    "help": Act(N_("Help given"), SupportGiven, ("minutes", "channel"), plainly(SupportGiven, "minutes", "channel")),
    "lost": Act(N_("Lost or stolen"), Lost, ("reason",), plainly(Lost, "reason"), {"reason": coded.LOST}),
    "found": Act(N_("Found again"), Found, ("where",), plainly(Found, "where")),
}
_LABELS: Mapping[str, str] = {
    "fault": N_("What is wrong with it"),
    "reason": N_("Why"),
    "channel": N_("How"),
    "minutes": N_("Time spent"),
    "where": N_("Where it is now"),
}

AFTERCARE = Acts("suivi", _ACTS, _LABELS, keeps=("channel",))
"""What happens after a hand-over."""
