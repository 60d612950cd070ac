"""Named methods, asked as a person asks them: each says what its owner publishes, and where it has no answer.

The expected figures are those of the owners (their tests, tables and pages), never ours.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import lifecycle
from lifecycle import reference
from lifecycle.cli import main
from lifecycle.cli.claims_told import quantity_in_words
from lifecycle.impact import methods as room
from lifecycle.impact.method import Asked
from lifecycle.impact.methods import compare, method_named, methods
from lifecycle.quantity import Estimate
from lifecycle.words import choose_language

TODAY = date(2026, 11, 23)
OTHERS = [name for name in methods() if name != "lifecycle"]


@pytest.fixture
def run(capfd):
    """Run a command; returns (exit code, output, error output)."""

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main([str(one) for one in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out.replace("\u202f", " "), err

    return command


@pytest.fixture
def ask(run):
    """What a method says, as a program reads it."""

    def asked(name: str, category: str, *options: object) -> dict:
        code, out, err = run("method", name, "--category", category, *options, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return asked


def figure(told: dict, id: str) -> dict:
    (found,) = [claim for claim in told["claims"] if claim["id"] == id]
    return found


# --- what owners publish ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("category", "waste", "co2e"),
    [
        ("16", 1.83, 132.66),
        ("Laptop medium", 1.83, 132.66),
        ("laptop", 1.83, 132.66),
        ("17", 1.39, 110.575),
        ("laptop_large", 2.53, 207.35),
        ("Desktop computer", 6.69, 207.085),
        ("25", 0.15, 25.255),
        ('Flat screen 22-24"', 5.23, 171.745),
        ("48", 15.1, 74.8),
    ],
)
def test_a_repair_prevents_the_mass_and_half_the_footprint_of_its_category(ask, category, waste, co2e):
    """R9 and its neighbours: by the owner's number, by its name, by our category; a bicycle is unpowered."""
    told = ask("restart_fixometer", category)
    assert figure(told, "waste_prevented")["value"] == waste
    assert figure(told, "co2e_prevented")["value"] == pytest.approx(co2e, abs=1e-9)


def test_an_estimated_mass_counts_for_what_has_no_category_and_for_what_is_unpowered(ask):
    """1.23 kg of miscellaneous powered, 4.56 kg of a bicycle, and a laptop somebody says weighs 9 kg."""
    misc = ask("restart_fixometer", "Misc (powered)", "--mass-g", 1230)
    assert figure(misc, "waste_prevented")["value"] == 1.23
    assert figure(misc, "co2e_prevented")["value"] == pytest.approx(1.23 * 32.06679233 * 0.5)
    bicycle = ask("restart_fixometer", "bicycle", "--mass-g", 4560)
    assert figure(bicycle, "co2e_prevented")["value"] == pytest.approx(4.56 * 17.70147059 * 0.5)
    laptop = ask("restart_fixometer", "16", "--mass-g", 9000)
    assert figure(laptop, "waste_prevented")["value"] == 1.83
    assert laptop["notes"] == ["The mass asked for is not used: a powered item counts with its category."]


@pytest.mark.parametrize(("day", "waste", "co2e"), [("2021-08-12", 2.26, 129.125), ("2021-08-13", 1.83, 132.66)])
def test_the_owners_new_factors_hold_from_the_day_of_its_migration(ask, day, waste, co2e):
    """A medium laptop repaired on the eve, and on the day; the other revision stands beside."""
    told = ask("restart_fixometer", "16", "--on", day)
    assert figure(told, "waste_prevented")["value"] == waste
    assert figure(told, "co2e_prevented")["value"] == pytest.approx(co2e)
    both = {claim["value"] for claim in told["claims"] if claim["id"].startswith("co2e_prevented")}
    assert both == {129.125, 132.66}


