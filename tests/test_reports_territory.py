"""What is traced of the territory: communes add up to groupings, departments and figures."""

from __future__ import annotations

from collections import defaultdict

import pytest
from books.life import Life
from reports_memory import Told

from lifecycle import demonstration, reference
from lifecycle.engine import open_engine
from lifecycle.reference.territory import load_territory
from lifecycle.reports import Filter, Unanswerable
from lifecycle.reports.mass import mass
from lifecycle.reports.territory import WHAT, territory

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
NANTES, REZE, LYON_1, LYON = "44109", "44143", "69381", "69123"
SUMS = [f"{what}_{unit}" for what in WHAT for unit in ("g", "units")]


@pytest.fixture
def answer(tmp_path):
    """The report on a life told in text."""

    def ask(text, **asked):
        life = Life()
        life.tell(text)
        with open_engine(Told(life), tmp_path / "columns") as engine:
            return territory(engine, Filter(**(YEAR | asked)), reference.load())

    return ask


def row(report, code, table="communes"):
    return next((row for row in report.table(table).records() if row["code"] == code), None)


def machine(code, grams, home, day="2026-01-05"):
    place = f" place={home}" if home else ""
    return (
        f"{day} {code} received category=laptop{place}\n{day} {code} weighed grams={grams}\n{day} {code} media_absent\n"
    )


STORY = (
    machine("PC-1", 2000, NANTES)
    + machine("PC-2", 2200, NANTES)
    + machine("PC-3", 2400, LYON_1)
    + machine("PC-4", 2600, None)
    + f"2026-02-01 PC-1 handed_over place={REZE}\n2026-02-02 PC-3 handed_over place={LYON}\n"
)


def test_where_things_come_from_and_where_people_are_equipped_are_two_places(answer):
    """PC-1 comes from Nantes and is handed over in Rezé."""
    report = answer(STORY)
    assert (row(report, NANTES)["collected_g"], row(report, NANTES)["handed_over_g"]) == (4200, 0)
    assert (
        row(report, REZE)["collected_g"],
        row(report, REZE)["handed_over_g"],
        row(report, REZE)["served_units"],
    ) == (0, 2000, 1)
    assert row(report, NANTES)["name"] == "Nantes"
    assert "Nantes" in row(report, NANTES)["grouping"]


def test_a_district_stands_under_its_commune(answer):
    """Collected in the first district of Lyon, handed over in Lyon: one row."""
    report = answer(STORY)
    assert (row(report, LYON)["collected_g"], row(report, LYON)["handed_over_g"], row(report, LYON_1)) == (
        2400,
        2400,
        None,
    )
    alone = answer(STORY, territory=LYON_1)
    assert row(alone, LYON_1)["population"] == load_territory("2026-1").population(LYON_1)
    assert alone.figure("collected").value == 2400


def test_what_has_no_place_has_a_row_of_its_own(answer):
    """PC-4: nobody told."""
    report = answer(STORY)
    assert (row(report, "")["collected_g"], row(report, "")["population"], row(report, "")["collected_per_1000"]) == (
        2600,
        None,
        None,
    )
    assert any(note.words.startswith("Nobody told where") for note in report.notes)


def test_a_code_that_is_no_commune_has_no_inhabitants(answer):
    """99999: said, not guessed."""
    report = answer(machine("PC-1", 2000, "99999"))
    assert row(report, "99999")["collected_per_1000"] is None
    assert row(report, "", "groupings")["collected_g"] == row(report, "", "departments")["collected_g"] == 2000
    assert any("99999" in str(note) for note in report.notes)


def test_grams_are_told_for_a_thousand_inhabitants(answer):
    """20 kg collected in Rezé; rounded half up."""
    report = answer(machine("PC-1", 20_000, REZE).replace("laptop", "copier"), territory=REZE)
    population = load_territory("2026-1").population(REZE)
    expected = (2 * 1000 * 20_000 + population) // (2 * population)
    assert row(report, REZE)["collected_per_1000"] == expected
    figure = report.figure("collected_per_1000")
    assert (figure.value, figure.unit, figure.quantity.low) == (expected, "g_per_1000_inhabitants", expected)
    assert "decoupage_administratif" in figure.quantity.sources


