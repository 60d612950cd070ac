"""The report impact: each property on a small life, and the figure itself recounted with decimals on random lives."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from books.life import PREAMBLE, Life
from impact_values import BASIC, HALF, LAPTOP, POINT, Invented, value
from ledger_facts import WHO
from lives_of_use import Lives
from python_calamine import CalamineWorkbook
from slow_service import Perimeter, Service, Slow
from test_reports_service import engine_of

from lifecycle import reference
from lifecycle.cli import main
from lifecycle.ledger import create
from lifecycle.quantity import Estimate
from lifecycle.reports import FORMATS, Filter, Unanswerable
from lifecycle.reports.impact import impact
from lifecycle.reports.numbers import NARROW, about

POINTS = (
    value("draws", "", "1", "10000"),
    value("survey_threshold", "substitution", "1", "1000000"),
    value("survey_threshold", "service", "1", "2"),
    HALF,
    value("grid", "FR", "kgCO2e/kWh", "0.06"),
    value("life_new", "laptop", "year", "5"),
    value("life_new", "desktop", "year", "6"),
    value("life_new", "smartphone", "year", "2.5"),
    value("life_new", "peripheral", "year", "4"),
    value("embodied", "laptop", "kgCO2e", "200"),
    value("embodied", "desktop", "kgCO2e", "270"),
    value("embodied", "smartphone", "kgCO2e", "80"),
    value("embodied", "peripheral", "kgCO2e", "16"),
    value("use_kwh", "laptop", "kWh/year", "30"),
    value("use_kwh_old", "laptop", "kWh/year", "45"),
    value("use_kwh", "smartphone", "kWh/year", "5"),
    value("refurbishing", "laptop", "kgCO2e", "25"),
    value("refurbishing", "desktop", "kgCO2e", "31"),
    value("refurbishing", "peripheral", "kgCO2e", "1"),
    value("process", "", "kgCO2e", "2.8"),
    value("part", "ssd", "kgCO2e", "29"),
    value("part", "ram", "kgCO2e", "33"),
    value("transport", "van", "kgCO2e/km", "0.32"),
    value("recycling_credit", "laptop", "kgCO2e/kg", "1.2"),
    value("recycling_baseline", "professional", "1", "1"),
    value("recycling_baseline", "household", "1", "0.4"),
    value("recycling_baseline", "unknown", "1", "0.7"),
)
"""Values without bounds: the figure is then a plain sum. No tablet has a footprint, no phone a published burden."""
VALUES = Invented(*POINTS)


def told(text: str) -> Life:
    life = Life()
    life.tell(text)
    return life


def ask(life, values=VALUES, **asked):
    with engine_of(life) as engine:
        return impact(engine, Filter(**asked), values)


def grams(life, id="avoided", values=VALUES, **asked) -> int:
    return ask(life, values, **asked).figure(id).value


def year(number: int) -> dict[str, date]:
    return {"first_day": date(number, 1, 1), "last_day": date(number, 12, 31)}


SERVED = """
2022-01-05 PC-1 received      category=laptop place=44109
2022-01-06 PC-1 media_absent
2022-01-07 PC-1 made_ready
2022-01-10 PC-1 handed_over
2024-01-10 PC-1 returned
"""


def test_service_rendered_is_what_was_observed_less_what_it_took():
    """Two years of five at 200 kg and half of the recipients, less 2.8 kg, less 15 kWh more for half, 45 kWh for the other."""
    expected = (
        Decimal("0.5") * 2 / 5 * 200
        - Decimal("2.8")
        - (Decimal("0.5") * 2 * 15 + Decimal("0.5") * 2 * 45) * Decimal("0.06")
    )
    report = ask(told(SERVED))
    assert report.figure("avoided").value == round(expected * 1000)
    assert report.figure("purchases").value == 40_000
    assert report.figure("refurbishing").value == 2_800
    assert report.figure("extra_use").value == 900
    assert report.figure("added_use").value == 2_700


def test_periods_add_up():
    """The sum of the civil years is the whole: each slice begins where the one before ends."""
    life = told(SERVED)
    assert sum(grams(life, **year(one)) for one in range(2022, 2025)) == grams(life)
    quarters = [(date(2022, 1, 1), date(2022, 8, 17)), (date(2022, 8, 18), date(2024, 12, 31))]
    assert sum(grams(life, first_day=first, last_day=last) for first, last in quarters) == grams(life)


@pytest.mark.parametrize(("line", "months"), [("", 0), ("2023-07-10 PC-1 use_confirmed", 18)])
def test_service_never_counts_to_today(line, months):
    """Never seen again: nothing; confirmed after eighteen months: eighteen, whatever the day asked for."""
    life = told(SERVED.replace("2024-01-10 PC-1 returned", line))
    assert grams(life, "purchases") == 100_000 * months // 60
    assert grams(life, "purchases", last_day=date(2040, 1, 1)) == 100_000 * months // 60


def test_a_loss_ends_at_the_last_evidence_before_it():
    """Confirmed after a year, lost after two."""
    life = told(SERVED.replace("2024-01-10 PC-1 returned", "2023-01-10 PC-1 use_confirmed\n2024-01-10 PC-1 lost"))
    assert grams(life, "purchases") == 20_000


def test_what_its_holder_finds_again_served_all_the_time():
    """Lost after one year, found with its holder after two."""
    life = told(SERVED.replace("2024-01-10 PC-1 returned", "2023-01-10 PC-1 lost\n2024-01-10 PC-1 found where=holder"))
    assert grams(life, "purchases") == 40_000


AGAIN = """
2024-01-11 PC-1 media_absent
2024-01-12 PC-1 handed_over
2029-01-12 PC-1 returned
"""


def test_service_is_capped_over_all_hand_overs_of_one_device():
    """Two years, then five: five of them stand for a new one, not seven; on both sides of the cap."""
    life = told(SERVED + AGAIN)
    assert grams(life, "purchases") == 100_000
    assert grams(life, "purchases", last_day=date(2027, 1, 12)) == 100_000
    assert grams(life, "purchases", last_day=date(2026, 1, 12)) == 80_000


SWAP = """
2023-12-01 PC-2 received      category=laptop place=44109
2023-12-02 PC-2 media_absent
2024-01-10 PC-2 handed_over   replaces=PC-1
2029-01-10 PC-2 returned
"""


def test_an_exchange_adds_no_second_purchase():
    """PC-1 served two years of the purchase it stood for; PC-2 carries it on: five years of one new laptop, not seven."""
    life = told(SERVED.replace("2024-01-10 PC-1 returned\n", "") + SWAP)
    assert grams(life, "purchases") == 100_000
    fresh = told(SERVED + SWAP.replace("replaces=PC-1", ""))
    assert grams(fresh, "purchases") == 140_000


def test_the_device_that_came_back_has_its_own_life():
    """PC-1, exchanged after two years, serves another three elsewhere: its own cap, another purchase."""
    text = SERVED.replace("2024-01-10 PC-1 returned\n", "") + SWAP.replace("2029-01-10", "2024-02-10")
    life = told(text + "2024-03-01 PC-1 media_absent\n2024-03-02 PC-1 handed_over\n2030-03-02 PC-1 returned")
    one_month = 100_000 // 60
    assert abs(grams(life, "purchases") - (40_000 + one_month + 60_000)) <= 1


def test_what_was_waste_is_contested_and_claims_nothing():
    """Handed over while it was waste: neither service nor burden, but named."""
    report = ask(told(SERVED.replace("category=laptop", "category=laptop legal=WASTE")))
    assert report.figure("avoided").value == 0
    assert report.figure("avoided").coverage.left_out == {"contested": 1}


def test_without_a_record_of_the_workshop_the_published_burden_stands():
    """No test, repair, part or readiness written down: 25 kg; after the hand-over is too late."""
    assert grams(told(SERVED.replace("2022-01-07 PC-1 made_ready\n", "")), "refurbishing") == 25_000
    late = "2024-01-11 PC-1 tested"
    assert grams(told(SERVED.replace("2022-01-07 PC-1 made_ready\n", "") + late), "refurbishing") == 25_000


def test_new_parts_weigh_where_they_go_in_and_harvested_ones_nothing():
    """A new SSD before the hand-over; memory during after-sales on its own day; a part of another machine is free."""
    text = SERVED.replace(
        "2022-01-07", "2022-01-06 PC-1 part_installed part=P-1 new=true part_kind=ssd grams=20\n2022-01-07"
    )
    text = text.replace(
        "2024-01-10",
        "2023-05-01 PC-1 taken_in\n2023-05-02 PC-1 part_installed part=P-2 new=true part_kind=ram grams=9\n2023-05-03 PC-1 given_back\n2024-01-10",
    )
    life = told(text)
    assert grams(life, "refurbishing", **year(2022)) == 2_800 + 29_000
    assert grams(life, "refurbishing", **year(2023)) == 33_000
    other = "2022-01-01 PC-9 received category=desktop\n2022-01-02 PC-9 part_removed part=P-3 part_kind=ssd grams=20\n"
    harvested = told(other + SERVED.replace("2022-01-07", "2022-01-06 PC-1 part_installed part=P-3\n2022-01-07"))
    assert grams(harvested, "refurbishing", category="laptop") == 2_800


def test_kilometres_are_shared_by_what_the_trip_brought_and_weigh_once():
    """10,001 m for three machines of one donor: 3,334 m for the first by code, at the first of its hand-overs."""
    came = "\n".join(f"2022-01-05 PC-{i} received category=laptop donor=DON donor_kind=company" for i in (1, 2, 3))
    text = f"2022-01-05 organisation:DON collected metres=10001 vehicle=van\n{came}\n"
    life = told(
        text
        + "2022-01-06 PC-1 media_absent\n2022-01-07 PC-1 made_ready\n2022-01-10 PC-1 handed_over\n2024-01-10 PC-1 returned\n"
        + AGAIN
    )
    assert grams(life, "refurbishing", **year(2022)) == 2_800 + round(3.334 * 320)
    assert grams(life, "refurbishing", **year(2024)) == 25_000


def test_a_new_part_weighs_in_the_machine_that_is_first_to_use_it():
    """Put into one machine, taken out, put into another that is handed over: it weighs there, and not in the first."""
    moved = told(
        """
        2022-01-05 PC-1 received category=laptop place=44109
        2022-01-05 PC-2 received category=laptop place=44109
        2022-01-06 PC-1 part_installed part=P-1 new=true part_kind=ssd grams=20
        2022-01-07 PC-1 part_removed part=P-1 part_kind=ssd grams=20
        2022-01-08 PC-2 part_installed part=P-1
        2022-01-09 PC-1 media_absent
        2022-01-09 PC-2 media_absent
        2022-02-01 PC-1 handed_over
        2022-02-02 PC-2 handed_over
        """
    )
    of_one, of_two = (grams(moved, "refurbishing", device=code, **year(2022)) for code in ("PC-1", "PC-2"))
    assert (of_one, of_two) == (2_800, 2_800 + 29_000)
    assert grams(moved, "refurbishing", **year(2022)) == 2 * 2_800 + 29_000


def test_a_trip_that_brought_nothing_is_named():
    """100 km to a donor, of whom something is received on the next day only: the way is no device's, and is said."""
    life = told("2022-01-04 organisation:DON collected metres=100000 vehicle=van\n" + SERVED)
    assert grams(life) == grams(told(SERVED))
    (note,) = [str(one) for one in ask(life).notes if "tied to no device" in str(one)]
    assert "van, 100,000 m" in note
    assert not [one for one in ask(life, **year(2023)).notes if "tied to no device" in str(one)]


