"""A ledger made again from the folder that ``export_open`` wrote."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from lifecycle.documents.everything.folder import FACTS, FORMAT, MANIFEST, SUMS
from lifecycle.ledger import BackupRefused, Head, open_ledger
from lifecycle.ledger.backup import Progress
from lifecycle.ledger.rebuild import rebuild
from lifecycle.ledger.restore import restored_fact
from lifecycle.words import Sentence, say


def rebuilt(folder: Path, path: Path, *, progress: Progress | None = None) -> Head:
    """The same ledger at ``path``, where nothing may be yet: same facts, same hashes, same figures.

    Raises :class:`BackupRefused` where the folder is none of an export, or was altered.
    """
    head = _head(folder)
    _check(folder)
    with (folder / FACTS).open(encoding="utf-8", newline="\n") as lines:
        return rebuild(_forms(lines), path, expected=head, progress=progress)


def restored_from(
    folder: Path, path: Path, *, by: str, on_behalf_of: str | None, now: datetime, progress: Progress | None = None
) -> Head:
    """The same, and the fact that says so, as after a backup: where the ledger stood before that fact."""
    head = rebuilt(folder, path, progress=progress)
    with open_ledger(path) as ledger:
        acting = on_behalf_of or ledger.keeper()
        if acting is not None:
            ledger.append([restored_fact(head, acting=acting, now=now)], by=by, on_behalf_of=acting, now=now)
    return head


def _forms(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.removesuffix("\n")


def _head(folder: Path) -> Head:
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise ValueError("another format")
        return Head(str(said["ledger_id"]), int(said["count"]), str(said["hash"]))
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as trouble:
        raise _refused(folder, say("it holds no {file} of an export", file=MANIFEST)) from trouble


def _check(folder: Path) -> None:
    """The facts are those that were written; other files are for people and other programs."""
    try:
        listed = dict(line.split("  ", 1)[::-1] for line in (folder / SUMS).read_text(encoding="utf-8").splitlines())
        with (folder / FACTS).open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as trouble:
        raise _refused(folder, say("{file} is missing or cannot be read", file=FACTS)) from trouble
    if listed.get(FACTS) != found:
        raise _refused(folder, say("{file} was altered since it was written: {sums} says so", file=FACTS, sums=SUMS))


def _refused(folder: Path, why: Sentence) -> BackupRefused:
    return BackupRefused(say("{file} is refused, nothing was restored: {why}", file=folder, why=why))
