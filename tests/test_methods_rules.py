"""The formulas of the named methods, on the invented weights of their owners' own tests.

What each owner publishes with real categories is asked of the command, in test_methods.py. Sources of the
cases: LcaStatsTest and DeviceStatsTest of restarters.net, the tests of devicehub-django and of BoaviztAPI, as
facts; no code of theirs is here.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from lifecycle.impact.methods.ademe_recond_2022 import over_years
from lifecycle.impact.methods.boaviztapi import Range, Rounding, embedded, use
from lifecycle.impact.methods.epa_warm_v16 import credit_against_landfill, per_kilogram
from lifecycle.impact.methods.ereuse2025 import (
    Reading,
    electricity,
    hours_asleep,
    power_on_hours,
    reuse_time,
    total_usage,
)
from lifecycle.impact.methods.ey_3stepit import one_twice, two_new
from lifecycle.impact.methods.fraunhofer_refurbed import share_avoided
from lifecycle.impact.methods.impactco2 import whole_life
from lifecycle.impact.methods.restart_fixometer import Item, co2e_prevented, waste_prevented

D = Decimal

# --- The Restart Project ---------------------------------------------------------------------

RATIOS = {True: D("32.06679233"), False: D("17.70147059")}
POWERED = Item(powered=True, mass=D(4), footprint=D("14.4"))
UNPOWERED = Item(powered=False, mass=D(5), footprint=D("15.5"))
POWERED_MISC = Item(powered=True, mass=D(0), footprint=D(0))
UNPOWERED_MISC = Item(powered=False, mass=D(0), footprint=D(0))


def estimated(item: Item, kilograms: str) -> Item:
    return Item(item.powered, item.mass, item.footprint, D(kilograms))


def not_fixed(item: Item) -> Item:
    return Item(item.powered, item.mass, item.footprint, item.estimate, fixed=False)


def told(*items: Item) -> tuple[D, D, D, D]:
    """Waste of powered and unpowered items (kg), CO2e of both (kg), to the hundredth."""
    waste = [sum((waste_prevented(i) for i in items if i.powered is sort), D(0)) for sort in (True, False)]
    co2e = [
        sum((co2e_prevented(i, ratio=RATIOS[sort], displacement=D("0.5")) for i in items if i.powered is sort), D(0))
        for sort in (True, False)
    ]
    return tuple(round(value, 2) for value in (*waste, *co2e))  # type: ignore[return-value]


STEPS = [
    ("R1", [POWERED], "4 0 7.2 0"),
    ("R2", [POWERED_MISC], "4 0 7.2 0"),
    ("R3", [UNPOWERED], "4 5 7.2 7.75"),
    ("R4", [UNPOWERED_MISC], "4 5 7.2 7.75"),
    ("R5", [POWERED], "8 5 14.4 7.75"),
    ("R6", [estimated(POWERED_MISC, "1.23")], "9.23 5 34.12 7.75"),
    ("R7", [estimated(UNPOWERED, "4.56")], "9.23 9.56 34.12 48.11"),
    (
        "R8",
        [not_fixed(POWERED), not_fixed(UNPOWERED), not_fixed(estimated(POWERED_MISC, "9"))],
        "9.23 9.56 34.12 48.11",
    ),
]
"""Each step adds to those before; the row of worked_examples.csv that it is."""


@pytest.mark.parametrize("step", range(len(STEPS)), ids=[name for name, _items, _sums in STEPS])
def test_repairs_add_up_as_the_owner_adds_them(step):
    items = [item for _name, added, _sums in STEPS[: step + 1] for item in added]
    assert told(*items) == tuple(D(each) for each in STEPS[step][2].split())


def test_a_powered_item_of_a_category_ignores_an_entered_weight_and_an_unpowered_one_does_not():
    """A laptop somebody estimated at 9 kg; a chair somebody estimated at 9 kg."""
    assert waste_prevented(estimated(POWERED, "9")) == 4
    assert waste_prevented(estimated(UNPOWERED, "9")) == 9


def test_an_estimate_of_zero_is_none():
    """An unpowered item with an estimate of 0 kg counts with its category; a miscellaneous one with nothing."""
    assert told(estimated(UNPOWERED, "0")) == (0, 5, 0, D("7.75"))
    assert told(estimated(UNPOWERED_MISC, "0"), estimated(POWERED_MISC, "0")) == (0, 0, 0, 0)


def test_miscellaneous_items_count_by_their_estimates():
    """The group of the owner's test: 1.23 kg powered beside 4 kg, 4.56 kg unpowered beside 5 kg."""
    items = POWERED, UNPOWERED, estimated(POWERED_MISC, "1.23"), estimated(UNPOWERED_MISC, "4.56")
    assert told(*items) == (D("5.23"), D("9.56"), D("26.92"), D("48.11"))


# --- EPA -------------------------------------------------------------------------------------


def test_a_factor_in_tonnes_per_short_ton_is_read_in_kilograms():
    """1 tCO2e per short ton of 500 kg is 2 kgCO2e/kg; and a credit is landfill less recycling."""
    assert per_kilogram(D(1), D(500)) == 2
    credit = credit_against_landfill(D(3), recycled=D(-1), landfilled=D("0.5"), short_ton=D(500))
    assert credit == 9


