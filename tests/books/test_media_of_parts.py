"""Storage parts carry data with them, named or not."""

from __future__ import annotations

import pytest

from books.life import Life

PC = """
2026-01-05 PC-1 received category=laptop
2026-01-05 PC-1 weighed grams=2000
"""
READ = PC + "2026-01-06 PC-1 hardware_read media=[ssd-1]\n"
HOST = """
2026-01-05 PC-2 received category=laptop
2026-01-05 PC-2 weighed grams=1500
2026-01-06 PC-2 media_absent
"""
OUT = "2026-01-07 PC-1 part_removed part=P-1 part_kind=ssd grams=60\n"


@pytest.fixture
def life() -> Life:
    return Life()


def media(life: Life, code: str) -> dict[str, str]:
    return {medium: known.state for medium, known in life.device(code).media.items()}


def test_a_disk_taken_out_without_a_word_is_the_only_one_inside(life):
    life.tell(READ + OUT)
    assert media(life, "PC-1") == {"ssd-1": "removed"}
    assert life.memory.state("part:P-1").item.medium == "ssd-1"


@pytest.mark.parametrize("wiped", [True, False])
def test_it_takes_along_what_is_known_of_its_data(life, wiped):
    """Wiped before it came out, the disk makes its new host fit; not wiped, it does not."""
    wipe = "2026-01-06T10:00 PC-1 data_sanitised medium=ssd-1\n" if wiped else ""
    life.tell(READ.replace("2026-01-06 PC", "2026-01-06T09:00 PC") + wipe + OUT + HOST)
    life.tell("2026-01-08 PC-2 part_installed part=P-1\n2026-01-10 PC-2 handed_over")
    assert media(life, "PC-2") == {"ssd-1": "sanitised" if wiped else "unknown"}
    assert life.breaches == (set() if wiped else {"media-not-fit"})


@pytest.mark.parametrize("before", ["", "2026-01-06 PC-1 hardware_read media=[a,b]\n"])
def test_of_several_disks_or_none_known_it_is_an_unknown_one_under_its_own_code(life, before):
    life.tell(PC + before + OUT + HOST + "2026-01-08 PC-2 part_installed part=P-1")
    assert media(life, "PC-1")["P-1"] == "removed"
    assert media(life, "PC-2") == {"P-1": "unknown"}
    life.tell("2026-01-10 PC-2 handed_over")
    assert life.breaches == {"media-not-fit"}


def test_a_loose_disk_that_was_never_wiped_is_not_fit_to_be_given(life):
    life.tell(PC + OUT + "2026-01-08 P-1 handed_over")
    assert life.breaches == {"media-not-fit"}


def test_a_part_that_bears_no_data_brings_no_medium(life):
    life.tell(
        PC + OUT.replace("ssd", "ram") + HOST + "2026-01-08 PC-2 part_installed part=P-1\n2026-01-10 PC-2 handed_over"
    )
    assert (media(life, "PC-2"), life.breaches) == ({}, set())


def test_a_new_disk_is_clean_under_its_own_code(life):
    life.tell(
        PC + "2026-01-08 PC-1 part_installed part=P-2 new=true part_kind=ssd grams=50\n2026-01-10 PC-1 handed_over"
    )
    assert (media(life, "PC-1"), life.breaches) == ({"P-2": "sanitised"}, set())


def test_disk_sda_of_another_machine_is_not_the_one_inside(life):
    """Both machines call their disk “sda”. That of PC-1 was wiped; that of PC-2 was not, and stays unknown."""
    life.tell(
        PC
        + """2026-01-06T09:00 PC-1 hardware_read media=[sda]
        2026-01-06T10:00 PC-1 data_sanitised medium=sda
        2026-01-07 PC-1 part_removed part=P-1 part_kind=ssd grams=60
        2026-01-05 PC-2 received category=laptop
        2026-01-06 PC-2 hardware_read media=[sda]
        2026-01-08 PC-2 part_installed part=P-1"""
    )
    assert media(life, "PC-2") == {"sda": "unknown", "P-1": "sanitised"}


def test_a_disk_wiped_in_its_host_is_wiped_when_it_comes_out(life):
    life.tell(PC + OUT + HOST)
    life.tell("""
    2026-01-08 PC-2 part_installed part=P-1
    2026-01-09 PC-2 data_sanitised medium=P-1
    2026-01-10 PC-2 part_removed part=P-1
    2026-01-11 P-1 handed_over
    """)
    assert life.breaches == set()


@pytest.mark.parametrize(
    "left",
    ["part_removed part=P-1 part_kind=ssd grams=60 medium=ssd-1", "media_destroyed part=P-1 medium=ssd-1 grams=60"],
)
@pytest.mark.parametrize("read_on", ["2026-01-06", "2026-01-09"])
def test_a_medium_that_is_seen_inside_later_is_inside(life, left, read_on):
    """A machine file read after the disk was said to be gone mentions it: it is there, and may hold data."""
    life.tell(READ + f"2026-01-08 PC-1 {left}\n{read_on} PC-1 hardware_read media=[ssd-1]\n2026-02-01 PC-1 handed_over")
    seen = read_on > "2026-01-08"
    assert (media(life, "PC-1")["ssd-1"] == "unknown") is seen
    assert life.breaches == ({"media-not-fit"} if seen else set())
