"""The engine answers one question at a time about the columns, and can do nothing else."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import pyarrow as pa
import pytest
from reports_books import Books, move

from lifecycle.columns import check, refresh
from lifecycle.engine import ColumnsUnreadable, DuckDB, NotAQuestion, open_engine

COUNT = "select cast(count(*) as bigint) as legs, cast(sum(grams) as bigint) as grams from leg where n <= :as_of"


def books_of(facts: int) -> Books:
    books = Books()
    for i in range(facts):
        books.add("received", f"device:PC-{i}", "2026-01-05", move("outside", "stock", 1000 + i))
    return books


@pytest.fixture
def engine(tmp_path):
    """Ten sealed facts and three in the tail."""
    books = books_of(10)
    refresh(books, tmp_path / "ledger.db.columns", tail_facts=5)
    for i in range(3):
        books.add("received", f"device:T-{i}", "2026-02-01", move("outside", "stock", 1))
    with open_engine(books, tmp_path / "ledger.db.columns") as engine:
        yield engine


def test_sealed_columns_and_tail_answer_as_one(engine):
    """Thirteen receptions of two legs each."""
    assert engine.query(COUNT, {"as_of": 13}).to_pylist() == [{"legs": 26, "grams": 0}]
    assert engine.query(COUNT, {"as_of": 10}).to_pylist() == [{"legs": 20, "grams": 0}]
    assert engine.position.count == 13


def test_a_day_is_a_day_and_a_text_may_hold_a_colon(engine):
    """Parameters are found outside of texts and remarks only."""
    sql = "select ':as_of' as words, min(day) as day from leg -- :as_of\n where day >= :first_day"
    assert engine.query(sql, {"first_day": date(2026, 1, 1), "unused": 1}).to_pylist() == [
        {"words": ":as_of", "day": date(2026, 1, 5)}
    ]


def test_a_parameter_without_value_is_named(engine):
    """The question names as_of, nobody gives it."""
    with pytest.raises(NotAQuestion, match="as_of"):
        engine.query(COUNT, {})


ATTACKS = [
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from glob('/etc/*')",
    "select * from read_csv('https://example.org/x.csv')",
    "attach '/tmp/other.db'",
    "copy leg to '/tmp/stolen.parquet'",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "reset allowed_directories",
    "set threads = 1",
    "pragma enable_profiling",
    "export database 'x'",
    "create table mine as select 1",
    "drop view leg",
    "delete from leg_tail",
    "select 1; delete from leg_tail",
    "with gone as (delete from leg_tail returning *) select * from gone",
    "",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_that_does_more_than_ask_gets_nothing(engine, attack):
    """Files of the machine, the network, settings, and changes of the columns are out of reach."""
    with pytest.raises(
        (NotAQuestion, ColumnsUnreadable, duckdb.PermissionException, duckdb.CatalogException, duckdb.ParserException)
    ):
        engine.query(attack, {})
    assert engine.query(COUNT, {"as_of": 99}).to_pylist() == [{"legs": 26, "grams": 0}]


def test_a_question_cannot_write_into_the_columns_folder(engine, tmp_path):
    """DuckDB itself would allow it, since the folder is one it may use."""
    folder = tmp_path / "ledger.db.columns"
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(NotAQuestion):
        engine.query(f"copy leg to '{folder}/more.parquet'", {})
    assert sorted(path.name for path in folder.iterdir()) == before


def test_the_engine_is_locked_below_its_own_question_check(engine):
    """Even a cursor taken from inside reads no other file and changes no setting."""
    cursor = engine._connection.cursor()
    for attack in (
        "select * from read_csv('/etc/passwd')",
        "attach '/tmp/x.db'",
        "copy leg to '/tmp/x.csv'",
        "set threads = 1",
    ):
        with pytest.raises(Exception, match=r"disabled|locked|Cannot"):
            cursor.execute(attack)


def test_threads_never_get_each_others_rows(engine):
    """Eight threads ask 200 different questions."""
    sql = "select cast(count(*) as bigint) as legs from leg where n <= :as_of"
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(
            lambda n: (n, engine.query(sql, {"as_of": n})["legs"][0].as_py()), [n % 14 for n in range(200)]
        )
        assert all(legs == 2 * n for n, legs in answers)


@pytest.mark.parametrize("name", ["l'été [1]*?.columns", "espace et ;.columns"])
def test_a_folder_may_have_any_name(tmp_path, name):
    """Quotes, brackets and stars in a folder's name are signs, not patterns."""
    books = books_of(6)
    refresh(books, tmp_path / name, tail_facts=5)
    with open_engine(books, tmp_path / name) as engine:
        assert engine.query(COUNT, {"as_of": 6}).to_pylist() == [{"legs": 12, "grams": 0}]