@pytest.mark.parametrize(
    ("category", "grams", "credit"),
    [
        ("desktop", 10_000, 16.644901),
        ("Desktop CPUs", 10_000, 16.644901),
        ("laptop", 2_000, 2.380992),
        ("Portable Electronic Devices", 6_000, 7.142977),
        ("printer", 10_000, 6.393406),
        ("Hard-copy Devices", 10_000, 6.393406),
        ("monitor_crt", 1_000, 0.650364),
        ("mixed electronics", 1_000, 1.014126),
    ],
)
def test_recycling_is_credited_against_landfill_by_mass(ask, category, grams, credit):
    """W1 to W3: a desktop, two laptops of one and of three kilograms, a printer."""
    told = ask("epa_warm_v16", category, "--mass-g", grams)
    assert figure(told, "recycling_credit")["value"] == pytest.approx(credit, abs=1e-6)


def test_the_hub_knows_emissions_and_no_credit(ask):
    """A laptop of 1.83 kg: 0.02 tCO2e per short ton, whether recycled or landfilled."""
    told = ask("epa_hub", "laptop", "--mass-g", 1830)
    assert figure(told, "recycled")["value"] == pytest.approx(1.83 * 20 / 907.18474)
    assert figure(told, "combusted")["value"] == pytest.approx(1.83 * 890 / 907.18474)


def test_the_hub_answers_what_it_publishes_of_a_cathode_ray_tube(run, ask):
    """It has no factor for recycling one, but for landfilling (0.02 t) and burning (0.63 t) it has."""
    crt = ask("epa_hub", "CRT Displays", "--mass-g", 1830)
    assert [claim["id"] for claim in crt["claims"]] == ["landfilled", "combusted"]
    assert figure(crt, "landfilled")["value"] == pytest.approx(1.83 * 20 / 907.18474)
    assert crt["notes"] == ["It publishes no factor for recycling “CRT Displays”."]
    _code, out, _err = run("compare", "monitor_crt", "--mass-g", 1830)
    assert "emitted where landfilled" in out
    _code, out, _err = run("compare", "laptop", "--mass-g", 1830)
    assert "emitted where landfilled" not in out


def test_the_service_returns_rounded_figures_and_their_range(ask):
    """B1: a telephone over its whole life. B2: one hour of a television at home. On the grid of Europe."""
    phone = ask("boaviztapi", "smartphone")
    assert figure(phone, "embedded")["value"] == 84.0
    use = figure(phone, "use")
    assert (use["value"], use["low"], use["high"]) == (2.0, 0.07555, 17.74)
    assert figure(phone, "use_unrounded")["value"] == pytest.approx(2.4966)
    hour = ask("boaviztapi", "tv-perso", "--hours", 1)
    assert figure(hour, "embedded")["value"] == 0.005137
    use = figure(hour, "use")
    assert (use["value"], use["low"], use["high"]) == (0.03, 0.000414, 0.324)


def test_a_measured_power_and_a_country_leave_no_range(ask):
    """B3: a desktop of 70 W over 8760 hours in France, as the owner's page has it."""
    told = ask("boaviztapi", "desktop", "--hours", 8760, "--watts", 70, "--country", "fr")
    assert figure(told, "use")["value"] == 18.03


def test_years_of_service_are_hours_of_a_life(ask):
    """A laptop at home, three of its five years: 105 of 175 kg."""
    told = ask("boaviztapi", "laptop-perso", "--years", 3)
    assert (figure(told, "new")["value"], figure(told, "embedded")["value"]) == (175.0, 105.0)


IMPACT_CO2 = {
    "smartphone": 80.155343125,
    "tabletteclassique": 87.135525,
    "ordinateurportable": 192.62004125,
    "television": 369.71186,
    "ordinateurfixeparticulier": 300.37508,
    "ordinateurfixeprofessionnel": 259.19762,
    "ecran": 92.5722,
    "casquevr": 72.594435,
    "enceintebluetooth": 26.18305,
    "alimentationordinateur": 4.192,
    "alimentationsmartphone": 0.4153,
    "clefusb": 5.217427,
    "disquedur": 12.65774,
    "ssd": 135.1904175,
    "box": 81.22576,
    "videoprojecteur": 58.93595,
}


