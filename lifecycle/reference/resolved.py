"""The whole table in force for an edition, as text: what a released edition may never change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256

from lifecycle.reference.cards import Undated
from lifecycle.reference.table import Reference
from lifecycle.reference.timeline import Timeline, edition_key
from lifecycle.reference.value import Value


def resolved_text(reference: Reference) -> str:
    """One line a stretch of days of each value, code, kind and bound: all that decides a figure or a breach.

    Wordings and notes are left out, as are categories and kinds of part that a later edition brought.
    """
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
        public = None if operation.modes_in_public_doc is None else sorted(operation.modes_in_public_doc)
        said = {"family": operation.family, "final": operation.final, "modes": modes, "modes_in_public_doc": public}
        yield _line("operation", code, **said, registers=registers)
    for first, after, rule in reference.general_bounds.stretches():
        figures = rule.model_dump(exclude={"edition", "valid_from", "valid_to", "source"})
        yield _line("plausibility", "general", days=[_day(first), _day(after)], **figures)
    for first, after, limits in reference.certificate_bounds.stretches():
        percents = [limits.least_percent, limits.most_percent]
        yield _line("plausibility", "certificate", days=[_day(first), _day(after)], percent=percents)
    for name, bounds in reference.category_bounds.items():
        for first, after, bound in bounds.stretches():
            yield _line("plausibility", name, days=[_day(first), _day(after)], bounds_g=[bound.least_g, bound.most_g])
    yield from _factor_lines(reference)
    yield from _undated_lines(reference)


def _factor_lines(reference: Reference) -> Iterator[str]:
    for (family, key), factors in reference.factors.items():
        for first, after, factor in factors.stretches():
            yield _line(
                "factor",
                f"{family} {key}".strip(),
                days=[_day(first), _day(after)],
                low_central_high=[_text(factor.low), _text(factor.central), _text(factor.high)],
                unit=factor.unit,
                drawn=[factor.shape, factor.shared_by],
                sources=factor.sources,
            )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _undated_lines(reference: Reference) -> Iterator[str]:
    for name, category in reference.categories.items():
        if _is_known(category, reference.edition):
            said = category.model_dump(include={"weee_category", "bears_data", "reen_in_scope", "price_cap"})
            yield _line("category", name, **said)
    for name, part in reference.part_kinds.items():
        if _is_known(part, reference.edition):
            yield _line("part_kind", name, category=part.category, storage=part.storage)
    for name, weee in reference.weee_categories.items():
        yield _line("weee_category", name, reen_in_scope=weee.reen_in_scope)


def _is_known(card: Undated, edition: str) -> bool:
    return card.edition is None or edition_key(card.edition) <= edition_key(edition)


def _mass_lines(name: str, masses: Timeline[Value]) -> Iterator[str]:
    for first, after, mass in masses.stretches():
        figures = [mass.low, mass.central, mass.high]
        yield _line("mass_g", name, days=[_day(first), _day(after)], low_central_high=figures, sources=mass.sources)
