"""What a fact contradicts, and what it breaks. Floor 4.

A fact that **contradicts** the life it would enter is refused. A fact that is true but
breaks a rule or lacks proof is recorded, and the rule says which claim it denies. One
function a rule; its decorator names the source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lifecycle.events import (
    ContributionReceived,
    Discarded,
    FactorDeclared,
    Fraction,
    HandedOver,
    LotDispatched,
    LotOpened,
    LotPacked,
    LotReceived,
    MediaDestroyed,
    PartInstalled,
    PartRemoved,
    Received,
    Relabelled,
    SameDevice,
    Transferred,
    TreatmentCertified,
)
from lifecycle.journey.mass import default_mass
from lifecycle.journey.state import Device, LoosePart, Lot, State
from lifecycle.journey.turn import Turn, content
from lifecycle.words import N_, Sentence, say

CUSTODY_WORDS: Mapping[str, str] = {
    "unknown": N_("unknown"),
    "expected": N_("expected"),
    "in_stock": N_("in stock"),
    "in_lot": N_("in a lot"),
    "in_use": N_("in use"),
    "in_support": N_("in after-sales"),
    "in_transit": N_("in transit"),
    "at_operator": N_("at the operator"),
    "passed_on": N_("passed on"),
    "lost": N_("lost"),
    "ended": N_("ended"),
}


@dataclass(frozen=True)
class Rule:
    """A rule: its code, what it says, where it comes from, and the claim its breach denies."""

    code: str
    says: str
    source: str
    denies: str


REFUSALS: list[Callable[[Turn], Sentence | None]] = []
BREACHES: dict[str, Callable[[Turn], bool]] = {}
RULES: dict[str, Rule] = {}
"""Every rule whose breach can be recorded, by code."""


def refusal(function: Callable[[Turn], Sentence | None]) -> Callable[[Turn], Sentence | None]:
    """A fact of which this says anything is refused."""
    REFUSALS.append(function)
    return function


def breach(code: str, *, source: str, denies: str) -> Callable[[Callable[[Turn], bool]], Callable[[Turn], bool]]:
    """A fact for which this is true is recorded with a breach; ``denies`` is the claim it cannot make."""

    def declare(function: Callable[[Turn], bool]) -> Callable[[Turn], bool]:
        BREACHES[code] = function
        RULES[code] = Rule(code, (function.__doc__ or "").strip().splitlines()[0], source, denies)
        return function

    return declare


def found_in_the_books(code: str, says: str, *, source: str, denies: str) -> None:
    """A breach that the books themselves find while the legs are written."""
    RULES[code] = Rule(code, says, source, denies)


@dataclass(frozen=True)
class Rules:
    """All the rules, as the replay asks them."""

    def refusals(self, turn: Turn) -> Sequence[str]:
        """Every reason at once, in the reader's language."""
        return [str(reason) for rule in REFUSALS if (reason := rule(turn)) is not None]

    def breaches(self, turn: Turn) -> Sequence[str]:
        """Codes of the rules that the fact breaks, as seen from the state before it."""
        return [code for code, breaks in BREACHES.items() if breaks(turn)]


JUDGE = Rules()

# --- contradictions: refused ---------------------------------------------------------------------


@refusal
def it_is_where_the_fact_says(turn: Turn) -> Sentence | None:
    """Custody and existence: what is elsewhere, ended or unknown cannot do this."""
    fact, state = turn.fact, turn.state
    if isinstance(state, LoosePart) and state.host:
        return say("{part} is inside {host}: record this of the device", part=fact.code, host=state.host)
    held = turn.custody
    if fact.needs is None:
        return (
            say("{subject} is unknown here before {day}", subject=fact.subject, day=turn.day)
            if held == "unknown" and not isinstance(fact, SameDevice)
            else None
        )
    if held in fact.needs:
        return None
    if held == "unknown":
        return _hint(turn, say("{subject} is unknown here before {day}", subject=fact.subject, day=turn.day))
    words = say(CUSTODY_WORDS[held])
    return _hint(
        turn,
        say(
            "{subject} is {custody} on {day}: {kind} is not possible then",
            subject=fact.subject,
            custody=words,
            day=turn.day,
            kind=say(fact.label),
        ),
    )


