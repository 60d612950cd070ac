"""The scan bench in a browser: nothing that is scanned is lost, and nothing is recorded twice."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
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
            signs += alphabet[value]
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
