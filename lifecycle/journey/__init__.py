"""A subject's facts in order of life: where it stands, and the legs of each fact. Floor 3.

Pure functions: nothing here reads or writes a file. ``sweep`` says what a batch of facts
changes; the ledger keeps it.
"""

from lifecycle.journey.leg import ACCOUNTS, LINES, LIVE, OPEN, TERMINAL, Leg
from lifecycle.journey.order import life_key
from lifecycle.journey.past import BreachMark, Outcome, Past, Recorded, StateRow
from lifecycle.journey.state import (
    Device,
    Holding,
    Item,
    LoosePart,
    Lot,
    Organisation,
    State,
    load_state,
)
from lifecycle.journey.sweep import Judge, sweep

__all__ = [
    "ACCOUNTS",
    "LINES",
    "LIVE",
    "OPEN",
    "TERMINAL",
    "BreachMark",
    "Device",
    "Holding",
    "Item",
    "Judge",
    "Leg",
    "LoosePart",
    "Lot",
    "Organisation",
    "Outcome",
    "Past",
    "Recorded",
    "State",
    "StateRow",
    "life_key",
    "load_state",
    "sweep",
]