def test_a_vehicle_without_a_value_is_named():
    """Nobody publishes a tractor."""
    report = ask(told("2022-01-05 PC-1 collected metres=900 vehicle=tractor\n" + SERVED))
    assert any("tractor" in str(note) for note in report.notes)
    assert report.figure("refurbishing").value == 2_800


def test_what_has_no_source_is_left_out_by_name_and_never_zero():
    """Tablets have no footprint here: the device is in no figure, the coverage says why."""
    report = ask(told(SERVED + SERVED.replace("PC-1", "PC-2").replace("laptop", "tablet")))
    assert report.figure("avoided").value == grams(told(SERVED))
    assert report.figure("avoided").coverage.left_out == {"no_embodied": 1}
    assert report.figure("avoided").coverage.counted == 1
    assert [row["devices"] for row in report.table("left_out").records()] == [1]


DESKTOP = """
2023-01-10 PC-9 received      category=desktop place=44109
2023-01-11 PC-9 media_absent
2023-02-01 PC-9 handed_over
2025-02-01 PC-9 use_confirmed channel=phone
"""


def test_what_is_left_out_when_it_is_handed_over_is_left_out_of_every_year():
    """The burden of desktops is known from 2024 only: a tower of 2023 never avoids anything without having cost."""
    later = Invented(
        *(one for one in POINTS if (one.name, one.key) != ("refurbishing", "desktop")),
        value("refurbishing", "desktop", "kgCO2e", "31", since=date(2024, 1, 1)),
    )
    for days in (year(2023), year(2024), year(2025), {}):
        figure = ask(told(DESKTOP), later, **days).figure("avoided")
        assert (figure.value, figure.coverage.counted) == (0, 0), days
        assert figure.coverage.left_out == {"no_refurbishing": 1}, days


