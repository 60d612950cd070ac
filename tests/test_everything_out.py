"""Everything out: one folder of open formats, from which the same ledger and the same figures come back."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ledger_facts import WHO, asso, identity, received, weighed

from lifecycle import demonstration
from lifecycle.cli import main
from lifecycle.documents.everything import FACTS, export_open, packed, rebuilt
from lifecycle.documents.everything.kinds import ENVELOPE, fields_of
from lifecycle.events import KINDS, Corrected
from lifecycle.journey.leg import Leg
from lifecycle.ledger import BackupRefused, LedgerExists, Receipt, create, open_ledger, verify
from lifecycle.reports import REPORTS, Filter, Unanswerable, answer

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "lifecycle.db"
    demonstration.build(path, setting=demonstration.load()).close()
    return path


@pytest.fixture(scope="module")
def out(demo) -> Path:
    with open_ledger(demo, read_only=True) as ledger:
        return export_open(ledger, demo.parent / "out", today=TODAY).folder


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


def test_what_is_exported_rebuilds_the_same_ledger_and_the_same_figures(demo, out, tmp_path):
    """Same facts, same hashes, same books, and every report to the last digit."""
    head = rebuilt(out, tmp_path / "again.db")
    with open_ledger(demo, read_only=True) as was, open_ledger(tmp_path / "again.db", read_only=True) as now:
        assert now.head() == was.head() == head
        assert verify(now).ok
        assert [one.form for one in now.facts()] == [one.form for one in was.facts()]
        assert sorted(now.legs()) == sorted(was.legs())
        assert sorted(now.breaches()) == sorted(was.breaches())
        for name in REPORTS:
            if name in {"device", "lot"}:
                continue
            try:
                before = answer(was, name, Filter()).to_json()
            except Unanswerable:
                continue
            assert answer(now, name, Filter()).to_json() == before, name


def test_each_line_is_what_was_hashed(out):
    """The SHA-256 of a line is the hash of the fact, and stands in the next line."""
    previous = "0" * 64
    for line in (out / FACTS).read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["previous_hash"] == previous
        previous = sha256(line.encode()).hexdigest()
    assert json.loads((out / "manifest.json").read_text())["hash"] == previous


def test_each_kind_has_a_table_with_all_its_facts_and_fields(demo, out):
    """CSV and Parquet hold the same rows; together they hold every fact once."""
    seen = 0
    for file in sorted((out / "kinds").glob("*.csv")):
        table = pq.read_table(file.with_suffix(".parquet"))
        rows = rows_of(file)
        assert len(rows) == table.num_rows
        assert list(rows[0]) == table.column_names == [field.name for field in fields_of(file.stem)]
        assert {row["kind"] for row in rows} == {file.stem}
        seen += len(rows)
    with open_ledger(demo, read_only=True) as ledger:
        assert seen == ledger.head().count


def test_legs_and_devices_are_those_of_the_ledger(demo, out):
    """To the gram: the legs of all facts add up to nothing."""
    legs = pq.read_table(out / "books" / "legs.parquet")
    with open_ledger(demo, read_only=True) as ledger:
        assert legs.num_rows == sum(1 for _one in ledger.legs())
        assert sum(legs["grams"].to_pylist()) == 0
        assert len(rows_of(out / "state" / "devices.csv")) == sum(1 for _one in ledger.states("device"))
    assert legs.column_names == ["n", *Leg._fields]


def test_the_dictionary_explains_every_column_of_every_table(out):
    """What is in a table is in the dictionary, and has a meaning."""
    told = {(row["file"], row["column"]): row["what"] for row in rows_of(out / "dictionary.csv")}
    for file in sorted(out.rglob("*.csv")):
        name = file.relative_to(out).with_suffix("").as_posix()
        for column in pq.read_schema(file.with_suffix(".parquet")).names:
            assert told[name, column], (name, column)


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_field_of_every_kind_has_its_column_and_its_meaning(kind):
    """Also of kinds that no ledger here tells."""
    fields = fields_of(kind)
    assert all(field.what for field in fields)
    assert len({field.name for field in fields}) == len(fields)
    own = set(KINDS[kind].model_fields) - {"event_id", "subject", "acting", "occurred_on"}
    own -= {"occurred_at", "place", "evidence"}
    assert own <= {field.name.removeprefix("fact_") for field in fields[len(ENVELOPE) :]}


def test_the_digests_are_those_of_the_files(out):
    """``sha256sum --check`` needs nothing else."""
    listed = dict(line.split("  ")[::-1] for line in (out / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert set(listed) == files
    assert all(sha256((out / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())


def test_the_folder_says_what_it_is_in_both_languages(out):
    """Who opens it in ten years reads how."""
    french, english = ((out / name).read_text(encoding="utf-8") for name in ("LISEZMOI.md", "README.md"))
    assert "Ce qu’il y a ici" in french
    assert "What is here" in english
    for text in (french, english):
        assert "facts.jsonl" in text
        assert "sha256sum --check SHA256SUMS" in text


def test_the_receipts_prove_the_ledger(demo, out):
    """Each batch's receipt is one that ``verify --head`` takes."""
    receipts = [Receipt.model_validate_json(line) for line in (out / "receipts.jsonl").read_text().splitlines()]
    with open_ledger(demo, read_only=True) as ledger:
        assert sum(len(one.event_ids) for one in receipts) == ledger.head().count
        assert verify(ledger, receipts[-1]).ok
        assert verify(ledger, receipts[3]).ok