def _hint(turn: Turn, sentence: Sentence) -> Sentence:
    if turn.world.facts_of_day(turn.subject, turn.day) < 2:
        return sentence
    return say("{reason} (if several things happened that day, give the time of each: occurred_at)", reason=sentence)


@refusal
def its_legal_status_allows_it(turn: Turn) -> Sentence | None:
    """What is waste already is not discarded again; what is no waste cannot stop being waste."""
    fact = turn.fact
    if fact.needs_legal is None:
        return None
    legal = {thing.holding.legal for thing in turn.things("stock", "parts", "use", "support", "operator")}
    if not legal or legal & set(fact.needs_legal):
        return None
    if isinstance(fact, Discarded):
        return say("{subject} is waste already", subject=fact.subject)
    return say("{subject} is not waste on {day}", subject=fact.subject, day=turn.day)


@refusal
def its_holder_does_it(turn: Turn) -> Sentence | None:
    """Only the organisation that holds a thing hands it over, passes it on or packs it."""
    fact = turn.fact
    if isinstance(fact, LotPacked):
        states: list[tuple[str, State]] = [(m, turn.world.state(turn.world.kept(m))) for m in fact.members]
    elif isinstance(fact, HandedOver | Transferred):
        states = [(fact.subject, turn.state)]
    else:
        return None
    for subject, state in states:
        for item in getattr(state, "items", ()):
            for holding in item.holdings:
                if holding.account in {"stock", "parts"} and holding.organisation != fact.acting:
                    return say(
                        "{subject} is in the stock of {holder}, not of {acting}: record transferred or received first",
                        subject=subject,
                        holder=holding.organisation,
                        acting=fact.acting,
                    )
    return None


@refusal
def its_words_are_in_the_lists(turn: Turn) -> Sentence | None:
    """Categories and kinds of part are those of the reference data."""
    fact, reference = turn.fact, turn.reference
    for category in _categories(turn):
        if reference.category(category) is None:
            return say(
                "unknown category {category}; known: {known}",
                category=category,
                known=", ".join(sorted(reference.categories)),
            )
    kind = getattr(fact, "part_kind", None)
    names_a_part = isinstance(fact, PartRemoved | PartInstalled | MediaDestroyed)
    if names_a_part and kind is not None and reference.part_kind(kind) is None:
        return say("unknown kind of part {kind}; see data/reference/part_kinds.toml", kind=kind)
    return None


def _categories(turn: Turn) -> list[str]:
    fact = turn.fact
    if isinstance(fact, Received):
        return [fact.category]
    if isinstance(fact, LotOpened | LotReceived):
        return [line.category for line in fact.lines]
    if isinstance(fact, FactorDeclared) and fact.category:
        return [fact.category]
    return []


@refusal
def a_new_label_is_free(turn: Turn) -> Sentence | None:
    """A label that already leads to another life cannot be put on a machine."""
    fact = turn.fact
    if not isinstance(fact, Relabelled):
        return None
    label = f"device:{fact.new_code}"
    if label != turn.subject and turn.world.leads_elsewhere(label, fact.subject, turn.recorded.n):
        return say(
            "{code} is the code of another machine here; if both are one machine, record same_device",
            code=fact.new_code,
        )
    return None


@refusal
def both_codes_are_known(turn: Turn) -> Sentence | None:
    """Two codes can only be one machine where both were ever used."""
    fact = turn.fact
    if not isinstance(fact, SameDevice):
        return None
    for code in (fact.code, fact.same_as):
        if not turn.world.was_ever_named(f"device:{code}"):
            return say("{code} is unknown: nothing was ever recorded of it", code=code)
    return None


