"""What the browser is told to fetch while Streamlit starts, instead of asking for it once a page is half drawn.

Streamlit draws a grey field for each part whose script is not there yet; where these are of another height than
the part, all that is below moves. The parts that stand at the head of every page are fetched with the frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import streamlit

SCRIPTS = Path(streamlit.__file__).with_name("static") / "static" / "js"
AT_ONCE = ("Html", "PageLink", "Selectbox")
"""Streamlit's names of the parts at the head of every page: our own markup, the menu, period and organisation."""
FACES = ("ibm-plex-sans-variable", "ibm-plex-serif-500", "narrow-space")
_NEEDS = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')


def links() -> str:
    """The links for the head of the page. A part that Streamlit calls otherwise is left out: it then comes late."""
    scripts = "".join(f'<link rel="modulepreload" href="/static/js/{name}">' for name in _closed_under_need())
    faces = "".join(
        f'<link rel="preload" href="/brand/fonts/{face}.woff2" as="font" type="font/woff2" crossorigin>'
        for face in FACES
    )
    return faces + scripts


@cache
def _closed_under_need() -> tuple[str, ...]:
    """The parts and every script that they need, each once; those of the frame are in the page already."""
    found: dict[str, None] = {}
    waiting = [file.name for part in AT_ONCE for file in sorted(SCRIPTS.glob(f"{part}.*.js"))]
    while waiting:
        name = waiting.pop()
        if name not in found and not _is_of_the_frame(name):
            found[name] = None
            waiting += _needs(SCRIPTS / name)
    return tuple(found)


def _needs(script: Path) -> Iterator[str]:
    for name in _NEEDS.findall(script.read_text(encoding="utf-8")):
        if (SCRIPTS / name).is_file():
            yield name


@cache
def _of_the_frame() -> frozenset[str]:
    index = SCRIPTS.parent.parent / "index.html"
    return frozenset(re.findall(r'/static/js/([^"]+\.js)"', index.read_text(encoding="utf-8")))


def _is_of_the_frame(name: str) -> bool:
    return name in _of_the_frame()
