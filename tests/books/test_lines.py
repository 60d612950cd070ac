"""Lines of uncoded things: some of them go, come back, are refused, are lost; the others stay where they are."""

from __future__ import annotations

import pytest

from books.life import Life
from books.memory import Refused

CRATE = '2026-01-05 L-1 lot_opened lines=[("peripheral",20,10000,True),("laptop",2,4000,True)]\n'
WASTE = (
    '2026-01-05 L-1 lot_opened legal=WASTE lines=[("peripheral",20,10000,True)] waste_code="16 02 14"\n'
    "2026-01-06 L-1 lot_dispatched grams=10000\n"
)


@pytest.fixture
def life() -> Life:
    return Life()


def where(life: Life, line: int) -> dict[str, tuple[int, int]]:
    """Account -> grams and units of one line."""
    found: dict[str, tuple[int, int]] = {}
    for _, leg in life.memory.legs:
        if leg.item == f"lot:L-1#{line}" and leg.account != "outside":
            grams, units = found.get(leg.account, (0, 0))
            found[leg.account] = (grams + leg.grams, units + leg.units)
    return {account: value for account, value in found.items() if value != (0, 0)}


KEYBOARDS, LAPTOPS = (10_000, 20), (4_000, 2)


def test_a_line_that_was_handed_out_comes_back_while_the_other_stays(life):
    """The keyboards go to a school and come back; the laptops never leave the crate."""
    life.tell(CRATE + "2026-01-06 L-1 handed_over line=1")
    assert (where(life, 1), where(life, 2)) == ({"use": KEYBOARDS}, {"stock": LAPTOPS})
    life.tell("2026-01-07 L-1 taken_in line=1")
    assert (where(life, 1), where(life, 2)) == ({"support": KEYBOARDS}, {"stock": LAPTOPS})
    life.tell("2026-01-08 L-1 given_back line=1")
    assert (where(life, 1), where(life, 2)) == ({"use": KEYBOARDS}, {"stock": LAPTOPS})
    life.tell("2026-01-09 L-1 returned line=1")
    assert (where(life, 1), where(life, 2)) == ({"stock": KEYBOARDS}, {"stock": LAPTOPS})
    assert life.served_once(2026) == KEYBOARDS


@pytest.mark.parametrize(
    ("fact", "account"), [("lost", "lost"), ("transferred to=ASSO2", "passed_on"), ("discarded", "stock")]
)
def test_what_happens_to_a_line_happens_to_that_line_only(life, fact, account):
    life.tell(CRATE + f"2026-01-06 L-1 {fact} line=2")
    assert (where(life, 1), where(life, 2)) == ({"stock": KEYBOARDS}, {account: LAPTOPS})
    waste = sum(leg.grams for _, leg in life.memory.legs if leg.legal == "WASTE" and leg.account != "outside")
    assert waste == (4000 if fact == "discarded" else 0)
    assert life.custody("L-1") == "in_stock"


@pytest.mark.parametrize(("out", "back"), [("", "stock"), ("2026-01-06 L-1 handed_over line=2\n", "use")])
def test_a_line_lost_by_itself_is_found_by_itself(life, out, back):
    life.tell(CRATE + out + "2026-01-07 L-1 lost line=2")
    assert (where(life, 1), where(life, 2)) == ({"stock": KEYBOARDS}, {"lost": LAPTOPS})
    life.tell("2026-01-08 L-1 found line=2 where=holder")
    assert (where(life, 1), where(life, 2)) == ({"stock": KEYBOARDS}, {back: LAPTOPS})


def test_a_line_of_a_lost_lot_is_found_alone_in_stock_only(life):
    """The lot was stolen whole; its laptops turn up. The keyboards are still lost."""
    life.tell(CRATE + "2026-01-07 L-1 lost")
    with pytest.raises(Refused, match="lost whole"):
        life.tell("2026-01-08 L-1 found line=2 where=holder")
    life.tell("2026-01-08 L-1 found line=2 where=stock")
    assert (where(life, 1), where(life, 2)) == ({"lost": KEYBOARDS}, {"stock": LAPTOPS})
    life.tell("2026-01-09 L-1 found where=stock")
    assert where(life, 1) == {"stock": KEYBOARDS}


def test_a_line_ends_its_waste_alone(life):
    life.tell(CRATE.replace("lot_opened", "lot_opened legal=WASTE") + "2026-01-06 L-1 waste_ended line=1")
    legal = {
        (leg.item, leg.legal) for _, leg in life.memory.legs if leg.grams > 0 and leg.fact == len(life.memory.recorded)
    }
    assert legal == {("lot:L-1#1", "ENDED_WASTE")}


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ("returned line=1", "lot:L-1#1 is in a lot on"),
        ("given_back line=2", "lot:L-1#2 is in a lot on"),
        ("found line=1", "lot:L-1#1 is in a lot on"),
        ("handed_over line=3", "L-1 has 2 lines of uncoded things, not 3"),
        ("weighed line=3 grams=500", "L-1 has 2 lines of uncoded things, not 3"),
    ],
)
def test_what_a_line_cannot_do_is_refused_by_where_the_line_is(life, fact, says):
    life.tell(CRATE)
    with pytest.raises(Refused, match=says):
        life.tell(f"2026-01-07 L-1 {fact}")


