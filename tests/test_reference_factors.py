"""Factors: values of formulas by family and key, bounds of several sources, known faults of sources guarded."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lifecycle import reference, words
from lifecycle.quantity import Estimate
from lifecycle.reference import BadReference, Factor

NOTES = Path(__file__).parents[2] / "shared" / "reference" / "factors"
DAY = date(2026, 6, 1)
ADEME = "factors/ademe_acv_numerique.toml"
OWN = "factors/lifecycle.toml"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are compared in English; the language found is left behind."""
    found = words.language()
    words.choose_language("en")
    yield
    words.choose_language(found)


@pytest.fixture(scope="module")
def known() -> reference.Reference:
    return reference.load("2026-2")


@pytest.fixture
def folder(tmp_path) -> Path:
    shutil.copytree(reference.reference_folder(), tmp_path / "reference")
    return tmp_path / "reference"


def rows(name: str) -> list[dict[str, str]]:
    path = NOTES / name
    if not path.exists():
        pytest.skip("the notes of the field are not here")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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


def factor(name: str, key: str = "", *, unit: str = "kgCO2e", day: str = "2010-01-01", **others: str) -> str:
    """A block of a factor file; what is given as text stands as it is."""
    lines = [f'name = "{name}"', f'key = "{key}"', f'unit = "{unit}"', f"valid_from = {day}"]
    return "\n[[factor]]\n" + "\n".join([*lines, *(f"{one} = {value}" for one, value in others.items())]) + "\n"


# --- what is known, when ---------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "is_known"), [("2026-1", False), ("2026-2", True)])
def test_the_first_edition_knows_no_factor_and_the_second_does(edition, is_known):
    then = reference.load(edition)
    assert (then.factor("embodied", "laptop", on=DAY) is not None) == is_known
    assert bool(then.factors) == bool(then.corrections) == is_known


@pytest.mark.parametrize(("day", "revision", "kilograms"), [("2021-08-12", 1, "2.260"), ("2021-08-13", 2, "1.83")])
def test_the_fixometer_has_two_revisions_by_day(known, day, revision, kilograms):
    """The migration of 2021-08-13 moved the figures; what was reported before keeps its own."""
    medium = known.factor("restart_fixometer.mass", "16", on=date.fromisoformat(day))
    assert (medium.central, medium.note) == (Decimal(kilograms), f"revision {revision}")


@pytest.mark.parametrize(
    ("day", "kilogram", "source"),
    [
        ("2019-12-31", "0.098", "boaviztapi"),
        ("2020-01-01", "0.0599", "base_carbone"),
        ("2024-12-31", "0.0599", "base_carbone"),
        ("2025-01-01", "0.0519", "impactco2"),
    ],
)
def test_electricity_in_france_follows_the_years_that_a_source_speaks_of(known, day, kilogram, source):
    grid = known.factor("grid", "FR", on=date.fromisoformat(day))
    assert (grid.central, grid.source, grid.unit) == (Decimal(kilogram), source, "kgCO2e/kWh")


def test_a_value_is_its_digits_and_not_a_binary_neighbour(known):
    assert known.factor("restart_fixometer.ratio", "powered", on=DAY).central == Decimal("32.06679233")


def test_what_no_source_gives_is_absent(known):
    assert known.factor("embodied", "ereader", on=DAY) is None
    assert known.factor("life_new", "thin_client", on=DAY) is None
    assert known.factor("refurbishing", "desktop", on=DAY) is None
    assert known.factor("part", "graphics_card", on=DAY) is None
    assert known.factor("use_kwh_old", "laptop", on=DAY) is None
    assert known.factor("embodied", "laptop", on=date(2009, 12, 31)) is None


def test_each_value_rests_on_sources_with_cards_and_is_within_its_bounds(known):
    for timeline in known.factors.values():
        for _first, _after, value in timeline.stretches():
            assert set(value.sources) <= set(known.sources)
            assert value.estimate.unit == value.unit
            assert (value.shape == "point") == (value.low is None and value.high is None)


