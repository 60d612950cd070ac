"""The re-use rate of a public body's fleet: what the law counts, from both sides of each boundary."""

from __future__ import annotations

import json
from datetime import date

import pytest
from books.life import Life
from reports_memory import Told

from lifecycle import demonstration, reference
from lifecycle.engine import open_engine
from lifecycle.reports import Filter, Unanswerable
from lifecycle.reports.fleet import fleet
from lifecycle.reports.fleet.scope import ASKS_PROOF, TO_REUSE

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}


@pytest.fixture
def answer(tmp_path):
    """The report on the fleet of TOWN in 2026, on a life told in text."""

    def ask(text, **asked):
        life = Life()
        life.tell(text)
        with open_engine(Told(life), tmp_path / "columns") as engine:
            return fleet(engine, Filter(**(YEAR | {"organisation": "TOWN"} | asked)), reference.load())

    return ask


def retired(number, on="2025-06-01", acquired="2020-01-01", category="laptop", **more):
    said = " ".join(f"{name}={value}" for name, value in more.items())
    bought = f"acquired_on={acquired}" if acquired else ""
    which = f"inventory_number={number}" if number else ""
    return f"{on} organisation:TOWN fleet_unit_retired {which} category={category} {bought} retired_on={on} {said}\n"


def left(number, on="2026-05-01", way="gift", **more):
    said = " ".join(f"{name}={value}" for name, value in more.items())
    which = f"inventory_number={number}" if number else ""
    return f"{on} organisation:TOWN fleet_unit_left {which} way_out={way} {said}\n"


def counts(report):
    return tuple(report.figure(id).value for id in ("stock", "directed", "directed_of_stock"))


def out(report):
    return {row["why"]: row["units"] for row in report.table("left_out").records()}


STAYS = retired("N-STAYS")
"""A unit that is in stock all along."""


def test_the_rate_is_told_in_both_readings(answer):
    """Four in stock on 1 January, one of them given; two more retired and given within the year: 3/4, and 1/4."""
    story = "".join(retired(f"N-{i}") for i in range(4)) + left("N-0")
    story += "".join(retired(f"M-{i}", on="2026-02-01") + left(f"M-{i}") for i in range(2))
    report = answer(story)
    assert counts(report) == (4, 3, 1)
    assert (report.figure("rate").value, report.figure("rate_of_stock").value) == (7500, 2500)
    assert (report.figure("target").value, report.figure("needed").value, report.figure("needed_of_stock").value) == (
        5000,
        0,
        1,
    )
    assert report.figure("target").quantity.sources == ("reen_decree",)


def test_a_rate_may_pass_all(answer):
    """One in stock; three retired and given within the year: 300 %."""
    story = STAYS + "".join(retired(f"M-{i}", on="2026-02-01") + left(f"M-{i}") for i in range(3))
    assert answer(story).figure("rate").value == 30_000


@pytest.mark.parametrize(("day", "stock"), [("2025-12-31", 2), ("2026-01-01", 1)])
def test_the_stock_is_what_was_retired_before_the_first_of_january(answer, day, stock):
    """Retired on 31 December: in stock; on 1 January: not."""
    assert counts(answer(STAYS + retired("N-1", on=day)))[0] == stock


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2025-12-31", (1, 0, 0)), ("2026-01-01", (2, 1, 1)), ("2026-12-31", (2, 1, 1)), ("2027-01-01", (2, 0, 0))],
)
def test_what_left_counts_in_the_year_in_which_it_left(answer, day, expected):
    """Gone on 31 December: neither in stock nor directed; on 1 January: in stock, and directed in the year."""
    assert counts(answer(STAYS + retired("N-1") + left("N-1", on=day))) == expected


@pytest.mark.parametrize(
    ("acquired", "stock", "reasons"),
    [("2015-06-01", 2, {}), ("2015-05-31", 1, {"too_old": 1}), (None, 2, {})],
)
def test_a_unit_older_than_ten_years_when_retired_is_out(answer, acquired, stock, reasons):
    """Ten years to the day: in; a day more: out; unknown age: in, and said."""
    report = answer(STAYS + retired("N-1", acquired=acquired))
    assert (counts(report)[0], out(report)) == (stock, reasons)
    assert any(note.words.startswith("Units of which nobody told when") for note in report.notes) == (acquired is None)