@pytest.mark.parametrize(
    ("refused", "grams", "units"),
    [
        ('{"line":1,"count":5}', 2500, 5),
        ('{"line":1,"count":3}', 1500, 3),
        ('{"line":1,"count":7,"grams":3333}', 3333, 7),
        ('{"line":1,"grams":10000}', 10000, 20),
        ('{"line":1,"count":20}', 10000, 20),
        ('{"line":1}', 10000, 20),
    ],
)
def test_a_line_refused_by_count_takes_its_share_of_the_grams(life, refused, grams, units):
    life.tell(WASTE + f"2026-01-07 L-1 lot_received refused=[{refused}]")
    assert (life.at("stock"), life.units("stock")) == (grams, units)
    assert (life.at("operator"), life.units("operator")) == (10_000 - grams, 20 - units)


def test_seven_thirds_of_a_gram_go_by_largest_remainder(life):
    """3 keyboards, 1,000 g: two refused take 667 g."""
    life.tell(WASTE.replace("20,10000", "3,1000").replace("grams=10000", "grams=1000"))
    life.tell('2026-01-07 L-1 lot_received refused=[{"line":1,"count":2}]')
    assert (life.at("stock"), life.at("operator")) == (667, 333)


@pytest.mark.parametrize(
    ("refused", "says"),
    [
        ('{"line":1,"grams":3000}', "give how many things that is"),
        ('{"line":1,"grams":10001,"count":20}', "10001 g are refused, 10000 g travel"),
        ('{"line":1,"grams":500,"count":21}', "21 are refused, 20 travel"),
        ('{"line":1},{"line":1}', "nothing of it is left"),
    ],
)
def test_a_refusal_that_cannot_be_counted_is_asked_again(life, refused, says):
    life.tell(WASTE)
    with pytest.raises(Refused, match=says):
        life.tell(f"2026-01-07 L-1 lot_received refused=[{refused}]")


def test_ten_of_25_keyboards_then_fifteen_are_25_served_once(life):
    """
    2026-01-05 L-1 lot_opened   25 keyboards, 12,500 g
    2026-01-06 L-2 lot_regrouped 10 of them, 5,000 g, handed over; then the 15 others; both come back, and go again
    """
    life.tell("""
    2026-01-05 L-1 lot_opened lines=[("peripheral",25,12500,True)]
    2026-01-06 L-2 lot_regrouped parents=[("L-1",5000,10)]
    2026-01-07 L-2 handed_over
    """)
    assert life.served_once(2026) == (5000, 10)
    life.tell("2026-02-01 L-1 handed_over line=1")
    assert life.served_once(2026) == (12500, 25)
    life.tell("2026-03-01 L-1 returned line=1\n2026-03-02 L-1 handed_over line=1")
    assert life.served_once(2026) == (12500, 25)


def test_a_body_or_a_part_that_served_and_comes_back_is_not_first_again(life):
    """PC-1 is given, comes back, its memory module goes into PC-2, comes out again into PC-1, and both are given anew."""
    life.tell("""
    2026-01-05 PC-1 received category=laptop
    2026-01-05 PC-1 weighed grams=2000
    2026-01-06 PC-1 part_removed part=P-1 part_kind=ram grams=20
    2026-01-07 P-1 handed_over
    2026-01-08 PC-1 handed_over
    """)
    assert life.served_once(2026) == (2000, 2)
    life.tell("""
    2026-02-01 P-1 returned
    2026-02-01 PC-1 returned
    2026-02-02 PC-1 part_installed part=P-1
    2026-02-03 PC-1 handed_over
    """)
    assert life.served_once(2026) == (2000, 2)


def test_a_line_of_which_some_has_served_is_weighed_as_one(life):
    """Ten keyboards of 25 were lent and are back beside the others: 13,000 g are shared out to both."""
    life.tell("""
    2026-01-05 L-1 lot_opened lines=[("peripheral",25,12500,True)]
    2026-01-06 L-2 lot_regrouped parents=[("L-1",5000,10)]
    2026-01-07 L-2 handed_over
    2026-01-08 L-1 returned line=1
    """)
    with pytest.raises(Refused, match="shared over several lots"):
        life.tell("2026-01-09 L-1 weighed line=1 grams=13000")
    life.tell(
        "2026-01-10 L-1 handed_over line=1\n2026-01-11 L-1 returned line=1\n2026-01-12 L-1 weighed line=1 grams=13000"
    )
    assert (life.at("stock"), life.at("reweighing"), life.units("stock")) == (13000, -500, 25)
