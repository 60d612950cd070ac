"""Putting a backup back: nothing is believed, nothing is overwritten, and the ledger remembers it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import uuid4

from lifecycle.events import LedgerRestored
from lifecycle.events.envelope import PARIS
from lifecycle.ledger.append import new_recording
from lifecycle.ledger.archive import manifest_of, opened_archive, refused, unpack
from lifecycle.ledger.backup import EVIDENCE, LEDGER, PEOPLE, Manifest, Progress
from lifecycle.ledger.chain import Head
from lifecycle.ledger.errors import BackupRefused, HeadMismatch, LedgerError, plain_files
from lifecycle.ledger.head import head_file, read_head, settle_folder, write_head
from lifecycle.ledger.opening import open_ledger
from lifecycle.ledger.prepared import Books
from lifecycle.ledger.receipt import Receipt
from lifecycle.ledger.store import beside, path_of, write_ahead
from lifecycle.ledger.verify import verify
from lifecycle.words import say


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
    on_behalf_of: str | None = None,
    now: datetime,
    replace: bool = False,
    books: Books | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Put a backup back as the ledger ``where``, verified whole, with a ``ledger_restored`` fact at its end.

    Something that stands there is refused; with ``replace``, an older or damaged state of
    the same ledger is set aside under another name, never deleted. Raises :class:`BackupRefused`.
    It is put back on behalf of the organisation that keeps it, unless another is named.
    ``progress`` is told of bytes unpacked for the first half, of facts verified for the second.
    Until all is verified nothing is touched, and from then on nothing stops it half-way.
    """
    path = path_of(where)
    if not path.parent.is_dir():
        raise BackupRefused(say("there is no folder {folder} to restore into; make it first", folder=path.parent))
    if not file.is_file():
        raise BackupRefused(say("there is no backup at {file}", file=file))
    with (
        plain_files(path),
        opened_archive(file) as packed,
        TemporaryDirectory(dir=path.parent, prefix=".restore-") as place,
    ):
        folder = Path(place)
        manifest = manifest_of(packed, file)
        # Refuses a bad recorder; the keeper, where nobody else is named, is a code that the ledger took.
        new_recording(manifest.head.ledger_id, by=by, on_behalf_of=on_behalf_of or "KEEPER", now=now)
        _refuse_what_stands_there(path, manifest, replace)
        unpack(packed, manifest, folder, file, progress)
        receipt = _remember(
            folder / LEDGER,
            manifest,
            file,
            by=by,
            on_behalf_of=on_behalf_of,
            now=now,
            books=books,
            progress=progress,
        )
        with _not_stopped():
            set_aside = tuple(_set_aside(path))
            _move_in(folder, path)
    return Restored(path, manifest.head, receipt, set_aside)


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


def restored_fact(head: Head, *, acting: str, now: datetime) -> LedgerRestored:
    """The fact that a ledger was made again and stood there."""
    return LedgerRestored(
        event_id=str(uuid4()),
        subject=f"organisation:{acting}",
        acting=acting,
        occurred_on=now.astimezone(PARIS).date(),
        count=head.count,
        head=head.hash,
    )


def _remember(
    ledger_file: Path,
    manifest: Manifest,
    file: Path,
    *,
    by: str,
    on_behalf_of: str | None,
    now: datetime,
    books: Books | None,
    progress: Progress | None,
) -> Receipt:
    """Verify the unpacked ledger against its manifest, and record that it was restored."""
    write_head(ledger_file, manifest.head)
    try:
        write_ahead(ledger_file)
        with open_ledger(ledger_file, books=books) as ledger:
            found = verify(ledger, progress=_second_half(progress))
            if found.head != manifest.head or not found.ok:
                why = found.findings[0].sentence if found.findings else say("it ends elsewhere than its manifest says")
                raise refused(file, why)
            acting = on_behalf_of or ledger.keeper()
            if acting is None:
                raise refused(
                    file,
                    say("it holds no fact that says whose it is; name its organisation with --organisation"),
                )
            said = restored_fact(manifest.head, acting=acting, now=now)
            return ledger.append([said], by=by, on_behalf_of=acting, now=now).receipt
    except BackupRefused:
        raise
    except LedgerError as trouble:
        raise refused(file, trouble.sentence) from trouble


def _second_half(progress: Progress | None) -> Progress | None:
    return None if progress is None else lambda done, total: progress(total + done, 2 * total)


@contextmanager
def _not_stopped() -> Iterator[None]:
    """Inside, nobody stops the program: for the few renames between which there is neither ledger."""
    if threading.current_thread() is not threading.main_thread():
        yield  # other threads are never told to stop
        return
    before = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


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
