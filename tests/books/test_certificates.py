"""What a certificate may move: grams within reason, by who held the lot, under codes that go with their mode."""

from __future__ import annotations

import pytest

from books.life import Life

THERE = """
2026-01-05 PC-1 received category=desktop legal=WASTE
2026-01-05 PC-1 weighed grams=9000
2026-01-10 L-1 lot_packed devices=[PC-1]
2026-01-11 L-1 lot_dispatched grams=9000
2026-01-12 L-1 lot_received net=9000
"""
REGISTERED = """
2026-01-01 organisation:RECY2 organisation_registered name=R roles=[recycler] commune=44109
2026-01-01 organisation:RECY2 authorisation_granted activity=treatment reference=A-2 valid_from=2020-01-01
"""


@pytest.fixture
def life() -> Life:
    return Life()


@pytest.mark.parametrize(
    ("grams", "moves"), [(90_000, False), (13_501, False), (13_500, True), (4_500, True), (4_499, False)]
)
def test_a_certificate_of_ten_times_the_lot_is_recorded_and_moves_nothing(life, grams, moves):
    """9,000 g at the operator; the fractions add up to less than half or more than one and a half times that."""
    life.tell(
        THERE
        + f'2026-02-01 L-1 treatment_certified fractions=[({grams - 100},"R 4","recycling"),(100,"D 10","disposal")]'
    )
    assert life.breaches == (set() if moves else {"certificate-mass-implausible"})
    assert (life.at("recycled"), life.at("disposed")) == ((grams - 100, 100) if moves else (0, 0))
    assert life.awaiting_proof() == (0 if moves else 9000)


@pytest.mark.parametrize(
    ("covers", "grams", "moves"), [(20_000, 9_100, True), (20_000, 20_000, False), (3_000, 9_000, False)]
)
def test_what_a_certificate_covers_is_cut_to_what_remains_before_it_is_judged(life, covers, grams, moves):
    """covers_grams above the 9,000 g that remain is a difference of scales; the fractions are those of 9,000 g."""
    life.tell(
        THERE + f'2026-02-01 L-1 treatment_certified covers_grams={covers} fractions=[({grams},"R 4","recycling")]'
    )
    assert life.breaches == (set() if moves else {"certificate-mass-implausible"})
    assert life.at("recycled") == (grams if moves else 0)
    assert life.at("reweighing") == (9_000 - grams if moves else 0)


def test_a_certificate_of_what_never_had_a_mass_cannot_be_judged(life):
    """Four batteries whose category has no default mass: 0 g at the operator, certified with 900 g."""
    life.tell("""
    2026-01-12 L-1 lot_received lines=[("battery_liion",4)] waste_code="16 06 07*"
    2026-02-01 L-1 treatment_certified fractions=[(900,"R 4","recycling")]
    """)
    assert life.at("recycled") == 900
    assert "certificate-mass-implausible" not in life.breaches


def test_an_operator_that_never_held_the_lot_certifies_nothing(life):
    """RECY2 is authorised, but the lot is at RECYCLER: recorded, a breach, and the grams await proof."""
    life.tell(
        REGISTERED + THERE + '2026-02-01 L-1 treatment_certified acting=RECY2 fractions=[(9000,"R 4","recycling")]'
    )
    assert life.breaches == {"operator-never-held-the-lot"}
    assert (life.at("recycled"), life.awaiting_proof()) == (0, 9000)
    life.tell('2026-02-02 L-1 treatment_certified fractions=[(9000,"R 4","recycling")]')
    assert life.at("recycled") == 9000


@pytest.mark.parametrize(("operator", "moves"), [("RECY2", False), ("RECYCLER", True)])
def test_a_lot_on_its_way_is_certified_by_its_destination_only(life, operator, moves):
    story = THERE.replace("2026-01-12 L-1 lot_received net=9000\n", "")
    life.tell(
        REGISTERED
        + story
        + f'2026-02-01 L-1 treatment_certified acting={operator} fractions=[(9000,"R 4","recycling")]'
    )
    assert life.breaches == (set() if moves else {"operator-never-held-the-lot"})
    assert life.at("recycled") == (9000 if moves else 0)
    assert life.at("transit") == (0 if moves else 9000)


def test_a_lot_that_another_received_is_his_all_the_same(life):
    """Sent to RECYCLER, received by RECY2: a breach, and from then on RECY2 holds it and may certify."""
    story = THERE.replace("lot_received net=9000", "lot_received net=9000 acting=RECY2")
    life.tell(REGISTERED + story)
    assert life.breaches == {"received-by-another-than-the-destination"}
    life.tell('2026-02-01 L-1 treatment_certified acting=RECY2 fractions=[(9000,"R 4","recycling")]')
    assert life.breaches == {"received-by-another-than-the-destination"}
    assert life.at("recycled") == 9000


