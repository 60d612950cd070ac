"""The scan bench in a browser: nothing that is scanned is lost, and nothing is recorded twice."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_dashboard import Reader, chromium, free_port, ledger_of, started  # noqa: F401

from lifecycle.codes import make_code
from lifecycle.ledger import open_ledger

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = pytest.mark.browser

ORGANISATIONS = """
2025-01-01 organisation:TRIEUR   organisation_registered name="Tri de la Baie (fiction)" roles=[recycler] commune=44109
2025-01-01 organisation:ASSO     organisation_registered name="Ordis du quai (fiction)" roles=[association] commune=44109
2025-01-02 lot:L-1               lot_opened legal=WASTE waste_code="16 02 13*"
"""
STOPPED_S = float(os.environ.get("LIFECYCLE_BENCH_STOPPED_S", "6"))
"""How long the server is stopped; sixty seconds were tried by hand with this variable."""


def codes(count: int, first: int = 0) -> list[str]:
    """So many labels, all different."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    found = []
    for rank in range(first, first + count):
        signs = ""
        for _place in range(7):
            rank, value = divmod(rank * 7 + 3, 32)
            signs = alphabet[value] + signs
        found.append(make_code("TRIEUR", signs))
    assert len(set(found)) == count
    return found


def devices(labels: list[str]) -> str:
    """These labels are on machines that wait in the stock of the recycler."""
    return "\n".join(f"2026-01-05 {code} received category=laptop legal=PRODUCT acting=TRIEUR" for code in labels)


class Served:
    """A ledger with its server, which can be stopped and come back at the same address."""

    def __init__(self, folder: Path, *texts: str) -> None:
        story = ORGANISATIONS.replace("lot_opened", "lot_opened acting=TRIEUR")
        self.ledger = ledger_of(folder / "lifecycle.db", story, *texts)
        self.port = free_port()
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/poste?lot=L-1"

    def start(self) -> None:
        self.server: subprocess.Popen[str] = started(self.ledger, self.port)

    def stop(self) -> None:
        self.server.send_signal(signal.SIGINT)
        self.server.communicate(timeout=20)

    def kinds(self) -> dict[str, int]:
        """How many facts of each kind the ledger holds."""
        found: dict[str, int] = {}
        with open_ledger(self.ledger, read_only=True) as ledger:
            for entry in ledger.facts():
                found[entry.kind] = found.get(entry.kind, 0) + 1
        return found


LABELS = codes(260)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    one = Served(tmp_path, devices(LABELS))
    yield one
    if one.server.poll() is None:
        one.stop()


def bench(reader: Reader, served: Served):
    """The bench, open, with its field."""
    page = reader.page
    page.goto(served.address)
    page.locator("#lcb-code").wait_for(timeout=30_000)
    expect(page.locator("#lcb-code")).to_be_focused()
    return page


def scan_all(page, labels: list[str]) -> None:
    """Type codes as a scanner does: no pause between signs, none between codes."""
    page.keyboard.type("".join(f"{code}\n" for code in labels), delay=0)


def all_sent(page, timeout: float = 90_000) -> None:
    expect(page.locator(".lcb-badge")).to_have_attribute("data-waits", "0", timeout=timeout)


@pytest.fixture
def person(chromium) -> Iterator[Reader]:  # noqa: F811
    one = Reader(chromium)
    yield one
    one.context.close()


def test_two_hundred_scans_without_a_pause_are_two_hundred_disposals(served, person):
    """Each is discarded and packed once; the field keeps the focus; nothing is asked of another host."""
    page = bench(person, served)
    scan_all(page, LABELS[:200])
    all_sent(page)
    expect(page.locator(".lcb-last")).to_have_attribute("data-state", "done")
    assert served.kinds()["discarded"] == 200
    assert served.kinds()["lot_packed"] == 200
    expect(page.locator("#lcb-code")).to_be_focused()
    expect(page.locator(".lcb-left .lcb-quiet").first).to_contain_text("200")
    foreign = [
        url for url in person.asked if not url.startswith((f"http://127.0.0.1:{served.port}/", "data:", "blob:"))
    ]
    assert (foreign, person.complaints) == ([], [])


