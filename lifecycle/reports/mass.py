"""What was given, re-used, recycled and still awaits proof, to the gram."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from lifecycle.engine import Engine
from lifecycle.events.envelope import PARIS
from lifecycle.quantity import Estimate
from lifecycle.reference import Reference
from lifecycle.reports.averages import would_end
from lifecycle.reports.breaches import unproven
from lifecycle.reports.cells import Cell, Masses, Moved, cells, change, closing, opening
from lifecycle.reports.figures import Of, exactly, grams_and_things
from lifecycle.reports.lines import (
    ACTIVITY,
    AVERAGES,
    BALANCES,
    BESIDE,
    CLAIMED,
    DIFFERENCES,
    HAND_OVERS,
    IN_USE,
    SERVED,
    SIX_LINES,
    Line,
)
from lifecycle.reports.made_of import CATEGORY, Leaf, counted, listed
from lifecycle.reports.numbers import SignedMass
from lifecycle.reports.question import LATEST, Filter, ask
from lifecycle.reports.report import Column, Coverage, Figure, Report, Table, report
from lifecycle.reports.things import (
    things_handed_over,
    things_held,
    things_held_before,
    things_moved,
    things_served,
)
from lifecycle.reports.uses import uses, without_proof
from lifecycle.words import N_, Sentence, say


def mass(engine: Engine, filter: Filter, masses: Reference) -> Report:
    """The six lines over a period, what was served at least once, the balances, and the activity."""
    filter = filter.standing_at(engine)
    figures = tuple(_figures(engine, filter, masses))
    tables: tuple[Table, ...] = ()
    notes = list(_notes(engine, filter, figures))
    if filter.published is not None:
        then = filter.model_copy(update={"as_of": filter.published, "published": None})
        tables = (_learnt_since(figures, tuple(_figures(engine, then, masses))),)
        notes += _late(engine, filter, tables[0])
    return report(
        "mass",
        say("Mass: what became of things"),
        filter,
        engine,
        figures=figures,
        tables=tables,
        notes=tuple(notes),
    )


class _Figures:
    """Makes figures that share a day for their bounds and an edition."""

    def __init__(self, masses: Masses, on: date) -> None:
        self.masses, self.on = masses, on

    def pair(
        self,
        id: str,
        label: Sentence,
        moved: Iterable[Moved],
        group: str,
        *,
        of: Of,
        units: bool = True,
        places: str = "origin",
    ) -> Iterator[Figure]:
        """The figure in grams, and the one in things."""
        yield from grams_and_things(
            id, label, moved, self.masses, of=of, on=self.on, group=group, things=units, places=places
        )


_MOVED = N_("sum of what each fact moved over the period")
_HELD = N_("sum of what each thing is there on the last day")
_HELD_BEFORE = N_("sum of what each thing was there on the eve of the first day")
_SERVED = N_("sum of what each thing was when it entered use for the first time")
_HANDED_OVER = N_("sum of what each hand-over moved over the period")
_UNPROVEN = N_("devices in use of which nothing has proven the use since their hand-over")
_AVERAGED = N_("what each yearly average would make of what awaits proof in its lot")


def _figures(engine: Engine, filter: Filter, masses: Reference) -> Iterator[Figure]:
    make = _Figures(masses, _day_of_values(filter))
    books = cells(engine, filter)
    for group, lines in (("lines", SIX_LINES), ("beside", BESIDE)):
        yield from _changes(make, filter, books, lines, group)
    yield from _served(make, engine, filter)
    for line in BALANCES:
        of, there = Of(_HELD, things_held(filter, line.selection)), closing(books, line.selection)
        yield from make.pair(line.id, say(line.label), there, "balances", of=of, units=line.units)
    yield _without_evidence(make, engine, filter)
    yield from _averages(engine, filter, masses)
    for line in BALANCES:
        label, before = say("{balance}, at the opening", balance=say(line.label)), opening(books, line.selection)
        of = Of(_HELD_BEFORE, things_held_before(filter, line.selection))
        yield from make.pair(f"{line.id}_opening", label, before, "openings", of=of, units=line.units)
    yield from _changes(make, filter, books, DIFFERENCES, "books")
    yield from _handed_over(make, engine, filter)
    yield from _changes(make, filter, books, ACTIVITY, "activity")


def _day_of_values(filter: Filter) -> date:
    """The day on which default masses are looked up: the last of the period."""
    return filter.last_day or LATEST


def _changes(
    make: _Figures, filter: Filter, books: list[Cell], lines: tuple[Line, ...], group: str
) -> Iterator[Figure]:
    for line in lines:
        of = Of(_MOVED, things_moved(filter, line.selection), line.sign)
        moved = change(books, line.selection, line.sign)
        yield from make.pair(line.id, say(line.label), moved, group, of=of, units=line.units)


def _served(make: _Figures, engine: Engine, filter: Filter) -> Iterator[Figure]:
    rows = ask(engine, "first_service", filter).to_pylist()
    by_line = {line: [_moved(row) for row in rows if row["line"] == line] for line in SERVED}
    claimed = [part for line, parts in by_line.items() if line in CLAIMED for part in parts]
    of = Of(_SERVED, things_served(filter, *CLAIMED))
    yield from make.pair("served", say("Served at least once"), claimed, "served", of=of, places="equipment")
    for line, parts in by_line.items():
        of = Of(_SERVED, things_served(filter, line))
        yield from make.pair(f"served_{line}", say(SERVED[line]), parts, "served", of=of, places="equipment")


def _handed_over(make: _Figures, engine: Engine, filter: Filter) -> Iterator[Figure]:
    rows = ask(engine, "hand_overs", filter, by="").to_pylist()
    for way, id, label, sign in HAND_OVERS:
        moved = [_moved(row, sign) for row in rows if row["way"] == way]
        of = Of(_HANDED_OVER, things_handed_over(filter, way), sign)
        yield from make.pair(id, say(label), moved, "activity", of=of, places="equipment")


def _moved(row: dict[str, str | int], sign: int = 1) -> Moved:
    return Moved(str(row["category"]), str(row["source"]), sign * int(row["change_g"]), sign * int(row["change_units"]))


def _without_evidence(make: _Figures, engine: Engine, filter: Filter) -> Figure:
    """Devices in use of which nothing has proven the use since they were handed over."""
    found = uses(engine, filter)
    return exactly(
        "in_use_without_evidence",
        say("Devices in use without proof of it since their hand-over"),
        found.in_use - found.proven,
        "things",
        make.masses,
        of=counted(_UNPROVEN, lambda engine: _unproven_uses(engine, filter), CATEGORY),
        coverage=Coverage(counted=found.in_use, places="equipment"),
        group="balances",
    )


def _unproven_uses(engine: Engine, filter: Filter) -> Iterator[Leaf]:
    """Each device in use without proof, with the fact that brought it there, wherever that was collected."""
    unproven = without_proof(engine, filter)
    anywhere = filter.model_copy(update={"territory": None})
    for one in things_held(anywhere, lambda cell: cell.account in IN_USE)(engine):
        if one.units and one.item in unproven:
            yield Leaf(one.item, (one.fact,), one.units, (one.category,))


def _averages(engine: Engine, filter: Filter, masses: Reference) -> Iterator[Figure]:
    """Beside awaiting proof: what averages that nobody attested for its lots would make of it."""
    found = would_end(engine, filter, masses)
    for account, label in AVERAGES.items():
        ends = [row for row in found if row.account == account]
        grams = sum(row.grams for row in ends)
        # An average of other lots: nothing says within which bounds it holds for these.
        quantity = Estimate(grams, None, None, "g") if grams else Estimate.exact(0, "g")
        coverage = Coverage(by_source={"average": grams} if grams else {}, without_range_g=grams)
        of = listed(_AVERAGED, (Leaf(f"lot:{row.lot}", (row.fact,), row.grams) for row in ends))
        yield Figure(f"average_{account}", say(label), quantity, masses.edition, coverage, group="averages", made_of=of)


def _learnt_since(now: tuple[Figure, ...], then: tuple[Figure, ...]) -> Table:
    """What the ledger learnt since a publication, figure by figure, where there is any."""
    published = {figure.id: figure.value for figure in then}
    rows = tuple(
        (figure.id, figure.label, figure.unit, published[figure.id], figure.value, figure.value - published[figure.id])
        for figure in now
        if figure.value != published[figure.id]
    )
    columns = (
        Column("figure", N_("Figure")),
        Column("label", N_("Label")),
        Column("unit", N_("Unit")),
        Column("published", N_("Published"), "unit"),
        Column("now", N_("Now"), "unit"),
        Column("since", N_("Known since"), "unit"),
    )
    return Table("since_publication", say("Known since the publication"), columns, rows)


def _late(engine: Engine, filter: Filter, table: Table) -> Iterator[Sentence]:
    """What became known of the six lines, with the days on which the two positions were recorded."""
    rows = ask(engine, "recorded", filter, published=filter.published or 0).to_pylist()
    days = {row["n"]: datetime.fromisoformat(row["recorded_at"]).astimezone(PARIS).date() for row in rows}
    for figure, label, _unit, _then, _now, since in table.rows:
        if figure in {line.id for line in SIX_LINES} and isinstance(since, int):
            yield say(
                "{label}: known on {known} (fact {n}), published on {published} (fact {m}): {since}",
                label=label,
                known=days.get(filter.as_of, "–"),
                n=filter.as_of,
                published=days.get(filter.published, "–"),
                m=filter.published,
                since=SignedMass(since),
            )


def _notes(engine: Engine, filter: Filter, figures: tuple[Figure, ...]) -> Iterator[Sentence]:
    yield say("The six lines say where the matter is: they are changes over the period, and periods add up.")
    yield say("Served at least once counts each thing once for ever; it is never added to recycled.")
    if any(figure.coverage.without_range_g for figure in figures):
        yield say(
            "Without range: an estimate, or a default of which no source publishes bounds, gives none to its figure."
        )
    if filter.territory:
        yield say(
            "Traced in this ledger: hand-overs and service are those made in the territory, "
            "the other figures those of what was collected there."
        )
    if filter.organisation:
        yield say("What an organisation passed on or sent stands under the organisation that has it now.")
    yield from unproven(engine, filter)
