"""Faults: killed writers, flipped bits, cut ends, old copies, full and read-only disks, clocks that jump."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from ledger_facts import NOW, WHO, machines, no_books, received, small_books

from lifecycle.ledger import (
    DiskFull,
    Head,
    HeadMismatch,
    Ledger,
    LedgerDamaged,
    LedgerError,
    LedgerReadOnly,
    Receipt,
    create,
    open_ledger,
    verify,
)

WRITER = Path(__file__).with_name("ledger_writer.py")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lifecycle.db"


def filled(path: Path, machine_count: int = 100) -> Head:
    """A closed ledger of so many machines, two facts each, recorded ten at a time."""
    with create(path, books=small_books) as ledger:
        for first in range(1, machine_count + 1, 5):
            ledger.append(machines(5, first=first), **WHO)
        return ledger.head()


def head_beside(path: Path) -> Head:
    return Head(**json.loads(path.with_name(path.name + ".head").read_text()))


def change(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change a ledger behind its back."""
    with closing(sqlite3.connect(path)) as connection:
        for statement, values in statements:
            connection.execute(statement, values)
        connection.commit()


def found(path: Path, receipt: Receipt | None = None, *, thorough: bool = False) -> dict[int | None, str]:
    with open_ledger(path, read_only=True, books=small_books) as ledger:
        verification = verify(ledger, receipt, thorough=thorough)
        findings = {finding.n: finding.sentence.in_language("en") for finding in verification.findings}
        assert verification.ok == (not findings)
        return findings


# --- killed ------------------------------------------------------------------------------------------------


def written_until_killed(path: Path, start: int, seconds: float) -> list[Receipt]:
    """What a writing process had acknowledged when it was killed, so long after its first batch."""
    ours, theirs = os.pipe()
    writer = os.fork()
    if writer == 0:
        try:
            ledger = open_ledger(path, books=small_books)
            while True:
                receipt = ledger.append(machines(3, first=start), **WHO).receipt
                os.write(theirs, receipt.model_dump_json().encode() + b"\n")
                start += 3
        finally:
            os._exit(1)  # never back into the test
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        said = [pipe.readline()]
        time.sleep(seconds)
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        said += pipe.readlines()
    return [Receipt.model_validate_json(line) for line in said if line.endswith("\n")]


