"""Which units the law counts, and which ways out."""

from __future__ import annotations

from datetime import date

from lifecycle.policy import PUBLIC_REUSE_RATE, Policy
from lifecycle.reference import Reference
from lifecycle.reports.fleet.units import Unit
from lifecycle.words import N_

WAYS = {
    "public_body": N_("to another public body"),
    "gift": N_("given"),
    "staff_gift": N_("given to the staff"),
    "sale": N_("sold"),
    "take_back": N_("taken back by a supplier or a producer responsibility organisation"),
    "recycling": N_("to recycling"),
    "other": N_("other"),
}
"""Way out of a fleet -> the word for it."""

TO_REUSE = frozenset({"public_body", "gift", "staff_gift", "sale", "take_back"})
"""Ways out that direct a unit to re-use (décret 2023-266 art. 2)."""

ASKS_PROOF = frozenset({"sale", "take_back"})
"""Ways out that count only where the taker undertook to re-use beforehand, and can prove it."""

LEFT_OUT = {
    "other_category": N_("neither category 2 nor 6 of electrical equipment"),
    "category_depends": N_("its category depends on the machine"),
    "unknown_category": N_("unknown category"),
    "too_old": N_("older than the age limit when it was retired"),
    "classified": N_("classified"),
    "special_security": N_("under special security duties"),
    "not_public": N_("of a body that nothing here tells to be public"),
    "left_twice": N_("it had left before"),
    "no_retirement": N_("it left, and nobody told that it was retired before"),
}
"""Why the rate leaves units out -> the words for it."""


def why_left_out(unit: Unit, values: Reference, policy: Policy, *, on: date) -> str | None:
    """Why the law leaves a unit out of the count, by the rules in force on a day; None where it counts."""
    category = values.category(unit.category)
    if category is None:
        return "unknown_category"
    if category.reen_in_scope is None:
        return "category_depends"
    if not category.reen_in_scope:
        return "other_category"
    if unit.exclusion != "none":
        return unit.exclusion
    limit = policy.age_limit(PUBLIC_REUSE_RATE, on=on)
    if limit and unit.acquired_on and limit.is_beyond(unit.acquired_on, unit.retired_on):
        return "too_old"
    return None


def what_is_missing(unit: Unit, proven: int) -> str | None:
    """Why units directed to re-use do not count: no undertaking beforehand, no proof afterwards; None where they do."""
    if unit.left is None or unit.left.way_out not in ASKS_PROOF:
        return None
    if not unit.left.undertaking:
        return "no_undertaking"
    return "no_proof" if proven < unit.units else None


MISSING = {
    "no_undertaking": N_("nobody told that the taker undertook beforehand to re-use it"),
    "no_proof": N_("the taker's hand-over"),
}
"""What a unit lacks to be counted -> the words for it."""
