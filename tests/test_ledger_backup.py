"""Backups are whole, made while others write; what is put back is verified, and nothing is overwritten."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from threading import Event, Thread

import pytest
from ledger_facts import WHO, machines, received, small_books

from lifecycle.events import LedgerRestored
from lifecycle.ledger import (
    BackupRefused,
    Head,
    NewerLedger,
    backup,
    create,
    open_ledger,
    restore,
    verify,
)


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFECYCLE_LANG", "en")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    with create(tmp_path / "here" / "lifecycle.db", books=small_books) as ledger:
        ledger.append(machines(20), **WHO)
    return tmp_path / "here" / "lifecycle.db"


@pytest.fixture
def saved(path: Path, tmp_path: Path) -> Path:
    """A backup of 40 facts with people and one piece of evidence."""
    (path.parent / "evidence").mkdir()
    (path.parent / "evidence" / sha256(b"slip").hexdigest()).write_bytes(b"slip")
    (path.parent / "evidence" / "notes.txt").write_text("not evidence")
    create(path.parent / "people.db").close()  # any database will do
    (path.parent / "people.db.head").unlink()
    with open_ledger(path, books=small_books) as ledger:
        backup(ledger, tmp_path / "saved.zip")
    return tmp_path / "saved.zip"


def put_back(file: Path, where: Path, **more: object) -> object:
    return restore(file, where, books=small_books, **{**WHO, **more})


def test_a_restored_ledger_is_the_same_and_remembers_it(path, saved, tmp_path):
    there = tmp_path / "there" / "lifecycle.db"
    restored = put_back(saved, there)
    with open_ledger(path, books=small_books) as old, open_ledger(there, books=small_books) as new:
        assert restored.head == old.head()
        assert list(new.facts(upto=40)) == list(old.facts())
        last = new.entry(41).fact
        assert isinstance(last, LedgerRestored)
        assert (last.count, last.head) == (40, old.head().hash)
        assert restored.receipt.last_n == 41
        assert verify(new, restored.receipt, thorough=True).ok
        assert list(new.legs()) == list(old.legs())
        new.append([received("PC-77")], **WHO)
    names = {file.name for file in (tmp_path / "there").rglob("*")}
    assert names == {
        *("lifecycle.db", "lifecycle.db.head", "lifecycle.db.lock", "lifecycle.db.head.lock"),
        *("people.db", "evidence", sha256(b"slip").hexdigest()),
    }


def test_a_backup_is_whole_while_another_writes(path, tmp_path, monkeypatch):
    """Copied two pages at a time, and never begun anew because of what is written meanwhile."""
    monkeypatch.setattr(import_module("lifecycle.ledger.backup"), "COPIED_PAGES", 2)
    done = Event()

    def write() -> None:
        number = 1000
        with open_ledger(path, books=small_books) as ledger:
            while not done.is_set():
                ledger.append(machines(2, first=number), **WHO)
                number += 2

    writer = Thread(target=write)
    writer.start()
    try:
        with open_ledger(path, books=small_books) as ledger:
            heads = [backup(ledger, tmp_path / f"{turn}.zip").head for turn in range(5)]
    finally:
        done.set()
        writer.join()
    counts = [head.count for head in heads]
    assert counts == sorted(counts)  # the writer may pause while two are made
    for turn, head in enumerate(heads):
        assert head.count % 4 == 0
        assert put_back(tmp_path / f"{turn}.zip", tmp_path / "there" / f"{turn}.db").head == head


def test_a_backup_never_overwrites(path, tmp_path):
    (tmp_path / "mine.zip").write_text("mine")
    with open_ledger(path, books=small_books) as ledger:
        with pytest.raises(BackupRefused, match="already exists"):
            backup(ledger, tmp_path / "mine.zip")
        with pytest.raises(BackupRefused, match="no folder"):
            backup(ledger, tmp_path / "nowhere" / "mine.zip")
    assert (tmp_path / "mine.zip").read_text() == "mine"


def test_a_ledger_that_stands_there_is_set_aside_only_when_asked(path, saved):
    """The backup holds 40 facts; two more were recorded since. They are set aside, not deleted."""
    with open_ledger(path, books=small_books) as ledger:
        later = ledger.append(machines(1, first=50), **WHO).receipt
    with pytest.raises(BackupRefused, match="--replace"):
        put_back(saved, path)
    with open_ledger(path, books=small_books) as ledger:
        assert ledger.head().count == 42
    restored = put_back(saved, path, replace=True)
    with open_ledger(path, books=small_books) as ledger, open_ledger(restored.set_aside[0], books=small_books) as old:
        assert ledger.head().count == 41
        assert "not the one" in str(verify(ledger, later).findings[0]) or verify(ledger, later).first == 42
        assert old.head().count == 42
        assert verify(old, later).ok


def test_what_was_set_aside_before_is_never_overwritten(path, saved):
    """The ledger was set aside once, and under the second name stands a link to nothing: both are left as they are."""
    first = put_back(saved, path, replace=True).set_aside[0]
    content = first.read_bytes()
    link = first.with_name(first.name.replace("-1", "-2"))
    link.symlink_to("nowhere")
    aside = put_back(saved, path, replace=True).set_aside[0]
    assert aside.name == first.name.replace("-1", "-3")
    assert first.read_bytes() == content
    assert str(link.readlink()) == "nowhere"


def test_another_ledger_is_left_alone_even_when_asked(saved, tmp_path):
    with create(tmp_path / "there" / "other.db", books=small_books) as other:
        other.append(machines(1), **WHO)
        head = other.head()
    with pytest.raises(BackupRefused, match="another ledger"):
        put_back(saved, tmp_path / "there" / "other.db", replace=True)
    with open_ledger(tmp_path / "there" / "other.db", books=small_books) as other:
        assert other.head() == head
        assert other.append([received("PC-7")], **WHO).recorded == 1


def test_a_damaged_ledger_can_be_replaced_by_its_backup(path, saved):
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    put_back(saved, path, replace=True)
    with open_ledger(path, books=small_books) as ledger:
        assert verify(ledger, thorough=True).ok


def test_what_the_books_refuse_restores_nothing(saved, tmp_path):
    def refuse(batch: object, past: object) -> object:
        return small_books([], past)._replace(refusals=((0, "unknown organisation"),))

    with pytest.raises(BackupRefused, match="unknown organisation"):
        restore(saved, tmp_path / "there" / "l.db", books=refuse, **WHO)
    assert list((tmp_path / "there").iterdir()) == []


def test_every_place_of_damage_in_a_backup_is_refused_or_harmless(saved, tmp_path):
    """Bytes all over the archive are changed, one at a time: refused, or the very same ledger comes out."""
    whole = saved.read_bytes()
    with zipfile.ZipFile(saved) as packed:
        good = Head(**{name: json.loads(packed.read("manifest.json"))[name] for name in Head._fields})
    there = tmp_path / "there" / "l.db"
    refused = 0
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        saved.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            assert put_back(saved, there).head == good
        except BackupRefused:
            refused += 1
        shutil.rmtree(tmp_path / "there")
        (tmp_path / "there").mkdir()
    assert refused > 50


@pytest.mark.parametrize("keep", [0, 10, 1000, -1, -30])
def test_a_cut_backup_is_refused(saved, tmp_path, keep):
    saved.write_bytes(saved.read_bytes()[:keep])
    with pytest.raises(BackupRefused, match="nothing was restored"):
        put_back(saved, tmp_path / "there" / "l.db")
    assert list((tmp_path / "there").iterdir()) == []


def rewritten(saved: Path, change: Callable[[dict, dict[str, bytes]], None]) -> None:
    """The same archive after ``change`` had its way with the manifest and the members."""
    with zipfile.ZipFile(saved) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("manifest.json", json.dumps(manifest))
        for name, content in members.items():
            packed.writestr(name, content)


def add(name: str, content: bytes = b"x") -> Callable[[dict, dict[str, bytes]], None]:
    def change(manifest: dict, members: dict[str, bytes]) -> None:
        members[name] = content
        manifest["members"].append({"name": name, "size": len(content), "sha256": sha256(content).hexdigest()})

    return change


@pytest.mark.parametrize(
    "name",
    ["../escaped", "/tmp/escaped", "evidence/../../escaped", "evidence/notes.txt", "C:\\escaped", "lifecycle.db.head"],
)
def test_a_member_that_would_land_elsewhere_is_refused(saved, tmp_path, name):
    rewritten(saved, add(name))
    with pytest.raises(BackupRefused, match="which no backup does"):
        put_back(saved, tmp_path / "there" / "l.db")
    assert list((tmp_path / "there").iterdir()) == []
    assert not list(tmp_path.rglob("escaped"))


def test_a_link_in_a_backup_is_refused(saved, tmp_path):
    name = f"evidence/{sha256(b'/etc/passwd').hexdigest()}"
    link = zipfile.ZipInfo(name)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(saved, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(BackupRefused, match="which no backup does"):
        put_back(saved, tmp_path / "there" / "l.db")


def test_a_bomb_is_refused_before_it_is_unpacked(saved, tmp_path):
    content = bytes(64 << 20)
    rewritten(saved, add(f"evidence/{sha256(content).hexdigest()}", content))
    with pytest.raises(BackupRefused, match="unpack to"):
        put_back(saved, tmp_path / "there" / "l.db")


def test_a_member_larger_than_it_says_is_not_unpacked_any_further(saved, tmp_path):
    def lie(manifest: dict, members: dict[str, bytes]) -> None:
        members["ledger.db"] += bytes(1 << 20)

    rewritten(saved, lie)
    with pytest.raises(BackupRefused, match="damaged"):
        put_back(saved, tmp_path / "there" / "l.db")


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("count", 39, BackupRefused),
        ("hash", "0" * 64, BackupRefused),
        ("ledger_id", "another", BackupRefused),
        ("version", 2, NewerLedger),
        ("format", "tar", BackupRefused),
        ("members", [], BackupRefused),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(saved, tmp_path, field, value, refusal):
    rewritten(saved, lambda manifest, members: manifest.update({field: value}))
    with pytest.raises(refusal):
        put_back(saved, tmp_path / "there" / "l.db")
    assert list((tmp_path / "there").iterdir()) == []


def test_an_altered_ledger_in_a_true_archive_is_refused(path, tmp_path):
    """Fact 4 was altered before the backup was made: the archive is sound, its ledger is not."""
    with open_ledger(path, books=small_books) as ledger, ledger.store.writing() as connection:
        connection.exec_driver_sql("UPDATE fact SET form = replace(form, '2002', '9002') WHERE n = 4")
        connection.commit()
        backup(ledger, tmp_path / "saved.zip")
    with pytest.raises(BackupRefused, match="fact 4 was altered"):
        put_back(tmp_path / "saved.zip", tmp_path / "there" / "l.db")


def test_a_backup_that_is_not_there_or_no_backup_is_refused(tmp_path):
    with pytest.raises(BackupRefused, match="no backup at"):
        put_back(tmp_path / "none.zip", tmp_path / "l.db")
    (tmp_path / "text.zip").write_text("hello")
    with pytest.raises(BackupRefused, match="no backup"):
        put_back(tmp_path / "text.zip", tmp_path / "l.db")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("a.txt", "a")
    with pytest.raises(BackupRefused, match="no backup of a ledger"):
        put_back(tmp_path / "other.zip", tmp_path / "l.db")
