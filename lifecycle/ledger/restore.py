"""Putting a backup back: nothing is believed, nothing is overwritten, and the ledger remembers it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import uuid4

from lifecycle.events import LedgerRestored
from lifecycle.events.envelope import PARIS
from lifecycle.ledger.append import Books, new_recording
from lifecycle.ledger.backup import EVIDENCE, FORMAT, LEDGER, MANIFEST, PEOPLE, Manifest, Member, is_digest
from lifecycle.ledger.chain import Head
from lifecycle.ledger.errors import BackupRefused, HeadMismatch, LedgerError, plain_files
from lifecycle.ledger.head import head_file, read_head, settle_folder, write_head
from lifecycle.ledger.opening import open_ledger, refuse_newer
from lifecycle.ledger.receipt import Receipt
from lifecycle.ledger.store import beside, path_of, write_ahead
from lifecycle.ledger.verify import verify
from lifecycle.words import Sentence, say

_LARGEST_MANIFEST = 64 << 20
_SMALL = 16 << 20
_LARGEST_RATIO = 100
"""A ledger holds hashes, which do not shrink: an archive that unpacks to more than this is a bomb."""


class Restored(NamedTuple):
    """What was put back, the receipt of the fact that says so, and where what stood there went."""

    path: Path
    head: Head
    receipt: Receipt
    set_aside: tuple[Path, ...]


def restore(
    file: Path,
    where: str | Path,
    *,
    by: str,
    on_behalf_of: str,
    now: datetime,
    replace: bool = False,
    books: Books | None = None,
) -> Restored:
    """Put a backup back as the ledger ``where``, verified whole, with a ``ledger_restored`` fact at its end.

    Something that stands there is refused; with ``replace``, an older or damaged state of
    the same ledger is set aside under another name, never deleted. Raises :class:`BackupRefused`.
    """
    path = path_of(where)
    if not path.parent.is_dir():
        raise BackupRefused(say("there is no folder {folder} to restore into; make it first", folder=path.parent))
    if not file.is_file():
        raise BackupRefused(say("there is no backup at {file}", file=file))
    with plain_files(path), _archive(file) as packed, TemporaryDirectory(dir=path.parent, prefix=".restore-") as place:
        folder = Path(place)
        manifest = _manifest(packed, file)
        new_recording(manifest.head.ledger_id, by=by, on_behalf_of=on_behalf_of, now=now)  # refuses a bad recorder
        _refuse_what_stands_there(path, manifest, replace)
        _unpack(packed, manifest, folder, file)
        receipt = _remember(folder / LEDGER, manifest, file, by=by, on_behalf_of=on_behalf_of, now=now, books=books)
        set_aside = tuple(_set_aside(path))
        _move_in(folder, path)
    return Restored(path, manifest.head, receipt, set_aside)


def _refused(file: Path, why: Sentence) -> BackupRefused:
    return BackupRefused(say("{file} is refused, nothing was restored: {why}", file=file, why=why))


@contextmanager
def _archive(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever shows while it is read that it is none, or damaged, is a refusal."""
    damaged = _refused(file, say("it is no backup, or it is damaged"))
    try:
        with zipfile.ZipFile(file) as packed:
            yield packed
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError) as trouble:
        raise damaged from trouble
    except OSError as trouble:
        if trouble.errno != errno.EINVAL:
            raise
        raise damaged from trouble  # its list points before its beginning


def _manifest(packed: zipfile.ZipFile, file: Path) -> Manifest:
    """What the archive says it holds, once its list of members is seen to hold that and nothing else."""
    infos = packed.infolist()
    names = [info.filename for info in infos]
    told = next((info for info in infos if info.filename == MANIFEST), None)
    if told is None or told.file_size > _LARGEST_MANIFEST or told.flag_bits & 1:
        raise _refused(file, say("it is no backup of a ledger"))
    try:
        manifest = _parse(packed.read(MANIFEST))
    except (ValueError, LookupError, TypeError, RecursionError) as trouble:
        raise _refused(file, say("its manifest cannot be read")) from trouble
    refuse_newer(file, manifest.version)
    for info in infos:
        link, locked = stat.S_ISLNK(info.external_attr >> 16), info.flag_bits & 1
        if link or locked or not _is_expected(info.filename):
            raise _refused(file, say("it holds “{name}”, which no backup does", name=info.filename))
    if sorted(names) != sorted([MANIFEST, *(member.name for member in manifest.members)]):
        raise _refused(file, say("it does not hold what its manifest says"))
    total = sum(member.size for member in manifest.members)
    if total > max(_SMALL, _LARGEST_RATIO * file.stat().st_size):
        raise _refused(file, say("it would unpack to {size} bytes, which no ledger does", size=total))
    return manifest


