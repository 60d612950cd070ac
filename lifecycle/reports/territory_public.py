"""What is traced of the territory as it may be published: small cells masked, and what would give them away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.reference import Reference
from lifecycle.reference.published_tables import small_cell
from lifecycle.reference.territory import Territory, load_territory
from lifecycle.reports.question import Filter
from lifecycle.reports.report import Column, Figure, Report, Table
from lifecycle.reports.suppression import Behind, Reason, Sum, masked
from lifecycle.reports.territory import department_among, places, territory, weee_of
from lifecycle.reports.territory_beside import gifts
from lifecycle.words import N_, say

FAMILIES = {"origin": ("collected",), "equipment": ("handed_over", "served")}
"""Family of columns that tell of the same people -> the sorts of movement in it."""
PEOPLE = frozenset({"person", "person_in_precarity", "unknown"})
PUBLIC = frozenset({"public_body"})
"""Who gives or receives for the public: what it does is no secret."""
LEVELS = ("communes", "groupings", "departments", "weee_categories")
"""The tables whose rows add up to the whole."""
UNPUBLISHED = frozenset({"national"})
"""Tables left out: nobody counted who stands behind them."""
WHOLE = ("whole", "")
Key = tuple[str, str]
"""A table, and the code of its row."""
MASKED: Mapping[str, str] = {
    "origin_few_people": N_("origin masked: few people stand behind it"),
    "origin_few_organisations": N_("origin masked: few organisations stand behind it"),
    "origin_one_organisation": N_("origin masked: one organisation makes nearly all of it"),
    "origin_secondary": N_("origin masked: it would give away another masked cell"),
    "equipment_few_people": N_("equipment masked: few people stand behind it"),
    "equipment_few_organisations": N_("equipment masked: few organisations stand behind it"),
    "equipment_one_organisation": N_("equipment masked: one organisation makes nearly all of it"),
    "equipment_secondary": N_("equipment masked: it would give away another masked cell"),
}
"""Family and why its cells are masked -> the words for it."""


class Hidden(NamedTuple):
    """The masked cells of each family, each with why."""

    origin: Mapping[Key, Reason]
    equipment: Mapping[Key, Reason]


class Crowd:
    """Who stands behind the rows of the tables, while it is being told."""

    def __init__(self) -> None:
        self._people: defaultdict[Key, set[object]] = defaultdict(set)
        self._theirs: Counter[Key] = Counter()
        self._made: defaultdict[Key, Counter[str]] = defaultdict(Counter)

    def person(self, key: Key, who: object, grams: int) -> None:
        """Somebody who counts once in a row."""
        self._people[key].add(who)
        self._theirs[key] += grams

    def organisation(self, key: Key, code: str, grams: int) -> None:
        """An organisation, with what it makes of the row."""
        self._made[key][code] += grams

    def behind(self, told: Report) -> dict[Key, Behind]:
        """Each row of the tables that are no totals of others, and who stands behind it."""
        keys = [(name, str(row[0])) for name in ("communes", "weee_categories") for row in told.table(name).rows]
        return {key: Behind(len(self._people[key]), dict(self._made[key]), self._theirs[key]) for key in keys}


def territory_public(engine: Engine, filter: Filter, values: Reference) -> Report:
    """The report ``territory``, without what tells of a few people or of one organisation.

    A masked cell is empty, and the last column of its row says why. What public bodies give or
    receive is no secret. A person who gives has no pseudonym: one a day and place is counted.
    """
    told = territory(engine, filter, values)
    known, asked = load_territory(values.edition), told.filter
    least = small_cell(values.edition)
    hidden = Hidden(
        masked(_given(engine, asked, told, known, values), _sums(told, known), least),
        masked(_equipped(engine, asked, told, known, values), _sums(told, known), least),
    )
    note = say(
        "Masked: what fewer than {people} people or {organisations} organisations stand behind, of which one "
        "organisation makes more than {percent} %, and what would give such a cell away. Public bodies are no secret.",
        people=str(least.people),
        organisations=str(least.organisations),
        percent=str(least.most_percent),
    )
    return replace(
        told,
        name="territory_public",
        title=say("What is traced of the territory, as it may be published"),
        figures=tuple(one for one in told.figures if WHOLE not in getattr(hidden, _family(one))),
        tables=tuple(_masked(table, hidden) for table in told.tables if table.id not in UNPUBLISHED),
        notes=(*told.notes, note),
    )


def _family(figure: Figure) -> str:
    """The family that a figure of the whole belongs to."""
    return next(family for family, sorts in FAMILIES.items() if figure.id.startswith(sorts))


def _sums(told: Report, known: Territory) -> list[Sum[Key]]:
    """The sums that a reader of the tables can make, totals of totals first."""
    rows = {table.id: [(table.id, str(row[0])) for row in table.rows] for table in told.tables if table.id in LEVELS}
    sums = [Sum(WHOLE, keys) for table, keys in rows.items() if table != "communes" or "departments" not in rows]
    for table, of in (("departments", lambda code: department_among(known, code)), ("groupings", known.grouping_of)):
        inside: defaultdict[Key, list[Key]] = defaultdict(list)
        for key in rows["communes"] if table in rows else ():
            inside[table, of(key[1])].append(key)
        sums += [Sum(total, parts) for total, parts in inside.items()]
    return sums


def _given(engine: Engine, filter: Filter, told: Report, known: Territory, values: Reference) -> dict[Key, Behind]:
    """Who gave, by commune and by category of electrical equipment."""
    crowd = Crowd()
    for row, kind, donor in gifts(engine, filter, known):
        if kind not in PUBLIC:
            for key in _keys(row, filter, known, values):
                if kind in PEOPLE and not donor:
                    crowd.person(key, (row["place"], row["day"]), row["grams"])
                else:
                    crowd.organisation(key, donor or kind, row["grams"])
    return crowd.behind(told)


def _equipped(engine: Engine, filter: Filter, told: Report, known: Territory, values: Reference) -> dict[Key, Behind]:
    """Who was equipped, by commune and by category of electrical equipment."""
    crowd = Crowd()
    for row in places(engine, filter, known, name="equipped_by_place"):
        for key in _keys(row, filter, known, values) if row["recipient_kind"] not in PUBLIC else ():
            if row["recipient_kind"] in PEOPLE:
                crowd.person(key, row["recipient"], row["grams"])
            else:
                crowd.organisation(key, row["recipient"], row["grams"])
    return crowd.behind(told)


def _keys(row: Mapping[str, str], filter: Filter, known: Territory, values: Reference) -> Iterator[Key]:
    """The rows of the tables in which a row of the books counts."""
    place = row["place"]
    yield "communes", place if place == filter.territory else known.today(place)
    yield "weee_categories", weee_of(row["category"], values)


def _masked(table: Table, hidden: Hidden) -> Table:
    """The table with nothing in its masked cells, and in a last column why."""
    if table.id not in LEVELS:
        return table
    places = {column.id: place for place, column in enumerate(table.columns)}
    rows = []
    for row in table.rows:
        cells, why = list(row), []
        for family, sorts in FAMILIES.items():
            reason = getattr(hidden, family).get((table.id, str(row[0])))
            if reason is None:
                continue
            why.append(f"{family}_{reason}")
            for name, place in places.items():
                if name.startswith(sorts):
                    cells[place] = None
        rows.append((*cells, " ".join(why)))
    column = Column("masked", N_("Masked"), words=MASKED, listed=True)
    return replace(table, columns=(*table.columns, column), rows=tuple(rows))
