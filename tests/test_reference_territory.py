"""Communes, groupings, departments and populations: the tables agree with one another."""

from __future__ import annotations

import shutil

import pytest

from lifecycle import reference
from lifecycle.reference import BadReference
from lifecycle.reference.territory import department_of, load_territory

KNOWN = load_territory("2026-1")
TODAY = [one for one in KNOWN.communes.values() if not one.within]


def test_every_name_between_the_tables_is_known():
    """A grouping, a department, the commune in which a former one lies."""
    assert len(TODAY) > 34_000
    for one in KNOWN.communes.values():
        assert not one.within or not KNOWN.communes[one.within].within, one
        assert not one.grouping or one.grouping in KNOWN.groupings, one
        assert one.within or department_of(one.code) in KNOWN.departments, one


def test_populations_add_up():
    """The inhabitants of departments are those of the communes, and groupings hold most of them."""
    people = sum(one.population or 0 for one in TODAY)
    departments = {department_of(one.code) for one in TODAY}
    assert people == sum(KNOWN.population(code) or 0 for code in departments)
    assert 0.98 * people < sum(KNOWN.population_of_grouping(code) or 0 for code in KNOWN.groupings) <= people
    assert 65_000_000 < people < 72_000_000


@pytest.mark.parametrize(
    ("code", "today", "department"),
    [
        ("44109", "44109", "44"),
        ("69381", "69123", "69"),
        ("2A004", "2A004", "2A"),
        ("97411", "97411", "974"),
        ("99999", "99999", "99"),
    ],
)
def test_a_code_lies_in_the_commune_of_today(code, today, department):
    """Nantes, a district of Lyon, Ajaccio, Saint-Denis de La Réunion, nothing."""
    assert (KNOWN.today(code), department_of(code)) == (today, department)


def test_a_district_has_inhabitants_of_its_own():
    """The districts of Lyon add up to Lyon."""
    districts = [one for one in KNOWN.communes.values() if one.within == "69123" and one.population]
    assert sum(one.population for one in districts) == KNOWN.population("69123")


def test_a_grouping_over_two_departments_is_cut_for_one_of_them():
    """Each part, and the whole."""
    over = {}
    for one in TODAY:
        over.setdefault(one.grouping, set()).add(department_of(one.code))
    code = next(code for code, departments in sorted(over.items()) if code and len(departments) == 2)
    parts = [KNOWN.population_of_grouping(code, within=department) for department in over[code]]
    assert sum(parts) == KNOWN.population_of_grouping(code)


def test_its_source_has_a_card_and_a_free_licence():
    """Licence Ouverte."""
    assert "Licence Ouverte" in reference.load().sources[KNOWN.source].licence


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("vintages.toml", '[[vintage]]\nyear = 2026\nedition = "2027-1"\nsource = "lifecycle"\n', "2026-1"),
        ("communes-2026.csv", "code;name;population;grouping;within\n44109;Nantes;many;;\n", "communes-2026.csv"),
        ("groupings-2026.csv", "code;name\n1\n", "groupings-2026.csv"),
        ("departments-2026.csv", None, "departments-2026.csv"),
    ],
)
def test_a_broken_table_is_refused_by_name(tmp_path, file, text, fault):
    """No vintage for the edition, a population in words, a cell that lacks, a file that lacks."""
    folder = tmp_path / "reference"
    shutil.copytree(reference.reference_folder(), folder)
    (folder / "territory" / file).unlink()
    if text is not None:
        (folder / "territory" / file).write_text(text, encoding="utf-8")
    with pytest.raises(BadReference, match=fault):
        load_territory("2026-1", folder=folder)
