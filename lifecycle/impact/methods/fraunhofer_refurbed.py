"""Fraunhofer Austria for refurbed: new and refurbished footprints of single models, as the press quotes them."""

from __future__ import annotations

from decimal import Decimal

from lifecycle.impact.method import Asked, Claim, Found, Method, claim
from lifecycle.impact.owner import OwnersValues, is_of
from lifecycle.words import N_, Sentence, say


def share_avoided(new: Decimal, refurbished: Decimal) -> Decimal:
    """The share of a new device's footprint that a refurbished one avoids."""
    return (new - refurbished) / new


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:  # noqa: ARG001
    models = [each for each in METHOD.keys(values) if is_of(each, key)]
    claims = [made for model in models for made in _of_model(model, values)]
    return Found(tuple(claims), (say("Figures of single models, quoted from the press; no mean of a category."),))


def _of_model(model: str, values: OwnersValues) -> list[Claim]:
    """What is published of one model, and what follows from it. A model stands for itself: nothing is added."""
    new, again = values.known("new", model), values.known("refurbished", model)
    saving, share = values.known("saving", model), values.known("share_avoided", model)
    avoided = say("avoided, {model}", model=values.name(model))
    in_part = say("share avoided, {model}", model=values.name(model))
    ids = f"{model}.saving", f"{model}.share_avoided"
    claims = []
    if new and again:
        parts, both = (values.of(new), values.of(again)), (new.central, again.central)
        found: tuple[tuple[str, Sentence, Decimal, str, str], ...] = (
            (ids[0], avoided, new.central - again.central, "kgCO2e", N_("new − refurbished")),
            (ids[1], in_part, share_avoided(*both), "1", N_("(new − refurbished) / new")),
        )
        for id, label, value, unit, formula in found:
            claims.append(claim(id, label, value, unit, formula=formula, parts=parts, per="alone"))
    elif saving:
        claims.append(claim(ids[0], avoided, saving.central, saving.unit, parts=(values.of(saving),), per="alone"))
    if share:
        claims.append(claim(ids[1], in_part, share.central, share.unit, parts=(values.of(share),), per="alone"))
    return claims


METHOD = Method(
    id="fraunhofer_refurbed",
    owner="Fraunhofer Austria (refurbed)",
    subject="reuse",
    question=N_("What does a refurbished device of this model avoid, against a new one?"),
    boundary=N_("One model, its whole life: manufacture, transport, use of the second life, refurbishing."),
    leaves_out=N_(
        "Whoever would not have bought a new one, any range, and how the figures were made: they are read in the press."
        " One laptop is kept out: its maker says several times less."
    ),
    sources=("fraunhofer_refurbed_2023", "fraunhofer_refurbed_2024"),
    rule=_rule,
    tables=("new", "saving", "share_avoided"),
)