@pytest.mark.parametrize("slug", IMPACT_CO2)
def test_a_new_device_costs_what_impact_co2_publishes(ask, slug):
    told = ask("impactco2", slug)
    assert figure(told, "whole_life")["value"] == pytest.approx(IMPACT_CO2[slug], abs=1e-5)


def test_a_year_refurbished_avoids_what_ademe_says(ask):
    """A1, A2: a telephone and a year; 2.8 million of them are about 69,000 t and 215,000 t."""
    told = ask("ademe_recond_2022", "smartphone", "--years", 1)
    assert figure(told, "co2e")["value"] == 24.6
    assert round(2.8e6 * figure(told, "co2e")["value"] / 1000, -3) == 69_000
    assert round(2.8e6 * figure(told, "raw_material")["value"] / 1000, -3) == 215_000
    laptop = ask("ademe_recond_2022", "laptop", "--years", 3)
    values = [figure(laptop, id)["value"] for id in ("co2e", "raw_material", "ewaste")]
    assert values == pytest.approx([81, 381, 0.942])


def test_what_the_study_gives_only_as_a_share_has_no_kilograms(ask):
    """A tablet: 46 to 80 %, and nothing absolute that could be read."""
    told = ask("ademe_recond_2022", "tablet", "--years", 2)
    assert told["claims"] == []
    assert "46 to 80 %" in told["does_not_answer"]


def test_a_study_that_an_edition_does_not_hold_is_not_called_unreadable(ask):
    """Edition 2026-1 has no factor: the study's figure for laptops is absent there, and was read all the same."""
    why = ask("ademe_recond_2022", "laptop", "--edition", "2026-1")["does_not_answer"]
    assert "2026-1" in why
    assert "could be read" not in why


def test_a_machine_runs_and_sleeps_in_spain(ask):
    """E1 to E3: a desktop that ran 1000 hours; a disk that says 1000d 12h; a laptop three hours a day for three years."""
    told = ask("ereuse2025", "desktop", "--hours", 1000)
    assert figure(told, "hours_asleep")["value"] == 344
    assert figure(told, "electricity")["value"] == pytest.approx(39.5504)
    assert figure(told, "use")["value"] == pytest.approx(9.8876)
    assert figure(ask("ereuse2025", "desktop", "--hours", "1000d 12h"), "hours")["value"] == 24012
    laptop = ask("ereuse2025", "laptop", "--years", 3)
    assert round(figure(laptop, "use")["value"], 1) == 13.3


def test_other_machines_draw_what_the_owner_takes_for_any(ask):
    """A server of 500 hours: 20 W running, 1 W asleep."""
    told = ask("ereuse2025", "server", "--hours", 500)
    assert figure(told, "electricity")["value"] == pytest.approx(500 * 0.02 + 172 * 0.001)


def test_one_laptop_used_twice_spares_a_new_one(ask):
    """600 kg for two new ones, 375 for one used twice."""
    told = ask("ey_3stepit", "laptop")
    assert [claim["value"] for claim in told["claims"]] == [225, 600, 375]


def test_models_of_the_press_are_told_one_by_one(ask):
    """F1, F2: an iPhone 11, 72 and 15.7 kg; an iPhone 11 Pro Max, 117 and 14.4 kg. The outlier stays out."""
    told = ask("fraunhofer_refurbed", "smartphone")
    assert figure(told, "smartphone_iphone11.share_avoided")["value"] == pytest.approx(0.782, abs=5e-4)
    assert figure(told, "smartphone_iphone11promax512.saving")["value"] == pytest.approx(102.6)
    laptops = ask("fraunhofer_refurbed", "laptop")["claims"]
    assert sorted(claim["value"] for claim in laptops) == [0.69, 0.83]
    assert figure(ask("fraunhofer_refurbed", "iPhone 11"), "smartphone_iphone11.saving")["value"] == pytest.approx(56.3)


def test_what_is_left_after_the_rebound_is_told_with_its_range(ask):
    """M1: 29 % lost, 27 to 46."""
    left = figure(ask("rebound_makov", "smartphone"), "net_displacement")
    assert [left[name] for name in ("value", "low", "high")] == pytest.approx([0.71, 0.54, 0.73])


