"""Masses and rows as people type them: read to the gram, or refused with all reasons at once."""

from __future__ import annotations

import pytest

from lifecycle.events import LotOpened, TreatmentCertified
from lifecycle.intake.masses import grams_told
from lifecycle.intake.rows import masses_told, rows_told
from lifecycle.intake.table.cells import BadCell


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("12,4 kg", 12_400),
        ("12.4kg", 12_400),
        ("12400 g", 12_400),
        ("12400", 12_400),
        ("12 400", 12_400),
        ("12\u202f400\u202fg", 12_400),
        ("1,2 t", 1_200_000),
        ("0,001 kg", 1),
        ("3 kilos", 3_000),
        ("0", 0),
    ],
)
def test_a_mass_is_read_to_the_gram(text, grams):
    """With its unit, or as whole grams."""
    assert grams_told(text) == grams


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12,4", "the unit is needed"),
        ("12,4 g", "more precise|whole number"),
        ("12,3456 kg", "more precise"),
        ("-3 kg", "below zero"),
        ("lourd", "not a mass"),
        ("kg", "not a mass"),
        ("12 lb", "not a mass"),
        ("1e9 kg", "not a number"),
        ("９" * 60, "too large|not a number"),
    ],
)
def test_a_doubtful_mass_is_refused_with_its_reason(text, why):
    """Nobody guesses whether 12,4 are kilograms."""
    with pytest.raises(BadCell, match=why):
        grams_told(text)


def test_rows_say_all_their_faults_at_once_with_their_place():
    """The second row has no operation, the third is empty, the fourth has two faults."""
    rows = [
        {"grams": "2 kg", "operation": "r4", "mode": "recycling"},
        {"grams": "300", "operation": "", "mode": ""},
        {"grams": " ", "operation": "", "mode": ""},
        {"grams": "12,5", "operation": "D 5", "mode": "burnt"},
    ]
    found = rows_told(TreatmentCertified, "fractions", rows, needed=("grams", "operation"))
    assert [fault.field for fault in found.faults] == ["fractions.1.operation", "fractions.3.grams", "fractions.3.mode"]
    assert found.values[0] == {"grams": 2000, "operation": "R 4", "mode": "recycling"}
    assert found.grams == 2300


def test_no_row_is_no_field():
    """A lot may be opened empty."""
    assert rows_told(LotOpened, "lines", [{"category": "", "count": ""}]).text is None


def test_masses_among_other_fields_become_whole_grams():
    """The tare is typed in kilograms, the slip stays as it is."""
    values, faults = masses_told({"gross": "23 kg", "tare": "1,5", "slip": "BSD-1", "net": None})
    assert values == {"gross": "23000", "tare": "1,5", "slip": "BSD-1", "net": None}
    assert [fault.field for fault in faults] == ["tare"]
