"""Columns say what the ledger says, whoever reads or seals them, whatever befalls their files."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pyarrow.parquet as pq
import pytest
from reports_books import Books, move

from lifecycle.columns import check, refresh
from lifecycle.columns.manifest import MANIFEST, manifest_in
from lifecycle.columns.sealing import UNLISTED_SECONDS


def books_of(facts: int, ledger_id: str = "led-1") -> Books:
    books = Books(ledger_id)
    for i in range(facts):
        books.add(
            "received", f"device:PC-{i}", "2026-01-05", move("outside", "stock", 1000 + i), facts={"category": "laptop"}
        )
    return books


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_short_tail_is_read_from_the_ledger_and_nothing_is_written(tmp_path):
    """Five receptions, far below what is worth a file."""
    columns = refresh(books_of(5), tmp_path / "c")
    assert columns.tail["leg"].num_rows == 10
    assert columns.tail["fact"]["category"].to_pylist() == ["laptop"] * 5
    assert not (tmp_path / "c").exists()


def test_a_long_tail_is_sealed_and_bound_to_the_hash_at_its_end(tmp_path):
    """Ten receptions are sealed at ten; three more stay in the tail."""
    books = books_of(10)
    assert refresh(books, tmp_path, tail_facts=10).manifest.last_n == 10
    for i in range(3):
        books.add("received", f"device:MORE-{i}", "2026-02-01", move("outside", "stock", 500))
    columns = refresh(books, tmp_path, tail_facts=10)
    assert (columns.manifest.last_n, columns.count, columns.tail["fact"].num_rows) == (10, 13, 3)
    assert columns.manifest.segments[0].hash == books.entries[9].hash
    assert check(books, columns).ok


def test_columns_of_another_ledger_are_built_anew(tmp_path):
    """The folder was copied beside a ledger that is not its own."""
    refresh(books_of(10), tmp_path, tail_facts=5)
    other = books_of(10, "led-2")
    columns = refresh(other, tmp_path, tail_facts=5)
    assert columns.manifest.ledger_id == "led-2"
    assert check(other, columns).ok


def test_columns_ahead_of_a_ledger_put_back_are_built_anew(tmp_path):
    """Yesterday's copy of the ledger was put back; it then went another way."""
    refresh(books_of(12), tmp_path, tail_facts=5)
    back = books_of(8)
    back.add("received", "device:OTHER", "2026-03-01", move("outside", "stock", 7))
    columns = refresh(back, tmp_path, tail_facts=5)
    assert columns.count == 9
    assert check(back, columns).ok


@pytest.mark.parametrize("damage", ["missing", "shorter", "manifest", "other version"])
def test_damaged_columns_are_built_anew(tmp_path, damage):
    """A file is lost, cut, or the manifest is no JSON or from a later program."""
    books = books_of(10)
    sealed = refresh(books, tmp_path, tail_facts=5)
    victim = sealed.files("leg")[0]
    if damage == "missing":
        victim.unlink()
    elif damage == "shorter":
        victim.write_bytes(victim.read_bytes()[:-9])
    elif damage == "manifest":
        (tmp_path / MANIFEST).write_text("{")
    else:
        said = json.loads((tmp_path / MANIFEST).read_text())
        (tmp_path / MANIFEST).write_text(json.dumps(said | {"version": 99}))
    columns = refresh(books, tmp_path, tail_facts=5)
    assert check(books, columns).ok
    assert columns.files("leg")[0] != victim


def test_a_manifest_cannot_point_out_of_its_folder(tmp_path):
    """A hostile manifest names a file of another folder."""
    books = books_of(10)
    folder = tmp_path / "c"
    sealed = refresh(books, folder, tail_facts=5)
    name = sealed.files("leg")[0].name
    (folder / name).rename(tmp_path / name)
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text().replace(name, f"../{name}"))
    assert all(path.parent == folder for path in refresh(books, folder, tail_facts=5).files("leg"))


def test_a_changed_byte_is_found_by_the_check(tmp_path):
    """One byte of a sealed file is flipped: same size, other content."""
    books = books_of(10)
    columns = refresh(books, tmp_path, tail_facts=5)
    victim = columns.files("leg")[0]
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(content)
    (finding,) = check(books, columns).findings
    assert victim.name in finding.in_language("en")


def test_the_check_names_the_account_that_differs(tmp_path):
    """The ledger holds a leg that the columns never saw, or another number of facts."""
    books = books_of(4)
    columns = refresh(books, tmp_path)
    books.leg_rows.append((4, *books.leg_rows[-1][1:]))
    (finding,) = check(books, columns).findings
    assert "stock" in finding.in_language("en")
    fewer = dataclasses.replace(columns, tail=columns.tail | {"fact": columns.tail["fact"].slice(1)})
    assert any("3 facts" in found.in_language("en") for found in check(books, fewer).findings)


