"""What a person installs is whole: data and dashboard travel in the wheel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent

WEIGHINGS = """\
kind,device,occurred_on,acting,category,legal,grams
received,PC-1,2026-01-05,ATELIER,laptop,PRODUCT,
weighed,PC-1,2026-01-06,ATELIER,,,2100
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel in it; what the wheel needs is borrowed from the present one.

    A path file lends the packages already here, so that nothing is fetched; path files of the
    lender are not followed, so the project's own folder stays out of sight.
    """
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=HOUSE)
    (wheel,) = folder.glob("*.whl")
    home = folder / "env"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    run("-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel))
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run("-c", asked, python=python).strip())
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def run(*arguments: str, python: Path | str = sys.executable, cwd: Path | None = None) -> str:
    """What a Python command prints; the test fails with all it said where it fails."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LIFECYCLE"))}
    done = subprocess.run(
        [str(python), *arguments], cwd=cwd, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def lifecycle(installed: Path, *arguments: str, cwd: Path) -> str:
    """What the installed command prints."""
    program = "import sys; from lifecycle.cli import main; sys.exit(main())"
    return run("-c", program, *arguments, python=installed, cwd=cwd)


def test_the_wheel_holds_all_it_needs(installed, tmp_path):
    """Asked from another folder: code, data, pages and words come from where the wheel was installed."""
    asked = (
        "import json, lifecycle, importlib.util as u; from lifecycle.words import LOCALE_DIR;"
        "print(json.dumps([lifecycle.__file__, u.find_spec('dashboard.app').origin, str(LOCALE_DIR)]))"
    )
    places = json.loads(run("-c", asked, python=installed, cwd=tmp_path))
    for place in places:
        assert Path(place).exists()
        assert Path(place).is_relative_to(installed.parent.parent), place
    data = Path(places[0]).parent / "_data"
    for folder in ("reference", "demo"):
        ours = {p.relative_to(HOUSE / "data" / folder) for p in (HOUSE / "data" / folder).rglob("*") if p.is_file()}
        theirs = {p.relative_to(data / folder) for p in (data / folder).rglob("*") if p.is_file()}
        assert {path for path in ours if "__pycache__" not in path.parts} == theirs


def test_the_wheel_names_the_licence_of_all_it_holds(installed, tmp_path):
    """Code, values of each source (their cards say under which licence), faces; with their texts."""
    asked = (
        "import json; from importlib.metadata import distribution; d = distribution('lifecycle');"
        "print(json.dumps([d.metadata['License-Expression'], d.metadata.get_all('License-File')]))"
    )
    expression, files = json.loads(run("-c", asked, python=installed, cwd=tmp_path))
    cards = tomllib.loads((HOUSE / "data" / "reference" / "sources.toml").read_text(encoding="utf-8")).values()
    of_sources = {card["licence"] for card in cards if "licence" in card and " " not in card["licence"]}
    assert {"Apache-2.0", "OFL-1.1", "LicenseRef-DbCL-1.0", *of_sources} == set(expression.split(" AND "))
    assert {Path(name).name for name in files} == {"LICENSE", "LICENCES.md", "OFL.txt"}
    kept = {
        path.name for path in installed.parent.parent.rglob("lifecycle-*.dist-info/licenses/**/*") if path.is_file()
    }
    assert kept == {"LICENSE", "LICENCES.md", "OFL.txt"}


def test_the_installed_tool_keeps_a_ledger_and_reports_on_it(installed, tmp_path):
    """
    2026-01-05 PC-1 received  category=laptop legal=PRODUCT
    2026-01-06 PC-1 weighed   grams=2100
    """
    (tmp_path / "pesees.csv").write_text(WEIGHINGS, encoding="utf-8")
    who = ("--organisation", "ATELIER", "--name", "Atelier", "--roles", "association", "--commune", "44109")
    lifecycle(installed, "init", *who, cwd=tmp_path)
    first = json.loads(lifecycle(installed, "import", "pesees.csv", "--json", cwd=tmp_path))
    again = json.loads(lifecycle(installed, "import", "pesees.csv", "--json", cwd=tmp_path))
    assert (first["recorded"], first["refused"]) == (2, [])
    assert (again["recorded"], again["unchanged"]) == (0, 2)
    report = lifecycle(
        installed, "report", "mass", "--from", "2026-01-01", "--to", "2026-12-31", "--format", "json", cwd=tmp_path
    )
    assert '"value": 2100' in report or '"value":2100' in report
    (device,) = json.loads(lifecycle(installed, "devices", "--json", cwd=tmp_path))
    assert (device["device_id"], device["mass_g"], device["mass_source"]) == ("PC-1", 2100, "weighed")


def test_the_installed_tool_prints_papers(installed, tmp_path):
    """Templates, faces and the setter of pages are there: blank labels, and the sheet of a ledger that holds nothing."""
    who = ("--organisation", "ATELIER", "--name", "Atelier", "--roles", "association", "--commune", "44109")
    lifecycle(installed, "init", *who, cwd=tmp_path)
    lifecycle(installed, "labels", "--new", "3", "etiquettes.pdf", cwd=tmp_path)
    lifecycle(installed, "papers", "sheet", "--year", "2026", "--output", "fiche.pdf", cwd=tmp_path)
    for name in ("etiquettes.pdf", "fiche.pdf"):
        assert (tmp_path / name).read_bytes().startswith(b"%PDF-")
