"""Makov and Font Vivanco (2018): the part of what re-use saves that is lost again, for smartphones."""

from __future__ import annotations

from lifecycle.impact.method import Asked, Found, Method, claim
from lifecycle.impact.owner import OwnersValues
from lifecycle.quantity import ONE
from lifecycle.words import N_, say


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:  # noqa: ARG001
    rebound = values.needed("rebound", key)
    net = ONE - rebound.estimate
    kept = claim(
        "net_displacement",
        say("share of the saving that remains"),
        net.central,
        "1",
        low=net.low,
        high=net.high,
        formula=N_("1 − rebound"),
        parts=(values.of(rebound),),
        per="alone",
    )
    lost = rebound.estimate
    gone = claim(
        "rebound",
        say("share of the saving lost again"),
        lost.central,
        "1",
        low=lost.low,
        high=lost.high,
        parts=(values.of(rebound),),
        main=False,
    )
    return Found((kept, gone), (say("Above 100 % was found possible: re-use may then save nothing."),))


METHOD = Method(
    id="rebound_makov",
    owner=N_("Makov and Font Vivanco 2018"),
    subject="rebound",
    question=N_("How much of what re-use saves is lost again, because cheap devices add to the new ones?"),
    boundary=N_("Smartphones in the United States: imperfect substitution, and what people do with the money saved."),
    leaves_out=N_(
        "Kilograms: it is a share, to be set beside the saving of another method. Other machines, other countries."
    ),
    sources=("makov_2018",),
    rule=_rule,
    tables=("rebound",),
)
