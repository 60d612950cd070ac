"""What is told at the desk of an association, many things at a time: gifts, a stack from the workshop, a hand-over."""

from __future__ import annotations

from lifecycle.intake.desk.arriving import Gift, receptions
from lifecycle.intake.desk.handing import handing, number, pseudonym
from lifecycle.intake.desk.places import commune_told
from lifecycle.intake.desk.stack import BadLine, Weighing, codes_told, weighings_told
from lifecycle.intake.desk.telling import Telling, new_code
from lifecycle.intake.desk.working import act, acts, weighings, wipes

__all__ = [
    "BadLine",
    "Gift",
    "Telling",
    "Weighing",
    "act",
    "acts",
    "codes_told",
    "commune_told",
    "handing",
    "new_code",
    "number",
    "pseudonym",
    "receptions",
    "weighings",
    "weighings_told",
    "wipes",
]