@pytest.mark.parametrize(
    ("category", "stock", "reasons"),
    [
        ("laptop", 2, {}),  # 2: a screen of more than 100 cm²
        ("desktop", 2, {}),  # 6: small equipment of information technology
        ("copier", 1, {"other_category": 1}),  # 4: one dimension over 50 cm
        ("speaker", 1, {"other_category": 1}),  # 5
        ("server", 1, {"category_depends": 1}),  # 4 or 6: after its size
    ],
)
def test_only_categories_two_and_six_count(answer, category, stock, reasons):
    """R. 543-172 II."""
    report = answer(STAYS + retired("N-1", category=category))
    assert (counts(report)[0], out(report)) == (stock, reasons)


@pytest.mark.parametrize("exclusion", ["classified", "special_security"])
def test_what_the_law_excludes_is_out_and_counted(answer, exclusion):
    """Given, but excluded: neither in stock nor directed."""
    report = answer(STAYS + retired("N-1", exclusion=exclusion) + left("N-1"))
    assert (counts(report), out(report)) == ((1, 0, 0), {exclusion: 1})


@pytest.mark.parametrize("way", ["public_body", "gift", "staff_gift", "sale", "take_back", "recycling", "other"])
def test_a_way_out_counts_as_the_decree_says(answer, way):
    """Given, or to another public body: counts. Sold or taken back: not without undertaking and proof. Recycled: never."""
    report = answer(STAYS + retired("N-1") + left("N-1", way=way))
    assert counts(report)[1] == (1 if way in TO_REUSE - ASKS_PROOF else 0)
    assert report.figure("without_proof").value == (1 if way in ASKS_PROOF else 0)


HANDED = """
2026-05-02 PC-1 received
2026-05-03 PC-1 media_absent
2026-06-01 PC-1 handed_over
"""


@pytest.mark.parametrize(
    ("undertaking", "story", "directed", "missing"),
    [
        ("true", HANDED, 1, []),
        ("false", HANDED, 0, ["no_undertaking"]),
        ("true", "", 0, ["no_proof"]),
        ("true", HANDED.replace("2026-06-01", "2027-03-01"), 1, []),
        ("true", HANDED.replace("handed_over", "discarded"), 0, ["no_proof"]),
        ("true", HANDED.replace("received", "received legal=WASTE"), 0, ["no_proof"]),
    ],
)
def test_what_is_sold_counts_with_undertaking_and_hand_over(answer, undertaking, story, directed, missing):
    """Both, one without the other, handed over the year after, discarded, handed over while it was waste."""
    sold = left("N-1", way="sale", taker="ASSO", undertaking=undertaking, device="PC-1")
    report = answer(STAYS + retired("N-1") + sold + story)
    assert counts(report)[1] == directed
    rows = report.table("unproven").records()
    assert [row["missing"] for row in rows] == missing
    assert [row["ask"] for row in rows] == ["ASSO"] * len(missing)


def test_a_hand_over_before_it_left_proves_nothing(answer):
    """PC-1 was handed over in April; the unit left in May."""
    story = HANDED.replace("2026-05", "2026-03").replace("2026-06", "2026-04")
    sold = left("N-1", way="sale", taker="ASSO", undertaking="true", device="PC-1")
    assert counts(answer(STAYS + retired("N-1") + sold + story))[1] == 0


def test_a_machine_is_known_under_each_of_its_labels(answer):
    """The unit became PC-8, which is PC-1's second label."""
    sold = left("N-1", way="sale", taker="ASSO", undertaking="true", device="PC-8")
    story = HANDED + "2026-06-02 PC-1 relabelled new_code=PC-8\n"
    assert counts(answer(STAYS + retired("N-1") + sold + story))[1] == 1


def test_a_lot_proves_as_many_units_as_were_handed_over_out_of_it(answer):
    """Three laptops taken back in lot L-1, opened as a line of three; one line is handed over: three are proven, once."""
    story = retired(None, count=5, acquired="2020-01-01")
    story += left(None, way="take_back", category="laptop", count=5, taker="ASSO", undertaking="true", lot="L-1")
    story += """
    2026-05-02 L-1 lot_opened lines=[("laptop",3,6000,True),("laptop",2,4000,True)]
    2026-06-01 L-1 handed_over line=1
    """
    report = answer(story)
    assert counts(report) == (5, 3, 3)
    assert [row["units"] for row in report.table("unproven").records()] == [2]


