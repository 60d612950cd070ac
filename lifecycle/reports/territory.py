"""What is traced of a territory: by commune, where things come from and where people were equipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lifecycle import reference
from lifecycle.engine import Engine
from lifecycle.impact.term import Term
from lifecycle.quantity import Estimate
from lifecycle.reference import Reference
from lifecycle.reference.territory import Territory, department_of, load_territory
from lifecycle.reports.cells import Moved
from lifecycle.reports.figures import Of, grams_and_things, only_by
from lifecycle.reports.made_of import follows
from lifecycle.reports.question import LATEST, Filter, Unanswerable, ask
from lifecycle.reports.report import Cell, Column, Figure, Report, Table, report
from lifecycle.reports.territory_beside import national, share, without_hand_over
from lifecycle.reports.things import Thing, Things
from lifecycle.words import N_, Sentence, _, say

WHAT = {
    "collected": N_("Collected here: received from outside"),
    "handed_over": N_("Handed over here"),
    "served": N_("Served at least once, first handed over here"),
}
"""Sort of movement -> label. Collected by where it comes from, the others by where it was handed over."""

PER_INHABITANT = ("collected", "served")
Sums = dict[str, list[int]]
"""Sort of movement -> [grams, things]."""


def territory(engine: Engine, filter: Filter, values: Reference) -> Report:
    """Grams and things by commune, grouping and department, and for 1,000 inhabitants.

    A code of a former commune, or of a district of a large city, stands under the commune of
    today, unless that district is what is asked of. Whatever the level, the rows add up to
    the figures: what has no known place has a row of its own.
    """
    filter = filter.standing_at(engine)
    only_by(filter, "organisation", "territory", "grouping", "category")
    known = load_territory(values.edition)
    if filter.grouping and filter.grouping not in known.groupings:
        raise Unanswerable(say("{code} is the SIREN of no grouping of communes", code=filter.grouping))
    rows = [row | _signed(row) for row in places(engine, filter, known)]
    by_commune = _gathered(rows, lambda place: place if place == filter.territory else known.today(place))
    return report(
        "territory",
        say("What is traced of the territory"),
        filter,
        engine,
        figures=tuple(_figures(rows, filter, known, values, filter.last_day or LATEST)),
        tables=(
            *_tables(by_commune, filter, known),
            _by_weee(rows, filter, known, values),
            *_beside(engine, by_commune, filter, known, values),
        ),
        notes=tuple(_notes(by_commune, filter, known, values.edition)),
    )


def places(
    engine: Engine, filter: Filter, known: Territory, *, name: str = "places", by: str = ""
) -> list[dict[str, Any]]:
    """The rows of a question about places that lie in the grouping asked for, if any is."""
    rows = ask(engine, name, filter.model_copy(update={"grouping": None}), by=by).to_pylist()
    return [row for row in rows if not filter.grouping or known.grouping_of(row["place"]) == filter.grouping]


def population_of(filter: Filter, known: Territory) -> int | None:
    """Inhabitants of the commune, the department or the grouping that is asked about; None for the whole ledger."""
    if filter.grouping:
        return known.population_of_grouping(filter.grouping, within=filter.territory or "")
    return known.population(filter.territory) if filter.territory else None


_SIGNS = {"collected": -1}
"""Sort of movement -> its sign in the books: what was collected left the account outside."""
_TRACED = N_("sum of what each fact moved here over the period")


def _signed(row: Mapping[str, Any]) -> dict[str, int]:
    """What was collected left the account outside: there its sign is the other one."""
    sign = _SIGNS.get(row["what"], 1)
    return {"grams": sign * row["grams"], "units": sign * row["units"]}


def _gathered(rows: list[dict[str, Any]], of: Callable[[str], str]) -> dict[str, Sums]:
    """Name of a place, as ``of`` tells it -> sums."""
    found: defaultdict[str, Sums] = defaultdict(lambda: {what: [0, 0] for what in WHAT})
    for row in rows:
        sums = found[of(row["place"])][row["what"]]
        sums[0] += row["grams"]
        sums[1] += row["units"]
    return {code: found[code] for code in sorted(found) if any(any(sums) for sums in found[code].values())}


def _figures(
    rows: list[dict[str, Any]], filter: Filter, known: Territory, values: Reference, on: date
) -> Iterator[Figure]:
    traced = []
    for what, label in WHAT.items():
        moved = [
            Moved(row["category"], row["source"], row["grams"], row["units"]) for row in rows if row["what"] == what
        ]
        places = "origin" if what == "collected" else "equipment"
        of = Of(_TRACED, _things(filter, known, what), _SIGNS.get(what, 1))
        made = list(grams_and_things(what, say(label), moved, values, of=of, on=on, group="traced", places=places))
        traced += made[:1]
        yield from made
    if population := population_of(filter, known):
        yield from (_per_inhabitant(figure, population, known) for figure in traced)


def _things(filter: Filter, known: Territory, what: str) -> Things:
    """The things of one sort of movement, one by one."""

    def found(engine: Engine) -> Iterator[Thing]:
        for row in places(engine, filter, known, by="thing"):
            if row["what"] == what:
                told = (row["item"], row["fact"], row["day"], "", row["category"], "", row["source"])
                yield Thing(*told, row["grams"], row["units"])

    return found


def _per_inhabitant(figure: Figure, population: int, known: Territory) -> Figure:
    """The same for 1,000 inhabitants, with its bounds."""
    quantity = figure.quantity
    low = None if quantity.low is None else share(quantity.low, population)
    high = None if quantity.high is None else share(quantity.high, population)
    sources = tuple(sorted({*quantity.sources, known.source}))
    shared = Estimate(share(quantity.central, population), low, high, "g_per_1000_inhabitants", sources)
    label = say("{what}, for 1,000 inhabitants", what=figure.label)
    people = Estimate.exact(Decimal(population), "people", (known.source,))
    year = say("municipal population in force on 1 January {year}", year=str(known.year))
    made = follows(N_("1,000 × mass ÷ inhabitants"), figure.id, values=(Term(say("Inhabitants"), people, note=year),))
    id, group = f"{figure.id}_per_1000", "inhabitants"
    return Figure(id, label, shared, figure.edition, figure.coverage, group=group, made_of=made)


def _tables(by_commune: dict[str, Sums], filter: Filter, known: Territory) -> Iterator[Table]:
    code = Column("code", N_("INSEE code"), words={"": N_("not told")})
    rows = tuple(
        (
            place,
            known.communes[place].name if place in known.communes else "",
            known.groupings.get(known.grouping_of(place), ""),
            *_cells(sums, known.communes[place].population if place in known.communes else None),
        )
        for place, sums in by_commune.items()
    )
    grouping = Column("grouping", N_("Grouping of communes"))
    yield Table("communes", say("By commune"), (code, _NAME, grouping, *_SUMS), rows)
    if filter.territory and len(filter.territory) > len(department_of(filter.territory)):
        return  # of one commune there is nothing to add up
    within = filter.territory or ""
    yield _level(
        "groupings",
        say("By grouping of communes (EPCI)"),
        _added(by_commune, known.grouping_of),
        known.groupings,
        lambda one: known.population_of_grouping(one, within=within),
    )
    yield _level(
        "departments",
        say("By department"),
        _added(by_commune, lambda place: department_among(known, place)),
        known.departments,
        lambda one: (
            known.population_of_grouping(filter.grouping, within=one) if filter.grouping else known.population(one)
        ),
    )


def department_among(known: Territory, place: str) -> str:
    """The department of a commune; empty where it is not known."""
    return department_of(place) if department_of(place) in known.departments else ""


def weee_of(category: str, values: Reference) -> str:
    """The category of electrical equipment in which things of a category fall; empty where that depends, or is none."""
    known = values.category(category)
    return (known.weee_category or "") if known else ""


def _by_weee(rows: list[dict[str, Any]], filter: Filter, known: Territory, values: Reference) -> Table:
    """What is traced by category of electrical equipment, for the inhabitants of what is asked about."""
    found = _gathered([row | {"place": weee_of(row["category"], values)} for row in rows], str)
    population = population_of(filter, known)
    told = tuple((code, *_cells(sums, population)[1:]) for code, sums in found.items())
    column = Column("weee_category", N_("Category of electrical equipment"), reads=lambda code: _of_weee(code, values))
    return Table("weee_categories", say("By category of electrical equipment"), (column, *_SUMS[1:]), told)


def _beside(
    engine: Engine, by_commune: dict[str, Sums], filter: Filter, known: Territory, values: Reference
) -> Iterator[Table]:
    """Where nobody was equipped, of a territory that is asked about; and national means."""
    if filter.grouping or filter.territory:
        equipped = {code for code, sums in by_commune.items() if sums["handed_over"][1] > 0}
        yield without_hand_over(equipped, filter, known)
        yield national(engine, filter, known, values, population_of(filter, known))


def _of_weee(code: str, values: Reference) -> str:
    """2. Screens…; what has no single category says so."""
    known = values.weee_categories.get(code)
    return f"{code}. {known.label()}" if known else _("depends on the machine, or none")


def _added(by_commune: dict[str, Sums], of: Callable[[str], str]) -> dict[str, Sums]:
    """Communes added up by what they lie in."""
    rows = [
        {"place": place, "what": what, "grams": sums[0], "units": sums[1]}
        for place, whats in by_commune.items()
        for what, sums in whats.items()
    ]
    return _gathered(rows, of)


def _level(
    id: str, title: Sentence, found: dict[str, Sums], names: Mapping[str, str], population: Callable[[str], int | None]
) -> Table:
    code = Column("code", N_("Code"), words={"": N_("none, or not known")})
    rows = tuple(
        (one, names.get(one, ""), *_cells(sums, population(one) if one else None)) for one, sums in found.items()
    )
    return Table(id, title, (code, _NAME, *_SUMS), rows)


_NAME = Column("name", N_("Name"))
_SUMS = (
    Column("population", N_("Inhabitants"), "people"),
    *(
        Column(f"{what}_{unit}", label, "g" if unit == "g" else "things")
        for what, label in WHAT.items()
        for unit in ("g", "units")
    ),
    Column("collected_per_1000", N_("Collected, for 1,000 inhabitants"), "g_per_1000_inhabitants"),
    Column("served_per_1000", N_("Served at least once, for 1,000 inhabitants"), "g_per_1000_inhabitants"),
)


def _cells(sums: Sums, population: int | None) -> tuple[Cell, ...]:
    shares = tuple(share(sums[what][0], population) if population else None for what in PER_INHABITANT)
    return (population, *(amount for what in WHAT for amount in sums[what]), *shares)


def _notes(by_commune: dict[str, Sums], filter: Filter, known: Territory, edition: str) -> Iterator[Sentence]:
    yield say("Traced in this ledger: what others collect or hand over on the territory is not in it.")
    yield say(
        "Communes of {year}; municipal population in force on 1 January {year} (source: {source}).",
        year=str(known.year),
        # Its name: what follows the colon of a title tells what the note has just said.
        source=reference.load(edition).sources[known.source].title.partition(": ")[0],
    )
    if "" in by_commune:
        yield say("Nobody told where it came from or was handed over: a row of its own, without inhabitants.")
    if strange := [place for place in by_commune if place and place not in known.communes]:
        yield say("Population not known: {codes}", codes=", ".join(strange))
    if filter.territory and not population_of(filter, known):
        yield say("Population not known: {codes}", codes=filter.territory)
    if filter.grouping:
        name = known.groupings[filter.grouping]
        yield say("The departments are told by what lies in {grouping}, for its inhabitants there.", grouping=name)
    if filter.organisation:
        yield say("Only what this organisation received or handed over, for all inhabitants.")
