"""Many hands at once at full size: ``make benchmark``, or ``bench_load.py SINGLES IMPORTED`` for another size.

Eight processes record single facts by the real rules: alone beside bare SQLite, then while an
import runs and reports are asked. Says how long a person at the bench waits, and for whom.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from crowd import Told, new_bare, new_ledger, of_all, quantile, run_crowd, tables_of
from ledger_facts import WHO, machines

from lifecycle.ledger import open_ledger, verify

WRITERS = 8
SENT, SENDERS, TIMES = 1_000, 4, 3


def waits(crowd: Sequence[Told]) -> str:
    """How long each thing took, of all that these processes did."""
    return spread([one for told in crowd for one in told.seconds])


def spread(seconds: Sequence[float]) -> str:
    half, late, last = quantile(seconds, 0.5), quantile(seconds, 0.99), max(seconds)
    return f"p50 {1000 * half:>7,.1f} ms   p99 {1000 * late:>8,.1f} ms   longest {1000 * last:>8,.1f} ms"


def rate(crowd: Sequence[Told]) -> float:
    """Things done a second, by all together."""
    return sum(len(told.seconds) for told in crowd) / of_all(crowd)


def complaints(crowd: Sequence[Told]) -> str:
    said = [told.complaints.strip().splitlines()[-1] for told in crowd if told.complaints.strip()]
    return "nobody complained" if not said else f"COMPLAINTS: {said}"


def whole(path: Path, expected: int) -> str:
    with open_ledger(path, read_only=True) as ledger:
        count, ok = ledger.head().count, verify(ledger).ok
    return f"{count:,} facts of {expected:,}, {'whole' if ok and count == expected else 'NOT WHOLE'}"


def writers(ledger: Path, singles: int) -> list[tuple[object, ...]]:
    return [("write", ledger, 1_000_000 * (rank + 1), singles) for rank in range(WRITERS)]


def alone(folder: Path, singles: int) -> None:
    file = new_bare(folder / "bare.db")
    bare = run_crowd(*[("bare", file, 1 + rank * singles, singles) for rank in range(WRITERS)])
    ledger = new_ledger(folder / "alone.db")
    ours = run_crowd(*writers(ledger, singles))
    print(f"bare SQLite, {WRITERS} processes    {rate(bare):>8,.0f} rows/s    {waits(bare)}")
    print(f"single facts, {WRITERS} processes   {rate(ours):>8,.0f} facts/s   {waits(ours)}")
    print(f"  {rate(ours) / rate(bare):.0%} of bare SQLite; {complaints(ours)}; {whole(ledger, 1 + WRITERS * singles)}")


def beside_an_import(folder: Path, singles: int, imported: int, files: int) -> None:
    ledger, until = new_ledger(folder / f"beside-{files}.db"), folder / f"done-{files}"
    tables = tables_of(folder / f"tables-{files}", imported, files)
    crowd = run_crowd(
        *writers(ledger, singles), ("import_file", ledger, tables), ("read", ledger, 0.2, until), until=until
    )
    hands, importer, reader = crowd[:WRITERS], crowd[WRITERS], crowd[-1]
    print(f"beside an import of {imported:,} rows in {files} file{'s' * (files > 1)} ({importer.seconds[0]:.1f} s)")
    print(f"  single facts   {waits(hands)}")
    print(f"  reports        {spread([took for _, took in reader.answers])}")
    print(f"  {complaints(crowd)}; {whole(ledger, 1 + WRITERS * singles + imported)}")


def longest_batch(folder: Path, imported: int) -> None:
    with open_ledger(new_ledger(folder / "batch.db")) as ledger:
        facts = machines(imported // 2)
        start = perf_counter()
        ledger.append(facts, **WHO)
        print(
            f"one batch of {imported:,} facts keeps others waiting for {perf_counter() - start:.1f} s, alone on the machine"
        )


def sent_again(folder: Path) -> None:
    ledger = new_ledger(folder / "again.db")
    crowd = run_crowd(*[("send", ledger, SENT, seed, TIMES) for seed in range(SENDERS)])
    receipts = defaultdict(set)
    for told in crowd:
        for event_id, receipt in told.answers:
            receipts[event_id].add(receipt)
    same = "one receipt each" if {len(seen) for seen in receipts.values()} == {1} else "DIFFERENT RECEIPTS"
    print(f"{SENT:,} facts sent {TIMES} times by {SENDERS} in any order   {rate(crowd):,.0f}/s   {waits(crowd)}")
    print(f"  {same}; {complaints(crowd)}; {whole(ledger, 1 + SENT)}")


def main(singles: int = 500, imported: int = 50_000) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        alone(folder, singles)
        beside_an_import(folder, singles, imported, files=25)
        beside_an_import(folder, singles, imported, files=1)
        longest_batch(folder, imported)
        sent_again(folder)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
