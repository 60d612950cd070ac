"""The tables of a setting: who takes part, what is given, how often things happen.

Shares are in percent unless a name says otherwise.
"""

from __future__ import annotations

from lifecycle.demonstration.cards.bench import BenchCard, PartKind, Standard, Wiping
from lifecycle.demonstration.cards.desk import After, Charter, DeskCard
from lifecycle.demonstration.cards.house import House, Stories
from lifecycle.demonstration.cards.money import Course, Declared, Grant, Money
from lifecycle.demonstration.cards.table import Card, Span
from lifecycle.demonstration.cards.taking_part import Actor, Arrivals, MediumKind, Model
from lifecycle.demonstration.cards.waste import Deed, Scheme, Treatment, Waste

__all__ = [
    "Actor",
    "After",
    "Arrivals",
    "BenchCard",
    "Card",
    "Charter",
    "Course",
    "Declared",
    "Deed",
    "DeskCard",
    "Grant",
    "House",
    "MediumKind",
    "Model",
    "Money",
    "PartKind",
    "Scheme",
    "Span",
    "Standard",
    "Stories",
    "Treatment",
    "Waste",
    "Wiping",
]
