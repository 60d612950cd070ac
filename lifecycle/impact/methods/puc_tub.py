"""TU Berlin's model of 2005, as PUC (Belgium) uses it: a fixed saving for each device."""

from __future__ import annotations

from lifecycle.impact.method import Method, fixed
from lifecycle.words import N_, say

METHOD = Method(
    id="puc_tub",
    owner="PUC (TU Berlin 2005, EuP Lot 3 2007)",
    subject="reuse",
    question=N_("What does re-using a device for three years avoid, against buying a new one?"),
    boundary=N_("Three years of re-use, whatever the years asked for; refurbishing and the end of life are inside."),
    leaves_out=N_(
        "How the figures were made: they are a claim of whoever sells the machines. Whoever would not have bought a new"
        " one, machines of today (its figures are of 2005 to 2007), any range."
    ),
    sources=("puc_tub",),
    rule=fixed("saving", say("avoided by three years of re-use")),
    tables=("saving",),
)