def test_a_writer_killed_fifty_times_loses_no_acknowledged_fact_and_leaves_no_partial_batch(path):
    """
    Fifty times a process appends batches of six facts as fast as it can and is killed (SIGKILL) at a
    random moment. What it had acknowledged is there, whole batches only, and the head is consistent.
    """
    seed = int.from_bytes(os.urandom(4), "big")
    print(f"seed {seed}")
    moments = random.Random(seed)
    create(path, books=small_books).close()
    acknowledged: list[Receipt] = []
    start = 1
    for _ in range(50):
        acknowledged += written_until_killed(path, start, moments.uniform(0, 0.08))
        before = head_beside(path)
        with open_ledger(path, books=small_books) as ledger:
            end = ledger.head()
            assert before.count <= end.count, f"seed {seed}: the head ran ahead"
            assert end.count >= acknowledged[-1].last_n, f"seed {seed}: an acknowledged fact is lost"
            assert end.count % 6 == 0, f"seed {seed}: a partial batch"
            assert head_beside(path) == end, f"seed {seed}: the head was not renewed"
        start = end.count // 2 + 1
    with open_ledger(path, books=small_books) as ledger:
        assert verify(ledger, thorough=True).findings == (), f"seed {seed}"
        for receipt in acknowledged[:: max(1, len(acknowledged) // 40)]:
            assert [ledger.entry(one).n for one in receipt.event_ids] == list(
                range(receipt.first_n, receipt.last_n + 1)
            )
            assert ledger.entry(receipt.last_n).hash == receipt.hash_at_last_n, f"seed {seed}"
        assert len(list(ledger.legs())) == ledger.head().count, f"seed {seed}: legs without their fact"


def test_a_crash_between_the_commit_and_the_head_is_mended_at_the_next_opening(path):
    filled(path, 5)
    old = path.with_name("lifecycle.db.head").read_text()
    with open_ledger(path, books=small_books) as ledger:
        ledger.append(machines(2, first=50), **WHO)
    path.with_name("lifecycle.db.head").write_text(old)
    with open_ledger(path, books=small_books) as ledger:
        assert head_beside(path) == ledger.head()
        assert ledger.head_trouble() is None


# --- altered ---------------------------------------------------------------------------------------------------


def test_one_flipped_bit_in_any_of_200_facts_is_named(path):
    end = filled(path)
    assert end.count == 200
    bits = random.Random(200)
    for n in range(1, 201):
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            (form,) = connection.execute("SELECT form FROM fact WHERE n=?", (n,)).fetchone()
            flipped = bytearray(form)
            flipped[bits.randrange(len(form))] ^= 1 << bits.randrange(8)
            connection.execute("UPDATE fact SET form=CAST(? AS TEXT) WHERE n=?", (bytes(flipped), n))
            connection.commit()
            with open_ledger(path, read_only=True, books=small_books) as ledger:
                verification = verify(ledger)
                assert verification.first == n
                assert [finding.n for finding in verification.findings if finding.n is not None] == [n]
            connection.execute("UPDATE fact SET form=CAST(? AS TEXT) WHERE n=?", (form, n))
            connection.commit()
    assert found(path) == {}


@pytest.mark.parametrize(
    "column", ["event_id", "kind", "subject", "acting", "occurred_on", "recorded_at", "recorded_for", "hash"]
)
def test_an_altered_column_is_named(path, column):
    filled(path, 5)
    change(path, (f"UPDATE fact SET {column} = {column} || 'x' WHERE n = 4", ()))
    assert "4" in found(path)[4]


def test_an_altered_order_of_life_is_named_by_the_thorough_check(path):
    filled(path, 5)
    change(path, ("UPDATE fact SET life_key = '2020' WHERE n = 4", ()))
    assert list(found(path, thorough=True)) == [4]


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM touch WHERE n = 4", "UPDATE touch SET n = 4 WHERE n = 5", "INSERT INTO touch VALUES ('device:X', 4)"],
)
def test_an_altered_index_of_subjects_is_named(path, statement):
    filled(path, 5)
    change(path, (statement.replace("UPDATE", "UPDATE OR REPLACE"), ()))
    assert 4 in found(path)


def test_a_replaced_fact_with_a_true_hash_is_named_by_the_next(path):
    """Someone rewrites fact 4 and its hash: fact 5 was chained to another."""
    from lifecycle.ledger.chain import hash_of

    filled(path, 5)
    with open_ledger(path, books=small_books) as ledger:
        forged = ledger.entry(4).form.replace('"grams":2002', '"grams":9002')
    change(path, ("UPDATE fact SET form = ?, hash = ? WHERE n = 4", (forged, hash_of(forged))))
    assert "fact 4 was replaced" in found(path)[5]


def test_a_missing_fact_is_named(path):
    filled(path, 5)
    change(path, ("DELETE FROM fact WHERE n IN (4, 5)", ()), ("DELETE FROM touch WHERE n IN (4, 5)", ()))
    assert list(found(path)) == [4]
    assert found(path)[4] == "facts 4 to 5 are missing"


def test_reordered_facts_are_named(path):
    filled(path, 5)
    change(
        path,
        ("UPDATE fact SET n = -4 WHERE n = 4", ()),
        ("UPDATE fact SET n = 4 WHERE n = 7", ()),
        ("UPDATE fact SET n = 7 WHERE n = -4", ()),
    )
    findings = found(path)
    assert next(iter(findings)) == 4
    assert findings[4] == "facts were reordered: place 4 holds fact 7"


# --- cut, old, lost, foreign -----------------------------------------------------------------------------------


def refuses_to_append(path: Path, match: str) -> None:
    """Appending says what is wrong and changes nothing; reading still works."""
    before = path.with_name("lifecycle.db.head").read_bytes() if path.with_name("lifecycle.db.head").exists() else None
    with open_ledger(path, books=small_books) as ledger:
        count = ledger.head().count
        with pytest.raises(HeadMismatch, match=match):
            ledger.append([received("PC-999")], **WHO)
        assert len(list(ledger.facts())) == count
        assert ledger.head_trouble() is not None
    after = path.with_name("lifecycle.db.head").read_bytes() if path.with_name("lifecycle.db.head").exists() else None
    assert after == before


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFECYCLE_LANG", "en")


def test_a_cut_tail_is_reported(path):
    filled(path, 10)
    change(path, ("DELETE FROM fact WHERE n > 17", ()), ("DELETE FROM touch WHERE n > 17", ()))
    assert "facts 18 to 20 are missing" in found(path)[18]
    refuses_to_append(path, "18 to 20")


def test_yesterdays_copy_put_back_is_reported(path, tmp_path):
    filled(path, 5)
    shutil.copy(path, tmp_path / "yesterday.db")
    with open_ledger(path, books=small_books) as ledger:
        receipt = ledger.append(machines(5, first=50), **WHO).receipt
    shutil.copy(tmp_path / "yesterday.db", path)
    assert list(found(path)) == [11]
    assert "20" in found(path, receipt)[11]
    refuses_to_append(path, "older copy")


def test_yesterdays_copy_written_on_is_reported(path, tmp_path):
    """Yesterday's copy and its head are put back and other facts recorded: the receipt of today tells."""
    filled(path, 5)
    shutil.copytree(tmp_path, tmp_path.with_name("yesterday"))
    with open_ledger(path, books=small_books) as ledger:
        receipt = ledger.append(machines(2, first=50), **WHO).receipt
    today = path.with_name("lifecycle.db.head").read_text()
    shutil.copytree(tmp_path.with_name("yesterday"), tmp_path, dirs_exist_ok=True)
    with open_ledger(path, books=small_books) as ledger:
        ledger.append(machines(5, first=60), **WHO)
    assert found(path) == {}
    assert "not the one the receipt was given for" in found(path, receipt)[None]
    path.with_name("lifecycle.db.head").write_text(today)
    refuses_to_append(path, "different stories of fact 14")


def test_a_lost_head_is_reported_and_can_be_accepted(path):
    end = filled(path, 5)
    path.with_name("lifecycle.db.head").unlink()
    assert "is missing" in found(path)[None]
    refuses_to_append(path, "accept-head")
    with open_ledger(path, books=small_books) as ledger:
        assert ledger.accept_head() == end
        assert ledger.append([received("PC-999")], **WHO).receipt.last_n == 11
    assert found(path) == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"ledger_id": 1, "count": "x", "hash": null}', "[" * 100_000])