def test_a_year_without_a_value_leaves_out_its_own_devices_alone():
    """Footprints are known from 2023: the laptop of 2022 is left out, that of 2023 counts as ever."""
    since = value("embodied", "laptop", "kgCO2e", "200", since=date(2023, 1, 1))
    values = Invented(*(one for one in POINTS if (one.name, one.key) != ("embodied", "laptop")), since)
    both = told(SERVED + SERVED.replace("PC-1", "PC-2").replace("2022", "2023").replace("2024", "2025"))
    alone = told(SERVED.replace("2022", "2023").replace("2024", "2025"))
    figure = ask(both, values).figure("avoided")
    assert figure.value == grams(alone, values=values)
    assert (figure.coverage.counted, figure.coverage.left_out) == (1, {"no_embodied": 1})


def test_a_part_of_after_sales_without_a_value_is_named_and_erases_nothing():
    """A graphics card, which no source values, goes in two years after the hand-over."""
    before = told(SERVED.replace("2024-01-10 PC-1 returned", "2023-01-10 PC-1 use_confirmed channel=phone"))
    after = told(
        SERVED.replace(
            "2024-01-10 PC-1 returned",
            """2023-01-10 PC-1 use_confirmed channel=phone
            2024-02-01 PC-1 taken_in
            2024-02-02 PC-1 part_installed new=yes part=G-1 part_kind=graphics_card grams=500
            2024-02-03 PC-1 given_back""",
        )
    )
    assert grams(after, **year(2022)) == grams(before, **year(2022)) != 0
    report = ask(after)
    assert report.figure("avoided").coverage.counted == 1
    assert any("graphics_card" in str(note) for note in report.notes)


