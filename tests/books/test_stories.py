"""Whole lives, as people tell them. The docstring is the life; ``--`` begins what was recorded later."""

import pytest

from books.invariants import check
from books.life import Life, Lines, Served
from books.memory import Refused


@pytest.fixture
def life(request):
    told = Life()
    told.tell(request.function.__doc__)
    yield told
    check(told.memory)


def test_a_private_donor_brings_a_computer_straight_to_a_recycler(life):
    """
    2026-02-03 PC-1 received acting=RECYCLER category=desktop legal=WASTE donor_kind=person waste_code="20 01 36"
    2026-02-03 PC-1 weighed acting=RECYCLER grams=9300
    2026-02-10 L-1 lot_packed acting=RECYCLER devices=[PC-1]
    2026-03-02 L-1 treatment_certified fractions=[(8000,"R 4","recycling"),(800,"R 1","energy_recovery"),(500,"D 10","disposal")]
    """
    assert life.balance_change(2026) == Lines(recycled_g=8000, other_recovery_g=800, disposed_g=500)
    assert life.served_once(2026) == Served(0, 0)
    assert life.awaiting_proof() == 0
    assert life.units("treated") == 1


def test_found_dead_its_parts_live_on_elsewhere_and_the_rest_is_waste(life):
    """
    2026-01-05 PC-1 received category=laptop
    2026-01-05 PC-1 hardware_read media=[ssd-1]
    2026-01-06 PC-1 weighed grams=2200
    2026-01-07 PC-1 triaged verdict=parts defects=[dead_board]
    2026-01-08 PC-1 part_removed part=P-1 part_kind=ram grams=20
    2026-01-08 PC-1 media_destroyed medium=ssd-1 part=P-2 part_kind=ssd grams=60
    2026-01-09 PC-1 discarded waste_code="16 02 13*"
    2026-01-12 PC-2 received category=laptop
    2026-01-12 PC-2 weighed grams=2000
    2026-01-13 PC-2 media_absent
    2026-01-14 PC-2 part_installed part=P-1
    2026-01-20 PC-2 handed_over recipient=B-0042
    2026-02-01 L-1  lot_packed devices=[PC-1] parts=[P-2]
    2026-02-02 L-1  lot_dispatched grams=2180
    2026-02-03 L-1  lot_received net=2180
    2026-03-01 L-1  treatment_certified fractions=[(2180,"R 4","recycling")]
    """
    assert life.balance_change(2026) == Lines(reused_g=2000, parts_g=20, recycled_g=2180)
    assert life.device("PC-2").mass_g == 2020
    assert life.custody("PC-1") == "ended"
    assert life.units("use") == 1  # a machine with another's memory in it is one machine
    assert life.units("treated") == 2
    assert life.breaches == set()


def test_it_breaks_comes_to_after_sales_and_is_swapped_for_another(life):
    """
    2026-01-05 PC-1 received category=laptop
    2026-01-06 PC-1 weighed grams=2100
    2026-01-07 PC-1 media_absent
    2026-01-10 PC-1 handed_over recipient=B-0007
    2026-01-05 PC-2 received category=laptop
    2026-01-06 PC-2 weighed grams=1900
    2026-01-07 PC-2 media_absent
    2026-03-01 PC-1 taken_in fault=no_power
    2026-03-04 PC-2 handed_over recipient=B-0007 replaces=PC-1
    """
    assert life.balance_change(2026).reused_g == 1900
    assert life.served_once(2026) == Served(4000, 2)
    assert life.at("support") == 0
    assert life.at("stock") == 2100
    assert life.custody("PC-1") == "in_stock"
    assert life.device("PC-1").work == "new"


def test_a_loan_ends(life):
    """
    2026-01-05 PC-1 received category=tablet
    2026-01-05 PC-1 weighed grams=600
    2026-01-06 PC-1 media_absent
    2026-02-01 PC-1 handed_over terms=loan due_back=2026-05-31 recipient=B-0001
    2026-06-02 PC-1 returned reason=loan_ended
    """
    assert life.balance_change(2026) == Lines()
    assert life.change("use", first="2026-01-01", last="2026-03-31") == 600
    assert life.served_once(2026) == Served(600, 1)
    assert (life.activity("handed_over"), life.activity("returned")) == (1, 1)