def test_a_head_that_cannot_be_read_is_reported(path, text):
    filled(path, 5)
    path.with_name("lifecycle.db.head").write_text(text)
    assert "cannot be read" in found(path)[None]
    refuses_to_append(path, "cannot be read")


@pytest.mark.parametrize("way", ["changed", "replaced", "taken away"])
def test_a_program_that_wrote_the_head_itself_sees_when_it_is_no_longer_that(path, way):
    """Between two appends of one open ledger the head is made to say 99 facts, in place or anew, or goes."""
    head = path.with_name("lifecycle.db.head")
    filled(path, 5)
    with open_ledger(path, books=small_books) as ledger:
        ledger.append([received("PC-901")], **WHO)
        ledger.append([received("PC-902")], **WHO)
        other = head.read_text().replace('"count": 12', '"count": 99')
        if way == "changed":
            head.write_text(other)
        else:
            head.rename(head.with_name("aside"))
        if way == "replaced":
            head.write_text(other)
        with pytest.raises(HeadMismatch):
            ledger.append([received("PC-903")], **WHO)
        assert ledger.head().count == 12


def test_two_open_ledgers_take_turns_without_a_word(path):
    """Each wrote the head once and finds the other's: that is no trouble."""
    filled(path, 5)
    with open_ledger(path, books=small_books) as one, open_ledger(path, books=small_books) as other:
        for turn in range(6):
            (one, other)[turn % 2].append([received(f"PC-90{turn}")], **WHO)
    assert found(path) == {}


