"""A ledger made again from its facts alone: the same forms, the same hashes, and books worked out anew."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection

from lifecycle import events
from lifecycle.ledger.append import write_in
from lifecycle.ledger.backup import Progress
from lifecycle.ledger.chain import GENESIS, Entry, Head, hash_of, stored_part
from lifecycle.ledger.errors import BackupRefused, LedgerExists, plain_files
from lifecycle.ledger.head import head_file, settle_folder, write_head
from lifecycle.ledger.ledger import Ledger
from lifecycle.ledger.opening import create
from lifecycle.ledger.prepared import nothing_collected, prepare
from lifecycle.words import Sentence, say

AT_ONCE = 2_000
"""Facts written between two moments at which the work may be stopped."""


class Line(NamedTuple):
    """One recorded fact as it was hashed, and what it says."""

    form: str
    said: dict[str, Any]


def rebuild(forms: Iterable[str], path: Path, *, expected: Head, progress: Progress | None = None) -> Head:
    """A new ledger at ``path`` from recorded forms, in order; it ends where ``expected`` says, or is not made.

    Each form is kept to the letter, so that every hash and every receipt stays what it was. Legs,
    states, labels and breaches are worked out by this version from the facts, batch by batch as they
    came. Raises :class:`BackupRefused` where a form does not follow the one before.
    """
    for file in (path, head_file(path)):
        if file.exists() or file.is_symlink():
            raise LedgerExists(say("{file} already exists and is left as it is; choose another name", file=file))
    with plain_files(path), TemporaryDirectory(dir=path.parent, prefix=".rebuild-") as folder:
        made = Path(folder) / path.name
        with create(made, ledger_id=expected.ledger_id) as ledger:
            reached = _filled(ledger, _chained(forms, expected), expected, progress)
            if reached != expected:
                raise _refused(say("it ends at fact {n}, and not where its head says", n=reached.count))
            write_head(made, reached, lasting=True)
        os.rename(head_file(made), head_file(path))
        os.rename(made, path)
        settle_folder(path.parent)
    return reached


def _chained(forms: Iterable[str], expected: Head) -> Iterator[Line]:
    """The forms, each bound to the one before by its hash."""
    previous = GENESIS
    for n, form in enumerate(forms, start=1):
        try:
            said = json.loads(form)
        except ValueError as trouble:
            raise _refused(say("fact {n} cannot be read", n=n)) from trouble
        if (
            not isinstance(said, dict)
            or said.get("n") != n
            or said.get("previous_hash") != previous
            or said.get("ledger_id") != expected.ledger_id
        ):
            raise _refused(say("fact {n} does not follow the one before: it was altered, lost or moved", n=n))
        previous = hash_of(form)
        yield Line(form, said)


def _filled(ledger: Ledger, lines: Iterable[Line], expected: Head, progress: Progress | None) -> Head:
    """Where the ledger ends once every batch is in it."""
    end, waiting = ledger.head(), 0
    with ledger.store.writing() as connection:
        for _batch, some in groupby(lines, key=lambda line: line.said.get("batch")):
            batch = list(some)
            end = _kept(connection, batch, end, ledger)
            waiting += len(batch)
            if waiting >= AT_ONCE:
                connection.commit()
                waiting = 0
                if progress is not None:
                    progress(end.count, expected.count)
        connection.commit()
    return end


def _kept(connection: Connection, batch: list[Line], end: Head, ledger: Ledger) -> Head:
    """The batch written as it was, with the books that follow from it."""
    try:
        facts = [events.read(stored_part(line.said)) for line in batch]
    except (events.UnknownKind, ValidationError) as trouble:
        raise _refused(
            say("fact {n} is of a kind or form that this version does not know", n=end.count + 1)
        ) from trouble
    with nothing_collected():
        edition = str(batch[0].said["edition"])
        made = prepare(connection, facts, end=end, edition=edition, books=ledger.books)
        if len(made.added) != len(batch):
            raise _refused(say("fact {n} or one after it is there twice", n=end.count + 1))
        entries = [_entry(line, one.n, one.key) for line, one in zip(batch, made.added, strict=True)]
        write_in(connection, made.added, entries, made.outcome)
    return Head(end.ledger_id, entries[-1].n, entries[-1].hash)


def _entry(line: Line, n: int, key: str) -> Entry:
    said = line.said
    return Entry(
        n,
        said["event_id"],
        said["kind"],
        said["subject"],
        said["acting"],
        said["occurred_on"],
        said["recorded_at"],
        said["recorded_for"],
        key,
        line.form,
        hash_of(line.form),
    )


def _refused(why: Sentence) -> BackupRefused:
    return BackupRefused(say("nothing was made again: {why}", why=why))
