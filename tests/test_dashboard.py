"""The dashboard as a person opens it: in a browser, in French, on this computer only."""

from __future__ import annotations

import http.client
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from books import life as told
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import answers
from lifecycle import reference
from lifecycle.ledger import Ledger, create, open_ledger
from lifecycle.reports import Filter
from lifecycle.reports.publishing import publish

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

SHELL = Path(__file__).parent.parent / "dashboard" / "shell.py"
PAGES_OF_READERS = ("association", "recycleur", "collectivite", "equipement", "matiere", "methode")
WHO = {"by": "A-1", "on_behalf_of": "ASSO", "now": datetime(2026, 12, 1, tzinfo=UTC)}

REUSED = {"report": "mass", "figure": "reused", "period": "2026"}
OPENED = ("explication?report=mass&figure=reused&period=2026", "explication?device=PC-1")

ACTORS = """
2025-01-01 organisation:ASSO     organisation_registered name="Ordis **du** <script>window.pwned=1</script> (fiction)" roles=[association] commune=44109
2025-01-01 organisation:RECYCLER organisation_registered name="Tri de l'Estuaire (fiction)" roles=[recycler] commune=44109
2025-01-01 organisation:RECYCLER authorisation_granted activity=treatment reference=ICPE-1 valid_from=2025-01-01
"""
AUTHORITY = """
2025-01-01 organisation:TOWN     organisation_registered name="Ville des Dunes (fiction)" roles=[authority,donor] commune=44109
"""
LIFE = """
2026-01-05 PC-1 received            category=laptop legal=PRODUCT place=44109
2026-01-06 PC-1 hardware_read       manufacturer="<img src=x onerror=window.pwned=1>" model="[clic](javascript:window.pwned=1) $x$" serial_number=SN-987654 media=["SSD-1"]
2026-01-06 PC-1 weighed             grams=2134
2026-02-01 PC-1 handed_over         recipient=B-0042 place=44162
2026-03-05 PC-2 received            category=desktop legal=PRODUCT place=44109
2026-03-06 PC-2 weighed             grams=1234567
2026-03-07 PC-2 media_absent
2026-03-08 PC-2 handed_over         recipient=B-0043 place=44162
2025-03-01 PC-3 received            category=desktop legal=PRODUCT place=44109
2025-03-02 PC-3 weighed             grams=8000
2025-03-03 PC-3 discarded           waste_code="20 01 36"
2025-03-04 L-1  lot_packed          devices=[PC-3]
2025-03-05 L-1  lot_dispatched      waste_code="20 01 36" grams=8000
2025-03-06 L-1  lot_received        net=8000
"""

STARTER = """
import sys
import streamlit as st
from dashboard import app
from dashboard.views import material

asked = material.opening
def failing(*given):
    if "boom" in st.query_params:
        raise RuntimeError("inside of the program")
    return asked(*given)
material.opening = failing
sys.exit(app.serve(port=int(sys.argv[1]), address="127.0.0.1", browser=False))
"""


def ledger_of(path: Path, *texts: str) -> Path:
    """A ledger in which these lives are told."""
    with create(path) as ledger:
        tell(ledger, *texts)
    return path


