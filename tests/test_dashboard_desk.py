"""The pages of work of an association in a browser: a machine from its gift to its hand-over and back, acts counted."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_dashboard import ACTORS, Reader, chromium, free_port, ledger_of, playwright, started  # noqa: F401
from test_forms_browser import AXE

from lifecycle.ledger import open_ledger

expect = playwright.expect
BEFORE = """
2026-01-05 PC-1 received     category=laptop place=44109
2026-01-06 PC-1 media_absent
2026-01-07 PC-1 made_ready   grade=B checklist=atelier
2026-01-08 PC-1 handed_over  recipient=B-0042 recipient_kind=person charter_version=2026-1
2026-01-09 PC-2 received     category=laptop
2026-01-02 organisation:BOTH organisation_registered name="Ordis et tri (fiction)" roles=[association,recycler] commune=44109
2026-01-03 lot:BOTH-L001 lot_opened acting=BOTH legal=WASTE waste_code="16 02 13*"
2026-01-10 PC-2 hardware_read media=[d1] manufacturer="<img src=x onerror=window.pwned=1>" model="**gras** $x$"
"""
CODE = re.compile(r"ASSO[0-9A-Z]{8}")


class Desk:
    """A ledger and the server on it."""

    def __init__(self, folder: Path) -> None:
        self.path = ledger_of(folder / "lifecycle.db", ACTORS, BEFORE)
        self.port = free_port()
        self.server = started(self.path, self.port)

    def address(self, page: str, organisation: str) -> str:
        return f"http://127.0.0.1:{self.port}/{page}{'&' if '?' in page else '?'}lang=en&organisation={organisation}"

    def custody(self, code: str) -> str:
        with open_ledger(self.path, read_only=True) as ledger:
            row = ledger.state(f"device:{code}")
        return row.custody if row else "unknown"

    def told(self, last: int) -> list[tuple[str, dict]]:
        """Kind and words of the last facts."""
        with open_ledger(self.path, read_only=True) as ledger:
            entries = list(ledger.facts(after=ledger.head().count - last))
        return [(entry.kind, json.loads(entry.form)["facts"]) for entry in entries]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    one = Desk(tmp_path_factory.mktemp("desk"))
    yield one
    one.server.send_signal(signal.SIGINT)
    one.server.communicate(timeout=20)


class Volunteer:
    """Works on the pages as a person does, and counts what it takes: clicks, scans, confirmed forms."""

    def __init__(self, page, desk: Desk) -> None:
        self.page, self.desk, self.acts = page, desk, 0

    def open(self, page: str, organisation: str = "ASSO") -> None:
        self.page.goto(self.desk.address(page, organisation))
        expect(self.page.locator(".lc-answer").first).to_be_visible()

    def go(self, words: str, question: str) -> None:
        self.acts += 1
        self.page.get_by_role("link", name=words, exact=True).first.click()
        expect(self.page.locator("h1")).to_have_text(question)

    def choose(self, label: str, words: str) -> None:
        """One click, then the keyboard."""
        self.acts += 1
        self.page.get_by_test_id("stSelectbox").filter(has=self.page.get_by_text(label)).locator("input").click()
        self.page.keyboard.type(words)
        self.page.get_by_role("option", name=words).first.wait_for()
        self.page.keyboard.press("Enter")

    def click(self, words: str) -> None:
        self.acts += 1
        self.page.get_by_text(words, exact=True).first.click()

    def scan(self, label: str, *codes: str) -> None:
        """A scanner types and ends with Enter; Ctrl+Enter reads what was scanned."""
        self.acts += len(codes)
        field = self.page.get_by_label(label)
        field.fill("".join(f"{code}\n" for code in codes))
        field.press("Control+Enter")
        expect(self.page.locator(".lc-verdicts li")).to_have_count(len(codes))

    def confirm(self, words: str) -> None:
        self.acts += 1
        self.page.get_by_role("button", name=words, exact=True).click()

    def told(self, words: str):
        expect(self.page.locator(".lc-outcome", has_text=words).first).to_be_visible()


@pytest.fixture
def volunteer(served, chromium):  # noqa: F811
    reader = Reader(chromium, 1100)
    reader.page.set_default_timeout(15_000)
    expect.set_options(timeout=15_000)
    yield Volunteer(reader.page, served)
    expect.set_options(timeout=5_000)
    assert not reader.complaints
    reader.context.close()


@pytest.mark.browser
def test_a_machine_goes_from_its_gift_to_its_hand_over_and_back(served, volunteer):
    """A laptop arrives, has no disk, is made ready, handed over for 20 €, and comes back broken: 17 acts."""
    volunteer.open("arrivees")
    volunteer.choose("Category", "Laptop")
    volunteer.confirm("Record what arrived")
    volunteer.told("Recorded: 1 fact")
    code = CODE.search(volunteer.page.locator("table").first.inner_text())[0]
    assert served.custody(code) == "in_stock"

    volunteer.go("Workshop", "What waits in the workshop?")
    volunteer.scan("Scan or paste labels", code)
    volunteer.choose("What was done to them?", "Made ready")
    volunteer.click("B")
    volunteer.click("No storage medium is inside those of which nobody said it yet")
    volunteer.confirm("Record it")
    volunteer.told("Recorded: 2 facts")
    expect(volunteer.page.locator('[data-column="ready"]')).to_contain_text(code)

    volunteer.go("Hand-over", "What do we hand over, and to whom?")
    volunteer.scan("Scan or paste what is handed over", code)
    expect(volunteer.page.locator('.lc-verdicts [data-fit="yes"]')).to_contain_text(code)
    volunteer.page.get_by_label("Contribution received").fill("20")
    volunteer.choose("Without this equipment, what would you have done?", "buy a new one")
    volunteer.confirm("Confirm the hand-over")
    volunteer.told("Recorded: 3 facts")
    assert served.custody(code) == "in_use"
    (kind, over), (_paid, paid), (_asked, asked) = served.told(3)
    assert (kind, over["charter_version"], over["recipient_kind"]) == ("handed_over", "2026-1", "person")
    assert re.fullmatch("B-[0-9A-Z]{8}", over["recipient"])
    assert (paid["cents"], asked["answer"]) == (2000, "new")
    assert over["handover_id"] == paid["handover_id"] == asked["handover_id"]
    expect(volunteer.page.get_by_role("button", name="Paper to sign (PDF)")).to_be_visible()

    volunteer.go("Afterwards", "How are they doing?")
    volunteer.scan("Scan or paste labels", code)
    volunteer.choose("What happened?", "Come back for good")
    volunteer.choose("Why", "it broke")
    volunteer.confirm("Record it")
    volunteer.told("Recorded: 1 fact")
    assert served.custody(code) == "in_stock"
    assert volunteer.acts == 17


@pytest.mark.browser
def test_a_machine_goes_from_its_gift_to_its_certificate_in_fourteen_acts(served, volunteer):
    """One organisation that receives and sorts; a lot is open: one scan discards and packs; the best peer needs 57."""
    page = volunteer.page
    volunteer.open("arrivees", "BOTH")
    volunteer.choose("Category", "Laptop")
    volunteer.confirm("Record what arrived")
    volunteer.told("Recorded: 1 fact")
    code = re.search("BOTH[0-9A-Z]{8}", page.locator("table").first.inner_text())[0]

    volunteer.acts += 2
    page.get_by_role("link", name="Recycler", exact=True).first.click()
    page.get_by_role("link", name="Bench", exact=True).first.click()
    page.locator("#lcb-code").wait_for(timeout=30_000)
    volunteer.acts += 1
    page.select_option("#lcb-lot", value="BOTH-L001")
    expect(page.locator("#lcb-code")).to_be_focused()
    volunteer.acts += 1
    page.keyboard.type(f"{code}\n")
    expect(page.locator(".lcb-last")).to_have_attribute("data-state", "done", timeout=20_000)
    assert served.custody(code) == "in_lot"

    volunteer.acts += 2
    page.get_by_role("link", name="Lots", exact=True).first.click()
    page.get_by_role("link", name="BOTH-L001", exact=True).first.click()
    volunteer.choose("Destination", "RECYCLER")
    page.get_by_label("Number of the slip").first.fill("BSD-1")
    page.get_by_label("Mass at departure").first.fill("2 kg")
    volunteer.confirm("Record the departure")
    expect(page.locator(".lc-answer").first).to_contain_text("On its way")
    page.get_by_label("Net mass").first.fill("2 kg")
    volunteer.confirm("Record the reception")
    expect(page.locator(".lc-answer").first).to_contain_text("Received")
    page.get_by_label("Number of the certificate").first.fill("CT-1")
    page.get_by_label("Mass of the fraction").first.fill("2 kg")
    volunteer.choose("Operation", "R 4")
    volunteer.choose("Mode", "recycling")
    volunteer.confirm("Record the certificate")
    expect(page.locator(".lc-answer").first).to_contain_text("Certified")
    assert served.custody(code) == "ended"
    assert volunteer.acts == 14


@pytest.mark.browser
def test_what_does_not_fit_is_told_before_it_is_confirmed_and_needs_a_reason(served, volunteer):
    """A disk that nobody wiped: the page says so, the ledger asks why; nothing typed is lost."""
    volunteer.open("remise")
    volunteer.scan("Scan or paste what is handed over", "PC-2", "PC-404")
    expect(volunteer.page.locator('.lc-verdicts [data-fit="no"]').first).to_contain_text("media not wiped: 1")
    expect(volunteer.page.locator('.lc-verdicts [data-fit="no"]').nth(1)).to_contain_text("nothing is known of it")
    volunteer.page.get_by_label("Contribution received").fill("10")
    volunteer.confirm("Confirm the hand-over")
    volunteer.told("Nothing was recorded")
    expect(volunteer.page.get_by_label("Contribution received")).to_have_value("10")
    volunteer.page.get_by_label("Scan or paste what is handed over").fill("PC-2")
    volunteer.confirm("Confirm the hand-over")
    volunteer.told("the list has changed")
    volunteer.confirm("Confirm the hand-over")
    volunteer.told("Nothing is recorded yet")
    assert served.custody("PC-2") == "in_stock"
    volunteer.choose("Why is it recorded all the same?", "Urgent need")
    volunteer.confirm("Confirm the hand-over")
    volunteer.told("Recorded: 2 facts")
    assert served.custody("PC-2") == "in_use"
    volunteer.confirm("Undo")
    volunteer.told("Undone")
    assert served.custody("PC-2") == "in_stock"
    assert volunteer.page.evaluate("window.pwned") is None


@pytest.mark.browser
def test_machine_files_and_weighings_answer_line_by_line(served, volunteer, tmp_path):
    """A file is read under the label in its name, another is refused with its place; a stack is weighed."""
    volunteer.open("arrivees")
    volunteer.choose("Category", "Laptop")
    volunteer.confirm("Record what arrived")
    volunteer.told("Recorded: 1 fact")
    code = CODE.search(volunteer.page.locator("table").first.inner_text())[0]
    machine = {"id": "pc", "class": "system", "product": "ProBook", "vendor": "HP", "serial": "S-77"}
    (tmp_path / f"{code}.json").write_text(json.dumps({**machine, "configuration": {"chassis": "notebook"}}))
    (tmp_path / "rows.csv").write_text("kind;device;date;grams\nweighed;PC-2;2026-02-30;2000\n")
    volunteer.page.locator("input[type=file]").set_input_files([tmp_path / f"{code}.json", tmp_path / "rows.csv"])
    expect(volunteer.page.get_by_test_id("stFileChipName")).to_have_count(2)
    volunteer.confirm("Read these files")
    expect(volunteer.page.locator(".st-key-imported-files")).to_contain_text("1 fact recorded")
    refused = volunteer.page.locator("table", has_text="rows.csv")
    expect(refused).to_contain_text("2026-02-30")
    assert str(tmp_path) not in volunteer.page.content()
    assert "/tmp" not in refused.inner_text()
    volunteer.page.get_by_label("Code and mass, a line each").fill(f"{code} 2,1 kg\nPC-2 heavy")
    volunteer.confirm("Record the weighings")
    volunteer.told("line 2")
    volunteer.page.get_by_label("Code and mass, a line each").fill(f"{code} 2,1 kg\nPC-2 2300")
    volunteer.confirm("Record the weighings")
    volunteer.told("Recorded: 2 facts")


@pytest.mark.browser
def test_a_count_shows_its_difference_before_it_is_confirmed(served, volunteer):
    """What is left empty is not counted."""
    volunteer.open("stock")
    volunteer.page.get_by_label("Laptop", exact=True).fill("9")
    volunteer.confirm("Compare with the books")
    table = volunteer.page.locator("table", has_text="Difference")
    expect(table).to_contain_text("+")
    volunteer.confirm("Record this count")
    volunteer.told("Recorded: 1 fact")
    ((kind, said),) = served.told(1)
    assert (kind, said["counts"]) == ("stock_counted", [{"category": "laptop", "count": 9}])
    expect(volunteer.page.get_by_label("Laptop", exact=True)).to_have_value("")


@pytest.mark.browser
def test_the_pages_of_work_fit_a_telephone_and_break_no_rule(served, volunteer):
    """No horizontal scroll at 320 px; axe finds nothing at A and AA."""
    rules = {"runOnly": [tag for tag in AXE["runOnly"] if tag.startswith("wcag")]}
    volunteer.page.set_viewport_size({"width": 320, "height": 900})
    for path in ("arrivees", "atelier", "atelier?column=arrived&act=wipe", "remise?device=PC-2", "suivi", "stock"):
        volunteer.open(path)
        volunteer.page.wait_for_timeout(500)
        assert volunteer.page.evaluate("document.documentElement.scrollWidth") <= 320, path
        found = Axe().run(volunteer.page, options=rules)
        assert found.violations_count == 0, (path, found.generate_report())
