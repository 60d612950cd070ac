"""What the tools say of the house: form, faults, types, and what may not be written in it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HOUSE = Path(__file__).parent.parent


def what_it_says(*command: str) -> str:
    """What a tool prints when it finds fault, else nothing."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=HOUSE, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.tools
@pytest.mark.parametrize(
    "command", [("ruff", "format", "--check", "."), ("ruff", "check", "."), ("mypy",)], ids=" ".join
)
def test_the_house_is_formatted_linted_and_typed(command):
    assert what_it_says(*command) == ""


def written_files(house: Path) -> list[Path]:
    """The files that belong to the project: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout: which files belong to the project is not known")
    return [house / name for name in listed.stdout.split("\0") if name and (house / name).is_file()]


def folder_of_this_machine(house: Path) -> str:
    """The folder that tells this machine from others: the first one above the house, or below one all systems have."""
    parts = house.absolute().parts[1:-1]
    return "/".join(parts[: 2 if parts[:1] in (("home",), ("tmp",), ("Users",)) else 1])


def of_one_machine(here: str) -> dict[str, str]:
    """What a file may not say -> its pattern. ``here`` is the folder of the machine at hand, known when it is run.

    (A folder every system has, such as that of passing files, is no secret: tests of attacks aim at it.)
    """
    folders = "|".join(["opt", "root", "mnt", r"home/\w+", *([re.escape(here)] if here else [])])
    return {
        "a folder of one machine": rf"(?<![\w.~}}])/(?:{folders})/",
        "an address of a package registry": r"\bpypi\.org/simple|\bpythonhos[t]ed\b|\bpypi[-]|registry\.npmjs",
        "an option that names a registry": r"[-]-(?:extra-)?index-url|[-]-find-links|[-]-trusted-host",
    }


def slips_in(text: str, here: str = folder_of_this_machine(HOUSE)) -> list[str]:
    """What a text says that holds on one machine only."""
    return [what for what, pattern in of_one_machine(here).items() if re.search(pattern, text)]


def test_no_file_names_a_folder_of_one_machine_or_a_registry():
    """All files of the project that are text, this one included."""
    faults = []
    for path in written_files(HOUSE):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        faults += [f"{path.relative_to(HOUSE)} names {what}" for what in slips_in(text)]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("see |somewhere|main|lifecycle", 1),
        ("file:|||opt|wheels", 1),
        ("open('|root|x')", 1),
        ("pip install -/-index-url https:||host|simple", 1),
        ("https:||files.python/hosted.org|packages", 1),
        ("git clone . ..|network|main", 0),
        ("https:||example.org|somewhere|page", 0),
        ("m|s, and|or", 0),
    ],
)
def test_the_pattern_sees_a_machine_and_leaves_prose_alone(text, count):
    """Written so that this file itself says nothing it may not: | stands for a slash, a slash for nothing."""
    assert len(slips_in(text.replace("/", "").replace("|", "/"), here="somewhere")) == count


@pytest.mark.parametrize(
    ("house", "folder"), [("|a|house", "a"), ("|home|b|c|house", "home/b"), ("|a|b|house", "a"), ("|house", "")]
)
def test_the_folder_of_a_machine_is_the_first_that_is_its_own(house, folder):
    assert folder_of_this_machine(Path(house.replace("|", "/"))) == folder


def names_pinned() -> dict[str, str]:
    """Package (normalised) -> version, of the constraints."""
    pins = {}
    for line in (HOUSE / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), f"constraints.txt: {line!r} pins no version"
            name, _, version = line.partition("==")
            pins[re.sub(r"[-_.]+", "-", name).lower()] = version
    return pins


def brought_along(asked: list[str]) -> set[str]:
    """The packages asked for and all that they bring along on this system, by normalised name."""
    found: set[str] = set()
    waiting = [Requirement(line) for line in asked]
    while waiting:
        wanted = waiting.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name in found:
            continue
        found.add(name)
        for line in distribution(wanted.name).requires or []:
            child = Requirement(line)
            if child.marker is None or any(child.marker.evaluate({"extra": extra}) for extra in ("", *wanted.extras)):
                waiting.append(child)
    return found


def test_every_package_asked_for_or_brought_along_is_pinned():
    """pyproject.toml says what is needed; constraints.txt with which version all of it was tested."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    assert brought_along(asked) - set(names_pinned()) == set()