def tell(ledger: Ledger, *texts: str, after: int = 0) -> None:
    """Record the facts of these lives; ``after`` so many told before."""
    story = told.Life.__new__(told.Life)
    story.named, story.rank = {}, after
    for text in texts:
        for batch in story.facts(text):
            ledger.append(batch, **WHO)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(ledger: Path, port: int) -> subprocess.Popen[str]:
    """The server, once it answers."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("LIFECYCLE")}
    server = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(port)],
        cwd=ledger.parent,
        env=surroundings | {"LIFECYCLE_LEDGER": str(ledger), "PYTHONPATH": str(SHELL.parent.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health"):
                return server
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise AssertionError(server.communicate())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    ledger = ledger_of(tmp_path_factory.mktemp("pages") / "lifecycle.db", ACTORS, LIFE)
    port = free_port()
    server = started(ledger, port)
    yield f"http://127.0.0.1:{port}/"
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=20)


@pytest.fixture(scope="module")
def chromium(need_tool):
    with playwright.sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=need_tool("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


def open_all(page) -> None:
    """All that opens is open: every line of a tree, every part of the page."""
    page.evaluate("document.querySelectorAll('.lc-tree details').forEach(one => { one.open = true; })")
    for closed in page.locator("details:not(.lc-tree details) > summary").all():
        closed.click()
    page.wait_for_timeout(300)


class Reader:
    """A person with a browser of their own: what they saw, asked for and were told."""

    def __init__(self, browser, width: int = 1000) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR")
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )

    def open(self, address: str):
        self.page.goto(address)
        self.page.locator("#basis, .lc-notice, .lc-doors").first.wait_for(timeout=20_000)
        return self.page


@pytest.fixture
def reader(chromium) -> Iterator[Reader]:
    one = Reader(chromium)
    yield one
    one.context.close()


def fetched(address: str, **headers: str):
    try:
        return urllib.request.urlopen(urllib.request.Request(address, headers=headers))
    except urllib.error.HTTPError as answer:
        return answer


# --- in a browser ------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_page_speaks_french_and_writes_numbers_as_the_french_do(address, reader):
    """PC-1 of 2,134 g and PC-2 of 1,234,567 g are handed over in 2026; PC-2's mass is beyond reason."""
    page = reader.open(f"{address}matiere")
    assert page.title() == "Bilan matière – lifecycle"
    assert page.locator("html").get_attribute("lang") == "fr"
    expect(page.locator("h1")).to_have_text("Qu’est devenu ce qui a été donné\u202f?")
    expect(page.locator(".lc-answer")).to_contain_text("2026\u202f: 2 équipements ou pièces remis")
    default_g = reference.load().mass_g("desktop", on=date(2026, 12, 31)).central
    kg = f"{(2134 + default_g) / 1000:.3f}".replace(".", ",")
    row = page.locator("tr", has_text="Réemployé")
    expect(row.locator("td").nth(0)).to_have_text(kg)
    expect(page.locator(".lc-value").nth(1)).to_have_text(f"+{(2134 + default_g) / 1000:.1f}\u202fkg".replace(".", ","))
    expect(page.locator("tr", has_text="Préparé en vue").locator("td").nth(0)).to_have_text("–")
    words = page.locator("body").inner_text()
    for english in ("Deploy", "Choose an option", "Period\n", "Download", "Nothing"):
        assert english not in words


@pytest.mark.browser
def test_english_is_one_click_away_and_keeps_what_was_asked(address, reader):
    page = reader.open(f"{address}matiere?period=2025")
    page.get_by_text("English").click()
    expect(page.locator("h1")).to_have_text("What became of what was given?")
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator(".lc-perimeter")).to_contain_text("2025")


@pytest.mark.browser
def test_nothing_is_asked_of_another_host_and_nothing_complains(address, reader):
    """All requests of the page, its table and explanations opened, go back to the server; our policy stops none."""
    for path in PAGES_OF_READERS:
        page = reader.open(f"{address}{path}?device=PC-1")
    page = reader.open(f"{address}matiere")
    page.get_by_text("Les mêmes chiffres en tableau").click()
    page.get_by_text("Comment c’est calculé").click()
    page.wait_for_timeout(300)
    foreign = [url for url in reader.asked if not url.startswith((address, "data:", "blob:"))]
    assert (foreign, reader.complaints) == ([], [])


