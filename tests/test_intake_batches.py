"""A large import is recorded in batches: whole files, whole lives, and others get their turn between two."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime

import pytest
from ledger_facts import WHO, asso, machines, received

from lifecycle.events import HandedOver, Relabelled
from lifecycle.intake import Importer, gather
from lifecycle.ledger import create, verify
from lifecycle.reference import load

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TITLES = "kind,occurred_on,device,category,legal,donor_kind,grams,reason,terms,recipient,charter_version,lot,devices"


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr("lifecycle.intake.recording.BATCH_FACTS", 6)


@pytest.fixture
def ledger(tmp_path):
    with create(tmp_path / "ledger.db") as made:
        made.append([asso()], **WHO)
        yield made


def came(code, day="2026-01-05", grams=2000):
    return [f"received,{day},{code},laptop,PRODUCT,person", f"weighed,{day},{code},,,,{grams}"]


def table(folder, name, *rows):
    path = folder / name
    path.write_text("\n".join([TITLES, *rows]) + "\n", encoding="utf-8")
    return path


def run(ledger, *paths, **how):
    gathering = gather(paths, ledger_view=ledger, reference=load(), acting="ASSO", prefix="ASSO", on=TODAY, today=TODAY)
    return Importer("A-7", "ASSO", NOW, **how).run(ledger, gathering)


def batches(ledger, after=1):
    """Subjects of each batch of the ledger, in order."""
    found = defaultdict(list)
    for entry in ledger.facts(after=after):
        found[entry.content["batch"]].append(entry.subject.partition(":")[2])
    return [found[n] for n in sorted(found)]


class Counted:
    """A ledger that counts what it is asked."""

    def __init__(self, ledger):
        self.ledger, self.appended, self.tried = ledger, 0, 0

    def append(self, facts, **who):
        self.appended += 1
        return self.ledger.append(facts, **who)

    def dry_run(self, facts, **who):
        self.tried += 1
        return self.ledger.dry_run(facts, **who)


def test_files_that_share_nothing_go_one_after_the_other_and_each_is_whole(ledger, tmp_path):
    """Four tables of two machines each, six facts a batch at most: one file a batch, none cut."""
    paths = [table(tmp_path, f"{n}.csv", *came(f"PC-{n}1"), *came(f"PC-{n}2", day="2026-02-01")) for n in range(4)]
    result = run(ledger, *paths)
    assert (result.recorded, result.refused) == (16, [])
    assert [sorted(set(codes)) for codes in batches(ledger)] == [[f"PC-{n}1", f"PC-{n}2"] for n in range(4)]
    assert verify(ledger).ok


def test_a_small_import_is_one_batch(ledger, tmp_path):
    run(ledger, *[table(tmp_path, f"{n}.csv", *came(f"PC-{n}")) for n in range(3)])
    assert len(batches(ledger)) == 1


def test_files_that_speak_of_one_machine_stay_together(ledger, tmp_path):
    """The reception of PC-1 in one file, its hand-over in another, many machines in between."""
    first = table(tmp_path, "a.csv", *came("PC-1"))
    others = [table(tmp_path, f"b{n}.csv", *came(f"PX-{n}"), *came(f"PY-{n}")) for n in range(3)]
    last = table(tmp_path, "c.csv", "handed_over,2026-03-01,PC-1,,,,,,gift,B-1,2026-1")
    result = run(ledger, last, *others, first)
    assert result.refused == []
    (with_pc_1,) = [codes for codes in batches(ledger) if "PC-1" in codes]
    assert with_pc_1.count("PC-1") == 3


def test_a_file_longer_than_a_batch_is_not_cut(ledger, tmp_path):
    run(ledger, table(tmp_path, "long.csv", *[row for n in range(9) for row in came(f"PC-{n}")]))
    assert [len(codes) for codes in batches(ledger)] == [18]


def test_with_keep_good_rows_are_batched_life_by_life(ledger, tmp_path):
    """What hangs together by a lot stays together; one bad row is left out, and named."""
    rows = [row for n in range(9) for row in came(f"PC-{n}")]
    packed = "lot_packed,2026-03-01,,,,,,,,,,L-1,PC-0|PC-8"
    result = run(
        ledger, table(tmp_path, "long.csv", *rows, packed, "returned,2026-03-01,PC-5,,,,,broken"), mode="keep_good"
    )
    assert result.recorded == 19
    assert [fault.row for fault in result.refused] == [21]
    assert len(batches(ledger)) >= 3
    (with_lot,) = [codes for codes in batches(ledger) if "L-1" in codes]
    assert {"PC-0", "PC-8"} < set(with_lot)
    whole = [set(codes) for codes in batches(ledger)]
    assert all(sum(f"PC-{n}" in codes for codes in whole) == 1 for n in range(9))


def test_all_or_nothing_stays_one_batch(ledger, tmp_path):
    paths = [table(tmp_path, f"{n}.csv", *came(f"PC-{n}1"), *came(f"PC-{n}2")) for n in range(4)]
    run(ledger, *paths, mode="all_or_nothing")
    assert len(batches(ledger)) == 1


def test_who_is_registered_and_authorised_is_recorded_first(ledger, tmp_path):
    """Nobody had heard of RECYC when its machines came in 2025; the table that registers it is of 2026."""
    rows = [row for n in range(4) for row in came(f"PC-{n}", day="2025-05-05")]
    machines_of = table(tmp_path, "a.csv", *rows)
    path = tmp_path / "z.csv"
    path.write_text(
        "kind,occurred_on,organisation,name,roles,commune\n"
        "organisation_registered,2026-01-02,RECYC,Recyclage de l'Estuaire,recycler,44132\n",
        encoding="utf-8",
    )
    run(ledger, machines_of, path)
    assert batches(ledger)[0] == ["RECYC"]


def test_what_is_refused_alone_is_tried_with_all_the_others(ledger, tmp_path):
    """
    PC-2 is another label of PC-1, which only the ledger knows. One file says that PC-2 came back, another, with
    an older machine and so recorded first, that PC-1 was handed over again: together they are possible.
    """
    out = {"terms": "gift", "recipient": "B-1", "charter_version": "2026-1", "acting": "ASSO"}
    label = {"subject": "device:PC-1", "acting": "ASSO", "occurred_on": "2026-01-20"}
    ledger.append(
        [
            received("PC-1"),
            Relabelled(event_id="00000000-0000-4000-8000-000000000001", new_code="PC-2", **label),
            HandedOver(
                event_id="00000000-0000-4000-8000-000000000002", subject="device:PC-1", occurred_on="2026-02-01", **out
            ),
        ],
        **WHO,
    )
    again = table(
        tmp_path, "a.csv", *came("OLD-1", day="2025-01-01"), "handed_over,2026-03-05,PC-1,,,,,,gift,B-2,2026-1"
    )
    back = table(tmp_path, "b.csv", "returned,2026-03-01,PC-2,,,,,broken", *came("PX-1"), *came("PX-2"))
    result = run(ledger, again, back)
    assert result.refused == []
    assert result.recorded == 8
    assert len(batches(ledger, after=4)) == 1


def test_after_a_refusal_faults_are_looked_for_without_keeping_anybody_waiting(ledger, tmp_path):
    """Three files fail, one because of the other: the ledger is asked to record once before and once after, no more."""
    good = table(tmp_path, "good.csv", *came("PC-1"))
    bad = table(tmp_path, "bad.csv", *came("PC-2"), "returned,2026-03-01,PC-3,,,,,broken")
    next_bad = table(tmp_path, "next.csv", "handed_over,2026-03-01,PC-2,,,,,,gift,B-1,2026-1")
    counted = Counted(ledger)
    gathering = gather(
        [good, bad, next_bad], ledger_view=ledger, reference=load(), acting="ASSO", prefix="ASSO", on=TODAY, today=TODAY
    )
    result = Importer("A-7", "ASSO", NOW).run(counted, gathering)
    assert result.recorded == 2
    assert {fault.file.rpartition("/")[2] for fault in result.refused} == {"bad.csv", "next.csv"}
    assert counted.appended == 2
    assert counted.tried == 2


def test_the_receipt_of_many_batches_is_that_of_one(ledger, tmp_path):
    """The same files again, as one batch of known facts, give the same receipt."""
    paths = [table(tmp_path, f"{n}.csv", *came(f"PC-{n}1"), *came(f"PC-{n}2")) for n in range(4)]
    first = run(ledger, *paths)
    assert len(batches(ledger)) == 4
    ledger.append(machines(1, first=900), **WHO)
    again = run(ledger, *paths)
    assert (again.recorded, again.unchanged) == (0, 16)
    assert first.receipt == again.receipt
    assert len(first.receipt.event_ids) == 16
    assert verify(ledger, first.receipt).ok


def test_interrupted_between_two_batches_whole_files_are_in_and_the_rest_can_follow(ledger, tmp_path):
    paths = [table(tmp_path, f"{n}.csv", *came(f"PC-{n}1"), *came(f"PC-{n}2")) for n in range(4)]
    seen = []

    def stop(done, total):
        seen.append((done, total))
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(ledger, *paths, progress=stop)
    assert seen == [(4, 16), (8, 16)]
    assert ledger.head().count == 1 + 8
    result = run(ledger, *paths)
    assert (result.recorded, result.unchanged) == (8, 8)
    assert verify(ledger, thorough=True).ok
