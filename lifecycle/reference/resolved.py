"""The whole table in force for an edition, as text: what a released edition may never change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from lifecycle.reference.table import Reference
from lifecycle.reference.timeline import Timeline
from lifecycle.reference.value import Value


def resolved_text(reference: Reference) -> str:
    """One line a stretch of days of each value, waste code, operation and bound; wordings and notes left out."""
    return "\n".join(sorted(_lines(reference))) + "\n"


def digest(text: str) -> str:
    """SHA-256 of a resolved table."""
    return sha256(text.encode()).hexdigest()


def _line(kind: str, name: str, **said: object) -> str:
    # Sorted by kind and name, since these two come first.
    return json.dumps({"kind": kind, "name": name, **said}, ensure_ascii=False, separators=(",", ":"))


def _day(day: date | None) -> str | None:
    return None if day is None or day == date.min else day.isoformat()


def _lines(reference: Reference) -> Iterator[str]:
    for name, masses in reference.masses.items():
        yield from _mass_lines(name, masses)
    for name, caps in reference.price_caps.items():
        for first, after, cap in caps.stretches():
            yield _line("price_cap", name, days=[_day(first), _day(after)], cents=cap.cents, of_a_set=cap.of_a_set)
    for code, wordings in reference.waste_codes.items():
        for first, after, wording in wordings.stretches():
            yield _line("waste_code", code, days=[_day(first), _day(after)], dangerous=wording.dangerous)
    for code, operation in reference.operations.items():
        modes, registers = sorted(operation.modes), sorted(operation.registers)
        said = {"family": operation.family, "final": operation.final, "modes": modes, "registers": registers}
        yield _line("operation", code, **said)
    for first, after, rule in reference.general_bounds.stretches():
        figures = rule.model_dump(exclude={"edition", "valid_from", "valid_to", "source"})
        yield _line("plausibility", "general", days=[_day(first), _day(after)], **figures)
    for first, after, limits in reference.certificate_bounds.stretches():
        percents = [limits.least_percent, limits.most_percent]
        yield _line("plausibility", "certificate", days=[_day(first), _day(after)], percent=percents)
    for name, bounds in reference.category_bounds.items():
        for first, after, bound in bounds.stretches():
            yield _line("plausibility", name, days=[_day(first), _day(after)], bounds_g=[bound.least_g, bound.most_g])


def _mass_lines(name: str, masses: Timeline[Value]) -> Iterator[str]:
    for first, after, mass in masses.stretches():
        figures = [mass.low, mass.central, mass.high]
        yield _line("mass_g", name, days=[_day(first), _day(after)], low_central_high=figures, sources=mass.sources)
