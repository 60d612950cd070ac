"""Lots in a browser: from an empty lot to its certificate, to the gram, and back by a correction."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from test_dashboard import ACTORS, Reader, chromium, free_port, ledger_of, playwright, started  # noqa: F401

from lifecycle.ledger import open_ledger
from lifecycle.reports.lots import lot_standing

expect = playwright.expect
MACHINE = """
2026-01-05 PC-1 received            category=desktop legal=WASTE place=44109
2026-01-05 PC-1 weighed             grams=8000
2026-01-06 PC-2 received            category=desktop legal=WASTE place=44109
2026-01-06 PC-2 weighed             grams=9000
2026-01-07 L-2  lot_opened          legal=WASTE waste_code="16 02 13*"
2026-01-07 L-2  lot_packed          devices=[PC-2]
2026-01-08 L-2  lot_dispatched      slip=BSD-2 grams=9000
2026-01-09 PC-3 received            category=desktop legal=WASTE place=44109
2026-01-09 PC-3 weighed             grams=7000
2026-01-10 L-3  lot_opened          legal=WASTE waste_code="16 02 13*"
2026-01-10 L-3  lot_packed          devices=[PC-3]
"""


@pytest.fixture(scope="module")
def lots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, object]]:
    path = ledger_of(tmp_path_factory.mktemp("lots") / "lifecycle.db", ACTORS, MACHINE)
    port = free_port()
    server = started(path, port)
    yield f"http://127.0.0.1:{port}/", path
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=20)


@pytest.fixture
def page(lots, chromium):  # noqa: F811
    reader = Reader(chromium, 1100)
    reader.page.set_default_timeout(8000)
    yield reader.page
    assert not reader.complaints
    reader.context.close()


def choose(page, label: str, words: str, rank: int = 0) -> None:
    """Pick an entry of a list by what stands in it; ``rank`` is that of a row."""
    page.get_by_test_id("stSelectbox").filter(has=page.get_by_text(label)).nth(rank).locator("input").click()
    page.keyboard.type(words)
    page.get_by_role("option", name=words).first.click()


def fill(page, label: str, text: str) -> None:
    field = page.get_by_label(label).first
    field.fill(text)
    field.blur()


def send(page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def standing(path, code: str):
    with open_ledger(path, read_only=True) as ledger:
        return lot_standing(ledger, code)


@pytest.mark.browser
def test_a_lot_goes_from_its_first_line_to_its_certificate_and_back_by_a_correction(lots, page):
    """
    ASSO opens ASSO-L001 with a crate of 10 peripherals of 4 kg, packs PC-1 of 8 kg, dispatches 12,1 kg;
    RECYCLER weighs 13 kg less 1 kg and refuses the crate, by then 4,033 kg of the 12,1 that left: 7,967 kg are kept;
    it certifies 5,967 kg recycled and 2 kg disposed of; the certificate is undone.
    """
    address, path = lots
    page.goto(f"{address}lots?lang=en&organisation=ASSO")
    page.get_by_text("Open a lot", exact=True).click()
    choose(page, "Waste code", "16 02 13")
    choose(page, "Category", "Keyboard, mo")
    fill(page, "How many", "10")
    fill(page, "Mass", "4 kg")
    choose(page, "Weighed", "yes")
    send(page, "Open the lot")
    page.get_by_role("link", name="Lot ASSO-L001").click()
    expect(page.locator(".lc-answer")).to_contain_text("4.000 kg")

    page.get_by_text("Put things in", exact=True).click()
    fill(page, "Codes of devices and parts", "PC-1")
    send(page, "Put them in the lot")
    expect(page.locator(".lc-answer")).to_contain_text("12.000 kg")

    choose(page, "Destination", "RECYCLER")
    fill(page, "Number of the slip", "BSD-9")
    fill(page, "Mass at departure", "12,1 kg")
    send(page, "Record the departure")
    expect(page.locator(".lc-answer")).to_contain_text("On its way")

    fill(page, "Gross mass", "13 kg")
    fill(page, "Tare", "1000")
    choose(page, "1. Refused", "line 1")
    choose(page, "Reason", "it is no electric equipment")
    send(page, "Record the reception")
    expect(page.locator(".lc-not-done")).to_contain_text("0.100 kg of difference")
    expect(page.get_by_label("Gross mass").first).to_have_value("13 kg")
    send(page, "Record the reception")
    expect(page.locator(".lc-answer")).to_contain_text("7.967 kg of waste")

    fill(page, "Number of the certificate", "CT-9")
    fill(page, "Mass of the fraction", "5,967 kg")
    choose(page, "Operation", "R 4")
    choose(page, "Mode", "recycling")
    send(page, "Add a row")
    expect(page.get_by_label("Mass of the fraction")).to_have_count(2)
    page.get_by_label("Mass of the fraction").nth(1).fill("2000")
    page.get_by_label("Mass of the fraction").nth(1).blur()
    choose(page, "Operation", "D 5", 1)
    choose(page, "Mode", "disposal", 1)
    send(page, "Compute the balance")
    expect(page.locator(".lc-ladder").first).to_contain_text("5.967 kg · R 4")
    send(page, "Record the certificate")
    expect(page.locator(".lc-outcome")).to_contain_text("Recorded: 1 fact")
    expect(page.locator(".lc-answer")).to_contain_text("Certified")
    found = standing(path, "ASSO-L001")
    assert [(part.grams, part.operation) for part in found.certificates[0].fractions] == [(5967, "R 4"), (2000, "D 5")]
    assert (found.state, found.grams) == ("certified", 0)

    send(page, "Undo")
    expect(page.locator(".lc-outcome")).to_contain_text("Undone")
    expect(page.locator(".lc-answer")).to_contain_text("7.967 kg of waste")
    expect(page.locator(".lc-void")).to_contain_text("Treatment certified", ignore_case=True)
    found = standing(path, "ASSO-L001")
    assert (found.state, found.grams) == ("received", 7967)


@pytest.mark.browser
def test_the_board_tells_how_many_stand_where_and_leads_to_each(lots, page):
    """L-2 is on its way since 8 January 2026."""
    page.goto(f"{lots[0]}lots?lang=en&organisation=RECYCLER")
    expect(page.locator(".lc-stages a", has_text="Dispatched")).to_contain_text("9.0")
    page.get_by_role("link", name="L-2", exact=True).click()
    expect(page.locator("h1")).to_have_text("Lot L-2")
    page.go_back()
    expect(page.locator("h1")).to_have_text("How far has each lot come?")


@pytest.mark.browser
def test_what_is_due_says_what_is_missing_and_leads_there(lots, page):
    """The slip of L-2 is open for months, and its register line was never declared."""
    page.goto(f"{lots[0]}echeances?lang=en&organisation=ASSO")
    expect(page.locator(".lc-answer")).to_contain_text("late")
    expect(page.locator("table", has_text="BSD-2").first).to_contain_text("its reception is not recorded")
    page.get_by_role("link", name="L-2", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Lot L-2")


@pytest.mark.browser
def test_waste_that_leaves_without_a_mass_stops_the_person_and_keeps_the_reason(lots, page):
    """L-3 leaves for RECYCLER, nobody weighed it; it is recorded once somebody says why."""
    address, path = lots
    page.goto(f"{address}lots?lang=en&lot=L-3")
    choose(page, "Destination", "RECYCLER")
    fill(page, "Number of the slip", "BSD-3")
    send(page, "Record the departure")
    expect(page.locator(".lc-not-done")).to_contain_text("without a mass")
    assert standing(path, "L-3").state == "opened"
    expect(page.get_by_label("Number of the slip").first).to_have_value("BSD-3")
    choose(page, "Why is it recorded all the same?", "Urgent need")
    send(page, "Record the departure")
    expect(page.locator(".lc-answer")).to_contain_text("On its way")
    expect(page.locator(".lc-broken")).to_contain_text("without a mass")
    assert standing(path, "L-3").dispatch.slip == "BSD-3"
