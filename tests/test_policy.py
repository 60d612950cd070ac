"""Targets: what the law asks from which day, and how a count stands against it."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from lifecycle import policy, reference
from lifecycle.policy import PUBLIC_REUSE_RATE, Standing
from lifecycle.reference import BadReference

RULES = policy.load("2026-1")


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        ("2022-12-31", None),
        ("2023-01-01", 25),
        ("2023-12-31", 25),
        ("2024-01-01", 35),
        ("2024-12-31", 35),
        ("2025-01-01", 50),
        ("2031-06-01", 50),
    ],
)
def test_the_target_changes_with_the_year(day, percent):
    """25 % in 2023, 35 % in 2024, 50 % from 2025 (décret 2023-266 art. 3); nothing before."""
    found = RULES.target(PUBLIC_REUSE_RATE, on=date.fromisoformat(day))
    assert (found and found.percent) == percent


def test_a_target_names_its_text_and_a_source_that_has_a_card():
    """An auditor follows it to the decree."""
    found = RULES.target(PUBLIC_REUSE_RATE, on=date(2025, 1, 1))
    assert "2023-266" in found.legal_ref
    assert found.source in reference.load().sources


@pytest.mark.parametrize(
    ("acquired", "retired", "beyond"),
    [
        ("2015-03-10", "2025-03-09", False),
        ("2015-03-10", "2025-03-10", False),
        ("2015-03-10", "2025-03-11", True),
        ("2016-02-29", "2026-02-28", False),
        ("2016-02-29", "2026-03-01", True),
    ],
)
def test_a_unit_of_ten_years_is_in_and_one_of_a_day_more_is_out(acquired, retired, beyond):
    """Ten years to the day on the day it was retired."""
    limit = RULES.age_limit(PUBLIC_REUSE_RATE, on=date(2025, 12, 31))
    assert limit.is_beyond(date.fromisoformat(acquired), date.fromisoformat(retired)) is beyond


@pytest.mark.parametrize(
    ("reached", "whole", "rate", "missing", "met"),
    [
        (5, 10, 5000, 0, True),
        (4, 10, 4000, 1, False),
        (5, 11, 4545, 1, False),
        (12, 10, 12000, 0, True),
        (0, 0, None, None, None),
    ],
)
def test_a_count_is_judged_in_whole_units(reached, whole, rate, missing, met):
    """Against 50 %: half of eleven units is six, and of nothing there is no rate."""
    standing = Standing(reached, whole, RULES.target(PUBLIC_REUSE_RATE, on=date(2025, 1, 1)))
    assert (standing.basis_points, standing.missing, standing.met) == (rate, missing, met)


def test_without_a_target_there_is_a_rate_and_no_judgement():
    """2022: the decree was not yet."""
    standing = Standing(1, 3, None)
    assert (standing.basis_points, standing.missing, standing.met) == (3333, None, None)


def test_a_new_target_is_one_block_and_older_editions_do_not_know_it(tmp_path):
    """2027-1: 60 % from 2028."""
    folder = _copy(tmp_path)
    block = '\n[[target]]\nid = "public_reuse_rate"\nlabel_fr = "x"\nlabel_en = "x"\nedition = "2027-1"\nvalid_from = 2028-01-01\npercent = 60\n'
    _add(folder, block)
    day = date(2028, 1, 1)
    assert policy.load("2027-1", folder=folder).target(PUBLIC_REUSE_RATE, on=day).percent == 60
    assert policy.load("2026-1", folder=folder).target(PUBLIC_REUSE_RATE, on=day).percent == 50


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ('[[target]]\nid = "x"\nlabel_fr = "x"\nlabel_en = "x"\nedition = "2026-1"\npercent = 101\n', "percent"),
        (
            '[[target]]\nid = "x"\nlabel_fr = "x"\nlabel_en = "x"\nedition = "2026-1"\npercent = 5\nsource = "hearsay"\n',
            "hearsay",
        ),
        (
            '[[target]]\nid = "x"\nlabel_fr = "x"\nlabel_en = "x"\nedition = "2026-1"\npercent = 5\nwheels = 4\n',
            "wheels",
        ),
    ],
)
def test_a_bad_target_is_refused_by_name(tmp_path, block, fault):
    """A share above everything, a source without a card, a key nobody reads."""
    folder = _copy(tmp_path)
    _add(folder, f"\n{block}")
    with pytest.raises(BadReference, match=fault):
        policy.load("2026-1", folder=folder)


def _copy(tmp_path):
    shutil.copytree(reference.reference_folder(), tmp_path / "reference")
    return tmp_path / "reference"


def _add(folder, block):
    file = folder / "targets.toml"
    file.write_text(file.read_text(encoding="utf-8") + block, encoding="utf-8")
