"""What published tables ask for: below what a cell is masked, and national means to stand beside."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from lifecycle.reference.cards import Dated, Labelled, Text, Whole
from lifecycle.reference.faults import BadReference
from lifecycle.reference.folder import Folder, reference_folder
from lifecycle.reference.timeline import newest
from lifecycle.words import say

Percent = Annotated[int, Field(ge=1, le=100, strict=True)]
Count = Annotated[int, Field(ge=1, strict=True)]
C = TypeVar("C", bound=Dated)


class SmallCell(Dated):
    """What stands behind a cell that may be shown: so many people, so many organisations, none above a share."""

    people: Count
    organisations: Count
    most_percent: Percent


class NationalMean(Labelled, Dated):
    """A mean of the country for one inhabitant in one year, of a flow and of categories of electrical equipment."""

    id: Text
    flow: Literal["household_waste"]
    """household_waste: waste received from people."""
    weee_categories: tuple[Text, ...]
    year: Whole
    g_per_inhabitant: Whole


def small_cell(edition: str, *, folder: Path | None = None) -> SmallCell:
    """Below what a cell is masked, as an edition knows it.

    Raises :class:`BadReference` with every fault of the file, or where no edition so far says.
    """
    told: list[SmallCell] = _read(folder or reference_folder(), "secrecy.toml", "small_cell", SmallCell)
    # What is masked is never less than in the first edition that says.
    found = newest(told, edition) or told[:1]
    if not found:
        raise BadReference([say("{file}: no entry", file="secrecy.toml")])
    return found[-1]


def national_means(edition: str, *, folder: Path | None = None) -> tuple[NationalMean, ...]:
    """The means that an edition knows, the newest year first."""
    found = newest(_read(folder or reference_folder(), "national_means.toml", "mean", NationalMean), edition)
    return tuple(sorted(found, key=lambda one: (one.id, -one.year)))


@cache
def _read(root: Path, file: str, entry: str, model: type[C]) -> list[C]:
    folder = Folder(root)
    content = folder.read(file)
    folder.refuse_others(content, [entry], file=file)
    cards = folder.cards(model, content, file=file, entry=entry)
    sources = folder.read("sources.toml")
    for card in cards:
        if card.source not in sources:
            folder.fault(file, entry, say("its source {source} has no card in sources.toml", source=card.source))
    if folder.faults:
        raise BadReference(folder.faults)
    return cards
