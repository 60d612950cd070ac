"""EPA's emission factors hub: what treating waste emits, for an inventory; it knows no credit."""

from __future__ import annotations

from lifecycle.impact.method import Asked, Claim, Found, Method, claim
from lifecycle.impact.methods.epa_warm_v16 import per_kilogram
from lifecycle.impact.owner import OwnersValues, Unanswered
from lifecycle.words import N_, say

WAYS: tuple[tuple[str, str], ...] = (
    ("recycled", N_("emitted where recycled")),
    ("landfilled", N_("emitted where landfilled")),
    ("combusted", N_("emitted where burnt")),
)


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:
    mass = asked.mass
    if values.known("recycled", key) is None:
        raise Unanswered(say("it has no factor for recycling “{key}”", key=key))
    if mass is None:
        raise Unanswered(say("it counts by mass: add --mass-g GRAMS"))
    short_ton = values.needed("short_ton")
    claims: list[Claim] = []
    for way, label in WAYS:
        factor = values.needed(way, key)
        value = mass.quantity.central * per_kilogram(factor.central, short_ton.central)
        formula, parts = N_("mass × factor × 1000 / short ton"), (mass, values.of(factor), values.of(short_ton))
        made = claim(way, say(label), value, "kgCO2e", formula=formula, parts=parts, main=way == WAYS[0][0], per="mass")
        claims.append(made)
    return Found(tuple(claims))


METHOD = Method(
    id="epa_hub",
    owner="US EPA (Emission Factors Hub)",
    subject="recycling",
    question=N_("What does treating a mass of waste emit, in the inventory of whoever produced it?"),
    boundary=N_(
        "Transport to the place of treatment and the treatment itself, per US short ton, in the United States."
    ),
    leaves_out=N_(
        "Anything avoided: EPA says that these factors are for inventories and must not be exchanged for those of WARM,"
        " which are for decisions. Re-use has no row."
    ),
    sources=("epa_hub",),
    rule=_rule,
    tables=("landfilled",),
)
