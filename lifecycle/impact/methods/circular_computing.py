"""Circular Computing: what it claims for each laptop that it remanufactures."""

from __future__ import annotations

from lifecycle.impact.method import Method, fixed
from lifecycle.words import N_, say

METHOD = Method(
    id="circular_computing",
    owner="Circular Computing",
    subject="reuse",
    question=N_("What does a remanufactured laptop avoid, against a new one?"),
    boundary=N_("One remanufactured laptop stands for one new one."),
    leaves_out=N_(
        "How the figure was made: one figure is quoted here, a claim of whoever sells the machines, without formula,"
        " years or range. It is the highest of the methods shown here."
    ),
    sources=("circular_computing",),
    rule=fixed("saving", say("avoided, as claimed")),
    tables=("saving",),
)
