"""The lives of the style page, in the final vocabulary."""

import pytest

from books.life import Life, Lines, Served


@pytest.fixture
def life(request) -> Life:
    told = Life()
    told.tell(request.function.__doc__)
    return told


def test_a_device_re_used_then_recycled_counts_once(life):
    """
    2026-01-05 PC-1 received            category=laptop legal=PRODUCT
    2026-01-06 PC-1 weighed             grams=2100
    2026-01-20 PC-1 media_absent
    2026-01-21 PC-1 made_ready          grade=A
    2026-02-01 PC-1 handed_over         terms=sale recipient=B-0042
    2030-03-01 PC-1 returned            reason=broken
    2030-03-02 PC-1 discarded           waste_code="20 01 35*"
    2030-03-09 L-1  lot_packed          devices=[PC-1]
    2030-03-10 L-1  lot_dispatched      destination=RECYCLER grams=2100
    2030-03-11 L-1  lot_received        net=2100
    2030-04-02 L-1  treatment_certified fractions=[(2000,"R 4","recycling"),(100,"D 10","disposal")]
    """
    assert life.balance_change(2026).reused_g == 2100
    assert life.served_once(2026, 2030).grams == 2100
    assert life.balance_change(2030).reused_g == -2100
    assert life.balance_change(2026, 2030) == Lines(recycled_g=2000, disposed_g=100)


def test_a_hand_over_without_a_wipe_is_a_breach_and_claims_nothing(life):
    """
    2026-01-05 PC-1 received      category=laptop legal=PRODUCT
    2026-01-05 PC-1 hardware_read media=[ssd-1]
    2026-02-01 PC-1 made_ready    grade=B
    2026-02-03 PC-1 handed_over   terms=gift recipient=B-0042
    """
    assert life.breaches == {"media-not-fit"}
    assert life.served_once(2026) == Served(life.device("PC-1").mass_g, 1)
