"""The rules, as the replay asks them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from lifecycle.events import Fact
from lifecycle.journey.turn import Turn
from lifecycle.reference import Reference


class Judge(Protocol):
    """What a fact contradicts, and what it breaks."""

    @property
    def judged_once(self) -> Collection[str]:
        """Rules whose answer is that of the day of recording: a replay does not ask them again."""

    def refusals(self, turn: Turn) -> Sequence[str]:
        """Why the fact contradicts the life it would enter; empty where it does not."""

    def wrong_words(self, fact: Fact, reference: Reference) -> Sequence[str]:
        """Words of the fact that are in no list of the reference data, whatever it is told of."""

    def breaches(self, turn: Turn) -> Sequence[str]:
        """The rules that the fact breaks, as seen from the state before it."""