def test_voiding_a_fact_removes_exactly_its_contribution():
    """With a confirmation, without it, and with it void: the last two are equal, and what was known stays known."""
    text = SERVED.replace("2024-01-10 PC-1 returned", "2023-01-10 =A PC-1 use_confirmed")
    life = told(text)
    before, known = grams(life), len(life.memory.recorded)
    life.tell("2025-01-01 organisation:ASSO corrected voids=[A]")
    assert grams(life) == grams(told(SERVED.replace("2024-01-10 PC-1 returned", "")))
    assert grams(life, as_of=known) == before


def test_other_labels_of_a_machine_prove_its_use():
    """Confirmed under its new label."""
    text = SERVED.replace(
        "2024-01-10 PC-1 returned", "2022-02-01 PC-1 relabelled new_code=PC-9\n2023-01-10 PC-9 use_confirmed"
    )
    assert grams(told(text), "purchases") == 20_000


def test_lines_count_their_things():
    """Ten keyboards, given together, returned after a year."""
    life = told(
        "2022-01-05 L-1 lot_opened lines=[('peripheral',10,4000,True)]\n2022-01-10 L-1 handed_over\n2023-01-10 L-1 returned"
    )
    report = ask(life)
    assert report.figure("purchases").value == 10 * 2_000
    assert report.figure("refurbishing").value == 10 * 1_000


def test_places_are_those_of_the_hand_over():
    """Collected in 44109, handed over in 35238."""
    life = told(SERVED.replace("handed_over", "handed_over place=35238"))
    assert grams(life, territory="35") == grams(life)
    assert grams(life, territory="44") == 0


