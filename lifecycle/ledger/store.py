"""The SQLite file under a ledger: how it is opened, who may write, how many rows go in at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, insert, make_url
from sqlalchemy.pool import QueuePool

from lifecycle.ledger.errors import LedgerError, LedgerMissing, NotALedger, plainly
from lifecycle.words import say

WAIT_S = 30.0
"""How long a writer waits for another before it says so, in seconds."""

PAGE = 5000
"""How many rows are fetched at a time."""

CHUNK = 500
"""How many values one question to the database names at most."""

T = TypeVar("T")


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

    def _engine(self) -> Engine:
        address = _address(self.path, self.read_only)

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                address, uri=True, timeout=self.wait_s, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA synchronous=FULL")  # a receipt outlives a power cut
            connection.execute("PRAGMA cache_size=-65536")
            return connection

        engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            writing = connection.get_execution_options().get("writing")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

        return engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it is now, whatever others write meanwhile."""
        with plainly(self.path, self.wait_s), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only connection that may write; what is not committed by the end is undone."""
        with plainly(self.path, self.wait_s), self.engine.connect() as connection:
            yield connection.execution_options(writing=True)

    def close(self) -> None:
        """Let go of the file; the last to do so folds SQLite's log back into it."""
        self.engine.dispose()


def write_ahead(path: Path) -> None:
    """Make the file keep its newest facts in a log beside it, so that readers and the writer never wait.

    The file remembers it; only a new one, or one that comes out of a backup, has to be told.
    """
    with plainly(path), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


@contextmanager
def without_waiting(connection: Connection, wait_s: float) -> Iterator[None]:
    """Inside, a write lock held by another is an error at once."""
    raw = raw_connection(connection)
    raw.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout={int(wait_s * 1000)}")


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


@lru_cache
def _insertion(table: Table, dialect: str) -> str:
    return str(insert(table).compile(dialect=make_url(f"{dialect}://").get_dialect()()))


def insert_all(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Put rows, as tuples in the order of the table's columns, into a table."""
    if rows:
        # The text is compiled once a table: compiling it anew would cost more than a small batch.
        connection.exec_driver_sql(_insertion(table, connection.dialect.name), list(rows))


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values, so many at a time."""
    remaining = iter(values)
    while chunk := list(islice(remaining, size)):
        yield chunk
