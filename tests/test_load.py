"""Many hands at once: single facts, an import and reports in eleven processes, and nobody sees a lock.

At a size that takes some seconds; ``tests/benchmarks/bench_load.py`` does the same at full size, and times it.
"""

from __future__ import annotations

from collections import defaultdict

from crowd import new_ledger, quantile, run_crowd, tables_of

from lifecycle.ledger import open_ledger, verify

WRITERS, SINGLES, IMPORTED, FILES = 8, 40, 6_000, 3
SENT = 200


def test_eight_write_one_imports_and_one_reads_and_nothing_is_lost(tmp_path):
    """
    Eight processes record single facts, each its own append, while three tables of 2,000 rows are imported and a
    report is asked every 200 ms: all is recorded, without a gap, and no process has anything to complain of.
    """
    ledger_path, until = new_ledger(tmp_path / "lifecycle.db"), tmp_path / "done"
    tables = tables_of(tmp_path / "old", IMPORTED, FILES)
    crowd = run_crowd(
        *[("write", ledger_path, 100_000 * (rank + 1), SINGLES) for rank in range(WRITERS)],
        ("import_file", ledger_path, tables),
        ("read", ledger_path, 0.2, until),
        until=until,
    )
    writers, importer, reader = crowd[:WRITERS], crowd[WRITERS], crowd[-1]
    assert [one.complaints for one in crowd] == [""] * len(crowd)
    assert [one.answers for one in writers] == [(1,) * SINGLES] * WRITERS
    assert importer.answers == (0,)
    assert reader.answers
    with open_ledger(ledger_path) as ledger:
        expected = 1 + WRITERS * SINGLES + IMPORTED
        assert ledger.head().count == expected
        assert [entry.n for entry in ledger.facts()] == list(range(1, expected + 1))
        assert verify(ledger, thorough=True).findings == ()
        assert ledger.head_trouble() is None
    waits = [seconds for one in writers for seconds in one.seconds]
    print(f"p50 {quantile(waits, 0.5):.3f} s, p99 {quantile(waits, 0.99):.3f} s, longest {max(waits):.3f} s")


def test_the_same_facts_sent_three_times_by_four_are_recorded_once_with_one_receipt_each(tmp_path):
    """Each of four processes sends the same facts three times over, in an order of its own."""
    ledger_path = new_ledger(tmp_path / "lifecycle.db")
    crowd = run_crowd(*[("send", ledger_path, SENT, seed, 3) for seed in range(4)])
    assert [one.complaints for one in crowd] == [""] * 4
    receipts = defaultdict(set)
    for one in crowd:
        assert len(one.answers) == 3 * SENT
        for event_id, receipt in one.answers:
            receipts[event_id].add(receipt)
    assert len(receipts) == SENT
    assert {len(seen) for seen in receipts.values()} == {1}
    with open_ledger(ledger_path) as ledger:
        assert ledger.head().count == 1 + SENT
        assert verify(ledger, thorough=True).findings == ()