def test_sold_to_another_association_which_hands_it_over(life):
    """
    2026-01-05 PC-1 received category=laptop
    2026-01-05 PC-1 weighed grams=2100
    2026-01-06 PC-1 media_absent
    2026-01-15 PC-1 transferred to=ASSO2 price_cents=2500
    --
    2026-01-17 PC-1 received acting=ASSO2 category=laptop
    2026-01-18 PC-1 media_absent acting=ASSO2
    2026-02-01 PC-1 handed_over acting=ASSO2 recipient=B-0009
    """
    assert life.at("passed_on", upto="2026-01-16") == 2100
    assert life.at("passed_on") == 0
    assert life.balance_change(2026).reused_g == 2100
    assert life.served_once(2026) == Served(2100, 1)
    assert life.device("PC-1").organisation == "ASSO2"


def test_four_hundred_machines_of_a_town_go_half_to_an_association_and_half_to_an_eco_organisme():
    life = Life()
    arrivals = "\n".join(
        f"2026-01-05 PC-{i} received acting=TOWN category=desktop public_origin=true\n"
        f"2026-01-05 PC-{i} weighed acting=TOWN grams={5000 + i}"
        for i in range(400)
    )
    kept = [f"PC-{i}" for i in range(200)]
    thrown = [f"PC-{i}" for i in range(200, 400)]
    life.tell(arrivals)
    life.tell(f"""
    2026-02-01 L-1 lot_packed acting=TOWN devices=[{", ".join(kept)}]
    2026-02-02 L-1 lot_dispatched acting=TOWN destination=ASSO
    2026-02-03 L-1 lot_received acting=ASSO
    """)
    life.tell(
        "\n".join(f'2026-02-01 {code} discarded acting=TOWN waste_code="16 02 14"' for code in thrown)
        + f"""
    2026-02-05 L-2 lot_packed acting=TOWN devices=[{", ".join(thrown)}]
    2026-02-06 L-2 lot_dispatched acting=TOWN destination=ECO waste_code="16 02 14" grams=1060000
    2026-02-07 L-2 lot_received acting=ECO net=1059900
    2026-04-01 L-2 treatment_certified acting=ECO fractions=[(1000000,"R 4","recycling"),(59900,"D 10","disposal")]
    """
    )
    life.tell("\n".join(f"2026-02-10 L-1 lot_unpacked devices=[{code}]" for code in kept[:3]))
    given = sum(5000 + i for i in range(400))
    assert life.at("outside") == -given
    assert life.at("stock") == sum(5000 + i for i in range(200))
    assert life.balance_change(2026) == Lines(recycled_g=1000000, disposed_g=59900)
    assert life.at("reweighing") == sum(5000 + i for i in range(200, 400)) - 1059900
    assert {life.device(code).organisation for code in kept} == {"ASSO"}
    assert (life.custody("PC-0"), life.custody("PC-10"), life.custody("PC-399")) == ("in_stock", "in_lot", "ended")
    assert life.units("treated") == 200
    check(life.memory)


def test_stolen_then_found_with_its_holder(life):
    """
    2026-01-05 PC-1 received category=laptop
    2026-01-05 PC-1 weighed grams=2100
    2026-01-06 PC-1 media_absent
    2026-01-10 PC-1 handed_over recipient=B-0003
    2026-02-01 PC-1 lost reason=stolen
    2026-02-20 PC-1 found where=holder
    """
    assert life.at("lost", upto="2026-02-10") == 2100
    assert life.change("use", line="reused", first="2026-02-01", last="2026-02-10") == -2100
    assert life.at("lost") == 0
    assert life.balance_change(2026).reused_g == 2100
    assert life.served_once(2026) == Served(2100, 1)


