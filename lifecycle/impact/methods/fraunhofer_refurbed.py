"""Fraunhofer Austria for refurbed: new and refurbished footprints of single models, as the press quotes them."""

from __future__ import annotations

from decimal import Decimal

from lifecycle.impact.method import Asked, Claim, Found, Method, claim
from lifecycle.impact.owner import OwnersValues
from lifecycle.words import N_, say


def share_avoided(new: Decimal, refurbished: Decimal) -> Decimal:
    """The share of a new device's footprint that a refurbished one avoids."""
    return (new - refurbished) / new


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:  # noqa: ARG001
    models = [each for each in METHOD.keys(values) if each == key or each.startswith(f"{key}_")]
    claims = [made for model in models for made in _of_model(model, values)]
    return Found(tuple(claims), (say("Figures of single models, quoted from the press; no mean of a category."),))


def _of_model(model: str, values: OwnersValues) -> list[Claim]:
    """What is published of one model, and what follows from it."""
    name = values.name(model)
    new, again = values.known("new", model), values.known("refurbished", model)
    saving, share = values.known("saving", model), values.known("share_avoided", model)
    claims = []
    if new and again:
        parts = (values.of(new), values.of(again))
        value = new.central - again.central
        formula = N_("new − refurbished")
        claims.append(
            claim(f"{model}.saving", say("avoided, {model}", model=name), value, "kgCO2e", formula=formula, parts=parts)
        )
        value = share_avoided(new.central, again.central)
        formula = N_("(new − refurbished) / new")
        claims.append(
            claim(
                f"{model}.share_avoided",
                say("share avoided, {model}", model=name),
                value,
                "1",
                formula=formula,
                parts=parts,
            )
        )
    elif saving:
        label = say("avoided, {model}", model=name)
        claims.append(claim(f"{model}.saving", label, saving.central, saving.unit, parts=(values.of(saving),)))
    if share:
        label = say("share avoided, {model}", model=name)
        claims.append(claim(f"{model}.share_avoided", label, share.central, share.unit, parts=(values.of(share),)))
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