def test_each_family_has_a_value_or_is_asked_for_in_vain_by_design(known):
    """Electricity of old machines is asked for wherever a source would give it; none does."""
    assert set(known.families) - {name for name, _key in known.factors} == {
        "use_kwh_old",
        "boavizta_pcf.total",
        "ecosystem_cedre.recycling_saving",
    }


# --- bounds of several sources ---------------------------------------------------------------


def test_bounds_may_come_from_other_sources_than_the_value(known):
    laptop = known.factor("embodied", "laptop", on=DAY)
    assert laptop.estimate == Estimate(
        Decimal("185.09"),
        Decimal("135.27"),
        Decimal("386.144"),
        "kgCO2e",
        ("ademe_acv_numerique", "boavizta_pcf"),
    )
    assert (laptop.shape, laptop.shared_by) == ("triangular", "source")


def test_a_value_and_each_of_its_bounds_may_have_three_sources(known):
    """
    embodied smartphone  low 20.9498 (Boavizta)  central 79.516 (ADEME)  high 84.0 (BoaviztAPI)
    substitution         low 0 (Makov)           central 0.5 (ours)      high 1 (ADEME 2022)
    """
    phone = known.factor("embodied", "smartphone", on=DAY)
    assert phone.sources == ("ademe_acv_numerique", "boavizta_pcf", "boaviztapi")
    assert (phone.low, phone.central, phone.high) == (Decimal("20.9498"), Decimal("79.516"), Decimal("84.0"))
    assert phone.note.startswith("manufacture + distribution + end of life")
    rate = known.factor("substitution", on=DAY)
    assert rate.sources == ("lifecycle", "ademe_recond_2022", "makov_2018")
    assert (rate.low, rate.central, rate.high, rate.shared_by) == (0, Decimal("0.5"), 1, "fleet")


def test_a_sample_that_gives_all_three_is_drawn_as_one(known):
    server = known.factor("embodied", "server", on=DAY)
    assert (server.shape, server.sources) == ("lognormal", ("boavizta_pcf",))


def test_where_one_bound_is_published_the_value_is_its_own_bound_on_the_other_side(known):
    box = known.factor("embodied", "router_box", on=DAY)
    assert (box.low, box.central, box.high) == (Decimal("18.32"), Decimal("63.04"), None)
    assert (box.estimate.low, box.estimate.high) == (Decimal("18.32"), Decimal("63.04"))


def test_a_value_without_bounds_is_a_point_without_an_invented_range(known):
    short_ton = known.factor("epa_warm_v16.short_ton", on=DAY)
    assert (short_ton.shape, short_ton.estimate.low, short_ton.estimate.high) == ("point", None, None)


def test_an_unknown_origin_of_waste_claims_no_credit_but_may_be_a_households(known):
    origin = {key: known.factor("recycling_baseline", key, on=DAY) for key in ("household", "professional", "unknown")}
    assert {key: value.central for key, value in origin.items()} == {
        "household": Decimal("0.428"),
        "professional": 1,
        "unknown": 1,
    }
    assert (origin["unknown"].low, origin["unknown"].sources) == (Decimal("0.428"), ("lifecycle", "gem_2024"))


# --- read strictly ---------------------------------------------------------------------------


def test_an_unknown_key_of_a_block_is_refused_by_name(folder):
    add(folder, OWN, factor("draws", unit="1", day="2030-01-01", central="5", wheels="4"))
    assert "factors/lifecycle.toml: factor draws.wheels: unknown key" in faults(folder)