def test_stolen_from_the_workshop_then_found_in_stock(life):
    """
    2026-01-05 PC-1 received category=laptop
    2026-02-01 PC-1 lost reason=stolen
    2026-02-20 PC-1 found where=stock
    """
    assert life.at("lost") == 0
    assert life.custody("PC-1") == "in_stock"


def test_a_lot_is_refused_in_part(life):
    """
    2026-01-05 PC-1 received category=desktop legal=WASTE
    2026-01-05 PC-1 weighed grams=9000
    2026-01-05 PC-2 received category=desktop legal=WASTE
    2026-01-05 PC-2 weighed grams=8000
    2026-01-08 L-1 lot_opened legal=WASTE lines=[("peripheral",20,10000,False)] waste_code="16 02 14"
    2026-01-09 L-1 lot_packed devices=[PC-1,PC-2]
    2026-01-10 L-1 lot_dispatched waste_code="16 02 14" grams=27000 weighed=false
    2026-01-12 L-1 lot_received net=13500 refused=[{"device":"PC-2","reason":"asbestos"},{"line":1,"grams":5000,"count":10,"reason":"not_weee"}]
    """
    assert life.at("stock") == 13000
    assert life.at("operator") == 13500
    assert life.custody("PC-2") == "in_stock"
    assert life.device("PC-2").organisation == "ASSO"
    assert life.units("operator") == 11
    assert life.awaiting_proof() == 13500


def test_lots_are_regrouped(life):
    """
    2026-01-05 PC-1 received category=desktop legal=WASTE
    2026-01-05 PC-1 weighed grams=9000
    2026-01-05 PC-2 received category=desktop legal=WASTE
    2026-01-05 PC-2 weighed grams=8000
    2026-01-10 L-1 lot_packed devices=[PC-1]
    2026-01-10 L-1 lot_dispatched grams=9000
    2026-01-11 L-1 lot_received net=9000
    2026-01-12 L-2 lot_packed devices=[PC-2]
    2026-01-12 L-2 lot_dispatched grams=8000
    2026-01-13 L-2 lot_received net=8000
    2026-02-01 L-3 lot_regrouped acting=RECYCLER parents=[("L-1",), ("L-2", 3000)]
    2026-03-01 L-3 treatment_certified fractions=[(12000,"R 4","recycling")] proof=batch_share
    """
    assert life.balance_change(2026).recycled_g == 12000
    assert life.awaiting_proof() == 5000
    assert life.custody("L-1") == "ended"
    assert {leg.proof for _, leg in life.memory.legs if leg.account == "recycled"} == {"batch_share"}
    assert life.units("treated") == 1


def test_a_device_split_over_two_lots_stands_where_it_is_furthest_along(life):
    """
    2026-01-05 PC-1 received category=desktop legal=WASTE
    2026-01-05 PC-1 weighed grams=9000
    2026-01-10 L-1 lot_packed devices=[PC-1]
    2026-01-11 L-2 lot_regrouped parents=[("L-1", 500)]
    2026-01-12 L-2 lot_dispatched grams=500
    2026-01-13 L-1 lot_unpacked devices=[PC-1]
    """
    device, row = life.device("PC-1"), life.memory.row("device:PC-1")
    assert [(held.custody, held.grams) for held in device.body.holdings] == [("in_transit", 500), ("in_stock", 8500)]
    assert {device.custody, row.custody} == {"in_transit"}
    with pytest.raises(Refused, match="is in transit"):  # packing it would take the 500 g off the road
        life.tell("2026-01-14 L-3 lot_packed devices=[PC-1]")
    life.tell("2026-01-14 L-2 lot_received net=510")
    device, row = life.device("PC-1"), life.memory.row("device:PC-1")
    assert {device.custody, row.custody} == {"at_operator"}
    assert {device.organisation, row.organisation} == {"RECYCLER"}
    assert device.mass_source == "share"


