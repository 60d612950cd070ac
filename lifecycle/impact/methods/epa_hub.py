"""EPA's emission factors hub: what treating waste emits, for an inventory; it knows no credit."""

from __future__ import annotations

from lifecycle.impact.method import Asked, Claim, Found, Method, claim
from lifecycle.impact.methods.epa_warm_v16 import per_kilogram
from lifecycle.impact.owner import OwnersValues, Unanswered
from lifecycle.words import N_, say

RECYCLED = "recycled"
WAYS: tuple[tuple[str, str], ...] = (
    (RECYCLED, N_("emitted where recycled")),
    ("landfilled", N_("emitted where landfilled")),
    ("combusted", N_("emitted where burnt")),
)


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:
    mass = asked.mass
    if mass is None:
        raise Unanswered(say("it counts by mass: add --mass-g GRAMS"))
    short_ton = values.needed("short_ton")
    published = [(way, label, factor) for way, label in WAYS if (factor := values.known(way, key))]
    recycles = any(way == RECYCLED for way, _label, _factor in published)
    claims: list[Claim] = []
    for way, label, factor in published:
        value = mass.quantity.central * per_kilogram(factor.central, short_ton.central)
        claims.append(
            claim(
                way,
                say(label),
                value,
                "kgCO2e",
                formula=N_("mass × factor × 1000 / short ton"),
                parts=(mass, values.of(factor), values.of(short_ton)),
                main=way == RECYCLED or not recycles,
                # What is certified as recycled was neither landfilled nor burnt: over a perimeter these do not add up.
                per="mass" if way == RECYCLED else "alone",
            )
        )
    if recycles:
        return Found(tuple(claims))
    return Found(tuple(claims), (say("It publishes no factor for recycling “{key}”.", key=key),))


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
