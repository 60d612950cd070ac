"""What is due in words: slips, certificates, register lines, each with what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from dashboard.draw import count_of
from dashboard.draw.lots import DueRow
from lifecycle.policy import Policy
from lifecycle.reports.todo.due import Due
from lifecycle.reports.todo.lots import CERTIFICATE, CLOSED, LINE, SLIP
from lifecycle.words import N_, _, ngettext

DUE_SORTS = {
    "slip_open": N_("Slips without reception"),
    "lot_to_receive": N_("Lots on their way to you, whose reception is to be recorded"),
    "certificate_missing": N_("Certificates to issue"),
    "certificate_awaited": N_("Certificates to ask for"),
    "register_line": N_("Register lines to declare"),
}
"""Sort of what waits -> words."""


def due_rows(due: Iterable[Due], names: Mapping[str, str], on: date, link: Callable[[str], str]) -> list[DueRow]:
    """What waits, as a table lists it."""
    return [
        DueRow(
            one.subject.partition(":")[2],
            link(one.subject.partition(":")[2]),
            str(one.what),
            names.get(one.organisation, one.organisation),
            one.due_on,
            max((on - one.due_on).days, 0) if one.due_on else 0,
            one.grams,
        )
        for one in due
    ]


def due_sentence(due: Sequence[Due], on: date) -> str:
    """How many things wait and how many are late; or that nothing waits."""
    late = sum(one.due_on is not None and one.due_on < on for one in due)
    if not due:
        return _("Nothing is due: no slip is open too long, no certificate is late, no register line waits.")
    waiting = ngettext("{count} thing is due", "{count} things are due", len(due)).format(count=count_of(len(due)))
    if not late:
        return _("{waiting} within its notice; none is late.").format(waiting=waiting)
    return ngettext("{waiting}; {count} is late.", "{waiting}; {count} are late.", late).format(
        waiting=waiting, count=count_of(late)
    )


def delays(policy: Policy, on: date) -> list[tuple[str, str]]:
    """Each delay in force with its days and the text that sets it."""
    words = _("{days} days; told of from {notice} days before. {text}")
    found = [policy.deadline(name, on=on) for name in (LINE, SLIP, CERTIFICATE, CLOSED)]
    return [
        (one.label(), words.format(days=one.days, notice=one.notice_days, text=one.legal_ref)) for one in found if one
    ]
