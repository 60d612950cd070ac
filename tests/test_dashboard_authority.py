"""The pages of the local authority: three questions, the fleet, the territory, who funds what, what is coming."""

from __future__ import annotations

import json
import re
import signal

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_dashboard import (  # noqa: F401
    ACTORS,
    Reader,
    chromium,
    expect,
    free_port,
    ledger_of,
    page_of,
    reader,
    started,
)

from dashboard.draw.map import LARGEST_PX, Spot, chart, classes
from dashboard.draw.steps import Year, gap, steps
from dashboard.tell import territory as tell
from lifecycle.reference.territory import load_territory

TOWN = """
2023-01-01 organisation:TOWN organisation_registered name="Ville des Dunes (fiction)" roles=[authority,donor,funder] commune=44109
2025-02-01 organisation:TOWN grant_awarded beneficiary=ASSO agreement_on=2025-02-01 purpose=reemploi amount_cents=500000
"""
NANTES, REZE, VERTOU, METROPOLE = "44109", "44143", "44215", "244400404"


def fleet() -> str:
    """Ten laptops in stock on 1 January 2025, three given in the year; four in stock on 1 January 2026 are more."""
    told = "".join(
        f"2024-06-01 organisation:TOWN fleet_unit_retired inventory_number=I-{n} category=laptop retired_on=2024-06-01\n"
        for n in range(10)
    )
    told += "".join(
        f"2025-05-0{n + 1} organisation:TOWN fleet_unit_left inventory_number=I-{n} way_out=gift\n" for n in range(3)
    )
    return told + "2025-06-01 organisation:TOWN fleet_unit_left inventory_number=I-9 way_out=sale taker=ASSO\n"


def equipped(place: str, count: int, *, start: int) -> str:
    """So many people equipped in a commune in 2025 with machines of the town."""
    told = ""
    for rank in range(start, start + count):
        told += (
            f"2025-01-05 PC-{rank} received category=laptop donor_kind=public_body donor=TOWN place={NANTES}\n"
            f"2025-01-05 PC-{rank} weighed grams=2000\n2025-01-06 PC-{rank} media_absent\n"
            f"2025-03-01 PC-{rank} handed_over place={place} recipient=B-{rank} recipient_kind=person\n"
        )
    return told


LIVES = fleet() + equipped(NANTES, 20, start=0) + equipped(REZE, 3, start=100) + equipped(VERTOU, 15, start=200)
END = "2025-12-31 PC-900 received category=tablet place=44109\n"


@pytest.fixture
def ledger(tmp_path):
    """A town with its fleet, a grant, and an association that equipped 38 people."""
    return ledger_of(tmp_path / "town.db", ACTORS, TOWN, LIVES, END)


def test_one_page_answers_the_three_questions_of_an_authority(ledger, monkeypatch):
    """The rate of the law, kilograms for each inhabitant of its grouping, grants with their results, what comes."""
    page = page_of(ledger, monkeypatch, "collectivite", period="2025")
    first, second, third = re.findall(r'<p class="lc-answer">(.*?)</p>', page)
    assert "the rate is 30%" in first
    assert "Nantes Métropole" in second
    assert "for 1,000 inhabitants" in second
    assert "1 grant of 5,000" in third
    assert "38 people" in third
    for path in ("parc", "territoire", "acteurs", "prevision"):
        assert f'href="/{path}?period=2025"' in page


def test_the_fleet_says_its_gap_its_need_and_whom_to_ask(ledger, monkeypatch):
    """30 % for a target of 50 %; six in stock on 1 January 2026, of which three are needed; one sale without proof."""
    page = page_of(ledger, monkeypatch, "parc", period="2025")
    assert "2025: target of 50% missed, −20 points (rate: 30%)" in page
    assert (
        "2026, as far as it is known: 0 directed to re-use for 6 in stock; 3 units are still needed this year." in page
    )
    assert 'data-head="Whom to ask"' in page
    assert "I-9" in page


