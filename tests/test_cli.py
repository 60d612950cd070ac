"""The command line, as a person or a program uses it: what it answers, and its exit codes."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import ValidationError
from walkthrough import filled

from lifecycle.cli import main
from lifecycle.cli.commands import WHERE
from lifecycle.events import KINDS
from lifecycle.intake.table.reasons import reason_of, shape_in_words
from lifecycle.intake.table.shape import shapes_of
from lifecycle.ledger import DiskFull, Ledger, create, open_ledger
from lifecycle.words import choose_language, say

HOUSE = Path(__file__).parent.parent
SAMPLES = HOUSE.parent / "shared" / "samples"
INIT = [
    "init",
    "--organisation",
    "ATELIR",
    "--name",
    "L'Atelier du Port",
    "--role",
    "association",
    "--commune",
    "44109",
]


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    """Each test in a folder of its own, in English, without the account of who runs it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LIFECYCLE_LEDGER", raising=False)
    yield
    choose_language("en")


@pytest.fixture
def run(capfd, monkeypatch):
    """Run a command; returns (exit code, output, error output)."""

    def command(*arguments: object, told: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told.encode()), encoding="utf-8"))
        code = main([str(one) for one in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return command


@pytest.fixture
def ledger(run):
    """A ledger kept by ATELIR."""
    assert run(*INIT)[0] == 0
    return run


def record(run, kind: str, *options: object) -> dict:
    code, out, err = run("record", kind, *options, "--json")
    assert code == 0, err
    return json.loads(out)


def test_each_command_has_help_with_its_own_name(run):
    """From the list of commands alone."""
    for name in WHERE:
        code, out, _err = run(name, "--help")
        assert code == 0
        assert name in out


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_has_help_that_names_each_field(run, kind):
    """The class alone decides the options."""
    code, out, _err = run("record", kind, "--help")
    assert code == 0
    own = set(KINDS[kind].model_fields) - {"evidence", "subject"}
    missing = [name for name in own if "--" + name.replace("_", "-") not in out and name not in KINDS[kind].subjects]
    assert missing == []


@pytest.mark.parametrize(
    ("asked", "word"), [([], "Langue"), (["--language", "en"], "Language"), (["--language=en"], "Language")]
)
def test_help_is_french_unless_english_is_asked(asked, word):
    """A process of its own: the language is chosen once, when it begins."""
    surroundings = {name: value for name, value in os.environ.items() if name != "LIFECYCLE_LANG"}
    program = [sys.executable, "-c", "from lifecycle.cli import run; run()", *asked, "--help"]
    done = subprocess.run(program, capture_output=True, text=True, cwd=HOUSE, env=surroundings, check=True)
    assert word in done.stdout


def test_init_refuses_an_existing_file_and_leaves_it(ledger):
    """The second init is refused with exit code 1."""
    before = Path("lifecycle.db").read_bytes()
    code, _out, err = ledger(*INIT)
    assert code == 1
    assert "already exists" in err
    assert Path("lifecycle.db").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--organisation", "A"], "at least two"),
        (["--organisation", "ATELIR", "--commune", "441099"], "INSEE"),
        (["--organisation", "ATELIR", "--siret", "12"], "siret"),
        (["--organisation", "ATELIR", "--role", "wizard"], "not one of"),
    ],
)
def test_init_says_what_is_wrong_and_makes_nothing(run, options, word):
    """Wrong use: exit code 2, and no file."""
    given = ["init", "--name", "X", "--commune", "44109", "--role", "association", *options]
    code, _out, err = run(*given)
    assert (code, word in err) == (2, True), err
    assert not Path("lifecycle.db").exists()


def test_without_a_terminal_init_names_what_it_needs(run):
    """A script gets a sentence, not a prompt that nobody answers."""
    code, _out, err = run("init")
    assert code == 2
    for option in ("--organisation", "--name", "--commune", "--roles"):
        assert option in err


def test_at_a_terminal_each_answer_is_checked_at_once_and_asked_again(run, monkeypatch):
    """A code of one letter, an unknown role, a SIRET too short, a commune too long: each is asked again."""
    monkeypatch.setattr("lifecycle.cli.starting.is_person", lambda: True)
    answers = ["A", "ATELIR", "L'Atelier", "wizard", "association", "12", "", "", "441099", "44109"]
    code, out, err = run("init", told="\n".join(answers) + "\n")
    assert code == 0, err
    assert "a ledger for L'Atelier (ATELIR)" in out
    for reason in ("at least two", "not one of", "siret", "INSEE"):
        assert reason in err


def test_json_of_record_comes_from_the_standard_input_only(ledger):
    """--json FILE is wrong use, not a help text that looks like success."""
    code, _out, err = ledger("record", "--json", "facts.json")
    assert code == 2
    assert "standard input" in err


def test_the_help_of_a_reception_names_the_categories(run):
    """Identity and label."""
    assert "laptop (Laptop)" in " ".join(run("record", "received", "--help")[1].split())


