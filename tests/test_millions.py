"""The books that benchmarks are measured on are true books: their figures are those of the numbers they were made of."""

from __future__ import annotations

import pytest
from benchmarks.bench_columns import COMPARED
from benchmarks.millions import figures_of, write

from lifecycle import reference
from lifecycle.engine import DuckDB
from lifecycle.reports import Filter, mass


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """About two thousand facts, straight into columns."""
    return write(2_000, tmp_path_factory.mktemp("books"))


@pytest.mark.parametrize("sums", [True, False], ids=["with sums", "legs alone"])
@pytest.mark.parametrize("how", COMPARED, ids=str)
def test_invented_columns_say_what_an_independent_sum_says(written, how, sums):
    """Thirteen figures of the report, for a year, an organisation, a commune, a category."""
    with DuckDB(written.columns, sums=sums) as engine:
        report = mass(engine, Filter(**how), reference.load())
    independent = figures_of(written.numbers, **how)
    assert {name: report.figure(name).value for name in independent} == independent


def test_invented_books_are_not_empty_in_any_figure(written):
    """A comparison of nothing with nothing would pass."""
    assert 1_500 < written.facts < 3_000
    assert all(figures_of(written.numbers).values())


def test_the_legs_of_each_invented_fact_sum_to_zero(written):
    """In grams and in units, thing by thing."""
    with DuckDB(written.columns) as engine:
        sums = engine.query("select fact, n, item from leg group by 1, 2, 3 having sum(grams) <> 0 or sum(units) <> 0")
        assert sums.num_rows == 0
        assert engine.query("select n from fact group by n having count(*) > 1").num_rows == 0
