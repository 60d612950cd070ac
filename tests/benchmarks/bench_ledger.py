"""How fast the ledger keeps and verifies facts, the store alone: ``make benchmark``.

Prints; asserts nothing. The books are left out (they note nothing), so that the figures
are those of the chain, the disk and the database.
"""

from __future__ import annotations

import cProfile
import os
import pstats
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ledger_facts import WHO, machines, no_books

from lifecycle.ledger import Ledger, create, verify

BULK, SINGLE = 100_000, 2_000


def per_second(count: int, work: Callable[[], object]) -> str:
    start = perf_counter()
    work()
    return f"{count / (perf_counter() - start):>12,.0f} facts/s"


def one_by_one(ledger: Ledger, first: int) -> None:
    for fact in machines(SINGLE // 2, first=first):
        ledger.append([fact], **WHO)


def syncs_per_second(folder: Path) -> float:
    """How often this disk confirms a small write: what no single append can outrun."""
    start = perf_counter()
    with (folder / "sync").open("wb") as file:
        for _ in range(500):
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
    return 500 / (perf_counter() - start)


def where_the_time_goes(work: Callable[[], object]) -> None:
    profile = cProfile.Profile()
    profile.runcall(work)
    pstats.Stats(profile).sort_stats("tottime").print_stats(8)


def main() -> None:
    facts = machines(BULK // 2)
    with TemporaryDirectory() as place, create(Path(place) / "bench.db", books=no_books) as ledger:
        print("confirmed writes of this disk   ", f"{syncs_per_second(Path(place)):>12,.0f} /s")
        print("append, one batch               ", per_second(BULK, lambda: ledger.append(facts, **WHO)))
        print("append, the same batch again    ", per_second(BULK, lambda: ledger.append(facts, **WHO)))
        print("append, one by one              ", per_second(SINGLE, lambda: one_by_one(ledger, 1_000_000)))
        print("read in order                   ", per_second(BULK, lambda: sum(1 for _ in ledger.facts())))
        print("verify                          ", per_second(BULK + SINGLE, lambda: verify(ledger)))
        print("verify, thorough                ", per_second(BULK + SINGLE, lambda: verify(ledger, thorough=True)))
        where_the_time_goes(lambda: one_by_one(ledger, 2_000_000))


if __name__ == "__main__":
    main()
