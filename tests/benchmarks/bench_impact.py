"""The report on emissions, with its draws, on the demonstration of five years and on ten million invented facts.

``python tests/benchmarks/bench_impact.py``; ``… 150000`` takes so many invented facts alone. Prints and
asserts nothing. Each answer is split into questions (SQL), draws, and what lies between; the cells of a year
are made again in pandas from the same files, and compared. In the invented books every machine is handed over
once, so that pandas needs no walk along lives; nobody is asked what a machine replaces.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.bench_columns import best, in_a_process_of_its_own, peak_mb, say
from benchmarks.millions import write

from lifecycle import demonstration, reference
from lifecycle.columns import Columns, folder_of
from lifecycle.engine import DuckDB, open_engine
from lifecycle.impact.simulation import Simulation
from lifecycle.ledger import open_ledger
from lifecycle.reports import REPORTS, Filter
from lifecycle.reports.service import beside_of, cells_of, uses_of

FACTS = 10_000_000
YEAR = {"first_day": date(2023, 1, 1), "last_day": date(2023, 12, 31)}
QUESTIONS = {
    "one year": YEAR,
    "all years": {},
    "one year, one category": YEAR | {"category": "laptop"},
}


class Clock:
    """Seconds spent in some calls."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def over(self, owner: object, *names: str) -> Iterator[None]:
        """Count the time of these methods."""
        with patch.multiple(owner, **{name: self._timed(getattr(owner, name)) for name in names}):
            yield

    def _timed(self, method):
        def timed(*given, **named):
            began = time.perf_counter()
            try:
                return method(*given, **named)
            finally:
                self.seconds += time.perf_counter() - began

        return timed


def split(engine: DuckDB, how: dict) -> tuple[float, float, float]:
    """Seconds of the report, of its questions, of its draws: those of the quickest of three."""
    values, found = reference.load(), []
    for _ in range(3):
        sql, draws = Clock(), Clock()
        with sql.over(DuckDB, "query"), draws.over(Simulation, "accrued", "expected", "recycled"):
            began = time.perf_counter()
            REPORTS["impact"].answer(engine, Filter(**how), values, "")
            found.append((time.perf_counter() - began, sql.seconds, draws.seconds))
    return min(found)


def answered(engine: DuckDB) -> None:
    for what, how in QUESTIONS.items():
        whole, sql, draws = split(engine, how)
        rest = whole - sql - draws
        say(
            what,
            f"{whole * 1000:,.0f} ms",
            f"SQL {sql * 1000:,.0f}, draws {draws * 1000:,.0f}, rest {rest * 1000:,.0f}",
        )


def ours(columns: Columns) -> tuple[float, Counter, int]:
    """Seconds, cells of service of a year, memory."""
    with DuckDB(columns) as engine:
        filter = Filter(**YEAR).standing_at(engine)
        seconds = best(lambda: cells_of(uses_of(engine, filter, beside_of(engine, filter)), filter))
        cells = cells_of(uses_of(engine, filter, beside_of(engine, filter)), filter).service
    return seconds, Counter({tuple(cell[1:5]): cell.devices for cell in cells}), peak_mb()


def in_pandas(facts: list[str], legs: list[str]) -> tuple[float, Counter, int]:
    """The same, from the same files."""
    import pandas as pd

    began = time.perf_counter()
    leg = pd.read_parquet(
        legs, columns=["item", "fact", "category", "day", "units"], filters=[("account", "in", ["use", "support"])]
    )
    moved = leg.groupby(["item", "fact", "category", "day"], as_index=False)["units"].sum()
    into = moved[moved["units"] > 0].set_index("item")
    out = moved[moved["units"] < 0].set_index("item")["day"]
    given = into.assign(ended=pd.to_datetime(out), handed=pd.to_datetime(into["day"]))
    for name, kinds, which in (
        ("work", ["repaired", "part_installed", "tested", "made_ready"], "min"),
        ("proof", ["use_confirmed", "support_given", "taken_in", "given_back"], "max"),
    ):
        told = pd.read_parquet(facts, columns=["subject", "day"], filters=[("kind", "in", kinds)])
        given[name] = pd.to_datetime(told.groupby("subject")["day"].agg(which))
    last = given["ended"].fillna(given["proof"].where(given["proof"] > given["handed"], given["handed"]))
    given["record"] = (given["work"] <= given["handed"]).map({True: "workshop", False: ""})
    for name, day in (("start", YEAR["first_day"]), ("end", YEAR["last_day"])):
        upto = pd.Timestamp(day) - pd.Timedelta(days=int(name == "start"))
        days = (last.clip(upper=upto) - given["handed"]).dt.days.clip(lower=0)
        given[name] = (32 * days + 487) // 974
    served = given[given["end"] > given["start"]]
    cells = served.groupby(["category", "record", "start", "end"]).size()
    return time.perf_counter() - began, Counter(cells.to_dict()), peak_mb()


def of_the_demonstration() -> None:
    with open_ledger(demonstration.prepare(setting=demonstration.FIVE_YEARS), read_only=True) as ledger:
        print(f"{ledger.head().count:,} facts: five years of three associations")
        with open_engine(ledger, folder_of(ledger.path)) as engine:
            answered(engine)


def of_invented_facts(facts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = write(facts, Path(folder))
        print(f"{written.facts:,} invented facts")
        with DuckDB(written.columns) as engine:
            answered(engine)
        seconds, cells, memory = in_a_process_of_its_own(ours, written.columns)
        say("cells of a year", f"{seconds * 1000:,.0f} ms", f"{len(cells):,} cells, {memory:,} MB")
        if find_spec("pandas") is None:
            say("  pandas", "–", "not installed: pip install '.[benchmark]'")
            return
        files = ([str(path) for path in written.columns.files(name)] for name in ("fact", "leg"))
        theirs_took, theirs, memory = in_a_process_of_its_own(in_pandas, *files)
        same = "same cells" if theirs == cells else f"OTHER CELLS: {len((theirs - cells) + (cells - theirs))}"
        say(
            "  pandas",
            f"{theirs_took * 1000:,.0f} ms",
            f"{theirs_took / seconds:.1f} times ours, {memory:,} MB, {same}",
        )


def main() -> None:
    asked = [int(text) for text in sys.argv[1:]]
    if not asked:
        of_the_demonstration()
    for facts in asked or [FACTS]:
        of_invented_facts(facts)


if __name__ == "__main__":
    main()