@pytest.mark.browser
def test_a_copied_address_shows_the_same_view_to_someone_else(address, chromium, reader):
    """One chooses 2025 on the material balance; another opens the address in a browser of their own."""
    page = reader.open(f"{address}matiere")
    page.get_by_role("combobox", name="Période").click()
    page.get_by_role("option", name="2025", exact=True).click()
    expect(page.locator(".lc-perimeter")).to_contain_text("2025")
    assert page.url == f"{address}matiere?period=2025"
    other = Reader(chromium)
    theirs = other.open(page.url)
    for part in (".lc-perimeter", ".lc-answer", ".lc-figures"):
        expect(theirs.locator(part)).to_have_text(page.locator(part).inner_text(), use_inner_text=True)
    other.context.close()
    page.go_back()
    expect(page.locator(".lc-perimeter")).to_contain_text("2026")


@pytest.mark.browser
def test_period_and_perimeter_go_along_from_page_to_page(address, reader):
    """2025 and the association are chosen on its page; the recycler's page knows the year and shows its own."""
    page = reader.open(f"{address}association?period=2025&organisation=ASSO")
    page.get_by_role("link", name="Recycleur", exact=True).click()
    expect(page.locator(".lc-perimeter")).to_contain_text("Tri de l'Estuaire (fiction) · 2025")
    expect(page).to_have_title(re.compile("– Tri de l'Estuaire \\(fiction\\) – lifecycle$"))
    assert page.url == f"{address}recycleur?period=2025&organisation=ASSO"
    page.get_by_role("link", name="Bilan matière", exact=True).click()
    expect(page.locator(".lc-perimeter")).to_contain_text("Ordis **du**")
    expect(page.locator(".lc-perimeter")).to_contain_text("2025")
    assert reader.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "shown", ["?period=2026", *PAGES_OF_READERS, "matiere?period=all", "equipement?device=PC-1", *OPENED]
)
def test_a_telephone_never_scrolls_sideways(address, chromium, shown):
    small = Reader(chromium, width=320)
    page = small.open(f"{address}{shown}")
    open_all(page)
    for part in ("html", "[data-testid=stMain]"):
        assert page.locator(part).evaluate("element => element.scrollWidth") <= 320
    small.context.close()


@pytest.mark.browser
def test_a_device_tells_its_life_from_the_newest_fact_to_the_oldest(address, reader):
    """PC-1 left without its medium being wiped: the hand-over bears the mark. Its serial number stays covered."""
    page = reader.open(f"{address}equipement?device=PC-1")
    facts = page.locator(".lc-life li .lc-what").all_inner_texts()
    assert [fact.lower() for fact in facts] == ["remis", "pesé", "matériel lu", "reçu"]
    newest = page.locator(".lc-life li").first
    expect(newest).to_contain_text("1 février 2026")
    expect(newest).to_contain_text("stock → en usage · 2,134\u202fkg")
    expect(newest.locator(".lc-breach")).to_contain_text("Manquement")
    expect(page.locator(".lc-life .lc-breach")).to_have_count(1)
    assert "987654" not in page.content()


@pytest.mark.browser
def test_hostile_names_are_shown_as_they_are_and_run_nothing(address, reader):
    """The association and the maker of PC-1 bear scripts, markdown and links for names."""
    page = reader.open(f"{address}association?organisation=ASSO")
    assert "Ordis **du** <script>window.pwned=1</script>" in page.locator("body").inner_text()
    assert page.evaluate("window.pwned") is None
    page = reader.open(f"{address}equipement?device=PC-1")
    words = page.locator("body").inner_text()
    assert "<img src=x onerror=window.pwned=1>" in words
    assert "[clic](javascript:window.pwned=1) $x$" in words
    assert page.evaluate("window.pwned") is None
    assert page.locator("a[href^='javascript'], [data-testid=stHtml] img").count() == 0


@pytest.mark.browser
def test_what_fails_inside_shows_an_incident_number_and_no_traceback(address, reader):
    page = reader.open(f"{address}matiere?boom=1")
    notice = page.locator(".lc-notice").inner_text()
    number = re.search(r"incident ([0-9A-F]{8})", notice)
    assert number, notice
    words = page.locator("body").inner_text()
    for inside in ("Traceback", "RuntimeError", "inside of the program", ".py"):
        assert inside not in words


