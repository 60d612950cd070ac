"""How a rule is declared, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lifecycle.events import Fact
from lifecycle.journey.turn import Turn
from lifecycle.reference import Reference
from lifecycle.words import Sentence

Refusal = Callable[[Turn], Iterator[Sentence]]
WordRefusal = Callable[[Fact, Reference], Iterator[Sentence]]
Breach = Callable[[Turn], bool]


@dataclass(frozen=True)
class Rule:
    """A rule: its code, what it says, where it comes from, and the claim its breach denies."""

    code: str
    says: str
    source: str
    denies: str


Kinds = tuple[type[Fact], ...]

REFUSALS: dict[Refusal, Kinds] = {}
WORD_REFUSALS: list[WordRefusal] = []
BREACHES: dict[str, tuple[Breach, Kinds]] = {}
JUDGED_ONCE: set[str] = set()
RULES: dict[str, Rule] = {}
"""Every rule whose breach can be recorded, by code."""


def refusal(*kinds: type[Fact]) -> Callable[[Refusal], Refusal]:
    """A fact of these kinds (any, if none is named) of which this says anything is refused, with all that it says."""

    def declare(function: Refusal) -> Refusal:
        REFUSALS[function] = kinds or (Fact,)
        return function

    return declare


def refusal_of_words(function: WordRefusal) -> WordRefusal:
    """The same, for what can be said of a fact without its life."""
    WORD_REFUSALS.append(function)
    return function


def breach(
    code: str, *kinds: type[Fact], source: str, denies: str, judged_once: bool = False
) -> Callable[[Breach], Breach]:
    """A fact of these kinds (any, if none is named) for which this is true is recorded with a breach.

    ``denies`` is the claim it cannot make.

    ``judged_once``: the answer is that of the day of recording, whatever is told later.
    """

    def declare(function: Breach) -> Breach:
        BREACHES[code] = (function, kinds or (Fact,))
        RULES[code] = Rule(code, (function.__doc__ or "").strip().splitlines()[0], source, denies)
        if judged_once:
            JUDGED_ONCE.add(code)
        return function

    return declare


def found_in_the_books(code: str, says: str, *, source: str, denies: str) -> None:
    """A breach that the books themselves find while the legs are written."""
    RULES[code] = Rule(code, says, source, denies)


@cache
def _refusals_of(kind: type[Fact]) -> tuple[Refusal, ...]:
    return tuple(rule for rule, kinds in REFUSALS.items() if issubclass(kind, kinds))


@cache
def _breaches_of(kind: type[Fact]) -> tuple[tuple[str, Breach], ...]:
    return tuple((code, breaks) for code, (breaks, kinds) in BREACHES.items() if issubclass(kind, kinds))


@dataclass(frozen=True)
class Rules:
    """All the rules, as the replay asks them."""

    @property
    def judged_once(self) -> Collection[str]:
        """Rules that a replay does not ask again."""
        return JUDGED_ONCE

    def refusals(self, turn: Turn) -> Sequence[str]:
        """Every reason at once, in the reader's language."""
        reasons = [str(reason) for rule in _refusals_of(type(turn.fact)) for reason in rule(turn)]
        return [*reasons, *self.wrong_words(turn.fact, turn.reference)]

    def wrong_words(self, fact: Fact, reference: Reference) -> Sequence[str]:
        """Words of the fact that are in no list of the reference data."""
        return [str(reason) for rule in WORD_REFUSALS for reason in rule(fact, reference)]

    def breaches(self, turn: Turn) -> Sequence[str]:
        """Codes of the rules that the fact breaks, as seen from the state before it."""
        return [code for code, breaks in _breaches_of(type(turn.fact)) if breaks(turn)]