def test_a_reload_in_the_midst_of_a_burst_loses_and_doubles_nothing(served, person):
    """A hundred scans, the page is loaded anew at once, a hundred more."""
    page = bench(person, served)
    scan_all(page, LABELS[:100])
    page.reload()
    page.locator("#lcb-code").wait_for(timeout=30_000)
    scan_all(page, LABELS[100:200])
    all_sent(page)
    assert served.kinds()["discarded"] == 200
    assert served.kinds()["lot_packed"] == 200


def test_scans_wait_while_the_server_is_stopped(served, person):
    """The server stops after fifty scans; a hundred are made meanwhile, the badge counts them; fifty more when it is back."""
    page = bench(person, served)
    scan_all(page, LABELS[:50])
    served.stop()
    began = time.monotonic()
    for label in LABELS[50:150]:
        scan_all(page, [label])
    waiting = page.locator(".lcb-badge")
    expect(waiting).to_have_attribute("data-waits", re.compile("^1[0-9]{2}$"))
    expect(page.locator(".lcb-trouble")).not_to_be_empty()
    time.sleep(max(0.0, STOPPED_S - (time.monotonic() - began)))
    served.start()
    scan_all(page, LABELS[150:200])
    all_sent(page)
    assert served.kinds()["discarded"] == 200
    assert served.kinds()["lot_packed"] == 200


def test_two_pages_at_once_record_each_scan_once(served, person):
    """Two tabs of one browser share one queue; one of them sends at a time."""
    first = bench(person, served)
    second = person.context.new_page()
    second.goto(served.address)
    second.locator("#lcb-code").wait_for(timeout=30_000)
    scan_all(second, LABELS[:40])
    first.bring_to_front()
    scan_all(first, LABELS[30:80])
    for page in (first, second):
        all_sent(page)
    assert served.kinds()["discarded"] == 80
    assert served.kinds()["lot_packed"] == 80


def test_fifty_scans_by_keyboard_alone_with_every_sort_of_answer(served, person):
    """An unknown code is created with one key, the last scan undone by a letter, an act chosen by its letter."""
    page = bench(person, served)
    last = page.locator(".lcb-last")
    scan_all(page, LABELS[:50])
    all_sent(page)
    scan_all(page, [LABELS[49]])
    expect(last).to_have_attribute("data-state", "again")
    page.select_option("#lcb-category", "laptop")
    expect(page.locator("#lcb-code")).to_be_focused()
    unknown = codes(1, first=5000)[0]
    scan_all(page, [unknown])
    expect(last).to_have_attribute("data-state", "unknown")
    page.keyboard.press("1")
    expect(last).to_have_attribute("data-state", "done")
    page.keyboard.type("u\n")
    expect(last).to_have_attribute("data-state", "undone")
    assert served.kinds()["corrected"] == 1
    page.keyboard.type("s\n")
    expect(page.locator(".lcb-acts [aria-pressed=true] kbd")).to_have_text("S")
    endings = [label[-4:] for label in (*LABELS, unknown)]
    known = next(label for label in LABELS if endings.count(label[-4:]) == 1)
    scan_all(page, [known[-4:]])
    expect(last).to_have_attribute("data-state", "shown")
    expect(last).to_contain_text(known)
    expect(page.locator("#lcb-code")).to_be_focused()
    page.goto(f"http://127.0.0.1:{served.port}/equipement?device={unknown}")
    expect(page.locator(".lc-life .lc-void")).not_to_have_count(0)