def test_where_units_are_unknown_the_first_retired_is_the_first_gone(answer):
    """Three of 2014 and two of 2020, by count; four leave in 2026: three too old, one counts."""
    story = retired(None, on="2025-03-01", count=3, acquired="2014-01-01")
    story += retired(None, on="2025-04-01", count=2) + left(None, category="laptop", count=4)
    report = answer(story)
    assert (counts(report), out(report)) == ((2, 1, 1), {"too_old": 3})
    assert any(note.words.startswith("Units known by count only") for note in report.notes)


def test_what_left_without_having_been_retired_is_out_and_counted(answer):
    """Two retired, three leave, one by a number nobody knows; and nobody retires on the day after."""
    story = retired(None, count=2) + left(None, category="laptop", count=3) + left("N-9")
    story += retired(None, on="2026-05-02", count=1)
    assert out(answer(story)) == {"no_retirement": 2}


def test_a_number_counts_once(answer):
    """Retired twice, left twice: the first of each."""
    story = retired("N-1") + retired("N-1", on="2025-07-01") + left("N-1") + left("N-1", on="2026-06-01")
    report = answer(STAYS + story)
    assert (counts(report), out(report)) == ((2, 1, 1), {"left_twice": 1})


def test_a_corrected_leaving_does_not_count_as_known_since(answer):
    """The gift was another unit's: corrected; as known before, it counts."""
    story = STAYS + retired("N-1") + left("N-1").replace("organisation:TOWN", "=G organisation:TOWN", 1)
    story += "--\n2026-07-01 organisation:TOWN corrected voids=[G]\n"
    assert counts(answer(story)) == (2, 0, 0)
    before = len(Life().memory.recorded) + 3
    assert counts(answer(story, as_of=before)) == (2, 1, 1)


def test_a_year_before_the_decree_has_a_rate_and_no_target(answer):
    """2022: nothing was asked."""
    story = retired("N-1", on="2021-06-01") + left("N-1", on="2022-05-01")
    report = answer(story, first_day="2022-01-01", last_day="2022-12-31")
    assert report.figure("rate").value == 10_000
    with pytest.raises(KeyError):
        report.figure("target")
    assert any(note.words.startswith("The law set no target") for note in report.notes)


def test_nothing_in_stock_is_no_rate(answer):
    """A is 1, B is 0: no rate, and it says why; what left is told all the same."""
    report = answer(retired("N-1", on="2026-02-01") + left("N-1"))
    with pytest.raises(KeyError):
        report.figure("rate")
    assert report.figure("share_of_left").value == 10_000
    assert any(note.words.startswith("Nothing was in stock") for note in report.notes)


def test_the_rate_is_of_a_whole_civil_year(answer):
    """From 2 January: no whole year; a year of which nobody told anything: neither."""
    with pytest.raises(Unanswerable):
        answer(STAYS, first_day="2026-01-02")
    with pytest.raises(Unanswerable):
        answer(STAYS, first_day="2027-01-01", last_day="2027-12-31")
    with pytest.raises(Unanswerable):
        answer("2026-01-05 PC-1 received")


def test_who_is_not_public_is_told_so_and_left_out_of_the_whole(answer):
    """ASSO's own old machines: no authority, and nobody told that it gives as a public body."""
    story = STAYS + left("N-STAYS") + (retired("N-1") + left("N-1")).replace("organisation:TOWN", "organisation:ASSO")
    report = answer(story, organisation=None)
    assert (counts(report), out(report)) == ((1, 1, 1), {"not_public": 1})
    alone = answer(story, organisation="ASSO")
    assert counts(alone) == (1, 1, 1)
    assert any(note.words.startswith("The law binds public bodies") for note in alone.notes)


def test_it_is_not_asked_of_a_category(answer):
    """The law's rate is of all of them."""
    with pytest.raises(Unanswerable):
        answer(STAYS, category="laptop")


# --- figures against a slow count ------------------------------------------------------------------------