@pytest.mark.browser
def test_what_is_on_the_screen_is_what_is_downloaded(address, reader):
    """Each format is made when it is asked for, explains itself, and knows the address of what was on the screen."""
    page = reader.open(f"{address}matiere?period=2025&organisation=RECYCLER")
    files = {}
    for words in ("Classeur", "Tableaux (CSV", "Parquet"):
        with page.expect_download() as download:
            page.get_by_role("button", name=words).click()
        files[download.value.suggested_filename] = Path(download.value.path()).read_bytes()
    name = "bilan-matiere-2025-01-01_2025-12-31-RECYCLER"
    assert list(files) == [f"{name}.xlsx", f"{name}.csv.zip", f"{name}.parquet.zip"]
    archive = zipfile.ZipFile(io.BytesIO(files[f"{name}.csv.zip"]))
    text = archive.read("material-figures.csv").decode("utf-8-sig")
    (line,) = [line for line in text.splitlines() if line.startswith("awaiting_proof;")]
    assert ";8,000;" in line
    expect(page.locator("tr", has_text="En attente de preuve").locator("td").nth(1)).to_have_text("8,000")
    again = re.search(r"http://\S+", archive.read("a-propos.txt").decode("utf-8-sig")).group()
    assert again.startswith(address)
    expect(reader.open(again).locator("tr", has_text="En attente de preuve").locator("td").nth(1)).to_have_text("8,000")


# --- at the door -------------------------------------------------------------------------------


def test_every_answer_bears_the_security_headers(address):
    for path in ("", "health", "nowhere", "brand/style.css", "_stcore/host-config"):
        headers = fetched(f"{address}{path}").headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "'unsafe-eval'" not in headers["Content-Security-Policy"]
    assert fetched(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "_stcore/metrics",
        "_stcore/agent/openapi.json",
        "_stcore/script-health-check",
        "_stcore/healthz",
        "healthz",
        "health/x",
        "x",
        "static",
        "static/",
        "static/nothing.js",
        "static/index.html",
        "brand/",
        "main",
    ],
)
def test_addresses_that_no_page_needs_do_not_exist(address, path):
    answer = fetched(f"{address}{path}")
    assert answer.status == 404
    assert "Cette page n’existe pas" in answer.read().decode()


def test_another_site_cannot_borrow_the_server(address):
    """A name that leads here from elsewhere is refused, and so is a socket opened by a foreign page."""
    assert fetched(address, Host="evil.example").status == 400
    for origin, status in (("http://evil.example", 403), (address.rstrip("/"), 101)):
        upgrade = {
            "Origin": origin,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        }
        with closing(http.client.HTTPConnection(address.split("/")[2], timeout=10)) as line:
            line.request("GET", "/_stcore/stream", headers=upgrade)
            assert line.getresponse().status == status, origin


def test_only_this_computer_is_answered(address):
    """Another of this machine's own addresses finds nobody; a wider address is refused at the start."""
    from dashboard import app

    port = int(address.rstrip("/").rpartition(":")[2])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.2", port)) != 0
    with pytest.raises(ValueError, match="this computer only"):
        app.serve(port=port, address="0.0.0.0", browser=False)


def test_ctrl_c_ends_it_cleanly(tmp_path):
    ledger = ledger_of(tmp_path / "lifecycle.db", ACTORS)
    server = started(ledger, free_port())
    server.send_signal(signal.SIGINT)
    out, errors = server.communicate(timeout=20)
    assert (server.returncode, out, errors) == (0, "", "")


# --- without a browser: what the page says -----------------------------------------------------


