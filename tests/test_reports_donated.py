"""What one donor gave, machine by machine: the same grams as the report on all that was given, place by place."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from ledger_facts import WHO, asso, identity, received, weighed

from lifecycle import demonstration, reference
from lifecycle.cli import main
from lifecycle.columns import folder_of
from lifecycle.engine import open_engine
from lifecycle.events import Corrected, DonationAnnounced
from lifecycle.impact.methods import methods
from lifecycle.ledger import create, open_ledger
from lifecycle.reports import Filter, Unanswerable, answer
from lifecycle.reports.answering import of_columns
from lifecycle.reports.by_method import told_by
from lifecycle.reports.comparison import compared, compared_on
from lifecycle.reports.donated import donated


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "lifecycle.db"
    demonstration.build(path, setting=demonstration.load()).close()
    with open_ledger(path, read_only=True) as ledger:
        yield ledger


@pytest.mark.parametrize("days", [{}, {"first_day": date(2025, 1, 1), "last_day": date(2025, 6, 30)}])
def test_each_donor_s_things_add_up_to_what_the_report_on_gifts_says(demo, days):
    """Of every donor, place by place, on the last day and now, to the gram."""
    given = answer(demo, "given", Filter(**days))
    expected = defaultdict(dict)
    for row in given.table("by_donor").records():
        expected[row["donor"]][row["where"]] = tuple(row[name] for name in ("grams", "units", "now_g", "now_units"))
    assert len(expected) > 5
    with open_engine(demo, folder_of(demo.path)) as engine:
        for donor, places in expected.items():
            report = donated(engine, Filter(**days), donor)
            found = {row["where"]: tuple(row[name] for name in ("grams", "units", "now_g", "now_units"))
                     for row in report.table("where").records()}  # fmt: skip
            assert found == places, donor
            received_g = sum(row["came_g"] for row in report.table("things").records())
            assert received_g == places["received"][0]


def test_a_gift_that_was_only_announced_counts_for_who_announced_it(tmp_path):
    """
    ARMOR announces A-1; A-1 and A-2 are received without a word on who gave them; A-3 names ARMOR and is voided.
    """
    with create(tmp_path / "lifecycle.db") as ledger:
        announced = DonationAnnounced(
            event_id=identity("announced"), subject="device:A-1", acting="ASSO", occurred_on="2026-01-02",
            donor_kind="company", donor="ARMOR",
        )  # fmt: skip
        named = received("A-3", donor_kind="company", donor="ARMOR")
        wrong = Corrected(
            event_id=identity("wrong"), subject="organisation:ASSO", acting="ASSO", occurred_on="2026-02-01",
            voids=(named.event_id,), reason="typing_error",
        )  # fmt: skip
        for batch in ([asso()], [announced], [received("A-1", donor_kind="unknown"), received("A-2"), named], [wrong]):
            ledger.append(batch, **WHO)
        ledger.append([weighed("A-1", 2000)], **WHO)
        report = of_columns(ledger, lambda engine: donated(engine, Filter(), "ARMOR"))
    (row,) = report.table("things").records()
    assert (row["item"], row["came_g"], row["where"]) == ("device:A-1", 2000, "stock")


def test_who_gave_nothing_has_an_empty_answer(demo):
    """No row, no fault: the page says so."""
    report = of_columns(demo, lambda engine: donated(engine, Filter(), "NOBODY"))
    assert report.table("things").rows == ()
    assert report.table("where").rows == ()


def test_a_donor_is_asked_for_on_the_command_line(demo, capsys):
    """``report given --donor``; elsewhere the option is refused with what it is for."""
    donor = answer(demo, "given", Filter()).table("by_donor").records()[0]["donor"]
    assert main(["report", "given", "--donor", donor, "--ledger", str(demo.path)]) == 0
    assert donor in capsys.readouterr().out
    assert main(["report", "mass", "--donor", donor, "--ledger", str(demo.path)]) == 2
    assert "--donor" in capsys.readouterr().err


def test_a_narrowing_that_it_cannot_tell_is_refused(demo):
    """A filter is never passed over."""
    with pytest.raises(Unanswerable):
        of_columns(demo, lambda engine: donated(engine, Filter(device="PC-1"), "ARMOR"))


def test_methods_beside_a_report_that_is_there_say_what_they_say_alone(demo):
    """A page asks our report once and sets the others beside it."""
    filter, today = Filter(first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)), date(2026, 11, 23)
    alone = compared(demo, filter, today=today)
    with open_engine(demo, folder_of(demo.path)) as engine:
        beside = compared_on(engine, alone.ours, reference.load(), on=filter.last_day)
    for method in methods().values():
        if not method.ours:
            assert told_by(beside, method).to_json() == told_by(alone, method).to_json()