def test_a_missing_ledger_is_wrong_use(run):
    """Every command that needs a ledger says so, with exit code 2."""
    for command in (["devices"], ["verify"], ["report", "mass"], ["import", "."], ["breaches"], ["questions"]):
        code, _out, err = run(*command)
        assert code == 2, command
        assert "lifecycle.db" in err


def test_a_fact_is_recorded_and_its_receipt_given(ledger):
    """received, weighed, then both seen by devices."""
    done = record(
        ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05"
    )
    assert done["recorded"] == 1
    assert done["receipt"]["first_n"] == 2
    record(ledger, "weighed", "--device", "pc-1", "--grams", 2100, "--on", "2026-01-06")
    (device,) = json.loads(ledger("devices", "--json")[1])
    assert (device["device_id"], device["mass_g"], device["mass_source"]) == ("PC-1", 2100, "weighed")
    assert set(device) >= {
        *("device_id", "category", "manufacturer", "model", "serial_number", "memory_mb", "storage", "cpu"),
        *("custody", "work", "data", "legal", "mass_g", "mass_source", "breaches"),
    }


def test_a_device_received_without_a_code_gets_one(ledger):
    """The new code begins with the organisation's prefix and bears a check sign."""
    from lifecycle.codes import check_sign_ok

    record(ledger, "received", "--category", "laptop", "--legal", "PRODUCT")
    (device,) = json.loads(ledger("devices", "--json")[1])
    assert device["device_id"].startswith("ATELIR")
    assert check_sign_ok(device["device_id"])


def test_a_mistyped_code_is_caught_before_it_makes_a_second_machine(ledger):
    """One sign wrong: exit code 2."""
    record(ledger, "received", "--category", "laptop", "--legal", "PRODUCT")
    (device,) = json.loads(ledger("devices", "--json")[1])
    code = device["device_id"]
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    answer, _out, err = ledger("record", "weighed", "--device", wrong, "--grams", 10)
    assert answer == 2
    assert "check sign" in err


def test_all_that_is_wrong_with_the_options_is_said_at_once(ledger):
    """Two faults, two sentences."""
    code, _out, err = ledger("record", "weighed", "--device", "PC-1", "--grams", "2,5", "--source", "guess")
    assert code == 2
    assert "--grams" in err
    assert "--source" in err


def test_what_contradicts_the_history_is_refused_with_one(ledger):
    """Weighing a machine that nobody received."""
    code, _out, err = ledger("record", "weighed", "--device", "PC-9", "--grams", 10)
    assert code == 1
    assert "PC-9" in err
    assert len(json.loads(ledger("devices", "--json")[1])) == 0


