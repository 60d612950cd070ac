"""The tables of a setting: who takes part, what is given, how often things happen.

Shares are in percent unless a name says otherwise.
"""

from __future__ import annotations

from lifecycle.demonstration.cards.bench import BenchCard, PartKind, Standard, Wiping
from lifecycle.demonstration.cards.desk import After, Charter, DeskCard
from lifecycle.demonstration.cards.fleet import Fleets, Replacement, WayOut
from lifecycle.demonstration.cards.house import House, Stories
from lifecycle.demonstration.cards.money import Course, Declared, Grant, Money
from lifecycle.demonstration.cards.table import Around, Card, Span
from lifecycle.demonstration.cards.taking_part import Actor, Arrivals, MediumKind, Model
from lifecycle.demonstration.cards.waste import Deed, Scheme, Treatment, Waste

__all__ = [
    "Actor",
    "After",
    "Around",
    "Arrivals",
    "BenchCard",
    "Card",
    "Charter",
    "Course",
    "Declared",
    "Deed",
    "DeskCard",
    "Fleets",
    "Grant",
    "House",
    "MediumKind",
    "Model",
    "Money",
    "PartKind",
    "Replacement",
    "Scheme",
    "Span",
    "Standard",
    "Stories",
    "Treatment",
    "Waste",
    "WayOut",
    "Wiping",
]
