"""A named method: whose it is, the question it answers, and how it answers it for one device.

A method only ever asks the values of its owner, on the day and in the edition asked for. Where it has
no answer it says so in a sentence, and never lends one from another method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from lifecycle.impact.meant import UnknownCategory, category_named, in_their_order, owners_key, with_names
from lifecycle.impact.owner import OwnersValues, Unanswered, is_of
from lifecycle.impact.term import Term, factor_json
from lifecycle.quantity import Estimate
from lifecycle.reference import Category, Factor, Reference
from lifecycle.words import N_, Sentence, _, say

Subject = Literal["reuse", "recycling", "product", "use", "rebound"]
Per = Literal["device", "years", "mass", "alone"]
"""What a figure grows with: one for each device handed over, years of service, kilograms; "alone" is never added."""

SUBJECTS: Mapping[Subject, str] = {
    "reuse": N_("What re-use avoids"),
    "recycling": N_("What treatment as waste emits or avoids"),
    "product": N_("What a new device costs the climate: no saving"),
    "use": N_("What use emits: no saving"),
    "rebound": N_("What is lost again"),
}
"""What a method speaks of, in the order in which methods stand side by side."""

GRAMS_IN_A_KILOGRAM = 1000
HOURS_IN_A_YEAR = 24 * 365


@dataclass(frozen=True)
class Asked:
    """One typical device, and what is known of it. What is None was not said."""

    category: str
    """Our category, or a key or a name of the method's owner."""
    on: date
    mass_g: int | None = None
    years: Decimal | None = None
    """Years of its second life."""
    hours: Decimal | None = None
    """Hours of service."""
    country: str | None = None
    """Whose electricity; None for the one that the method's owner takes."""
    watts: Decimal | None = None
    """Mean power measured while it is used."""

    @property
    def mass(self) -> Term | None:
        """Its mass, in kilograms."""
        if self.mass_g is None:
            return None
        kilograms = Decimal(self.mass_g) / GRAMS_IN_A_KILOGRAM
        return Term(say("mass of the device"), Estimate.exact(kilograms, "kg"))

    @property
    def service(self) -> Term | None:
        """The years of its second life."""
        if self.years is None:
            return None
        return Term(say("years of second life"), Estimate.exact(self.years, "year"))


@dataclass(frozen=True)
class Claim:
    """One figure of a method, and how it came about."""

    id: str
    label: Sentence
    quantity: Estimate[Decimal]
    term: Term
    main: bool = True
    """False for what stands beside: shown by ``method``, not by ``compare``."""
    subject: Subject | None = None
    """What it speaks of, where that is something else than its method does."""
    per: Per = "device"

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; numbers are not rounded."""
        low, high = self.quantity.low, self.quantity.high
        return {
            "id": self.id,
            "label": str(self.label),
            "value": float(self.quantity.central),
            "low": None if low is None else float(low),
            "high": None if high is None else float(high),
            "unit": self.quantity.unit,
            "formula": _(self.term.formula),
            "factors": [factor_json(factor) for factor in leaves(self.term)],
        }


@dataclass(frozen=True)
class Found:
    """What the rule of a method found."""

    claims: tuple[Claim, ...]
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What a method says of one device, or why it says nothing."""

    method: Method
    asked: Asked
    category: str
    """Our category; empty where a key of the owner was asked for."""
    key: str
    """The owner's own key of it; empty where it has none."""
    claims: tuple[Claim, ...] = ()
    does_not_answer: Sentence | None = None
    notes: tuple[Sentence, ...] = ()

    def to_json(self, edition: str) -> dict[str, Any]:
        """Plain JSON values; numbers are not rounded."""
        return {
            "method": self.method.id,
            "owner": self.method.owner,
            "category": self.category or self.asked.category,
            "key": self.key or None,
            "question": _(self.method.question),
            "claims": [each.to_json() for each in self.claims],
            "does_not_answer": None if self.does_not_answer is None else str(self.does_not_answer),
            "boundary": _(self.method.boundary),
            "leaves_out": _(self.method.leaves_out),
            "notes": [str(note) for note in self.notes],
            "sources": list(self.method.sources),
            "edition": edition,
            "on": self.asked.on.isoformat(),
        }


@dataclass(frozen=True)
class OwnersCategory:
    """What the owner of a method tells apart."""

    key: str
    name: str
    ours: tuple[str, ...]
    """The categories of ours that it is taken for."""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"key": self.key, "name": self.name, "ours": list(self.ours)}


Rule = Callable[[Asked, str, OwnersValues], Found]
"""(what is asked, the owner's key of the category, the owner's values) -> what it says. May raise Unanswered."""