def test_few_answers_are_screening_and_many_are_a_measure():
    """Thirty answers: the share of those who would have bought new, between bounds; one fewer: the literature."""
    text = ""
    for i in range(30):
        text += (
            SERVED.replace("PC-1", f"PC-{i}")
            + f"2022-01-10 PC-{i} substitution_answered answer={'new' if i < 6 else 'borrowed_or_none'}\n"
        )
    values = Invented(*BASIC, LAPTOP)
    measured = ask(told(text), values).figure("avoided")
    assert not measured.coverage.observed.screening
    assert ask(told(text), values).figure("substitution").value == round(7 / 32 * 10_000)
    fewer = told(text.replace("2022-01-10 PC-29 substitution_answered answer=borrowed_or_none\n", ""))
    assert ask(fewer, values).figure("avoided").coverage.observed.screening
    again = told(text + "2022-02-10 PC-29 substitution_answered answer=does_not_know")
    assert ask(again, values).figure("avoided").coverage.observed.screening, "the last answer counts"


def test_one_rate_holds_for_all_days_and_things_so_that_they_add_up():
    """Asked two years late: 2022, 2023 and both together rest on the same thirty answers; so does each machine."""
    values = Invented(*BASIC, POINT)
    text = "".join(
        SERVED.replace("PC-1", f"PC-{i}") + f"2024-02-10 PC-{i} substitution_answered answer=new\n" for i in range(30)
    )
    life = told(text)
    whole = grams(life, "purchases", values)
    assert whole == sum(grams(life, "purchases", values, **year(number)) for number in (2022, 2023, 2024))
    assert abs(whole - 30 * grams(life, "purchases", values, device="PC-7")) <= 30
    assert not ask(life, values, **year(2022)).figure("avoided").coverage.observed.screening


def test_bounds_come_from_the_draws_and_repeat():
    """P5 ≤ P50 ≤ P95, the same digits each time; without any bound in the sources there is none."""
    values = Invented(*BASIC, LAPTOP)
    one, other = (ask(told(SERVED), values).figure("avoided").quantity for _ in range(2))
    assert one.low < one.central < one.high
    assert one == other
    assert ask(told(SERVED)).figure("avoided").quantity.low is None


def test_what_is_expected_stands_apart():
    """Handed over in 2022, never seen again: nothing rendered; no second life is published, so it is left out there."""
    life = told(SERVED.replace("2024-01-10 PC-1 returned", ""))
    report = ask(life, **year(2022))
    assert report.figure("purchases").value == 0
    assert report.figure("expected").coverage.left_out == {"no_second_life": 1}
    published = Invented(*POINTS, value("second_life", "laptop", "year", "3"))
    expected = ask(life, published, **year(2022)).figure("expected")
    assert expected.value == round(
        (Decimal("0.5") * 3 / 5 * 200 - Decimal("2.8") - Decimal("3.6") * Decimal("1.5")) * 1000
    )


def test_enough_ends_tell_how_long_devices_serve():
    """Two ends are enough here: after two years each, without spread; the published second life steps back."""
    values = Invented(*POINTS, value("second_life", "laptop", "year", "3"))
    two = told(SERVED + SERVED.replace("PC-1", "PC-2"))
    assert ask(two, values).table("lives").records()[0]["months"] == 24
    assert ask(told(SERVED), values).table("lives").rows == ()


def test_an_organisation_s_own_value_holds_for_what_it_handed_over():
    """ASSO declares that its laptops stand for six years; those of ASSO2 keep the reference's five."""
    declared = "2022-01-01 organisation:ASSO factor_declared factor=life_new category=laptop value=6 unit=year reason=measured\n"
    both = SERVED + SERVED.replace("PC-1", "PC-2").replace(
        "\n2022-01-05 PC-2 received", "\n2022-01-05 PC-2 received acting=ASSO2"
    ).replace("PC-2 handed_over", "PC-2 handed_over acting=ASSO2")
    life = told(declared.replace("value=6", 'value="6"') + both)
    report = ask(life)
    assert report.figure("purchases").value == 33_333 + 40_000
    assert any("ASSO" in str(note) and "life_new" in str(note) for note in report.notes)
    rows = report.table("by_category").records()
    assert [(row["category"], row["organisation"]) for row in rows] == [("laptop", ""), ("laptop", "ASSO")]
    odd = told(declared.replace("value=6", 'value="6"').replace("factor=life_new", "factor=moon_phase") + SERVED)
    assert any("moon_phase" in str(note) for note in ask(odd).notes)


