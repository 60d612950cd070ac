"""People equipped and time given to them, as cases: each person counts once, a void fact not at all."""

from __future__ import annotations

import pytest
from books.life import Life
from reports_memory import Told

from lifecycle import reference
from lifecycle.engine import open_engine
from lifecycle.reports import Filter, Unanswerable
from lifecycle.reports.people import people

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}

STORY = """
2026-01-05 PC-1 received      category=laptop
2026-01-05 PC-2 received      category=laptop
2026-01-05 PC-3 received      category=laptop
2026-01-05 PC-4 received      category=laptop
2026-01-06 PC-1 media_absent
2026-01-06 PC-2 media_absent
2026-01-06 PC-3 media_absent
2026-01-06 PC-4 media_absent
2026-02-01 PC-1 handed_over   terms=gift recipient=B-1 recipient_kind=person
2026-02-02 PC-2 handed_over   terms=gift recipient=B-1 recipient_kind=person
2026-02-03 PC-3 handed_over   terms=gift recipient=SCHOOL recipient_kind=school
2026-02-04 PC-4 handed_over   terms=gift recipient=X-9
2026-03-01 PC-1 support_given minutes=30
2026-03-02 PC-1 support_given minutes=15
2026-04-01 organisation:ASSO training_held sessions=3 minutes=90 people=12
"""


@pytest.fixture
def answer(tmp_path):
    """The report on a life told in text."""

    def ask(text, **asked):
        life = Life()
        life.tell(text)
        with open_engine(Told(life), tmp_path / "columns") as engine:
            return people(engine, Filter(**(YEAR | asked)), reference.load())

    return ask


def test_a_person_who_received_two_machines_is_one_person_and_a_school_is_none(answer):
    """PC-1 and PC-2 go to B-1, PC-3 to a school, PC-4 to somebody of whom nobody told what they are."""
    told = answer(STORY)
    assert told.figure("people").value == 1
    assert told.figure("people").coverage.left_out == {"unknown_kind": 1}


def test_time_of_courses_is_that_of_all_their_sessions(answer):
    """Three sessions of 90 minutes, and twice some help."""
    told = answer(STORY)
    assert [told.figure(id).value for id in ("sessions", "taught", "trained", "support")] == [3, 270, 12, 45]


def test_days_outside_the_period_add_nothing(answer):
    told = answer(STORY, last_day="2026-02-01")
    assert [told.figure(id).value for id in ("people", "sessions", "support")] == [1, 0, 0]


def test_what_it_cannot_be_narrowed_by_is_refused(answer):
    with pytest.raises(Unanswerable, match="cannot be narrowed"):
        answer(STORY, category="laptop")
