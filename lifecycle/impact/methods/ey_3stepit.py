"""EY for 3 Step IT (2017): one laptop used twice, against two laptops used once."""

from __future__ import annotations

from decimal import Decimal

from lifecycle.impact.method import Asked, Found, Method, claim
from lifecycle.impact.owner import OwnersValues
from lifecycle.words import N_, say


def two_new(manufacture: Decimal, *, shipping: Decimal, use: Decimal) -> Decimal:
    """kgCO2e of two new laptops, each used for one life."""
    return 2 * (manufacture + shipping + use)


def one_twice(manufacture: Decimal, *, shipping: Decimal, use: Decimal, refurbishing: Decimal) -> Decimal:
    """kgCO2e of one laptop used for two lives, refurbished between them."""
    return manufacture + shipping + use + refurbishing + use


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:  # noqa: ARG001
    made, shipped = values.needed("manufacture", key), values.needed("shipping", key)
    used, refurbished = values.needed("use", key), values.needed("refurbishing", key)
    first = {"shipping": shipped.central, "use": used.central}
    twice = one_twice(made.central, **first, refurbishing=refurbished.central)
    parts = (values.of(made), values.of(shipped), values.of(used))
    two = claim(
        "two_new",
        say("two new ones, three years each"),
        two_new(made.central, **first),
        "kgCO2e",
        formula=N_("2 × (manufacture + shipping + use)"),
        parts=parts,
        main=False,
    )
    one = claim(
        "one_twice",
        say("one used twice for three years"),
        twice,
        "kgCO2e",
        formula=N_("manufacture + shipping + use + refurbishing + use"),
        parts=(*parts, values.of(refurbished)),
        main=False,
    )
    saved = claim(
        "saving",
        say("avoided by using one twice"),
        two.quantity.central - twice,
        "kgCO2e",
        formula=N_("two new − one twice"),
        parts=(two.term, one.term),
    )
    return Found((saved, two, one))


METHOD = Method(
    id="ey_3stepit",
    owner=N_("EY for 3 Step IT"),
    subject="reuse",
    question=N_("What does using one laptop twice avoid, against two laptops used once?"),
    boundary=N_(
        "Two lives of three years, manufacture, shipping, use and refurbishing; a second new laptop is displaced."
    ),
    leaves_out=N_(
        "Whoever would not have bought a new one, other years than three, other machines than laptops, the end of life,"
        " any range."
    ),
    sources=("ey_3stepit_2017",),
    rule=_rule,
    tables=("manufacture",),
)
