"""What an audit of the pages found, criterion by criterion: the state of conformity is counted from it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from lifecycle.reference.cards import Card, Day, Text
from lifecycle.reference.faults import BadReference
from lifecycle.reference.folder import Folder, reference_folder
from lifecycle.words import language, say

FILE = "accessibility.toml"
CRITERIA_BY_THEME = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
"""How many criteria each theme of RGAA 4 has, from theme 1."""
EVERY = frozenset(f"{theme}.{rank}" for theme, count in enumerate(CRITERIA_BY_THEME, 1) for rank in range(1, count + 1))

Criterion = Annotated[str, StringConstraints(pattern=r"^\d{1,2}\.\d{1,2}$")]
State = Literal["full", "partial", "none"]


class Failure(Card):
    """A criterion that is not respected: what is wrong, where, what helps meanwhile."""

    criterion: Criterion
    what_fr: Text
    what_en: Text

    def what(self) -> str:
        """In the reader's language."""
        return self.what_fr if language() == "fr" else self.what_en


class Audit(Card):
    """An audit of the pages."""

    standard: Text
    audited_on: Day
    by_fr: Text
    by_en: Text
    tools: tuple[Text, ...]
    environment_fr: Text
    environment_en: Text
    technologies: tuple[Text, ...]
    passed: tuple[Criterion, ...]
    not_applicable: tuple[Criterion, ...]
    untested: tuple[Criterion, ...]
    """Nobody looked at them: they count as not respected."""
    failed: tuple[Failure, ...] = Field(())

    @model_validator(mode="after")
    def _each_criterion_stands_once(self) -> Audit:
        told = [*self.passed, *self.not_applicable, *self.untested, *(one.criterion for one in self.failed)]
        if len(told) != len(set(told)) or set(told) != EVERY:
            twice = sorted({one for one in told if told.count(one) > 1})
            raise ValueError(
                say(
                    "each criterion stands once: missing {missing}; unknown {unknown}; twice {twice}",
                    missing=", ".join(sorted(EVERY - set(told))) or "–",
                    unknown=", ".join(sorted(set(told) - EVERY)) or "–",
                    twice=", ".join(twice) or "–",
                )
            )
        return self

    @property
    def respected(self) -> tuple[int, int]:
        """So many criteria respected of so many that apply."""
        return len(self.passed), len(EVERY) - len(self.not_applicable)

    @property
    def state(self) -> State:
        """Full where all are respected, partial from half of them on."""
        respected, applying = self.respected
        if respected == applying:
            return "full"
        return "partial" if 2 * respected >= applying else "none"

    def by(self) -> str:
        """Who made the audit, in the reader's language."""
        return self.by_fr if language() == "fr" else self.by_en

    def environment(self) -> str:
        """With what it was made, in the reader's language."""
        return self.environment_fr if language() == "fr" else self.environment_en


@cache
def audit(folder: Path | None = None) -> Audit:
    """The audit that the reference data hold; raises :class:`BadReference` with the faults of its file."""
    reading = Folder(folder or reference_folder())
    found = reading.card(Audit, reading.read(FILE), file=FILE, key="audit")
    if found is None or reading.faults:
        raise BadReference(reading.faults)
    return found