def test_a_fleet_that_nobody_told_of_leaves_the_other_answers(tmp_path, monkeypatch):
    """No unit retired: the page says so, and what to record."""
    ledger = ledger_of(tmp_path / "l.db", ACTORS, TOWN, equipped(NANTES, 2, start=0))
    page = page_of(ledger, monkeypatch, "collectivite", period="2025")
    assert "The rate cannot be told." in page
    assert "Nantes Métropole" in page
    assert "fleet_unit_retired" in page_of(ledger, monkeypatch, "parc", period="2025")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({}, "2025, Nantes Métropole: 76.7"),
        ({"view": "equipment"}, "38 devices or parts put to use for the first time"),
        ({"place": NANTES, "view": "equipment"}, "20 devices or parts"),
        ({"place": "44"}, "Loire-Atlantique (department)"),
        ({"place": "all"}, "all that is traced in this ledger"),
        ({"place": "nowhere"}, "Nantes Métropole"),
        ({"place": "75056"}, "Paris: nothing is traced"),
    ],
)
def test_the_territory_that_the_address_names_is_told(ledger, monkeypatch, asked, says):
    """Its own grouping, a view, a commune, a department, everything, nonsense, a place where nothing is."""
    page = page_of(ledger, monkeypatch, "territoire", period="2025", **asked)
    assert says in re.search(r'<p class="lc-answer">(.*?)</p>', page)[1]


@pytest.mark.parametrize("level", ["communes", "groupings", "departments"])
def test_levels_add_up_to_the_same(ledger, monkeypatch, level):
    """38 served, whatever the level."""
    page = page_of(ledger, monkeypatch, "territoire", period="2025", level=level, view="equipment")
    rows = re.findall(r'data-head="Served at least once, first handed over here \(number\)">(\d+)<', page)
    half = len(rows) - 1  # the last row is the one by category of equipment
    assert sum(map(int, rows[:half])) == 38 == int(rows[-1])


def test_the_public_view_masks_in_words_and_by_a_sign(ledger, monkeypatch):
    """Three people in Rezé: masked with Vertou; the sentence of the whole stands; nothing leads to a device."""
    page = page_of(ledger, monkeypatch, "territoire", period="2025", view="equipment", public="1")
    assert page.count("▨ masked") == 8
    assert "equipment masked: few people stand behind it" in page
    assert "equipment masked: it would give away another masked cell" in page
    assert "2 places are masked" in page
    assert "38 devices or parts" in page
    assert "explication" not in page.split("lc-figures")[1].split("lc-heading")[0]
    assert "▨" not in page_of(ledger, monkeypatch, "territoire", period="2025", view="equipment")


def test_gaps_and_grants_stand_on_one_page(ledger, monkeypatch):
    """Twenty-one communes of the grouping without a hand-over; 5,000 € for 38 devices."""
    page = page_of(ledger, monkeypatch, "acteurs", period="2025")
    known = load_territory("2026-1")
    without = [one for one in known.members(METROPOLE) if one.code not in {NANTES, REZE, VERTOU}]
    people = f"{sum(one.population for one in without):,}".replace(",", "\u202f")
    said = re.search(r"In (\d+) communes, where (.*?) people live", page)
    assert int(said[1]) == len(without)
    assert said[2].replace(",", "\u202f") == people
    assert 'data-head="Grants for one thing (€)">132<' in page


def test_what_is_coming_is_told_with_its_band(ledger, monkeypatch):
    """38 laptops in use, of which nobody saw an end: the published life, and it says so."""
    page = page_of(ledger, monkeypatch, "prevision", period="2025")
    assert "Of 38 devices or parts put to use and not yet waste" in page
    assert "published second life: screening" in page
    assert page.count('data-head="Things, high (P95) (number)"') == 10