def test_a_commune_alone_has_no_totals_and_a_department_has(answer):
    """Of one commune there is nothing to add up; a department's grouping counts its own inhabitants."""
    assert [table.id for table in answer(STORY, territory=NANTES).tables][:2] == ["communes", "weee_categories"]
    report = answer(STORY, territory="44")
    assert [table.id for table in report.tables][:4] == ["communes", "groupings", "departments", "weee_categories"]
    assert row(report, "44", "departments")["collected_g"] == 4200
    assert report.figure("collected").value == 4200


def test_what_is_handed_over_twice_serves_once(answer):
    """Rezé, back, Nantes: two hand-overs, first served in Rezé."""
    story = (
        machine("PC-1", 2000, NANTES)
        + f"""
    2026-02-01 PC-1 handed_over  place={REZE}
    2026-03-01 PC-1 returned
    2026-03-02 PC-1 media_absent
    2026-04-01 PC-1 handed_over  place={NANTES}
    """
    )
    report = answer(story)
    assert [row(report, code)["handed_over_units"] for code in (REZE, NANTES)] == [1, 1]
    assert [row(report, code)["served_units"] for code in (REZE, NANTES)] == [1, 0]


def test_it_is_not_asked_of_one_device(answer):
    """A device has a page of its own."""
    with pytest.raises(Unanswerable):
        answer(STORY, device="PC-1")


def totals(rows):
    return {name: sum(row[name] for row in rows) for name in SUMS}


@pytest.mark.parametrize("asked", [{}, {"territory": "44"}, {"category": "laptop"}, {"organisation": True}])
def test_the_demonstration_adds_up_at_every_level(tmp_path, asked):
    """The year: communes, groupings, departments and figures agree, with a slow sum and with the mass report."""
    setting = demonstration.load()
    year = setting.first_day.year
    if "organisation" in asked:
        asked = {"organisation": setting.house[0].code}
    filter = Filter(first_day=f"{year}-01-01", last_day=f"{year}-12-31", **asked)
    with demonstration.build(tmp_path / "lifecycle.db") as ledger:
        legs = [leg for _, leg in ledger.legs() if leg.day[:4] == str(year)]
        with open_engine(ledger, tmp_path / "columns") as engine:
            report = territory(engine, filter, reference.load())
            whole = mass(engine, filter, reference.load())
    levels = [totals(report.table(id).records()) for id in ("communes", "groupings", "departments")]
    assert levels[0] == levels[1] == levels[2]
    for what, named in (("collected", "receptions"), ("handed_over", "hand_overs"), ("served", "served")):
        for unit in ("g", "units"):
            suffix = "_units" if unit == "units" else ""
            assert levels[0][f"{what}_{unit}"] == report.figure(f"{what}{suffix}").value
            assert report.figure(f"{what}{suffix}").value == whole.figure(f"{named}{suffix}").value
    assert report.figure("collected").value > 0
    assert {code: sums for code, sums in recomputed(legs, filter).items() if any(sums.values())} == {
        row["code"]: {name: row[name] for name in SUMS} for row in report.table("communes").records()
    }


def recomputed(legs, filter):
    """Commune -> sums, leg by leg."""
    known, found = load_territory("2026-1"), defaultdict(lambda: dict.fromkeys(SUMS, 0))
    moved = defaultdict(lambda: [0, 0])

    def add(place, what, grams, units):
        if place.startswith(filter.territory or ""):
            found[known.today(place)][f"{what}_g"] += grams
            found[known.today(place)][f"{what}_units"] += units

    for leg in legs:
        if filter.category not in {None, leg.category} or filter.organisation not in {None, leg.organisation}:
            continue
        if leg.account == "outside" and leg.kind in {"received", "lot_opened", "lot_received"}:
            add(leg.home_place, "collected", -leg.grams, -leg.units)
        if leg.account in {"use", "support"} and leg.first and leg.line in {"reused", "prepared", "parts"}:
            add(leg.place, "served", leg.grams, leg.units)
        if leg.account in {"use", "support"} and leg.kind == "handed_over":
            sums = moved[leg.place, leg.fact, leg.item]
            sums[0], sums[1] = sums[0] + leg.grams, sums[1] + leg.units
    for (place, _fact, _item), (grams, units) in moved.items():
        if grams > 0 or (grams == 0 and units > 0):
            add(place, "handed_over", grams, units)
    return found
