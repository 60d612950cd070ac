"""A hand-over told once: what, to whom, on which terms, for how much, and the one question."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle.codes import prefix_of
from lifecycle.events import ContributionReceived, Fact, HandedOver, SubstitutionAnswered
from lifecycle.intake.desk.telling import Telling
from lifecycle.intake.desk.working import Texts, act
from lifecycle.intake.told import BadField, BadFields


def pseudonym(telling: Telling) -> str:
    """A name for a person that says nothing of who it is; the same as long as the form is."""
    return f"B-{telling.signs('recipient')}"


def number(telling: Telling) -> str:
    """The number of the hand-over, by which its facts stay together."""
    return f"{prefix_of(telling.acting)}-R{telling.signs('hand-over')}"


def handing(
    codes: Sequence[str], texts: Texts, telling: Telling, *, euros: str = "", answer: str | None = None
) -> list[Fact]:
    """The facts of one hand-over: one for each device, then what was paid and what was answered, once for all of it.

    ``texts`` are those of ``handed_over``; what is given back in exchange comes back with the first
    device. Raises :class:`BadFields` with every fault.
    """
    faults: list[BadField] = []
    facts: list[Fact] = []
    shared = {**texts, "handover_id": number(telling)}
    for rank, code in enumerate(codes):
        said = shared if rank == 0 else {**shared, "replaces": None}
        try:
            facts.append(act(HandedOver, f"device:{code}", said, telling))
        except BadFields as bad:
            faults += bad.faults
    first, of = f"device:{codes[0]}", {"handover_id": number(telling)}
    beside: list[tuple[type[Fact], Texts]] = []
    if euros.strip():
        beside.append((ContributionReceived, {**of, "cents": f"{euros.strip().removesuffix('€').strip()} €"}))
    if answer is not None:
        beside.append((SubstitutionAnswered, {**of, "answer": answer}))
    for kind, texts_of in beside:
        try:
            facts.append(act(kind, first, texts_of, telling))
        except BadFields as bad:
            faults += bad.faults
    if faults:
        raise BadFields(tuple(dict.fromkeys(faults)))
    return facts