def test_the_check_names_the_account_whose_sums_are_not_those_of_the_legs(tmp_path):
    """Sums of another ledger were listed in the place of its own; each file is as it was sealed."""
    books, other = books_of(10), books_of(9)
    other.add("received", "device:HEAVY", "2026-01-05", move("outside", "stock", 90_000))
    columns = refresh(books, tmp_path / "a", tail_facts=5)
    theirs = refresh(other, tmp_path / "b", tail_facts=5).manifest.sums
    for file in (file for stretch in theirs for file in stretch.files.values()):
        (tmp_path / "b" / file.name).rename(tmp_path / "a" / file.name)
    wrong = dataclasses.replace(columns, manifest=columns.manifest.model_copy(update={"sums": theirs}))
    found = [finding.in_language("en") for finding in check(books, wrong).findings]
    assert [text.partition(":")[0] for text in found] == ["outside", "stock"] * 2


def test_the_check_passes_over_what_was_recorded_since(tmp_path):
    """A fact is recorded between the refresh and the check."""
    books = books_of(4)
    columns = refresh(books, tmp_path)
    books.add("received", "device:LATER", "2026-03-01", move("outside", "stock", 7))
    assert check(books, columns).ok


def test_two_that_refresh_at_once_do_no_harm(tmp_path):
    """Eight threads seal the same tail into the same folder."""
    books = books_of(50)
    with ThreadPoolExecutor(8) as pool:
        every = list(pool.map(lambda _: refresh(books, tmp_path, tail_facts=5), range(8)))
    assert all(check(books, columns).ok for columns in every)
    assert check(books, refresh(books, tmp_path)).ok
    assert not [name for name in names(tmp_path) if name.endswith(".part")]


def test_files_that_nobody_lists_go_after_a_day(tmp_path):
    """A rebuild leaves the old files to those who still read them; a day later they go."""
    books = books_of(10)
    old = refresh(books, tmp_path, tail_facts=5).files("leg")[0]
    refresh(books, tmp_path, rebuild=True, tail_facts=5)
    assert old.exists()
    long_ago = time.time() - UNLISTED_SECONDS - 1
    os.utime(old, (long_ago, long_ago))
    refresh(books, tmp_path, rebuild=True, tail_facts=5)
    assert not old.exists()


def test_where_nothing_can_be_written_everything_is_read_as_tail(tmp_path):
    """The folder's name is taken by a file: nothing can be sealed there."""
    (tmp_path / "c").write_text("")
    books = books_of(10)
    columns = refresh(books, tmp_path / "c", tail_facts=5)
    assert columns.tail["fact"].num_rows == 10
    assert check(books, columns).ok


def test_a_rebuild_of_many_facts_is_cut_into_segments(tmp_path, monkeypatch):
    """25 facts, ten at most in a segment: two segments and a tail of five, and progress is told."""
    monkeypatch.setattr("lifecycle.columns.segments.SEGMENT_FACTS", 10)
    told = []
    columns = refresh(books_of(25), tmp_path, tail_facts=6, progress=lambda *at: told.append(at))
    assert [(s.first_n, s.last_n) for s in columns.manifest.segments] == [(1, 10), (11, 20)]
    assert columns.tail["fact"].num_rows == 5
    assert told == [(10, 25), (20, 25)]


@pytest.mark.parametrize("table", ["leg", "fact"])
def test_a_file_of_the_past_that_cannot_be_read_while_sealing_is_built_anew(tmp_path, table):
    """The end of a file, where Parquet keeps its index, is overwritten: same size. Then the ledger grows."""
    victim = refresh(books_of(10), tmp_path, tail_facts=5).files(table)[0]
    victim.write_bytes(victim.read_bytes()[:-40] + b"\0" * 40)
    columns = refresh(books_of(20), tmp_path, tail_facts=5)
    assert check(books_of(20), columns).ok
    assert victim not in columns.files(table)


@pytest.mark.parametrize("name", ["l'été [1]*?.columns", "espace et ;.columns"])
def test_columns_of_any_folder_grow(tmp_path, name):
    """Quotes, brackets and stars in a folder's name are signs, not patterns, while a second segment is sealed."""
    refresh(books_of(10), tmp_path / name, tail_facts=5)
    columns = refresh(books_of(20), tmp_path / name, tail_facts=5)
    assert [segment.last_n for segment in columns.manifest.segments] == [10, 20]
    assert check(books_of(20), columns).ok


def stopped_at(step, how):
    """Os.fsync that works until a step of the sealing, and then is the end of the process, or a Ctrl-C."""
    sync, steps = os.fsync, iter(range(step))

    def fsync(file):
        if next(steps, None) is None:
            how()
        sync(file)

    return fsync


