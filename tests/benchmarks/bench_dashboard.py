"""How soon each page of the dashboard says something, in a browser, on a warm server: ``make benchmark`` or by hand.

``python tests/benchmarks/bench_dashboard.py`` takes the demonstration of five years, then ten million invented
facts (made once, in a folder named by LIFECYCLE_BENCH, else in a temporary one); ``bench_dashboard.py LEDGER PAGE…``
takes that ledger alone, and those pages where any are named. For each page: first content of the first reader and of later ones, another year for the
first time, coming from the page before, and how far anything moves between half a second and three.
Beside each time stands its ratio to a bare page of Streamlit, opened in the same run: what it takes below is
Streamlit's and the browser's. Prints; asserts nothing.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Error, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.ledger_of_millions import write_ledger

from dashboard.pages import PAGES
from lifecycle import demonstration
from lifecycle.ledger import open_ledger
from lifecycle.words import choose_language

HOUSE = Path(__file__).parents[2]
FACTS = 10_000_000
MANY = 1_000_000
TIMES = 3
CONTENT = ".lc-answer, .lc-door, .lc-notice, .lc-figures, .lc-table, .lc-board, [data-testid=stForm], .lc-waits"
"""What a person can read or use: not the frame, not the question."""
ALONE = {"methode", "explication"}
"""Pages without a period."""
LIGHT = "matiere"
"""The page by which a server is warmed: it asks the fewest questions."""
LONGEST_S = 60
JUMP_PX = 20
OURS = """
import sys
from dashboard import app
sys.exit(app.serve(port=int(sys.argv[1]), address="127.0.0.1", browser=False))
"""
BARE = "import streamlit as st\nst.html('<p class=\"lc-answer\">Nothing</p>')\n"
PLACES = """() => {
  const seen = {};
  for (const one of document.querySelectorAll('h1, h2, .lc-answer, .lc-figures, .lc-perimeter, .lc-table caption')) {
    const box = one.getBoundingClientRect();
    if (box.height) seen[one.tagName + one.textContent.slice(0, 60)] = Math.round(box.top + scrollY);
  }
  return seen;
}"""


class Aims(NamedTuple):
    """Seconds until first content, and until a changed filter is answered."""

    first_s: float
    filter_s: float


def aims_of(count: int) -> Aims:
    return Aims(3.0, 1.0) if count >= MANY else Aims(2.0, 0.5)


@contextmanager
def serving(command: list[str], **surroundings: str) -> Iterator[str]:
    """A server of its own process, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    env = os.environ | surroundings | {"PYTHONPATH": str(HOUSE)}
    server = subprocess.Popen([*command, port], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}_stcore/health").close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def reader(browser: Browser) -> Iterator[Page]:
    """A person with a browser that has nothing in its cache."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(1000 * LONGEST_S)
    yield page
    context.close()


def opened(browser: Browser, address: str) -> float:
    """Seconds from a new browser to the first words of the answer."""
    with reader(browser) as page:
        began = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(CONTENT).first.wait_for()
        return time.perf_counter() - began


def settled(page: Page) -> None:
    """Until the page has nothing left to draw."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def filtered(browser: Browser, address: str) -> list[float]:
    """Seconds from the choice of another year to its first answer; each year for the first time."""
    took = []
    with reader(browser) as page:
        page.goto(address)
        page.locator(CONTENT).first.wait_for()
        settled(page)
        if not page.get_by_role("combobox", name="Période").count():
            return []
        for year in ("2024", "2023"):
            page.get_by_role("combobox", name="Période").click()
            option = page.get_by_role("option", name=year, exact=True)
            option.wait_for()
            began = time.perf_counter()
            option.click()
            page.locator(".lc-perimeter", has_text=f" {year} ").wait_for()
            page.locator(f":is({CONTENT})", has_text=year).or_(
                page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
            ).first.wait_for()
            took.append(time.perf_counter() - began)
            settled(page)
    return took