def recomputed(facts, year, bodies, handed):
    """(B, A, A of B, without proof), one unit at a time."""
    values = reference.load()
    pool = []
    for fact in facts:
        if fact["kind"] == "fleet_unit_retired" and fact["subject"] in bodies:
            said = fact["facts"]
            pool += [{**said, "body": fact["subject"], "left": None} for _ in range(said["count"])]
    pool.sort(key=lambda unit: unit["retired_on"])
    for fact in sorted((f for f in facts if f["kind"] == "fleet_unit_left"), key=lambda f: f["occurred_on"]):
        said, wanted = fact["facts"], fact["facts"]["count"]
        for unit in pool:
            same = unit.get("inventory_number") == said.get("inventory_number") and unit["body"] == fact["subject"]
            if "inventory_number" not in said:
                same = same and unit["category"] == said["category"] and unit["retired_on"] <= fact["occurred_on"]
            if wanted and same and unit["left"] is None:
                unit["left"], wanted = fact, wanted - 1
    stock = directed = both = without = 0
    for unit in pool:
        bought = unit.get("acquired_on")
        too_old = bought and unit["retired_on"] > f"{int(bought[:4]) + 10}{bought[4:]}"
        if not values.category(unit["category"]).reen_in_scope or unit["exclusion"] != "none" or too_old:
            continue
        gone = unit["left"]["occurred_on"] if unit["left"] else "9999"
        here = unit["retired_on"] < f"{year}-01-01" <= gone
        stock += here
        if gone[:4] == str(year) and (way := unit["left"]["facts"]["way_out"]) in TO_REUSE:
            device = unit["left"]["facts"].get("device")
            proven = unit["left"]["facts"]["undertaking"] and any(gone <= day for day in handed.get(device, ()))
            if way not in ASKS_PROOF or proven:
                directed, both = directed + 1, both + here
            else:
                without += 1
    return stock, directed, both, without


def test_the_demonstration_counts_as_one_unit_at_a_time(tmp_path):
    """Each body of the first demonstration, and the shifted year in which its stock is counted."""
    with demonstration.build(tmp_path / "lifecycle.db") as ledger:
        void = {n for n, _ in ledger.voids()}
        facts = [entry.stored for entry in ledger.facts() if entry.n not in void]
        handed = {}
        for fact in facts:
            if fact["kind"] == "handed_over":
                handed.setdefault(fact["subject"].partition(":")[2], []).append(fact["occurred_on"])
        year = demonstration.load().first_day.year
        bodies = {fact["subject"] for fact in facts if fact["kind"] == "fleet_unit_retired"}
        assert bodies
        with open_engine(ledger, tmp_path / "columns") as engine:
            for body in bodies:
                asked = Filter(
                    first_day=date(year, 1, 1), last_day=date(year, 12, 31), organisation=body.partition(":")[2]
                )
                report = fleet(engine, asked, reference.load())
                found = (*counts(report), report.figure("without_proof").value)
                assert found == recomputed(facts, year, {body}, handed), body
        assert json.dumps(report.to_json())


def test_random_fleets_count_as_one_unit_at_a_time(answer):
    """Fleets by number and by count, retired and gone over three years, in any way, of any age."""
    import random

    dice = random.Random(7)
    facts, story = [], ""

    def tell(kind, day, **said):
        nonlocal story
        text = " ".join(f"{name}={value}" for name, value in said.items())
        story += f"{day} organisation:TOWN {kind} {text}\n"
        defaults = (
            {"count": 1, "exclusion": "none"} if kind == "fleet_unit_retired" else {"count": 1, "undertaking": False}
        )
        facts.append({"kind": kind, "subject": "organisation:TOWN", "occurred_on": day, "facts": defaults | said})

    def some_day(first, last):
        return date.fromordinal(
            dice.randrange(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal())
        ).isoformat()

    ways = sorted(TO_REUSE | {"recycling", "other"})
    for i in range(60):
        day, said = some_day(2024, 2026), {}
        if dice.random() < 0.8:
            said["acquired_on"] = some_day(2012, 2020)
        if dice.random() < 0.1:
            said["exclusion"] = "classified"
        which = {"inventory_number": f"N-{i}"} if i % 2 else {"count": dice.randrange(1, 6)}
        category = dice.choice(["laptop", "desktop", "copier"])
        tell("fleet_unit_retired", day, category=category, retired_on=day, **which, **said)
        if dice.random() < 0.8:
            gone = some_day(int(day[:4]), 2026)
            if i % 2 and gone >= day:
                tell("fleet_unit_left", gone, way_out=dice.choice(ways), **which)
            elif not i % 2:
                tell("fleet_unit_left", gone, way_out=dice.choice(ways), category=category, count=dice.randrange(1, 6))
    proven = (0, 0, 0, 0)
    for year in (2024, 2025, 2026):
        report = answer(story, first_day=f"{year}-01-01", last_day=f"{year}-12-31")
        found = (*counts(report), report.figure("without_proof").value)
        assert found == recomputed(facts, year, {"organisation:TOWN"}, {}), year
        proven = tuple(max(pair) for pair in zip(proven, found, strict=True))
    assert all(proven), "each figure is put to the proof"
