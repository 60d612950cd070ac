"""What everybody may see, as rules: no person, no script, no request, fiction said, every figure with what it rests on."""

from __future__ import annotations

import json
import re
from datetime import date
from hashlib import sha256
from xml.etree import ElementTree

import pytest
from papers_read import Read, size_of

from lifecycle import demonstration
from lifecycle.cli import main
from lifecycle.documents.public import as_json, badge, public, share_image, site
from lifecycle.documents.public.pictures import SIZES
from lifecycle.documents.sheets import made_from
from lifecycle.reports import Filter
from lifecycle.words import choose_language

YEAR = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """The small demonstration: one year of one association."""
    with demonstration.build(tmp_path_factory.mktemp("demo") / "lifecycle.db", setting=demonstration.load()) as built:
        yield built


@pytest.fixture
def asked(ledger):
    return Filter(organisation=ledger.keeper(), **YEAR)


@pytest.fixture(scope="module")
def folder(ledger, tmp_path_factory):
    """The site of the year, with an address."""
    place = tmp_path_factory.mktemp("site")
    asked = Filter(organisation=ledger.keeper(), **YEAR)
    made_from(ledger, asked, lambda bundle: site(public(bundle), place), address="https://a.example")
    return place


def test_a_site_has_the_same_files_in_both_languages_and_their_digests(folder):
    names = {"index.html", "impact.json", "badge.svg", "sheet.pdf", *(f"share-{size}.png" for size in SIZES)}
    for language in ("fr", "en"):
        assert {path.name for path in (folder / language).iterdir()} == names
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _space, name = line.partition("  ")
        assert sha256((folder / name).read_bytes()).hexdigest() == digest


