"""Thresholds of what is published and national means: each with its source, refused where they lack it."""

from __future__ import annotations

import shutil

import pytest

from lifecycle import reference
from lifecycle.reference import BadReference
from lifecycle.reference.published_tables import national_means, small_cell
from lifecycle.reference.territory import load_territory

EDITION = reference.load().edition


def test_a_small_cell_is_what_the_practice_of_statisticians_says():
    """Eleven people, three organisations, 85 % of one; an older edition masks no less."""
    asked = small_cell(EDITION)
    assert (asked.people, asked.organisations, asked.most_percent) == (11, 3, 85)
    assert small_cell("2026-1") == asked


def test_national_means_name_their_perimeter_year_and_source():
    """A flow, categories, a year, grams for one inhabitant; the newest year first."""
    means = national_means(EDITION)
    assert [one.year for one in means] == sorted((one.year for one in means), reverse=True)
    assert all(one.source in reference.load().sources and one.weee_categories for one in means)
    assert national_means("2026-1") == ()


def read_all(folder):
    """Everything that these files hold."""
    return (
        small_cell(EDITION, folder=folder),
        national_means(EDITION, folder=folder),
        load_territory(EDITION, folder=folder),
    )


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("secrecy.toml", "people        = 11", "people        = 0"),
        ("secrecy.toml", '"insee_small_cells"', '"hearsay"'),
        ("national_means.toml", '"household_waste"', '"all_waste"'),
        ("territory/centres-2026.csv", "44109;-1548;47232", "44109;-1.548;47.232"),
    ],
)
def test_a_broken_entry_is_refused_by_its_file(tmp_path, file, before, after):
    """Nobody, a source without card, an unknown flow, degrees with decimals."""
    folder = tmp_path / "reference"
    shutil.copytree(reference.reference_folder(), folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(BadReference, match=file):
        read_all(folder)


def test_nearly_every_commune_has_a_centre_and_it_lies_in_its_country():
    """All but those that changed since the contours, and overseas collectivities; metropolitan ones lie in France."""
    known = load_territory(EDITION)
    today = [one for one in known.communes.values() if not one.within]
    without = [one for one in today if one.code not in known.centres]
    assert len(without) < 150
    assert sum(one.population or 0 for one in without) < 800_000
    for code, centre in known.centres.items():
        if not code.startswith("97"):
            assert -5_200 < centre.longitude < 9_700, code
            assert 41_300 < centre.latitude < 51_200, code
    assert len({known.centres[one.code] for one in today if one.code in known.centres}) > 34_000
    assert "Licence Ouverte" in reference.load().sources[known.source_of_centres].licence


def test_the_members_of_a_territory_are_its_communes_of_today():
    """Nantes Métropole, Loire-Atlantique, one commune."""
    known = load_territory(EDITION)
    assert {one.grouping for one in known.members("244400404")} == {"244400404"}
    assert [one.name for one in known.members("44109")] == ["Nantes"]
    assert sum(one.population or 0 for one in known.members("44")) == known.population("44")
