"""What must be said beside figures of emissions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lifecycle.quantity import Estimate
from lifecycle.quantity.stream import STREAM
from lifecycle.reports.impact.basis import Basis
from lifecycle.reports.impact.tables import Kind
from lifecycle.reports.measures import measure
from lifecycle.reports.numbers import Day, Percent, grouped
from lifecycle.reports.question import LATEST, Filter
from lifecycle.words import Sentence, say


def notes_of(basis: Basis, filter: Filter) -> Iterator[Sentence]:
    """How to read the figures, and what they rest on here."""
    accrued = basis.accrued
    yield say(
        "Service counts from the hand-over to the last evidence of use (return, confirmation, visit, after-sales), "
        "never up to today; a device that replaces another carries on the purchase that this one stood for."
    )
    yield say(
        "The figure is the middle of {count} draws (stream {stream}), between the fifth and the ninety-fifth "
        "percentile; what rests on one source is drawn together.",
        count=grouped(accrued.count),
        stream=STREAM,
    )
    yield from _substitution(basis, filter)
    if accrued.avoided.below_zero:
        yield say(
            "In {share} of the draws nothing is avoided: what was spent is more than what is saved.",
            share=Percent(accrued.avoided.below_zero),
        )
    yield say("Re-use and recycling are two things: they are never added up.")
    yield say("What is expected over a whole second life has not happened yet: it is never added to what was rendered.")
    yield from _declared(basis)
    for what, amount in sorted(basis.unvalued.items()):
        family, _colon, key = what.partition(":")
        if family == "transport":
            yield say(
                "No source values this vehicle, so its way is not in the figure: {key}, {metres} m",
                key=key,
                metres=grouped(amount),
            )
        else:
            yield say(
                "No source values this kind of part, so it is not in the figure: {key}, {count}", key=key, count=amount
            )
    if basis.nowhere:
        yield say(
            "Hand-overs up to the last day whose place nobody wrote down: {count}. They are in no territory, so not in "
            "this figure. The place of a hand-over is told by its fact, else by that of the arrival.",
            count=grouped(basis.nowhere),
        )
    for vehicle, metres in sorted(basis.cells.untied.items()):
        yield say(
            "Driven, and tied to no device, so not in the figure: {vehicle}, {metres} m. What was received of the same "
            "donor by the same organisation on the day of the trip shares it; so does the lot or device it names.",
            vehicle=vehicle,
            metres=grouped(metres),
        )
    written = sum(spent.devices for spent in basis.burden if spent.what == "process")
    work = basis.values.factor("process", on=filter.last_day or LATEST)
    if written and work is not None:
        yield say(
            "Of {count} hand-overs the workshop wrote down its work: each takes {value} for it, beside its new parts "
            "and kilometres. That is a floor: one value for all kinds of device. Where nothing is written down, all "
            "that refurbishing takes is counted at its published value, which is more.",
            count=grouped(written),
            value=_Shown(work.estimate),
        )
    if accrued.without_old:
        yield say(
            "No source says what an old machine draws beyond a new one: it is taken to draw as much, and what it may "
            "draw beyond is not known: {kinds}",
            kinds=_kinds(accrued.without_old),
        )
    if accrued.without_use:
        yield say(
            "No source gives what they draw, so their use is not in the figure: {kinds}",
            kinds=_kinds(accrued.without_use),
        )
    unknown = {cohort.category for cohort, why in basis.expected.left_out.items() if why.name == "second_life"}
    if unknown:
        yield say(
            "Too few ends were seen and no source gives their second life, "
            "so they are not in what is expected: {kinds}",
            kinds=_kinds(frozenset(unknown)),
        )
    if filter.territory:
        yield say(
            "Traced in this ledger: service and hand-overs are those made in the territory, "
            "recycling that of what was collected there."
        )


@dataclass(frozen=True)
class _Shown:
    """A value inside a sentence, in the reader's language."""

    quantity: Estimate[Decimal]

    def __str__(self) -> str:
        return measure(self.quantity)


def _substitution(basis: Basis, filter: Filter) -> Iterator[Sentence]:
    answers = basis.rated
    if not basis.accrued.screening:
        yield say(
            "The substitution rate is measured: of {known} recipients, {new} would have bought new; "
            "{unknown} do not know. It rests on all that was answered, whatever the days, places or things asked for: "
            "so their central values add up.",
            new=grouped(answers.new),
            known=grouped(answers.known),
            unknown=grouped(answers.does_not_know),
        )
        return
    threshold = basis.values.factor("survey_threshold", "substitution", on=filter.last_day or LATEST)
    if threshold is not None:
        yield say(
            "Screening: {known} recipients said what they would have done without, {threshold} are needed; "
            "the substitution rate is the range of the literature.",
            known=grouped(answers.known),
            threshold=grouped(int(threshold.central)),
        )


def _declared(basis: Basis) -> Iterator[Sentence]:
    for one in basis.values.declared:
        if one.factor in {*basis.accrued.factors, *basis.expected.factors}:
            yield say(
                "{name} of {kind}: {value} {unit}, declared by {organisation} on {day} (fact {n}), not the reference's",
                name=one.factor.name,
                kind=Kind(one.category),
                value=one.factor.central,
                unit=one.factor.unit,
                organisation=one.organisation,
                day=Day(one.factor.valid_from),
                n=one.n,
            )
    if basis.values.set_aside:
        yield say("Declared, and in no formula of this report: {names}", names=", ".join(basis.values.set_aside))


def _kinds(kinds: frozenset[str]) -> Sentence:
    first, *others = sorted(kinds)
    found = say("{kind}", kind=Kind(first))
    for other in others:
        found = say("{one}, {other}", one=found, other=Kind(other))
    return found