def test_a_key_at_the_top_that_nobody_reads_is_refused(folder):
    path = folder / OWN
    path.write_text("wheels = 4\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert "factors/lifecycle.toml: wheels: unknown key" in faults(folder)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (factor("embodied", "drone", central="5"), "factors/lifecycle.toml: embodied drone: drone is not known here"),
        (factor("part", "wheel", central="5"), "part wheel: wheel is not known here"),
        (factor("transport", "rocket", unit="kgCO2e/km", central="5"), "transport rocket: rocket is not known here"),
        (factor("embodied", "", central="5"), "embodied:  is not known here"),
        (factor("grid", "", unit="kgCO2e/kWh", central="5"), "grid: needs a key"),
        (factor("draws", "two", unit="1", central="5"), "draws two: this family has no key"),
        (factor("wheels", central="5"), "wheels: its family is not in factor_families.toml; add it there"),
        (factor("embodied", "laptop", unit="g", central="5"), "its unit must be that of its family: kgCO2e"),
        (factor("embodied", "ereader", low="5"), "embodied ereader: has no central value"),
        (factor("embodied", "ereader"), "embodied ereader: gives neither a central value nor a bound"),
        (factor("embodied", "ereader", central='"5"'), "embodied ereader.central: must be a number"),
        (factor("embodied", "ereader", central="true"), "embodied ereader.central: must be a number"),
        (factor("embodied", "ereader", central="nan"), "embodied ereader.central"),
        (factor("embodied", "ereader", central="5", high="4"), "low, central and high are not in this order"),
        (factor("embodied", "laptop", central="5"), "embodied laptop: central is given twice for the same days"),
        (factor("embodied", "ereader", central="5", source='"gem_2024"'), "only values of the file's own source"),
        (factor("embodied", "tablet", high="300", valid_to="2027-01-01"), "valid_to differs from the other file"),
        (
            factor("draws", unit="1", day="2012-01-01", central="5"),
            "draws: the block of 2012-01-01 overlaps the one before it in edition 2026-2",
        ),
    ],
)
def test_a_block_that_cannot_be_used_says_what_is_wrong(folder, block, said):
    add(folder, OWN, block)
    assert said in faults(folder)


def test_all_that_is_wrong_is_said_at_once(folder):
    add(folder, OWN, factor("embodied", "drone", central="5") + factor("wheels", central="5"))
    said = faults(folder)
    assert "drone is not known here" in said
    assert "its family is not in" in said


def test_files_that_give_one_value_agree_on_how_it_is_drawn(folder):
    swap(folder, "factors/makov_2018.toml", "low   = 0\n", 'low   = 0\nshape = "lognormal"\n')
    assert "substitution: the files that give this value disagree on how it is drawn" in faults(folder)


def test_a_key_of_a_peer_must_be_one_of_its_tables(folder):
    swap(folder, "categories/laptop.toml", '= "16"', '= "160"')
    assert "categories/laptop.toml: peers.restart_fixometer: 160 is not known here" in faults(folder)


def test_a_category_knows_what_the_owners_of_methods_call_it(known):
    peers = known.category("laptop").peers
    assert (peers["restart_fixometer"], peers["impactco2"]) == ("16", "ordinateurportable")
    assert known.owners_name("restart_fixometer", "16") == "Laptop medium"
    assert known.owners_name("restart_fixometer", "no such key") == "no such key"


# --- added to, never changed -----------------------------------------------------------------


def test_a_newer_edition_adds_a_value_and_the_older_one_stays(folder):
    """
    2026-2  a smartphone lives 2.5 years
    2027-1  4 years, from 2027
    """
    before = reference.digest(reference.resolved("2026-2", folder=folder))
    life = factor("life_new", "smartphone", unit="year", day="2027-01-01", central="4", edition='"2027-1"')
    add(folder, ADEME, life)
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    new = reference.load(folder=other)
    assert new.edition == "2027-1"
    assert new.factor("life_new", "smartphone", on=date(2026, 12, 31)).central == Decimal("2.5")
    assert new.factor("life_new", "smartphone", on=date(2027, 1, 1)).central == 4
    assert new.at("2026-2").factor("life_new", "smartphone", on=date(2027, 1, 1)).central == Decimal("2.5")
    assert reference.digest(reference.resolved("2026-2", folder=other)) == before


NEWER = {"unit": "kgCO2e", "day": "2027-01-01", "central": "200", "edition": '"2027-1"'}
"""A footprint of a laptop, whose bounds stand in the files of two other sources in edition 2026-2."""