RECYCLED = """
2024-02-01 PC-1 discarded waste_code="20 01 36"
2024-02-02 L-1  lot_packed devices=[PC-1]
2024-02-03 L-1  lot_dispatched grams=2000
2024-02-04 L-1  lot_received net=2000
2024-03-02 L-1  treatment_certified fractions=[(1500,"R 4","recycling"),(500,"D 10","disposal")]
"""


@pytest.mark.parametrize(("kind", "credit"), [("person", 1080), ("company", 0), ("unknown", 540)])
def test_recycling_is_credited_apart_with_its_additional_share(kind, credit):
    """1.5 kg at 1.2 kg CO2e, of which households would have recycled two fifths anyway, companies all."""
    life = told(SERVED.replace("place=44109", f"place=44109 donor_kind={kind}") + RECYCLED)
    report = ask(life)
    assert report.figure("recycling_credit").value == credit
    assert report.figure("recycling_gross").value == 1800
    assert report.figure("recycled").coverage.weighed_g == 1500
    assert report.figure("avoided").value == grams(told(SERVED))


def test_equivalences_are_silent_at_nothing_and_below():
    """A machine handed over and never seen again has only cost."""
    values = Invented(*POINTS, value("equivalence", "car_km", "kgCO2e/km", "0.2"))
    assert ask(told(SERVED), values).table("equivalences").rows
    assert not ask(told(SERVED.replace("2024-01-10 PC-1 returned", "")), values).table("equivalences").rows


def test_a_newer_edition_changes_nothing_under_the_older_one():
    """The report in edition 2026-2 is what it is, whatever the newest; both name theirs."""
    life = told(SERVED)
    report = ask(life, reference.load("2026-2"))
    assert report.figure("avoided").edition == "2026-2"
    assert ask(life, reference.load("2026-1")).figure("avoided").coverage.left_out == {"no_substitution": 1}
    assert ask(life, reference.load("2026-2")).to_json()["figures"] == report.to_json()["figures"]


def test_it_is_narrowed_by_what_it_can_tell():
    """An unknown slice is refused elsewhere; a device and a category are not."""
    life = told(SERVED)
    assert grams(life, device="PC-1") == grams(life, category="laptop") == grams(life)
    assert grams(life, category="desktop") == 0
    with pytest.raises(Unanswerable):
        ask(life, as_of=10_000)


# --- the figure itself, the slow way ------------------------------------------------------------------


def slow_avoided(slow: Slow) -> tuple[Decimal, set[tuple[str, str]]]:
    """Kilograms, from the uses one by one, and what is left out, with decimals."""
    of = {(one.name, one.key): one.central for one in POINTS}
    left_out = set()
    for use in slow.claimed:
        needed = [("embodied", use.category), ("life_new", use.category)]
        needed += [("part", kind) for kind in use.words.split()[1:]]
        needed += [] if use.record else [("refurbishing", use.category)]
        if any(one not in of for one in needed):
            left_out.add((use.category, use.words))
    total = Decimal(0)
    half, grid = of["substitution", ""], of["grid", "FR"]
    for (_year, category, words, _begun, start, end), devices in slow.service_cells().items():
        if (category, words) in left_out:
            continue
        life, years = of["life_new", category], Decimal(end - start) / 12
        served = min(Decimal(end) / 12 / life, 1) - min(Decimal(start) / 12 / life, 1)
        total += devices * half * served * of["embodied", category]
        if ("use_kwh", category) in of:
            new = of["use_kwh", category]
            old = of.get(("use_kwh_old", category), new)
            total -= devices * half * years * (old - new) * grid + devices * (1 - half) * years * old * grid
    for (_year, category, words, _begun, what), amount in slow.burden().items():
        family, _colon, key = what.partition(":")
        if (category, words) not in left_out:
            each = of.get((family, category if family == "refurbishing" else key), Decimal(0))
            total -= each * (Decimal(amount) / 1000 if family == "transport" else amount)
    return total, left_out