def test_a_breach_is_recorded_and_told(ledger):
    """A hand-over without a wipe goes in, and says what it cannot claim."""
    record(ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    code, _out, err = ledger(
        "record", "handed_over", "--device", "PC-1", "--terms", "gift", "--recipient", "B-1", "--on", "2026-02-01"
    )
    assert code == 0
    assert "media-not-fit" in err
    rules = {row["rule"] for row in json.loads(ledger("breaches", "--json")[1])["tables"]["breaches"]}
    assert rules == {"media-not-fit"}


@pytest.fixture
def unwiped(ledger, monkeypatch):
    """A laptop that was received and never wiped, at a terminal where a person sits."""
    record(ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    monkeypatch.setattr("lifecycle.cli.record.is_person", lambda: True)
    return ledger


HAND_OVER = ["record", "handed_over", "--device", "PC-1", "--terms", "gift", "--recipient", "B-0001"]


@pytest.mark.parametrize(
    ("said", "code", "kept"),
    [("no\n", 1, False), ("\n", 1, False), ("", 1, False), ("yes\n", 1, False), ("yes\n9\n2\n", 0, True)],
)
def test_a_breach_stops_a_person_first(unwiped, said, code, kept):
    """Handed over without a wipe: no, an empty answer, a closed terminal and no reason record nothing; a reason does."""
    done, out, err = unwiped(*HAND_OVER, "--on", "2026-02-01", told=said)
    assert done == code
    assert "media-not-fit" in err
    assert ("receipt" in out) == kept
    (device,) = json.loads(unwiped("devices", "--json")[1])
    assert (device["custody"] == "in_use") == kept


def test_a_breach_that_is_accepted_beforehand_asks_nothing(unwiped):
    """--accept-breach, and a fact that breaks nothing."""
    assert unwiped("record", "weighed", "--device", "PC-1", "--grams", "2100", "--on", "2026-01-06")[0] == 0
    code, _out, err = unwiped(*HAND_OVER, "--on", "2026-02-01", "--accept-breach")
    assert code == 0
    assert "media-not-fit" in err


def test_the_reason_of_a_breach_is_kept_beside_it_and_shown(unwiped):
    """A person says why at the terminal, another gives the code beforehand; a code of no list is wrong use."""
    told = [*HAND_OVER, "--on", "2026-02-01"]
    assert unwiped(*told, "--breach-reason", "because")[0] == 2
    assert unwiped(*told, "--breach-reason", "record_lost")[0] == 0
    (row,) = json.loads(unwiped("breaches", "--json")[1])["tables"]["breaches"]
    assert row["breach_reason"] == "record_lost"
    assert "It was done, its record is lost" in unwiped("show", "PC-1")[1]


def test_codes_apply_one_fact_to_a_list(ledger):
    """Three codes on the input: three facts, in one batch, all or nothing."""
    for code in ("PC-1", "PC-2", "PC-3"):
        record(ledger, "received", "--device", code, "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    code, _out, _err = ledger(
        "record", "media_absent", "--codes", "-", "--on", "2026-01-06", told="PC-1\npc-2\n\nPC-3\n"
    )
    assert code == 0
    assert {one["data"] for one in json.loads(ledger("devices", "--json")[1])} == {"removed"}
    code, _out, err = ledger("record", "media_absent", "--codes", "-", told="PC-1\nPC-4\n")
    assert code == 1
    assert "PC-4" in err


def test_json_takes_any_fact_once(ledger):
    """The same fact sent twice is recorded once, with the same receipt."""
    fact = {
        "kind": "received",
        "event_id": "00000000-0000-7000-8000-000000000001",
        "subject": "device:PC-1",
        "acting": "ATELIR",
        "occurred_on": "2026-01-05",
        "facts": {"category": "laptop", "legal": "PRODUCT"},
    }
    first = json.loads(ledger("record", "--json", "-", told=json.dumps(fact))[1])
    again = json.loads(ledger("record", "--json", "-", told=json.dumps([fact]))[1])
    assert (first["recorded"], again["recorded"], again["unchanged"]) == (1, 0, 1)
    assert first["receipt"] == again["receipt"]
    other = {**fact, "occurred_on": "2026-01-06"}
    code, out, _err = ledger("record", "--json", "-", told=json.dumps(other))
    assert code == 1
    assert "already" in out


@pytest.mark.parametrize("told", ["{", "[1]", '{"kind":"weighed"}', '{"kind":"flown"}', "[" * 100_000, "nonsense\n{}"])
def test_json_that_is_no_fact_is_wrong_use(ledger, told):
    """Exit code 2 and a sentence, whatever comes."""
    code, _out, err = ledger("record", "--json", "-", told=told)
    assert code == 2
    assert err.strip()


def test_import_tells_row_and_column_and_keeps_good_files(ledger):
    """Two files, one with a bad row: the good one is kept; exit code 1."""
    Path("good.csv").write_text("kind,device,occurred_on,category,legal\nreceived,PC-1,2026-01-05,laptop,PRODUCT\n")
    Path("bad.csv").write_text("kind,device,occurred_on,category,legal\nreceived,PC-2,05/13/2026,laptop,PRODUCT\n")
    code, out, _err = ledger("import", "good.csv", "bad.csv", "--json")
    answer = json.loads(out)
    assert code == 1
    assert set(answer) == {"recorded", "unchanged", "skipped", "refused", "questions"}
    assert answer["recorded"] == 1
    (refused,) = answer["refused"]
    assert (refused["file"], refused["row"], refused["column"]) == ("bad.csv", 2, "occurred_on")
    assert "05/13/2026" in refused["value"]
    assert ledger("import", "good.csv", "--json")[0] == 0


def test_import_can_be_tried_first_and_be_all_or_nothing(ledger):
    """--dry-run records nothing; --all-or-nothing neither, when one file is bad."""
    Path("good.csv").write_text("kind,device,occurred_on,category,legal\nreceived,PC-1,2026-01-05,laptop,PRODUCT\n")
    Path("bad.csv").write_text("kind,device,occurred_on,grams\nweighed,PC-2,2026-01-05,1000\n")
    assert json.loads(ledger("import", ".", "--dry-run", "--json")[1])["recorded"] == 1
    assert json.loads(ledger("import", ".", "--all-or-nothing", "--json")[1])["recorded"] == 0
    assert json.loads(ledger("devices", "--json")[1]) == []
    assert ledger("import", ".", "--keep-good", "--all-or-nothing")[0] == 2
    assert ledger("import", "nowhere.csv")[0] == 2


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_what_is_no_text_is_not_sent_to_a_terminal(ledger, form):
    """A terminal is the output: the command says what to do, and sends no sign of a workbook."""
    pty = pytest.importorskip("pty", reason="terminals of this kind are those of Unix")
    ours, theirs = pty.openpty()
    asked = [sys.executable, "-c", "from lifecycle.cli import run; run()", "report", "mass", "--format", form]
    ended = subprocess.run(asked, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    os.close(ours)
    assert ended.returncode == 2
    assert "--output" in ended.stderr


def test_report_answers_in_each_form(ledger):
    """json, csv, xlsx, parquet and text, on the output or in a file."""
    record(ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    answer = json.loads(ledger("report", "mass", "--year", 2026, "--json")[1])
    assert answer["figures"]
    for figure in answer["figures"]:
        assert set(figure) >= {"value", "low", "high", "unit", "method", "edition", "coverage", "sources"}
    for form in ("csv", "xlsx", "parquet", "table"):
        code, _out, _err = ledger("report", "mass", "--format", form, "--output", f"mass.{form}")
        assert code == 0
        assert Path(f"mass.{form}").stat().st_size > 100
    assert Path("mass.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "asked",
    [
        ["report", "nonsense"],
        ["report", "mass", "--from", "2026-13-01"],
        ["report", "mass", "--from", "2026-02-01", "--to", "2026-01-01"],
        ["report", "mass", "--as-of", "999"],
        ["report", "mass", "--edition", "1999-1"],
        ["report", "device"],
        ["show", "PC-404"],
        ["nosuch"],
        ["record", "flown"],
        ["verify", "--head", "nowhere.json"],
    ],
)
def test_wrong_use_is_two(ledger, asked):
    """A sentence on the error output, exit code 2."""
    code, _out, err = ledger(*asked)
    assert code == 2, err
    assert err.strip()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--organisation", "NOPE", "known: ATELIR"),
        ("--device", "PC-404", "not in this ledger"),
        ("--lot", "L-404", "not in this ledger"),
        ("--category", "teapot", "known: "),
    ],
)
def test_a_filter_on_what_nobody_told_of_is_no_zero(ledger, option, value, said):
    """Exit code 2, with what is known, where there would only be zeros."""
    code, out, err = ledger("report", "mass", option, value)
    assert (code, out) == (2, "")
    assert said in err


def test_a_territory_where_nothing_happened_says_so_beside_its_zeros(ledger):
    """2026-01-05 PC-1 received, collected in 44109: nothing in department 13, something in 44."""
    here = ("--category", "laptop", "--legal", "PRODUCT", "--place", "44109", "--on", "2026-01-05")
    record(ledger, "received", "--device", "PC-1", *here)
    words = "Nothing in this ledger was collected or handed over in"
    _code, out, _err = ledger("report", "mass", "--territory", "13")
    assert f"{words} 13" in out
    assert "44109" in out
    assert words not in ledger("report", "mass", "--territory", "44")[1]


def test_a_past_position_stays_as_it_was(ledger):
    """--as-of gives what was known then."""
    record(ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    before = json.loads(ledger("report", "mass", "--as-of", 2, "--json")[1])["figures"]
    record(ledger, "weighed", "--device", "PC-1", "--grams", 2100, "--on", "2026-01-06")
    assert json.loads(ledger("report", "mass", "--as-of", 2, "--json")[1])["figures"] == before
    assert json.loads(ledger("report", "mass", "--json")[1])["figures"] != before


def test_verify_names_what_was_changed_behind_its_back(ledger):
    """A gram changed in the database by hand: exit code 1, and the number of the fact."""
    import sqlite3

    record(ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    receipt = record(ledger, "weighed", "--device", "PC-1", "--grams", 2100, "--on", "2026-01-06")["receipt"]
    for told in (receipt, {"recorded": 1, "receipt": receipt}):
        Path("receipt.json").write_text(json.dumps(told))
        code, out, _err = ledger("verify", "--head", "receipt.json")
        assert code == 0
        assert "Books made again" in out
    Path("receipt.json").write_text("[1]")
    assert ledger("verify", "--head", "receipt.json")[0] == 2
    with sqlite3.connect("lifecycle.db") as database:
        database.execute("update leg set grams = grams + 1 where account = 'stock'")
    code, _out, err = ledger("verify")
    assert code == 1
    with sqlite3.connect("lifecycle.db") as database:
        database.execute("update leg set grams = grams - 1 where account = 'stock'")
        database.execute("update fact set form = replace(form, '2100', '1200')")
    code, out, _err = ledger("verify", "--json")
    assert code == 1
    assert json.loads(out)["first"] == 3
    assert err


def test_verify_says_when_it_leaves_the_books_out(ledger, monkeypatch):
    """More facts than are quickly told anew: only --thorough makes the books again, and the answer says which."""
    monkeypatch.setattr("lifecycle.cli.keeping.QUICKLY_MADE_AGAIN", 0)
    assert "Books not made again" in ledger("verify")[1]
    assert json.loads(ledger("verify", "--json")[1])["books_made_again"] is False
    assert json.loads(ledger("verify", "--json", "--thorough")[1])["books_made_again"] is True


def test_backup_and_restore_bring_back_the_same_facts(ledger):
    """backup while in use, restore beside, verify there."""
    record(ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    assert ledger("backup", "saved.zip")[0] == 0
    code, _out, err = ledger("restore", "saved.zip", "--ledger", "again.db")
    assert code == 0, err
    assert ledger("verify", "--ledger", "again.db")[0] == 0
    (device,) = json.loads(ledger("devices", "--ledger", "again.db", "--json")[1])
    assert device["device_id"] == "PC-1"
    assert ledger("restore", "saved.zip", "--ledger", "again.db")[0] == 1
    Path("saved.zip").write_bytes(Path("saved.zip").read_bytes()[:-40])
    assert ledger("restore", "saved.zip", "--ledger", "third.db")[0] == 1


def test_help_answers_at_once():
    """lifecycle --help imports almost nothing; the figure is printed, the bound is loose for slow machines."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "from lifecycle.cli import run; run()", "--help"],
        capture_output=True,
        text=True,
        cwd=HOUSE,
        env={**os.environ, "LIFECYCLE_LANG": "en"},
    )
    took = time.perf_counter() - started
    assert done.returncode == 0
    print(f"lifecycle --help: {took:.2f} s")
    heavy = {"pydantic", "sqlalchemy", "duckdb", "pyarrow", "streamlit"}
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from lifecycle.cli import main; main(['--help']); print(sorted(set(sys.modules)), file=sys.stderr)",
        ],
        capture_output=True,
        text=True,
        cwd=HOUSE,
    )
    assert not heavy & set(json.loads(loaded.stderr.replace("'", '"')))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_the_whole_chain_from_machine_files_and_one_spreadsheet(ledger):
    """24 files of 15 machines, then one French spreadsheet; all of it a second time changes nothing."""
    folders = [SAMPLES / "lshw", SAMPLES / "ereuse-snapshots" / "lshw"]
    first = json.loads(ledger("import", *folders, "--on", "2026-01-05", "--json")[1])
    assert (first["recorded"], first["unchanged"], first["refused"]) == (30, 14, [])
    assert len([one for one in first["skipped"] if "virtual" in one["reason"].lower()]) == 2
    sheet = Path("vie-de-l-atelier.csv")
    sheet.write_text(filled(json.loads(ledger("devices", "--json")[1])), encoding="utf-8", newline="")
    told = json.loads(ledger("import", sheet, "--json")[1])
    assert (told["recorded"], told["refused"]) == (65, [])
    machines = json.loads(ledger("devices", "--json")[1])
    assert len(machines) == 15
    assert sum(one["serial_number"] is None for one in machines) == 1
    figures = {
        one["id"]: one["value"] for one in json.loads(ledger("report", "mass", "--year", 2026, "--json")[1])["figures"]
    }
    six = [figures[name] for name in ("reused", "prepared", "parts", "recycled", "other_recovery", "disposed")]
    assert six == [27870, 0, 0, 30100, 3200, 2600]
    assert figures["served"] == 29320
    assert figures["awaiting_proof"] == 0
    assert figures["reweighing"] == 500
    head = Path("lifecycle.db.head").read_text()
    for again in ([*folders, "--on", "2026-02-01"], [sheet]):
        answer = json.loads(ledger("import", *again, "--json")[1])
        assert (answer["recorded"], answer["refused"]) == (0, [])
    assert Path("lifecycle.db.head").read_text() == head
    assert ledger("verify", "--thorough")[0] == 0


# --- what must never show a traceback --------------------------------------------------------------


def program(*arguments, **how):
    """A process of its own, as a shell starts it."""
    command = [sys.executable, "-c", "from lifecycle.cli import run; run()", *map(str, arguments)]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False, **how)


def test_without_any_word_the_help_is_shown():
    """`lifecycle` alone: the commands, and wrong use."""
    done = program()
    assert done.returncode == 2
    assert "import" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("asked", [("report", "mass"), ("report", "mass", "--json"), ("devices",), ("journey",)])
def test_an_output_that_is_full_is_told_in_a_sentence(ledger, asked):
    """A disk without room at the other end: exit code 1."""
    with Path("/dev/full").open("w") as full:
        done = program(*asked, stdout=full)
    assert done.returncode == 1
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_file_is_replaced_only_by_a_whole_one(ledger, monkeypatch):
    """The disk fills up while the report is written: the former file stays, and nothing lies beside it."""
    assert ledger("report", "mass", "--output", "mass.txt")[0] == 0
    before = Path("mass.txt").read_bytes()
    write = Path.write_bytes

    def half(path, content):
        write(path, content[:10])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", half)
    code, _out, err = ledger("report", "mass", "--output", "mass.txt")
    assert code == 1
    assert "disk is full" in err
    assert Path("mass.txt").read_bytes() == before
    assert [path.name for path in Path().iterdir() if "mass" in path.name] == ["mass.txt"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ('{"kind": "weighed", "facts": {"grams": ' + "9" * 5000 + "}}", "too many digits"),
        ('{"kind": "weighed", "kind": "received"}', "stands twice"),
        ('{"kind": "weighed", "facts": {"grams": NaN}}', "is no number"),
        ("[" * 100_000, "nested too deep"),
        ('{"kind": ', "a value is missing at its sign 10"),
    ],
    ids=["digits", "twice", "NaN", "deep", "cut"],
)
def test_json_that_cannot_be_meant_is_refused_in_a_sentence(ledger, told, said):
    """Each is wrong use, told in our own words."""
    code, _out, err = ledger("record", "--json", "-", told=told)
    assert code == 2
    assert said in err


# --- in French ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["report", "mass", "--year", "1800"], "est hors de l’intervalle"),
        (
            ["report", "mass", "--territory", "Lyon"],
            "--territory “Lyon”: une commune s’écrit avec son code INSEE",
        ),
        (["report", "mass", "--category", "Portable !"], "--category"),
        (["report", "mass", "--from", "2026-02-01", "--to", "2026-01-01"], "précède le premier"),
        (["report", "mass", "--as-of", "-1"], "doit valoir au moins 0"),
        (["report", "mass", "--whatever"], "n’existe pas"),
        (["report", "mass", "--format", "docx"], "n’est pas parmi"),
        (["report", "mass", "extra"], "Argument en trop"),
        (["verify", "--head", "nowhere.json"], "fichier ou dossier introuvable"),
        (["report", "mass", "--output", "no/such/folder.json"], "fichier ou dossier introuvable"),
    ],
)
def test_wrong_use_is_told_in_french(ledger, asked, said):
    """No sentence of a library or of the system comes through in English."""
    code, _out, err = ledger("--language", "fr", *asked)
    assert code in {1, 2}
    assert said in err.replace("\n", " ")
    for english in ("should match", "Value error", "not in the range", "No such", "Input should"):
        assert english not in err


def test_tables_for_people_show_words_and_those_for_programs_codes(ledger):
    """The kinds of fact, in French and in JSON."""
    _code, out, _err = ledger("--language", "fr", "journey")
    assert "en stock" in out
    for code in ("in_stock", "in_use", "PRODUCT", "at_operator", "in_repair"):
        assert code not in out
    _code, out, _err = ledger("journey", "--json")
    assert "in_stock" in out


def test_breaches_are_told_of_things_in_words(ledger):
    """
    2026-01-05 PC-1 received; 2026-02-01 handed over, never wiped
    """
    record(ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    record(ledger, "handed_over", "--device", "PC-1", "--terms", "gift", "--recipient", "B-1", "--on", "2026-02-01")
    _code, out, _err = ledger("--language", "fr", "breaches")
    assert "équipement PC-1" in out
    assert "device:" not in out
    tables = json.loads(ledger("breaches", "--json")[1])["tables"]
    assert {row["subject"] for row in tables["breaches"]} == {"device:PC-1"}


def test_a_part_and_an_organisation_are_told_in_words(ledger):
    """
    2026-01-05 PC-1 received; 2026-01-06 part P-1 taken out of it, 85 g
    """
    record(ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    out = ("--device", "PC-1", "--part", "P-1", "--part-kind", "battery", "--grams", "85", "--on", "2026-01-06")
    record(ledger, "part_removed", *out)
    _code, out, _err = ledger("--language", "fr", "show", "P-1")
    assert "85 g (déclaré)" in out
    assert "pièce prélevée" in out
    assert "{" not in out
    _code, out, _err = ledger("--language", "fr", "show", "ATELIR")
    assert "L'Atelier du Port" in out
    assert "association" in out
    assert "organisation inscrite" in out
    assert json.loads(ledger("show", "P-1", "--json")[1])["custody"] == "in_stock"


def test_a_device_that_ended_says_so_and_claims_no_mass_or_work(ledger):
    """
    2026-01-05 PC-1 received, 2,100 g; discarded; packed in L-1, dispatched, received and treated
    """
    recycler = {"name": "Recy", "roles": "recycler", "commune": "44109"}
    options = [part for name, value in recycler.items() for part in (f"--{name}", value)]
    record(ledger, "organisation_registered", "--organisation", "RECY", *options, "--on", "2026-01-01")
    deed = ("--activity", "treatment", "--reference", "A-1", "--valid-from", "2026-01-01")
    record(ledger, "authorisation_granted", "--organisation", "RECY", *deed, "--on", "2026-01-01")
    pc, lot = ("--device", "PC-1"), ("--lot", "L-1")
    record(ledger, "received", *pc, "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    record(ledger, "weighed", *pc, "--grams", "2100", "--on", "2026-01-05")
    record(ledger, "discarded", *pc, "--waste-code", "20 01 36", "--reason", "broken", "--on", "2026-01-06")
    record(ledger, "lot_packed", *lot, "--devices", "PC-1", "--on", "2026-01-07")
    way = ("--destination", "RECY", "--waste-code", "20 01 36")
    record(ledger, "lot_dispatched", *lot, *way, "--on", "2026-01-08")
    record(ledger, "lot_received", *lot, "--acting", "RECY", "--net", "2100", "--on", "2026-01-09")
    fractions = ("--certified-on", "2026-02-01", "--fractions", "2100:R 4:recycling")
    record(ledger, "treatment_certified", *lot, "--acting", "RECY", *fractions, "--on", "2026-02-01")
    _code, out, _err = ledger("show", "PC-1")
    told = dict(line.split(maxsplit=1) for line in out.split("\n\n")[0].splitlines())
    assert told["Where"] == "ended"
    assert told["Mass"].startswith("all of it was treated")
    assert not {"Work", "Status"} & set(told)
    assert " 0" not in next(line for line in ledger("devices")[1].splitlines() if "PC-1" in line)


LONG_NAME = "x" * 300


@pytest.mark.parametrize(
    "command",
    [
        ["devices", "--ledger", LONG_NAME],
        ["init", *INIT[1:], "--ledger", LONG_NAME],
        ["import", LONG_NAME],
        ["import", f"{LONG_NAME}/arrivals.csv"],
        ["backup", LONG_NAME],
        ["restore", LONG_NAME],
        ["serve", "--ledger", LONG_NAME],
        ["verify", "--head", LONG_NAME],
        ["report", "mass", "--output", LONG_NAME],
    ],
)
def test_what_the_system_answers_of_a_name_is_told_in_a_sentence(ledger, command):
    """A name longer than any disk takes; the same for a folder that may not be read."""
    code, _out, err = ledger(*command)
    assert code in {1, 2}
    assert "the name is too long" in err


@pytest.mark.parametrize("path", [".", "..", "/", ""])
def test_a_folder_is_no_place_for_a_ledger(run, path):
    code, _out, err = run(*INIT, "--ledger", path)
    assert code == 1
    assert "already exists" in err
    assert os.listdir() == []


def test_a_position_before_the_beginning_is_wrong_use(ledger):
    for command in (["breaches"], ["report", "mass"]):
        assert ledger(*command, "--as-of", "-5")[0] == 2


def test_an_empty_path_is_not_this_folder(ledger):
    """``import "$FILES"`` where nothing was said: the folder one stands in is not read."""
    code, _out, err = ledger("import", "")
    assert code == 2
    assert "no such file or folder: “”" in err


def test_init_says_all_that_is_wrong_in_the_words_of_its_options(run):
    """Code, role, SIRET and RNA number at once, each as it was given, and no pattern for machines."""
    code, _out, err = run(
        *["init", "--organisation", "A B", "--name", "x", "--role", "bogus", "--commune", "44109"],
        *["--siret", "12", "--rna", "q"],
    )
    assert code == 2
    for option in (
        "--organisation “A B”",
        "--roles “bogus”",
        "--siret “12”: a SIRET number has 14 digits",
        "--rna “q”",
    ):
        assert option in err
    assert "--subject" not in err
    assert "^" not in err
    assert os.listdir() == []


def test_init_for_an_account_that_is_no_code_makes_nothing(run):
    """A name where a code belongs: no empty ledger is left in the way of the next try."""
    code, _out, err = run(*INIT, "--by", "Jean Dupont")
    assert code == 2
    assert "--by" in err
    assert os.listdir() == []
    assert run(*INIT)[0] == 0


def test_every_pattern_of_a_fact_is_said_in_words():
    """No person reads a pattern for machines; what programs alone write is named here."""
    for_programs = {"media_type"}
    for kind in KINDS.values():
        for name, shape in shapes_of(kind).items():
            for pattern in (shape.pattern, shape.item.pattern if shape.item else ""):
                assert not pattern or name in for_programs or "^" not in shape_in_words(pattern), (kind.kind, name)


def test_a_restoration_is_recorded_for_who_keeps_the_ledger(ledger):
    """By default for the backup's own organisation, whatever the account; or for the one that is named."""
    assert ledger("backup", "saved.zip")[0] == 0
    assert ledger("restore", "saved.zip", "--ledger", "one.db", "--by", "anne")[0] == 0
    assert ledger("restore", "saved.zip", "--ledger", "two.db", "--organisation", "HELPER")[0] == 0
    for path, organisation in (("one.db", "ATELIR"), ("two.db", "HELPER")):
        with open_ledger(path) as restored:
            last = restored.entry(restored.head().count)
        assert (last.kind, last.acting, last.recorded_for) == ("ledger_restored", organisation, organisation)


def test_a_backup_without_any_fact_is_restored_for_whom_is_named(run):
    create("empty.db").close()
    assert run("backup", "saved.zip", "--ledger", "empty.db")[0] == 0
    code, _out, err = run("restore", "saved.zip", "--ledger", "one.db")
    assert code == 1
    assert "--organisation" in err
    assert run("restore", "saved.zip", "--ledger", "one.db", "--organisation", "ATELIR")[0] == 0


@pytest.mark.parametrize("name", [name for name in WHERE if name != "record"])
def test_each_command_shows_an_example_to_paste(run, name):
    _code, out, _err = run(name, "--help")
    assert f"Example: lifecycle {name}" in out


def test_a_filter_on_what_is_no_word_here_is_wrong_use(ledger):
    """A custody or category nobody knows is not answered with “no device yet”; one that no device is in, is said."""
    record(ledger, "received", "--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05")
    for option in ("--custody", "--category"):
        code, out, err = ledger("devices", option, "bogus")
        assert (code, out) == (2, "")
        assert "not one of" in err
    assert ledger("devices", "--custody", "in_use")[1] == "No device is so.\n"


def test_a_report_is_not_cut_in_silence(ledger):
    """--by cuts balances only; --json and another format are two wishes."""
    code, _out, err = ledger("report", "mass", "--by", "month")
    assert code == 2
    assert "balances" in err
    assert ledger("report", "balances", "--by", "month")[0] == 0
    assert ledger("report", "mass", "--json", "--format", "csv")[0] == 2
    assert ledger("report", "mass", "--json", "--format", "json")[0] == 0


def test_kinds_are_listed_in_the_order_of_a_life(run):
    """Who takes part, what arrives, what is done to it, who uses it, how it ends; then what stands beside."""
    _code, out, _err = run("journey", "--json")
    groups = [row["group"] for row in json.loads(out)]
    assert list(dict.fromkeys(groups))[:5] == ["organisations", "arrival", "workshop", "use", "end"]
    assert len(dict.fromkeys(groups)) == sum(now != before for before, now in zip(["", *groups], groups, strict=False))


def test_all_that_is_wrong_with_a_fact_is_said_at_once_its_day_and_identity_too(ledger):
    code, _out, err = ledger(
        *["record", "received", "--device", "PC-1", "--category", "laptopp", "--legal", "PRODUT"],
        *["--on", "2026-13-05", "--event-id", "xyz"],
    )
    assert code == 2
    for option in ("--category “laptopp”", "--legal “PRODUT”", "--occurred-on “2026-13-05”", "--event-id “xyz”"):
        assert option in err


def test_an_identity_given_is_the_identity_recorded(ledger):
    """In capitals as some programs write it; the same fact again is unchanged."""
    given = ["--device", "PC-1", "--category", "laptop", "--legal", "PRODUCT", "--on", "2026-01-05"]
    event_id = "0196C0DE-7000-7000-8000-000000000001"
    done = record(ledger, "received", *given, "--event-id", event_id)
    assert done["receipt"]["event_ids"] == [event_id.lower()]
    assert record(ledger, "received", *given, "--event-id", event_id)["unchanged"] == 1


def test_an_import_that_cannot_go_on_says_what_it_has_recorded(ledger, monkeypatch):
    """The disk is full at the second of two batches: what it says of its batch is not said of the whole import."""
    for name in "AB":
        rows = [f"received,2026-01-05,{name}-{number},laptop,PRODUCT" for number in range(3)]
        Path(f"{name}.csv").write_text("\n".join(["kind,occurred_on,device,category,legal", *rows]), encoding="utf-8")
    monkeypatch.setattr("lifecycle.intake.recording.BATCH_FACTS", 3)
    append, calls = Ledger.append, []

    def full_the_second_time(self, facts, **who):
        calls.append(len(facts))
        if len(calls) == 2:
            raise DiskFull(say("the disk is full"))
        return append(self, facts, **who)

    monkeypatch.setattr(Ledger, "append", full_the_second_time)
    code, out, err = ledger("import", "A.csv", "B.csv")
    assert (code, out, calls) == (1, "", [3, 3])
    assert "the disk is full\n3 facts of this import are recorded and kept" in err


WRONG_VALUES = (
    5,
    -1,
    2.5,
    "x",
    "",
    None,
    True,
    [],
    [5],
    {},
    {"a": 1},
    [{"a": 1}],
    "2026-13-01",
    10**30,
    "x" * 300,
    "\ud800",
)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_fault_of_a_fact_is_said_in_our_own_words(kind):
    """Each field of each kind with values of every wrong sort: no sentence of the library that checks them is left."""
    whole = {
        "event_id": str(UUID(int=0)),
        "subject": f"{kind.subjects[0]}:A",
        "acting": "A",
        "occurred_on": "2026-01-01",
    }
    for name in kind.model_fields:
        for value in WRONG_VALUES:
            try:
                kind.model_validate({**whole, name: value})
            except ValidationError as error:
                for detail in error.errors(include_url=False):
                    assert detail["type"] == "value_error" or reason_of(detail, kind) != detail["msg"], detail


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (["mass.blob"], 2, "mass has no figure blob; it has reused"),
        (["blob.x"], 2, "unknown report blob; known: mass"),
        (["PC-404"], 2, "PC-404 is no device here, and no figure"),
        (["flows.x"], 2, "flows tells tables and no figure"),
        (["mass.reused", "--year", "2026", "--from", "2026-01-01"], 2, "choose --year, or --from and --to"),
        (["mass.reused", "--edition", "1900-1"], 2, "unknown edition 1900-1"),
        (["mass.reused", "--organisation", "NOBODY"], 2, "NOBODY is not in this ledger"),
        (["ATELIR"], 2, "is no device: lifecycle show ATELIR"),
    ],
)
def test_what_cannot_be_taken_apart_is_said(ledger, asked, code, said):
    """An unknown figure, report, device; a report of tables; an organisation."""
    found, out, err = ledger("explain", *asked)
    assert found == code, out + err
    assert said in err


def test_a_figure_is_taken_apart_for_people_and_for_programs(ledger):
    """One laptop received, without a scale: its cell, its default with the source, its fact by number and hash."""
    assert ledger("record", "received", "--category", "laptop", "--legal", "PRODUCT", "--device", "PC-1")[0] == 0
    code, out, _err = ledger("explain", "mass.stock_units")
    assert code == 0
    assert "PC-1" not in out
    assert "1 entry" in out
    code, out, _err = ledger("explain", "mass.stock", "--devices")
    assert "PC-1" in out
    assert "default mass of its category" in out
    told = json.loads(ledger("explain", "mass.stock", "--json")[1])
    (cell,) = told["tree"]["parts"]
    value, thing = cell["parts"]
    assert value["value_used"]["sources"]
    assert thing["subject"] == "device:PC-1"
    assert len(thing["fact"]["hash"]) == 64
    assert int(thing["value"]) == told["figure"]["value"]
    device = json.loads(ledger("explain", "pc-1", "--json")[1])
    assert device["device"] == "PC-1"
    assert any("not handed over" in sentence for sentence in device["missing"])
    assert ledger("explain", "PC-1", "--category", "laptop")[0] == 2