# --- eReuse ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("running", "asleep"), [(1000, 344), (0, 0), (800, 275), (600, 206), (24012, 8270)])
def test_hours_asleep_are_whole_and_cut_off(running, asleep):
    """A machine that sleeps 25.62 % of its time: 344.45 hours are 344."""
    assert hours_asleep(D(running), D("0.2562")) == asleep


def test_electricity_is_drawn_running_and_asleep():
    """A desktop: 1000 h at 39 W, 344 h at 1.6 W; in Spain as the owner takes it."""
    kwh = electricity(D(1000), idle=D("0.039"), asleep=344, sleep=D("0.0016"))
    assert kwh == D("39.5504")
    assert kwh * D("0.250") == D("9.8876")


@pytest.mark.parametrize(
    ("words", "hours"), [("1000d 12h", 24012), ("1y 2d 3h", 8811), ("245d 7h", 5887), ("1095h", 1095), ("", 0)]
)
def test_hours_are_read_in_the_words_of_a_disk(words, hours):
    assert power_on_hours(words) == hours


@pytest.mark.parametrize("words", ["12 h", "many", "3w", "-4h", "h"])
def test_what_is_no_time_of_a_disk_is_refused(words):
    with pytest.raises(ValueError, match=words):
        power_on_hours(words)


SWAPPED = [Reading("disk-1", 1000), Reading("disk-1", 1500), Reading("disk-2", 500), Reading("disk-2", 800)]


def test_after_a_change_of_disk_the_owner_drops_hours_and_reuse_may_be_below_zero():
    """Two readings of one disk, then two of another: 500 + 300 hours of use, and −200 hours of re-use (a defect)."""
    assert total_usage(SWAPPED) == 800
    assert reuse_time(SWAPPED) == -200


def test_without_a_change_of_disk_use_is_the_last_reading_and_reuse_the_difference():
    readings = SWAPPED[:2]
    assert total_usage(readings) == 1500
    assert reuse_time(readings) == 500
    assert total_usage(readings[:1]) == 1000
    assert reuse_time(readings[:1]) == 0
    assert total_usage([]) == reuse_time([]) == 0


def test_each_disk_counts_from_its_first_reading():
    """Three disks, seven readings: 500 + 700 + 300."""
    last = [Reading("disk-2", 1200), Reading("disk-3", 300), Reading("disk-3", 600)]
    assert total_usage([*SWAPPED, *last]) == 1500


# --- BoaviztAPI ------------------------------------------------------------------------------

AS_THE_SERVICE = Rounding(share=D("0.1"), digits=4)
EUROPE = Range(D("0.38"), D("0.023"), D("0.9"))


def test_a_footprint_is_spread_evenly_over_hours():
    assert embedded(D(100), hours=D(5), life=D(50)) == 10
    assert embedded(D(84), hours=D(21900), life=D(21900)) == 84


def test_use_is_electricity_times_power_times_time_at_each_bound():
    found = use(Range(D(2), D(1), D(3)), Range(D(500), D(100), D(1000)), ratio=D("0.5"), hours=D(10))
    assert found == Range(D(5), D("0.5"), D(15))


@pytest.mark.parametrize(
    ("name", "power", "hours", "returned"),
    [
        ("smartphone", "1 0.5 3", 21900, "2.0 0.07555 17.74"),
        ("television at home", "300 60 1200", 1, "0.03 0.000414 0.324"),
    ],
)
def test_the_wider_the_range_the_harder_the_service_rounds(name, power, hours, returned):
    """2.4966 between 0.0756 and 17.74 is returned as 2; 0.0342 between 0.0004 and 0.324 as 0.03."""
    found = use(EUROPE, Range(*map(D, power.split())), ratio=D("0.3"), hours=D(hours))
    assert AS_THE_SERVICE.as_returned(found) == Range(*map(D, returned.split()))


def test_without_a_range_four_digits_are_left():
    """A desktop of 70 W in France: 18.028… ; a television's hour: 360 / 70080."""
    seventy, france = Range(D(70), D(70), D(70)), Range(D("0.098"), D("0.098"), D("0.098"))
    assert AS_THE_SERVICE.as_returned(use(france, seventy, ratio=D("0.3"), hours=D(8760))).value == D("18.03")
    hour = embedded(D(360), hours=D(1), life=D(70080))
    assert AS_THE_SERVICE.as_returned(Range(hour, hour, hour)).value == D("0.005137")
    assert AS_THE_SERVICE.as_returned(Range(D(0), D(0), D(0))).value == 0


# --- the others ------------------------------------------------------------------------------


def test_a_whole_life_is_what_was_made_its_end_and_each_year_of_use():
    assert whole_life(D(100), end=D(10), years=D(5), use_a_year=D(2)) == 120


def test_one_laptop_used_twice_spares_a_second_one_made_and_shipped_less_what_refurbishing_takes():
    """Made 10, shipped 1, used 2, refurbished 3: twice 13 is 26, once and again 18."""
    assert two_new(D(10), shipping=D(1), use=D(2)) == 26
    assert one_twice(D(10), shipping=D(1), use=D(2), refurbishing=D(3)) == 18


def test_a_saving_of_a_year_is_counted_for_each_year():
    assert over_years(D("1.5"), D(4)) == 6


def test_the_share_avoided_is_of_the_new_device():
    assert share_avoided(D(8), D(2)) == D("0.75")
