"""From a mistake to its correction, by what the command line itself prints; and ledgers that are not whole."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from lifecycle.cli import main
from lifecycle.cli.doors import today
from lifecycle.words import choose_language

INIT = "init --organisation ATELIR --name Atelier --role association --commune 44109"
RECEIVED = "kind;device;date;category;legal\nreceived;PC-1;2026-01-05;laptop;PRODUCT\n"
WEIGHED = "kind;device;date;grams\nweighed;PC-1;2026-01-06;{grams}\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    """A ledger that knows PC-1, received; returns a command: (exit code, output, error output)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LIFECYCLE_LEDGER", raising=False)

    def command(line: str, told: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told.encode()), encoding="utf-8"))
        code = main(line.split())
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    command(INIT)
    Path("arrivals.csv").write_text(RECEIVED)
    command("import arrivals.csv")
    yield command
    choose_language("en")


def weighings(run):
    return [one for one in json.loads(run("show PC-1 --json")[1])["facts"] if one["kind"] == "weighed"]


# --- corrections ------------------------------------------------------------------------------------


def test_what_the_question_prints_leads_to_the_corrected_fact(run):
    """2100 was told, 2200 is right: the same import with the printed option, and all is well."""
    Path("rows.csv").write_text(WEIGHED.format(grams=2100))
    run("import rows.csv")
    Path("rows.csv").write_text(WEIGHED.format(grams=2200))
    code, out, err = run("import rows.csv")
    printed = re.search(r"import again with (--correct \d+)", err)
    assert (code, "0 facts recorded" in out, printed is not None) == (0, True, True)
    assert "2 facts recorded" in run(f"import rows.csv {printed[1]}")[1]
    assert [one["void"] for one in weighings(run)] == [True, False]
    assert json.loads(run("devices --json")[1])[0]["mass_g"] == 2200
    for again in ("import rows.csv", f"import rows.csv {printed[1]}"):
        assert "0 facts recorded" in run(again)[1]


def test_a_reception_on_which_a_life_stands_is_corrected_in_one_go(run):
    """Voided alone it would leave the weighing of an unknown machine: correction and row go in together."""
    Path("rows.csv").write_text(WEIGHED.format(grams=2100))
    run("import rows.csv")
    assert run("record corrected --voids 2 --reason wrong_category")[0] == 1
    Path("arrivals.csv").write_text(RECEIVED.replace("laptop", "desktop"))
    assert run("import arrivals.csv --correct 2")[0] == 0
    assert json.loads(run("devices --json")[1])[0]["category"] == "desktop"
    assert "0 facts recorded" in run("import arrivals.csv rows.csv")[1]


@pytest.mark.parametrize("name", ["{n}", "n°{n}", "N{n}", "{event_id}"])
def test_a_fact_is_named_by_its_number_or_by_its_identity(run, name):
    """As every list shows it, as `show` tells it."""
    run("record weighed --device PC-1 --grams 2100 --on 2026-01-06")
    (one,) = weighings(run)
    code, _out, err = run(f"record corrected --reason duplicate --voids {name.format(**one)}")
    assert code == 0, err
    assert [fact["void"] for fact in weighings(run)] == [True]


def test_a_number_that_no_fact_has_is_wrong_use(run):
    code, _out, err = run("record corrected --reason duplicate --voids 2|99")
    assert code == 2
    assert "99" in err


def test_show_tells_the_identity_of_each_fact(run):
    """For programs always, for people with the books."""
    (received,) = json.loads(run("show PC-1 --json")[1])["facts"]
    assert (received["kind"], received["n"]) == ("received", 2)
    assert received["event_id"] in run("show PC-1 --books")[1]
    assert all("event_id" in one for one in json.loads(run("show organisation:ATELIR --json")[1])["facts"])


# --- what a door tells ---------------------------------------------------------------------------


def test_import_tells_breaches_as_record_does(run):
    """Handed over without a wipe: said on the error output and for programs, whether tried or done."""
    Path("out.csv").write_text(
        "kind;device;date;terms;recipient;charter_version\nhanded_over;PC-1;2026-02-01;gift;B-1;2026-1\n"
    )
    tried = json.loads(run("import out.csv --dry-run --json")[1])
    assert set(tried) == {"recorded", "unchanged", "skipped", "refused", "questions"}
    assert [one["kind"] for one in tried["questions"]] == ["breach"]
    code, out, err = run("import out.csv")
    assert (code, "! media-not-fit" in err, "1 rule broken" in out) == (0, True, True)
    assert "broken" not in run("import out.csv")[1]


