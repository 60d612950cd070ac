"""People and money: the solidarity price, the charter, who acts."""

from __future__ import annotations

from lifecycle.events import ContributionReceived, HandedOver
from lifecycle.journey.kinds.use import hand_over_of
from lifecycle.journey.turn import Turn
from lifecycle.rules.rule import breach


@breach(
    "price-above-solidarity-cap",
    ContributionReceived,
    source="CGPPP L. 3212-2 3°, L. 3212-3; décret du 7 novembre 2022",
    denies="solidarity_price",
)
def price_is_above_the_cap(turn: Turn) -> bool:
    """More than the solidarity price was asked for machines given by a public body."""
    fact, given = turn.fact, hand_over_of(turn)
    assert isinstance(fact, ContributionReceived)
    if given is None or given.others:
        return False  # among things of another origin, nobody can tell what was paid for which
    caps = (
        cap * count
        for category, count in given.public.items()
        if (cap := turn.reference.price_cap_cents(category, on=fact.occurred_on)) is not None
    )
    most = sum(caps)
    return most > 0 and given.paid_cents + fact.cents > most


@breach("charter-missing", HandedOver, source="Charte de remise de l'association", denies="hand_over_under_charter")
def charter_is_missing(turn: Turn) -> bool:
    """A machine was handed to a person without a signed charter."""
    fact = turn.fact
    assert isinstance(fact, HandedOver)
    return fact.recipient_kind in {"person", "person_in_precarity"} and fact.charter_version is None


@breach(
    "organisation-not-registered",
    source="C. env. R. 541-43 (identity of the actors)",
    denies="known_actor",
    judged_once=True,
)
def actor_is_not_registered(turn: Turn) -> bool:
    """The organisation that acts was not registered here when this was recorded."""
    last = max(turn.recorded.n, turn.recorded.batch)
    return not turn.world.organisation(turn.fact.acting).was_registered(last)
