"""What is traced of a territory, in a sentence, as spots of a map, and beside the country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dashboard.draw import Large, Spot, count_of, devices_or_parts, in_mass, kilos, opening
from lifecycle.reference.territory import Centre, Territory
from lifecycle.reports import Column, Figure, Report, Table
from lifecycle.reports.report import Cell
from lifecycle.reports.territory_public import MASKED
from lifecycle.words import N_, _

DEGREE = 1000
MEASURES = {"origin": "collected", "equipment": "served"}
"""View -> the sort of movement that it tells."""
COLUMNS = {
    "origin": ("collected_g", "collected_units", "collected_per_1000"),
    "equipment": ("handed_over_units", "served_g", "served_units", "served_per_1000"),
}
NAMED = ("name", "weee_category", "population")
WHAT = {"origin": N_("collected"), "equipment": N_("served for the first time")}


def columns(view: str) -> tuple[str, ...]:
    """The columns of a table that belong to a view."""
    return (*NAMED, *COLUMNS[view], "why")


def shown(table: Table, view: str) -> Table:
    """A table as a page shows it: a masked cell says so by a sign and a word, and its row says why."""
    places = {column.id: place for place, column in enumerate(table.columns)}
    if "masked" not in places:
        return table
    word, rows = _("masked"), []
    for row in table.rows:
        why = next((one for one in str(row[places["masked"]]).split() if one.startswith(view)), "")
        cells: list[Cell] = list(row)
        for name in COLUMNS[view] if why else ():
            cells[places[name]] = f"▨ {word}"
        rows.append((*cells, why))
    why_column = Column("why", N_("Why it is masked"), words=MASKED)
    return replace(table, columns=(*table.columns, why_column), rows=tuple(rows))


def sentence(report: Report, view: str, place: str, period: str) -> str:
    """How much is traced here, and for 1,000 inhabitants; nothing, masked, or without inhabitants says so."""
    figure = _figure(report, MEASURES[view])
    if figure is None:
        return _("{period}, {place}: masked, since too few people or organisations stand behind it.").format(
            period=period, place=place
        )
    things = _figure(report, f"{MEASURES[view]}_units")
    if not figure.value and not (things and things.value):
        return _("{period}, {place}: nothing is traced in this ledger.").format(period=period, place=place)
    told = (
        _("{period}, {place}: {mass} collected, {things}{share}; traced in this ledger.")
        if view == "origin"
        else _("{period}, {place}: {things} put to use for the first time, {mass}{share}; traced in this ledger.")
    )
    for_each = _figure(report, f"{MEASURES[view]}_per_1000")
    share = _(", that is {mass} for 1,000 inhabitants").format(mass=kilos(for_each.value)) if for_each else ""
    count = devices_or_parts(things.value if things else 0)
    return told.format(period=period, place=place, mass=kilos(figure.value), things=count, share=share)


def _figure(report: Report, id: str) -> Figure | None:
    return next((one for one in report.figures if one.id == id), None)


def figures(report: Report) -> list[Large]:
    """Collected, handed over, served: each with its bounds, and for 1,000 inhabitants."""
    words = {
        "collected": (_("Collected here"), ""),
        "handed_over": (_("Handed over here"), "reused"),
        "served": (_("Served at least once"), "reused"),
    }
    found = []
    for id, (label, line) in words.items():
        if _figure(report, id) is not None:
            large = in_mass(label, id, report, None, line=line)
            each = _figure(report, f"{id}_per_1000")
            told = _("{mass} for 1,000 inhabitants").format(mass=kilos(each.value)) if each else ""
            address = "" if report.name == "territory_public" else opening(report, id)
            found.append(large._replace(beside=(told, *large.beside), address=address))
    return found


def spots(report: Report, level: str, view: str, known: Territory) -> list[Spot]:
    """The places of a level with their centre and what is told of them, for 1,000 inhabitants where that is known."""
    found = []
    for row in report.table(level).records():
        centre = centre_of(str(row["code"]), known)
        value = row[f"{MEASURES[view]}_per_1000"]
        masked = view in str(row.get("masked") or "")
        if centre is not None and (masked or (isinstance(value, int) and value > 0)):
            shown = None if masked else int(value or 0)
            place = (centre.longitude / DEGREE, centre.latitude / DEGREE)
            found.append(Spot(str(row["code"]), str(row["name"]), *place, shown, said(row, view, shown)))
    return sorted(found, key=lambda spot: -(spot.value or 0))


def said(row: Mapping[str, str | int | None], view: str, value: int | None) -> str:
    """What a reader hears of one place."""
    if value is None:
        code = next(one for one in str(row["masked"]).split() if one.startswith(view))
        return f"{row['name']} · {_(MASKED[code])}"
    mass = kilos(int(row[f"{MEASURES[view]}_g"] or 0))
    told = _("{name} · {mass} {what} · {share} for 1,000 inhabitants")
    return told.format(name=row["name"], mass=mass, what=_(WHAT[view]), share=kilos(value))


def centre_of(code: str, known: Territory) -> Centre | None:
    """The centre of a commune; of a grouping or a department, the mean of its communes' weighted by inhabitants."""
    if code in known.centres:
        return known.centres[code]
    inside = [
        (known.centres[one.code], one.population or 0) for one in known.members(code) if one.code in known.centres
    ]
    people = sum(count for _centre, count in inside)
    if not code or not people:
        return None
    return Centre(
        sum(centre.longitude * count for centre, count in inside) // people,
        sum(centre.latitude * count for centre, count in inside) // people,
    )


def around(place: str, report: Report, known: Territory) -> list[tuple[float, float]]:
    """The centres of all communes of the territory, or of the departments in which something is traced."""
    codes = [place] if place in {*known.groupings, *known.departments} else []
    if not codes:
        codes = [str(row["code"]) for row in report.table("departments").records()] if _has_levels(report) else []
    return [
        (known.centres[one.code].longitude / DEGREE, known.centres[one.code].latitude / DEGREE)
        for code in codes
        if code
        for one in known.members(code)
        if one.code in known.centres
    ]


def _has_levels(report: Report) -> bool:
    return any(table.id == "departments" for table in report.tables)


def masked(report: Report, level: str, view: str) -> Iterator[str]:
    """What the public view leaves out, in words."""
    rows = [row for row in report.table(level).records() if view in str(row.get("masked") or "")]
    if rows:
        yield _(
            "{count} places are masked: in the table each says why; on the map, a crossed circle or hatching."
        ).format(count=count_of(len(rows)))


def without_hand_over(report: Report) -> str:
    """How many communes of the territory have no place where anybody was equipped, and how many people live there."""
    rows = next((table.records() for table in report.tables if table.id == "without_hand_over"), [])
    people = sum(int(row["population"] or 0) for row in rows)
    if not rows:
        return _("In each commune of this territory somebody was equipped over the period.")
    told = _("In {count} communes, where {people} people live, nobody was equipped over the period.")
    return told.format(count=count_of(len(rows)), people=count_of(people))
