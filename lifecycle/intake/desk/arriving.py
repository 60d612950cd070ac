"""Gifts that arrive: labels first, details later. One fact for each machine, all recorded or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lifecycle.codes import prefix_of
from lifecycle.events import Received
from lifecycle.intake.desk.telling import LabelsView, Telling, new_code


class Gift(NamedTuple):
    """So many machines of one category."""

    category: str
    things: int


def receptions(
    ledger: LabelsView,
    gifts: Sequence[Gift],
    telling: Telling,
    *,
    legal: str,
    donor_kind: str,
    donor: str | None = None,
    place: str | None = None,
    sorted_at_intake: bool = False,
    waste_code: str | None = None,
) -> list[Received]:
    """A reception for each machine, under a new code of its own.

    What a public body gives is of public origin: a solidarity price is capped for it. It counts
    from the beginning of its day, so that machine files of that day come after it.
    """
    said = {
        "legal": legal,
        "donor_kind": donor_kind,
        "donor": donor,
        "public_origin": donor_kind == "public_body",
        "place": place,
        "sorted_at_intake": True if sorted_at_intake else None,
        "waste_code": waste_code if legal == "WASTE" else None,
    }
    found: list[Received] = []
    taken: dict[str, str] = {}
    of_day = telling._replace(at=None)
    for category, things in gifts:
        for rank in range(things):
            what = (category, len(taken), rank)
            code = new_code(ledger, prefix_of(telling.acting), of_day, *what, taken=taken)
            taken[code] = category
            found.append(
                Received.model_validate({**of_day.envelope(f"device:{code}", *what), "category": category, **said})
            )
    return found
