"""How long columns and reports take on 150,000 legs. Prints; asserts nothing.

Run: python tests/benchmarks/bench_reports.py
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[1]))

from reports_books import Books, move

from lifecycle.columns import check, refresh
from lifecycle.engine import DuckDB
from lifecycle.reports import FORMATS, Filter, balances, breaches, device, flows, mass

DEVICES = 18_750  # of eight legs each


class Masses:
    edition = "bench"

    def mass_g(self, category, *, on):
        return SimpleNamespace(central=2000, low=1000, high=3000, sources=("bench",))

    def operation(self, code):
        return None


def books() -> Books:
    rng, made = random.Random(1), Books()
    for i in range(DEVICES):
        pc, grams, year = f"device:PC-{i:06d}", rng.randint(1000, 9000), 2020 + rng.randrange(7)
        common = {
            "home_device": pc,
            "category": rng.choice(("laptop", "desktop", "smartphone", "monitor")),
            "home_place": f"{rng.randrange(1, 96):02d}{rng.randrange(1, 999):03d}",
            "source": rng.choice(("weighed", "default")),
        }
        day = f"{year}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
        made.add("received", pc, day, move("outside", "stock", grams), facts={"category": common["category"]}, **common)
        made.add("handed_over", pc, day, move("stock", "use", grams, line="reused", first=1), **common)
        made.add("returned", pc, day, move("use", "stock", grams, leaving={"line": "reused"}), **common)
        made.add("transferred", pc, day, move("stock", "passed_on", grams), **common)
    return made


def timed(what: str, work, repeat: int = 3):
    best, answer = 1e9, None
    for _ in range(repeat):
        began = time.perf_counter()
        answer = work()
        best = min(best, time.perf_counter() - began)
    print(f"{best * 1000:9.1f} ms  {what}")
    return answer


def main() -> None:
    made = books()
    print(f"{len(made.entries):,} facts, {len(made.leg_rows):,} legs")
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        timed("rebuild of all columns (from a source in memory)", lambda: refresh(made, where, rebuild=True), 1)
        size = sum(path.stat().st_size for path in where.iterdir())
        print(f"{size / 1e6:9.1f} MB  on disk")
        timed("refresh, nothing new", lambda: refresh(made, where))
        for i in range(100):
            made.add("received", f"device:N-{i}", "2026-05-05", move("outside", "stock", 1000))
        columns = timed("refresh, 100 new facts", lambda: refresh(made, where))
        timed("check: columns = ledger", lambda: check(made, columns), 1)
        engine = timed("engine opened", lambda: DuckDB(columns))
        year = Filter(first_day="2026-01-01", last_day="2026-12-31")
        report = timed("mass, one year", lambda: mass(engine, year, Masses()))
        timed(
            "mass, one year, one department",
            lambda: mass(engine, year.model_copy(update={"territory": "69"}), Masses()),
        )
        timed("flows by month, all years", lambda: flows(engine, Filter()))
        for by in ("category", "month", "device"):
            timed(f"balances by {by}, all years", lambda by=by: balances(engine, Filter(), by=by))
        timed("breaches", lambda: breaches(engine, Filter()))
        timed("one device", lambda: device(engine, Filter(device="PC-000042")))
        for name, export in FORMATS.items():
            timed(f"mass as {name}", lambda export=export: export(report))


if __name__ == "__main__":
    main()
