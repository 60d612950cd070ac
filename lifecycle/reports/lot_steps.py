"""The mass of one lot as a ladder: what went in, what each scale said, what came out, what is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lifecycle.journey.turn import IN_LOTS
from lifecycle.reports.report import Report

ENDS = ("recycled", "other_recovery", "disposed")
DIFFERENCES = ("estimate", "reweighing")
PUT_IN = frozenset({"lot_opened", "lot_packed"})
STAGES = {"lot_dispatched": "announced", "lot_received": "accepted"}
"""Kind of fact -> the total that ends with it; the last total is always what is left."""


class Step(NamedTuple):
    """A change of what a lot holds, or what it holds then; in grams."""

    sort: str
    """put_in, refused, an account of :data:`ENDS` or :data:`DIFFERENCES`, the kind of any other fact; or total."""
    stage: str
    """announced, accepted or left: the total that it leads to."""
    grams: int


def steps(report: Report) -> tuple[Step, ...]:
    """The ladder of a report of one lot; a stage that it has not reached has no total."""
    told = [row for row in report.table("facts").records() if not row["void"]]
    order = {row["n"]: rank for rank, row in enumerate(told)}
    ends = _ends({str(row["kind"]): rank for rank, row in enumerate(told)})
    changes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fact, (kind, day, moved) in _moved(report).items():
        # The fact of a thing in it, such as a weighing, stands after those that the lot has on its day.
        rank = order.get(fact, sum(str(row["day"]) <= day for row in told) - 1)
        stage = next((stage for stage, last in ends.items() if rank <= last), "left")
        for sort, grams in _sorts(kind, moved):
            changes[stage][sort] += grams
    return tuple(_ladder(changes, ends))


def _ladder(changes: Mapping[str, Counter[str]], ends: Mapping[str, int]) -> Iterator[Step]:
    held = 0
    for stage in (*ends, "left"):
        for sort, grams in sorted(changes.get(stage, Counter()).items(), key=lambda one: _place(one[0])):
            if grams:
                held += grams
                yield Step(sort, stage, grams)
        yield Step("total", stage, held)


def _place(sort: str) -> int:
    """As it is read: what went in, what went out as it was, what scales said, what was treated."""
    listed = (*DIFFERENCES, *ENDS)
    return 0 if sort == "put_in" else 2 + listed.index(sort) if sort in listed else 1


def _ends(last: Mapping[str, int]) -> dict[str, int]:
    """Stage -> rank of the fact that ends it; a reception before the last departure ends nothing."""
    found = {stage: last[kind] for kind, stage in STAGES.items() if kind in last}
    if "accepted" in found and found["accepted"] < found.get("announced", -1):
        del found["accepted"]
    return found


def _moved(report: Report) -> dict[str | int | None, tuple[str, str, Counter[str]]]:
    """Fact -> its kind, its day, and the grams of the lot by account, in order of days."""
    found: dict[str | int | None, tuple[str, str, Counter[str]]] = {}
    for leg in report.table("legs").records():
        if leg["lot"] == report.filter.lot:
            _kind, _day, moved = found.setdefault(leg["fact"], (str(leg["kind"]), str(leg["day"]), Counter()))
            moved[str(leg["account"])] += int(leg["grams"] or 0)
    return found


def _sorts(kind: str, moved: Counter[str]) -> Iterator[tuple[str, int]]:
    """What a fact did to what the lot holds: treated, weighed otherwise, and what came in or went out as it was."""
    rest = sum(moved[account] for account in IN_LOTS)
    for account in (*DIFFERENCES, *ENDS):
        rest += moved[account]
        yield account, -moved[account]
    if kind in PUT_IN or (kind == "lot_received" and rest > 0):
        yield "put_in", rest
    else:
        yield "refused" if kind == "lot_received" else kind, rest
