"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

from lifecycle import words

# Tests are written in the language of the code, so that a better French word breaks none of them.
# Those of the words themselves choose their language.
os.environ["LIFECYCLE_LANG"] = "en"

PROGRAMS = {"chromium": ("chromium", "chromium-browser", "google-chrome")}
"""Tool -> the names under which systems install it."""


@pytest.fixture(autouse=True)
def _a_language_for_each_test():
    """What a test or a command it runs chooses to speak ends with it."""
    token = words._language.set("")
    yield
    words._language.reset(token)


@pytest.fixture(scope="session")
def need_tool() -> Callable[[str], str]:
    """The path of a tool. Absent, the test is skipped; where the tool is required, it fails.

    Required is what LIFECYCLE_REQUIRE names (comma-separated), and everything when CI=true: a
    group of tests that nobody ran must not look like one that passed.
    """
    required = {name.strip() for name in os.environ.get("LIFECYCLE_REQUIRE", "").split(",")}

    def find(tool: str) -> str:
        for program in PROGRAMS.get(tool, (tool,)):
            if found := shutil.which(program):
                return found
        if tool in required or os.environ.get("CI") == "true":
            pytest.fail(f"{tool} is required here and not installed; install it (Debian: apt-get install {tool})")
        pytest.skip(f"{tool} is not installed")

    return find
