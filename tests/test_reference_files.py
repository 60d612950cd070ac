"""The files of the reference data are read strictly, and only ever added to."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lifecycle import reference, words
from lifecycle.reference import BadReference

LAPTOP = "categories/laptop.toml"
RESTART = "factors/restart_lca.toml"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are compared in English; the language found is left behind."""
    found = words.language()
    words.choose_language("en")
    yield
    words.choose_language(found)


@pytest.fixture
def folder(tmp_path) -> Path:
    shutil.copytree(reference.reference_folder(), tmp_path / "reference")
    return tmp_path / "reference"


def add(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def swap(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> str:
    with pytest.raises(BadReference) as bad:
        reference.load(folder=folder)
    return str(bad.value)


def mass(day: str, edition: str, central: int, source: str = "unu_cbs") -> str:
    return f'\n[[mass_g]]\nvalid_from = {day}\nedition = "{edition}"\ncentral = {central}\nsource = "{source}"\n'


def test_a_value_is_added_under_the_old_one_and_last_years_report_stays(folder):
    """
    2026-1  headphones weigh 390 g from 2010
    2027-1  headphones weigh 300 g from 2025
    """
    before = reference.digest(reference.resolved("2026-1", folder=folder))
    other = folder.parent / "later"
    shutil.copytree(folder, other)
    add(other, "categories/headphones.toml", mass("2025-01-01", "2027-1", 300))
    new = reference.load(folder=other)
    assert new.edition == "2027-1"
    assert new.mass_g("headphones", on=date(2024, 12, 31)).central == 390
    assert new.mass_g("headphones", on=date(2025, 1, 1)).central == 300
    assert reference.load("2026-1", folder=other).mass_g("headphones", on=date(2025, 1, 1)).central == 390
    assert reference.digest(reference.resolved("2026-1", folder=other)) == before
    assert reference.digest(reference.resolved("2027-1", folder=other)) != before


def first(folder: Path, file: str, start: str) -> str:
    """The first line of a file that starts so."""
    return next(line for line in (folder / file).read_text(encoding="utf-8").splitlines() if line.startswith(start))


@pytest.mark.parametrize(
    ("file", "start", "value"),
    [
        ("categories/headphones.toml", "central ", "391"),
        (LAPTOP, "bears_data ", "false"),
        (LAPTOP, "price_cap ", '"tablet"'),
        (LAPTOP, "weee_category ", '"5"'),
        (LAPTOP, "reen_in_scope ", "false"),
        ("part_kinds.toml", "category ", '"battery_liion"'),
        ("part_kinds.toml", "storage ", "true"),
        ("operation_codes.toml", "modes_in_public_doc ", '["disposal"]'),
        ("operation_codes.toml", "modes ", '["energy_recovery"]'),
        ("price_caps.toml", "cents ", "1"),
        ("weee_categories.toml", "reen_in_scope ", "true"),
    ],
)
def test_an_edited_value_changes_the_hash_of_its_edition(folder, file, start, value):
    """Whatever decides a figure or a breach: a mass, a cap, whether it bears data, what an operation may count as."""
    line = first(folder, file, start)
    swap(folder, file, f"{line}\n", f"{start}= {value}\n")
    card = reference.released(folder=folder)["2026-1"]
    assert reference.digest(reference.resolved("2026-1", folder=folder)) != card.sha256


def test_a_category_and_a_kind_of_part_of_a_later_edition_do_not_change_the_hash(folder):
    """They name the edition that brought them; without it, they would change what 2026-1 said."""
    part = '\n[[part_kind]]\nid = "dock"\nlabel_fr = "Station"\nlabel_en = "Dock"\ncategory = "component"\nstorage = false\n'
    add(folder, "part_kinds.toml", f'{part}edition = "2027-1"\n')
    category = 'id = "drone"\nlabel_fr = "Drone"\nlabel_en = "Drone"\nsources = ["lifecycle"]\nbears_data = true\n'
    later = f'edition = "2027-1"\n{mass("2026-01-01", "2027-1", 700, "lifecycle")}'
    (folder / "categories/drone.toml").write_text(category + later, encoding="utf-8")
    card = reference.released(folder=folder)["2026-1"]
    assert reference.digest(reference.resolved("2026-1", folder=folder)) == card.sha256
    assert {'"name":"drone"', '"name":"dock"'} <= set(
        re.findall(r'"name":"d[a-z]*"', reference.resolved("2027-1", folder=folder))
    )
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    swap(other, "part_kinds.toml", f'{part}edition = "2027-1"\n', part)
    assert reference.digest(reference.resolved("2026-1", folder=other)) != card.sha256


def test_a_corrected_wording_does_not_change_the_hash(folder):
    swap(folder, "waste_codes.toml", '"aluminium"', '"Aluminium"')
    card = reference.released(folder=folder)["2026-1"]
    assert reference.digest(reference.resolved("2026-1", folder=folder)) == card.sha256


def test_editions_are_ordered_by_number_not_by_letter(folder):
    add(folder, "categories/headphones.toml", mass("2025-01-01", "2026-2", 300))
    add(folder, "categories/headphones.toml", mass("2025-01-01", "2026-10", 310))
    assert reference.editions(folder=folder) == ("2026-1", "2026-2", "2026-10")
    assert reference.load(folder=folder).mass_g("headphones", on=date(2026, 1, 1)).central == 310


def test_a_code_corrected_in_a_newer_edition_is_restated_whole(folder):
    """The Official Journal, once read, shows that 16 06 05 went on for a year."""
    correction = (
        '\n[[waste_code]]\ncode = "16 06 05"\nlabel_fr = "autres piles"\ndangerous = false\n'
        'valid_to = 2027-11-09\nedition = "2027-1"\n'
    )
    add(folder, "waste_codes.toml", correction)
    assert reference.load(folder=folder).waste_code("16 06 05", on=date(2027, 1, 1)).status == "valid"
    old = reference.load("2026-1", folder=folder)
    assert old.waste_code("16 06 05", on=date(2027, 1, 1)).status == "not_valid_that_day"


def test_a_new_category_is_one_file(folder):
    (folder / "categories/drone.toml").write_text(
        'id = "drone"\nlabel_fr = "Drone"\nlabel_en = "Drone"\nsources = ["lifecycle"]\nweee_category = "5"\n'
        "bears_data = true\n" + mass("2026-01-01", "2027-1", 700, "lifecycle"),
        encoding="utf-8",
    )
    new = reference.load(folder=folder)
    assert new.category("drone").bears_data
    assert new.plausible_mass("drone", 900, on=date(2026, 6, 1))


def test_a_value_whose_source_has_no_card_does_not_load(folder):
    add(folder, LAPTOP, mass("2030-01-01", "2030-1", 1500, "hearsay"))
    assert "categories/laptop.toml: mass_g: its source hearsay has no card in sources.toml" in faults(folder)


def test_a_value_without_a_source_does_not_load(folder):
    add(folder, LAPTOP, '\n[[mass_g]]\nvalid_from = 2030-01-01\nedition = "2030-1"\ncentral = 1500\n')
    assert "categories/laptop.toml: mass_g 1.source: is missing" in faults(folder)


def test_a_share_alike_value_stands_in_the_file_of_its_source_only(folder):
    add(folder, LAPTOP, mass("2030-01-01", "2030-1", 1500, "boavizta_pcf"))
    assert "boavizta_pcf asks to share alike; move the value to factors/boavizta_pcf.toml" in faults(folder)


def test_no_share_alike_value_stands_in_a_category_file():
    known = reference.load()
    shared = {id for id, source in known.sources.items() if source.share_alike}
    assert shared == {"boavizta_pcf", "restart_lca", "gem_2024"}
    for path in (reference.reference_folder() / "categories").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert not [id for id in shared if f'source     = "{id}"' in text], path.name


def test_a_factor_file_bears_the_licence_of_its_source(folder):
    swap(folder, RESTART, "CC-BY-SA-4.0", "MIT")
    assert "factors/restart_lca.toml: licence: is not the licence of the source's card" in faults(folder)


def test_an_unknown_key_is_refused_by_name(folder):
    swap(folder, LAPTOP, "bears_data", "wheels = 4\nbears_data")
    swap(folder, "price_caps.toml", "cents      = 18000", "cents      = 18000\nprice = 180")
    said = faults(folder)
    assert "categories/laptop.toml: wheels: unknown key" in said
    assert "price_caps.toml: price_cap laptop.price: unknown key" in said


def test_blocks_of_one_edition_do_not_overlap(folder):
    add(folder, "categories/headphones.toml", mass("2020-01-01", "2026-1", 400))
    assert "categories/headphones.toml: mass_g headphones: the block of 2020-01-01 overlaps" in faults(folder)


def test_blocks_stand_in_order(folder):
    swap(
        folder,
        "categories/headphones.toml",
        "[[mass_g]]",
        mass("2025-01-01", "2027-1", 300).strip() + "\n\n[[mass_g]]",
    )
    assert "mass_g headphones: the block of 2010-01-01 is out of order" in faults(folder)


def test_two_files_may_not_give_the_same_figure(folder):
    extra = '\n[[mass_g]]\ncategory = "headphones"\nvalid_from = 2010-01-01\nedition = "2026-1"\ncentral = 380\n'
    add(folder, RESTART, extra)
    assert "mass_g headphones: central is given twice" in faults(folder)


def test_bounds_are_on_their_sides(folder):
    extra = '\n[[mass_g]]\ncategory = "headphones"\nvalid_from = 2010-01-01\nedition = "2026-1"\nlow = 900\n'
    add(folder, RESTART, extra)
    assert "mass_g headphones: low, central and high are not in this order" in faults(folder)


def test_a_mass_is_a_whole_number_of_grams(folder):
    swap(folder, "categories/headphones.toml", "central    = 390", "central    = 390.5")
    assert "categories/headphones.toml: mass_g 1.central" in faults(folder)


def test_names_between_files_are_known(folder):
    swap(folder, LAPTOP, '"ECR"', '"NOWHERE"')
    swap(folder, LAPTOP, '"16 02 13*"', '"16 99 13*"')
    said = faults(folder)
    assert "categories/laptop.toml: flux: NOWHERE is not known here" in said
    assert "categories/laptop.toml: waste_codes: 16 99 13* is not known here" in said


def test_a_star_and_danger_go_together(folder):
    swap(folder, "waste_codes.toml", "dangerous  = true", "dangerous  = false")
    assert "dangerous must be true where the code has a star" in faults(folder)


def test_every_fault_is_said_at_once(folder):
    (folder / "price_caps.toml").unlink()
    (folder / "chassis.toml").write_text("[words", encoding="utf-8")
    swap(folder, LAPTOP, "bears_data    = true", 'bears_data    = "yes"')
    said = faults(folder)
    assert "price_caps.toml is missing" in said
    assert "chassis.toml cannot be read" in said
    assert "categories/laptop.toml: bears_data" in said


def test_a_category_file_is_named_after_its_category(folder):
    (folder / LAPTOP).rename(folder / "categories/notebook.toml")
    assert "categories/notebook.toml: id: the file of category laptop must be called laptop.toml" in faults(folder)


def test_a_folder_without_a_rule_for_every_day_does_not_load(folder):
    swap(folder, "plausibility.toml", "[[general]]", "[[general]]\nvalid_from = 2020-01-01")
    assert "plausibility.toml: general: one rule of the oldest edition (2026-1)" in faults(folder)


def test_an_absent_folder_is_said_plainly(tmp_path):
    with pytest.raises(BadReference, match="is not a folder"):
        reference.load(folder=tmp_path / "nowhere")


def test_a_folder_without_a_rule_for_certificates_does_not_load(folder):
    swap(folder, "plausibility.toml", "[[certificate]]", "[[certificate]]\nvalid_to = 2030-01-01")
    assert "plausibility.toml: certificate: one rule of the oldest edition (2026-1)" in faults(folder)