# --- breaches: recorded --------------------------------------------------------------------------


@breach(
    "media-not-fit",
    source="RGPD art. 5(1)(f), 32; C. conso R. 122-4; NIST SP 800-88 Rev. 2",
    denies="safe_hand_over",
)
def media_are_not_fit(turn: Turn) -> bool:
    """A device left for use or for another holder before each storage medium was sanitised, destroyed or absent."""
    if not isinstance(turn.fact, HandedOver | Transferred):
        return False
    if isinstance(turn.fact, Transferred) and not turn.fact.custody:
        return False
    owners = {thing.owner for thing in turn.things("stock", "parts")}
    return any(not is_fit(turn, turn.world.state(owner)) for owner in owners)


def is_fit(turn: Turn, state: State) -> bool:
    """Nothing in it can hold someone's data any more."""
    if isinstance(state, LoosePart):
        return not (state.item and state.item.medium and state.item.medium_state == "unknown")
    if not isinstance(state, Device) or state.body is None:
        return True
    category = turn.reference.category(state.body.category)
    if category is not None and not category.bears_data:
        return True
    if state.media_absent:
        return True
    return bool(state.media) and all(medium.state != "unknown" for medium in state.media.values())


@breach(
    "waste-handed-over",
    source="C. env. L. 541-1-1, L. 541-4-3; arrêté du 11 décembre 2018",
    denies="re_use",
)
def waste_is_handed_over(turn: Turn) -> bool:
    """Waste was handed over without having left the status of waste."""
    return isinstance(turn.fact, HandedOver) and any(
        thing.holding.legal == "WASTE" for thing in turn.things("stock", "parts")
    )


@breach("waste-left-outside-a-lot", source="C. env. R. 541-43, R. 541-45; arrêté du 31 mai 2021", denies="traced_waste")
def waste_leaves_outside_a_lot(turn: Turn) -> bool:
    """Waste went to another organisation outside a lot with its slip."""
    fact = turn.fact
    return (
        isinstance(fact, Transferred)
        and fact.custody
        and any(thing.holding.legal == "WASTE" for thing in turn.things("stock", "parts"))
    )


@breach("waste-without-code", source="arrêté du 31 mai 2021; C. env. R. 541-45", denies="traced_waste")
def waste_travels_without_code(turn: Turn) -> bool:
    """Waste was dispatched without a waste code."""
    fact = turn.fact
    return isinstance(fact, LotDispatched) and _holds_waste(turn) and not _lot_code(turn)


@breach("waste-without-mass", source="arrêté du 31 mai 2021; C. env. R. 541-45", denies="traced_waste")
def waste_travels_without_mass(turn: Turn) -> bool:
    """Waste was dispatched without a mass, weighed or estimated."""
    return isinstance(turn.fact, LotDispatched) and turn.fact.grams is None and _holds_waste(turn)


def _holds_waste(turn: Turn) -> bool:
    return any(thing.holding.legal == "WASTE" for thing in content(turn.world, turn.subject))


def _lot_code(turn: Turn) -> str:
    """The waste code under which the thing moves: the fact's, else the lot's."""
    state = turn.state
    named = getattr(turn.fact, "waste_code", None)
    return named or (state.waste_code if isinstance(state, Lot) else "")


def _status_of_code(turn: Turn) -> str:
    if not isinstance(turn.fact, Received | Discarded | LotOpened | LotDispatched | LotReceived):
        return ""
    code = _lot_code(turn)
    return turn.reference.waste_code(code, on=turn.fact.occurred_on).status if code else ""


@breach(
    "waste-code-not-valid-that-day",
    source="Décision 2000/532/CE; Décision déléguée (UE) 2025/934",
    denies="coded_waste",
)
def waste_code_is_not_valid(turn: Turn) -> bool:
    """The waste code was not in force on the day of the movement."""
    return _status_of_code(turn) == "not_valid_that_day"