@dataclass(frozen=True)
class Method:
    """Whose way of counting it is, what it answers, within which boundary, and what it leaves out."""

    id: str
    owner: str
    subject: Subject
    question: str
    boundary: str
    leaves_out: str
    sources: tuple[str, ...]
    rule: Rule
    tables: tuple[str, ...] = ()
    """The owner's tables whose keys are categories of equipment; empty for a method that tells none apart."""
    alias: str = ""
    """Another id under which it is known."""
    ours: bool = False
    """True for our own: its keys are our categories."""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "id": self.id,
            "alias": self.alias or None,
            "owner": self.owner,
            "speaks_of": self.subject,
            "question": _(self.question),
            "boundary": _(self.boundary),
            "leaves_out": _(self.leaves_out),
            "sources": list(self.sources),
        }

    def answer(self, asked: Asked, reference: Reference) -> Answer:
        """What it says. Raises :class:`UnknownCategory` where nobody knows the category."""
        values = OwnersValues(self.id, reference, asked.on)
        ours, key = self._meant(asked.category, values)
        category = ours.id if ours else ""
        try:
            if not key and self.tables:
                label = ours.label() if ours else asked.category
                raise Unanswered(say("its owner has no category for “{category}”", category=label))
            if self.tables and not any(is_of(one, key) for one in self.keys(values)):
                raise Unanswered(values.why_absent(self.tables, key))
            found = self.rule(asked, key, values)
        except Unanswered as why:
            return Answer(self, asked, category, key, does_not_answer=why.sentence)
        return Answer(self, asked, category, key, found.claims, notes=found.notes)

    def keys(self, values: OwnersValues) -> list[str]:
        """The owner's own keys of categories, on that day."""
        return sorted({key for table in self.tables for key in values.keys(table)}, key=in_their_order)

    def categories(self, values: OwnersValues) -> list[OwnersCategory]:
        """What it tells apart on that day, and which of our categories it takes each for."""
        ours: dict[str, list[str]] = {key: [] for key in self.keys(values)}
        if self.ours:
            return [OwnersCategory(one.id, one.label(), (one.id,)) for one in values.reference.categories.values()]
        for category in values.reference.categories.values():
            meant = self._key(category, list(ours))
            for key in ours:
                if meant and is_of(key, meant):
                    ours[key].append(category.id)
        return [OwnersCategory(key, values.name(key), tuple(ids)) for key, ids in ours.items()]

    def _meant(self, asked: str, values: OwnersValues) -> tuple[Category | None, str]:
        """Our category and the owner's key for it, of what was asked: an id or a name of ours, or of the owner.

        Keys of any day and edition are understood: what is not held now has a reason, and is no unknown word.
        """
        ever = sorted({key for table in self.tables for key in values.keys_ever(table)}, key=in_their_order)
        ours = values.reference.category(asked)
        if ours is None and (key := owners_key(asked, ever, values)):
            return None, key
        ours = ours or category_named(asked, values.reference)
        if ours is None:
            raise UnknownCategory(asked, list(values.reference.categories), with_names(self.keys(values), values))
        return ours, self._key(ours, ever)

    def _key(self, category: Category, keys: Sequence[str]) -> str:
        """The owner's key for a category of ours; empty where there is none."""
        if self.ours:
            return category.id
        same = any(is_of(key, category.id) for key in keys)
        return category.peers.get(self.id) or (category.id if same else "")


def leaves(term: Term) -> Iterator[Factor]:
    """Every value that a figure rests on, each once."""
    found = (below.factor for _depth, below in term.walk() if below.factor is not None)
    yield from dict.fromkeys(found)


def claim(
    id: str,
    label: Sentence,
    value: Decimal,
    unit: str,
    *,
    formula: str = "",
    parts: Sequence[Term] = (),
    low: Decimal | None = None,
    high: Decimal | None = None,
    main: bool = True,
    subject: Subject | None = None,
    per: Per = "device",
) -> Claim:
    """A figure with its formula and the values it is made of; without bounds where its owner gives none."""
    sources = tuple(sorted({source for part in parts for source in part.quantity.sources}))
    quantity = Estimate(value, low, high, unit, sources)
    return Claim(id, label, quantity, Term(label, quantity, formula, tuple(parts)), main, subject, per)


def fixed(table: str, label: Sentence) -> Rule:
    """The rule of an owner who publishes one figure for each device, and no way to it."""

    def rule(asked: Asked, key: str, values: OwnersValues) -> Found:  # noqa: ARG001
        published = values.needed(table, key)
        return Found((claim(table, label, published.central, published.unit, parts=(values.of(published),)),))

    return rule
