"""Waste: it travels in a lot, with its code and its mass, to whom it was sent."""

from __future__ import annotations

from lifecycle.events import Discarded, HandedOver, LotDispatched, LotOpened, LotReceived, Received, Transferred
from lifecycle.journey.state import Lot
from lifecycle.journey.turn import Turn, content
from lifecycle.rules.rule import breach


@breach(
    "waste-handed-over",
    source="C. env. L. 541-1-1, L. 541-4-3; arrêté du 11 décembre 2018",
    denies="re_use",
)
def waste_is_handed_over(turn: Turn) -> bool:
    """Waste was handed over without having left the status of waste."""
    return isinstance(turn.fact, HandedOver) and any(
        thing.holding.legal == "WASTE" for thing in turn.things("stock", "parts")
    )


@breach("waste-left-outside-a-lot", source="C. env. R. 541-43, R. 541-45; arrêté du 31 mai 2021", denies="traced_waste")
def waste_leaves_outside_a_lot(turn: Turn) -> bool:
    """Waste went to another organisation outside a lot with its slip."""
    fact = turn.fact
    return (
        isinstance(fact, Transferred)
        and fact.custody
        and any(thing.holding.legal == "WASTE" for thing in turn.things("stock", "parts"))
    )


@breach("waste-without-code", source="arrêté du 31 mai 2021; C. env. R. 541-45", denies="traced_waste")
def waste_travels_without_code(turn: Turn) -> bool:
    """Waste was dispatched without a waste code."""
    fact = turn.fact
    return isinstance(fact, LotDispatched) and _holds_waste(turn) and not _lot_code(turn)


@breach("waste-without-mass", source="arrêté du 31 mai 2021; C. env. R. 541-45", denies="traced_waste")
def waste_travels_without_mass(turn: Turn) -> bool:
    """Waste was dispatched without a mass, weighed or estimated."""
    return isinstance(turn.fact, LotDispatched) and turn.fact.grams is None and _holds_waste(turn)


def _holds_waste(turn: Turn) -> bool:
    return any(thing.holding.legal == "WASTE" for thing in content(turn.world, turn.subject))


def _lot_code(turn: Turn) -> str:
    """The waste code under which the thing moves: the fact's, else the lot's."""
    state = turn.state
    named = getattr(turn.fact, "waste_code", None)
    return named or (state.waste_code if isinstance(state, Lot) else "")


def _status_of_code(turn: Turn) -> str:
    if not isinstance(turn.fact, Received | Discarded | LotOpened | LotDispatched | LotReceived):
        return ""
    code = _lot_code(turn)
    return turn.reference.waste_code(code, on=turn.fact.occurred_on).status if code else ""


@breach(
    "waste-code-not-valid-that-day",
    source="Décision 2000/532/CE; Décision déléguée (UE) 2025/934",
    denies="coded_waste",
)
def waste_code_is_not_valid(turn: Turn) -> bool:
    """The waste code was not in force on the day of the movement."""
    return _status_of_code(turn) == "not_valid_that_day"


@breach("waste-code-not-listed", source="Décision 2000/532/CE", denies="coded_waste")
def waste_code_is_not_listed(turn: Turn) -> bool:
    """The waste code is not in our list: it is kept as given, and marked."""
    return _status_of_code(turn) == "unlisted"


@breach(
    "received-by-another-than-the-destination",
    source="C. env. R. 541-45; arrêté du 26 juillet 2012 (bordereau)",
    denies="traced_waste",
)
def another_than_the_destination_receives(turn: Turn) -> bool:
    """A lot was received by another organisation than the one it was sent to."""
    fact, lot = turn.fact, turn.state
    if not isinstance(fact, LotReceived) or not isinstance(lot, Lot) or lot.stage != "transit":
        return False
    return lot.destination != fact.acting
