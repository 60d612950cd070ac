"""The things behind a sum of the books: asked again one by one, for who takes a figure apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pyarrow as pa

from lifecycle.engine import Engine
from lifecycle.reports.cells import Masses, Selection, bounded, cells
from lifecycle.reports.made_of import CATEGORY, By, Cell, Leaf, MadeOf, Rest, counted
from lifecycle.reports.question import BESIDE, EARLIEST, Filter, ask
from lifecycle.reports.words import SOURCES
from lifecycle.words import N_

SOURCE = By(N_("Source of the mass"), SOURCES)


class Thing(NamedTuple):
    """Grams and units of one thing that a fact moved, or that are somewhere since a fact."""

    item: str
    fact: int
    day: date
    organisation: str
    category: str
    line: str
    source: str
    grams: int
    units: int


Things = Callable[[Engine], Iterable[Thing]]


def things_moved(filter: Filter, selection: Selection) -> Things:
    """What moved in the selected cells over the period, thing by thing and fact by fact."""
    return lambda engine: _asked(engine, "things_moved", filter, selection)


def things_held(filter: Filter, selection: Selection) -> Things:
    """What the selected cells hold on the last day, each thing with the fact that brought it there."""
    return lambda engine: standing(_asked(engine, "things_held", filter, selection))


def things_held_before(filter: Filter, selection: Selection) -> Things:
    """What the selected cells held on the eve of the first day."""
    first = filter.first_day
    if first is None or first == EARLIEST:
        return lambda _engine: ()
    return things_held(filter.model_copy(update={"first_day": None, "last_day": first - timedelta(1)}), selection)


def things_served(filter: Filter, *lines: str) -> Things:
    """What entered use for the first time, of these lines."""
    return lambda engine: (one for one in _told(ask(engine, "first_service_things", filter)) if one.line in lines)


def things_handed_over(filter: Filter, way: str) -> Things:
    """What hand-overs brought into use, or took out of it in exchange."""

    def goes(one: Thing) -> bool:
        return one.grams > 0 or (one.grams == 0 and one.units > 0)

    return lambda engine: (one for one in _told(ask(engine, "hand_overs_things", filter)) if goes(one) == (way == "in"))


def _asked(engine: Engine, name: str, filter: Filter, selection: Selection) -> Iterable[Thing]:
    chosen = {(one.account, one.line, one.legal, one.kind) for one in cells(engine, filter) if selection(one)}
    if not chosen:
        return ()
    columns = zip(*sorted(chosen), strict=True)
    beside = pa.table({name: list(column) for name, column in zip(BESIDE["chosen"], columns, strict=True)})
    return _told(ask(engine, name, filter, beside={"chosen": beside}))


def _told(rows: pa.Table) -> Iterator[Thing]:
    return map(Thing, *(rows[name].to_pylist() for name in Thing._fields))


def standing(found: Iterable[Thing]) -> Iterable[Thing]:
    """Moves of things, in order, added up to where each stands: with the last fact that brought some of it there."""
    sums: dict[tuple[str, str, str], Thing] = {}
    for one in found:
        key = one.item, one.category, one.source
        before = sums.get(key)
        if before is None:
            sums[key] = one
            continue
        last = one if one.grams > 0 or one.units > 0 else before
        sums[key] = last._replace(grams=before.grams + one.grams, units=before.units + one.units)
    return (one for one in sums.values() if one.grams or one.units)


def in_grams(formula: str, things: Things, masses: Masses, *, on: date, sign: int = 1) -> MadeOf:
    """A mass: by category and source of the mass, each default with the bounds of its published value."""

    def leaves(engine: Engine) -> Iterator[Leaf]:
        for one in things(engine):
            if one.grams:
                yield Leaf(one.item, (one.fact,), sign * one.grams, (one.category, one.source))

    def rests_on(cell: Cell, grams: int) -> Rest:
        category, source = cell
        return bounded(category, source, grams, masses, on=on)

    return MadeOf(formula, leaves, (CATEGORY, SOURCE), rests_on)


def in_units(formula: str, things: Things, *, sign: int = 1) -> MadeOf:
    """A number of things, by category."""

    def leaves(engine: Engine) -> Iterator[Leaf]:
        for one in things(engine):
            if one.units:
                yield Leaf(one.item, (one.fact,), sign * one.units, (one.category,))

    return counted(formula, leaves, CATEGORY)
