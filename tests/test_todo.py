"""What waits: loans, calls, machines in the workshop, questions, breaches that can be healed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from books import life as told
from click.testing import CliRunner

from lifecycle import policy, reference
from lifecycle.cli.commands import lifecycle
from lifecycle.columns import folder_of
from lifecycle.engine import open_engine
from lifecycle.ledger import Ledger, create
from lifecycle.reports import organisations
from lifecycle.reports.todo import SORTS, Due, grouped, todo
from lifecycle.reports.todo.breaches import HEALED_BY
from lifecycle.rules import RULES

WHO = {"by": "A-1", "on_behalf_of": "ASSO", "now": datetime(2027, 12, 1, tzinfo=UTC)}
HANDED = """
2026-01-05 PC-1 received       category=laptop legal=PRODUCT
2026-01-06 PC-1 weighed        grams=2100
2026-01-07 PC-1 media_absent
2026-01-08 PC-1 made_ready     grade=A
2026-02-01 =H PC-1 handed_over recipient=B-1 charter_version=CH-1
"""
LENT = HANDED.replace("recipient=B-1", "recipient=B-1 terms=loan due_back=2026-06-01")


def ledger_of(path: Path, text: str) -> Ledger:
    """A ledger in which this life is told, after those who take part in it."""
    story = told.Life.__new__(told.Life)
    story.named, story.rank = {}, 0
    ledger = create(path / "lifecycle.db")
    for batch in (*story.facts(told.PREAMBLE), *story.facts(text)):
        ledger.append(batch, **WHO)
    return ledger


def waiting(path: Path, text: str, on: str, organisation: str | None = None) -> list[Due]:
    """What waits on a day."""
    values = reference.load()
    with ledger_of(path, text) as ledger, open_engine(ledger, folder_of(ledger.path)) as engine:
        return list(
            todo(
                ledger,
                engine,
                on=date.fromisoformat(on),
                reference=values,
                policy=policy.load(values.edition),
                organisations=organisations(engine),
                organisation=organisation,
            )
        )


def sorts(dues: list[Due]) -> list[str]:
    return [due.sort for due in dues]


@pytest.mark.parametrize(
    ("on", "found"), [("2026-05-17", []), ("2026-05-18", ["loan_due"]), ("2026-08-01", ["loan_due"])]
)
def test_a_loan_is_told_of_from_its_notice_until_it_is_back(tmp_path, on, found):
    """PC-1 is lent until 1 June 2026; fourteen days before, it is on the list."""
    dues = waiting(tmp_path, LENT, on)
    assert sorts(dues) == found
    assert [(due.subject, due.due_on, due.grams, due.page) for due in dues] == [
        ("device:PC-1", date(2026, 6, 1), 2100, "suivi?device=PC-1")
    ] * len(found)


def test_a_loan_that_came_back_waits_for_nobody_to_bring_it(tmp_path):
    """PC-1 came back on 20 May: it waits in the workshop."""
    back = LENT + "\n2026-05-20 PC-1 returned reason=loan_ended"
    assert sorts(waiting(tmp_path, back, "2026-06-02")) == ["arrived"]


@pytest.mark.parametrize(("on", "found"), [("2027-01-01", []), ("2027-01-02", ["still_in_use"])])
def test_a_machine_of_which_nobody_spoke_for_a_year_is_one_to_call_about(tmp_path, on, found):
    """PC-1 was handed over on 1 February 2026: a year later, less the notice of thirty days."""
    assert sorts(waiting(tmp_path, HANDED, on)) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("2026-12-01 =C PC-1 use_confirmed channel=phone", []),
        ("2026-12-01 =C PC-1 support_given minutes=20", []),
        (
            "2026-12-01 =C PC-1 use_confirmed channel=phone\n-- undone\n2026-12-02 organisation:ASSO corrected voids=[C]",
            [1],
        ),
    ],
)
def test_whatever_tells_of_a_use_puts_the_call_off_unless_it_is_corrected_away(tmp_path, word, found):
    """A call or a visit in December 2026; the same, told by mistake and undone."""
    assert sorts(waiting(tmp_path, f"{HANDED}\n{word}", "2027-03-01")) == ["still_in_use"] * len(found)


def test_each_machine_of_the_workshop_waits_where_its_work_stands(tmp_path):
    """
    PC-1 in after-sales; PC-2 arrived; PC-3 sorted, its medium not wiped; PC-4 ready; PC-5 waits for a part
    """
    shelf = """
    2026-03-01 PC-1 taken_in fault=screen
    2026-03-02 PC-2 received category=laptop legal=PRODUCT
    2026-03-02 PC-3 received category=laptop legal=PRODUCT
    2026-03-03 PC-3 hardware_read media=[ssd-1] manufacturer=Ker model=Dol serial_number=S-3
    2026-03-03 PC-3 triaged verdict=refurbish
    2026-03-02 PC-4 received category=monitor_small legal=PRODUCT
    2026-03-04 PC-4 made_ready grade=A
    2026-03-02 PC-5 received category=monitor_small legal=PRODUCT
    2026-03-05 PC-5 triaged verdict=wait defects=[panel]
    """
    dues = waiting(tmp_path, HANDED + shelf, "2026-03-10")
    assert [(due.sort, due.subject) for due in dues] == [
        ("after_sales", "device:PC-1"),
        ("arrived", "device:PC-2"),
        ("to_wipe", "device:PC-3"),
        ("blocked", "device:PC-5"),
        ("ready", "device:PC-4"),
    ]
    assert {due.since for due in dues if due.sort == "to_wipe"} == {date(2026, 3, 3)}


def test_two_machines_in_hand_with_one_serial_number_are_a_question_once(tmp_path):
    """PC-2 and PC-3 bear the same serial number: one question, asked of who has them in hand."""
    twins = "\n".join(
        f"2026-03-02 PC-{n} received category=laptop legal=PRODUCT\n"
        f"2026-03-03 PC-{n} hardware_read media=[ssd-{n}] manufacturer=Ker model=Dol serial_number=SN-12345"
        for n in (2, 3)
    )
    asked = [due for due in waiting(tmp_path, twins, "2026-03-10") if due.sort == "question"]
    assert [due.page for due in asked] == ["equipement?device=PC-2"]
    assert "PC-2, PC-3" in str(asked[0].what)


@pytest.mark.parametrize(
    ("healing", "found"),
    [("", ["breach"]), ("2026-01-30 PC-1 data_sanitised medium=ssd-1 method=purge verdict=pass", [])],
)
def test_a_breach_is_told_with_what_heals_it_and_a_late_record_does(tmp_path, healing, found):
    """PC-1 left with its medium unknown; the wipe of two days before is recorded afterwards."""
    life = """
    2026-01-05 PC-1 received       category=laptop legal=PRODUCT
    2026-01-06 PC-1 hardware_read  media=[ssd-1] manufacturer=Ker model=Dol serial_number=S-1
    2026-02-01 PC-1 handed_over    recipient=B-1 charter_version=CH-1
    """
    dues = waiting(tmp_path, f"{life}\n{healing}", "2026-02-10")
    assert sorts(dues) == found
    assert all("if it was wiped before it left" in str(due.what) for due in dues)


def test_every_remedy_is_of_a_rule_and_every_sort_has_words_and_a_page():
    assert set(HEALED_BY) <= set(RULES)
    assert all(one.words and one.page for one in SORTS.values())


def test_of_one_organisation_only_what_it_can_do(tmp_path):
    """The machines of ASSO are nothing to RECYCLER."""
    shelf = "2026-03-02 PC-2 received category=laptop legal=PRODUCT"
    (group,) = grouped(waiting(tmp_path, shelf, "2026-03-10", "ASSO"))
    assert (group.sort, len(group.dues)) == ("arrived", 1)
    (tmp_path / "other").mkdir()
    assert waiting(tmp_path / "other", shelf, "2026-03-10", "RECYCLER") == []


def test_the_command_tells_it_to_people_and_to_programs(tmp_path):
    """PC-1 is lent; the day is given; an organisation that is not there is named."""
    path = str(ledger_of(tmp_path, LENT).path)
    run = CliRunner()
    shown = run.invoke(lifecycle, ["todo", "--ledger", path, "--on", "2026-06-01"])
    assert "PC-1" in shown.stdout
    (due,) = json.loads(run.invoke(lifecycle, ["todo", "--ledger", path, "--on", "2026-06-01", "--json"]).stdout)
    assert (due["sort"], due["due_on"], due["page"]) == ("loan_due", "2026-06-01", "suivi?device=PC-1")
    wrong = run.invoke(lifecycle, ["todo", "--ledger", path, "--organisation", "NOBODY"], standalone_mode=False)
    assert "NOBODY" in str(wrong.exception)
