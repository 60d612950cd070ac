"""Reports, refresh and memory on millions of invented facts: ``make benchmark``; prints and asserts nothing.

``python tests/benchmarks/bench_columns.py`` takes 150 thousand and 10 million facts;
``python tests/benchmarks/bench_columns.py 100000000`` takes a hundred million (6 GB in a temporary
folder, taken away at the end, and half an hour). Each time is set beside a peer or a limit of the same run:
the same question without sums, the same sums in pandas and polars, what the disk and the memory can do.
Figures are compared with an independent sum over the numbers of which the facts were made.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.millions import Written, figures_of, hash_of, write

from lifecycle import reference
from lifecycle.columns import Columns, refresh
from lifecycle.engine import DuckDB
from lifecycle.journey.leg import Leg
from lifecycle.reports import REPORTS, Filter

SIZES = (150_000, 10_000_000)
MOST_FOR_PEERS = 10_000_000
"""Beyond, pandas does not fit into the memory of a laptop."""
YEAR = {"first_day": "2023-01-01", "last_day": "2023-12-31"}
QUESTIONS = {
    "mass, one year": ("mass", YEAR, ""),
    "mass, all": ("mass", {}, ""),
    "mass, one year, one commune": ("mass", YEAR | {"territory": "69010"}, ""),
    "mass, one year, one association": ("mass", YEAR | {"organisation": "ASSO03"}, ""),
    "mass, cut from months": ("mass", {"first_day": "2023-01-15", "last_day": "2023-11-11"}, ""),
    "material, one year": ("material", YEAR, ""),
    "flows by month, all": ("flows", {}, ""),
    "lots awaiting proof": ("awaiting", {}, ""),
    "breaches, all": ("breaches", {}, ""),
    "balances by month, all": ("balances", {}, "month"),
    "balances by category, one year": ("balances", YEAR, "category"),
    "balances by place, one year": ("balances", YEAR, "place"),
}
COMPARED = (
    {},
    YEAR,
    {"organisation": "ASSO03"},
    YEAR | {"organisation": "RECY01"},
    YEAR | {"territory": "69010"},
    {"category": "laptop", "first_day": "2020-01-15", "last_day": "2021-11-11"},
)


class Entry(NamedTuple):
    """A fact as a ledger tells it."""

    n: int
    life_key: str
    form: str
    hash: str


class Grown:
    """A ledger with a few facts more than its columns have sealed: receptions, and each tenth confirms a use of old."""

    def __init__(self, columns: Columns, more: int) -> None:
        self.ledger_id, self.sealed, self.count = columns.ledger_id, columns.count, columns.count + more
        self.hash = hash_of(self.count)

    def head(self) -> Grown:
        return self

    def facts(self, after: int = 0, upto: int | None = None):
        for n in range(after + 1, (upto or self.count) + 1):
            of_old = n % 10 == 0
            form = {
                "event_id": f"e{n}", "kind": "use_confirmed" if of_old else "received", "also": [], "acting": "ASSO03",
                "subject": f"device:M{n * 7 % (self.sealed // 10)}" if of_old else f"device:NEW{n}", "batch": n,
                "occurred_on": "2025-12-31", "facts": {} if of_old else {"category": "laptop", "legal": "PRODUCT"},
            }  # fmt: skip
            yield Entry(n, "", json.dumps(form), hash_of(n))

    def legs(self, after: int = 0, upto: int | None = None):
        for n in (n for n in range(after + 1, (upto or self.count) + 1) if n % 10):
            for account, grams in (("outside", -2000), ("stock", 2000)):
                yield n, Leg(n, "2025-12-31", "received", f"device:NEW{n}", "laptop", "body", f"device:NEW{n}", "69010",
                             account, "ASSO03", "69010", "PRODUCT", "", "", "", "weighed", 0, grams, grams // 2000)  # fmt: skip

    def breaches(self, after: int = 0, upto: int | None = None):
        return iter(())


def best(work: Callable[[], object], repeat: int = 3) -> float:
    """Seconds of the quickest of a few runs."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def in_a_process_of_its_own(work: Callable[..., object], *given: object) -> object:
    """What ``work`` returns; what it says of its memory is then its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def peak_mb() -> int:
    """Most memory that this process ever held; Linux counts a parent's in getrusage, so its own is read where it can be."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def reports(columns: Columns, sums: bool) -> tuple[dict[str, float], int]:
    """Seconds of each question, and the memory that all of them took."""
    values, found = reference.load(), {}
    with DuckDB(columns, sums=sums) as engine:
        for what, (name, how, by) in QUESTIONS.items():
            found[what] = best(
                lambda name=name, how=how, by=by: REPORTS[name].answer(engine, Filter(**how), values, by)
            )
    return found, peak_mb()


