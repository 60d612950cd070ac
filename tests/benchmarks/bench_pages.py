"""How soon each page says something, and how soon a changed year is answered, in a browser on five years.

Beside each time stands its ratio to a bare page of Streamlit, opened in the same run: what it
takes below is Streamlit's and the browser's. Prints; asserts nothing.

Run: python tests/benchmarks/bench_pages.py [LEDGER]   (the demonstration of five years unless one is named)
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

from playwright.sync_api import Browser, sync_playwright

from lifecycle import demonstration

HOUSE = Path(__file__).parents[2]
PAGES = ("", "association", "recycleur", "collectivite", "matiere")
FIRST_AIM_S, FILTER_AIM_S = 2.0, 0.5
TIMES = 5
OURS = """
import sys
from dashboard import app
sys.exit(app.serve(port=int(sys.argv[1]), address="127.0.0.1", browser=False))
"""
BARE = "import streamlit as st\nst.html('<p class=\"lc-answer\">Nothing</p>')\n"


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


def opened(browser: Browser, address: str, until: str) -> float:
    """Seconds from a new browser with nothing in its cache to the first words of the answer."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(until).first.wait_for()
    took = time.perf_counter() - began
    context.close()
    return took


def filtered(browser: Browser, address: str) -> list[float]:
    """Seconds from the choice of another year to its answer; each year for the first time."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(address)
    page.locator("#basis, .lc-doors").first.wait_for()
    page.wait_for_timeout(1500)
    took = []
    for year in ("2024", "2023", "2022"):
        page.get_by_role("combobox", name="Période").click()
        option = page.get_by_role("option", name=year, exact=True)
        option.wait_for()
        began = time.perf_counter()
        option.click()
        page.locator(".lc-perimeter", has_text=f" {year} ").wait_for()
        page.locator(".lc-answer, .lc-door", has_text=year).first.wait_for()
        took.append(time.perf_counter() - began)
        page.wait_for_timeout(800)
    context.close()
    return took


def main() -> None:
    """Every page, then every page with another year."""
    ledger = Path(sys.argv[1]) if len(sys.argv) > 1 else demonstration.prepare(setting=demonstration.FIVE_YEARS)
    browser_path = shutil.which("chromium") or sys.exit("no chromium here")
    with sync_playwright() as tools, tempfile.TemporaryDirectory() as folder:
        browser = tools.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        script = Path(folder) / "bare.py"
        script.write_text(BARE)
        bare_server = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true", "--server.port"]
        with serving(bare_server, STREAMLIT_BROWSER_GATHER_USAGE_STATS="false") as address:
            opened(browser, address, ".lc-answer")
            bare = median(opened(browser, address, ".lc-answer") for _ in range(TIMES))
        print(f"{bare:7.2f} s  a bare page of Streamlit, first content")
        with serving([sys.executable, "-c", OURS], LIFECYCLE_LEDGER=str(ledger)) as address:
            for path in PAGES:
                began = opened(browser, f"{address}{path}", ".lc-answer, .lc-door")
                warm = median(opened(browser, f"{address}{path}", ".lc-answer, .lc-door") for _ in range(TIMES))
                print(
                    f"{warm:7.2f} s  /{path}: first content ({warm / bare:.1f} × bare; aim {FIRST_AIM_S} s; cold {began:.2f} s)"
                )
        for path in PAGES:  # each on a server of its own, which has answered nothing of those years yet
            with serving([sys.executable, "-c", OURS], LIFECYCLE_LEDGER=str(ledger)) as address:
                took = filtered(browser, f"{address}{path}")
                each = ", ".join(f"{one:.2f}" for one in took)
                print(f"{median(took):7.2f} s  /{path}: another year for the first time (aim {FILTER_AIM_S} s; {each})")
        browser.close()


if __name__ == "__main__":
    main()