def page_of(ledger: Path, monkeypatch: pytest.MonkeyPatch, path: str = "matiere", **asked: str) -> str:
    """The markup of a page for an address."""
    monkeypatch.setenv("LIFECYCLE_LEDGER", str(ledger))
    run = AppTest.from_file(str(SHELL), default_timeout=30)
    run._page_hash = calc_hash(path)
    for name, value in asked.items():
        run.query_params[name] = value
    run.run()
    assert not run.exception
    return "\n".join(element.proto.body for element in run.get("html"))


def test_a_server_whose_columns_are_taken_away_builds_them_anew(tmp_path, monkeypatch):
    """A page is shown; somebody deletes the folder of the columns, as a sentence may advise; another period is asked."""
    monkeypatch.setattr("lifecycle.columns.segments.TAIL_LEGS", 1)
    ledger = ledger_of(tmp_path / "l.db", ACTORS, LIFE)
    first = page_of(ledger, monkeypatch, period="2026")
    columns = ledger.with_name("l.db.columns")
    assert columns.is_dir()
    shutil.rmtree(columns)
    assert "cannot be shown" not in page_of(ledger, monkeypatch, period="2026-Q1")
    assert columns.is_dir()
    assert page_of(ledger, monkeypatch, period="2026") == first


def test_an_absent_ledger_is_a_sentence(tmp_path, monkeypatch):
    assert "cannot be shown" in page_of(tmp_path / "none.db", monkeypatch)


def test_an_empty_ledger_says_what_to_do_next(tmp_path, monkeypatch):
    """Without any fact: register; with an organisation: import."""
    assert "lifecycle init" in page_of(ledger_of(tmp_path / "a.db"), monkeypatch)
    page = page_of(ledger_of(tmp_path / "b.db", ACTORS), monkeypatch)
    assert "Import a folder" in page
    assert "lifecycle init" not in page


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    return ledger_of(tmp_path_factory.mktemp("small") / "lifecycle.db", ACTORS, LIFE)


@pytest.mark.parametrize(
    "asked, says",
    [
        ({"period": "2026"}, "more are in use, returns deducted"),
        ({"period": "2025"}, "as much is in use as before"),
        ({"period": "2026-Q4"}, "nothing was received, handed over or recycled"),
        ({"path": "equipement", "device": "PC-99"}, "PC-99 is not a device of this ledger"),
        ({"path": "equipement", "device": "pc-1"}, "Its life: the newest fact first"),
        ({"path": "equipement", "device": "C-1"}, "Its life: the newest fact first"),
        ({"path": "equipement", "device": "PC-"}, 'device=PC-1" target="_self">PC-1</a>'),
        ({"path": "equipement", "device": "a b"}, "A B is not a device of this ledger"),
        ({"path": "equipement", "device": "PC-1", "as_of": "99"}, "ask for a position up to"),
        ({"period": "2026-03"}, "March 2026"),
        ({"period": "1999"}, "nothing was received, handed over or recycled"),
        ({"edition": "1900-1"}, "unknown edition 1900-1"),
        ({"period": "free", "from": "2026-02-01", "to": "2026-02-28"}, "1 February 2026 – 28 February 2026"),
        ({"period": "free", "from": "2026-02-01", "to": "2020-01-01"}, "1 February 2026 – 1 February 2026"),
        ({"period": "nonsense", "organisation": "<b>", "as_of": "x", "lang": "xx"}, "All organisations of this ledger"),
        ({"as_of": "999999"}, "ask for a position up to"),
        ({"as_of": "3", "period": "2026"}, "as known at fact 3 of 17"),
        ({"path": "explication"}, "Every figure of these pages opens by its value"),
        ({"path": "explication", **REUSED}, "hash"),
        ({"path": "explication", **REUSED, "figure": "blob"}, "mass has no figure blob"),
        ({"path": "explication", **REUSED, "report": "blob"}, "unknown report blob"),
        ({"path": "explication", **REUSED, "organisation": "NOBODY"}, "NOBODY is not in this ledger"),
        ({"path": "explication", **REUSED, "territory": "<b>"}, "A part of this address was not understood"),
        ({"path": "explication", "device": "PC-1"}, "Its mass: where each gram is"),
        ({"path": "explication", "device": "PC-99"}, "PC-99 is not in this ledger"),
        ({"path": "equipement", "device": "PC-1"}, "/explication?device=PC-1"),
    ],
)
def test_the_page_answers_whatever_the_address_asks(small, monkeypatch, asked, says):
    assert says in page_of(small, monkeypatch, **asked)