def test_what_was_corrected_says_so_and_hostile_text_stays_text(tmp_path):
    """
    A-1 received; A-1 weighed 2,000 g, voided; the name of the organisation would be a formula.
    """
    folder = tmp_path / "out"
    with create(tmp_path / "lifecycle.db") as ledger:
        ledger.append([asso().model_copy(update={"name": "=cmd|' /C calc'!A0"})], **WHO)
        ledger.append([received("A-1"), weighed("A-1", 2000)], **WHO)
        voided = weighed("A-1", 2000).event_id
        wrong = Corrected(
            event_id=identity("wrong"), subject="organisation:ASSO", acting="ASSO", occurred_on="2026-02-01",
            voids=(voided,), reason="typing_error",
        )  # fmt: skip
        ledger.append([wrong], **WHO)
        export_open(ledger, folder, today=TODAY)
    assert [row["void"] for row in rows_of(folder / "kinds" / "weighed.csv")] == ["1"]
    assert rows_of(folder / "kinds" / "organisation_registered.csv")[0]["name"].startswith("'=cmd")
    assert pq.read_table(folder / "kinds" / "organisation_registered.parquet")["name"].to_pylist()[0].startswith("=cmd")
    rebuilt(folder, tmp_path / "again.db")
    with open_ledger(tmp_path / "again.db") as again:
        assert verify(again).ok


