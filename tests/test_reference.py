"""The reference data: values by day and edition, codes, caps, categories."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lifecycle import reference, words
from lifecycle.reference import MissingValue, UnknownEdition

NOTES = Path(__file__).parents[2] / "shared" / "reference"
DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are compared in English; the language found is left behind."""
    found = words.language()
    words.choose_language("en")
    yield
    words.choose_language(found)


@pytest.fixture(scope="module")
def known() -> reference.Reference:
    return reference.load()


def rows(name: str) -> list[dict[str, str]]:
    path = NOTES / name
    if not path.exists():
        pytest.skip("the notes of the field are not here")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- categories ------------------------------------------------------------------------------------


def test_there_are_thirty_six_categories_with_a_name_in_both_languages(known):
    assert len(known.categories) == 36
    assert known.category("desktop").label("fr") == "Unité centrale (tour)"
    assert known.category("monitor_crt").label("fr") == "Écran cathodique"
    assert known.category("monitor_crt").label("en") == "CRT monitor"
    assert known.category("no-such-thing") is None


def test_the_categories_are_those_of_the_taxonomy(known):
    assert set(known.categories) == {row["category_id"] for row in rows("factors/taxonomy.csv")}


def test_what_the_category_does_not_settle_is_a_question_and_no_value(known):
    """A server is of category 4 or 6 by its size; a charger of 5 or 6 by what it charges."""
    for id in ("server", "charger", "ereader", "projector"):
        category = known.category(id)
        assert category.weee_category is None
        assert category.reen_in_scope is None
        assert "weee_category" in {question.about for question in category.asked}
        assert category.questions


def test_questions_speak_the_readers_language(known):
    assert known.category("ereader").questions[0].startswith("Is the screen")
    words.choose_language("fr")
    assert known.category("ereader").questions[0].startswith("La surface")


def test_each_absent_field_of_a_piece_of_equipment_is_asked_for(known):
    """A battery is no equipment, so it has no WEEE category and nothing to ask about it."""
    for category in known.categories.values():
        asked = {question.about for question in category.asked}
        if category.weee_category is None and category.id != "battery_liion":
            assert "weee_category" in asked, category.id
        if not category.waste_codes:
            assert "waste_codes" in asked, category.id


def test_the_reen_scope_is_categories_two_and_six(known):
    for category in known.categories.values():
        if category.weee_category and category.reen_in_scope:
            assert known.weee_categories[category.weee_category].reen_in_scope, category.id
    assert known.category("laptop").reen_in_scope is True
    assert known.category("copier").reen_in_scope is False


def test_the_mapping_comes_before_the_taxonomy_for_codes(known):
    """The taxonomy holds every flat screen for hazardous; the mapping asks for its backlight."""
    codes = known.category("monitor_medium").waste_codes
    assert codes["professional_no_hazard"] == "16 02 14"
    assert codes["professional_hazard"] == "16 02 13*"


@pytest.mark.parametrize("id", ["laptop", "desktop", "server", "smartphone", "tablet", "external_hdd", "copier"])
def test_what_stores_data_bears_data(known, id):
    assert known.category(id).bears_data


@pytest.mark.parametrize("id", ["monitor_medium", "peripheral", "charger", "battery_liion", "component"])
def test_what_stores_nothing_bears_no_data(known, id):
    assert not known.category(id).bears_data


# --- masses ----------------------------------------------------------------------------------------


def test_a_default_mass_has_bounds_only_where_they_are_published(known):
    laptop = known.mass_g("laptop", on=DAY)
    assert (laptop.low, laptop.central, laptop.high, laptop.unit) == (1079, 1650, 2787, "g")
    headphones = known.mass_g("headphones", on=DAY)
    assert (headphones.low, headphones.central, headphones.high) == (None, 390, None)


def test_bounds_may_have_another_source_than_the_central_value(known):
    printer = known.mass_g("printer", on=DAY)
    assert (printer.low, printer.central, printer.high) == (4105, 10320, 25600)
    assert printer.sources == ("unu_cbs", "restart_lca")


def test_every_default_mass_is_the_published_one_in_whole_grams(known):
    for row in rows("factors/proposed_defaults.csv"):
        published = [row[f"mass_kg_{bound}"] for bound in ("low", "central", "high")]
        grams = [round(float(text) * 1000) if text else None for text in published]
        mass = known.mass_g(row["category_id"], on=DAY)
        assert ([mass.low, mass.central, mass.high] if mass else [None] * 3) == grams, row["category_id"]


