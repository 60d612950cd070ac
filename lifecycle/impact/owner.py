"""The values of the owner of a method, on one day; and why a method does not answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lifecycle.impact.term import Term
from lifecycle.reference import Factor, Family, Reference
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