def _parse(text: bytes) -> Manifest:
    said = json.loads(text)
    if said["format"] != FORMAT:
        raise ValueError("another format")
    head = Head(str(said["ledger_id"]), int(said["count"]), str(said["hash"]))
    members = tuple(Member(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in said["members"])
    if LEDGER not in {member.name for member in members} or any(member.size < 0 for member in members):
        raise ValueError("no ledger")
    return Manifest(head, int(said["version"]), members)


def _is_expected(name: str) -> bool:
    """Only these names are ever written: nothing can climb out of the folder."""
    if name in (MANIFEST, LEDGER, PEOPLE):
        return True
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and parts[0] == EVIDENCE and is_digest(parts[1]) and name == "/".join(parts)


def _refuse_what_stands_there(path: Path, manifest: Manifest, replace: bool) -> None:
    there = [one for one in _files_of(path) if _is_taken(one)]
    if not there:
        return
    theirs = _identity_of(path)
    if theirs is not None and theirs != manifest.head.ledger_id:
        raise BackupRefused(
            say(
                "{path} is another ledger ({theirs}, the backup is of {ours}) and is left as it is; restore under "
                "another name",
                path=path,
                theirs=theirs,
                ours=manifest.head.ledger_id,
            )
        )
    if not replace:
        raise BackupRefused(
            say(
                "{files} already there and left as it is; restore under another name, or with --replace to set it "
                "aside",
                files=", ".join(str(one) for one in there),
            )
        )


def _is_taken(path: Path) -> bool:
    """Something bears this name, be it a link to nothing."""
    return path.exists() or path.is_symlink()


def _files_of(path: Path) -> list[Path]:
    """The ledger and the files that belong to it alone, the people file included."""
    return [path, head_file(path), beside(path, "-wal"), beside(path, "-shm"), path.with_name(PEOPLE)]


def _identity_of(path: Path) -> str | None:
    """Which ledger stands there; None where that can no longer be said."""
    if path.exists():
        try:
            with open_ledger(path, read_only=True) as ledger:
                return ledger.ledger_id
        except LedgerError:
            pass  # damaged: its head may still say which it was
    try:
        head = read_head(path)
    except HeadMismatch:
        return None
    return head.ledger_id if head is not None else None


def _unpack(packed: zipfile.ZipFile, manifest: Manifest, folder: Path, file: Path) -> None:
    free = shutil.disk_usage(folder).free
    total = sum(member.size for member in manifest.members)
    if total > free:
        raise _refused(file, say("it needs {size} bytes and the disk has {free} left", size=total, free=free))
    (folder / EVIDENCE).mkdir()
    for member in manifest.members:
        digest, left = sha256(), member.size
        with packed.open(member.name) as source, (folder / member.name).open("xb") as target:
            while piece := source.read(min(1 << 20, left + 1)):
                left -= len(piece)
                if left < 0:
                    break  # more than it says: a bomb is not unpacked any further
                digest.update(piece)
                target.write(piece)
        named_wrongly = member.name.startswith(EVIDENCE) and not member.name.endswith(member.sha256)
        if left or digest.hexdigest() != member.sha256 or named_wrongly:
            raise _refused(file, say("{name} in it is damaged", name=member.name))


def _remember(
    ledger_file: Path,
    manifest: Manifest,
    file: Path,
    *,
    by: str,
    on_behalf_of: str,
    now: datetime,
    books: Books | None,
) -> Receipt:
    """Verify the unpacked ledger against its manifest, and record that it was restored."""
    write_head(ledger_file, manifest.head)
    try:
        write_ahead(ledger_file)
        with open_ledger(ledger_file, books=books) as ledger:
            found = verify(ledger)
            if found.head != manifest.head or not found.ok:
                why = found.findings[0].sentence if found.findings else say("it ends elsewhere than its manifest says")
                raise _refused(file, why)
            restored = LedgerRestored(
                event_id=str(uuid4()),
                subject=f"organisation:{on_behalf_of}",
                acting=on_behalf_of,
                occurred_on=now.astimezone(PARIS).date(),
                count=manifest.head.count,
                head=manifest.head.hash,
            )
            return ledger.append([restored], by=by, on_behalf_of=on_behalf_of, now=now).receipt
    except BackupRefused:
        raise
    except LedgerError as trouble:
        raise _refused(file, trouble.sentence) from trouble


def _set_aside(path: Path) -> Iterator[Path]:
    """Give what stands there another name; the ledger's own files stay together under theirs."""
    for turn in count(1):
        moves = dict(zip(_files_of(path), _files_aside(path, turn), strict=True))
        if not any(map(_is_taken, moves.values())):
            break
    for one, target in moves.items():
        if _is_taken(one):
            os.rename(one, target)
            yield target


def _files_aside(path: Path, turn: int) -> list[Path]:
    ending = f".before-restore-{turn}"
    *own, _ = _files_of(beside(path, ending))
    return [*own, beside(path.with_name(PEOPLE), ending)]


def _move_in(folder: Path, path: Path) -> None:
    """Evidence and people first, then the head, the ledger last: until then there is no ledger here."""
    evidence = path.with_name(EVIDENCE)
    proofs = sorted((folder / EVIDENCE).iterdir())
    if proofs:
        evidence.mkdir(exist_ok=True)
    for proof in proofs:
        if not (evidence / proof.name).exists():  # its name is its content: what is there already is the same
            proof.rename(evidence / proof.name)
    if (folder / PEOPLE).exists():
        (folder / PEOPLE).rename(path.with_name(PEOPLE))
    head_file(folder / LEDGER).rename(head_file(path))
    (folder / LEDGER).rename(path)
    settle_folder(path.parent)
