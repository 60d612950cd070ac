"""What published tables ask for: below what a cell is masked, and national means to stand beside."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from lifecycle.reference.cards import Dated, Labelled, Text, Whole
from lifecycle.reference.checks import D, dated, source_cards
from lifecycle.reference.faults import BadReference
from lifecycle.reference.folder import Folder, reference_folder
from lifecycle.reference.timeline import newest
from lifecycle.words import say

Percent = Annotated[int, Field(ge=1, le=100, strict=True)]
Count = Annotated[int, Field(ge=1, strict=True)]


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
    told = _small_cells(folder or reference_folder())
    # What is masked is never less than in the first edition that says.
    found = newest(told, edition) or told[:1]
    if not found:
        raise BadReference([say("{file}: no entry", file="secrecy.toml")])
    return found[-1]


def national_means(edition: str, *, folder: Path | None = None) -> tuple[NationalMean, ...]:
    """The means that an edition knows, the newest year first."""
    found = newest(_means(folder or reference_folder()), edition)
    return tuple(sorted(found, key=lambda one: (one.id, -one.year)))


@cache
def _small_cells(root: Path) -> list[SmallCell]:
    return _read(root, SmallCell, "secrecy.toml", "small_cell", lambda _one: "small_cell")


@cache
def _means(root: Path) -> list[NationalMean]:
    return _read(root, NationalMean, "national_means.toml", "mean", lambda one: f"{one.id} {one.year}")


def _read(root: Path, model: type[D], file: str, entry: str, name: Callable[[D], str]) -> list[D]:
    folder = Folder(root)
    cards = dated(folder, model, file, entry, sources=source_cards(folder), name=name)
    if folder.faults:
        raise BadReference(folder.faults)
    return [card for blocks in cards.values() for card in blocks]