def test_columns_that_cannot_be_read_are_built_anew(tmp_path):
    """The end of a file, where Parquet keeps its index, is overwritten: same size."""
    books = books_of(10)
    columns = refresh(books, tmp_path, tail_facts=5)
    victim = columns.files("leg")[0]
    victim.write_bytes(victim.read_bytes()[:-40] + b"\0" * 40)
    with pytest.raises(ColumnsUnreadable, match=tmp_path.name):
        DuckDB(columns)
    with open_engine(books, tmp_path) as engine:
        assert engine.query(COUNT, {"as_of": 10}).to_pylist() == [{"legs": 20, "grams": 0}]


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_in_a_sealed_file_changes_no_answer(tmp_path, seed):
    """Any bit of any file: the seal tells, and the columns are built anew before anything is asked."""
    books, chance = books_of(10), random.Random(seed)
    columns = refresh(books, tmp_path, tail_facts=5)
    victim = chance.choice([path for name in ("fact", "leg", "booked") for path in columns.files(name)])
    content = bytearray(victim.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    victim.write_bytes(content)
    with open_engine(books, tmp_path) as engine:
        assert engine.query(COUNT, {"as_of": 10}).to_pylist() == [{"legs": 20, "grams": 0}]
        assert check(books, refresh(books, tmp_path, tail_facts=5)).ok


def test_damage_that_shows_only_while_it_is_read_says_what_to_do(tmp_path):
    """The file was whole when the engine opened; its middle is overwritten under it."""
    books = books_of(4_000)
    columns = refresh(books, tmp_path, tail_facts=5)
    with DuckDB(columns) as engine:
        for victim in columns.files("leg"):
            content = victim.read_bytes()
            middle = len(content) // 2
            with victim.open("r+b") as file:
                file.seek(100)
                file.write(b"\xa5" * (middle - 100))
        with pytest.raises(ColumnsUnreadable, match=tmp_path.name):
            engine.query("select kind, sum(grams) as g from leg group by kind")


def test_a_question_that_is_wrong_is_not_taken_for_damage(engine):
    with pytest.raises(duckdb.Error) as told:
        engine.query("select cast('abc' as integer) as n")
    assert not isinstance(told.value, ColumnsUnreadable)


def test_a_question_does_not_see_the_variables_of_the_program(engine):
    """DuckDB in Python would read a local table by its name."""
    secret = engine.query(COUNT, {"as_of": 1})
    assert secret.num_rows == 1
    with pytest.raises(duckdb.CatalogException):
        engine.query("select * from secret", {})


def test_an_empty_ledger_has_empty_columns(tmp_path):
    """Nothing was ever recorded."""
    with open_engine(Books(), tmp_path / "c") as engine:
        assert engine.query("select n from leg", {}).num_rows == 0


def test_a_question_may_bring_small_tables_along(tmp_path):
    """Names of facts that are void, for one question; the next does not see them."""
    books = Books()
    books.add("received", "device:PC-1", "2026-01-05", event_id="e-1")
    books.add("received", "device:PC-2", "2026-01-05", event_id="e-2")
    with open_engine(books, tmp_path) as engine:
        sql = "select subject from fact where event_id not in (select name from void_fact)"
        beside = {"void_fact": pa.table({"name": ["e-1"]})}
        assert engine.query(sql, {}, beside)["subject"].to_pylist() == ["device:PC-2"]
        with pytest.raises(duckdb.CatalogException):
            engine.query(sql, {})


def test_no_row_is_lost_where_a_table_is_joined_to_nothing(tmp_path):
    """Two machines, none of which was ever returned: DuckDB 2.0.0 by itself answers that there is none."""
    books = Books()
    for code in ("PC-1", "PC-2"):
        books.add("received", f"device:{code}", "2026-01-05", move("outside", "stock", 1000))
    with open_engine(books, tmp_path) as engine:
        sql = """
        select leg.item, count(*) as legs
        from leg
        left join (select n from fact where kind = 'returned') as back on back.n = leg.fact
        group by leg.item
        having sum(case when leg.grams > 0 then 1 else 0 end) = 1
        """
        assert sorted(engine.query(sql, {})["item"].to_pylist()) == ["device:PC-1", "device:PC-2"]
