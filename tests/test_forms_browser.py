"""Forms in a browser: one double click, two people, a server that stops, hostile texts, a keyboard alone, axe."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_dashboard import ACTORS, LIFE, Reader, chromium, free_port, ledger_of, playwright, started  # noqa: F401

from lifecycle.ledger import open_ledger

expect = playwright.expect
LENGTH, PEOPLE = "Durée d’une séance (min) *", "Nombre de personnes présentes *"
SEND, UNDO, BACK = "Enregistrer cette formation", "Annuler", "Rétablir"
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Served:
    """A ledger, and the server on it, which may be stopped and started again on the same address."""

    def __init__(self, folder: Path) -> None:
        self.path = ledger_of(folder / "lifecycle.db", ACTORS, LIFE)
        self.port = free_port()
        self.server = started(self.path, self.port)

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.port}/formations?period=all&organisation=ASSO"

    @property
    def count(self) -> int:
        with open_ledger(self.path, read_only=True) as ledger:
            return ledger.head().count

    def stop(self) -> None:
        self.server.send_signal(signal.SIGINT)
        self.server.communicate(timeout=20)

    def start(self) -> None:
        self.server = started(self.path, self.port)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    one = Served(tmp_path_factory.mktemp("forms"))
    yield one
    one.stop()


@pytest.fixture
def page(served, chromium):  # noqa: F811
    reader = Reader(chromium)
    yield opened(reader, served)
    reader.context.close()


def opened(reader: Reader, served: Served):
    """The page of courses; a computer that many tests share is given its time."""
    expect.set_options(timeout=15_000)
    reader.page.set_default_timeout(15_000)
    return reader.open(served.page)


def fill(page, length: str, people: str) -> None:
    page.get_by_label(LENGTH).fill(length)
    page.get_by_label(PEOPLE).fill(people)


def send(page):
    return page.get_by_role("button", name=SEND)


def outcome(page):
    return page.locator(".lc-outcome")


@pytest.mark.browser
def test_a_double_click_records_one_fact_and_leaves_its_receipt(served, page):
    before = served.count
    fill(page, "1 h 30", "8")
    send(page).dblclick()
    expect(outcome(page)).to_contain_text("Enregistré\u202f: 1 fait")
    expect(page.get_by_label(PEOPLE)).to_have_value("")
    page.wait_for_timeout(1500)
    expect(outcome(page)).to_contain_text("Enregistré\u202f: 1 fait")
    assert served.count == before + 1
    expect(page.locator("#courses")).to_be_visible()
    expect(page.locator("table").first).to_contain_text("1\u202fh 30\u202fmin")


@pytest.mark.browser
def test_what_was_recorded_is_undone_by_one_click_and_comes_back_by_another(served, page):
    before = served.count
    fill(page, "45", "3")
    send(page).click()
    page.get_by_role("button", name=UNDO).click()
    expect(outcome(page)).to_contain_text("Annulé")
    page.get_by_role("button", name=BACK).dblclick()
    expect(page.get_by_role("button", name=UNDO).or_(page.get_by_role("button", name=BACK))).to_be_visible()
    page.wait_for_timeout(1000)
    assert served.count == before + 3


@pytest.mark.browser
def test_two_people_never_see_what_the_other_types_or_chooses(served, chromium, page):  # noqa: F811
    """One is refused, and stays so; the other opens the same page, chooses another year and records."""
    fill(page, "longtemps", "12")
    send(page).click()
    expect(outcome(page)).to_contain_text("Rien n’a été enregistré")
    other = Reader(chromium)
    theirs = opened(other, served)
    expect(theirs.get_by_label(LENGTH)).to_have_value("")
    expect(outcome(theirs)).to_have_count(0)
    theirs.get_by_role("combobox", name="Période").click()
    theirs.get_by_role("option", name="2025", exact=True).click()
    expect(theirs.locator(".lc-perimeter")).to_contain_text("2025")
    fill(theirs, "60", "5")
    send(theirs).click()
    expect(outcome(theirs)).to_contain_text("Enregistré")
    other.context.close()
    expect(page.get_by_label(LENGTH)).to_have_value("longtemps")
    expect(page.locator(".lc-perimeter")).to_contain_text("Toutes les dates")
    page.get_by_label(PEOPLE).fill("13")
    send(page).click()
    expect(outcome(page)).to_contain_text("Rien n’a été enregistré")
    expect(page.get_by_label(PEOPLE)).to_have_value("13")


@pytest.mark.browser
def test_what_was_typed_outlives_a_server_that_stops_and_is_recorded_once(served, page):
    """Two fields are filled in, the server stops and comes back, the form is sent, and then a second time."""
    before = served.count
    fill(page, "75", "9")
    served.stop()
    page.wait_for_timeout(1500)
    served.start()
    page.wait_for_timeout(6000)
    assert page.get_by_label(LENGTH).input_value() == "75"
    assert page.get_by_label(PEOPLE).input_value() == "9"
    send(page).dblclick()
    expect(outcome(page)).to_contain_text("Enregistré\u202f: 1 fait", timeout=30_000)
    page.wait_for_timeout(1000)
    assert served.count == before + 1


@pytest.mark.browser
def test_what_was_refused_is_still_there_after_a_look_at_another_page(served, page):
    fill(page, "longtemps", "12")
    send(page).click()
    expect(outcome(page)).to_be_visible()
    page.get_by_role("link", name="Ce que nous avons fait").click()
    page.locator("#where").wait_for()
    page.get_by_role("link", name="Formations").click()
    expect(page.get_by_label(LENGTH)).to_have_value("longtemps")
    expect(page.get_by_label(PEOPLE)).to_have_value("12")


@pytest.mark.browser
@pytest.mark.parametrize(
    "hostile",
    [
        "<script>window.pwned=1</script>",
        "<img src=x onerror=window.pwned=1>",
        "**gras** [x](javascript:window.pwned=1) $y$ :red[z]",
        "'; DROP TABLE fact; --",
        "{{7*7}} ${7*7} {0} %s",
        "ﷺ ‮gpj.exe Ω≈ç√ 田中さん 👩‍🔬",
    ],
)
def test_hostile_texts_stay_as_they_were_typed_and_run_nothing(served, page, hostile):
    before = served.count
    fill(page, hostile, hostile)
    send(page).click()
    expect(outcome(page)).to_contain_text("Rien n’a été enregistré")
    assert page.get_by_label(LENGTH).input_value() == hostile
    assert page.get_by_label(PEOPLE).input_value() == hostile
    assert page.evaluate("window.pwned") is None
    assert served.count == before


@pytest.mark.browser
def test_a_form_is_filled_in_and_sent_without_a_mouse(served, page):
    """From the length on, Tab leads through the form to its button; the hidden identity is no stop on the way."""
    before = served.count
    page.get_by_label(LENGTH).focus()
    page.keyboard.type("30")
    page.keyboard.press("Tab")
    page.keyboard.type("4")
    for _stop in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == SEND:
            break
    page.keyboard.press("Enter")
    expect(outcome(page)).to_contain_text("Enregistré")
    assert served.count == before + 1


@pytest.mark.browser
@pytest.mark.parametrize(("language", "colours"), [("fr", "light"), ("en", "dark")])
def test_a_form_keeps_the_rules_of_accessibility_refused_and_recorded(served, chromium, language, colours):  # noqa: F811
    context = chromium.new_context(color_scheme=colours, bypass_csp=True, viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.goto(f"{served.page}&lang={language}")
    button = page.locator("[data-testid=stFormSubmitButton] button")
    button.click()
    page.locator(".lc-fault").first.wait_for()
    found = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page, options=AXE).response["violations"]]
    fill = dict(zip(("minutes", "people"), ("60", "3"), strict=True))
    for field, text in fill.items():
        page.locator(f".st-key-course-{field} input").fill(text)
    button.click()
    page.locator(".lc-receipt").wait_for()
    found += [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page, options=AXE).response["violations"]]
    for part in ("html", "[data-testid=stMain]"):
        assert page.locator(part).evaluate("element => element.scrollWidth") <= 320
    context.close()
    assert found == []