def test_a_missing_value_names_the_file_to_edit(known):
    with pytest.raises(MissingValue) as missing:
        known.value("laptop.mass_g", on=date(2009, 12, 31))
    assert str(missing.value) == (
        "laptop has no mass_g valid on 2009-12-31 in edition 2026-2; "
        "add a dated value with its source to categories/laptop.toml"
    )
    assert known.value("laptop.mass_g", on=date(2010, 1, 1)).central == 1650


def test_every_value_names_sources_that_have_a_card(known):
    for by_day in known.masses.values():
        for _first, _after, mass in by_day.stretches():
            assert set(mass.sources) <= set(known.sources)


@pytest.mark.parametrize(
    ("category", "grams", "within"),
    [
        ("laptop", 2_100, True),
        ("laptop", 2_100_000, False),
        ("laptop", 2, False),
        ("smartphone", 170, True),
        ("smartphone", 170_000, False),
        ("desktop", 9_000, True),
        ("desktop", 9_000_000, False),
        ("charger", 900, True),
        ("component", 8, True),
        ("workstation", 25_000, True),
        ("workstation", 25, False),
        ("unheard_of", 5_000, True),
        ("unheard_of", 5_000_000, False),
    ],
)
def test_a_mass_within_reason_is_not_a_thousand_times_off(known, category, grams, within):
    assert known.plausible_mass(category, grams, on=DAY) is within


def test_every_day_has_a_rule_for_masses(known):
    assert known.plausible_mass("laptop", 2_100, on=date.min)


def test_every_default_mass_and_its_bounds_are_plausible(known):
    for category in known.categories:
        mass = known.mass_g(category, on=DAY)
        for grams in (mass.low, mass.central, mass.high) if mass else ():
            assert grams is None or known.plausible_mass(category, grams, on=DAY)


# --- the list of waste -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "before", "from_then"),
    [
        ("16 06 05", "valid", "not_valid_that_day"),
        ("20 01 33*", "valid", "not_valid_that_day"),
        ("20 01 34", "valid", "not_valid_that_day"),
        ("16 06 04", "valid", "not_valid_that_day"),
        ("16 06 04*", "not_valid_that_day", "valid"),
        ("16 06 07*", "not_valid_that_day", "valid"),
        ("20 01 42*", "not_valid_that_day", "valid"),
        ("20 01 43*", "not_valid_that_day", "valid"),
        ("20 01 44", "not_valid_that_day", "valid"),
        ("16 02 13*", "valid", "valid"),
        ("16 06 01*", "valid", "valid"),
    ],
)
def test_battery_codes_change_on_the_ninth_of_november_2026(known, code, before, from_then):
    assert known.waste_code(code, on=date(2026, 11, 8)).status == before
    assert known.waste_code(code, on=date(2026, 11, 9)).status == from_then


def test_a_code_keeps_its_number_and_changes_its_wording(known):
    assert known.waste_code("16 06 01*", on=date(2026, 11, 8)).label == "accumulateurs au plomb"
    assert known.waste_code("16 06 01*", on=date(2026, 11, 9)).label == "batteries au plomb usagées"


def test_a_code_that_no_longer_holds_still_has_its_wording(known):
    gone = known.waste_code("16 06 05", on=date(2027, 1, 1))
    assert (gone.label, gone.valid_to) == ("autres piles et accumulateurs", date(2026, 11, 9))


def test_a_code_outside_the_list_is_unlisted_and_its_star_still_counts(known):
    assert known.waste_code("99 99 99*", on=DAY).status == "unlisted"
    assert known.waste_code("99 99 99*", on=DAY).dangerous is True
    assert known.waste_code("99 99 99", on=DAY).dangerous is None


def test_a_sub_chapter_is_no_code(known):
    """19 14 is the heading of the black masses: its codes have six digits."""
    assert known.waste_code("19 14", on=date(2026, 12, 1)).status == "unlisted"
    assert known.waste_code("19 14 02*", on=date(2026, 12, 1)).status == "valid"


def test_a_forgotten_star_is_suggested(known):
    assert known.waste_code("16 02 13", on=DAY).near == "16 02 13*"


