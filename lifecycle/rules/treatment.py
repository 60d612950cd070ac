"""Treatment: operators, certificates, operation codes."""

from __future__ import annotations

from lifecycle.events import TreatmentCertified
from lifecycle.journey.claim import goes_with_its_code
from lifecycle.journey.kinds.treatment import (
    FLUX_WITHOUT_ATTESTATION,
    IMPLAUSIBLE_CERTIFICATE,
    NEVER_HELD,
    NOT_AUTHORISED,
)
from lifecycle.journey.turn import Turn, content
from lifecycle.rules.rule import breach, found_in_the_books
from lifecycle.words import N_


@breach(
    "operation-code-mismatch",
    TreatmentCertified,
    source="Directive 2008/98/CE annexes I-II; modes acceptés par le registre national",
    denies="coded_treatment",
)
def operation_and_mode_do_not_match(turn: Turn) -> bool:
    """A fraction's operation code is unknown, or does not go with its mode."""
    fact = turn.fact
    assert isinstance(fact, TreatmentCertified)
    return not all(goes_with_its_code(turn.reference, one) for one in fact.fractions)


@breach(
    "treated-without-becoming-waste",
    TreatmentCertified,
    source="C. env. L. 541-1-1, L. 541-4-3",
    denies="traced_waste",
)
def no_waste_is_treated(turn: Turn) -> bool:
    """What was treated had never become waste, or had ceased to be waste."""
    return any(thing.holding.legal != "WASTE" for thing in content(turn.world, turn.subject))


found_in_the_books(
    NOT_AUTHORISED,
    N_("The operator was not authorised on the day of treatment: the certificate moves nothing."),
    source="C. env. L. 541-22, R. 541-12-17; ICPE 2711, 2790, 2791",
    denies="certified_treatment",
)
found_in_the_books(
    NEVER_HELD,
    N_("The operator never held the lot: it went to another, and the certificate moves nothing."),
    source="C. env. R. 541-43, R. 541-45",
    denies="certified_treatment",
)
found_in_the_books(
    IMPLAUSIBLE_CERTIFICATE,
    N_("The fractions are not within reason for the grams covered: the certificate moves nothing."),
    source="lifecycle: data/reference/plausibility.toml",
    denies="certified_treatment",
)
found_in_the_books(
    FLUX_WITHOUT_ATTESTATION,
    N_("A yearly average without an attestation: it moves nothing."),
    source="lifecycle: a flux average is no proof for a lot",
    denies="certified_treatment",
)
