"""Long work: it says how far it is where somebody watches, and stopping it leaves nothing half done.

The signals are real: a process of its own gets SIGINT (Ctrl+C) or SIGTERM at one precise moment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from crowd import new_ledger, tables_of
from ledger_facts import WHO, machines

from lifecycle.ledger import open_ledger, verify
from lifecycle.reports import answer

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are told otherwise there")

HERE = Path(__file__).parent
MACHINES = 1_200


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a ledger of some machines, and tables to import; columns are cut at 2,000 facts."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "temporary").mkdir()
    with open_ledger(new_ledger(folder / "lifecycle.db")) as ledger:
        ledger.append(machines(MACHINES), **WHO)
    tables_of(folder / "old", 400)
    return folder


@pytest.fixture
def place(made, tmp_path):
    """The same, for one test."""
    return shutil.copytree(made, tmp_path / "here")


def environment(place):
    here = os.pathsep.join([str(HERE), str(HERE.parent)])
    return {
        **{name: value for name, value in os.environ.items() if name != "LIFECYCLE_LEDGER"},
        "PYTHONPATH": here,
        "LIFECYCLE_LANG": "en",
        "XDG_DATA_HOME": str(place / "data"),
        "TMPDIR": str(place / "temporary"),
    }


def stopped(place, where, *command, by="SIGINT"):
    """Exit code, output and complaints of a command that was told to stop there."""
    done = subprocess.run(
        [sys.executable, str(HERE / "stopped.py"), by, where, *map(str, command)],
        cwd=place,
        env=environment(place),
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def one_sentence(said):
    """The one line that tells of the interruption; click ends the line of the terminal first."""
    lines = said.strip().splitlines()
    assert len(lines) == 1, said
    assert lines[0].startswith("Interrupted")
    return lines[0]


def what_lies_in(place):
    """Names in the folder but those of SQLite's and the ledger's own working files."""
    return {path.name for path in place.iterdir() if not path.name.endswith(("-wal", "-shm", ".lock"))}


def whole(place):
    with open_ledger(place / "lifecycle.db") as ledger:
        assert verify(ledger, thorough=True).findings == ()
        return ledger.head().count


# --- importing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "where, by, code",
    [
        ("lifecycle.intake.files:_read_one:1", "SIGINT", 130),
        ("lifecycle.intake.importer:settle:1", "SIGTERM", 143),
        ("lifecycle.ledger.append:insert_all:3", "SIGINT", 130),
    ],
)
def test_an_import_stopped_while_it_reads_settles_or_writes_has_recorded_nothing(place, where, by, code):
    """Stopped between the rows of its facts and those of its legs, for one: the batch is undone."""
    before = whole(place)
    ended, out, said = stopped(place, where, "import", "old", by=by)
    assert (ended, out) == (code, "")
    assert "nothing was recorded" in one_sentence(said)
    assert whole(place) == before
    assert stopped(place, "-", "import", "old")[0] == 0
    assert whole(place) == before + 400


def test_an_import_stopped_in_its_second_batch_keeps_the_first_and_says_so(place):
    """Two tables of 1,500 rows are two batches; the same import again records the second only."""
    before = whole(place)
    tables_of(place / "two", 3_000, files=2)
    ended, _out, said = stopped(place, "lifecycle.ledger.ledger:append_in:2", "import", "two")
    assert ended == 130
    assert "1500 facts of this import are recorded" in one_sentence(said)
    assert whole(place) == before + 1_500
    ended, out, _said = stopped(place, "-", "import", "two")
    assert ended == 0
    assert "1500 facts recorded, 1500 unchanged" in out


# --- the others -----------------------------------------------------------------------------------------------------


def test_a_demonstration_stopped_while_it_is_built_leaves_nothing(place):
    ended, out, said = stopped(place, "lifecycle.ledger.append:insert_all:40", "demo", "--small", "--where")
    assert (ended, out) == (130, "")
    assert "half built" in one_sentence(said)
    assert list((place / "data" / "lifecycle").iterdir()) == []


@pytest.mark.parametrize("times", [1, 2])
def test_a_report_stopped_while_its_columns_are_built_can_be_asked_again(place, times):
    """Stopped before a file of a segment gets its name: what was sealed is used, what was not is sealed anew."""
    ended, out, said = stopped(place, f"pathlib:Path.replace:{times}", "report", "mass")
    assert (ended, out) == (130, "")
    assert "no fact was touched" in one_sentence(said)
    with open_ledger(place / "lifecycle.db") as ledger:
        assert answer(ledger, "mass").figure("stock_units").value == MACHINES
    assert not list((place / "lifecycle.db.columns").glob("*.part"))
    assert stopped(place, "-", "verify")[0] == 0


@pytest.mark.parametrize("where", ["lifecycle.ledger.verify:touched_by_form:900", "lifecycle.cli.proofs:sweep:1"])
def test_a_verification_stopped_proves_nothing_and_leaves_nothing(place, where):
    """While it walks the chain, or makes the books again in a folder of its own."""
    before = whole(place)
    ended, out, said = stopped(place, where, "verify")
    assert (ended, out) == (130, "")
    assert "nothing is proven" in one_sentence(said)
    assert list((place / "temporary").iterdir()) == []
    assert whole(place) == before


@pytest.mark.parametrize("where", ["lifecycle.ledger.backup:file_digest:1", "zipfile:ZipFile.open:2"])
def test_a_backup_stopped_leaves_no_half_of_one(place, where):
    """While the copy is read, or packed."""
    there = what_lies_in(place)
    ended, out, said = stopped(place, where, "backup", "saved.zip")
    assert (ended, out) == (130, "")
    assert "no half of one is left" in one_sentence(said)
    assert what_lies_in(place) == there
    assert stopped(place, "-", "backup", "saved.zip")[0] == 0


@pytest.mark.parametrize("where", ["zipfile:ZipFile.open:2", "lifecycle.ledger.verify:touched_by_form:900"])
def test_a_restoration_stopped_touches_nothing(place, where):
    """While it unpacks or verifies: the ledger that stands there stays, nothing is set aside."""
    assert stopped(place, "-", "backup", "saved.zip")[0] == 0
    there, before = what_lies_in(place), whole(place)
    ended, out, said = stopped(place, where, "restore", "saved.zip", "--replace")
    assert (ended, out) == (130, "")
    assert "what was there is untouched" in one_sentence(said)
    assert what_lies_in(place) == there
    assert whole(place) == before


def test_a_restoration_is_not_stopped_between_two_renames(place):
    """From the first file set aside to the last put in its place there is no ledger: it goes on to the end."""
    assert stopped(place, "-", "backup", "saved.zip")[0] == 0
    ended, out, _said = stopped(place, "os:rename:1", "restore", "saved.zip", "--replace")
    assert ended == 0
    assert "restored" in out
    assert whole(place) == 1 + 2 * MACHINES + 1


def test_what_was_recorded_outlives_a_stop_between_its_commit_and_its_head(place):
    """One fact, recorded; the program is stopped before the head is renewed: it is there, and the next opening mends."""
    before = whole(place)
    ended, _out, said = stopped(
        place, "lifecycle.ledger.ledger:write_head:1", "record", "weighed", "--device", "PC-1", "--grams", "2100"
    )
    assert ended == 130
    one_sentence(said)
    assert whole(place) == before + 1


# --- progress -------------------------------------------------------------------------------------------------------


def watched(place, *command):
    """What a terminal shows of the error output of a command; its output; its exit code."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, str(HERE / "stopped.py"), "SIGINT", "-", *map(str, command)],
        cwd=place,
        env={**environment(place), "COLUMNS": "60"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # Linux says so where others send nothing more
                break
            if not piece:
                break
            shown += piece
        out = running.communicate(timeout=60)[0]
    os.close(ours)
    return shown.decode(), out, running.returncode


LONG = {
    "import": (["import", "old"], "Reading the files"),
    "verify": (["verify"], "Verifying the chain"),
    "columns": (["report", "mass"], "Building the columns"),
    "backup": (["backup", "saved.zip"], "Saving the ledger"),
    "restore": (["restore", "kept.zip", "--replace"], "Unpacking and verifying the backup"),
    "demo": (["demo", "--small", "--where"], "Building the demonstration"),
}


@pytest.mark.parametrize("work", LONG)
def test_a_terminal_shows_how_far_long_work_is_on_a_line_that_goes_away(place, work):
    command, words = LONG[work]
    if work == "restore":
        assert stopped(place, "-", "backup", "kept.zip")[0] == 0
    shown, _out, code = watched(place, *command)
    assert code == 0
    assert f"\r{words}…" in shown
    assert "\n" not in shown
    assert shown.endswith("\r")
    assert shown.split("\r")[-2].strip() == ""
    assert all(len(line) < 60 for line in shown.split("\r"))


def test_a_program_that_asks_in_json_is_shown_nothing(place):
    for command in (["report", "mass", "--json"], ["import", "old", "--json"], ["verify", "--json"]):
        shown, out, code = watched(place, *command)
        assert (code, shown) == (0, "")
        assert out.startswith("{")


@pytest.mark.parametrize("work", ["import", "columns", "backup"])
def test_where_no_terminal_shows_it_nothing_is_drawn(place, work):
    assert stopped(place, "-", *LONG[work][0])[::2] == (0, "")
