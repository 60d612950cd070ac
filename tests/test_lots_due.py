"""What waits in lots: who has to do what, until when; and where each lot stands now."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from books import life as told

from lifecycle import policy
from lifecycle.ledger import create
from lifecycle.reports.lots import lot_standing, lots
from lifecycle.reports.todo.lots import due_of_lots

POLICY = policy.load("2026-1")
WHO = {"by": "A-1", "on_behalf_of": "ASSO", "now": datetime(2027, 12, 1, tzinfo=UTC)}
PACKED = """
2026-01-05 PC-1 received       category=desktop legal=WASTE
2026-01-05 PC-1 weighed        grams=8000
2026-01-06 L-1  lot_opened     legal=WASTE waste_code="16 02 13*"
2026-01-06 L-1  lot_packed     devices=[PC-1]
"""
LEFT = PACKED + '\n2026-01-07 L-1 lot_dispatched slip=BSD-1 grams=8000 carrier=PATTE planned_operation="R 4"'
CAME = (
    LEFT + "\n2026-01-09 L-1 lot_received gross=9000 tare=1000\n2026-01-09 L-1 slip_updated slip=BSD-1 status=received"
)
PART = (
    CAME
    + "\n2026-01-20 =CT L-1 treatment_certified fractions=[(3000,'R 4','recycling')] covers_grams=3000 reference=CT-1"
)
WHOLE = CAME + "\n2026-01-20 =CT L-1 treatment_certified fractions=[(8000,'R 4','recycling')] reference=CT-1"
WITHDRAWN = WHOLE + "\n2026-02-10 L-1 certificate_withdrawn certificate=CT-1"
UNDONE = WHOLE + "\n-- undone\n2026-02-10 organisation:ASSO corrected voids=[CT]"


def ledger_of(path: Path, text: str):
    """A ledger in which this life is told, after those who take part in it."""
    story = told.Life.__new__(told.Life)
    story.named, story.rank = {}, 0
    ledger = create(path / "lifecycle.db")
    for batch in (*story.facts(told.PREAMBLE), *story.facts(text)):
        ledger.append(batch, **WHO)
    return ledger


@pytest.mark.parametrize(
    ("text", "state", "since", "grams"),
    [
        (PACKED, "opened", "2026-01-06", 8000),
        (LEFT, "dispatched", "2026-01-07", 8000),
        (CAME, "received", "2026-01-09", 8000),
        (PART, "part_certified", "2026-01-20", 5000),
        (WHOLE, "certified", "2026-01-20", 0),
        (WITHDRAWN, "withdrawn", "2026-02-10", 8000),
        (UNDONE, "received", "2026-01-09", 8000),
    ],
)
def test_a_lot_stands_where_its_facts_brought_it(tmp_path, text, state, since, grams):
    """PC-1 of 8 kg is packed, leaves, arrives, is certified in part or whole; a certificate falls or is undone."""
    with ledger_of(tmp_path, text) as ledger:
        found = lot_standing(ledger, "L-1")
    assert (found.state, found.since.isoformat(), found.grams) == (state, since, grams)


def test_a_lot_that_ended_long_ago_is_only_counted(tmp_path):
    """L-1 is certified on 20 January 2026."""
    with ledger_of(tmp_path, WHOLE) as ledger:
        assert len(lots(ledger, ended_since=date(2026, 1, 20)).standings) == 1
        later = lots(ledger, ended_since=date(2026, 1, 21))
    assert (later.standings, later.older, later.next_code("L")) == ((), 1, "L-L001")


@pytest.mark.parametrize(
    ("day", "late", "told_of"),
    [
        ("2026-01-29", False, False),
        ("2026-01-30", False, True),
        ("2026-02-06", False, True),
        ("2026-02-07", True, True),
    ],
)
def test_a_slip_without_reception_is_told_a_week_before_its_month_is_over(tmp_path, day, late, told_of):
    """L-1 leaves on 7 January: thirty days end on 6 February."""
    with ledger_of(tmp_path, LEFT) as ledger:
        found = [due for due in due_of_lots(ledger, POLICY, on=date.fromisoformat(day)) if due.sort == "slip_open"]
    assert [due.due_on for due in found] == [date(2026, 2, 6)] * told_of
    assert all((due.due_on < date.fromisoformat(day)) is late for due in found)


def test_each_side_of_a_lot_sees_what_it_can_do(tmp_path):
    """The sender has an open slip, the destination a lot to receive; for all of them it is one thing."""
    with ledger_of(tmp_path, LEFT) as ledger:
        on = date(2026, 3, 1)
        sorts = {
            who: {due.sort for due in due_of_lots(ledger, POLICY, on=on, organisation=who)}
            for who in ("ASSO", "RECYCLER", None)
        }
    assert sorts == {
        "ASSO": {"slip_open", "register_line"},
        "RECYCLER": {"lot_to_receive"},
        None: {"slip_open", "register_line"},
    }


@pytest.mark.parametrize(
    ("text", "grams", "words"),
    [
        (CAME, 8000, "no certificate covers"),
        (PART, 5000, "not covered by a certificate yet"),
        (WITHDRAWN, 8000, "was withdrawn on"),
        (UNDONE, 8000, "no certificate covers"),
        (WHOLE, None, ""),
    ],
)
def test_what_no_certificate_covers_is_told_with_its_grams(tmp_path, text, grams, words):
    """L-1 came on 9 January; its certificate is missing from 8 February on."""
    with ledger_of(tmp_path, text) as ledger:
        found = [due for due in due_of_lots(ledger, POLICY, on=date(2026, 3, 1)) if due.sort == "certificate_missing"]
    assert [(due.grams, due.organisation, due.due_on) for due in found] == [
        (grams, "RECYCLER", date(2026, 2, 8))
    ] * bool(words)
    assert all(words in str(due.what) for due in found)


def test_dangerous_waste_waits_for_its_line_until_the_platform_knows_it(tmp_path):
    """What left on 7 January is to declare by 14 January; the slip that the receiver signs declares it."""
    with ledger_of(tmp_path, LEFT) as ledger:
        (line,) = [due for due in due_of_lots(ledger, POLICY, on=date(2026, 1, 10)) if due.sort == "register_line"]
    assert (line.due_on, line.organisation, line.grams) == (date(2026, 1, 14), "ASSO", 8000)
    (tmp_path / "more").mkdir()
    with ledger_of(tmp_path / "more", CAME) as ledger:
        assert not [due for due in due_of_lots(ledger, POLICY, on=date(2026, 1, 10)) if due.sort == "register_line"]


@pytest.mark.parametrize(
    "more",
    [
        "2026-01-08 L-1 paper_issued paper=register_outgoing number=R-1",
        "2026-01-08 L-1 slip_updated slip=BSD-1 status=sent",
    ],
)
def test_a_line_that_was_declared_waits_no_more(tmp_path, more):
    """By the slip on the platform or by a line of the register."""
    with ledger_of(tmp_path, f"{LEFT}\n{more}") as ledger:
        assert not [due for due in due_of_lots(ledger, POLICY, on=date(2026, 1, 20)) if due.sort == "register_line"]


def test_a_line_says_what_it_asks_for_and_the_fact_does_not_tell(tmp_path):
    """Neither slip nor mass nor carrier were told."""
    with ledger_of(tmp_path, PACKED + "\n2026-01-07 L-1 lot_dispatched") as ledger:
        (line,) = [due for due in due_of_lots(ledger, POLICY, on=date(2026, 1, 20)) if due.sort == "register_line"]
    for missing in ("the mass", "the number of the slip", "the carrier", "the planned operation"):
        assert missing in str(line.what)


def test_waste_without_dangerous_components_has_no_line_on_line(tmp_path):
    """16 02 14 stays in the register that the organisation keeps itself."""
    with ledger_of(tmp_path, LEFT.replace("16 02 13*", "16 02 14") + ' waste_code="16 02 14"') as ledger:
        assert not [due for due in due_of_lots(ledger, POLICY, on=date(2026, 1, 20)) if due.sort == "register_line"]


def test_a_line_that_the_platform_takes_no_more_is_left(tmp_path):
    """548 days after the departure of 7 January 2026: 9 July 2027."""
    with ledger_of(tmp_path, LEFT) as ledger:
        lines = {
            day: [due.sort for due in due_of_lots(ledger, POLICY, on=date.fromisoformat(day))].count("register_line")
            for day in ("2027-07-09", "2027-07-10")
        }
    assert lines == {"2027-07-09": 1, "2027-07-10": 0}


def test_a_lot_of_which_a_part_was_refused_is_certified_with_the_rest(tmp_path):
    """The crate goes back to its sender; all that was accepted is treated."""
    text = """
    2026-01-05 PC-1 received       category=desktop legal=WASTE
    2026-01-05 PC-1 weighed        grams=8000
    2026-01-06 L-1  lot_opened     legal=WASTE waste_code="16 02 13*" lines=[("peripheral",10,4000,True)]
    2026-01-06 L-1  lot_packed     devices=[PC-1]
    2026-01-07 L-1  lot_dispatched grams=12000
    2026-01-09 L-1  lot_received   gross=12500 tare=500 refused=[{"line":1,"reason":"not_weee"}]
    2026-01-20 L-1  treatment_certified fractions=[(8000,"R 4","recycling")] reference=CT-1
    """
    with ledger_of(tmp_path, text) as ledger:
        found = lot_standing(ledger, "L-1")
    assert (found.state, found.grams) == ("certified", 0)
