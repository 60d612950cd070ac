"""What waits, in words: how much of each sort, since when, and what comes first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dashboard.draw import First, Waits, count_of, day
from lifecycle.reports.todo import SORTS, Due, Group
from lifecycle.words import _, ngettext

FIRSTS = 5
"""Things named of each sort; the page of the sort has them all."""
ONE_BY_ONE = {"question", "breach"}
"""Sorts without a page of their own: their words lead to the first thing that waits."""

Address = Callable[..., str]


def sentence(groups: Sequence[Group], on: date, name: str) -> str:
    """How much waits, and how much of it is late."""
    count, late = sum(len(one.dues) for one in groups), sum(_late(one, on) for one in groups)
    told = ngettext("{count} thing waits on {day}", "{count} things wait on {day}", count)
    words = told.format(count=count_of(count), day=day(on.isoformat()))
    if late:
        words += ngettext("; {count} is late", "; {count} are late", late).format(count=count_of(late))
    return _("{name}: {words}.").format(name=name, words=words)


def waits(groups: Sequence[Group], on: date, names: Mapping[str, str], *, several: bool, link: Address) -> list[Waits]:
    """Each sort with its count, the oldest first; ``several`` says whose each thing is."""
    return [_waits(one, on, names if several else {}, link) for one in groups]


def _waits(group: Group, on: date, names: Mapping[str, str], link: Address) -> Waits:
    count, late, first = len(group.dues), _late(group, on), group.dues[0]
    sort = SORTS[group.sort]
    address = _way(first.page, link) if group.sort in ONE_BY_ONE else link(sort.page)
    oldest = min(due.since for due in group.dues)
    told = ngettext("since {day}", "the oldest since {day}", count).format(day=day(oldest.isoformat()))
    shown = group.dues[:FIRSTS]
    open_words = _("See it") if count == 1 else _("See the first {count}").format(count=len(shown))
    return Waits(
        count_of(count),
        _(sort.words),
        address,
        told,
        ngettext("{count} late", "{count} late", late).format(count=count_of(late)) if late else "",
        [_first(due, on, names, link) for due in shown],
        open_words,
    )


def _first(due: Due, on: date, names: Mapping[str, str], link: Address) -> First:
    who = names.get(due.organisation, "")
    what = f"{due.what} ({who})" if who else str(due.what)
    late = _("to be done by {day}").format(day=day(due.due_on.isoformat())) if _is_late(due, on) and due.due_on else ""
    return First(due.subject.partition(":")[2], _way(due.page, link), what, late)


def _way(page: str, link: Address) -> str:
    """The address of a page that may ask for one thing: atelier?device=PC-1."""
    path, _mark, asked = page.partition("?")
    name, _equals, value = asked.partition("=")
    return link(path, **({name: value} if name else {}))


def _late(group: Group, on: date) -> int:
    return sum(_is_late(due, on) for due in group.dues)


def _is_late(due: Due, on: date) -> bool:
    return due.due_on is not None and due.due_on < on
