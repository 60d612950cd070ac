"""Breaches that can still be healed: a fact that was not told, or a correction, takes them out of force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lifecycle.engine import Engine
from lifecycle.reports.breaches import RULE_WORDS
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.todo.due import Due
from lifecycle.words import N_, say

BREACH = "breach"

HEALED_BY = {
    "media-not-fit": N_("if it was wiped before it left, record it with its own day"),
    "charter-missing": N_("if the charter was signed, correct the hand-over with its version"),
    "default-mass-missing": N_("weigh it"),
    "mass-implausible": N_("look at the scale’s unit, then correct the weighing"),
    "mass-below-its-parts": N_("correct the weighing, or the parts"),
    "lot-lighter-than-its-weighed-members": N_("correct the mass of the lot, or the weighings in it"),
    "operator-not-authorised": N_("if the authorisation was in force, record it with its first day"),
    "operation-code-mismatch": N_("correct the operation code of the certificate"),
    "flux-without-attestation": N_("ask the operator for a certificate of this lot"),
    "certificate-mass-implausible": N_("correct the grams of the certificate"),
    "treated-without-becoming-waste": N_("if it was discarded before, record it with its own day"),
    "waste-handed-over": N_("if it had ceased to be waste before, record it with its own day"),
    "waste-without-code": N_("correct the departure with its waste code"),
    "waste-without-mass": N_("correct the departure with its mass"),
    "waste-code-not-valid-that-day": N_("correct the waste code"),
    "waste-code-not-listed": N_("check the waste code"),
}
"""Rule -> what takes its breach out of force; no entry where nothing does."""


def due_of_breaches(engine: Engine, *, on: date, organisation: str | None = None) -> Iterator[Due]:
    """Each breach in force that can be healed, the oldest first."""
    asked = Filter(last_day=on, organisation=organisation).standing_at(engine)
    for row in ask(engine, "breaches", asked).to_pylist():
        rule, subject = row["rule"], row["subject"]
        if rule not in HEALED_BY:
            continue
        sort, _colon, code = subject.partition(":")
        page = f"lots?lot={code}" if sort == "lot" else f"equipement?device={code}"
        words = say("{breach} To do: {remedy}", breach=say(RULE_WORDS[rule]), remedy=say(HEALED_BY[rule]))
        yield Due(BREACH, subject, row["day"], None, row["organisation"], words, None, page)