def test_a_foreign_head_is_reported(path, tmp_path):
    filled(path, 5)
    (tmp_path / "other").mkdir()
    filled(tmp_path / "other" / "lifecycle.db", 5)
    shutil.copy(tmp_path / "other" / "lifecycle.db.head", tmp_path)
    assert "belongs to another ledger" in found(path)[None]
    refuses_to_append(path, "another ledger")


def test_a_receipt_proves_its_history_for_ever_and_a_foreign_one_does_not(path, tmp_path):
    filled(path, 5)
    with open_ledger(path, books=small_books) as ledger:
        receipt = ledger.append(machines(2, first=50), **WHO).receipt
        ledger.append(machines(5, first=60), **WHO)
    assert found(path, receipt) == {}
    assert "another ledger" in found(path, receipt.model_copy(update={"ledger_id": "other"}))[None]
    assert "not where" in found(path, receipt.model_copy(update={"event_ids": ("none",)}))[None]


def test_a_page_that_can_no_longer_be_read_is_reported_and_nothing_crashes(path):
    """Every page but the first is overwritten in turn: verify reports or reads on, never a traceback."""
    filled(path, 50)
    whole = path.read_bytes()
    reported = 0
    for at in range(4096, len(whole), 4096):
        path.write_bytes(whole[:at] + b"\xa5" * 4096 + whole[at + 4096 :])
        try:
            reported += bool(found(path, thorough=True))
        except LedgerDamaged:
            reported += 1
    assert reported >= (len(whole) // 4096 - 1) * 3 // 4
    path.write_bytes(whole)
    assert found(path, thorough=True) == {}


# --- full, read-only ------------------------------------------------------------------------------------------


def in_child(task: Callable[[], None]) -> str:
    """Run a task in a forked child, which may give up rights; what it says comes back."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "ok"
        try:
            task()
        except BaseException as trouble:  # the child must always answer
            answer = f"{type(trouble).__name__}: {trouble}"
        os.write(theirs, answer.encode()[:4000])
        os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    with os.fdopen(ours) as pipe:
        return pipe.read()


@pytest.mark.parametrize("room_bytes", [0, 20_000, 60_000])
def test_a_full_disk_says_so_and_loses_nothing(path, room_bytes):
    """The system lets the files grow by so many bytes and no more (RLIMIT_FSIZE)."""
    end = filled(path, 50)

    def append_until_full() -> None:
        limit = path.stat().st_size + room_bytes
        with open_ledger(path, books=small_books) as ledger:
            resource.setrlimit(resource.RLIMIT_FSIZE, (min(limit, 40_000 + room_bytes),) * 2)
            acknowledged = [ledger.head().count]

            def fill() -> None:
                for first in range(1000, 9000, 5):
                    result = ledger.append(machines(5, first=first), **WHO)
                    acknowledged.append(result.receipt.last_n)

            with pytest.raises(DiskFull, match="nothing recorded before is lost"):
                fill()
            assert ledger.head().count == acknowledged[-1]

    assert in_child(append_until_full) == "ok"
    with open_ledger(path, books=small_books) as ledger:
        assert ledger.head().count >= end.count
        ledger.append([received("PC-9999")], **WHO)
        assert verify(ledger, thorough=True).ok


def test_a_head_that_cannot_be_written_holds_up_the_next_append_until_it_can(path, monkeypatch):
    """The disk fills up exactly between a commit and its head: the facts are safe, the head comes later."""
    end = filled(path, 5)
    with open_ledger(path, books=small_books) as ledger:

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("lifecycle.ledger.ledger.write_head", full)
            assert ledger.append([received("PC-70")], **WHO).recorded == 1
            with pytest.raises(DiskFull):
                ledger.append([received("PC-71")], **WHO)
        assert head_beside(path) == end
        assert ledger.append([received("PC-71")], **WHO).receipt.last_n == 12
        assert head_beside(path) == ledger.head()


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise there")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_can_only_be_read_is_read_and_says_so(path, tmp_path, what):
    filled(path, 5)
    os.chmod(path if what == "file" else tmp_path, 0o444 if what == "file" else 0o555)

    def read_then_append() -> None:
        if os.getuid() == 0:
            os.setuid(65534)  # as root, rights do not bite
        with open_ledger(path, books=small_books) as ledger:
            assert ledger.read_only
            assert len(list(ledger.facts())) == 10
            assert verify(ledger).ok
            with pytest.raises(LedgerReadOnly, match="can only be read"):
                ledger.append([received("PC-99")], **WHO)
        with pytest.raises(LedgerError):
            create(tmp_path / "new.db" if what == "folder" else path)

    for folder in (tmp_path, *tmp_path.parents):
        if os.getuid() == 0 and folder.stat().st_mode & 0o001 == 0 and folder != tmp_path:
            os.chmod(folder, folder.stat().st_mode | 0o011)
    try:
        if what == "file":
            os.chmod(tmp_path, 0o755)
        assert in_child(read_then_append) == "ok"
    finally:
        os.chmod(tmp_path, 0o755)


# --- clocks and crowds ----------------------------------------------------------------------------------------


def test_a_clock_that_jumps_back_changes_nothing(path):
    """One fact an hour, and the clock falls to 1970 and back: order, chain and head are as ever."""
    clocks = [NOW, NOW - timedelta(hours=1), datetime.fromtimestamp(0, NOW.tzinfo), NOW + timedelta(days=1)]
    with create(path, books=small_books) as ledger:
        for number, clock in enumerate(clocks):
            ledger.append([received(f"PC-{number}")], **{**WHO, "now": clock})
        assert [entry.n for entry in ledger.facts()] == [1, 2, 3, 4]
        assert [entry.recorded_at[:4] for entry in ledger.facts()] == ["2026", "2026", "1970", "2026"]
        assert verify(ledger, thorough=True).ok


def test_four_processes_at_once_leave_no_gap_and_nobody_is_locked_out(path):
    create(path, books=no_books).close()
    here = os.pathsep.join([str(WRITER.parent), str(WRITER.parent.parent)])
    writers = [
        subprocess.Popen(
            [sys.executable, str(WRITER), str(path), first, "200"],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": here},
        )
        for first in ("1000", "2000", "3000", "4000")
    ]
    assert [writer.communicate()[1] for writer in writers] == [""] * 4
    with open_ledger(path, books=no_books) as ledger:
        assert ledger.head().count == 800
        assert head_beside(path) == ledger.head()
        assert verify(ledger, thorough=True).ok


def test_threads_share_one_ledger(path):
    with create(path, books=small_books) as ledger:

        def write(start: int) -> None:
            for number in range(start, start + 50):
                ledger.append([received(f"PC-{number}")], **WHO)
                assert ledger.entry(ledger.head().count).n > 0

        threads = [Thread(target=write, args=(start,)) for start in (1000, 2000, 3000, 4000)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert ledger.head().count == 200
        assert head_beside(path) == ledger.head()
        assert verify(ledger).ok


def test_readers_do_not_wait_for_a_writer(path):
    filled(path, 5)
    with open_ledger(path, books=small_books) as writer, open_ledger(path, books=small_books, wait_s=0) as reader:
        with writer.store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM fact WHERE n = 10")
            assert reader.head().count == 10
            assert len(list(reader.facts())) == 10
        assert isinstance(reader, Ledger)