def test_a_newer_value_does_not_lose_the_bounds_of_other_files_by_silence(folder):
    add(folder, ADEME, factor("embodied", "laptop", **NEWER))
    said = faults(folder)
    assert "embodied laptop: edition 2027-1 gives no low, and edition 2026-2 had one" in said
    assert "edition 2027-1 gives no high, and edition 2026-2 had one: restate the bound in edition 2027-1, or" in said


def test_a_newer_value_restates_its_bounds_or_says_that_there_are_none(folder):
    add(folder, "factors/derived.toml", factor("embodied", "laptop", **NEWER, low="150", high="250"))
    add(folder, ADEME, factor("embodied", "tablet", **NEWER, bounds='"none"'))
    new = reference.load(folder=folder)
    laptop = new.factor("embodied", "laptop", on=date(2027, 1, 1))
    tablet = new.factor("embodied", "tablet", on=date(2027, 1, 1))
    assert (laptop.low, laptop.high) == (150, 250)
    assert (tablet.low, tablet.high, tablet.shape) == (None, None, "point")
    assert new.factor("embodied", "tablet", on=date(2026, 12, 31)).low is not None


def test_days_that_had_no_bounds_need_none(folder):
    """A value of a day before the bounded one begins: nothing is lost there."""
    block = {"unit": "kgCO2e", "central": "200", "edition": '"2027-1"', "day": "2000-01-01", "valid_to": "2010-01-01"}
    add(folder, ADEME, factor("embodied", "laptop", **block))
    assert reference.load(folder=folder).factor("embodied", "laptop", on=date(2005, 1, 1)).low is None


def test_bounds_and_their_denial_do_not_stand_together(folder):
    add(folder, ADEME, factor("embodied", "laptop", **NEWER, bounds='"none"'))
    add(
        folder,
        "factors/derived.toml",
        factor("embodied", "laptop", **{**NEWER, "central": "", "low": "1"}).replace("central = \n", ""),
    )
    assert "one file gives a bound, and another says that there is none" in faults(folder)
    shutil.copy(reference.reference_folder() / "factors/derived.toml", folder / "factors/derived.toml")
    add(folder, OWN, factor("draws", unit="1", central="1", low="1", bounds='"none"', day="2027-01-01"))
    assert "gives a bound, and says that there is none" in faults(folder)


def test_every_edition_is_released():
    """What reports name must be told apart from what is being prepared."""
    assert set(reference.editions()) == set(reference.released())


def test_an_edited_factor_changes_the_table_of_a_released_edition(folder):
    before = reference.digest(reference.resolved("2026-2"))
    swap(folder, OWN, "central = 10000", "central = 20000")
    assert reference.digest(reference.resolved("2026-2", folder=folder)) != before


# --- known faults of sources -----------------------------------------------------------------

CORRECTED = [
    ("manufacture", "printer", ADEME, "printer          = 10.5\n", "printer          = 90.5\n"),
    ("end_of_life", "printer", ADEME, "printer          = 10.2\n", "printer          = 1.2\n"),
    (
        "boavizta_pcf.total",
        "Printer",
        "factors/boavizta_pcf.toml",
        "low        = 5600.0\ncentral    = 6150.0",
        "central = 400.0",
    ),
    ("restart_fixometer.ratio", "powered", "factors/restart_app.toml", "32.06679233", "27.3"),
    ("restart_fixometer.ratio", "unpowered", "factors/restart_app.toml", "17.70147059", "9.8"),
    ("fraunhofer_refurbed.saving", "laptop_macbookpro2022m2", "factors/fraunhofer_refurbed_2024.toml", "589.6", "89.6"),
    ("ecosystem_cedre.recycling_saving", "laptop", "factors/ecosystem_cedre.toml", "laptop  = 149", "laptop  = 2"),
    ("ecosystem_cedre.recycling_saving", "printer", "factors/ecosystem_cedre.toml", "printer = 499", "printer = 6"),
]


def test_each_correction_is_tested(known):
    assert {(each.correction.name, each.correction.key) for each in known.corrections} == {
        (name, key) for name, key, *_rest in CORRECTED
    }


