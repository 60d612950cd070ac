"""Equivalences as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lifecycle.impact.equivalences import Equivalence
from lifecycle.quantity import Estimate
from lifecycle.reports.measures import measure
from lifecycle.words import Sentence, say


@dataclass(frozen=True)
class _Measure:
    """An amount inside a sentence: it reads in the reader's language."""

    quantity: Estimate[Decimal]

    def __str__(self) -> str:
        return measure(self.quantity)


def sentence(one: Equivalence) -> Sentence:
    """One equivalence. An interval that rounds to nothing says so in place of a middle."""
    amount: object = _Measure(one.amount)
    if one.from_nothing and one.amount.high is not None:
        most = Estimate.exact(one.amount.high, one.amount.unit)
        amount = say("something between nothing and {most}", most=_Measure(most))
    return Sentence(one.words, {"amount": amount})