@pytest.mark.parametrize(
    ("method", "category", "saving"),
    [
        ("circular_computing", "laptop", 316),
        ("puc_tub", "laptop", 69),
        ("puc_tub", "desktop", 109),
        ("puc_tub", "monitor_medium", 41),
        ("puc_tub", "smartphone", 27),
    ],
)
def test_a_claim_of_a_seller_is_told_as_published(ask, method, category, saving):
    assert figure(ask(method, category), "saving")["value"] == saving


# --- our own ---------------------------------------------------------------------------------


def test_ours_says_an_interval_and_treatment_apart(ask):
    """A laptop of 1.83 kg, three years, then treated: no figure adds the two."""
    told = ask("lifecycle", "laptop", "--mass-g", 1830, "--years", 3)
    avoided, recycling = figure(told, "avoided"), figure(told, "recycling")
    assert avoided["low"] < avoided["value"] < avoided["high"]
    assert 0 < recycling["value"] < 2.18
    assert any("screening" in note.lower() for note in told["notes"])
    assert {factor["name"] for factor in avoided["factors"]} >= {"embodied", "life_new", "substitution", "refurbishing"}


def test_ours_answers_to_its_other_id(ask):
    """`ours_v1`, as method_profiles.csv calls it."""
    assert ask("ours_v1", "laptop", "--years", 3) == ask("lifecycle", "laptop", "--years", 3)


@pytest.mark.parametrize(("category", "told"), [("server", True), ("mini_pc", True), ("laptop", False)])
def test_ours_says_where_use_is_not_in_the_figure(ask, category, told):
    """No source gives what a server or a mini PC draws: its use is not taken for nothing without a word."""
    notes = ask("lifecycle", category, "--years", 3)["notes"]
    assert any("what it draws" in note for note in notes) is told


def test_ours_says_which_value_has_no_source(ask):
    """A cathode-ray screen: nobody gives the footprint of a new one."""
    told = ask("lifecycle", "monitor_crt", "--years", 3)
    assert told["claims"] == []
    assert "monitor_crt" in told["does_not_answer"]


# --- doors -----------------------------------------------------------------------------------


def test_what_a_program_reads(ask):
    told = ask("epa_warm_v16", "desktop", "--mass-g", 10_000, "--on", "2026-11-23", "--edition", "2026-2")
    assert told["method"] == "epa_warm_v16"
    assert (told["category"], told["key"]) == ("desktop", "Desktop CPUs")
    assert (told["edition"], told["on"], told["does_not_answer"]) == ("2026-2", "2026-11-23", None)
    assert told["owner"]
    assert told["question"].endswith("?")
    claim = figure(told, "recycling_credit")
    assert set(claim) == {"id", "label", "value", "low", "high", "unit", "formula", "factors"}
    assert claim["unit"] == "kgCO2e"
    assert claim["formula"] == "mass × (landfilled − recycled) × 1000 / short ton"
    values = {factor["name"]: factor["value"] for factor in claim["factors"]}
    assert values["epa_warm_v16.short_ton"] == "907.18474"
    assert all(factor["sources"] and factor["edition"] == "2026-2" for factor in claim["factors"])


@pytest.mark.parametrize(
    ("name", "options", "why"),
    [
        ("rainbow_riverse", [], "its tables (masses, light and full refurbishing) could not be read"),
        ("epa_warm_v16", [], "it counts by mass: add --mass-g GRAMS"),
        ("epa_hub", [], "it counts by mass: add --mass-g GRAMS"),
        ("ereuse2025", [], "it counts by hours that the disk ran"),
        ("rebound_makov", [], "its owner has no category for “Laptop”"),
        ("boaviztapi", ["--country", "ZZ"], "it has no value boaviztapi.grid “ZZ” on"),
        ("impactco2", ["--edition", "2026-1"], "edition 2026-1 holds none of its values: they begin with 2026-2"),
        ("fraunhofer_refurbed", ["--edition", "2026-1"], "edition 2026-1 holds none of its values"),
        ("epa_warm_v16", ["--on", "1990-01-01", "--mass-g", 9], "its values hold from 2010-01-01 on"),
    ],
)
def test_a_method_without_an_answer_says_why_and_that_is_no_fault(run, ask, name, options, why):
    assert ask(name, "laptop", *options)["does_not_answer"].startswith(why)
    code, out, _err = run("method", name, "--category", "laptop", *options)
    assert code == 0
    assert "Does not answer" in out