def test_weighing_takes_a_code_and_then_a_mass_of_the_scale(served, person):
    page = bench(person, served)
    page.keyboard.type("w\n")
    scan_all(page, [LABELS[0], "2,1 kg", LABELS[1], "2100"])
    all_sent(page)
    assert served.kinds()["weighed"] == 2
    with open_ledger(served.ledger, read_only=True) as ledger:
        assert {entry.fact.grams for entry in ledger.facts() if entry.kind == "weighed"} == {2100}


def test_a_list_that_is_pasted_and_a_scanner_without_an_end_sign_are_read(served, person):
    page = bench(person, served)
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text", text);
          document.querySelector("#lcb-code").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true }));
        }""",
        "\n".join(LABELS[:10]),
    )
    page.keyboard.type(LABELS[10] + LABELS[11], delay=0)
    expect(page.locator(".lcb-left .lcb-quiet").first).to_contain_text("12", timeout=20_000)
    assert served.kinds()["lot_packed"] == 12


SOUNDS = """
window.sounds = 0;
window.AudioContext = class {
  currentTime = 0;
  createOscillator() { return { frequency: {}, connect: (next) => next, start: () => { window.sounds += 1; }, stop() {} }; }
  createGain() { return { gain: {}, connect: (next) => next }; }
};
"""


def test_sound_is_muted_by_a_letter_and_stays_muted(served, person):
    person.page.add_init_script(SOUNDS)
    page = bench(person, served)
    scan_all(page, LABELS[:1])
    all_sent(page)
    expect(page.locator(".lcb-last")).to_have_attribute("data-sound", "good")
    assert page.evaluate("window.sounds") > 0
    page.keyboard.type("m\n")
    page.reload()
    page.locator("#lcb-code").wait_for(timeout=30_000)
    scan_all(page, LABELS[1:2])
    all_sent(page)
    expect(page.locator(".lcb-last")).to_have_attribute("data-state", "done")
    assert page.evaluate("window.sounds") == 0


FULL = """
const add = IDBObjectStore.prototype.add;
IDBObjectStore.prototype.add = function (...given) {
  if (window.roomy) return add.apply(this, given);
  throw new DOMException("no room", "QuotaExceededError");
};
"""


def test_a_browser_whose_disk_is_full_says_so_and_loses_nothing(served, person):
    person.page.add_init_script(FULL)
    page = bench(person, served)
    scan_all(page, LABELS[:3])
    expect(page.locator(".lcb-trouble")).to_contain_text("3")
    assert "lot_packed" not in served.kinds()
    page.evaluate("window.roomy = true")
    expect(page.locator(".lcb-left .lcb-quiet").first).to_contain_text("3", timeout=20_000)
    all_sent(page)
    assert served.kinds()["lot_packed"] == 3


def test_a_lot_is_opened_below_and_taken_in_hand(served, person):
    page = bench(person, served)
    page.goto(f"http://127.0.0.1:{served.port}/poste")
    page.locator("#lcb-code").wait_for(timeout=30_000)
    page.locator("summary").first.click()
    page.locator("[class*='st-key-bench-open-lot-send'] button").click()
    expect(page.locator("#lcb-lot option")).to_have_count(3, timeout=20_000)
    page.select_option("#lcb-lot", index=2)
    scan_all(page, LABELS[:5])
    expect(page.locator(".lcb-left .lcb-quiet").first).to_contain_text("5", timeout=20_000)
    assert "lot=TRIEUR-L001" in page.url


def test_the_bench_fits_a_telephone_and_its_targets_fit_a_glove(served, chromium):  # noqa: F811
    small = Reader(chromium, width=320)
    page = bench(small, served)
    scan_all(page, codes(1, first=5000))
    expect(page.locator(".lcb-last")).to_have_attribute("data-state", "unknown")
    for part in ("html", "[data-testid=stMain]"):
        assert page.locator(part).evaluate("element => element.scrollWidth") <= 320
    sizes = page.locator(".lcb :is(button, select, input, a)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(one => one.width).map(one => Math.min(one.width, one.height))"
    )
    assert min(sizes) >= 44
    small.context.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_the_bench(served, chromium, colours):  # noqa: F811
    context = chromium.new_context(color_scheme=colours, locale="fr-FR", bypass_csp=True)
    page = context.new_page()
    page.goto(served.address)
    page.locator("#lcb-code").wait_for(timeout=30_000)
    scan_all(page, [LABELS[0], *codes(1, first=5000)])
    expect(page.locator(".lcb-last")).to_have_attribute("data-state", "unknown")
    for closed in page.locator("summary").all():
        closed.click()
    page.wait_for_timeout(300)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    broken = Axe().run(page, context=".lcb", options=rules).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in broken] == []


def test_what_is_scanned_is_shown_as_it_is_and_runs_nothing(served, person):
    """Markup on a label is a text that no label bears; so is what breaks lines or quotes."""
    page = bench(person, served)
    hostile = ["<img src=x onerror=window.pwned=1>", "';--", "{{7*7}}", "javascript:alert(1)"]
    for text in hostile:
        page.locator("#lcb-code").fill(text)
        page.keyboard.press("Enter")
    all_sent(page)
    expect(page.locator(".lcb li")).not_to_have_count(0)
    expect(page.locator(".lcb li", has_text="ONERROR=WINDOW.PWNED=1>")).not_to_have_count(0)
    assert page.locator(".lcb img").count() == 0
    assert page.evaluate("window.pwned") is None
    assert person.complaints == []


# --- the rules of the script -------------------------------------------------------------------


def test_the_script_reads_pasted_lists_masses_and_makes_identities_in_order(served, person):
    page = bench(person, served)
    found = page.evaluate(
        """async () => {
          const { partsOf, looksLikeMass, uuid7 } = await import("/_stcore/bidi-components/lifecycle.bench/reading.js");
          const many = Array.from({ length: 5000 }, () => uuid7());
          return {
            parts: partsOf(" A1\\r\\nB2;C3\\t D4 \\n\\n"),
            masses: ["12,4 kg", "2100", "0.5kg", "&é;' kg", "2 100 g"].map(looksLikeMass),
            others: ["ATL7K3M9QXF", "https://x/d/ATL7K3M9QXF", "", "kg"].map(looksLikeMass),
            sorted: many.every((one, rank) => !rank || many[rank - 1] < one),
            shape: many.every((one) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(one)),
          };
        }"""
    )
    assert found["parts"] == ["A1", "B2", "C3", "D4"]
    assert found["masses"] == [True] * 5
    assert found["others"] == [False] * 4
    assert found["sorted"]
    assert found["shape"]


# --- the door ----------------------------------------------------------------------------------


def posted(served: Served, body: object, **headers: str):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    address = f"http://127.0.0.1:{served.port}"
    given = {"Content-Type": "application/json", "Origin": address} | headers
    asked = urllib.request.Request(f"{address}/bench/scans", data=data, headers=given, method="POST")
    try:
        return urllib.request.urlopen(asked).status
    except urllib.error.HTTPError as answer:
        return answer.code


def test_the_door_takes_scans_of_this_server_and_ledger_only(served):
    """Another site, a form, another ledger, too many bytes or scans, and what is no JSON are turned away."""
    empty = {"ledger": "another", "scans": []}
    assert posted(served, empty, Origin="http://example.org") == 403
    assert posted(served, empty, **{"Content-Type": "text/plain"}) == 403
    assert posted(served, empty) == 409
    assert posted(served, b"{") == 422
    assert posted(served, {"scans": [{}] * 101}) == 422
    assert posted(served, b" " * (600 * 1024)) == 413
    assert served.kinds().get("lot_packed") is None


def test_the_camera_is_allowed_on_this_page_alone(served):
    def policy(path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/{path}") as answer:
            return answer.headers["Permissions-Policy"]

    assert "camera=(self)" in policy("poste")
    assert "camera=()" in policy("lots")
