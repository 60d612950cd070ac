"""What anybody may see of one device: its category, months, what became of it, how well that is proven.

No serial number, no person, no organisation, no commune, no day: a life told so names nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from lifecycle.journey import TERMINAL
from lifecycle.reference import Reference
from lifecycle.reports.devices import Standing
from lifecycle.reports.report import Report
from lifecycle.rules.media import is_sealed

Row = Mapping[str, str | int | None]
Proof = Literal["certified", "confirmed", "recorded"]

SHOWN = (
    *("received", "weighed", "tested", "data_sanitised", "media_absent", "media_destroyed", "repaired", "made_ready"),
    *("handed_over", "use_confirmed", "taken_in", "given_back", "returned", "transferred", "lost", "found"),
    *("discarded", "waste_ended", "lot_dispatched", "lot_received", "treatment_certified"),
)
"""Kinds of fact that are told; the others say something of a person, of money, or of our own writing."""
PROOFS = frozenset({"use_confirmed", "support_given", "taken_in", "given_back"})
"""Kinds that prove that a hand-over led to a use."""


class Step(NamedTuple):
    """Something that happened, in a month: 2026-03."""

    month: str
    kind: str


class PublicLife(NamedTuple):
    """A device as anybody may see it."""

    category: str
    custody: str
    since: str
    """Month of the last step."""
    proof: Proof
    sealed: bool
    """Nothing in it can hold somebody's data."""
    ends: Mapping[str, int]
    """Account in which its grams ended -> grams; empty while it is somewhere."""
    steps: tuple[Step, ...]


def public_life(report: Report, now: Standing, values: Reference) -> PublicLife:
    """The life of a device told for anybody; ``report`` is that of its facts, ``now`` where it stands."""
    rows = [row for row in report.table("timeline").records() if not row["void"]]
    steps = tuple(dict.fromkeys(_steps(rows)))
    return PublicLife(
        category=now.category_label,
        custody=now.custody,
        since=steps[-1].month if steps else "",
        proof=_proof(rows, now.custody),
        sealed=is_sealed(now.state, now.category or "", values),
        ends=_ends(rows) if now.ended else {},
        steps=steps,
    )


def _steps(rows: Iterable[Row]) -> Iterator[Step]:
    return (Step(str(row["day"])[:7], str(row["kind"])) for row in rows if row["kind"] in SHOWN)


def _proof(rows: Sequence[Row], custody: str) -> Proof:
    if custody == "ended":
        return "certified"
    kinds = [str(row["kind"]) for row in rows]
    last = max((at for at, kind in enumerate(kinds) if kind == "handed_over"), default=len(kinds))
    return "confirmed" if custody in {"in_use", "in_support"} and PROOFS & set(kinds[last:]) else "recorded"


def _ends(rows: Iterable[Row]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        grams = int(row["grams"] or 0)
        if row["to"] in TERMINAL:
            found[str(row["to"])] += grams
        if row["from"] in TERMINAL:
            found[str(row["from"])] -= grams
    return {account: grams for account, grams in found.items() if grams > 0}
