"""What a name of a column means, and where what stands in it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lifecycle.words import N_

BOOKS = "books"
FACTS = "facts"
VALUES = "values"
DRAWS = "draws"
REPORT = "report"
PUBLIC = "public"

ORIGINS: Mapping[str, str] = {
    BOOKS: N_("the books: what the facts in force move, to the gram"),
    FACTS: N_("facts of the ledger, as they were recorded"),
    VALUES: N_("reference values of the edition, with their sources"),
    DRAWS: N_("draws between the bounds of the reference values"),
    REPORT: N_("counted or worked out by the report itself"),
    PUBLIC: N_("public data on communes, in the reference data"),
}
"""Where what stands in a column comes from -> English words."""


class Meaning(NamedTuple):
    """What a column holds, in English words that are translated where they are shown."""

    origin: str
    what: str