@pytest.mark.parametrize(
    ("name", "category", "options", "why"),
    [
        ("restart_fixometer", "Laptop medium", ["--edition", "2026-1"], "edition 2026-1 holds none of its values"),
        ("restart_fixometer", "16", ["--on", "2000-01-01"], "its values hold from 2010-01-01 on"),
        ("restart_fixometer", "48", ["--on", "2010-01-01"], "its values hold from 2021-08-13 on"),
        (
            "fraunhofer_refurbed",
            "MacBook Pro 2022 M2",
            [],
            "its figure is kept out. An outlier: the maker’s own sheets",
        ),
    ],
)
def test_a_key_of_an_owner_that_is_not_held_now_is_no_unknown_word(ask, name, category, options, why):
    """It is known on another day, in another edition, or kept out with a reason: no answer, and no wrong use."""
    told = ask(name, category, *options)
    assert (told["claims"], told["does_not_answer"].replace("'", "’")[: len(why)]) == ([], why)


@pytest.mark.parametrize("category", ["charger", "battery_liion", "printer", "monitor_medium", "smartphone", "tablet"])
def test_what_has_no_disk_has_no_hours_that_ereuse_could_read(ask, category):
    assert "has no category" in ask("ereuse2025", category, "--hours", 1000)["does_not_answer"]


def test_treatment_of_one_device_is_said_to_be_that_of_a_household(ask):
    """Professional waste must be treated anyway: a mass asked for claims nothing for it."""
    (note,) = [one for one in ask("lifecycle", "laptop", "--mass-g", 1830)["notes"] if "household" in one]
    assert "for professional waste, whose treatment is mandatory, nothing would be claimed" in note
    assert not [one for one in ask("lifecycle", "laptop")["notes"] if "household" in one]


def test_a_source_is_told_with_its_licence_and_how_far_it_was_verified(run):
    _code, out, _err = run("method", "epa_warm_v16", "--category", "laptop", "--mass-g", 1830)
    told = " ".join(out.split())
    assert "(epa_warm_v16); public domain; read as quoted by others" in told
    _code, out, _err = run("method", "puc_tub", "--category", "laptop")
    assert "single figures quoted; the source itself was read; a claim of the seller" in " ".join(out.split())


def test_a_method_lists_the_categories_that_it_tells_apart(run):
    """Numbers in the order of numbers, the owner's words, and the categories of ours that each is taken for."""
    code, out, _err = run("method", "restart_fixometer", "--categories", "--json")
    known = {one["key"]: one for one in json.loads(out)}
    assert code == 0
    assert [int(key) for key in known] == sorted(map(int, known))
    assert (known["16"]["name"], known["16"]["ours"]) == ("Laptop medium", ["laptop"])
    code, out, _err = run("method", "fraunhofer_refurbed", "--categories", "--json")
    assert {one["key"]: one["ours"] for one in json.loads(out)}["smartphone_iphone11"] == ["smartphone"]
    assert "Laptop medium" in run("method", "restart_fixometer", "--categories")[1]
    assert "It tells no categories apart." in run("method", "rainbow_riverse", "--categories")[1]
    assert "Laptop" in run("method", "lifecycle", "--categories")[1]
    assert run("method", "lifecycle", "--categories", "--category", "laptop")[0] == 2
    assert run("method", "lifecycle")[0] == 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--years", "101"], "more than 100: no device serves longer than 100 years"),
        (["--hours", "876001"], "more than 876000: no device serves longer than 100 years"),
        (["--mass-g", "1.5"], "a whole number of grams is needed: 1830 for a device of 1.83 kg"),
    ],
)
def test_what_no_device_can_be_is_refused(run, options, told):
    code, _out, err = run("compare", "laptop", *options)
    assert code == 2
    assert told in err