def test_nothing_is_a_zero_in_figures_and_sentences_and_a_dash_in_tables_only(small, monkeypatch):
    """In 2025 one machine came in and was thrown away: none was handed over, none came into use."""
    page = page_of(small, monkeypatch, period="2025")
    large = re.findall(r'<p class="lc-(?:value|beside|answer)">(.*?)</p>', without_links(page))
    assert large[0].startswith("2025: 0 things were handed over")
    assert "0" in large
    assert not [text for text in large if "–" in text]
    assert '<td role="cell" class="lc-number lc-empty" data-head="Mass (kg)">–</td>' in page


def figures_of(page: str) -> list[str]:
    """The sentence, the large figures and the cells of the tables."""
    return re.findall(r'<p class="lc-(?:value|answer|beside)">(.*?)</p>|<td [^>]*>(.*?)</td>', without_links(page))


def without_links(page: str) -> str:
    """The page where figures lead nowhere."""
    return re.sub(r'<a class="lc-opens" [^>]*>(.*?)</a>', r"\1", page)


@pytest.mark.parametrize("path", ["matiere", "association", "recycleur", "collectivite"])
def test_a_permalink_gives_the_same_figures_after_later_facts_and_years(tmp_path, monkeypatch, path):
    """Opened without any choice; then a machine of the year after comes in, and one more of the year itself."""
    life = """
    2026-01-05 PC-1 received    category=laptop legal=PRODUCT place=44109
    2026-01-06 PC-1 weighed     grams=2100
    2026-01-07 PC-1 media_absent
    2026-02-01 PC-1 handed_over recipient=B-0042 place=44162
    """
    ledger = ledger_of(tmp_path / "lifecycle.db", ACTORS, AUTHORITY, life)
    first = page_of(ledger, monkeypatch, path)
    (query,) = re.findall(r'href="\?([^"]*)" target="_self">address of these very figures', first)
    frozen = {name: values[0] for name, values in parse_qs(unescape(query)).items()}
    assert {"period", "as_of", "edition"} <= set(frozen)
    later = """
    2026-03-05 PC-2 received    category=laptop legal=PRODUCT place=44109
    2026-03-06 PC-2 weighed     grams=3100
    2026-03-07 PC-2 discarded   waste_code="20 01 36"
    2026-03-08 L-1  lot_packed  devices=[PC-2]
    2026-03-09 L-1  lot_dispatched waste_code="20 01 36" grams=3100
    2026-03-10 L-1  lot_received net=3100
    2027-03-05 PC-3 received    category=laptop legal=PRODUCT place=44109
    """
    with open_ledger(ledger) as more:
        tell(more, later, after=100)
    assert figures_of(page_of(ledger, monkeypatch, path, **frozen)) == figures_of(first)
    assert figures_of(page_of(ledger, monkeypatch, path)) != figures_of(first)


