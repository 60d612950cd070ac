"""The tree by which a figure is taken apart: what it is made of, down to values and facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from lifecycle.quantity import Estimate
from lifecycle.reference import Factor
from lifecycle.words import Sentence, _


class FactRef(NamedTuple):
    """A fact that a figure rests on."""

    n: int
    hash: str
    kind: str
    day: str


@dataclass(frozen=True)
class Term:
    """One quantity of a formula, and what it is made of.

    Its quantity follows from those of its parts by the formula, so that a reader can make it
    again by hand. A leaf is a value of the reference data, or what a fact says.
    """

    label: Sentence
    quantity: Estimate[Decimal]
    formula: str = ""
    """English text, translated where it is shown."""
    parts: tuple[Term, ...] = ()
    factor: Factor | None = None
    fact: FactRef | None = None
    note: Sentence | None = None
    subject: str = ""
    """The thing that a leaf is about: device:PC-1; nothing where it is about none."""

    @property
    def is_thing(self) -> bool:
        """A leaf that says what one thing adds: a term may have thousands of them."""
        return self.subject != "" and self.factor is None

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Term]]:
        """This term and all below it, each with its depth, from the top."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)

    def to_json(self) -> dict[str, Any]:
        """The tree as plain JSON values, numbers as exact decimal texts."""
        told: dict[str, Any] = {"label": str(self.label), **_said(self.quantity)}
        if self.subject:
            told["subject"] = self.subject
        if self.formula:
            told["formula"] = _(self.formula)
        if self.factor is not None:
            told["value_used"] = factor_json(self.factor)
        if self.fact is not None:
            told["fact"] = self.fact._asdict()
        if self.note is not None:
            told["note"] = str(self.note)
        if self.parts:
            told["parts"] = [part.to_json() for part in self.parts]
        return told


def factor_json(factor: Factor) -> dict[str, Any]:
    """A value of the reference data: what it is, when it holds, who says so and where."""
    return {
        "name": factor.name,
        "key": factor.key,
        **_said(factor.estimate),
        "shape": factor.shape,
        "shared_by": factor.shared_by,
        "edition": factor.edition,
        "valid_from": factor.valid_from.isoformat(),
        "valid_to": None if factor.valid_to is None else factor.valid_to.isoformat(),
        "sources": list(factor.sources),
        "where": factor.where,
        "note": factor.note,
    }


def _said(quantity: Estimate[Decimal]) -> dict[str, Any]:
    low, high = quantity.low, quantity.high
    return {
        "value": str(quantity.central),
        "low": None if low is None else str(low),
        "high": None if high is None else str(high),
        "unit": quantity.unit,
    }
