"""After a hand-over, in words: what is late, what is in hand, whom to call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dashboard import draw
from dashboard.draw import NOTHING, count_of, short_day
from lifecycle.reports.devices import Standing
from lifecycle.reports.todo import SORTS, Due, Group
from lifecycle.rules import CUSTODY_WORDS
from lifecycle.words import N_, _, ngettext

ACT_OF = {"loan_due": "return", "after_sales": "give_back", "still_in_use": "call"}
"""Sort of what waits here -> the act that does it."""
SHOWN = 20
"""So many of each sort are listed, the first due first; the count is that of all."""
Address = Callable[..., str]


class Listed(NamedTuple):
    """What waits of one sort, as a table."""

    caption: str
    rows: list[tuple[str | draw.Html, ...]]
    rest: str
    """How many are not listed; empty where all are."""


def here(groups: Iterable[Group]) -> list[Group]:
    """The sorts of which this page takes care."""
    return [one for one in groups if one.sort in ACT_OF]


def sentence(groups: Sequence[Group], on: date) -> str:
    """How many loans, repairs and calls wait, and how many are late."""
    dues = [due for one in groups for due in one.dues]
    if not dues:
        return _("Nothing waits: no loan is due, nothing is in after-sales, nobody is to be called.")
    late = sum(due.due_on is not None and due.due_on < on for due in dues)
    counts = {one.sort: len(one.dues) for one in groups}
    words = (
        ("loan_due", ngettext("{count} loan to have back", "{count} loans to have back", counts.get("loan_due", 0))),
        ("after_sales", _("{count} in after-sales")),
        ("still_in_use", ngettext("{count} call to make", "{count} calls to make", counts.get("still_in_use", 0))),
    )
    told = ", ".join(text.format(count=count_of(counts[sort])) for sort, text in words if counts.get(sort))
    if not late:
        return _("{told}.").format(told=told)
    return ngettext("{told}; {late} is late.", "{told}; {late} are late.", late).format(told=told, late=count_of(late))


def listed(group: Group, on: date, link: Address) -> Listed:
    """One sort: the code leads to the form that does it."""
    caption = _("{sort}: {count}").format(sort=_(SORTS[group.sort].words), count=count_of(len(group.dues)))
    more = len(group.dues) - SHOWN
    rest = _("… and {count} more").format(count=count_of(more))
    return Listed(caption, [_row(due, on, link) for due in group.dues[:SHOWN]], rest if more > 0 else "")


def _row(due: Due, on: date, link: Address) -> tuple[str | draw.Html, ...]:
    code = due.subject.partition(":")[2]
    way = draw.anchor(code, link(device=code, act=ACT_OF[due.sort]))
    if due.due_on is None:
        return way, str(due.what), NOTHING
    late = _("{day}, late") if due.due_on < on else "{day}"
    return way, str(due.what), late.format(day=short_day(due.due_on))


NOTHING_DUE = N_("What is handed over comes back here when a loan ends, when it breaks, or when nobody heard of it.")


def standings(
    found_of: Mapping[str, Standing | None], names: Mapping[str, str]
) -> list[tuple[str, str, bool, list[str]]]:
    """Each code that was scanned: what it is and where it is."""
    found: list[tuple[str, str, bool, list[str]]] = []
    for code, one in found_of.items():
        if one is None:
            found.append((code, "", False, [_("check its label")]))
            continue
        machine = " ".join(part for part in (one.manufacturer, one.model) if part)
        where = " · ".join(part for part in (_(CUSTODY_WORDS[one.custody]), one.state.organisation) if part)
        what = " · ".join(part for part in (names.get(one.category or "", ""), machine) if part)
        found.append((code, f"{what} – {where}", True, []))
    return found