def test_each_file_is_in_its_language(folder):
    assert '<html lang="fr">' in (folder / "fr" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in (folder / "en" / "index.html").read_text(encoding="utf-8")
    assert Read((folder / "fr" / "sheet.pdf").read_bytes()).language == "fr"


def test_the_page_runs_no_script_and_asks_nothing_of_anybody(folder):
    """No address but that of the other language and, for who follows it, the permalink."""
    for language in ("fr", "en"):
        page = (folder / language / "index.html").read_text(encoding="utf-8")
        assert "<script" not in page
        assert not re.search(r"""\s(src|srcset|data|action)=|url\(|@import|<link|<iframe|<object|\son\w+=""", page)
        links = re.findall(r'href="([^"]+)"', page)
        assert [link for link in links if not link.startswith(("../", "https://a.example/association?"))] == []
        assert "default-src 'none'" in page.replace("&#39;", "'")


def test_the_page_makes_no_request_in_a_browser(folder, need_tool):
    """Opened from a disk: only itself is read, nothing is wider than 320 px, and axe finds nothing against it."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=need_tool("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 320, "height": 640})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((folder / "fr" / "index.html").as_uri())
        assert [url for url in asked if not url.startswith("file:")] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert Axe().run(page).response["violations"] == []
        browser.close()


def test_nothing_public_of_a_demonstration_lacks_the_word_fiction(folder):
    for language in ("fr", "en"):
        for name in ("index.html", "impact.json", "badge.svg"):
            assert "fiction" in (folder / language / name).read_text(encoding="utf-8").lower()
        assert "fiction" in Read((folder / language / "sheet.pdf").read_bytes()).text.lower()


def test_each_figure_comes_with_bounds_method_edition_and_position(folder, ledger):
    told = json.loads((folder / "en" / "impact.json").read_text(encoding="utf-8"))
    assert told["ledger"] == {"as_of": ledger.head().count, "hash": ledger.head().hash}
    assert told["fiction"] is True
    for figure in (*told["figures"], *told["lines"]):
        assert {"value", "low", "high", "unit", "method", "edition", "coverage"} <= set(figure)
    page = (folder / "en" / "index.html").read_text(encoding="utf-8")
    assert ledger.head().hash in page
    assert f"edition {told['edition']}" in page
    assert "as_of=" in told["permalink"]


def test_no_person_and_no_serial_number_is_in_a_site(folder, ledger):
    """Neither a pseudonym nor a serial number nor the code of a device."""
    facts = [entry.content["facts"] for entry in ledger.facts()]
    people = {facts["recipient"] for facts in facts if str(facts.get("recipient", "")).startswith("B-")}
    serials = {facts["serial"] for facts in facts if facts.get("serial")}
    codes = {row.subject.partition(":")[2] for row in ledger.states("device")}
    assert people or codes
    texts = [
        path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in {".html", ".json", ".svg"}
    ]
    assert [one for one in people | serials | codes if any(one in text for text in texts)] == []


def test_so_few_people_that_one_might_be_known_are_told_to_no_program_either(ledger):
    """A few days of a month."""
    for month in range(1, 13):
        days = {"first_day": date(2025, month, 1), "last_day": date(2025, month, 5)}
        exact, told = made_from(
            ledger,
            Filter(organisation=ledger.keeper(), **days),
            lambda bundle: (bundle.report("people").figure("people").value, json.loads(as_json(public(bundle)))),
        )
        (people,) = (one for one in told["figures"] if one["id"] == "people")
        if 0 < exact < 11:
            assert (people["value"], people["suppressed"], people["coverage"]) == (None, "few_people", None)
            assert exact not in (people["low"], people["high"]) or exact == 10
            return
    pytest.fail("no month had so few")


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_a_share_image_has_the_size_that_networks_ask_for_and_the_same_bytes(ledger, asked, name, size):
    made = made_from(ledger, asked, lambda bundle: share_image(public(bundle), name))
    assert size_of(made) == size
    assert made == made_from(ledger, asked, lambda bundle: share_image(public(bundle), name))


def test_a_badge_reads_without_its_drawing_and_escapes_names(ledger, asked):
    """An association called <script>&"."""
    hostile = '<script>alert("1")</script> & co'

    def made(bundle):
        return badge(public(bundle._replace(names={**bundle.names, bundle.filter.organisation: hostile})))

    drawn = made_from(ledger, asked, made)
    root = ElementTree.fromstring(drawn)
    assert root.get("aria-label", "").startswith(hostile)
    assert b"<script" not in drawn
    assert [part.tag.partition("}")[2] for part in root.iter() if "script" in part.tag] == []


def test_the_page_escapes_names(ledger, asked, tmp_path):
    hostile = '<img src=x onerror=alert(1)> "&'

    def made(bundle):
        return site(public(bundle._replace(names={**bundle.names, bundle.filter.organisation: hostile})), tmp_path)

    made_from(ledger, asked, made)
    assert "<img" not in (tmp_path / "fr" / "index.html").read_text(encoding="utf-8")
    assert Read((tmp_path / "fr" / "sheet.pdf").read_bytes()).bare.count("<imgsrc=xonerror=alert(1)>") >= 1


def test_publish_writes_a_site_and_records_nothing(ledger, tmp_path, capfd):
    """lifecycle publish --site FOLDER; with a report's name it is refused, without either it says what to do."""
    before = ledger.head()
    path = str(ledger.path)
    assert main(["publish", "--site", str(tmp_path / "s"), "--year", "2025", "--ledger", path]) == 0
    assert (tmp_path / "s" / "fr" / "index.html").exists()
    assert main(["publish", "mass", "--site", str(tmp_path / "t"), "--ledger", path]) == 2
    assert main(["publish", "--ledger", path]) == 2
    assert "or --site FOLDER" in capfd.readouterr().err
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert main(["publish", "--site", str(tmp_path / "file" / "s"), "--year", "2025", "--ledger", path]) == 1
    assert ledger.head() == before


def test_french_is_french(ledger, asked):
    choose_language("fr")
    told = made_from(ledger, asked, lambda bundle: json.loads(as_json(public(bundle))))
    assert told["notes"][1] == "Les nombres de personnes inférieurs à 11 ne sont pas donnés."
