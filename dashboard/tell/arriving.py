"""Arrivals in words: the labels just made, what became of files, what waits to be sorted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.draw import NOTHING, Head, count_of
from lifecycle.events import Fact, Received
from lifecycle.intake import ImportResult
from lifecycle.reports.workshop import Board
from lifecycle.words import _, ngettext

Row = tuple[str, ...]
Label = tuple[str, str]


def sentence(board: Board) -> str:
    """What came and was not sorted yet."""
    count = board.counts["arrived"]
    if not count:
        return _("Nothing waits to be sorted: all that came in has been looked at.")
    oldest = board.column("arrived")[0]
    words = ngettext(
        "{count} machine waits to be sorted: {code}.",
        "{count} machines wait to be sorted, {code} for the longest time.",
        count,
    )
    return words.format(count=count_of(count), code=oldest.code)


def labels(facts: Iterable[Fact], categories: Mapping[str, str]) -> list[Label]:
    """Code and category of each machine that got a label."""
    return [(fact.code, categories.get(fact.category, fact.category)) for fact in facts if isinstance(fact, Received)]


def imported(result: ImportResult) -> str:
    """What became of files, in one sentence."""
    told = [
        ngettext("{count} fact recorded", "{count} facts recorded", result.recorded).format(
            count=count_of(result.recorded)
        ),
        _("{count} unchanged").format(count=count_of(result.unchanged)),
        ngettext("{count} refusal", "{count} refusals", len(result.refused)).format(
            count=count_of(len(result.refused))
        ),
        _("{count} skipped").format(count=count_of(len(result.skipped))),
        ngettext("{count} question", "{count} questions", len(result.questions)).format(
            count=count_of(len(result.questions))
        ),
    ]
    return ", ".join(told)


def refused_heads() -> Sequence[Head]:
    """The columns of what was refused."""
    return [
        Head(_("File")),
        Head(_("Row"), True),
        Head(_("Column")),
        Head(_("Value")),
        Head(_("Why, and what to do")),
    ]


def refused(result: ImportResult) -> list[Row]:
    """Each reason with the place where it stands, then what was skipped."""
    rows = [
        (
            one.file,
            NOTHING if one.row is None else str(one.row),
            one.column or NOTHING,
            one.value or NOTHING,
            one.reason,
        )
        for one in result.refused
    ]
    return [*rows, *((one.file, NOTHING, NOTHING, NOTHING, one.reason) for one in result.skipped)]
