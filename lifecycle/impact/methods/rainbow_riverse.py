"""Rainbow (formerly Riverse): credits for refurbishing electronic devices. Its tables could not be read."""

from __future__ import annotations

from lifecycle.impact.method import Asked, Found, Method
from lifecycle.impact.owner import OwnersValues, Unanswered
from lifecycle.words import N_, say


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:  # noqa: ARG001
    raise Unanswered(
        say("its tables (masses, light and full refurbishing) could not be read, and nothing is filled from memory")
    )


METHOD = Method(
    id="rainbow_riverse",
    owner=N_("Rainbow (formerly Riverse)"),
    subject="reuse",
    question=N_("How many tonnes of CO₂e may be issued as credits for refurbished devices?"),
    boundary=N_(
        "One device delivered and the treatment of the one given in, against the mean of a market in which some devices"
        " are refurbished already (after ISO 14064-2)."
    ),
    leaves_out=N_("Not known here: only the opening of the methodology was readable."),
    sources=("rainbow_refurb",),
    rule=_rule,
)
