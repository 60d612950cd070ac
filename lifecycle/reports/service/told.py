"""What recipients answered, and what was certified as recycled."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.impact.cells import Answers, RecycledCell
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.service.beside import Beside

ORIGINS = {"person": "household", "company": "professional", "public_body": "professional"}
"""Kind of who had it before -> whose waste it is, for what would have become of it anyway."""


def answers_of(engine: Engine, filter: Filter, beside: Beside, *, devices: int) -> Answers:
    """The last answer of each hand-over of the perimeter, up to the last day; ``devices`` were handed over."""
    rows = ask(engine, "substitution", beside.asked(filter), beside=beside.tables).to_pylist()
    told = {row["answer"]: row["hand_overs"] for row in rows}
    return Answers(**told, not_asked=max(0, devices - sum(told.values())))


def whose_rate(filter: Filter) -> Filter:
    """The question whose answers give the substitution rate: all that its organisation asked, on any day.

    Years, places, categories and devices of one organisation then share one rate, as known at one position, and
    their figures add up.
    """
    free = dict.fromkeys(("first_day", "last_day", "territory", "category", "device", "lot"))
    return filter.model_copy(update=free)


class Recycled(NamedTuple):
    """What was certified as recycled within the days."""

    cells: list[RecycledCell]
    by_source: dict[str, int]
    """Where a mass comes from -> grams."""


def recycled_of(engine: Engine, filter: Filter, beside: Beside) -> Recycled:
    """Grams certified within the days, by whose waste they were; a withdrawn certificate takes its grams away."""
    found: Counter[tuple[int, str, str]] = Counter()
    sources: Counter[str] = Counter()
    for row in ask(engine, "certified_as_recycled", beside.asked(filter), beside=beside.tables).to_pylist():
        found[row["year"], row["category"], ORIGINS.get(row["donor_kind"], "unknown")] += row["grams"]
        sources[row["source"]] += row["grams"]
    cells = [RecycledCell(*key, grams) for key, grams in sorted(found.items()) if grams]
    return Recycled(cells, {source: grams for source, grams in sorted(sources.items()) if grams})
