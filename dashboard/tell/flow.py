"""What was given as a flow: from whom it came, and where it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dashboard.draw import NOTHING, Stream, bare
from dashboard.tell.association import GROUPS
from lifecycle.reports import Report
from lifecycle.reports.given import DONORS, RECEIVED
from lifecycle.words import N_, _

_KINDS: Mapping[str, str] = {
    "person": N_("People"),
    "company": N_("Companies"),
    "public_body": N_("Public bodies"),
    "unknown": N_("Not told by whom"),
}
Sums = Mapping[str, Counter[str]]


def sums(given: Report) -> Sums:
    """Kind of donor -> place -> grams there now, as known now; and what was received under its own name."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in DONORS}
    for row in given.table("by_donor_kind").records():
        found[str(row["donor_kind"])][str(row["where"])] += int(row["now_g"] or 0)
    return {kind: places for kind, places in found.items() if any(places.values())}


def streams(found: Sums) -> list[Stream]:
    """One for each kind of donor and group of places; groups that hold nothing are left out."""
    return [
        Stream(_(_KINDS[kind]), _(words), sum(places[id] for id in ids), line)
        for kind, places in found.items()
        for line, words, ids in GROUPS
    ]


def entered(found: Sums) -> dict[str, int]:
    """Name of each kind of donor -> grams received."""
    return {_(_KINDS[kind]): places[RECEIVED] for kind, places in found.items()}


def not_drawn(found: Sums) -> str:
    """What the picture cannot show, where there is any."""
    if all(one.grams >= 0 for one in streams(found)):
        return ""
    return _("Differences below zero cannot be drawn as a flow; the table holds them.")


def heads(found: Sums) -> Sequence[tuple[str, tuple[str, ...]]]:
    """The columns: received, then each group of places that holds something of anybody's."""
    told = [(words, ids) for _line, words, ids in GROUPS if any(places[id] for places in found.values() for id in ids)]
    return [(N_("Received"), (RECEIVED,)), *told]


def rows(found: Sums) -> list[tuple[str, ...]]:
    """Kilograms by kind of donor, and all of them together."""
    columns = heads(found)
    every: Counter[str] = Counter()
    for places in found.values():
        every.update(places)
    named = [*((_(_KINDS[kind]), places) for kind, places in found.items()), (_("Together"), every)]
    return [
        (words, *(bare(sum(places[id] for id in ids), "g", 1) or NOTHING for _words, ids in columns))
        for words, places in named
    ]