@pytest.mark.parametrize("hurt", ["altered", "cut", "none"])
def test_a_folder_that_was_altered_is_refused(out, tmp_path, hurt):
    """One sign in a fact, a fact less, or no export at all: nothing is made."""
    folder = tmp_path / "copy"
    shutil.copytree(out, folder)
    lines = (folder / FACTS).read_text(encoding="utf-8").splitlines(keepends=True)
    if hurt == "altered":
        lines[5] = lines[5].replace('"acting":"', '"acting":"X', 1)
    (folder / FACTS).write_text("".join(lines[:-1] if hurt == "cut" else lines), encoding="utf-8")
    if hurt == "none":
        (folder / "manifest.json").unlink()
    with pytest.raises(BackupRefused):
        rebuilt(folder, tmp_path / "again.db")
    # Whoever also makes the digest anew is found by the chain.
    if hurt != "none":
        digest = sha256((folder / FACTS).read_bytes()).hexdigest()
        sums = (folder / "SHA256SUMS").read_text().splitlines()
        sums = [f"{digest}  {FACTS}" if line.endswith(f"  {FACTS}") else line for line in sums]
        (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n")
        with pytest.raises(BackupRefused):
            rebuilt(folder, tmp_path / "again.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy"]


def test_nothing_that_is_there_is_touched(demo, out, tmp_path):
    """A folder with something in it, or a ledger of that name, is left as it is."""
    with open_ledger(demo, read_only=True) as ledger, pytest.raises(BackupRefused):
        export_open(ledger, out, today=TODAY)
    (tmp_path / "there.db").write_text("mine")
    with pytest.raises(LedgerExists):
        rebuilt(out, tmp_path / "there.db")
    assert (tmp_path / "there.db").read_text() == "mine"


def test_the_commands_take_everything_out_and_put_it_back(demo, tmp_path, capsys):
    """``export open`` then ``restore``: the facts, and the one that says so."""
    assert main(["export", "open", str(tmp_path / "out"), "--ledger", str(demo)]) == 0
    assert main(["restore", str(tmp_path / "out"), "--ledger", str(tmp_path / "new.db")]) == 0
    with open_ledger(tmp_path / "new.db") as ledger, open_ledger(demo, read_only=True) as was:
        count = was.head().count
        assert ledger.head().count == count + 1
        assert ledger.entry(count).hash == was.head().hash
        assert ledger.entry(count + 1).kind == "ledger_restored"
    assert main(["export", "open", str(tmp_path / "out"), "--ledger", str(demo)]) == 1
    assert "out" in capsys.readouterr().err


def test_an_export_that_is_stopped_leaves_nothing(demo, tmp_path):
    """Ctrl+C in the middle: a sentence, and no half of a folder."""
    command = [sys.executable, "-m", "lifecycle.cli", "export", "open", str(tmp_path / "out"), "--ledger", str(demo)]
    runner = "import sys; from lifecycle.cli import run; sys.argv = sys.argv[1:]; run()"
    work = subprocess.Popen(
        [sys.executable, "-c", runner, "lifecycle", *command[3:]], stderr=subprocess.PIPE, text=True
    )
    for _ in range(600):
        if any(tmp_path.glob(".export-*/export/facts.jsonl")):
            break
        time.sleep(0.01)
    work.send_signal(signal.SIGINT)
    _out, said = work.communicate(timeout=30)
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "out"])
    assert work.returncode in {0, 130}
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="tells the memory of a process")
def test_facts_are_never_held_as_a_whole(tmp_path):
    """Ten times the facts take hardly more memory: pages are read, rows are written."""
    peaks = []
    for count in (2_000, 20_000):
        path = tmp_path / f"{count}.db"
        with create(path) as ledger:
            ledger.append([asso()], **WHO)
            for first in range(0, count, 2_000):
                ledger.append([received(f"A-{first + i}") for i in range(2_000)], **WHO)
        code = (
            "import resource, sys; from datetime import date; from pathlib import Path;"
            "from lifecycle.ledger import open_ledger; from lifecycle.documents.everything import export_open;"
            "export_open(open_ledger(sys.argv[1], read_only=True), Path(sys.argv[2]), today=date(2026, 1, 1));"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        told = subprocess.run(
            [sys.executable, "-c", code, str(path), str(tmp_path / f"out{count}")], capture_output=True, text=True,
            check=True, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        )  # fmt: skip
        peaks.append(int(told.stdout))
    assert peaks[1] - peaks[0] < 40_000, peaks  # kilobytes; 18,000 facts as they are stored are more than that


def test_the_archive_of_a_page_holds_the_same_folder(demo, tmp_path):
    """Unpacked, it is what the command writes: the same ledger comes of it."""
    archive = zipfile.ZipFile(io.BytesIO(packed(demo, today=TODAY)))
    archive.extractall(tmp_path)
    rebuilt(tmp_path / "lifecycle-export", tmp_path / "again.db")
    with open_ledger(demo, read_only=True) as was, open_ledger(tmp_path / "again.db", read_only=True) as now:
        assert now.head() == was.head()