def test_every_code_of_the_notes_is_listed(known):
    for row in rows("rules/waste_codes.csv"):
        if len(row["code"]) > len("19 14"):
            assert known.waste_code(row["code"], on=DAY).status != "unlisted", row["code"]
            assert known.waste_code(row["code"], on=DAY).dangerous is (row["dangerous"] == "yes")


# --- operations, caps, parts, words of machines ----------------------------------------------------


def test_recycling_of_metals_is_final_and_storage_is_not(known):
    assert known.operation("R 4").final
    assert known.operation("R 4").modes == {"recycling"}
    assert not known.operation("R 13").final
    assert known.operation("R 13").family == "interim"
    assert known.operation("R 1").modes == {"energy_recovery"}
    assert known.operation("R 99") is None


def test_the_operations_are_those_of_the_notes(known):
    modes = {
        "RECYCLAGE": "recycling",
        "VALORISATION_ENERGETIQUE": "energy_recovery",
        "AUTRES_VALORISATIONS": "other_recovery",
        "ELIMINATION": "disposal",
        "REUTILISATION": "reuse",
    }
    lines = rows("rules/operation_codes.csv")
    assert {line["code"] for line in lines} == set(known.operations)
    for line in lines:
        operation = known.operation(line["code"])
        assert operation.final is (line["final"] == "yes")
        assert operation.modes == {modes[word] for word in line["modes_accepted_by_validator"].split("|") if word}


@pytest.mark.parametrize(("day", "cents"), [(date(2022, 11, 9), None), (date(2022, 11, 10), 18000)])
def test_price_caps_hold_from_the_tenth_of_november_2022(known, day, cents):
    assert known.price_cap_cents("laptop", on=day) == cents


def test_a_unit_alone_is_held_to_the_cap_of_its_set(known):
    assert known.price_cap_cents("desktop", on=DAY) == 15000
    assert known.price_cap("desktop", on=DAY).of_a_set
    assert known.price_cap_cents("peripheral", on=DAY) is None
    assert known.value("tablet.price_cap", on=DAY).central == 10000


def test_disks_are_the_parts_that_bear_data(known):
    assert {kind.id for kind in known.part_kinds.values() if kind.storage} == {"ssd", "hdd"}
    assert known.part_kind("battery").category == "battery_liion"
    assert known.part_kind("ram").category == "component"
    assert known.part_kind("wheel") is None


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("notebook", "laptop"),
        ("Laptop", "laptop"),
        ("Sub Notebook", "laptop"),
        ("low-profile", "desktop"),
        ("Low Profile Desktop Computer", "desktop"),
        ("mini_tower", "desktop"),
        ("All In One", "all_in_one"),
        ("Rack Mount Chassis", "server"),
        ("Mini PC", "mini_pc"),
        ("tablet", "tablet"),
        ("unknown", None),
        ("", None),
    ],
)
def test_a_word_for_the_case_leads_to_a_category(known, word, category):
    assert known.category_of_chassis(word) == category


@pytest.mark.parametrize(
    "text",
    [
        "To be filled by O.E.M.",
        "TO BE FILLED BY O.E.M.",
        " System  Serial Number ",
        "NONE",
        "0",
        "00000000",
        "xxxxxxx",
        "Default string",
        "SN 123456789ABC",
        "123456789",
        "EeePC-0123456789",
        "INVALID",
        "Chassis Serial Number",
        "....",
        "",
    ],
)
def test_what_firmware_says_for_want_of_a_serial_is_no_identity(known, text):
    assert known.is_placeholder(text)


@pytest.mark.parametrize("serial", ["CZC0408YJG", "5CQ6VY1", "8BOAAQ191999", "192267801547", "R97841Y", "1Q63F5J"])
def test_a_true_serial_is_an_identity(known, serial):
    assert not known.is_placeholder(serial)


# --- editions --------------------------------------------------------------------------------------


def test_a_released_edition_never_changes():
    """An edited value fails here: put it back, and add a block with a newer edition instead."""
    released = reference.released()
    assert released
    for edition, card in released.items():
        assert reference.digest(reference.resolved(edition)) == card.sha256, edition


def test_an_unknown_edition_is_refused_with_the_known_ones(known):
    with pytest.raises(UnknownEdition, match=r"unknown edition 1999-1; choose one of 2026-1"):
        reference.load("1999-1")