def test_contours_beside_the_ledger_are_drawn_and_bad_ones_say_why(ledger, monkeypatch):
    """A square for Nantes; then a file without codes."""
    square = [[-1.6, 47.1], [-1.5, 47.1], [-1.5, 47.2], [-1.6, 47.2], [-1.6, 47.1]]
    feature = {
        "type": "Feature",
        "properties": {"code": NANTES},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    beside = ledger.with_name("town.db.contours.geojson")
    beside.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert "From light to dark" in page_of(ledger, monkeypatch, "territoire", period="2025")
    feature["properties"] = {}
    beside.write_text(json.dumps({"type": "FeatureCollection", "features": [feature, feature]}), encoding="utf-8")
    page = page_of(ledger, monkeypatch, "territoire", period="2025")
    assert "These contours cannot be drawn." in page
    assert "Each bubble is a place" in page


# --- pictures ----------------------------------------------------------------------------------


def spot(code, value, x=-1.5, y=47.2):
    return Spot(code, f"Place {code}", x, y, value, f"said of {code}")


def trace(figure, name):
    return next(one for one in figure.data if one.name == name)


def test_a_bubble_has_a_surface_in_proportion_and_a_masked_place_none():
    """Four times as much is twice as wide; masked places are crossed circles of one size."""
    figure = chart([spot("A", 400), spot("B", 100, y=47.6), spot("C", None, y=47.0)], [(-1.0, 47.0)], {}, "receptions")
    assert list(trace(figure, "bubbles").marker.size) == [LARGEST_PX, LARGEST_PX / 2]
    assert (trace(figure, "masked").marker.symbol, len(trace(figure, "masked").x)) == ("circle-x-open", 1)
    assert {one.type for one in figure.data} == {"scatter"}, "nothing that asks another host for a map"


def test_contours_are_filled_by_class_and_masked_ones_are_hatched():
    """Five classes from light to dark; a masked surface bears a pattern and no colour."""
    square = [(-1.6, 47.1), (-1.5, 47.1), (-1.5, 47.2), (-1.6, 47.1)]
    figure = chart(
        [spot("A", 10), spot("B", 500), spot("C", None)],
        [],
        {"A": [square], "B": [square], "C": [square]},
        "receptions",
    )
    low, high, masked = (one for one in figure.data if one.fill == "toself")
    assert low.fillcolor != high.fillcolor
    assert masked.fillpattern.shape == "/"
    assert [len(classes(list(range(count)))) for count in (0, 1, 3, 50)] == [0, 1, 3, 5]


def test_names_on_the_map_do_not_run_together():
    """Ten places on one spot bear one name."""
    figure = chart([spot(str(n), 100 + n) for n in range(10)], [(-2.0, 46.0), (0.0, 48.0)], {}, "receptions")
    assert [note.text for note in figure.layout.annotations] == ["Place 9"]


def test_the_target_is_a_line_in_steps_and_rates_are_points():
    """25 %, then 35 %: a point below, a point above, each with its gap."""
    figure = steps([Year("2023", 2000, 1500, 2500), Year("2024", 4000, 4000, 3500), Year("2022", None, None, None)])
    line, limited, written = figure.data
    assert list(line.y) == [25, 25, 35, 35]
    assert (list(written.y), list(limited.y)) == ([20, 40], [15, 40])
    told = " ".join(note.text for note in figure.layout.annotations)
    assert "−5 points" in told
    assert "+5 points" in told


@pytest.mark.parametrize(
    ("rate", "target", "says"), [(4999, 5000, "−0.1 points"), (5000, 5000, "+0 points"), (5009, 5000, "+0 points")]
)
def test_a_gap_agrees_with_the_digits_that_are_shown(rate, target, says):
    """49.99 % is shown as 49.9 %: it is missed, and by something."""
    assert gap(rate, target) == says


def test_the_centre_of_a_grouping_lies_among_its_communes():
    """Weighted by inhabitants: near Nantes."""
    known = load_territory("2026-1")
    whole, city = tell.centre_of(METROPOLE, known), known.centres[NANTES]
    assert abs(whole.longitude - city.longitude) < 100
    assert abs(whole.latitude - city.latitude) < 100
    assert tell.centre_of("", known) is None


# --- in a browser ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    ledger = ledger_of(tmp_path_factory.mktemp("authority") / "lifecycle.db", ACTORS, TOWN, LIVES, END)
    port = free_port()
    server = started(ledger, port)
    yield f"http://127.0.0.1:{port}/"
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=20)


@pytest.mark.browser
def test_the_three_questions_are_answered_in_three_clicks_from_home(address, reader):  # noqa: F811
    """One click: all three answers. A second: the law by year. A third: the territory on a map."""
    page = reader.open(address)
    page.get_by_role("link", name="Collectivité").first.click()
    expect(page.locator(".lc-answer")).to_have_count(3, timeout=20_000)
    page.get_by_role("link", name="Notre parc").click()
    expect(page.locator("h1")).to_contain_text("obligation de réemploi", timeout=20_000)
    expect(page.locator(".lc-answer").first).to_contain_text("30\u202f%")
    page.get_by_role("link", name="Le territoire").click()
    expect(page.locator(".lc-answer").first).to_contain_text("Nantes Métropole", timeout=20_000)
    page.locator(".js-plotly-plot").first.wait_for(timeout=20_000)
    expect(page.locator("tr", has_text="Nantes").first).to_be_visible()
    assert all(one.startswith((address, "data:", "blob:", "ws:")) for one in reader.asked)
    assert not [one for one in reader.complaints if "404" not in one]


@pytest.mark.browser
@pytest.mark.parametrize("path", ["collectivite", "parc", "territoire?view=equipment&public=1", "acteurs", "prevision"])
def test_no_page_of_the_authority_scrolls_sideways_nor_fails_axe(address, chromium, path):  # noqa: F811
    """320 px wide; axe A and AA."""
    narrow = Reader(chromium, width=320)
    page = narrow.open(f"{address}{path}")
    page.wait_for_timeout(1500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]
    narrow.context.close()
