"""What waits with those who hold a machine: loans that end, and machines of which nothing was heard for long."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from lifecycle.engine import Engine
from lifecycle.policy import Deadline, Policy
from lifecycle.reports.numbers import Day
from lifecycle.reports.question import EARLIEST, Filter, ask
from lifecycle.reports.service.beside import beside_of
from lifecycle.reports.todo.due import Due
from lifecycle.words import say

LOAN, CALL = "loan_due", "still_in_use"


def due_of_uses(engine: Engine, policy: Policy, *, on: date, organisation: str | None = None) -> tuple[Due, ...]:
    """Loans that end within their notice or have ended, and calls to make, the first due first.

    Machines one by one, as they were handed over; lines of uncoded things are nobody's to call about.
    """
    asked = Filter(last_day=on, organisation=organisation).standing_at(engine)
    loan, call = (policy.deadline(name, on=on) for name in (LOAN, CALL))
    unheard = call.told_from(on) if call else EARLIEST
    rows = ask(engine, "in_use_told", asked, beside=beside_of(engine, asked).tables, unheard=unheard).to_pylist()
    found = [due for row in rows for due in (*_loan(row, loan, on), *_call(row, call, on))]
    return tuple(sorted(found, key=lambda due: (due.due_on or due.since, due.subject, due.sort)))


def _loan(row: Mapping[str, Any], notice: Deadline | None, on: date) -> Iterator[Due]:
    ends = json.loads(row["loan"]).get("due_back") if row["loan"] else None
    if ends is None or notice is None:
        return
    last_day = date.fromisoformat(ends)
    if on < last_day - timedelta(notice.notice_days):
        return
    words = say("lent on {day}, due back on {end}", day=Day(row["day"]), end=Day(last_day))
    yield _due(LOAN, row, row["day"], last_day, words)


def _call(row: Mapping[str, Any], delay: Deadline | None, on: date) -> Iterator[Due]:
    if delay is None or not delay.is_told(row["last"], on):
        return
    if row["last"] == row["day"]:
        words = say("handed over on {day}, nothing heard since", day=Day(row["day"]))
    else:
        words = say("last heard of on {last}, handed over on {day}", last=Day(row["last"]), day=Day(row["day"]))
    yield _due(CALL, row, row["last"], delay.due_on(row["last"]), words)


def _due(sort: str, row: Mapping[str, Any], since: date, due_on: date, what: Any) -> Due:
    code = row["item"].partition(":")[2]
    return Due(sort, row["item"], since, due_on, row["organisation"], what, row["grams"], f"suivi?device={code}")
