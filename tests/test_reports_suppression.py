"""What is masked cannot be worked out: of any table, by whoever subtracts what is shown from its totals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle import reference
from lifecycle.reference.published_tables import small_cell
from lifecycle.reports.suppression import Behind, Sum, masked, small, worked_out

LEAST = small_cell(reference.load().edition)


@pytest.mark.parametrize(
    ("behind", "why"),
    [
        (Behind(), None),
        (Behind(people=10), "few_people"),
        (Behind(people=11), None),
        (Behind(organisations={"A": 5, "B": 5}), "few_organisations"),
        (Behind(organisations={"A": 85, "B": 10, "C": 5}), None),
        (Behind(organisations={"A": 86, "B": 10, "C": 4}), "one_organisation"),
        (Behind(people=50, organisations={"A": 85}, of_people=15), None),
        (Behind(people=50, organisations={"A": 86}, of_people=14), "one_organisation"),
        (Behind(people=10, organisations={"A": 5, "B": 5, "C": 5}), "few_people"),
    ],
)
def test_a_cell_is_small_below_eleven_people_three_organisations_or_above_85_percent(behind, why):
    """Both sides of each boundary; nothing at all is no secret."""
    assert small(behind, LEAST) == why


def test_one_masked_commune_takes_another_with_it():
    """Three people in A: without B, the total less B and C would tell them."""
    cells = {"A": Behind(people=3), "B": Behind(people=20), "C": Behind(people=90)}
    assert masked(cells, [Sum("all", "ABC")], LEAST) == {"A": "few_people", "B": "secondary"}


def test_two_masked_communes_whose_sum_is_small_take_a_third():
    """Three and four people: their sum of seven would be a cell of seven."""
    cells = {"A": Behind(people=3), "B": Behind(people=4), "C": Behind(people=90), "D": Behind(people=50)}
    assert masked(cells, [Sum("all", "ABCD")], LEAST) == {"A": "few_people", "B": "few_people", "D": "secondary"}


def test_where_nothing_else_can_hide_it_the_total_is_masked_and_hidden_in_its_own():
    """The only equipped commune of a grouping: the grouping is masked, and another grouping with it."""
    cells = {"A": Behind(people=3), "B": Behind(), "C": Behind(people=40), "D": Behind(people=30)}
    sums = [Sum("all", ("G", "H", "I")), Sum("G", "AB"), Sum("H", "C"), Sum("I", "D")]
    hidden = masked(cells, sums, LEAST)
    assert {"A", "G"} <= set(hidden)
    assert "B" not in hidden
    assert recoverable(hidden, sums) == set()


def recoverable(hidden, sums):
    """The same asked another way: a cell is known where no solution of the sums can differ in it."""
    names = list(hidden)
    if not names:
        return set()
    system = np.array(
        [[(name in one[1]) - (name == one[0]) for name in names] for one in sums] or [[0] * len(names)], float
    )
    _left, values, right = np.linalg.svd(system)
    rank = int((values > 1e-9).sum())
    free = right[rank:]
    return {name for place, name in enumerate(names) if not (np.abs(free[:, place]) > 1e-9).any()}


people = st.integers(0, 40).map(lambda count: Behind(people=max(0, count - 8)))
organisations = st.dictionaries(st.sampled_from("PQRST"), st.integers(1, 100), max_size=5).map(
    lambda made: Behind(organisations=made)
)


@st.composite
def trees(draw):
    """Communes in groupings in departments in the whole."""
    kind = draw(st.sampled_from([people, organisations]))
    cells, sums, departments = {}, [], []
    for department in range(draw(st.integers(1, 3))):
        groupings = []
        for grouping in range(draw(st.integers(1, 4))):
            communes = [f"{department}.{grouping}.{commune}" for commune in range(draw(st.integers(1, 5)))]
            cells |= {commune: draw(kind) for commune in communes}
            groupings.append(f"{department}.{grouping}")
            sums.append(Sum(groupings[-1], communes))
        departments.append(str(department))
        sums.append(Sum(departments[-1], groupings))
    sums.append(Sum("whole", departments))
    return cells, sums[::-1]


@st.composite
def crossed(draw):
    """Places by categories, with the totals of both and of all."""
    kind = draw(st.sampled_from([people, organisations]))
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cells = {(row, column): draw(kind) for row in range(rows) for column in range(columns)}
    sums = [Sum("all", [("row", row) for row in range(rows)])]
    sums += [Sum("all", [("column", column) for column in range(columns)])]
    sums += [Sum(("row", row), [(row, column) for column in range(columns)]) for row in range(rows)]
    sums += [Sum(("column", column), [(row, column) for row in range(rows)]) for column in range(columns)]
    return cells, sums


@settings(max_examples=150, deadline=None)
@given(st.one_of(trees(), crossed()))
def test_of_any_table_no_masked_cell_follows_from_what_is_shown(table):
    """Primary ones are masked, none is worked out, none of nothing is masked, and no rest of a shown total is small."""
    cells, sums = table
    hidden = masked(cells, sums, LEAST)
    assert {key for key, behind in cells.items() if small(behind, LEAST)} <= set(hidden)
    assert not {key for key in hidden if key in cells and cells[key].nobody}
    assert recoverable(hidden, sums) == set()
    assert worked_out(hidden, sums) == set()
    for total, parts in sums:
        inside = [cells[part] for part in parts if part in hidden and part in cells]
        if inside and total not in hidden and all(part in cells for part in parts):
            assert small(sum(inside, start=Behind()), LEAST) is None


@settings(max_examples=50, deadline=None)
@given(trees())
def test_a_table_without_small_cells_is_shown_whole(table):
    """Nothing is masked for nothing."""
    cells, sums = table
    large = {key: Behind(people=behind.people and behind.people + 11) for key, behind in cells.items()}
    assert masked(large, sums, LEAST) == {}
