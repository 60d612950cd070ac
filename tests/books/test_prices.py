"""The solidarity price caps what one hand-over cost in all, for machines and lines that a public body had given."""

from __future__ import annotations

import pytest

from books.life import Life

PC = """
2026-01-05 PC-1 received category=laptop public_origin=true
2026-01-06 PC-1 media_absent
2026-02-01 PC-1 handed_over terms=sale handover_id=H-1
"""
ABOVE = {"price-above-solidarity-cap"}


@pytest.fixture
def life() -> Life:
    return Life()


@pytest.mark.parametrize(("second", "breach"), [(8000, set()), (8001, ABOVE)])
def test_instalments_of_one_hand_over_add_up(life, second, breach):
    """100 € then 80 €: the cap of a laptop is 180 €."""
    life.tell(PC + "2026-02-01 PC-1 contribution_received cents=10000")
    life.tell(f"2026-03-01 PC-1 contribution_received cents={second} handover_id=H-1")
    assert life.breaches == breach


def test_each_hand_over_has_its_own_price(life):
    life.tell(PC + "2026-02-01 PC-1 contribution_received cents=18000")
    life.tell("""
    2026-06-01 PC-1 returned
    2026-06-02 PC-1 media_absent
    2026-06-03 PC-1 handed_over terms=sale handover_id=H-2
    2026-06-03 PC-1 contribution_received cents=18000
    """)
    assert life.breaches == set()


def test_a_late_instalment_makes_the_later_one_a_breach(life):
    life.tell(PC + "2026-03-01 PC-1 contribution_received cents=10000")
    assert life.breaches == set()
    life.tell("2026-02-01 =late PC-1 contribution_received cents=9000")
    assert life.breaches == ABOVE
    life.tell("2026-04-01 organisation:ASSO corrected voids=[late]")
    assert life.breaches == set()


@pytest.mark.parametrize(
    ("lines", "public", "cents", "breach"),
    [
        ('("laptop",2,4000,True)', "true", 36000, set()),
        ('("laptop",2,4000,True)', "true", 36001, ABOVE),
        ('("laptop",2,4000,True)', "false", 99999, set()),
        ('("laptop",1,2000,True),("tablet",2,1000,True)', "true", 38000, set()),
        ('("laptop",1,2000,True),("tablet",2,1000,True)', "true", 38001, ABOVE),
        ('("laptop",1,2000,True),("peripheral",5,2500,True)', "true", 18001, ABOVE),
        ('("peripheral",5,2500,True)', "true", 99999, set()),
    ],
)
def test_a_lot_of_public_origin_costs_the_cap_of_each_thing_in_it(life, lines, public, cents, breach):
    """Laptop 180 €, tablet 100 €; keyboards have no cap of their own and add nothing."""
    life.tell(f"""
    2026-01-05 L-1 lot_opened public_origin={public} lines=[{lines}]
    2026-02-01 L-1 handed_over terms=sale recipient_kind=school
    2026-02-02 L-1 contribution_received cents={cents}
    """)
    assert life.breaches == breach


def test_a_machine_given_in_a_lot_has_its_own_cap(life):
    life.tell("""
    2026-01-05 PC-1 received category=laptop public_origin=true
    2026-01-05 PC-2 received category=laptop
    2026-01-06 PC-1 media_absent
    2026-01-06 PC-2 media_absent
    2026-01-07 L-1 lot_packed devices=[PC-1,PC-2]
    2026-02-01 L-1 handed_over terms=sale handover_id=H-1 recipient_kind=school
    2026-02-02 L-1 contribution_received cents=50000
    """)
    assert life.breaches == set()  # among both, nobody can tell what was paid for which
    life.tell("2026-02-03 PC-1 contribution_received cents=18001 handover_id=H-1")
    assert life.breaches == ABOVE
