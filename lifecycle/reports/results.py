"""The six lines of one organisation: what it has put into use, and what became of what it sent, whoever treated it."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle.engine import Engine
from lifecycle.reports.cells import Masses
from lifecycle.reports.doings import books_of, things_of
from lifecycle.reports.figures import Of, grams_and_things, only_by
from lifecycle.reports.grants.behind import MOVED
from lifecycle.reports.lines import SIX_LINES
from lifecycle.reports.question import LATEST, Filter
from lifecycle.reports.report import Figure, Report, report
from lifecycle.words import say


def results(engine: Engine, filter: Filter, values: Masses) -> Report:
    """The six lines of one organisation, or of all.

    In the report ``mass`` what was sent is its operator's; here it is told of who sent it, of several the last one.
    """
    filter = filter.standing_at(engine)
    only_by(filter, "organisation")
    return report(
        "results",
        say("The six lines of what an organisation handed over and sent"),
        filter,
        engine,
        figures=tuple(_figures(engine, filter, values)),
        notes=(
            say("The six lines say where the matter is: they are changes over the period, and periods add up."),
            say("Certified, of what it sent: whoever treated it; of several that sent a thing, the last one."),
        ),
    )


def _figures(engine: Engine, filter: Filter, values: Masses) -> Iterator[Figure]:
    whole = filter.model_copy(update={"organisation": None})
    books = books_of(engine, whole)
    every = {cell.slice for cell in books.cells} | {row["organisation"] for row in books.certified}
    who = frozenset({filter.organisation} if filter.organisation else every)
    for line in SIX_LINES:
        of, on = Of(MOVED, things_of(whole, line.id, who)), filter.last_day or LATEST
        moved = books.moved(line.id, who)
        yield from grams_and_things(line.id, say(line.label), moved, values, of=of, on=on, group="lines", things=False)
