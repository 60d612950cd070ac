"""The values of the owner of a method, on one day; and why a method does not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle.impact.term import Term
from lifecycle.reference import Correction, Factor, Family, Reference, edition_key
from lifecycle.words import Sentence, say


class Unanswered(Exception):
    """The method has no answer to this; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class _Label:
    """The name of a family of values inside a sentence: it reads in the reader's language."""

    family: Family

    def __str__(self) -> str:
        return self.family.label()


@dataclass(frozen=True)
class _Reason:
    """Why a value of a source is corrected, inside a sentence, in the reader's language."""

    correction: Correction

    def __str__(self) -> str:
        return self.correction.reason()


def is_of(key: str, category: str) -> bool:
    """True where a key of an owner is this category, or a model of it: "smartphone_iphone11"."""
    return key == category or key.startswith(f"{category}_")


@dataclass(frozen=True)
class OwnersValues:
    """The values of one method's owner, on one day."""

    method: str
    reference: Reference
    on: date

    def known(self, what: str, key: str = "") -> Factor | None:
        """A value of the owner's table ``what``, by the owner's own key."""
        return self.reference.factor(f"{self.method}.{what}", key, on=self.on)

    def needed(self, what: str, key: str = "") -> Factor:
        """The same; without it the method does not answer."""
        found = self.known(what, key)
        if found is None:
            name = f"{self.method}.{what}" + (f" “{key}”" if key else "")
            day = self.on
            raise Unanswered(
                say("it has no value {name} on {day} in edition {edition}", name=name, day=day, edition=self.edition)
            )
        return found

    @property
    def edition(self) -> str:
        """The edition of the reference data."""
        return self.reference.edition

    def keys(self, what: str) -> list[str]:
        """The owner's keys in a table on that day."""
        name = f"{self.method}.{what}"
        return sorted(
            key
            for (family, key), timeline in self.reference.factors.items()
            if family == name and key and timeline.on(self.on) is not None
        )

    def keys_ever(self, what: str) -> set[str]:
        """The owner's keys in a table on any day, in any edition, also of what is kept out."""
        return {
            key for family, key in self.reference.tables.factors.values if family == f"{self.method}.{what}" and key
        }

    def why_absent(self, tables: Sequence[str], key: str) -> Sentence:
        """Why none of the owner's tables has a key on that day in this edition, though it is known."""
        families = {f"{self.method}.{table}" for table in tables}
        ever = [
            (name, factor)
            for name, factors in self.reference.tables.factors.values.items()
            if name[0] in families and is_of(name[1], key)
            for factor in factors
        ]
        if not ever:
            return say("its owner has no category for “{category}”", category=self.name(key))
        for fault in self.reference.corrections:
            if (fault.factor.name, fault.factor.key) in {name for name, _factor in ever}:
                return say("its figure is kept out. {why}", why=_Reason(fault.correction))
        seen = [factor for _name, factor in ever if edition_key(factor.edition) <= edition_key(self.edition)]
        if not seen:
            first = min((factor.edition for _name, factor in ever), key=edition_key)
            return say(
                "edition {edition} holds none of its values: they begin with {first}", edition=self.edition, first=first
            )
        begun = [factor for factor in seen if factor.valid_from <= self.on]
        if not begun:
            return say("its values hold from {day} on", day=min(factor.valid_from for factor in seen))
        return say("its values held before {day}", day=max(factor.valid_to for factor in begun if factor.valid_to))

    def others(self, what: str, key: str) -> list[Factor]:
        """The values of other days than that one, oldest first."""
        by_days = self.reference.factors.get((f"{self.method}.{what}", key))
        known = [factor for _first, _after, factor in by_days.stretches()] if by_days else []
        return [factor for factor in known if factor != self.known(what, key)]

    def name(self, key: str) -> str:
        """The owner's own word for a key."""
        return self.reference.owners_name(self.method, key)

    def of(self, factor: Factor, label: Sentence | None = None) -> Term:
        """A value as a leaf of the explanation, under the name of its family unless another is given."""
        family = Sentence("{label}", {"label": _Label(self.reference.families[factor.name])})
        return Term(label or family, factor.estimate, factor=factor)