@breach("waste-code-not-listed", source="Décision 2000/532/CE", denies="coded_waste")
def waste_code_is_not_listed(turn: Turn) -> bool:
    """The waste code is not in our list: it is kept as given, and marked."""
    return _status_of_code(turn) == "unlisted"


@breach(
    "price-above-solidarity-cap",
    source="CGPPP L. 3212-2 3°, L. 3212-3; décret du 7 novembre 2022",
    denies="solidarity_price",
)
def price_is_above_the_cap(turn: Turn) -> bool:
    """More than the solidarity price was asked for a machine given by a public body."""
    fact, state = turn.fact, turn.state
    if not isinstance(fact, ContributionReceived) or not isinstance(state, Device) or state.body is None:
        return False
    if not state.body.public_origin:
        return False
    cap = turn.reference.price_cap_cents(state.body.category, on=fact.occurred_on)
    return cap is not None and fact.cents > cap


@breach("charter-missing", source="Charte de remise de l'association", denies="hand_over_under_charter")
def charter_is_missing(turn: Turn) -> bool:
    """A machine was handed to a person without a signed charter."""
    fact = turn.fact
    if not isinstance(fact, HandedOver) or fact.recipient_kind not in {"person", "person_in_precarity"}:
        return False
    return fact.charter_version is None


@breach(
    "organisation-not-registered",
    source="C. env. R. 541-43 (identity of the actors)",
    denies="known_actor",
)
def actor_is_not_registered(turn: Turn) -> bool:
    """The organisation that acts was never registered here."""
    return not turn.world.organisation(turn.fact.acting).registered


@breach(
    "operation-code-mismatch",
    source="Directive 2008/98/CE annexes I-II; modes acceptés par le registre national",
    denies="coded_treatment",
)
def operation_and_mode_do_not_match(turn: Turn) -> bool:
    """A fraction's operation code is unknown, or does not go with its mode."""
    fact = turn.fact
    return isinstance(fact, TreatmentCertified) and any(_mismatch(turn, one) for one in fact.fractions)


def _mismatch(turn: Turn, fraction: Fraction) -> bool:
    operation = turn.reference.operation(fraction.operation)
    if operation is None:
        return True
    if not operation.final:
        return fraction.mode is not None
    return fraction.mode is None or fraction.mode not in operation.modes


@breach("default-mass-missing", source="lifecycle: no published mass for this category", denies="mass")
def no_mass_is_known(turn: Turn) -> bool:
    """It entered without a weighing, and no source gives a mass for its category: it counts 0 g."""
    fact = turn.fact
    if isinstance(fact, LotOpened | LotReceived):
        return any(line.grams is None and default_mass(turn, line.category)[1] == "unknown" for line in fact.lines)
    return False


found_in_the_books(
    "operator-not-authorised",
    N_("The operator was not authorised on the day of treatment: the certificate moves nothing."),
    source="C. env. L. 541-22, R. 541-12-17; ICPE 2711, 2790, 2791",
    denies="certified_treatment",
)
found_in_the_books(
    "flux-without-attestation",
    N_("A yearly average without an attestation: it moves nothing."),
    source="lifecycle: a flux average is no proof for a lot",
    denies="certified_treatment",
)
found_in_the_books(
    "mass-implausible",
    N_("The mass is not within reason for its category: it is recorded and not used."),
    source="lifecycle: data/reference/plausibility.toml",
    denies="mass",
)
found_in_the_books(
    "mass-below-its-parts",
    N_("The machine would weigh less than the parts in it: the weighing is recorded and not used."),
    source="lifecycle: books",
    denies="mass",
)
found_in_the_books(
    "lot-lighter-than-its-weighed-members",
    N_("The lot weighs less than its weighed members: all are scaled to its mass."),
    source="lifecycle: books",
    denies="mass_of_members",
)
