"""The SQLite file under a ledger: how it is opened, who may write, how many rows go in at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from sqlalchemy import Connection, Engine, Select, create_engine, event
from sqlalchemy.pool import QueuePool

from lifecycle.ledger.errors import LedgerError, LedgerMissing, NotALedger, busy, plain_files, plainly
from lifecycle.ledger.turns import Turns
from lifecycle.words import say

WAIT_S = 30.0
"""How long a writer waits for another before it says so, in seconds."""

PAGE = 5000
"""How many rows are fetched at a time."""

LOG_PAGES = 4000
"""From so many pages on SQLite's log is folded back into the file: a page that many facts changed is copied once."""


def path_of(where: str | Path) -> Path:
    """The file of a ledger, given as a path or as ``sqlite:///path``."""
    text = os.fspath(where)
    if "://" not in text:
        return Path(text)
    parts = urlsplit(text)
    if parts.scheme != "sqlite":
        raise LedgerError(
            say("{address}: this version keeps ledgers in SQLite files; give a path", address=f"{parts.scheme}://…")
        )
    return Path(unquote(parts.path.removeprefix("/")))


@lru_cache
def beside(path: Path, ending: str) -> Path:
    """The file of this ending beside the ledger: ``lifecycle.db`` -> ``lifecycle.db.head``."""
    return path.with_name(path.name + ending)


def writable(path: Path) -> bool:
    """The file and its folder can be written: SQLite and the head both need the folder."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _address(path: Path, read_only: bool) -> str:
    file = f"file:{quote(os.fspath(path.absolute()))}"
    if not read_only:
        return f"{file}?mode=rw"
    # On a read-only disk SQLite cannot make its own side files; without a waiting log it needs none.
    waiting = beside(path, "-wal")
    alone = not os.access(path.parent, os.W_OK) and not (waiting.exists() and waiting.stat().st_size)
    return f"{file}?immutable=1" if alone else f"{file}?mode=ro"


class Store:
    """Connections to one ledger file, for reading beside others or for writing alone."""

    def __init__(self, path: Path, *, read_only: bool, wait_s: float = WAIT_S) -> None:
        if not path.exists():
            raise LedgerMissing(
                say("there is no ledger at {path}; `lifecycle init` makes one, --ledger names another", path=path)
            )
        if not path.is_file():
            raise NotALedger(say("{path} is not a file, so it is no ledger; --ledger names another", path=path))
        self.path = path
        self.read_only = read_only
        self.wait_s = wait_s
        self.engine = self._engine()
        self._to_write = Turns(beside(path, ".lock"))
        self._log = -1
        self._log_file = os.path.realpath(path) + "-wal"
        self._writer: Connection | None = None

    def _engine(self) -> Engine:
        address = _address(self.path, self.read_only)

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                address, uri=True, timeout=self.wait_s, isolation_level=None, check_same_thread=False
            )
            # With a log, the one who commits waits for the disk afterwards (``settle``), when others already write.
            ahead = connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            connection.execute(f"PRAGMA synchronous={'NORMAL' if ahead else 'FULL'}")
            connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
            connection.execute("PRAGMA cache_size=-65536")
            return connection

        engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            writing = connection.get_execution_options().get("writing")
            raw_connection(connection).execute("BEGIN IMMEDIATE" if writing else "BEGIN")

        return engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it is now, whatever others write meanwhile."""
        with plainly(self.path, self.wait_s), self.engine.connect() as connection:
            connection.begin()  # a question that goes to the driver as it is begins nothing
            yield connection

    @contextmanager
    def writing(self, *, wait_s: float | None = None) -> Iterator[Connection]:
        """The only connection that may write; what is not committed by the end is undone.

        What is committed is on the disk once ``settle`` has come back.
        """
        wait = self.wait_s if wait_s is None else wait_s
        with plainly(self.path, self.wait_s), self._to_write.taken(wait) as mine:
            if not mine:
                raise busy(self.path, wait)
            if self._writer is None:  # kept: making one ready takes as long as a fact
                self._writer = self.engine.connect().execution_options(writing=True)
            writer = self._writer
            with _waiting(writer, wait, usually=self.wait_s):
                writer.begin()
            try:
                yield writer
            finally:
                if writer.in_transaction():
                    writer.rollback()

    @cached_property
    def glance(self) -> Connection:
        """A connection for one thread at a time that begins nothing: each answer is of that moment."""
        return self.engine.connect()

    def settle(self) -> None:
        """Wait until all that was committed, by anyone, is on the disk."""
        with plain_files(self.path):
            try:
                there = os.stat(self._log_file)
            except FileNotFoundError:
                return  # folded back into the file, which SQLite itself waited for
            if self._log < 0 or not os.path.samestat(os.fstat(self._log), there):
                self._let_go_of_the_log()
                self._log = os.open(self._log_file, os.O_RDWR)
            _to_the_disk(self._log)

    def _let_go_of_the_log(self) -> None:
        if self._log >= 0:
            os.close(self._log)
            self._log = -1

    def close(self) -> None:
        """Let go of the file; the last to do so folds SQLite's log back into it."""
        for kept in (self._writer, self.__dict__.pop("glance", None)):
            if kept is not None:
                kept.close()
        self._writer = None
        self.engine.dispose()
        self._to_write.close()
        self._let_go_of_the_log()


_to_the_disk = getattr(os, "fdatasync", os.fsync)


def write_ahead(path: Path) -> None:
    """Make the file keep its newest facts in a log beside it, so that readers and the writer never wait.

    The file remembers it; only a new one, or one that comes out of a backup, has to be told.
    """
    with plainly(path), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


@contextmanager
def _waiting(connection: Connection, wait_s: float, *, usually: float) -> Iterator[None]:
    """Inside, a lock that another holds is waited for so many seconds."""
    if wait_s == usually:
        yield
        return
    raw = raw_connection(connection)
    raw.execute(f"PRAGMA busy_timeout={int(wait_s * 1000)}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout={int(usually * 1000)}")


@contextmanager
def as_bytes(connection: Connection) -> Iterator[None]:
    """Inside, text comes back as the bytes that are stored, whether they are text or not."""
    raw = raw_connection(connection)
    raw.text_factory = bytes
    try:
        yield
    finally:
        raw.text_factory = str


def plain_rows(connection: Connection, asked: Select[Any]) -> Iterator[Sequence[Any]]:
    """The rows as the driver gives them, in half the time: for walks over everything."""
    with connection.execute(asked) as result:
        assert result.cursor is not None
        while rows := result.cursor.fetchmany(PAGE):
            yield from rows


def raw_connection(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection."""
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw
