"""What a fraction of a certificate claims: in which account its grams end, if its code allows it."""

from __future__ import annotations

from lifecycle.events import Fraction
from lifecycle.reference import Reference

ACCOUNT_OF_MODE = {
    "recycling": "recycled",
    "energy_recovery": "other_recovery",
    "other_recovery": "other_recovery",
    "disposal": "disposed",
}
"""Energy recovery and other recovery are one claim."""
FAMILY_OF_ACCOUNT = {"recycled": "recovery", "other_recovery": "recovery", "disposed": "disposal"}


def account_of(reference: Reference, fraction: Fraction) -> str:
    """The account in which a fraction ends; empty where its grams still await proof.

    That is where its operation is not final or not known, where its mode belongs to the other
    family of operations, and where recycling is claimed for a code that never recycles (R 1).
    """
    operation = reference.operation(fraction.operation)
    if operation is None or not operation.final or fraction.mode is None:
        return ""
    account = ACCOUNT_OF_MODE[fraction.mode]
    if operation.family != FAMILY_OF_ACCOUNT[account]:
        return ""
    if account == "recycled" and "recycling" not in operation.modes | (operation.modes_in_public_doc or frozenset()):
        return ""
    return account


def goes_with_its_code(reference: Reference, fraction: Fraction) -> bool:
    """The validator of the national register accepts this mode with this code."""
    operation = reference.operation(fraction.operation)
    if operation is None:
        return False
    if not operation.final or fraction.mode is None:
        return not operation.final and fraction.mode is None
    return ACCOUNT_OF_MODE[fraction.mode] in {ACCOUNT_OF_MODE.get(mode) for mode in operation.modes}
