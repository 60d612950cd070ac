"""Mass: breaches that the books find while they count."""

from __future__ import annotations

from lifecycle.journey.kinds.arrival import LIGHTER_THAN_ITS_PARTS
from lifecycle.journey.mass import IMPLAUSIBLE, LIGHTER, MISSING
from lifecycle.rules.rule import found_in_the_books
from lifecycle.words import N_

found_in_the_books(
    MISSING,
    N_("It entered without a mass, and no source gives one for its category: it counts 0 g."),
    source="lifecycle: no published mass for this category",
    denies="mass",
)
found_in_the_books(
    IMPLAUSIBLE,
    N_("The mass is not within reason for its category: it is recorded and not used."),
    source="lifecycle: data/reference/plausibility.toml",
    denies="mass",
)
found_in_the_books(
    LIGHTER_THAN_ITS_PARTS,
    N_("The machine would weigh less than the parts in it: the weighing is recorded and not used."),
    source="lifecycle: books",
    denies="mass",
)
found_in_the_books(
    LIGHTER,
    N_("The lot leaves less than 1 g for each thing that was not weighed: all are scaled to its mass."),
    source="lifecycle: books",
    denies="mass_of_members",
)
