"""DuckDB, in memory, over the columns: the default engine.

It can read the columns folder and nothing else, it cannot change its own settings, it takes
one SELECT at a time, in a transaction that cannot write. No extension is needed.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lifecycle.columns import SCHEMAS, SUMS, Columns, Position, Source, in_memory, is_pattern, refresh
from lifecycle.engine.engine import NotAQuestion, Parameter, parameters_of, with_dollars
from lifecycle.words import Sentence, say


class ColumnsUnreadable(OSError):
    """A sealed file of the columns cannot be read."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class DuckDB:
    """An engine on the columns as they are now; open another one to see later facts."""

    def __init__(self, columns: Columns, *, sums: bool = True) -> None:
        """Without ``sums``, every question is answered from the legs: slower, and the same."""
        self._columns, self._sums = columns, sums
        self._connection = in_memory()
        self._threads = threading.local()
        try:
            for name, schema in (SCHEMAS | SUMS).items():
                self._define(name, schema)
        except (duckdb.IOException, duckdb.InvalidInputException, pa.ArrowInvalid, FileNotFoundError) as fault:
            self._connection.close()
            raise _unreadable(columns.folder) from fault
        self._lock()

    def _define(self, name: str, schema: pa.Schema) -> None:
        files = self._columns.files(name)
        tail = [self._columns.tail[name]] if name in self._columns.tail else []
        if is_pattern(self._columns.folder):
            tail, files = [*map(pq.read_table, files), *tail], []
        names = ", ".join(schema.names)
        parts = [f"select {names} from read_parquet([{', '.join(map(_quoted, files))}])"] if files else []  # noqa: S608
        if not files or any(table.num_rows for table in tail):
            self._connection.register("arriving", pa.concat_tables([schema.empty_table(), *tail]))
            # A copy, since a registered Arrow table is seen by one cursor only.
            self._connection.execute(f"create table {name}_tail as select {names} from arriving")  # noqa: S608
            self._connection.unregister("arriving")
            parts.append(f"select {names} from {name}_tail")  # noqa: S608 - our names
        self._connection.execute(f"create view {name} as {' union all '.join(parts)}")

    def _lock(self) -> None:
        self._connection.execute(f"set allowed_directories = [{_quoted(self._columns.folder)}]")
        # A question must not see the variables of the program that asks it.
        self._connection.execute("set python_enable_replacements = false")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    @property
    def position(self) -> Position:
        """The ledger and the position that the answers stand on."""
        return self._columns

    def summed_upto(self, n: int) -> int:
        """The last position up to ``n`` at which files of sums end."""
        return self._columns.manifest.summed_upto(n) if self._sums else 0

    def query(
        self,
        sql: str,
        params: Mapping[str, Parameter] | None = None,
        beside: Mapping[str, pa.Table] | None = None,
    ) -> pa.Table:
        """The rows of one SELECT, as an Arrow table. Each thread has a cursor of its own."""
        named = parameters_of(sql)
        given = {name: value for name, value in (params or {}).items() if name in named}
        if missing := sorted(named - set(given)):
            raise NotAQuestion(f"no value was given for {', '.join(missing)}")
        text = with_dollars(sql)
        cursor = self._cursor()
        self._require_one_select(cursor, text)
        for name, rows in (beside or {}).items():
            cursor.register(name, rows)
        cursor.execute("begin transaction read only")
        try:
            return cursor.sql(text, params=given or None).to_arrow_table()
        except duckdb.TransactionException as fault:
            raise NotAQuestion("a question does not write") from fault
        except duckdb.Error as fault:
            # Damage shows as it likes: what cannot be read, or what reads as nonsense.
            if isinstance(fault, duckdb.IOException) or not self._columns.are_as_sealed():
                raise _unreadable(self._columns.folder) from fault
            raise
        finally:
            cursor.execute("rollback")
            for name in beside or ():
                cursor.unregister(name)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._threads, "cursor", None)
        if cursor is None:
            cursor = self._threads.cursor = self._connection.cursor()
        return cursor

    @staticmethod
    def _require_one_select(cursor: duckdb.DuckDBPyConnection, text: str) -> None:
        statements = cursor.extract_statements(text)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise NotAQuestion("the engine answers one SELECT at a time")

    def close(self) -> None:
        """Give back its memory."""
        self._connection.close()

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_engine(source: Source, folder: Path, *, rebuild: bool = False) -> DuckDB:
    """An engine on a ledger as it stands now; columns that cannot be read are built anew, or all, if ``rebuild``."""
    try:
        return DuckDB(refresh(source, folder, rebuild=rebuild))
    except ColumnsUnreadable:
        return DuckDB(refresh(source, folder, rebuild=True))


def _quoted(path: Path) -> str:
    """A path as a SQL text."""
    return "'" + str(path).replace("'", "''") + "'"


def _unreadable(folder: Path) -> ColumnsUnreadable:
    return ColumnsUnreadable(
        say("the columns in {folder} cannot be read; delete that folder, it will be built anew", folder=folder.name)
    )