SECOND_LIVES = {"laptop": Decimal(3), "desktop": Decimal(4), "peripheral": Decimal(2)}
RARE = [
    value("survey_threshold", "service", "1", "1000000"),
    *(value("second_life", key, "year", str(years)) for key, years in SECOND_LIVES.items()),
]
EXPECTING = Invented(*(one for one in POINTS if (one.name, one.key) != ("survey_threshold", "service")), *RARE)
"""The same values, with published second lives: too few ends are ever seen."""


def slow_expected(slow: Slow, left_out: set[tuple[str, str]]) -> Decimal:
    """Kilograms that the hand-overs within the days may be expected to avoid, with decimals."""
    of = {(one.name, one.key): one.central for one in POINTS}
    half, grid, total, begun = of["substitution", ""], of["grid", "FR"], Decimal(0), set()
    for (in_year, category, words, served), devices in slow.handed().items():
        if (category, words) in left_out or category not in SECOND_LIVES:
            continue
        begun.add((in_year, category, words))
        life, before, years = of["life_new", category], Decimal(served) / 12, SECOND_LIVES[category]
        credit = min((before + years) / life, 1) - min(before / life, 1)
        total += devices * half * credit * of["embodied", category]
        if ("use_kwh", category) in of:
            new = of["use_kwh", category]
            old = of.get(("use_kwh_old", category), new)
            total -= devices * years * (half * (old - new) + (1 - half) * old) * grid
    for (in_year, category, words, of_year, what), amount in slow.burden().items():
        family, _colon, key = what.partition(":")
        if in_year == of_year and (in_year, category, words) in begun:
            each = of.get((family, category if family == "refurbishing" else key), Decimal(0))
            total -= each * (Decimal(amount) / 1000 if family == "transport" else amount)
    return total


@pytest.mark.parametrize("block", range(10))
def test_the_figure_is_that_of_a_slow_recomputation_on_random_lives(block):
    """100 more random lives, to the gram; devices left out as well."""
    for seed in range(1000 + 10 * block, 1010 + 10 * block):
        lives = Lives(seed)
        service = Service([one.fact for one in lives.memory.recorded], lives.memory.reference)
        for asked in ({} if seed % 2 else year(2023),):
            slow = Slow(service, Perimeter(*asked.values()))
            expected, left_out = slow_avoided(slow)
            report = ask(lives.life, EXPECTING, **asked)
            assert abs(report.figure("avoided").value - expected * 1000) <= 1, (seed, asked)
            to_come = slow_expected(slow, left_out)
            assert abs(report.figure("expected").value - to_come * 1000) <= 1, (seed, asked)
            active = Counter((use.category, use.words) for use in slow.claimed if is_active(use, slow.asked))
            coverage = report.figure("avoided").coverage
            assert coverage.counted == sum(count for key, count in active.items() if key not in left_out), seed
            assert sum(coverage.left_out.values()) - slow.contested == sum(active[key] for key in left_out), seed


def is_active(use, asked: Perimeter) -> bool:
    """Handed over within the days, or told of since they began."""
    return asked.within(use.handed) or (use.last >= asked.first and (use.last > use.handed or use.ended))


# --- how it is told ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (Estimate(139_730, 80_200, 195_400, "gCO2e"), "about 140 kg CO₂e (80 – 200)"),
        (Estimate(-139_730, -195_400, 80_200, "gCO2e"), "about −140 kg CO₂e (−200 – 80)"),
        (Estimate(12_345_678, 12_000_000, 13_000_000, "gCO2e"), "about 12,300 kg CO₂e (12,000 – 13,000)"),
        (Estimate(3_373_930, None, None, "gCO2e"), "about 3,400 kg CO₂e (without range)"),
        (Estimate(1_234, 1_100, 1_400, "gCO2e"), "about 1.23 kg CO₂e (1.10 – 1.40)"),
        (Estimate.exact(0, "gCO2e"), "0.000 kg CO₂e"),
    ],
)
def test_emissions_have_no_more_digits_than_their_interval_deserves(quantity, shown):
    """For people alone: programs get every gram."""
    assert about(quantity).replace(NARROW, " ") == shown


def test_the_terminal_rounds_and_the_sheet_does_not():
    """Rounded figures and rows in the text; grams to the last in CSV and JSON."""
    report = ask(told(SERVED), Invented(*BASIC, LAPTOP))
    quantity = report.figure("avoided").quantity
    assert about(quantity) in FORMATS["table"](report).decode()
    assert f"{quantity.central / 1000:.3f}".replace(".", ",") in FORMATS["csv"](report).decode()
    assert report.to_json()["figures"][0]["low"] == quantity.low


