"""ADEME's study of refurbished products (2022): what a year with a refurbished device avoids against a new one."""

from __future__ import annotations

from decimal import Decimal

from lifecycle.impact.method import Asked, Claim, Found, Method, claim
from lifecycle.impact.owner import OwnersValues, Unanswered
from lifecycle.impact.term import Term
from lifecycle.quantity import Estimate
from lifecycle.words import N_, Sentence, say

SAVINGS: tuple[tuple[str, str, str, str], ...] = (
    ("co2e", "saving_per_year", N_("CO₂e avoided"), "kgCO2e"),
    ("raw_material", "raw_material_per_year", N_("raw material not extracted"), "kg"),
    ("ewaste", "ewaste_per_year", N_("electronic waste avoided"), "kg"),
)
"""Claim -> the table of the study, its words, its unit."""


def over_years(per_year: Decimal, years: Decimal) -> Decimal:
    """What the study's saving of one year comes to over years of use."""
    return per_year * years


def _share(key: str, values: OwnersValues) -> tuple[Sentence, ...]:
    """The published range of shares, which goes with no absolute figure."""
    least, most = values.known("share_avoided_min", key), values.known("share_avoided_max", key)
    if least is None or most is None:
        return ()
    low, high = (f"{100 * each.central:.0f}" for each in (least, most))
    return (
        say(
            "Of the impact of a year with a new one, {low} to {high} % is avoided, over all refurbishers and all"
            " indicators but one.",
            low=low,
            high=high,
        ),
    )


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:
    share = _share(key, values)
    if values.known("saving_per_year", key) is None and share:
        raise Unanswered(say("no absolute figure of the study could be read for it. {share}", share=share[0]))
    values.needed("saving_per_year", key)  # neither figure nor share: nothing of the study is in this edition or day
    service = asked.service
    if service is None:
        lives = values.known("second_life", key)
        service = values.of(lives, say("second life in the study")) if lives else _one_year()
    claims = [
        made
        for id, table, label, unit in SAVINGS
        if (made := _over(id, table, label, unit, service=service, key=key, values=values))
    ]
    return Found(tuple(claims), share)


def _over(id: str, table: str, label: str, unit: str, *, service: Term, key: str, values: OwnersValues) -> Claim | None:
    per_year = values.known(table, key)
    if per_year is None:
        return None
    value = over_years(per_year.central, service.quantity.central)
    formula, parts = N_("saving of a year × years"), (values.of(per_year), service)
    return claim(id, say(label), value, unit, formula=formula, parts=parts, per="years")


def _one_year() -> Term:
    return Term(say("one year of use"), Estimate.exact(Decimal(1), "year"))


METHOD = Method(
    id="ademe_recond_2022",
    owner="ADEME",
    subject="reuse",
    question=N_("What does a year with a refurbished device avoid, against a year with a new one?"),
    boundary=N_(
        "Owning and using a device for one year, the impacts of each life divided by its years; a refurbished device"
        " stands for a new one, one for one; what refurbishing takes is inside the published figure."
    ),
    leaves_out=N_(
        "Whoever would not have bought a new one, recycling at the end, a range for the absolute figures. Tables for"
        " tablets, desktops and consoles were not readable: press and the landing page are quoted."
    ),
    sources=("ademe_recond_2022", "ademe_recond_lives"),
    rule=_rule,
    tables=("saving_per_year", "share_avoided_min"),
)
