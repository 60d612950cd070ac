"""Where a thing stands: items and their holdings, devices, loose parts, lots, organisations.

States are what the replay carries from one fact to the next. They are derived: the facts
alone are the truth, and any state can be made again from them.
"""

from lifecycle.journey.state.holding import (
    CUSTODY_OF_ACCOUNT,
    MEASURED,
    UNSORTED,
    Holding,
    Item,
    custody_of,
    furthest,
    how_far,
    legal_of,
    lots_of,
    organisation_of,
)
from lifecycle.journey.state.kept import State, dump_state, load_state, new_state, sort_of
from lifecycle.journey.state.organisation import Authorisation, Organisation
from lifecycle.journey.state.things import Certificate, Device, HandOver, LoosePart, Lot, MediumState

__all__ = [
    "CUSTODY_OF_ACCOUNT",
    "MEASURED",
    "UNSORTED",
    "Authorisation",
    "Certificate",
    "Device",
    "HandOver",
    "Holding",
    "Item",
    "LoosePart",
    "Lot",
    "MediumState",
    "Organisation",
    "State",
    "custody_of",
    "dump_state",
    "furthest",
    "how_far",
    "legal_of",
    "load_state",
    "lots_of",
    "new_state",
    "organisation_of",
    "sort_of",
]
