"""Several rows of one fact, typed field by field: lines of a lot, what is refused of it, fractions of a treatment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lifecycle import reference
from lifecycle.events import Fact
from lifecycle.intake.masses import grams_told
from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.table.shape import CellReader, Shape, shapes_of
from lifecycle.intake.told import BadField
from lifecycle.words import _

MASSES = frozenset({"grams", "net", "gross", "tare", "covers_grams"})
"""Fields that hold a mass, which is typed with its unit."""

Row = Mapping[str, str]


class Rows(NamedTuple):
    """What rows say: the values of each that says anything, and every fault with the place of its row."""

    values: tuple[Mapping[str, object], ...]
    faults: tuple[BadField, ...]

    @property
    def text(self) -> str | None:
        """The rows as one cell, for :func:`fact_told`; None where there are none."""
        return json.dumps(list(self.values)) if self.values else None

    @property
    def grams(self) -> int:
        """The sum of their masses, as far as they are told."""
        return sum(said for row in self.values if isinstance(said := row.get("grams"), int))


def field_of(group: str, place: int, name: str) -> str:
    """How a fault names a field of a row: ``fractions.0.grams``."""
    return f"{group}.{place}.{name}"


def rows_told(kind: type[Fact], group: str, rows: Sequence[Row], *, needed: Sequence[str] = ()) -> Rows:
    """Read the rows of a field that holds several; an empty row says nothing, ``needed`` must be told of any other."""
    item = shapes_of(kind)[group].item
    assert item is not None, f"{group} of {kind.kind} holds no rows"
    shapes = dict(item.fields)
    values: list[Mapping[str, object]] = []
    faults: list[BadField] = []
    for place, row in enumerate(rows):
        said = {name: text.strip() for name, text in row.items() if text.strip()}
        if not said:
            continue
        found: dict[str, object] = {}
        for name, text in said.items():
            try:
                found[name] = read(shapes[name], name, text)
            except BadCell as fault:
                faults.append(BadField(field_of(group, place, name), text, str(fault)))
        faults += [BadField(field_of(group, place, name), "", _("needed")) for name in needed if name not in said]
        values.append(found)
    return Rows(tuple(values), tuple(faults))


def read(shape: Shape, name: str, text: str) -> object:
    """One field: a mass with its unit, anything else as the cell of a table."""
    return grams_told(text) if name in MASSES else CellReader(reference.load()).value(shape, text)


def masses_told(values: Mapping[str, str | None]) -> tuple[dict[str, str | None], tuple[BadField, ...]]:
    """The same texts with each mass in whole grams, for :func:`fact_told`, and every mass that cannot be read."""
    faults = list(_unread(values))
    bad = {fault.field for fault in faults}
    return {
        name: str(grams_told(text)) if text and name in MASSES and name not in bad else text
        for name, text in values.items()
    }, tuple(faults)


def _unread(values: Mapping[str, str | None]) -> Iterator[BadField]:
    for name, text in values.items():
        if text and name in MASSES:
            try:
                grams_told(text)
            except BadCell as fault:
                yield BadField(name, text, str(fault))