def test_a_page_says_at_its_foot_when_its_figures_were_published(tmp_path, monkeypatch):
    """Published at fact 12; then PC-2 turns out to have come in as well; as known at fact 11 nothing was published."""
    life = """
    2026-01-05 PC-1 received    category=laptop legal=PRODUCT place=44109
    2026-01-06 PC-1 weighed     grams=2100
    """
    ledger = ledger_of(tmp_path / "lifecycle.db", ACTORS, life)
    year = Filter(first_day="2026-01-01", last_day="2026-12-31")
    who = {"account": "A-1", "publisher": "ASSO", "on": date(2027, 1, 15), "now": datetime(2027, 1, 15, tzinfo=UTC)}
    with open_ledger(ledger) as open_one:
        done = publish(open_one, "material", year, **who)
    says = f"on 15 January 2027 (fact no. {done.n}, edition {done.fact.edition}): "
    assert says + "the same figures" in page_of(ledger, monkeypatch, period="2026")
    with open_ledger(ledger) as open_one:
        tell(open_one, "2026-01-05 PC-2 received category=laptop legal=PRODUCT place=44109", after=100)
    page = page_of(ledger, monkeypatch, period="2026")
    assert says in page
    assert "figures or tables are others here" in page
    assert says not in page_of(ledger, monkeypatch, period="2026", as_of=str(done.fact.as_of))
    assert says not in page_of(ledger, monkeypatch, period="2026-Q1")


def test_a_page_as_known_at_a_fact_tells_nothing_later_anywhere(tmp_path, monkeypatch):
    """At fact 5 PC-1 is weighed and not yet handed over: neither its life nor the footing says more."""
    life = """
    2026-01-05 PC-1 received    category=laptop legal=PRODUCT place=44109
    2026-01-06 PC-1 weighed     grams=2100
    """
    later = """
    2026-01-07 PC-1 media_absent
    2026-02-01 PC-1 handed_over recipient=B-0042 place=44162
    """
    ledger = ledger_of(tmp_path / "lifecycle.db", ACTORS, life)
    with open_ledger(ledger) as open_one:
        known = open_one.head()
        tell(open_one, later, after=100)
    page = page_of(ledger, monkeypatch, "equipement", device="PC-1", as_of=str(known.count))
    assert page.count('<p class="lc-what">') == 2
    assert "in use" not in page
    assert f"<dd>fact {known.count}</dd>" in page
    assert known.hash in page
    assert "was not known yet at fact 3" in page_of(ledger, monkeypatch, "equipement", device="PC-1", as_of="3")


def test_a_ledger_is_opened_once_a_drawing_when_nothing_has_changed(small, monkeypatch):
    """All that rests on the same position is kept: only where the ledger stands is read again."""
    opened = []
    real = answers.open_ledger
    monkeypatch.setattr(answers, "open_ledger", lambda *given, **more: opened.append(given) or real(*given, **more))
    for path in ("", *PAGES_OF_READERS):
        page_of(small, monkeypatch, path)
        opened.clear()
        page_of(small, monkeypatch, path)
        assert len(opened) == 1, path


def test_it_opens_on_the_last_whole_year_rather_than_on_one_that_has_just_begun(tmp_path, monkeypatch):
    life = """
    2026-01-05 PC-1 received    category=laptop legal=PRODUCT place=44109
    2026-12-05 PC-2 received    category=laptop legal=PRODUCT place=44109
    2027-01-05 PC-3 received    category=laptop legal=PRODUCT place=44109
    """
    assert " · 2026 · " in page_of(ledger_of(tmp_path / "c.db", life), monkeypatch)


def test_less_in_use_is_said_so(tmp_path, monkeypatch):
    """
    2026-01-05 PC-1 received · 2026-02-01 handed over · 2027-03-01 returned
    """
    life = """
    2026-01-05 PC-1 received    category=laptop legal=PRODUCT place=44109
    2026-01-06 PC-1 weighed     grams=2100
    2026-01-07 PC-1 media_absent
    2026-02-01 PC-1 handed_over recipient=B-0042 place=44162
    2027-03-01 PC-1 returned    reason=broken
    """
    page = page_of(ledger_of(tmp_path / "c.db", ACTORS, life), monkeypatch, period="2027")
    assert "2.1\u202fkg less are in use: more came back than went out" in page


def test_a_lot_without_certificate_is_on_the_list(small, monkeypatch):
    page = page_of(small, monkeypatch, period="2026")
    assert "1 lot awaits the certificate" in page
    assert "8.000" in page