@pytest.mark.parametrize(("name", "key", "file", "faulty", "repaired"), CORRECTED)
def test_a_repaired_value_asks_to_drop_its_correction(folder, name, key, file, faulty, repaired):
    swap(folder, file, faulty, repaired)
    said = faults(folder)
    assert f"{file}: correction {name} {key}: the source seems repaired" in said
    assert "drop the correction, or end it with until" in said


@pytest.mark.parametrize(("name", "key", "file", "_faulty", "_repaired"), CORRECTED)
def test_a_fault_of_a_source_is_told_with_its_reason_and_value(known, name, key, file, _faulty, _repaired):
    (told,) = [each for each in known.corrections if (each.correction.name, each.correction.key) == (name, key)]
    assert told.factor.source == Path(file).stem
    assert told.correction.still_holds(told.factor.central)
    assert told.correction.reason("fr") != told.correction.reason("en")


def test_a_value_set_aside_is_in_no_answer_and_one_kept_says_why(known):
    assert known.factor("manufacture", "printer", on=DAY) is None
    assert known.factor("fraunhofer_refurbed.saving", "laptop_macbookpro2022m2", on=DAY) is None
    ratio = known.factor("restart_fixometer.ratio", "powered", on=DAY)
    assert "cannot be derived again" in ratio.correction.reason("en")


def test_the_doubtful_footprint_of_a_printer_is_a_bound_and_no_value(known):
    printer = known.factor("embodied", "printer", on=DAY)
    assert (printer.low, printer.central, printer.source) == (Decimal("21.0"), Decimal("100.69"), "restart_lca")


def corrected(**others: str) -> str:
    """A correction of our own number of draws, whose fault is to be 10,000."""
    lines = ['name = "draws"', 'status = "open"', 'reason_fr = "Faux."', 'reason_en = "Wrong."']
    return "\n[[correction]]\n" + "\n".join([*lines, *(f"{one} = {value}" for one, value in others.items())]) + "\n"


def test_a_correction_may_put_another_value_in_the_place_of_the_sources(folder):
    add(folder, OWN, corrected(effect='"replaced"', instead="500", expect_above="9999"))
    draws = reference.load(folder=folder).factor("draws", on=DAY)
    assert (draws.central, draws.shape, draws.correction.instead) == (500, "point", 500)


def test_a_correction_begins_and_ends_with_an_edition(folder):
    """
    2026-2  10,000 draws
    2027-1  found wrong: not used
    2028-1  the source says 20,000: the correction ends
    """
    add(folder, OWN, factor("draws", unit="1", day="2010-01-01", central="20000", edition='"2028-1"'))
    ends = {"edition": '"2027-1"', "until": '"2028-1"', "expect_below": "10001"}
    add(folder, OWN, corrected(effect='"not_used"', **ends))
    add(folder, OWN, factor("process", unit="kgCO2e", day="2027-01-01", central="3", edition='"2027-1"'))
    seen = {edition: reference.load(edition, folder=folder) for edition in ("2026-2", "2027-1", "2028-1")}
    found = {edition: then.factor("draws", on=DAY) for edition, then in seen.items()}
    assert [found["2026-2"].central, found["2027-1"], found["2028-1"].central] == [10000, None, 20000]
    assert [len(seen[edition].corrections) - len(CORRECTED) for edition in seen] == [0, 1, 0]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (corrected(effect='"not_used"'), "needs a guard"),
        (corrected(effect='"replaced"', expect_above="1"), "instead holds the value that replaces the source's"),
        (corrected(effect='"not_used"', instead="5", expect_above="1"), "instead holds the value"),
        (corrected(effect='"ignored"', expect_above="1"), "correction draws.effect"),
        (
            corrected(effect='"not_used"', expect_above="1").replace("draws", "process"),
            "correction process: no value of this source has this name and key",
        ),
    ],
)
def test_a_correction_that_cannot_be_used_says_what_is_wrong(folder, block, said):
    add(folder, OWN, block)
    assert said in faults(folder)