def of_ten_segments(folder):
    """40 facts sealed by four: eight segments are laid together on the way."""
    return refresh(books_of(40), folder, tail_facts=4)


def in_small_segments(monkeypatch):
    monkeypatch.setattr("lifecycle.columns.segments.SEGMENT_FACTS", 4)


@pytest.mark.parametrize("step", [0, 3, 11, 12, 13, 40, 95, 103, 104, 110])
def test_a_ctrl_c_at_any_moment_leaves_what_was_sealed_before_it(tmp_path, monkeypatch, step):
    """Between two files of a segment, before and after its manifest, while eight are laid together."""
    in_small_segments(monkeypatch)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", stopped_at(step, lambda: (_ for _ in ()).throw(KeyboardInterrupt)))
        with pytest.raises(KeyboardInterrupt):
            of_ten_segments(tmp_path)
    assert not [name for name in names(tmp_path) if name.endswith(".part")]
    left = manifest_in(tmp_path)
    told = []
    columns = refresh(books_of(40), tmp_path, tail_facts=4, progress=lambda done, _: told.append(done))
    assert check(books_of(40), columns).ok
    assert told == list(range((left.last_n if left else 0) + 4, 41, 4)), "what was sealed is not sealed again"


@pytest.mark.parametrize("step", [5, 13, 104])
def test_a_process_that_is_killed_while_it_seals_leaves_a_usable_folder(tmp_path, step):
    """It cannot clean up behind itself: a half-written file may stay, and nobody lists it."""
    process = multiprocessing.get_context("spawn").Process(target=killed_at, args=(step, tmp_path))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    sealed = manifest_in(tmp_path)
    columns = refresh(books_of(40), tmp_path, tail_facts=4)
    assert check(books_of(40), columns).ok
    assert columns.manifest.last_n == 40
    assert sealed is None or sealed.last_n < 40


def killed_at(step, folder):
    with pytest.MonkeyPatch.context() as patched:
        in_small_segments(patched)
        patched.setattr(os, "fsync", stopped_at(step, lambda: os.kill(os.getpid(), signal.SIGKILL)))
        of_ten_segments(folder)


def test_short_segments_are_laid_together_and_stay_a_day_for_those_who_read_them(tmp_path, monkeypatch):
    """Eight segments of four facts become one of 32; a reader of the eight still finds them."""
    in_small_segments(monkeypatch)
    before = refresh(books_of(28), tmp_path, tail_facts=4)
    long_ago = time.time() - UNLISTED_SECONDS - 1
    for path in tmp_path.iterdir():
        os.utime(path, (long_ago, long_ago))
    after = refresh(books_of(32), tmp_path, tail_facts=4)
    assert [segment.last_n for segment in before.manifest.segments] == [4, 8, 12, 16, 20, 24, 28]
    assert [segment.last_n for segment in after.manifest.segments] == [32]
    assert [summed.last_n for summed in after.manifest.sums] == [32]
    assert check(books_of(32), after).ok
    assert check(books_of(32), before).ok


def test_long_segments_are_laid_together_as_they_lie(tmp_path, monkeypatch):
    """Beyond the length of a segment, groups of rows are taken over one by one, not put in order anew."""
    in_small_segments(monkeypatch)
    monkeypatch.setattr("lifecycle.columns.sealing.SEGMENT_FACTS", 4)
    columns = refresh(books_of(32), tmp_path, tail_facts=4)
    assert pq.ParquetFile(columns.files("leg")[0]).num_row_groups == 8
    assert check(books_of(32), columns).ok


def test_a_segment_ends_where_a_batch_ends(tmp_path, monkeypatch):
    """Ten facts at most in a segment; the ninth to the twelfth came as one batch."""
    monkeypatch.setattr("lifecycle.columns.segments.SEGMENT_FACTS", 10)
    books = books_of(15)
    for n in range(9, 13):
        entry = books.entries[n - 1]
        books.entries[n - 1] = entry._replace(form=json.dumps(json.loads(entry.form) | {"batch": 12}))
    columns = refresh(books, tmp_path, tail_facts=5)
    assert [segment.last_n for segment in columns.manifest.segments] == [8, 15]


def test_rare_kinds_of_fact_lie_together_in_a_group_of_their_own(tmp_path, monkeypatch):
    """Three corrections among 300 receptions: a question about corrections reads three rows."""
    monkeypatch.setattr("lifecycle.columns.sealing.ROWS_OF_A_GROUP", 100)
    monkeypatch.setattr("lifecycle.columns.sealing.RARE", 50)
    books = books_of(300)
    for _ in range(3):
        books.add("corrected", "device:PC-1", "2026-02-01", facts={"voids": ["x"]})
    file = pq.ParquetFile(refresh(books, tmp_path, tail_facts=5).files("fact")[0])
    assert [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)] == [3, 100, 100, 100]