def test_the_most_that_a_device_can_serve_is_answered(run):
    assert run("compare", "laptop", "--years", "100", "--hours", "876000")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["method", "restart", "--category", "laptop"], ["unknown method “restart”", "restart_fixometer", "lifecycle"]),
        (["method", "impactco2", "--category", "toaster"], ["“toaster” is no category", "laptop", "clefusb"]),
        (["method", "restart_fixometer", "--category", "zz"], ["15 Laptop large, 16 Laptop medium"]),
        (["method", "lifecycle", "--category", "clefusb"], ["“clefusb” is no category", "laptop"]),
        (["compare", "toaster"], ["“toaster” is no category", "laptop"]),
        (["compare", "laptop", "--edition", "1999-1"], ["1999-1", "2026-2"]),
    ],
)
def test_what_is_unknown_is_wrong_use_and_what_is_known_is_listed(run, arguments, told):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert all(word in err for word in told)


def test_all_that_is_wrong_with_the_options_is_said_at_once(run):
    wrong = ["--mass-g", "1.5", "--years", "-3", "--hours", "12 h", "--watts", "many", "--on", "30/02/2026"]
    code, out, err = run("compare", "laptop", *wrong)
    assert (code, out) == (2, "")
    assert [line.partition(" ")[0] for line in err.splitlines()] == [
        "--mass-g",
        "--years",
        "--hours",
        "--watts",
        "--on",
    ]


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "", "NaN", "1e9"])
def test_a_number_that_is_none_is_refused(run, number):
    code, _out, err = run("compare", "laptop", "--years", number)
    assert code == 2
    assert err.startswith("--years")


def test_a_comma_and_a_name_of_ours_are_understood(run):
    """2,5 years of an « Ordinateur portable »."""
    code, out, _err = run("compare", "ordinateur portable", "--years", "2,5")
    assert code == 0
    assert out.startswith("Laptop, 2.5")


def test_every_method_stands_beside_the_others_once(run):
    code, out, _err = run("compare", "laptop", "--mass-g", 1830, "--years", 3)
    assert code == 0
    assert [name for name in methods() if name not in out] == []
    assert "none is added to another" in out
    code, out, _err = run("compare", "laptop", "--mass-g", 1830, "--years", 3, "--json")
    assert [told["method"] for told in json.loads(out)["methods"]] == list(methods())


def test_each_method_stands_in_its_place_also_where_it_does_not_answer(run):
    """A charger: our method has no second life for it, and is still named first."""
    _code, out, _err = run("compare", "charger")
    lines = [line.split()[0] for line in out.partition("What re-use avoids\n")[2].splitlines() if line[2:3].strip()]
    ids = [word for word in lines if word in methods()]
    assert ids == list(methods())
    assert "  lifecycle            does not answer: no source gives its second life" in out


def test_what_nobody_answers_is_said_by_each(run):
    """A battery taken out: no method has a value for it, and none for a mass or years that were not said."""
    code, out, _err = run("compare", "battery_liion")
    assert code == 0
    assert out.count("does not answer: ") == len(methods())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_method_tells_its_question_its_figure_its_boundary_and_what_it_leaves_out(run, language):
    code, out, _err = run("--language", language, "method", "impactco2", "--category", "laptop")
    assert code == 0
    words = {
        "fr": [
            "Question",
            "192,62 kg CO₂e",
            "Périmètre",
            "Laisse de côté",
            "Sources",
            "→ Ordinateur portable (ordinateurportable)",
        ],
        "en": [
            "Question",
            "192.62 kg CO₂e",
            "Boundary",
            "Leaves out",
            "Sources",
            "Laptop → Ordinateur portable (ordinateurportable)",
        ],
    }
    assert [word for word in words[language] if word not in out] == []
    choose_language("en")


