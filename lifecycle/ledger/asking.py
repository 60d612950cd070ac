"""What is asked of the database again and again: statements written once, many rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import ClauseElement, Connection, Dialect, Table, insert, make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler

CHUNK = 500
"""How many values one question to the database names at most."""

T = TypeVar("T")


@lru_cache
def _dialect(name: str) -> Dialect:
    return make_url(f"{name}://").get_dialect()()


@lru_cache
def _insertion(table: Table, dialect: str) -> str:
    return str(insert(table).compile(dialect=_dialect(dialect)))


def insert_all(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Put rows, as tuples in the order of the table's columns, into a table."""
    if rows:
        # The text is compiled once a table: compiling it anew would cost more than a small batch.
        _cursor(connection).executemany(_insertion(table, connection.dialect.name), rows)


class Question:
    """A statement that is asked again and again: written by SQLAlchemy once, then given to the driver as it is.

    SQLAlchemy takes ten times longer to prepare such a question than SQLite to answer it.
    Values are named as in the statement; a list stands for an expanding parameter.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement
        self._texts: dict[tuple[str, tuple[int, ...]], tuple[str, tuple[tuple[str, int], ...]]] = {}

    def rows(self, connection: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Its rows, all of them."""
        found: list[tuple[Any, ...]] = list(self.tell(connection, **values).fetchall())
        return found

    def tell(self, connection: Connection, **values: object) -> DBAPICursor:
        """Execute it, whether it has rows or not."""
        # Lists are lengthened to a power of two with what they hold: few texts serve all lengths.
        lists = {name: _lengthened(some) for name, some in values.items() if isinstance(some, list)}
        key = connection.dialect.name, tuple(map(len, lists.values()))
        known = self._texts.get(key)
        if known is None:
            lengths = {name: len(some) for name, some in lists.items()}
            known = self._texts[key] = self._text(connection.dialect.name, lengths)
        text, places = known
        cursor = _cursor(connection)
        cursor.execute(text, tuple([values[name] if at < 0 else lists[name][at] for name, at in places]))
        return cursor

    def _text(self, dialect: str, lengths: Mapping[str, int]) -> tuple[str, tuple[tuple[str, int], ...]]:
        """The text for lists of these lengths, and which value goes to which of its places."""
        compiled = self.statement.compile(dialect=_dialect(dialect))
        text, places = str(compiled), []
        for name in cast(SQLCompiler, compiled).positiontup or ():
            if name in lengths:
                text = text.replace(f"__[POSTCOMPILE_{name}]", ", ".join("?" * lengths[name]))
            places += [(name, at) for at in range(lengths[name])] if name in lengths else [(name, -1)]
        return text, tuple(places)


def _lengthened(some: list[Any]) -> list[Any]:
    wanted = 1 << (len(some) - 1).bit_length() if some else 1
    return some + some[-1:] * (wanted - len(some))


def _cursor(connection: Connection) -> DBAPICursor:
    return connection.connection.cursor()


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values, so many at a time."""
    remaining = iter(values)
    while chunk := list(islice(remaining, size)):
        yield chunk
