"""Waste: it travels in a lot, with its code and its mass, to whom it was sent."""

from __future__ import annotations

from lifecycle.events import Discarded, HandedOver, LotDispatched, LotOpened, LotReceived, Received, Transferred
from lifecycle.journey.state import Lot
from lifecycle.journey.turn import Turn, content
from lifecycle.rules.rule import breach


@breach(
    "waste-handed-over",
    HandedOver,
    source="C. env. L. 541-1-1, L. 541-4-3; arrêté du 11 décembre 2018",
    denies="re_use",
)
def waste_is_handed_over(turn: Turn) -> bool:
    """Waste was handed over without having left the status of waste."""
    return _moves_waste(turn)


@breach(
    "waste-left-outside-a-lot",
    Transferred,
    source="C. env. R. 541-43, R. 541-45; arrêté du 31 mai 2021",
    denies="traced_waste",
)
def waste_leaves_outside_a_lot(turn: Turn) -> bool:
    """Waste went to another organisation outside a lot with its slip."""
    assert isinstance(turn.fact, Transferred)
    return turn.fact.custody and _moves_waste(turn)


def _moves_waste(turn: Turn) -> bool:
    return any(thing.holding.legal == "WASTE" for thing in turn.things("stock", "parts"))


@breach("waste-without-code", LotDispatched, source="arrêté du 31 mai 2021; C. env. R. 541-45", denies="traced_waste")
def waste_travels_without_code(turn: Turn) -> bool:
    """Waste was dispatched without a waste code."""
    return _holds_waste(turn) and not _lot_code(turn)


@breach("waste-without-mass", LotDispatched, source="arrêté du 31 mai 2021; C. env. R. 541-45", denies="traced_waste")
def waste_travels_without_mass(turn: Turn) -> bool:
    """Waste was dispatched without a mass, weighed or estimated."""
    assert isinstance(turn.fact, LotDispatched)
    return turn.fact.grams is None and _holds_waste(turn)


def _holds_waste(turn: Turn) -> bool:
    return any(thing.holding.legal == "WASTE" for thing in content(turn.world, turn.subject))


def _lot_code(turn: Turn) -> str:
    """The waste code under which the thing moves: the fact's, else the lot's."""
    state = turn.state
    named = getattr(turn.fact, "waste_code", None)
    return named or (state.waste_code if isinstance(state, Lot) else "")


_CODED = (Received, Discarded, LotOpened, LotDispatched, LotReceived)
"""Kinds that say, or move, waste under a code."""


def _status_of_code(turn: Turn) -> str:
    code = _lot_code(turn)
    return turn.reference.waste_code(code, on=turn.fact.occurred_on).status if code else ""


@breach(
    "waste-code-not-valid-that-day",
    *_CODED,
    source="Décision 2000/532/CE; Décision déléguée (UE) 2025/934",
    denies="coded_waste",
)
def waste_code_is_not_valid(turn: Turn) -> bool:
    """The waste code was not in force on the day of the movement."""
    return _status_of_code(turn) == "not_valid_that_day"


@breach("waste-code-not-listed", *_CODED, source="Décision 2000/532/CE", denies="coded_waste")
def waste_code_is_not_listed(turn: Turn) -> bool:
    """The waste code is not in our list: it is kept as given, and marked."""
    return _status_of_code(turn) == "unlisted"


@breach(
    "received-by-another-than-the-destination",
    LotReceived,
    source="C. env. R. 541-45; arrêté du 26 juillet 2012 (bordereau)",
    denies="traced_waste",
)
def another_than_the_destination_receives(turn: Turn) -> bool:
    """A lot was received by another organisation than the one it was sent to."""
    lot = turn.its(Lot)
    return lot.stage == "transit" and lot.destination != turn.fact.acting
