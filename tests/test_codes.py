"""Device codes and identities of facts."""

from __future__ import annotations

import random
import string
import uuid

import pytest

from lifecycle.codes import (
    ALPHABET,
    check_sign_ok,
    code_from,
    is_well_formed,
    machine_identity,
    make_code,
    random_code,
    uuid7,
    uuid8_of,
)

PREFIX_SIGNS = string.digits + string.ascii_uppercase
ALIKE = {frozenset(pair) for pair in ("I8", "LW", "OK", "U3")}
SAMPLES = [
    make_code("".join(chance.choices(PREFIX_SIGNS, k=size)), "".join(chance.choices(ALPHABET, k=7)))
    for chance in [random.Random(7)]
    for size in (2, 3, 4, 5, 6)
    for _ in range(12)
]


def signs_at(code: str, place: int) -> str:
    return PREFIX_SIGNS if place < len(code) - 8 else ALPHABET


@pytest.mark.parametrize("code", SAMPLES)
def test_every_wrong_sign_is_caught(code):
    """Each place of the code takes each other sign; only the four pairs of the prefix that must agree do."""
    missed = set()
    for place, right in enumerate(code):
        for wrong in signs_at(code, place):
            if wrong != right and check_sign_ok(code[:place] + wrong + code[place + 1 :]):
                missed.add(frozenset((wrong, right)))
                assert place < len(code) - 8
    assert missed <= ALIKE


@pytest.mark.parametrize("code", SAMPLES)
def test_every_swap_of_two_signs_is_caught(code):
    """Neighbours or not, prefix and check sign included."""
    for first in range(len(code)):
        for second in range(first + 1, len(code)):
            a, b = code[first], code[second]
            swapped = code[:first] + b + code[first + 1 : second] + a + code[second + 1 :]
            assert a == b or not check_sign_ok(swapped) or frozenset((a, b)) in ALIKE


def test_errors_are_caught_for_every_pair_of_signs_at_every_place():
    """The sum is linear: if no single difference and no swap at any place vanishes for one code, none does for any."""
    base = make_code("AAAAAA", "0000000")
    for place in range(14):
        sums = {}
        for sign in signs_at(base, place):
            code = base[:place] + sign + base[place + 1 : 13]
            check = next((end for end in ALPHABET if check_sign_ok(code + end)), None) if place < 13 else sign
            assert check is not None
            sums.setdefault(check, []).append(sign)
        assert all(len(same) == 1 or frozenset(same) in ALIKE for same in sums.values())


def test_four_pairs_is_the_least_a_check_sign_of_32_can_leave_in_a_prefix_of_36():
    assert len(PREFIX_SIGNS) - len(ALPHABET) == len(ALIKE)


@pytest.mark.parametrize(
    "text", ["", "ATL", "ATL7K3M9QX", "atl7k3m9qxf", "ATL7K3M9IXF", "ATLANTA7K3M9QXF", "AT-7K3M9QXF", "ATL7K3M9QXF "]
)
def test_other_texts_are_no_device_code(text):
    assert not is_well_formed(text)
    assert not check_sign_ok(text)


def test_a_code_has_prefix_seven_signs_and_check():
    code = random_code("ATL")
    assert code.startswith("ATL")
    assert len(code) == 11
    assert check_sign_ok(code)


@pytest.mark.parametrize("prefix", ["A", "TOOLONG", "at", "A-B", ""])
def test_a_bad_prefix_is_refused_with_what_a_prefix_is(prefix):
    with pytest.raises(ValueError, match="2 to 6"):
        make_code(prefix, "7K3M9QX")


@pytest.mark.parametrize("signs", ["7K3M9Q", "7K3M9QI", "7k3m9qx"])
def test_bad_signs_are_refused(signs):
    with pytest.raises(ValueError, match="7 signs"):
        make_code("ATL", signs)


def test_an_importer_gives_the_same_thing_the_same_code_and_another_if_it_is_taken():
    first, again, second = code_from("ATL", b"x"), code_from("ATL", b"x"), code_from("ATL", b"x", 1)
    assert first == again != second
    assert check_sign_ok(first)
    assert check_sign_ok(second)


def test_uuid7_carries_its_time_and_sorts_by_it():
    early, late = uuid7(1_000), uuid7(2_000)
    assert early < late
    assert uuid.UUID(early).version == 7
    assert uuid.UUID(early).variant == uuid.RFC_4122
    assert uuid7(1_000) != early


def test_uuid8_is_the_same_for_the_same_reader_and_key_only():
    one = uuid8_of("lshw", "abc")
    assert uuid.UUID(one).version == 8
    assert uuid.UUID(one).variant == uuid.RFC_4122
    assert one == uuid8_of("lshw", "abc")
    assert len({one, uuid8_of("table", "abc"), uuid8_of("lshw", "abd"), uuid8_of("lsh", "wabc")}) == 4


@pytest.mark.parametrize(
    "left, right",
    [
        (("Dell Inc.", "Latitude E5530", "D8FTRY1"), ("DELL", "latitude  e5530", "d8ftry1 ")),
        (("Hewlett-Packard", "HP ProBook 430 G4", "5CD7"), ("HP", "ProBook 430 G4", "5CD7")),
        (("ASUSTeK Computer INC.", "1000H", "8BOA-1"), ("ASUSTEK", "1000H", "8BOA1")),
    ],
)
def test_one_machine_told_in_two_ways_has_one_identity(left, right):
    assert machine_identity(*left) == machine_identity(*right) != ""


@pytest.mark.parametrize(
    "known", [(None, "X", "1"), ("Dell", None, "1"), ("Dell", "X", None), ("Dell", "X", "--"), ("", "", "")]
)
def test_without_maker_model_and_serial_there_is_no_identity(known):
    assert machine_identity(*known) == ""