def test_each_drawn_figure_says_how_often_its_own_draws_are_below_zero():
    """A laptop handed over and never seen again: what it took is never below zero, what it avoids always is."""
    report = ask(told(SERVED.replace("2024-01-10 PC-1 returned", "")), Invented(*BASIC, LAPTOP), **year(2022))
    assert report.figure("avoided").coverage.observed.below_zero == 1
    assert report.figure("refurbishing").coverage.observed.below_zero == 0
    assert report.figure("devices").coverage.observed.below_zero is None


def test_people_read_categories_units_and_decimals_and_programs_get_codes():
    """In the text and the sheet by name, in JSON as they are kept; a table without a row is left to programs."""
    report = ask(told(SERVED), Invented(*POINTS))
    text = FORMATS["table"](report).decode()
    assert "  Laptop" in text
    assert "kg CO₂e/kWh" in text
    assert not report.table("left_out").rows
    assert "Devices left out, and why" not in text
    kept = next(row for row in report.table("values").records() if row["name"] == "embodied")
    assert (kept["key"], kept["unit"]) == ("laptop", "kgCO2e")
    book = CalamineWorkbook.from_filelike(io.BytesIO(FORMATS["xlsx"](report)))
    (row,) = [
        row for row in book.get_sheet_by_name("Values in the figures").to_python() if row[0].startswith("Footpri")
    ]
    assert row[1:3] == ["Laptop", float(kept["value"])]


def test_what_lacks_every_value_is_not_known_and_never_zero():
    """A tower without any published burden: the text says so, JSON gives no number, the sheet an empty cell."""
    values = Invented(*(one for one in POINTS if (one.name, one.key) != ("refurbishing", "desktop")))
    report = ask(told(DESKTOP), values)
    assert not report.figure("avoided").known
    assert "not known" in FORMATS["table"](report).decode()
    assert report.to_json()["figures"][0]["value"] is None
    assert ask(told(SERVED), values).figure("avoided").known


def test_what_an_old_machine_draws_beyond_a_new_one_is_not_known_without_a_source():
    """No source says it of laptops here: the term is no zero, and the report says what was taken instead."""
    values = Invented(*(one for one in POINTS if one.name != "use_kwh_old"))
    report = ask(told(SERVED), values)
    assert not report.figure("extra_use").known
    assert report.figure("added_use").value > 0
    assert any("draws beyond a new one" in str(note) for note in report.notes)
    assert ask(told(SERVED)).figure("extra_use").known


def test_who_wrote_down_no_place_is_in_no_territory_and_that_is_said():
    somewhere, nowhere = told(SERVED), told(SERVED.replace(" place=44109", ""))
    assert not [note for note in ask(somewhere, territory="44").notes if "nobody wrote" in str(note)]
    (note,) = [str(note) for note in ask(nowhere, territory="44").notes if "nobody wrote" in str(note)]
    assert "down: 1." in note


def test_another_method_answers_on_the_same_perimeter_by_the_command(tmp_path, capfd):
    """One laptop handed over: Restart's own figure for a laptop of middling size; an unknown method is wrong use."""
    facts = [one for batch in Life().facts(PREAMBLE + SERVED) for one in batch]
    with create(tmp_path / "l.db") as ledger:
        ledger.append(facts, **WHO)

    def run(*asked: str):
        code = main(["report", *asked, "--ledger", str(tmp_path / "l.db"), "--year", "2022", "--json"])
        out, _err = capfd.readouterr()
        return code, json.loads(out)["figures"] if out else []

    code, figures = run("impact", "--method", "restart_fixometer")
    (gas,) = [one for one in figures if one["unit"] == "gCO2e"]
    assert (code, gas["method"], gas["value"]) == (0, "restart_fixometer", 132_660)
    code, figures = run("impact", "--method", "ours_v1")
    assert (code, figures[0]["method"]) == (0, "lifecycle")
    assert run("impact", "--method", "nobody") == (2, [])
    assert run("mass", "--method", "lifecycle") == (2, [])