@pytest.mark.parametrize(("days", "asked"), [(0, False), (1, True)])
@pytest.mark.parametrize("door", ["weighed --device PC-1 --grams 2100 --on {day}", "--json -"])
def test_record_asks_about_a_day_to_come(run, days, asked, door):
    """A year with one digit wrong gives a device a life to come: it is recorded, and said."""
    day = (today() + timedelta(days=days)).isoformat()
    fact = {"kind": "weighed", "subject": "device:PC-1", "acting": "ATELIR", "occurred_on": day}
    told = json.dumps({**fact, "facts": {"grams": 2100}})
    answer, _out, err = run("record " + door.format(day=day), told=told)
    assert (answer, "lies in the future" in err) == (0, asked)


def test_import_asks_about_a_day_to_come(run):
    """In a row and as the day of machine files."""
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert "lies in the future" in run(f"import arrivals.csv --on {tomorrow}")[2]
    Path("late.csv").write_text(WEIGHED.format(grams=1).replace("2026-01-06", tomorrow))
    code, _out, err = run("import late.csv")
    assert (code, "row 2, date" in err, "lies in the future" in err) == (0, True, True)


def test_a_code_scanned_three_times_counts_once(run):
    code, out, err = run("record weighed --codes - --grams 2100 --on 2026-01-06", told="PC-1\npc-1\ndevice:PC-1\n")
    assert (code, "PC-1 was given 3 times" in err, out.count("✓")) == (0, True, 1)
    assert len(weighings(run)) == 1


# --- ledgers that are not whole -----------------------------------------------------------------


def cut(path: str = "lifecycle.db") -> None:
    """The newest fact is taken away behind the ledger's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM touch WHERE n = (SELECT max(n) FROM fact)")
        connection.execute("DELETE FROM fact WHERE n = (SELECT max(n) FROM fact)")
        connection.commit()


def test_a_cut_tail_is_not_washed_clean_by_a_backup(run):
    """Nothing is written; once a person accepts the loss, the backup is made."""
    cut()
    code, _out, err = run("backup saved.zip")
    assert (code, "no backup was made" in err, Path("saved.zip").exists()) == (1, True, False)
    run("verify --accept-head")
    assert run("backup saved.zip")[0] == 0


@pytest.mark.parametrize("asked", ["devices", "report mass", "breaches", "questions", "show organisation:ATELIR"])
def test_whoever_reads_a_ledger_that_its_head_contradicts_is_told(run, asked):
    """The answer is given, the warning stands on the error output."""
    assert "Careful" not in run(asked)[2]
    cut()
    code, out, err = run(asked)
    assert (code, bool(out.strip()), "Careful" in err) == (0, True, True)


def test_a_head_that_is_a_folder_is_told_in_a_sentence(run):
    """Reading goes on, writing and saving do not, and nothing breaks off."""
    Path("lifecycle.db.head").unlink()
    Path("lifecycle.db.head").mkdir()
    assert run("devices")[0] == 0
    for asked in ("record weighed --device PC-1 --grams 2100", "verify", "backup saved.zip", "verify --accept-head"):
        code, _out, err = run(asked)
        assert (code, "it is a folder" in err) == (1, True), asked
    Path("lifecycle.db.head").rmdir()
    assert run("verify --accept-head")[0] == 0


@pytest.mark.parametrize("bytes_left", [100, 4096, 8192, 40_000])
def test_verify_of_a_cut_file_does_not_advise_to_verify(run, bytes_left):
    """What was cut off cannot be read again: a backup is the way out."""
    whole = Path("lifecycle.db").stat().st_size
    assert whole > bytes_left
    shutil.copy("lifecycle.db", "cut.db")
    with Path("cut.db").open("rb+") as file:
        file.truncate(bytes_left)
    code, _out, err = run("verify --ledger cut.db")
    assert (code, "lifecycle restore" in err, "lifecycle verify`" in err) == (1, True, False)