def test_a_recycler_with_pallets_and_no_devices(life):
    """
    2026-01-12 L-1 lot_received lines=[("desktop",40),("monitor_medium",30,150000,True)] gross=420000 tare=20000 producer_kind=company waste_code="16 02 14" slip=BSD-1
    2026-02-01 L-1 treatment_certified covers_grams=250000 fractions=[(200000,"R 4","recycling"),(50000,"D 5","disposal")]
    2026-01-20 L-2 lot_received net=80000 producer_kind=company waste_code="16 02 14"
    """
    assert life.at("outside") == -480000
    assert life.balance_change(2026) == Lines(recycled_g=200000, disposed_g=50000)
    assert life.awaiting_proof() == 230000
    assert {leg.category for _, leg in life.memory.legs if leg.lot == "L-2"} == {"unsorted"}


def test_a_crate_of_keyboards_is_given_to_a_school(life):
    """
    2026-01-12 L-1 lot_opened legal=PRODUCT lines=[("peripheral",25,15000,True)] donor_kind=company
    2026-01-20 L-1 handed_over recipient=SCHOOL-1 recipient_kind=school
    """
    assert life.balance_change(2026).reused_g == 15000
    assert life.served_once(2026) == Served(15000, 25)
    assert life.custody("L-1") == "in_use"
    life.tell("2027-06-30 L-1 returned reason=no_longer_needed")
    assert life.balance_change(2027).reused_g == -15000
    assert life.at("stock") == 15000


def test_a_disk_is_shredded(life):
    """
    2026-01-05 PC-1 received category=desktop
    2026-01-05 PC-1 hardware_read media=[hdd-1]
    2026-01-06 PC-1 weighed grams=9000
    2026-01-07 PC-1 media_destroyed medium=hdd-1 part=P-9 part_kind=hdd grams=450
    2026-01-10 PC-1 handed_over recipient=B-0004
    """
    assert life.breaches == set()
    assert life.balance_change(2026).reused_g == 8550
    assert life.at("parts") == 450
    assert life.device("PC-1").media["hdd-1"].state == "destroyed"


def test_a_certificate_comes_six_months_late_with_another_mass(life):
    """
    2026-01-05 PC-1 received category=desktop legal=WASTE
    2026-01-05 PC-1 weighed grams=9000
    2026-01-10 L-1 lot_packed devices=[PC-1]
    2026-01-10 L-1 lot_dispatched grams=9000
    2026-01-11 L-1 lot_received net=9000
    --
    2026-02-01 L-1 treatment_certified certified_on=2026-08-01 fractions=[(8600,"R 4","recycling"),(300,"D 10","disposal")]
    """
    before = len(life.memory.recorded) - 1
    assert life.balance_change(2026, as_of=before) == Lines()
    assert life.awaiting_proof(as_of=before) == 9000
    assert life.balance_change(2026) == Lines(recycled_g=8600, disposed_g=300)
    assert life.at("reweighing") == 100
    assert life.change("recycled", first="2026-02-01", last="2026-02-01") == 8600


def test_a_certificate_is_withdrawn_on_its_own_day(life):
    """
    2026-01-05 PC-1 received category=desktop legal=WASTE
    2026-01-05 PC-1 weighed grams=9000
    2026-01-10 L-1 lot_packed devices=[PC-1]
    2026-01-10 L-1 lot_dispatched grams=9000
    2026-01-11 L-1 lot_received net=9000
    2026-02-01 L-1 treatment_certified reference=C-17 fractions=[(8900,"R 4","recycling")]
    --
    2027-03-01 L-1 certificate_withdrawn certificate=C-17
    """
    assert life.balance_change(2026).recycled_g == 8900
    assert life.balance_change(2027).recycled_g == -8900
    assert life.awaiting_proof() == 9000
    assert life.at("reweighing") == 0
    assert life.units("treated") == 0
    assert life.custody("PC-1") == "at_operator"


