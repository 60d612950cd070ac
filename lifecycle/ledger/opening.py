"""Making a new ledger, and opening one that is there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from sqlalchemy import insert, inspect, select, text

from lifecycle.ledger.chain import GENESIS, Head
from lifecycle.ledger.errors import (
    LedgerDamaged,
    LedgerError,
    LedgerExists,
    NewerLedger,
    NotALedger,
    plain_files,
)
from lifecycle.ledger.head import head_file, write_head
from lifecycle.ledger.ledger import Ledger
from lifecycle.ledger.prepared import Books
from lifecycle.ledger.store import WAIT_S, Store, beside, path_of, writable, write_ahead
from lifecycle.ledger.tables import HELD, VERSION, fact, meta, metadata
from lifecycle.words import say


def create(
    where: str | Path, *, books: Books | None = None, wait_s: float = WAIT_S, ledger_id: str | None = None
) -> Ledger:
    """Make a new, empty ledger; refuses to touch anything that is already there.

    Its identity is random, unless ``ledger_id`` is given: a demonstration is the same each time it is made.
    """
    path = path_of(where)
    # Itself first: a folder such as “.” has no files beside it.
    for file in (path, *(() if path.is_dir() else (head_file(path), beside(path, "-wal")))):
        if file.exists() or file.is_symlink():
            raise LedgerExists(
                say("{file} already exists and is left as it is; choose another name, or open it", file=file)
            )
    with plain_files(path), path.open("xb"):
        pass
    try:
        _fill(path, wait_s, ledger_id or str(uuid4()))
    except LedgerError:
        with suppress(OSError):
            path.unlink()
        raise
    return open_ledger(path, books=books, wait_s=wait_s)


def _fill(path: Path, wait_s: float, ledger_id: str) -> None:
    store = Store(path, read_only=False, wait_s=wait_s)
    try:
        write_ahead(path)
        with store.writing() as connection, plain_files(path):
            metadata.create_all(connection)
            connection.execute(
                insert(meta), [{"name": "ledger_id", "value": ledger_id}, {"name": "version", "value": str(VERSION)}]
            )
            connection.commit()
            write_head(path, Head(ledger_id, 0, GENESIS), lasting=True)
    finally:
        store.close()


def open_ledger(
    where: str | Path, *, read_only: bool = False, books: Books | None = None, wait_s: float = WAIT_S
) -> Ledger:
    """Open a ledger; where it cannot be written it opens for reading, and ``read_only`` says so."""
    path = path_of(where)
    store = Store(path, read_only=read_only or not writable(path), wait_s=wait_s)
    try:
        ledger = Ledger(store, ledger_id=_ledger_id(store), books=books)
    except LedgerError:
        store.close()
        raise
    ledger.renew_head()
    _index_what_is_held(store)
    return ledger


def _index_what_is_held(store: Store) -> None:
    """Ledgers of before the index get it when they are first opened for writing; who is kept waiting does without."""
    if store.read_only or str(HELD.name) in _indexes_of(store):
        return
    with suppress(LedgerError), store.writing(wait_s=0) as connection:
        HELD.create(connection, checkfirst=True)
        connection.commit()


def _indexes_of(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'index'")).scalars())


def _ledger_id(store: Store) -> str:
    """The identity of the ledger in a file, once the file is seen to be one that this program can read."""
    no_ledger = NotALedger(
        say("{path} is no ledger; `lifecycle init` makes one, --ledger names another", path=store.path)
    )
    try:
        with store.reading() as connection:
            if not inspect(connection).has_table(meta.name) or not inspect(connection).has_table(fact.name):
                raise no_ledger
            said = dict(connection.execute(select(meta.c.name, meta.c.value)).all())
    except LedgerDamaged as damaged:
        if not _starts_as_a_database(store.path):
            raise no_ledger from damaged
        raise LedgerDamaged(
            say(
                "{path} is damaged: it was cut or overwritten and can no longer be opened; `lifecycle restore` puts a "
                "backup back",
                path=store.path,
            )
        ) from damaged
    version = said.get("version", "")
    if "ledger_id" not in said or not version.isdecimal():
        raise no_ledger
    refuse_newer(store.path, int(version))
    return str(said["ledger_id"])


def refuse_newer(file: Path, theirs: int) -> None:
    """What a newer program wrote is not read by an older one: it would misread it."""
    if theirs > VERSION:
        raise NewerLedger(
            say(
                "{path} was made by a newer lifecycle (ledger version {theirs}, this program knows {ours}): update "
                "lifecycle",
                path=file,
                theirs=theirs,
                ours=VERSION,
            )
        )


def _starts_as_a_database(path: Path) -> bool:
    with plain_files(path), path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"
