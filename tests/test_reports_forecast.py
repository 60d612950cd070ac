"""What is expected to become waste: told again slowly, thing by thing, from the words of its formula."""

from __future__ import annotations

from datetime import date
from math import exp, log, prod

import pytest
from books.life import Life
from reports_memory import Told

from lifecycle import reference
from lifecycle.engine import open_engine
from lifecycle.reports import Filter, Unanswerable
from lifecycle.reports.forecast import forecast
from lifecycle.reports.forecast.report import _days

ON = date(2025, 12, 31)
NANTES, REZE = "44109", "44143"


@pytest.fixture
def answer(tmp_path):
    """The report on a life told in text."""

    def ask(text, **asked):
        life = Life()
        life.tell(text)
        with open_engine(Told(life), tmp_path / f"columns-{len(text)}") as engine:
            return forecast(engine, Filter(**({"last_day": str(ON)} | asked)), reference.load())

    return ask


def machine(code, handed, *, wasted=None, seen=None, category="laptop", place=NANTES):
    """A machine of two kilograms that was handed over, was perhaps heard of since, and perhaps became waste."""
    told = f"2020-01-02 {code} received category={category}\n2020-01-02 {code} weighed grams=2000\n"
    told += f"2020-01-03 {code} media_absent\n{handed} {code} handed_over place={place}\n"
    if seen:
        told += f"{seen} {code} use_confirmed\n"
    if wasted:
        told += f"{wasted} {code} returned reason=broken\n{wasted} {code} discarded\n"
    return told


def months(days):
    return round(days * 12 / 365.25)


def slowly(machines):
    """Things expected in each year, and waste that nobody told of: (handed, wasted, seen) one by one."""
    lives = []
    for handed, wasted, seen in machines:
        last = wasted or seen or handed
        lives.append((months((last - handed).days), wasted is not None, months((ON - handed).days)))
    longest = max(life for life, _ended, _age in lives)

    def share(month):
        told = [
            1
            - sum(1 for life, ended, _age in lives if ended and life == at) / sum(1 for life, *_ in lives if life >= at)
            for at in {life for life, ended, _age in lives if ended}
            if at <= min(month, longest)
        ]
        kept = prod(told)
        return exp(month * log(kept) / longest) if month > longest else kept

    waiting = [(life, age) for life, ended, age in lives if not ended]
    years = [
        sum((share(age + 12 * year) - share(age + 12 * year + 12)) / share(life) for life, age in waiting)
        for year in range(10)
    ]
    return years, sum(1 - share(age) / share(life) for life, age in waiting)


def test_what_each_year_is_expected_to_bring_is_the_sum_over_things_of_the_shares_that_end_in_it(answer):
    """Forty of ninety laptops became waste after one to four years; the others were last heard of at various ages."""
    told, machines = f"{ON} PC-LAST received category=tablet\n", []
    for rank in range(90):
        handed = date(2020 + rank % 3, 1 + rank % 12, 5)
        wasted = date(handed.year + 1 + rank % 3, 1 + (rank * 5) % 12, 9) if rank < 40 else None
        seen = date(2024 + rank % 2, 1 + (rank * 7) % 12, 11) if wasted is None and rank % 5 else None
        machines.append((handed, wasted, seen))
        told += machine(f"PC-{rank}", handed, wasted=wasted, seen=seen)
    report = answer(told)
    years, untold = slowly(machines)
    row = report.table("by_category").records()[0]
    assert (row["at_risk"], row["ended"], row["basis"]) == (50, 40, "seen")
    assert row["units"] == round(sum(years))
    assert row["grams"] == pytest.approx(2000 * sum(years), abs=1)
    assert report.figure("untold").value == round(untold)
    for found, expected in zip(report.table("by_year").records(), years, strict=True):
        assert found["low"] <= expected <= found["high"]
        assert found["units"] == pytest.approx(expected, abs=1)
    assert report.figure("at_risk").value == 50
    whole = report.figure("returns").value + report.figure("untold").value + report.figure("later").value
    assert whole == pytest.approx(50, abs=2)


def test_too_few_ends_are_a_screening_on_the_published_life(answer):
    """Two laptops, of which none ended: the second life of three years, and the note says so."""
    report = answer(machine("PC-1", "2025-12-31") + machine("PC-2", "2025-12-31"))
    row = report.table("by_category").records()[0]
    assert (row["basis"], row["units"]) == ("second_life", round(2 * (1 - exp(-10 / 3))))


def test_what_has_no_life_in_any_source_is_left_out_and_said(answer):
    """A scanner, whose life nobody publishes."""
    report = answer(machine("PC-1", "2025-06-01", category="scanner"))
    assert report.table("by_category").records()[0]["basis"] == "none"
    assert report.figure("returns").coverage.left_out == {"no_life": 1}
    assert (report.figure("at_risk").value, report.figure("returns").value) == (1, 0)


def test_what_is_waste_lost_or_passed_on_is_no_longer_expected(answer):
    """One of three became waste, one was lost: one remains."""
    told = (
        machine("PC-1", "2024-01-05", wasted="2025-01-05")
        + machine("PC-2", "2024-01-05")
        + machine("PC-3", "2024-01-05")
    )
    told += "2025-02-01 PC-3 lost\n"
    report = answer(told)
    assert (report.figure("at_risk").value, report.figure("at_risk_g").value) == (1, 2000)


def test_a_territory_is_where_things_were_handed_over(answer):
    """One in Nantes, one in Rezé; a device is no question of a forecast."""
    told = machine("PC-1", "2025-01-05") + machine("PC-2", "2025-01-05", place=REZE)
    assert answer(told, territory=NANTES).figure("at_risk").value == 1
    assert answer(told, territory="44").figure("at_risk").value == 2
    with pytest.raises(Unanswerable):
        answer(told, device="PC-1")


def test_the_same_question_has_the_same_digits(answer):
    """Draws come from named streams: nothing is left to chance."""
    told = machine("PC-1", "2025-01-05") + machine("PC-2", "2024-01-05")
    assert answer(told).to_json()["tables"] == answer(told).to_json()["tables"]


@pytest.mark.parametrize(
    ("on", "first", "second"),
    [
        (date(2025, 12, 31), ("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")),
        (date(2024, 2, 28), ("2024-03-01", "2025-02-28"), ("2025-03-01", "2026-02-28")),
    ],
)
def test_years_follow_the_last_day_and_meet(on, first, second):
    """Civil years after 31 December; none begins on a 29 February."""
    assert [tuple(map(str, _days(on, year))) for year in (0, 1)] == [first, second]