def test_owner_source_and_place_in_it_are_told_in_the_readers_language(run):
    """Their French is in the catalogue: an answer in French leaves none of them in English."""
    told = [
        run("--language", language, "method", name, "--category", "laptop")[1]
        for language in ("en", "fr")
        for name in ("ey_3stepit", "fraunhofer_refurbed")
    ]
    assert "EY for 3 Step IT" in told[0]
    assert "press of 2023" in told[1]
    assert "EY pour 3 Step IT" in told[2]
    assert "rapport de durabilité 2017" in told[2]
    assert "presse de 2023" in told[3]
    assert "press of" not in told[3]
    choose_language("en")


def test_the_list_tells_whose_each_is_and_what_it_answers(run):
    code, out, _err = run("methods")
    assert code == 0
    assert [name for name in methods() if name not in out] == []
    told = json.loads(run("methods", "--json")[1])
    assert [each["id"] for each in told] == list(methods())
    assert all(each[name] for each in told for name in ("owner", "question", "boundary", "leaves_out", "sources"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("192.62004125", "192.62 kg"),
        ("0.005137", "0.005137 kg"),
        ("12345", "12,345 kg"),
        ("-0.5", "−0.5 kg"),
        ("0", "0 kg"),
    ],
)
def test_a_figure_is_read_to_the_hundredth_or_to_four_digits(value, shown):
    quantity = Estimate(Decimal(value), None, None, "kg")
    assert quantity_in_words(quantity).replace("\u202f", " ") == shown


def test_python_asks_as_the_command_does():
    """The front door: one device, every method."""
    answers = lifecycle.compare(lifecycle.Asked("laptop", TODAY, years=Decimal(3)))
    assert [answer.method.id for answer in answers] == list(lifecycle.methods())
    with pytest.raises(LookupError, match="toaster"):
        lifecycle.compare(lifecycle.Asked("toaster", TODAY))


# --- the folder of methods -------------------------------------------------------------------


def test_to_add_a_method_is_to_add_a_module():
    """Each module of the folder is known under its own name."""
    modules = {path.stem for path in Path(room.__file__).parent.glob("*.py")} - {"__init__"}
    assert set(methods()) == modules
    profiles = (
        "restart_fixometer ademe_recond_2022 epa_warm_v16 epa_hub boaviztapi impactco2 ereuse2025 ey_3stepit puc_tub"
    )
    asked_for = {*profiles.split(), "rainbow_riverse", "circular_computing", "fraunhofer_refurbed", "rebound_makov"}
    assert modules == {*asked_for, "lifecycle"}
    assert method_named("ours_v1") is methods()["lifecycle"]


def test_each_source_of_a_method_has_its_card():
    known = reference.load().sources
    assert {source for method in methods().values() for source in method.sources} - set(known) == set()


def test_what_owners_call_our_categories_is_in_their_tables():
    """A peer that no table has would be a method that silently never answers."""
    values = reference.load()
    for category in values.categories.values():
        for name, key in category.peers.items():
            asked = Asked(category.id, TODAY, mass_g=1000, years=Decimal(2))
            answer = method_named(name).answer(asked, values)
            assert answer.key == key
            assert (
                answer.claims
                or "no absolute figure" in str(answer.does_not_answer)
                or "no factor" in str(answer.does_not_answer)
            ), (name, category.id, answer.does_not_answer)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_category_of_ours_has_an_answer_or_a_reason_from_each(language):
    """Thirty-six categories, fourteen methods: figures within their bounds, or a sentence."""
    values = reference.load()
    choose_language(language)
    for category in values.categories:
        for answer in compare(Asked(category, TODAY, mass_g=1830, years=Decimal(3)), values):
            assert bool(answer.claims) != bool(answer.does_not_answer), (category, answer.method.id)
            json.dumps(answer.to_json(values.edition), allow_nan=False)


@pytest.mark.parametrize("country", [None, "FR"])
def test_every_archetype_is_returned_within_its_range(country):
    """Rounding never carries a value over its own bounds."""
    values = reference.load()
    service = method_named("boaviztapi")
    archetypes = [key for (name, key) in values.factors if name == "boaviztapi.embodied"]
    assert len(archetypes) == 17
    for archetype in archetypes:
        assert service.answer(Asked(archetype, TODAY, country=country), values).claims
