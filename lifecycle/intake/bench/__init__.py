"""The bench: codes are scanned one after the other, each is answered with a word, a sign and a sound."""

from __future__ import annotations

from lifecycle.intake.bench.acts import ACTS, Act, facts_of
from lifecycle.intake.bench.answer import FIRST_WORDS, STATES, Answer, Remedy
from lifecycle.intake.bench.answering import Bench, answers
from lifecycle.intake.bench.scan import Presets, Scan
from lifecycle.intake.bench.typed import TEST_LABEL, typed

__all__ = [
    "ACTS",
    "FIRST_WORDS",
    "STATES",
    "TEST_LABEL",
    "Act",
    "Answer",
    "Bench",
    "Presets",
    "Remedy",
    "Scan",
    "answers",
    "facts_of",
    "typed",
]
