"""Mass within reason wherever grams come in; and what counts where there is no mass at all."""

from __future__ import annotations

import pytest

from books.life import Life
from books.memory import Refused

LOT = """
2026-01-05 PC-1 received category=desktop legal=WASTE
2026-01-05 PC-2 received category=desktop legal=WASTE
2026-01-10 L-1 lot_packed devices=[PC-1,PC-2]
"""


@pytest.fixture
def life() -> Life:
    return Life()


def default_of(life: Life, category: str) -> int:
    on = life.fact("2026-01-05 PC-9 media_absent").occurred_on
    return life.memory.reference.mass_g(category, on=on).central


@pytest.mark.parametrize("kind", ["lot_opened", "lot_received"])
@pytest.mark.parametrize("weighed", [True, False])
def test_a_line_of_tonnes_counts_its_default(life, kind, weighed):
    """Two laptops of 4,200 kg: recorded, a breach, and two default masses count. 4,200 g for both are used."""
    life.tell(f'2026-01-05 L-1 {kind} lines=[("laptop",2,4200000,{weighed})]')
    account = "stock" if kind == "lot_opened" else "operator"
    assert life.breaches == {"mass-implausible"}
    assert life.at(account) == 2 * default_of(life, "laptop")
    other = Life()
    other.tell(f'2026-01-05 L-1 {kind} lines=[("laptop",2,4200,{weighed})]')
    assert (other.breaches, other.at(account)) == (set(), 4200)


@pytest.mark.parametrize(("net", "used"), [(18_000, True), (18_000_000, False), (18, True)])
def test_a_lot_is_weighed_within_reason_for_each_of_its_members(life, net, used):
    """Two desktops that weigh 18 t together: recorded and not used. A light lot is shared out all the same."""
    life.tell(LOT + f"2026-01-11 L-1 lot_dispatched grams={net}")
    assert life.breaches == (set() if used else {"mass-implausible"})
    default = 2 * default_of(life, "desktop")
    assert life.at("transit") == (net if used else default)
    life.tell(f"2026-01-12 L-1 lot_received gross={net + 500} tare=500")
    assert life.at("operator") == (net if used else default)


def test_an_estimate_out_of_reason_is_marked_though_estimates_are_never_used(life):
    life.tell(LOT + "2026-01-11 L-1 lot_dispatched grams=18000000 weighed=false")
    assert life.breaches == {"mass-implausible"}
    assert life.at("transit") == 2 * default_of(life, "desktop")


def test_the_net_of_waste_from_nowhere_is_judged_by_its_lines_where_it_has_any(life):
    """Ten desktops of 900 t: their defaults count. A lot of which nobody said what it is can weigh anything."""
    life.tell('2026-01-12 L-1 lot_received net=900000000 lines=[("desktop",10)]')
    assert life.breaches == {"mass-implausible"}
    assert life.at("operator") == 10 * default_of(life, "desktop")
    other = Life()
    other.tell("2026-01-12 L-1 lot_received net=900000000")
    assert (other.breaches, other.at("operator")) == (set(), 900_000_000)


def test_what_is_left_of_a_machine_treated_in_part_may_be_light(life):
    """A desktop of 9,000 g, 8,900 g certified; the last 100 g go on to another operator and are weighed there."""
    life.tell("""
    2026-01-01 organisation:RECY2 organisation_registered name=R roles=[recycler] commune=44109
    2026-01-05 PC-1 received category=desktop legal=WASTE
    2026-01-05 PC-1 weighed grams=9000
    2026-01-10 L-1 lot_packed devices=[PC-1]
    2026-01-11 L-1 lot_dispatched grams=9000
    2026-01-12 L-1 lot_received net=9000
    2026-02-01 L-1 treatment_certified covers_grams=8900 fractions=[(8900,"R 4","recycling")]
    2026-02-02 L-1 lot_unpacked devices=[PC-1] acting=RECYCLER
    2026-02-03 L-2 lot_packed devices=[PC-1] acting=RECYCLER
    2026-02-04 L-2 lot_dispatched destination=RECY2 grams=110 acting=RECYCLER
    """)
    assert life.breaches == set()
    assert life.at("transit") == 110


@pytest.mark.parametrize(
    "fact",
    [
        "part_removed part=P-1 part_kind=ram grams=20001",
        "part_installed part=P-1 new=true part_kind=ram grams=20001",
        "media_destroyed medium=d part=P-1 part_kind=hdd grams=20001",
    ],
)
def test_a_part_needs_a_mass_so_one_out_of_reason_is_refused(life, fact):
    """A memory module of 20 kg: nothing else says what the part weighs, so the grams are asked for again."""
    life.tell("2026-01-05 PC-1 received category=server\n2026-01-05 PC-1 weighed grams=40000")
    with pytest.raises(Refused, match=r"20001 g is not within reason.*check its grams"):
        life.tell(f"2026-01-06 PC-1 {fact}")
    life.tell(f"2026-01-06 PC-1 {fact.replace('20001', '20000')}")
    assert life.breaches == set()


@pytest.mark.parametrize(
    ("story", "missing"),
    [
        ("2026-01-05 PC-1 received category=battery_liion", True),
        ("2026-01-05 PC-1 received category=battery_liion\n2026-01-06 PC-1 weighed grams=300", False),
        ("2026-01-05 PC-1 received category=laptop", False),
        ('2026-01-05 L-1 lot_opened lines=[("battery_liion",4)]', True),
        ('2026-01-05 L-1 lot_opened lines=[("battery_liion",4,900)]', False),
        ('2026-01-05 L-1 lot_received lines=[("battery_liion",4)]', True),
        ('2026-01-05 L-1 lot_received lines=[("battery_liion",4)] net=900', False),
        ("2026-01-05 L-1 lot_received net=900", False),
        ("2026-01-05 L-1 lot_received", True),
    ],
)
def test_what_enters_with_no_mass_at_all_says_so(life, story, missing):
    """No weighing counted from the entry, no net, and no published mass of its category: it counts 0 g."""
    life.tell(story)
    assert life.breaches == ({"default-mass-missing"} if missing else set())
