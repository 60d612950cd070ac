"""Every page, in both languages, on light and dark paper, as axe, a telephone, a keyboard and a bad joker meet it.

One server and one browser walk through all pages once a language: what one visit can tell is asked in it.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_dashboard import SHELL, free_port, ledger_of
from test_dashboard import chromium as chromium

from dashboard.pages import PAGES, second_row
from lifecycle.words import catalogue

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

NAUGHTY = (
    "<script>window.pwned=1</script> **Ordis** (fiction)",
    "[clic](javascript:window.pwned=1) $x^2$ :red[rouge] (fiction)",
    "<img src=x onerror=window.pwned=1> ` -- ''; DROP TABLE fact (fiction)",
)
"""Names of an association, a recycler and a town."""
MAKER = "<svg onload=window.pwned=1> ＜ﾌﾞﾗﾝﾄﾞ＞ {0} %s ✓\u202e"
SERIAL = "SN-987654"
ACTORS = f"""
2025-01-01 organisation:ASSO     organisation_registered name="{NAUGHTY[0]}" roles=[association] commune=44109
2025-01-01 organisation:RECYCLER organisation_registered name="{NAUGHTY[1]}" roles=[recycler] commune=44109
2025-01-01 organisation:RECYCLER authorisation_granted activity=treatment reference=ICPE-1 valid_from=2025-01-01
2025-01-01 organisation:TOWN     organisation_registered name="{NAUGHTY[2]}" roles=[authority,donor] commune=44109
"""
LIFE = f"""
2025-01-05 PC-1 received            category=laptop legal=PRODUCT place=44109
2025-01-06 PC-1 hardware_read       manufacturer="{MAKER}" model="{{{{7*7}}}}" serial_number={SERIAL} media=["SSD-{SERIAL}"]
2025-01-06 PC-1 weighed             grams=2134
2025-02-01 PC-1 handed_over         recipient=B-0042 terms=loan due_back=2025-06-01 place=44162
2025-03-05 PC-2 received            category=desktop legal=PRODUCT place=44109
2025-03-05 PC-3 received            category=desktop legal=PRODUCT place=44109
2025-03-06 PC-3 weighed             grams=8000
2025-03-07 PC-3 discarded           waste_code="20 01 36"
2025-03-08 L-1  lot_packed          devices=[PC-3]
2025-03-09 L-1  lot_dispatched      waste_code="20 01 36" grams=8000
2025-03-10 L-1  lot_received        net=8000
2025-03-11 PC-4 received            category=laptop legal=PRODUCT place=44109
2025-03-12 PC-4 media_absent
2025-03-13 PC-4 made_ready          grade=A
"""
SHOWN = (
    *(page.path for page in PAGES),
    "equipement?device=PC-1",
    "equipement?device=PC-1&public=1",
    "equipement?device=NOBODY",
    "lots?lot=L-1",
    "explication?report=mass&figure=reused&period=2025",
    "explication?device=PC-1",
)
SERVE = """
import sys
from dashboard.app import serve
sys.exit(serve(port=int(sys.argv[1]), address="127.0.0.1", browser=False))
"""
OPEN = """[...document.querySelectorAll('details:not([open]) > summary')].slice(0, 12).forEach(one => one.click())"""
"""What opens is open; of the hundreds of the page of method, the first dozen."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Visit(NamedTuple):
    """What one visit of a page found."""

    path: str
    title: str
    text: str
    violations: list[tuple[str, str]]
    unsafe: int
    """Links that run scripts and pictures that a name brought in."""
    pwned: object
    foot: int
    wide: int
    """Width that it needs on a telephone of 320 pixels."""


