"""Many hands at one ledger: processes that write, import, read and send again, all let go at one moment.

``run_crowd`` starts them and gives back what each told. Each waits for a word on its standard input, so
that the time it takes to start Python counts for nobody.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from ledger_facts import WHO, asso, machines

HERE = Path(__file__).parent
LONG_S = 600
"""How long a crowd may take before it counts as stuck."""


@dataclass(frozen=True)
class Told:
    """What one process told at its end: how long each thing it did took, and what it got."""

    seconds: tuple[float, ...]
    answers: tuple[object, ...]
    complaints: str
    """What it wrote on the error output: empty where all went well."""
    started: float
    ended: float


# --- what a process of the crowd does; each yields one answer a thing done ------------------------------------------


def write(ledger_path: str, first: str, count: str):
    """So many single facts of machines of its own, each its own append, judged by the real rules."""
    from lifecycle.ledger import open_ledger

    with open_ledger(ledger_path) as ledger:
        yield
        for fact in machines(int(count) // 2, first=int(first)):
            yield ledger.append([fact], **WHO).recorded


def send(ledger_path: str, count: str, seed: str, times: str):
    """The same machines as everybody, each fact so many times, in an order of its own; answers (fact, receipt)."""
    from lifecycle.ledger import open_ledger

    # A machine is weighed after it came: facts are sent in any order of machines, of each in its own order.
    chance = random.Random(seed)
    with open_ledger(ledger_path) as ledger:
        yield
        for _ in range(int(times)):
            codes = list(range(1, int(count) // 2 + 1))
            chance.shuffle(codes)
            waiting = [machines(1, first=code) for code in codes]
            while waiting:
                life = chance.choice(waiting[:50])
                fact = life.pop(0)
                if not life:
                    waiting.remove(life)
                yield fact.event_id, ledger.append([fact], **WHO).receipt.model_dump_json()


def import_file(ledger_path: str, *file_and_options: str):
    """One import, as a person types it."""
    from lifecycle.cli import main

    yield
    yield main(["import", *file_and_options, "--ledger", ledger_path, "--json"])


def append_bulk(ledger_path: str, first: str, count: str):
    """One batch of so many facts."""
    from lifecycle.ledger import open_ledger

    facts = machines(int(count) // 2, first=int(first))
    with open_ledger(ledger_path) as ledger:
        yield
        yield ledger.append(facts, **WHO).recorded


def read(ledger_path: str, every_s: str, until: str):
    """A report every so often until a file appears: how many grams are in stock, and how long the answer took."""
    from lifecycle.ledger import open_ledger
    from lifecycle.reports import answer

    with open_ledger(ledger_path, read_only=True) as ledger:
        answer(ledger, "mass")
        yield
        while not Path(until).exists():
            start = perf_counter()
            stock = answer(ledger, "mass").figure("stock").value
            took = perf_counter() - start
            yield stock, took
            sleep(max(0.0, float(every_s) - took))


def bare(file: str, first: str, count: str):
    """SQLite alone: one row of a fact's size a transaction, lasting as a fact must be."""
    row = "x" * 700
    with closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        yield
        for n in range(int(first), int(first) + int(count)):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO fact VALUES (?, ?)", (n, row))
            connection.execute("COMMIT")
            yield 1


DEEDS = {deed.__name__: deed for deed in (write, send, import_file, append_bulk, read, bare)}


def _main(name: str, *words: str) -> None:
    doing = DEEDS[name](*words)
    next(doing)
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a command prints is no part of what is told here
    os.write(out, b"ready\n")
    sys.stdin.readline()
    seconds, answers, started = [], [], perf_counter()
    before = started
    for given in doing:
        now = perf_counter()
        seconds.append(now - before)
        answers.append(given)
        before = now
    told = {"seconds": seconds, "answers": answers, "started": started, "ended": perf_counter()}
    with os.fdopen(out, "w") as stream:
        json.dump(told, stream)


# --- the crowd ------------------------------------------------------------------------------------------------------


def run_crowd(*deeds: Sequence[object], until: Path | None = None) -> list[Told]:
    """Start a process a deed, let all go at once, and wait for all; those that ``read`` end when the others have."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent)]), "LIFECYCLE_LANG": "en"}
    crowd = [
        subprocess.Popen(
            [sys.executable, str(HERE / "crowd.py"), *map(str, deed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
        )
        for deed in deeds
    ]
    try:
        for one in crowd:
            assert one.stdout is not None
            if one.stdout.readline() != "ready\n":
                raise AssertionError(one.communicate()[1])
        for one in crowd:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        doers = [one for one, deed in zip(crowd, deeds, strict=True) if deed[0] != "read"]
        told = {one.pid: one.communicate(timeout=LONG_S) for one in doers}
        if until is not None:
            until.touch()
        told |= {one.pid: one.communicate(timeout=LONG_S) for one in crowd if one.pid not in told}
    finally:
        for one in crowd:
            if one.poll() is None:
                one.kill()
                one.wait()
    return [_told(*told[one.pid]) for one in crowd]


def _told(out: str, complaints: str) -> Told:
    said: Mapping[str, list] = json.loads(out) if out else {"seconds": [], "answers": [], "started": 0, "ended": 0}
    return Told(tuple(said["seconds"]), tuple(said["answers"]), complaints, said["started"], said["ended"])


def of_all(crowd: Sequence[Told]) -> float:
    """Seconds from the first start to the last end."""
    return max(one.ended for one in crowd) - min(one.started for one in crowd)


def quantile(seconds: Sequence[float], share: float) -> float:
    """The time within which this share of things was done."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def new_ledger(path: Path) -> Path:
    """A ledger whose organisation is registered."""
    from lifecycle.ledger import create

    with create(path) as ledger:
        ledger.append([asso()], **WHO)
    return path


def new_bare(path: Path) -> Path:
    """A bare SQLite file for rows of (n, text), written ahead as a ledger is."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE fact (n INTEGER PRIMARY KEY, form TEXT NOT NULL)")
    return path


def tables_of(folder: Path, count: int, files: int = 1) -> Path:
    """A folder of so many rows in so many tables: machines that came on one day and were weighed on the next."""
    folder.mkdir()
    each = count // 2 // files
    for rank in range(files):
        lines = ["kind,occurred_on,device,category,legal,donor_kind,grams"]
        for number in range(rank * each, (rank + 1) * each):
            lines.append(f"received,2026-01-05,OLD-{number},laptop,PRODUCT,person,")
            lines.append(f"weighed,2026-01-06,OLD-{number},,,,{2000 + number % 500}")
        (folder / f"{rank:03d}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


if __name__ == "__main__":
    _main(*sys.argv[1:])