def test_an_authorisation_is_found_void_in_the_past(life):
    """
    2026-01-05 PC-1 received category=desktop legal=WASTE
    2026-01-05 PC-1 weighed grams=9000
    2026-01-10 L-1 lot_packed devices=[PC-1]
    2026-01-10 L-1 lot_dispatched grams=9000
    2026-01-11 L-1 lot_received net=9000
    2026-02-01 L-1 treatment_certified fractions=[(9000,"R 4","recycling")]
    --
    2026-09-01 organisation:RECYCLER authorisation_withdrawn reference=ICPE-1 void_from=2026-01-15
    """
    before = len(life.memory.recorded) - 1
    assert life.balance_change(2026, as_of=before).recycled_g == 9000
    assert life.balance_change(2026) == Lines()
    assert life.awaiting_proof() == 9000
    assert life.breaches == {"operator-not-authorised"}
    assert {rule for _, rule in life.memory.breaches(as_of=before)} == set()
    life.tell(
        "2026-10-01 organisation:RECYCLER authorisation_granted activity=treatment reference=ICPE-9 valid_from=2026-01-01"
    )
    assert life.balance_change(2026).recycled_g == 9000
    assert life.breaches == set()


def test_two_records_of_one_machine_become_one(life):
    """
    2026-01-05 PC-1 received category=laptop
    2026-01-06 PC-1 weighed grams=2100
    2026-01-10 =twice PC-2 received category=laptop
    2026-01-11 PC-2 media_absent
    """
    with pytest.raises(Refused, match="PC-2"):
        life.tell("2026-02-01 PC-1 same_device same_as=PC-2")
    life.tell("""
    2026-02-01 PC-1 same_device same_as=PC-2
    2026-02-01 organisation:ASSO corrected voids=[twice] reason=duplicate
    2026-02-05 PC-2 handed_over recipient=B-0005
    """)
    assert life.at("outside") == -2100
    assert life.balance_change(2026).reused_g == 2100
    assert life.custody("PC-2") == "in_use"
    assert life.memory.kept == {"device:PC-2": "device:PC-1"}
    assert life.breaches == set()


def test_two_machines_taken_for_one_are_parted_again(life):
    """
    2026-01-05 PC-1 received category=laptop
    2026-01-05 PC-1 weighed grams=2100
    2026-01-06 PC-1 media_absent
    2026-01-10 PC-1 handed_over recipient=B-0001
    2026-02-01 PC-1 returned reason=broken
    2026-03-01 PC-1 transferred to=ASSO2
    --
    2026-03-05 PC-2 received acting=ASSO2 category=laptop
    2026-03-05 PC-2 weighed acting=ASSO2 grams=1900
    2026-03-06 PC-1 same_device acting=ASSO2 same_as=PC-2
    """
    assert life.at("outside") == -2100
    assert life.at("passed_on") == 0
    assert life.at("stock") == 1900
    assert life.at("reweighing") == 200
    life.tell("2026-03-09 PC-1 different_devices acting=ASSO2 different_from=PC-2")
    assert life.at("outside") == -4000
    assert life.at("passed_on") == 2100
    assert life.at("stock") == 1900
    assert life.memory.kept == {}


def test_a_correction_is_voided(life):
    """
    2026-01-05 PC-1 received category=laptop
    2026-01-06 =first PC-1 weighed grams=2100
    2026-01-07 PC-1 media_absent
    2026-02-01 PC-1 handed_over recipient=B-0006
    --
    2026-01-06 =second PC-1 weighed grams=1200
    2026-03-01 =mended organisation:ASSO corrected voids=[first] replacements=[second] reason=scale_error
    """
    assert life.balance_change(2026).reused_g == 1200
    n = len(life.memory.recorded)
    life.tell("2026-04-01 organisation:ASSO corrected voids=[mended] reason=wrong_device")
    assert life.balance_change(2026).reused_g == 2100
    assert life.balance_change(2026, as_of=n).reused_g == 1200
    assert life.balance_change(2026, as_of=n - 2).reused_g == 2100
    assert life.at("reweighing") == 0
