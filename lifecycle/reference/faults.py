"""What is wrong with the reference files, said all at once, and what they lack."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle.words import Sentence, _, say


class BadReference(ValueError):
    """The reference files cannot be used; every fault is named with its file and key."""

    def __init__(self, faults: Sequence[Sentence]) -> None:
        super().__init__(*faults)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([_("the reference data cannot be read:"), *(f"- {fault}" for fault in self.faults)])


class UnknownEdition(LookupError):
    """No value of the reference files belongs to this edition."""

    def __init__(self, edition: str, known: Sequence[str]) -> None:
        self.sentence = say("unknown edition {edition}; choose one of {known}", edition=edition, known=", ".join(known))
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class MissingValue(LookupError):
    """No value is in force on the day asked for; the sentence names the file to edit."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self) -> str:
        return str(self.sentence)
