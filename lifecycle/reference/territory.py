"""Communes of France with their grouping (EPCI), department and population, as of a vintage."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from lifecycle.events.envelope import Slug
from lifecycle.reference.cards import Dated, Whole
from lifecycle.reference.faults import BadReference
from lifecycle.reference.folder import Folder, reference_folder
from lifecycle.reference.timeline import newest
from lifecycle.words import say

ROOM = "territory"
_OVERSEAS = ("97", "98")


class Vintage(Dated):
    """A year's communes: the official geographic code on 1 January, and the population in force that day."""

    year: Whole
    centres: Slug
    """Source of the centres, which need not be that of the names."""


class Centre(NamedTuple):
    """Where the middle of a surface lies, in thousandths of a degree."""

    longitude: int
    latitude: int


class Commune(NamedTuple):
    """A commune of today, or a code that lies within one: a former commune, a district of a large city."""

    code: str
    name: str
    population: int | None
    grouping: str
    within: str


@dataclass(frozen=True)
class Territory:
    """The communes, groupings and departments of a vintage."""

    year: int
    source: str
    communes: Mapping[str, Commune]
    groupings: Mapping[str, str]
    departments: Mapping[str, str]
    centres: Mapping[str, Centre] = field(default_factory=dict)
    """Commune of today, or district -> its centre, where contours were published."""
    source_of_centres: str = ""

    def today(self, code: str) -> str:
        """The commune of today in which a code lies; the code itself where it is one, or is not known."""
        found = self.communes.get(code)
        return found.within if found and found.within else code

    def grouping_of(self, code: str) -> str:
        """The grouping of the commune of today; empty where it has none, or is not known."""
        found = self.communes.get(self.today(code))
        return found.grouping if found else ""

    def members(self, territory: str) -> Iterator[Commune]:
        """The communes of today in a grouping or in a department, or the one of this code."""
        return (one for one in self._current() if territory in {one.code, one.grouping, department_of(one.code)})

    def population(self, territory: str) -> int | None:
        """Inhabitants of a commune, a district or a department; None where that is not known."""
        if territory in self.communes:
            return self.communes[territory].population
        return self._by_department.get(territory)

    def population_of_grouping(self, code: str, *, within: str = "") -> int | None:
        """Inhabitants of a grouping, or of its part in a department."""
        if not within:
            return self._by_grouping.get(code)
        here = (one for one in self._current() if one.grouping == code and department_of(one.code) == within)
        return _sum(one.population for one in here)

    def _current(self) -> Iterator[Commune]:
        return (one for one in self.communes.values() if not one.within)

    @cached_property
    def _by_department(self) -> Mapping[str, int | None]:
        known = defaultdict(list)
        for one in self._current():
            known[department_of(one.code)].append(one.population)
        return {code: _sum(iter(populations)) for code, populations in known.items()}

    @cached_property
    def _by_grouping(self) -> Mapping[str, int | None]:
        known = defaultdict(list)
        for one in self._current():
            known[one.grouping].append(one.population)
        return {code: _sum(iter(populations)) for code, populations in known.items() if code}


def _sum(populations: Iterator[int | None]) -> int | None:
    """Inhabitants together; None where nobody is known."""
    known = [population for population in populations if population is not None]
    return sum(known) if known else None


def department_of(code: str) -> str:
    """The department of a commune's code: 44 of 44109, 2A of 2A004, 974 of 97411."""
    return code[:3] if code.startswith(_OVERSEAS) else code[:2]


def load_territory(edition: str, *, folder: Path | None = None) -> Territory:
    """The newest vintage that an edition of the reference data knows.

    Raises :class:`BadReference` with what is wrong with its files.
    """
    return _load(edition, folder or reference_folder())


@cache
def _load(edition: str, root: Path) -> Territory:
    folder, file = Folder(root), f"{ROOM}/vintages.toml"
    content = folder.read(file)
    folder.refuse_others(content, ["vintage"], file=file)
    vintages = newest(folder.cards(Vintage, content, file=file, entry="vintage"), edition)
    if not vintages:
        folder.fault(file, "vintage", say("none belongs to an edition up to {edition}", edition=edition))
        raise BadReference(folder.faults)
    vintage = vintages[-1]
    communes = {row[0]: _commune(row) for row in _rows(folder, "communes", vintage.year, 5)}
    groupings = dict(_pairs(folder, "groupings", vintage.year))
    departments = dict(_pairs(folder, "departments", vintage.year))
    if folder.faults:
        raise BadReference(folder.faults)
    centres = {row[0]: Centre(int(row[1]), int(row[2])) for row in _centre_rows(folder, vintage.year)}
    if folder.faults:
        raise BadReference(folder.faults)
    return Territory(vintage.year, vintage.source, communes, groupings, departments, centres, vintage.centres)


def _commune(row: list[str]) -> Commune:
    code, name, population, grouping, within = row
    return Commune(code, name, int(population) if population else None, grouping, within)


def _pairs(folder: Folder, table: str, year: int) -> Iterator[tuple[str, str]]:
    return ((code, name) for code, name in _rows(folder, table, year, 2))


def _centre_rows(folder: Folder, year: int) -> list[list[str]]:
    """The rows of the table of centres; a fault where one is no pair of whole numbers."""
    rows = _rows(folder, "centres", year, 3, whole=())
    for rank, row in enumerate(rows, start=2):
        if not all(cell.removeprefix("-").isdecimal() for cell in row[1:]):
            said = say("a centre is a longitude and a latitude, in whole thousandths of a degree")
            folder.fault(f"{ROOM}/centres-{year}.csv", str(rank), said)
            return []
    return rows


def _rows(folder: Folder, table: str, year: int, width: int, *, whole: Collection[int] = (2,)) -> list[list[str]]:
    """The rows of a table under its header; a fault where it cannot be read as one.

    ``whole``: places of the cells that hold a number of people, or nothing.
    """
    file = f"{ROOM}/{table}-{year}.csv"
    try:
        with (folder.root / file).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, delimiter=";"))[1:]
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        folder.faults.append(say("{file} cannot be read: {trouble}", file=file, trouble=trouble))
        return []
    for rank, row in enumerate(rows, start=2):
        if len(row) != width or any(place < width and row[place] and not row[place].isdigit() for place in whole):
            folder.fault(file, str(rank), say("a row has {width} cells, and a population in digits", width=width))
            return []
    return rows