@pytest.mark.parametrize(("code", "moves"), [("16 02 13*", True), ("16 02 14", False), (None, False)])
def test_a_deed_limited_to_waste_codes_says_nothing_of_waste_without_code(life, code, moves):
    """RECY2 may treat 16 02 13* only."""
    said = f'waste_code="{code}" ' if code else ""
    life.tell(
        REGISTERED.replace("reference=A-2", 'reference=A-2 waste_codes=["16 02 13*"]')
        + f'2026-01-12 L-1 lot_received {said}lines=[("peripheral",20,10000,True)] net=10000 acting=RECY2\n'
        + '2026-02-01 L-1 treatment_certified acting=RECY2 fractions=[(10000,"R 4","recycling")]'
    )
    assert ("operator-not-authorised" in life.breaches) is not moves
    assert life.at("recycled") == (10_000 if moves else 0)


@pytest.mark.parametrize(
    ("fraction", "mismatch", "account"),
    [
        ('(9000,"R 4","disposal")', True, None),
        ('(9000,"D 10","recycling")', True, None),
        ('(9000,"D 10","energy_recovery")', True, None),
        ('(9000,"R 1","recycling")', True, None),
        ('(9000,"R 99","recycling")', True, None),
        ('(9000,"R 1","energy_recovery")', False, "other_recovery"),
        ('(9000,"R 1","other_recovery")', False, "other_recovery"),
        ('(9000,"R 4","other_recovery")', True, "other_recovery"),
        ('(9000,"R 11","energy_recovery")', False, "other_recovery"),
        ('(9000,"D 9 F","disposal")', False, "disposed"),
    ],
)
def test_a_mode_of_the_other_family_proves_nothing(life, fraction, mismatch, account):
    """Such a fraction still awaits proof; energy recovery and other recovery are one claim."""
    life.tell(THERE + f"2026-02-01 L-1 treatment_certified fractions=[{fraction}]")
    assert life.breaches == ({"operation-code-mismatch"} if mismatch else set())
    ends = {name: life.at(name) for name in ("recycled", "other_recovery", "disposed") if life.at(name)}
    assert ends == ({account: 9000} if account else {})
    assert life.awaiting_proof() == (0 if account else 9000)


@pytest.mark.parametrize(("legal", "breach"), [("WASTE", False), ("PRODUCT", True)])
def test_what_is_treated_was_waste(life, legal, breach):
    """A product that was treated is a breach; its grams are recycled all the same."""
    life.tell(
        THERE.replace("legal=WASTE", f"legal={legal}")
        + '2026-02-01 L-1 treatment_certified fractions=[(9000,"R 4","recycling")]'
    )
    assert life.breaches == ({"treated-without-becoming-waste"} if breach else set())
    assert life.at("recycled") == 9000


def test_what_had_ceased_to_be_waste_and_is_treated_is_a_breach(life):
    life.tell(
        THERE
        + "2026-01-20 L-1 waste_ended acting=RECYCLER\n"
        + '2026-02-01 L-1 treatment_certified fractions=[(9000,"R 4","recycling")]'
    )
    assert life.breaches == {"treated-without-becoming-waste"}
    assert life.at("recycled") == 9000


def test_a_certificate_is_taken_back_whole_from_a_line_that_had_served_in_part(life):
    """
    2026-01-05 L-1 25 keyboards; 10 are handed out and come back, then all are waste and treated; the certificate falls.
    """
    life.tell("""
    2026-01-05 L-1 lot_opened lines=[("peripheral",25,12500,True)]
    2026-01-06 L-2 lot_regrouped parents=[("L-1",5000,10)]
    2026-01-07 L-2 discarded
    2026-01-07 L-1 discarded
    2026-01-08 L-2 lot_dispatched grams=5000
    2026-01-08 L-1 lot_dispatched grams=7500
    2026-01-09 L-1 lot_received net=7500
    2026-02-01 L-1 treatment_certified reference=C-1 fractions=[(7500,"R 4","recycling")]
    2026-03-01 L-1 certificate_withdrawn certificate=C-1
    """)
    assert (life.at("recycled"), life.awaiting_proof(), life.units("operator"), life.units("treated")) == (
        0,
        12500,
        15,
        0,
    )
