"""The README says what is true today: its commands are run, and what they print is compared."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from walkthrough import filled

from lifecycle.cli import main
from lifecycle.cli.commands import WHERE
from lifecycle.reports import REPORTS
from lifecycle.words import choose_language

HOUSE = Path(__file__).parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")
SAMPLES = HOUSE.parent / "shared" / "samples"


def said_in_the_readme() -> list[tuple[str, list[str]]]:
    """(command, the lines it prints) of each console block, in order."""
    told: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                told.append((line[2:], []))
            else:
                told[-1][1].append(line)
    return told


def agrees(said: str, printed: str) -> bool:
    """A line of the README, where … stands for anything; a narrow space may be written as a space."""
    said, printed = said.replace("\u202f", " "), printed.replace("\u202f", " ")
    return re.fullmatch(".*".join(re.escape(piece) for piece in said.rstrip().split("…")), printed.rstrip()) is not None


def test_each_command_and_report_is_in_the_readme():
    """A command nobody can find does not exist."""
    assert [name for name in WHERE if f"lifecycle {name}" not in README] == []
    assert [name for name in REPORTS if f"`{name}`" not in README] == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_the_walk_prints_what_the_readme_says(tmp_path, monkeypatch, capfd):
    """Each command of the README, in order, in an empty folder with the 24 machine files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LIFECYCLE_LEDGER", raising=False)
    monkeypatch.setenv("LIFECYCLE_LANG", "fr")
    choose_language("fr")
    shutil.copytree(SAMPLES / "lshw", "releves", ignore=shutil.ignore_patterns("*.md"))
    shutil.copytree(SAMPLES / "ereuse-snapshots" / "lshw", "releves/ereuse")
    try:
        for command, lines in said_in_the_readme():
            arguments = shlex.split(command)[1:]
            if "vie-de-l-atelier.csv" in arguments and not Path("vie-de-l-atelier.csv").exists():
                main(["devices", "--json"])
                machines = json.loads(capfd.readouterr().out)
                Path("vie-de-l-atelier.csv").write_text(filled(machines), encoding="utf-8", newline="")
            assert main(arguments) == 0
            out, err = capfd.readouterr()
            printed = [line for line in (err + out).splitlines() if line.strip()]
            expected = [line for line in lines if line.strip()]
            assert len(printed) == len(expected), "\n".join(printed)
            for said, line in zip(expected, printed, strict=True):
                assert agrees(said, line), f"\nREADME: {said}\nprinted: {line}"
    finally:
        choose_language("en")
