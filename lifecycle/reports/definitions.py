"""What each line of the books counts, in a sentence."""

from __future__ import annotations

from typing import NamedTuple

from lifecycle.words import N_, _


class Definition(NamedTuple):
    """A line: its id, its name, what it counts; English texts, translated where they are shown."""

    id: str
    name: str
    counts: str


SIX = (
    Definition("reused", N_("Re-used"), N_("In use without ever having been waste: hand-overs less returns.")),
    Definition("prepared", N_("Prepared for re-use"), N_("In use after having been waste, and having ceased to be.")),
    Definition("parts", N_("Parts re-used"), N_("Taken from one device, in use in another.")),
    Definition(
        "recycled", N_("Recycled"), N_("Certified by an operator authorised on the day of treatment, as material.")
    ),
    Definition("other_recovery", N_("Other recovery"), N_("Certified: as energy, or filling; it is no recycling.")),
    Definition("disposed", N_("Disposed of"), N_("Certified: burnt without recovery, or landfilled.")),
)
"""The six lines, which say where the matter went."""
BESIDE = (
    Definition(
        "served",
        N_("Served at least once"),
        N_("Each thing once for ever, on its first hand-over; beside the lines, never added."),
    ),
    Definition(
        "awaiting_proof",
        N_("Awaiting proof"),
        N_("Waste on its way or at an operator, of which no certificate tells the end."),
    ),
)


def definitions() -> list[tuple[str, str]]:
    """Name and what it counts, of each line, in the reader's language."""
    return [(_(one.name), _(one.counts)) for one in (*SIX, *BESIDE)]
