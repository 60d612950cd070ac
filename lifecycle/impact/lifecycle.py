"""Our own method: what a second life and a clean end avoid, as small formulas.

Each is used three times: with decimals and bounds to explain a figure, with draws to give its
interval, and by a slow recomputation in the tests to prove it. Source of the terms: avoided
emissions are a reference scenario less what was done, over the life cycle, for the same
service (WBCSD 2023, "Guidance on Avoided Emissions"; ITU-T L.1480); here the reference is the
new device that a share of the recipients would have bought.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import numpy as np

from lifecycle.quantity import ONE, Estimate, least
from lifecycle.quantity.distribution import Floats

Q = TypeVar("Q", Estimate[Decimal], Floats)
"""Decimals with bounds and units, or draws."""


def credited(service: Q, life_of_new: Q) -> Q:
    """The share of a new device's life that service has stood for, at most the whole of it; both in years."""
    if isinstance(service, Estimate) and isinstance(life_of_new, Estimate):
        return least(service / life_of_new, ONE)
    return np.minimum(service / life_of_new, 1.0)


def purchases_avoided(substitution: Q, credit: Q, embodied: Q) -> Q:
    """Emissions of the new devices that were not made, in kgCO2e.

    Only the share of recipients who would have bought one counts (``substitution``), for the share
    of its life that was really served (``credit``). ``embodied``: all of its life but its use.
    """
    return substitution * credit * embodied


def extra_use(substitution: Q, service: Q, old: Q, new: Q, grid: Q) -> Q:
    """What an old machine draws beyond the new one that it stands for, in kgCO2e; negative where it draws less.

    ``service`` in years, ``old`` and ``new`` in kWh a year, ``grid`` in kgCO2e/kWh.
    """
    return substitution * service * (old - new) * grid


def added_use(others: Q, service: Q, old: Q, grid: Q) -> Q:
    """What a machine draws in the hands of those who would have had none, in kgCO2e.

    ``others``: the share of recipients who would not have bought a new one. It is a good done with
    energy, so it is shown apart and stays in the result.
    """
    return others * service * old * grid


def recycling_credit(mass: Q, credit: Q, share: Q) -> Q:
    """What certified recycling avoids beside what would have happened anyway, in kgCO2e.

    ``mass`` in kg certified as recycled, ``credit`` in kgCO2e/kg against landfill, ``share``: the part of
    it that is additional, one less the baseline.
    """
    return mass * credit * share
