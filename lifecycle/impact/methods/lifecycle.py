"""Our own method, for one typical device: what its second life avoids, and its certified treatment beside."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from lifecycle.impact.method import Asked, Claim, Found, Method, Subject, claim
from lifecycle.impact.needed import Reason
from lifecycle.impact.owner import OwnersValues, Unanswered
from lifecycle.impact.typical import Told, typical
from lifecycle.words import N_, Sentence, say

OWNERS_GRID = "FR"


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:
    notes: tuple[Sentence, ...] = ()
    years = asked.years
    if years is None:
        published = values.reference.factor("second_life", key, on=asked.on)
        if published is None:
            raise Unanswered(say("no source gives its second life: add --years YEARS"))
        years = published.central
        notes = (say("Years of second life not asked for: {years}, as published.", years=f"{years:f}"),)
    country = asked.country or OWNERS_GRID
    found = typical(values.reference, key, years, on=asked.on, mass_g=asked.mass_g, country=country)
    claims: list[Claim] = []
    both: tuple[tuple[Subject, Told | Reason | None], ...] = (("reuse", found.reuse), ("recycling", found.recycling))
    for subject, told in both:
        if isinstance(told, Reason):
            notes += (_missing(told, values),)
        elif told is not None:
            claims += _claims(subject, told)
    if not claims:
        assert isinstance(found.reuse, Reason)
        raise Unanswered(_missing(found.reuse, values))
    return Found(tuple(claims), notes + found.notes)


def _claims(subject: Subject, told: Told) -> list[Claim]:
    """The result of the draws; beside it the share below zero, and what central values alone would give."""
    term, central = told.term, told.term.parts[0]
    id = "avoided" if subject == "reuse" else subject
    quantity = term.quantity
    if quantity.is_exact:  # nothing in it has published bounds: it has no range, and is not certain
        quantity = replace(quantity, low=None, high=None)
    claims = [Claim(id, term.label, quantity, term, subject=subject)]
    if told.spread.below_zero:
        below = Decimal(repr(told.spread.below_zero))
        claims.append(claim(f"{id}_below_zero", say("share of the draws below zero"), below, "1", main=False))
    label = say("with central values alone (not the result)")
    claims.append(Claim(f"{id}_central", label, central.quantity, central, main=False))
    return claims


def _missing(reason: Reason, values: OwnersValues) -> Sentence:
    family = values.reference.families.get(reason.name)
    return say("no source gives: {label} ({key})", label=family.label() if family else reason.name, key=reason.key)


METHOD = Method(
    id="lifecycle",
    owner="lifecycle",
    subject="reuse",
    question=N_("What did the service of a second life avoid, and what did its certified treatment avoid beside it?"),
    boundary=N_(
        "New devices not made, for the share of recipients who would have bought one and the share of a new device's"
        " life that was served; less refurbishing, and the use of an old machine. Treatment apart: the share that would"
        " not have been recycled anyway."
    ),
    leaves_out=N_(
        "The first life; whatever has no source for a category, which is then named and not counted. One typical device"
        " is a screening: nobody was asked what it stands for."
    ),
    sources=("lifecycle",),
    rule=_rule,
    alias="ours_v1",
    ours=True,
)