# --- the same as the notes of the field ------------------------------------------------------


def same(value: Factor | None, name: str, cell: str) -> bool:
    """True where a bound is what a cell says, to the digits of the cell; absent where the cell is empty."""
    figure = None if value is None else getattr(value, name)
    if not cell or figure is None:
        return not cell and figure is None
    return abs(figure - Decimal(cell)) <= Decimal(1).scaleb(Decimal(cell).as_tuple().exponent) / 2


def test_defaults_by_category_are_those_of_the_notes(known):
    names = {
        "embodied": "embodied_kgco2e_{}",
        "refurbishing": "refurb_burden_kgco2e_{}",
    }
    for row in rows("proposed_defaults.csv"):
        for family, column in names.items():
            value = known.factor(family, row["category_id"], on=DAY)
            for bound in ("low", "central", "high"):
                assert same(value, bound, row[column.format(bound)]), (family, row["category_id"], bound)
        for family, column in (
            ("life_new", "first_life_years"),
            ("second_life", "second_life_years"),
            ("recycling_credit", "recycling_credit_kgco2e_per_kg_vs_landfill_us"),
        ):
            assert same(known.factor(family, row["category_id"], on=DAY), "central", row[column]), (family, row)


def test_the_tables_of_owners_are_those_of_the_notes(known):
    def central(name: str, key: str) -> Decimal | None:
        found = known.factor(name, key, on=DAY)
        return found.central if found else None

    for row in rows("fixometer_categories.csv"):
        key = row["idcategories"]
        assert central("restart_fixometer.mass", key) == Decimal(row["weight_kg_rev2"])
        assert central("restart_fixometer.footprint", key) == Decimal(row["footprint_kgco2e_rev2"])
        assert central("restart_fixometer.powered", key) == (row["powered"] == "yes")
    for row in rows("warm_v16_recycling.csv"):
        assert central("epa_warm_v16.recycled", row["warm_category"]) == Decimal(row["recycled_tco2e_per_short_ton"])
    for row in rows("epa_hub_waste.csv"):
        for column in ("recycled", "landfilled", "combusted"):
            cell = row[f"{column}_tco2e_per_short_ton"]
            assert central(f"epa_hub.{column}", row["category"]) == (Decimal(cell) if cell else None)
    for row in rows("ademe_acv_numerique.csv"):
        if slug := row["impactco2_slug"]:
            stages = [central(f"impactco2.{stage}", slug) for stage in ("manufacture", "distribution", "end_of_life")]
            assert float(sum(stages)) == pytest.approx(float(row["embodied_total_kgco2e"]), abs=1e-9)


@pytest.mark.parametrize(
    ("kind", "capacities", "densities"),
    [("ssd", (497, 497, None), ("ssd_most", "ssd", None)), ("ram", (4, 8, 16), ("ram_most", "ram", "ram_least"))],
)
def test_a_new_part_weighs_what_its_capacity_does_at_the_density_the_owner_takes(known, kind, capacities, densities):
    """GB / (GB/cm2) x 2.2 + base: 26.26 kg for an SSD of 497 GB at 54.884, the mean of the owner's table of 19 rows."""
    part = known.factor("part", kind, on=DAY)
    die = known.factor("boaviztapi.die", on=DAY).central
    base = known.factor("boaviztapi.part_base", kind, on=DAY).central
    for gigabytes, name, value in zip(capacities, densities, (part.low, part.central, part.high), strict=True):
        if name is None:
            continue  # the other bound is a drive of ADEME
        density = known.factor("boaviztapi.density", name, on=DAY).central
        assert round(gigabytes / density * die + base, 2) == value


def test_the_footprint_of_a_new_device_is_the_sum_of_its_stages(known):
    for category in ("laptop", "desktop", "tablet", "monitor_medium", "external_ssd"):
        stages = [known.factor(name, category, on=DAY) for name in ("manufacture", "distribution", "end_of_life")]
        assert known.factor("embodied", category, on=DAY).central == sum(stage.central for stage in stages)
