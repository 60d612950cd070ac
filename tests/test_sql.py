"""The SQL of reports is plain: the same text means the same on DuckDB, PostgreSQL and Spark."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

import lifecycle.reports
from lifecycle.columns import SCHEMAS, SUMS
from lifecycle.engine.engine import parameters_of
from lifecycle.reports import Filter
from lifecycle.reports.question import BESIDE, text_of

FILES = sorted((Path(lifecycle.reports.__file__).parent / "sql").rglob("*.sql"))
PARAMETERS = set(Filter(as_of=0).parameters()) | {"by", "subject", "within", "published", "void", "donor", "producer"}
PARAMETERS |= {"summed", "changed", "batch", "last_whole", "cut_month", "cut_end", "unheard"}
OVER_SUMS = [("cells", "booked"), ("cells", "booked_by_origin"), ("first_service", "served")]
OVER_SUMS += [("balances", "booked"), ("balances", "booked_by_origin")]
OVER_SUMS += [("span", "holder"), ("places_and_holders", "holder")]
OVER_SUMS += [("organisations", "notice"), ("corrections", "notice"), ("same_things", "notice")]
OVER_SUMS += [("lots_under_way_summed", "lot_held"), ("lots_under_way_summed", "lot_held_by_origin")]

FUNCTIONS = {
    "sum", "count", "min", "max", "coalesce", "case", "cast", "extract", "position", "row_number", "lead", "lag", "and", "or", "if",
}  # fmt: skip
WHOLE_TYPES = {exp.DataType.Type.BIGINT, exp.DataType.Type.INT, exp.DataType.Type.DATE}
FORBIDDEN = {
    exp.Div: "a division: whole numbers divide differently; divide in Python",
    exp.IntDiv: "a division: whole numbers divide differently; divide in Python",
    exp.Qualify: "QUALIFY",
    exp.Pivot: "PIVOT",
    exp.ArgMax: "arg_max",
    exp.ArgMin: "arg_min",
    exp.Array: "a list",
    exp.List: "a list",
    exp.Bracket: "a list",
    exp.Lambda: "a list function",
    exp.Star: "a star: name the columns",
    exp.DPipe: "gluing texts together",
    exp.Avg: "an average, which is no whole number",
}


def faults(sql: str) -> list[str]:
    """Everything in a text that is not plain, in words."""
    first = sql.partition("\n")[0]
    found = [] if first.startswith("-- One row per ") else ["the first line does not say what a row is"]
    try:
        trees = sqlglot.parse(sql, read="duckdb")
    except sqlglot.errors.ParseError as fault:
        return [*found, f"it cannot be read: {fault}"]
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        return [*found, "it is not one SELECT"]
    tree = trees[0]
    for node in tree.walk():
        for kind, words in FORBIDDEN.items():
            if isinstance(node, kind) and not (isinstance(node, exp.Star) and isinstance(node.parent, exp.Count)):
                found.append(words)
        found += _of_node(node)
    if "::" in sql:
        found.append("a cast by ::, which looks like a parameter elsewhere; write cast(… as …)")
    found += [f"an unknown parameter {name}" for name in sorted(parameters_of(sql) - PARAMETERS)]
    return found


def _of_node(node: exp.Expression) -> list[str]:
    if isinstance(node, exp.Join) and (node.args.get("method") or "").upper() == "ASOF":
        return ["ASOF, which others read as an alias in silence"]
    if isinstance(node, exp.Group) and node.args.get("all"):
        return ["GROUP BY ALL"]
    if isinstance(node, exp.Order) and any(key.this.sql().upper() == "ALL" for key in node.expressions):
        return ["ORDER BY ALL"]
    if isinstance(node, exp.Identifier) and node.name.lower() in {"at", "asof"}:
        return [f"a name {node.name!r}, which is a word of the language elsewhere"]
    if isinstance(node, exp.DataType) and node.this not in WHOLE_TYPES:
        return [f"the type {node.this.value}: only whole numbers and days"]
    if isinstance(node, exp.Literal) and not node.is_string and not node.this.isdigit():
        return [f"the number {node.this}: whole numbers only"]
    if isinstance(node, exp.Table) and node.db == "" and node.name not in {*SCHEMAS, *SUMS, *BESIDE}:
        return [f"a table {node.name} that the columns do not have"]
    if isinstance(node, exp.Anonymous) or (
        isinstance(node, exp.Func) and node.sql_name().lower() not in FUNCTIONS | {"str_position"}
    ):
        return [f"a function {node.name or node.sql_name()} that is not known to be the same everywhere"]
    return []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_sql_is_plain(path):
    """Every file of reports/sql."""
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name, rows", OVER_SUMS)
def test_sql_over_sums_is_plain(name, rows):
    """A question over other rows than legs: they stand where it says "from leg"."""
    text = text_of(name, rows)
    assert any(f"from {name}" in text for name in SUMS)
    assert faults(text) == []


def test_there_is_sql_to_read():
    """A test of no file would pass."""
    assert len(FILES) >= 8


HEAD = "-- One row per x\n"


@pytest.mark.parametrize(
    "sql, word",
    [
        ("select n from leg", "first line"),
        (HEAD + "select leg.n from leg asof join fact on leg.n >= fact.n", "ASOF"),
        (HEAD + "select leg.n from leg asof", "asof"),
        (HEAD + "select arg_max(item, n) from leg", "arg_max"),
        (HEAD + "select arg_min(item, n) from leg", "arg_min"),
        (HEAD + "select max_by(item, n) from leg", "arg_max"),
        (HEAD + "select item, sum(grams) from leg group by all", "GROUP BY ALL"),
        (HEAD + "select item, n from leg order by all", "ORDER BY ALL"),
        (HEAD + "select n from leg qualify row_number() over (partition by item order by n) = 1", "QUALIFY"),
        (HEAD + "pivot leg on account using sum(grams)", "not one SELECT"),
        (HEAD + "select grams / 1000 from leg", "division"),
        (HEAD + "select grams // 1000 from leg", "division"),
        (HEAD + "select avg(grams) from leg", "average"),
        (HEAD + "select cast(grams as double) from leg", "type"),
        (HEAD + "select cast(grams as decimal(10, 2)) from leg", "type"),
        (HEAD + "select grams::bigint from leg", "::"),
        (HEAD + "select grams * 0.001 from leg", "whole numbers only"),
        (HEAD + "select n as at from leg", "'at'"),
        (HEAD + "select list(item) from leg", "function"),
        (HEAD + "select [1, 2] from leg", "list"),
        (HEAD + "select string_agg(item, ',') from leg", "function"),
        (HEAD + "select item || account from leg", "gluing"),
        (HEAD + "select * from leg", "star"),
        (HEAD + "select n from other", "table"),
        (HEAD + "select n from read_csv('x')", "function"),
        (HEAD + "select n from leg where item = :whatever", "parameter"),
        (HEAD + "delete from leg", "not one SELECT"),
        (HEAD + "select n from leg; select n from leg", "not one SELECT"),
        (HEAD + "select n from from", "cannot be read"),
    ],
)
def test_sql_that_is_not_plain_is_named(sql, word):
    """One fault each, so that the test itself is seen to fail."""
    assert any(word in fault for fault in faults(sql)), faults(sql)


def test_no_python_builds_sql_for_reports():
    """Values come as named parameters: no file of reports holds a SELECT."""
    for path in Path(lifecycle.reports.__file__).parent.rglob("*.py"):
        assert "select " not in path.read_text(encoding="utf-8").lower().replace("selection", ""), path.name