def mass_of_a_year(columns: Columns) -> float:
    """Seconds of the first report of the books, of a year that ends before the tail begins."""
    values = reference.load()
    with DuckDB(columns) as engine:
        return best(lambda: REPORTS["mass"].answer(engine, Filter(**YEAR), values, ""))


def differences(written: Written) -> tuple[int, list[str]]:
    """How many figures were compared with the independent sum, and those that are not the same."""
    values, found, count = reference.load(), [], 0
    with DuckDB(written.columns) as engine:
        for how in COMPARED:
            report = REPORTS["mass"].answer(engine, Filter(**how), values, "")
            for name, value in figures_of(written.numbers, **how).items():
                count += 1
                if report.figure(name).value != value:
                    found.append(f"{name} {how}: report {report.figure(name).value}, independent sum {value}")
    return count, found


# --- peers: the cells of a year, as the report asks for them ------------------------------------

KEYS = ["account", "line", "legal", "kind", "category", "source"]


def in_pandas(files: list[str]) -> tuple[float, int, int]:
    """Seconds, grams that moved in the year, memory."""
    import datetime

    import pandas as pd

    began = time.perf_counter()
    legs = pd.read_parquet(files, columns=[*KEYS, "day", "grams", "units"])
    year = legs[(legs["day"] >= datetime.date(2023, 1, 1)) & (legs["day"] <= datetime.date(2023, 12, 31))]
    before = legs[legs["day"] < datetime.date(2023, 1, 1)]
    moved = year.groupby(KEYS)[["grams", "units"]].sum()
    before.groupby(KEYS)[["grams", "units"]].sum()
    return time.perf_counter() - began, int(moved["grams"].abs().sum()), peak_mb()


def in_polars(files: list[str]) -> tuple[float, int, int]:
    """Seconds, grams that moved in the year, memory."""
    import datetime

    import polars as pl

    began = time.perf_counter()
    opening = pl.col("day") < datetime.date(2023, 1, 1)
    legs = pl.scan_parquet(files).filter(pl.col("day") <= datetime.date(2023, 12, 31))
    sums = [
        pl.col(name).filter(chosen).sum().alias(f"{name}_{when}")
        for name in ("grams", "units")
        for when, chosen in (("before", opening), ("moved", ~opening))
    ]
    moved = legs.group_by(KEYS).agg(sums).collect(engine="streaming")
    return time.perf_counter() - began, int(moved["grams_moved"].abs().sum()), peak_mb()


def in_columns(columns: Columns, sums: bool) -> tuple[float, int, int]:
    """Seconds, grams that moved in the year, memory."""
    from lifecycle.reports.cells import cells

    began = time.perf_counter()
    with DuckDB(columns, sums=sums) as engine:
        found = cells(engine, Filter(**YEAR).standing_at(engine))
    return time.perf_counter() - began, sum(abs(cell.change_g) for cell in found), peak_mb()


# --- what the machine can do --------------------------------------------------------------------


def reading_speed(files: list[Path]) -> float:
    """Bytes per second at which these files are read one after the other, as they lie in the system's memory or disk."""
    began = time.perf_counter()
    size = sum(len(path.read_bytes()) for path in files)
    return size / (time.perf_counter() - began)


def copying_speed() -> float:
    """Bytes per second at which memory is copied."""
    block = np.zeros(1 << 28, np.uint8)
    return block.nbytes / best(lambda: block.copy())


