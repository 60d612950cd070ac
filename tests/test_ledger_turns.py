"""Turns: one at a time, woken as soon as the one before is done, and nobody waits for ever."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from ledger_facts import WHO, received, small_books

from lifecycle.ledger import LedgerBusy, create, open_ledger
from lifecycle.ledger.store import Store
from lifecycle.ledger.turns import Turns

HOLDS = """
import sys, time
from pathlib import Path
from lifecycle.ledger.turns import Turns
with Turns(Path(sys.argv[1])).taken(5) as mine:
    print(mine, flush=True)
    time.sleep(60)
"""


def holder(file: Path) -> subprocess.Popen[str]:
    """Another process that has the turn, and keeps it."""
    process = subprocess.Popen([sys.executable, "-c", HOLDS, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    return process


def test_one_at_a_time(tmp_path):
    """Eight threads, each with its own turns at one file, and each takes it 50 times."""
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        turns = Turns(tmp_path / "turn")
        for _ in range(50):
            with turns.taken(30) as mine:
                assert mine
                inside += 1
                most = max(most, inside)
                time.sleep(0.0001)
                inside -= 1
        turns.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inside, most) == (0, 1)


def test_whoever_waits_in_vain_is_told_and_holds_up_nobody_later(tmp_path):
    """A process has the turn. One waits a tenth of a second in vain; the process is killed; the turn is free."""
    process = holder(tmp_path / "turn")
    turns = Turns(tmp_path / "turn")
    with turns.taken(0.1) as mine:
        assert not mine
    with turns.taken(0) as mine:
        assert not mine
    process.kill()
    process.wait()
    with turns.taken(5) as mine:
        assert mine
    with Turns(tmp_path / "turn").taken(5) as mine:
        assert mine, "the one that waited in vain had kept it"


def test_a_turn_given_back_wakes_the_next_one(tmp_path):
    mine, theirs = Turns(tmp_path / "turn"), Turns(tmp_path / "turn")
    came: list[float] = []

    def wait() -> None:
        with theirs.taken(30) as here:
            assert here
            came.append(time.monotonic())

    with mine.taken(1):
        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.3)
        assert not came
        given_back = time.monotonic()
    waiting.join()
    assert came[0] >= given_back


def test_a_ledger_whose_writer_hangs_says_so(tmp_path):
    """Another program has the turn to write and does nothing with it."""
    create(tmp_path / "l.db", books=small_books).close()
    process = holder(tmp_path / "l.db.lock")
    try:
        with open_ledger(tmp_path / "l.db", books=small_books, wait_s=0.2) as ledger:
            with pytest.raises(LedgerBusy):
                ledger.append([received("PC-1")], **WHO)
            assert ledger.head().count == 0
    finally:
        process.kill()
        process.wait()


def test_a_head_never_tells_of_facts_that_the_disk_has_not_confirmed(tmp_path, monkeypatch):
    """One fact: first the log is on the disk, then the head is written."""
    done: list[str] = []
    settle = Store.settle
    monkeypatch.setattr(Store, "settle", lambda self: (done.append("log"), settle(self)))
    monkeypatch.setattr("lifecycle.ledger.ledger.write_head", lambda *_: done.append("head"))
    with create(tmp_path / "l.db", books=small_books) as ledger:
        ledger.append([received("PC-1")], **WHO)
    assert done == ["log", "head"]
