"""Facts and books for the tests of the ledger: valid lives, and books that note one leg a weighing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from lifecycle.events import Corrected, Fact, OrganisationRegistered, Received, SameDevice, Weighed
from lifecycle.journey.leg import Leg
from lifecycle.journey.past import BreachMark, Outcome, Past, Recorded, StateRow

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
WHO = {"by": "A-7", "on_behalf_of": "ASSO", "now": NOW}


def identity(*parts: object) -> str:
    """A UUID that is the same for the same words."""
    return str(UUID(bytes=sha256("|".join(map(str, parts)).encode()).digest()[:16]))


def asso() -> OrganisationRegistered:
    return OrganisationRegistered(
        event_id=identity("asso"),
        subject="organisation:ASSO",
        acting="ASSO",
        occurred_on="2026-01-01",
        name="Les Bons Clics",
        roles=("association",),
        commune="44109",
    )


def received(code: str, day: str = "2026-01-05", **more: object) -> Received:
    return Received(
        **{
            "event_id": identity("received", code, day),
            "subject": f"device:{code}",
            "acting": "ASSO",
            "occurred_on": day,
            "category": "laptop",
            "legal": "PRODUCT",
            "donor_kind": "person",
            **more,
        }
    )


def weighed(code: str, grams: int, day: str = "2026-01-06", **more: object) -> Weighed:
    return Weighed(
        **{
            "event_id": identity("weighed", code, day, grams),
            "subject": f"device:{code}",
            "acting": "ASSO",
            "occurred_on": day,
            "grams": grams,
            **more,
        }
    )


def corrected(*voids: Fact, subject: str = "organisation:ASSO") -> Corrected:
    return Corrected(
        event_id=identity("corrected", *(one.event_id for one in voids)),
        subject=subject,
        acting="ASSO",
        occurred_on="2026-02-01",
        voids=tuple(one.event_id for one in voids),
        reason="duplicate",
    )


def same_device(first: str, other: str) -> SameDevice:
    return SameDevice(
        event_id=identity("same", first, other),
        subject=f"device:{first}",
        acting="ASSO",
        occurred_on="2026-02-02",
        same_as=other,
    )


def machines(count: int, first: int = 1) -> list[Fact]:
    """So many machines, each received and weighed."""
    return [
        one
        for number in range(first, first + count)
        for one in (received(f"PC-{number}"), weighed(f"PC-{number}", 2000 + number))
    ]


def no_books(batch: Sequence[Recorded], past: Past) -> Outcome:
    """Books that note nothing: the store alone."""
    return Outcome()


def small_books(batch: Sequence[Recorded], past: Past) -> Outcome:
    """Books small enough to follow: a leg and a state a fact, a breach above 9 kg, corrections void."""
    legs, marks, states, refusals = [], [], {}, []
    known_then, voids, kept = {}, [], {}
    named = past.by_event_id({target for one in batch if isinstance(one.fact, Corrected) for target in one.fact.voids})
    places = {one.fact.event_id: one.n for one in batch} | {event_id: one.n for event_id, one in named.items()}
    for index, (n, one, key, *_) in enumerate(batch):
        states[one.subject] = StateRow(one.subject, key, "{}", "in_stock", one.acting, "laptop", one.code[:2])
        if isinstance(one, Weighed):
            legs += [_leg(n, one, "outside", -one.grams), _leg(n, one, "stock", one.grams)]
            if one.grams > 9_000:
                marks.append(BreachMark(n, one.occurred_on.isoformat(), one.subject, one.acting, "mass-implausible", 1))
                known_then[n] = ("mass-implausible",)
            if one.grams == 13:
                refusals.append((index, f"{one.subject}: thirteen grams bring bad luck"))
        if isinstance(one, Corrected):
            voids += [(places[target], n) for target in one.voids]
        if isinstance(one, SameDevice):
            kept[f"device:{one.same_as}"] = one.subject
    stale = dict.fromkeys(states, "")
    return Outcome(
        tuple(refusals),
        tuple(legs),
        tuple(marks),
        known_then,
        tuple(states.values()),
        stale,
        tuple(voids),
        (),
        kept,
    )


def _leg(n: int, one: Weighed, account: str, grams: int) -> Leg:
    empty = dict.fromkeys(Leg._fields, "")
    return Leg(
        **{
            **empty,
            "fact": n,
            "day": one.occurred_on.isoformat(),
            "kind": one.kind,
            "item": one.subject,
            "account": account,
            "first": 0,
            "grams": grams,
            "units": 0,
        }
    )