# --- the run -------------------------------------------------------------------------------------


def say(what: str, figure: str, beside: str = "") -> None:
    print(f"  {what:<44}{figure:>16}  {beside}", flush=True)


def run(facts: int, folder: Path) -> None:
    began = time.perf_counter()
    written = write(facts, folder)
    measure(written, time.perf_counter() - began)


def measure(written: Written, took: float) -> None:
    columns = written.columns
    sizes = {name: sum(path.stat().st_size for path in columns.files(name)) for name in ("fact", "leg")}
    sums = sum(stretch.files[name].bytes for stretch in columns.manifest.sums for name in stretch.files)
    booked = sum(stretch.files["booked"].rows for stretch in columns.manifest.sums)
    print(f"{written.facts:,} facts, {written.legs:,} legs, {len(columns.manifest.segments)} segments")
    say("written into columns, sums too", f"{took:.1f} s", f"{written.facts / took:,.0f} facts/s")
    say("on disk: facts, legs, sums", f"{(sum(sizes.values()) + sums) / 1e6:,.0f} MB",
        f"{sizes['fact'] / 1e6:,.0f} + {sizes['leg'] / 1e6:,.0f} + {sums / 1e6:,.0f}")  # fmt: skip
    say("rows of sums by month", f"{booked:,}", f"1 for {written.legs / booked:,.0f} legs")
    disk, memory = reading_speed(columns.files("leg")), copying_speed()
    say("limit: reading the legs' files", f"{disk / 1e6:,.0f} MB/s", f"{sizes['leg'] / disk:.2f} s for all legs")
    say("limit: copying memory", f"{memory / 1e6:,.0f} MB/s")

    count, wrong = differences(written)
    say("figures equal to an independent sum", f"{count - len(wrong)} of {count}", "; ".join(wrong))

    grown = Grown(columns, 100)
    say("refresh, 100 new facts", f"{best(lambda: refresh(grown, columns.folder), 9) * 1000:.1f} ms", "aim 20 ms")
    say("engine opened", f"{best(lambda: DuckDB(columns).close()) * 1000:.1f} ms")
    (fast, used), (slow, used_without) = (in_a_process_of_its_own(reports, columns, kept) for kept in (True, False))
    print(f"  {'':<44}{'with sums':>16}  without   ratio")
    for what, seconds in fast.items():
        say(what, f"{seconds * 1000:,.0f} ms", f"{slow[what] * 1000:,.0f} ms   {slow[what] / seconds:.1f}")
    with_tail = in_a_process_of_its_own(mass_of_a_year, refresh(grown, columns.folder))
    say("mass, one year, 100 facts not sealed yet", f"{with_tail * 1000:,.0f} ms")
    say("most memory, all reports", f"{used:,} MB", f"{used_without:,} MB")
    if written.facts <= MOST_FOR_PEERS * 11 // 10:
        _peers(columns)


def _peers(columns: Columns) -> None:
    """The cells of one year, from files to answer, each in a process of its own."""
    files = [str(path) for path in columns.files("leg")]
    ours, grams, memory = in_a_process_of_its_own(in_columns, columns, True)
    say("cells of a year, from files: with sums", f"{ours * 1000:,.0f} ms", f"{memory:,} MB")
    for name, work, given in (
        ("without sums", in_columns, (columns, False)),
        ("polars", in_polars, (files,)),
        ("pandas", in_pandas, (files,)),
    ):
        if name in {"polars", "pandas"} and find_spec(name) is None:
            say(f"  {name}", "–", "not installed: pip install '.[benchmark]'")
            continue
        seconds, theirs, memory = in_a_process_of_its_own(work, *given)
        same = "same sums" if theirs == grams else f"OTHER SUMS: {theirs} and {grams}"
        say(f"  {name}", f"{seconds * 1000:,.0f} ms", f"{seconds / ours:.1f} times ours, {memory:,} MB, {same}")


def main() -> None:
    for facts in [int(text) for text in sys.argv[1:]] or SIZES:
        with TemporaryDirectory() as folder:
            run(facts, Path(folder))


if __name__ == "__main__":
    main()