class Walk(NamedTuple):
    """What a walk through all pages found."""

    visits: list[Visit]
    foreign: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    ledger = ledger_of(tmp_path_factory.mktemp("all-pages") / "lifecycle.db", ACTORS, LIFE)
    port = free_port()
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("LIFECYCLE")}
    command = [sys.executable, "-c", SERVE, str(port)]
    server = subprocess.Popen(
        command,
        env=surroundings | {"LIFECYCLE_LEDGER": str(ledger), "PYTHONPATH": str(SHELL.parent.parent)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(f"http://127.0.0.1:{port}/health")
    yield f"http://127.0.0.1:{port}/"
    server.send_signal(signal.SIGINT)
    server.wait(timeout=20)


def wait_for(address: str) -> None:
    """Until a server answers; a minute where the computer is busy."""
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="module", params=["fr-light", "en-dark"])
def walk(request: pytest.FixtureRequest, address: str, chromium) -> Walk:
    language, colours = request.param.split("-")
    context = chromium.new_context(color_scheme=colours, viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page, asked, complaints = context.new_page(), [], []
    page.on("request", lambda one: asked.append(one.url))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda one: complaints.append(f"{page.url}: {one.text}") if one.type == "error" else None)
    visits = [visited(page, f"{address}{path}{'&' if '?' in path else '?'}lang={language}", path) for path in SHOWN]
    context.close()
    ours = (address, address.replace("http", "ws"), "data:", "blob:")
    return Walk(visits, [url for url in asked if not url.startswith(ours)], complaints)


def visited(page, url: str, path: str) -> Visit:
    """One page, all that opens open, wide and then narrow."""
    page.goto(url)
    page.locator(".lc-foot").wait_for(timeout=60_000)
    page.evaluate(OPEN)
    page.wait_for_timeout(300)
    found = Axe().run(page, options=RULES).response["violations"]
    violations = [(one["id"], node["html"][:160]) for one in found for node in one["nodes"][:2]]
    unsafe = page.locator(
        "a[href^='javascript'], [data-testid=stHtml] :is(img:not([src^='data:']), script, svg[onload])"
    ).count()
    told = page.title(), page.locator("body").inner_text()
    pwned, foot = page.evaluate("window.pwned"), page.locator(".lc-foot a").count()
    page.set_viewport_size({"width": 320, "height": 900})
    page.wait_for_timeout(200)
    widths = [page.locator(part).evaluate("one => one.scrollWidth") for part in ("html", "[data-testid=stMain]")]
    page.set_viewport_size({"width": 1280, "height": 900})
    return Visit(path, *told, violations, unsafe, pwned, foot, max(widths))


@pytest.mark.browser
def test_axe_finds_nothing_on_any_page(walk):
    """WCAG 2.2 A and AA and its own best practices; expanders open; French on light paper, English on dark."""
    assert [(one.path, *broken) for one in walk.visits for broken in one.violations] == []


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_telephone(walk):
    assert [(one.path, one.wide) for one in walk.visits if one.wide > 320] == []


@pytest.mark.browser
def test_no_page_asks_another_host_and_none_complains(walk):
    assert (walk.foreign, walk.complaints) == ([], [])


@pytest.mark.browser
def test_hostile_names_are_shown_as_they_are_and_run_nothing(walk):
    """Scripts, pictures, markdown, formulas and SQL for names of organisations and makers."""
    assert [one.path for one in walk.visits if one.pwned is not None or one.unsafe] == []
    everything = "\n".join(one.text for one in walk.visits)
    for name in (*NAUGHTY, MAKER, "{{7*7}}"):
        assert name in everything, name
    assert SERIAL not in everything


@pytest.mark.browser
def test_every_page_has_a_title_of_its_own_and_the_pages_of_the_law_at_its_foot(walk):
    """“Page – lifecycle”, or “Page – organisation – lifecycle”."""
    language = "fr" if "Accueil" in walk.visits[0].title else "en"
    for page, visit in zip(PAGES, walk.visits, strict=False):
        begins = re.escape(catalogue(language).gettext(page.title) if page.title else "")
        assert re.fullmatch(rf"{begins}( – .+)? – lifecycle", visit.title), (page.path, visit.title)
    assert {one.foot for one in walk.visits} == {3}


@pytest.mark.browser
def test_by_keyboard_alone_one_reaches_a_device(address, chromium):
    """Tab to the link past the top, which leads to the content; Tab to the menu, to the field; a code, Enter."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    page.goto(f"{address}methode")
    page.locator(".lc-foot").wait_for(timeout=60_000)
    for _step in range(2):  # the browser may stop at what scrolls first
        page.keyboard.press("Tab")
        if focused(page) == "Aller au contenu":
            break
    assert focused(page) == "Aller au contenu"
    for _step in range(12):
        page.keyboard.press("Tab")
        if focused(page) == "Équipement":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    field = page.get_by_label("Code de l’équipement")
    field.wait_for(timeout=30_000)
    for _step in range(14):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "INPUT":
            break
    page.keyboard.type("pc-1")
    page.keyboard.press("Enter")
    expect(page.locator(".lc-life")).to_be_visible(timeout=30_000)
    assert "device=PC-1" in page.url
    page.close()


def focused(page) -> str:
    """The words of what has the focus."""
    return str(page.evaluate("document.activeElement.innerText")).strip()


@pytest.mark.browser
def test_a_copied_address_shows_the_same_and_the_back_button_leads_back(address, chromium):
    """One walks from the home page to the association's and back; another gets the address of what was shown."""
    page = chromium.new_page(locale="fr-FR")
    page.goto(f"{address}?organisation=ASSO&period=2025&on=2026-06-01")
    page.locator(".lc-foot").wait_for(timeout=60_000)
    before = page.locator("[data-testid=stMain]").inner_text()
    page.get_by_role("link", name="Association", exact=True).click()
    expect(page.locator(".st-key-lc-submenu")).to_be_visible(timeout=30_000)
    expect(page.locator(".lc-perimeter")).to_contain_text("2025", timeout=30_000)
    with chromium.new_context(locale="fr-FR") as other:
        theirs = other.new_page()
        theirs.goto(page.url)
        theirs.locator(".lc-foot").wait_for(timeout=60_000)
        expect(theirs.locator(".lc-perimeter")).to_have_text(page.locator(".lc-perimeter").inner_text())
    page.go_back()
    expect(page.locator(".lc-waits")).to_be_visible(timeout=30_000)
    page.locator(".lc-foot").wait_for(timeout=60_000)
    assert page.locator("[data-testid=stMain]").inner_text() == before
    page.close()


def test_every_audience_has_its_pages_in_the_second_row():
    """A page of the association leads to the others of the association, and to no other audience's."""
    for page in PAGES:
        assert {one.audience for one in second_row(page)} <= {page.audience}