def walked(browser: Browser, address: str, paths: list[str]) -> Iterator[tuple[str, float]]:
    """Seconds from a click in the menu to the question and the first content of the next page, by page."""
    with reader(browser) as page:
        page.goto(address)
        page.locator(CONTENT).first.wait_for()
        settled(page)
        for path in paths:
            keys = (f".st-key-lc-{row}-{path} a" for row in ("submenu", "menu"))
            way = page.locator(", ".join(keys))
            if not path or not way.count():
                continue
            before = page.locator("h1").first.text_content()
            began = time.perf_counter()
            way.first.click()
            page.wait_for_function(
                "was => { const h = document.querySelector('h1'); return h && h.textContent !== was }", arg=before
            )
            page.locator(CONTENT).first.wait_for()
            yield path, time.perf_counter() - began
            settled(page)


def jumped(browser: Browser, address: str) -> int:
    """How many pixels the thing that moved furthest moved, from half a second after the question to three seconds."""
    with reader(browser) as page:
        page.goto(address, wait_until="commit")
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(500)
        early = page.evaluate(PLACES)
        page.wait_for_timeout(2500)
        late = page.evaluate(PLACES)
    return max((abs(late[name] - top) for name, top in early.items() if name in late), default=0)


def say(what: str, seconds: float, bare: float, aim: float, more: str = "") -> None:
    mark = " " if seconds <= aim else "!"
    print(f"{seconds:8.2f} s {mark} {what:<58} {seconds / bare:4.1f} × bare, aim {aim} s {more}", flush=True)


def measure(browser: Browser, ledger: Path, bare: float, only: list[str]) -> None:
    """Every page of one ledger, or some."""
    with open_ledger(ledger, read_only=True) as opening:
        count = opening.head().count
    aims, paths = aims_of(count), only or [page.path for page in PAGES if page.path not in ALONE]
    server = [sys.executable, "-c", OURS]
    print(f"{count:,} facts: {ledger.name}", flush=True)
    with serving(server, LIFECYCLE_LEDGER=str(ledger)) as address:
        began = opened(browser, f"{address}{LIGHT}")
        print(f"{began:8.2f} s   the very first page of a server that was just started (columns opened)")
        for path in paths:
            try:
                first = opened(browser, f"{address}{path}")
                warm = median(opened(browser, f"{address}{path}") for _ in range(TIMES))
                say(f"/{path}: first content", warm, bare, aims.first_s, f"(first reader {first:.2f} s)")
            except Error as trouble:
                print(f"         ! /{path}: {str(trouble).splitlines()[0]}", flush=True)
        for path, took in walked(browser, address, paths):
            say(f"/{path}: from the page before", took, bare, aims.first_s)
        for path in paths:
            px = jumped(browser, f"{address}{path}")
            print(f"{px:8} px{' ' if px <= JUMP_PX else '!'} /{path}: moved between 0.5 s and 3 s", flush=True)
    with serving(server, LIFECYCLE_LEDGER=str(ledger)) as address:  # which has answered nothing of those years yet
        opened(browser, f"{address}{LIGHT}")
        for path in paths:
            try:
                took = filtered(browser, f"{address}{path}")
            except Error as trouble:
                print(f"         ! /{path}: {str(trouble).splitlines()[0]}", flush=True)
                continue
            if took:
                each = ", ".join(f"{one:.2f}" for one in took)
                say(f"/{path}: another year, for the first time", median(took), bare, aims.filter_s, f"({each})")


def main() -> None:
    """The ledgers named, else the demonstration and ten million facts."""
    choose_language("fr")
    kept = os.environ.get("LIFECYCLE_BENCH")
    with sync_playwright() as tools, tempfile.TemporaryDirectory() as folder:
        browser_path = shutil.which("chromium") or sys.exit("no chromium here")
        browser = tools.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        script = Path(folder) / "bare.py"
        script.write_text(BARE)
        bare_server = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true", "--server.port"]
        with serving(bare_server, STREAMLIT_BROWSER_GATHER_USAGE_STATS="false") as address:
            opened(browser, address)
            bare = median(opened(browser, address) for _ in range(TIMES))
        print(f"{bare:8.2f} s   a bare page of Streamlit, first content", flush=True)
        ledgers = [Path(text) for text in sys.argv[1:] if Path(text).is_file()]
        only = [text.strip("/") for text in sys.argv[1:] if not Path(text).is_file()]
        if not ledgers:
            ledgers = [
                demonstration.prepare(setting=demonstration.FIVE_YEARS),
                write_ledger(FACTS, Path(kept) if kept else Path(folder)),
            ]
        for ledger in ledgers:
            measure(browser, ledger, bare, only)
        browser.close()


if __name__ == "__main__":
    main()
