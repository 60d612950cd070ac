"""What waits: for whom, since when, and where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.ledger import Ledger
from lifecycle.policy import Policy
from lifecycle.reference import Reference
from lifecycle.reports.perimeter import Organisation
from lifecycle.reports.todo.breaches import due_of_breaches
from lifecycle.reports.todo.due import Due
from lifecycle.reports.todo.lots import due_of_lots
from lifecycle.reports.todo.uses import due_of_uses
from lifecycle.reports.todo.workshop import due_of_questions, due_of_workshop
from lifecycle.reports.workshop import Board, board
from lifecycle.words import N_

__all__ = ["SORTS", "Due", "Group", "Sort", "grouped", "todo"]


class Sort(NamedTuple):
    """A sort of what waits: its words, and the page where it is done."""

    words: str
    page: str


SORTS: Mapping[str, Sort] = {
    "loan_due": Sort(N_("Loans to have back"), "suivi"),
    "after_sales": Sort(N_("In after-sales"), "suivi"),
    "still_in_use": Sort(N_("Still in use? Calls to make"), "suivi"),
    "arrived": Sort(N_("Arrived, to sort"), "atelier"),
    "to_wipe": Sort(N_("Media to wipe"), "atelier"),
    "on_bench": Sort(N_("On the bench"), "atelier"),
    "blocked": Sort(N_("Blocked"), "atelier"),
    "ready": Sort(N_("Machines ready to be handed over"), "remise"),
    "question": Sort(N_("Questions that only a person can answer"), "equipement"),
    "lot_to_receive": Sort(N_("Lots on their way here"), "lots"),
    "slip_open": Sort(N_("Slips without reception"), "echeances"),
    "certificate_missing": Sort(N_("Certificates to issue"), "echeances"),
    "certificate_awaited": Sort(N_("Certificates awaited"), "echeances"),
    "register_line": Sort(N_("Lines of the register to declare"), "echeances"),
    "breach": Sort(N_("Breaches that can be healed"), "equipement"),
}
"""Sort of what waits -> its words and its page, in the order in which people look at them."""

BoardOf = Callable[[str], Board]


class Group(NamedTuple):
    """What waits of one sort, the oldest first."""

    sort: str
    dues: tuple[Due, ...]


def todo(
    ledger: Ledger,
    engine: Engine,
    *,
    on: date,
    reference: Reference,
    policy: Policy,
    organisations: Iterable[Organisation],
    organisation: str | None = None,
    board_of: BoardOf | None = None,
    of_lots: Iterable[Due] | None = None,
) -> tuple[Due, ...]:
    """All that waits on a day, for one organisation or for each, by sort, the oldest first.

    ``board_of`` gives the board of an association, ``of_lots`` what waits in lots, where they are known already.
    """
    boards = board_of or (lambda code: board(ledger, code, reference))
    found = [
        *(due_of_lots(ledger, policy, on=on, organisation=organisation) if of_lots is None else of_lots),
        *due_of_uses(engine, policy, on=on, organisation=organisation),
        *due_of_breaches(engine, on=on, organisation=organisation),
    ]
    for one in organisations:
        if "association" in one.roles and organisation in {None, one.code}:
            shown = boards(one.code)
            found += [*due_of_workshop(shown, one.code), *due_of_questions(ledger, shown, one.code)]
    rank = {sort: at for at, sort in enumerate(SORTS)}
    return tuple(sorted(found, key=lambda due: (rank[due.sort], due.due_on or due.since, due.since, due.subject)))


def grouped(dues: Iterable[Due]) -> tuple[Group, ...]:
    """The same by sort; a sort of which nothing waits is not there."""
    by_sort: dict[str, list[Due]] = {}
    for due in dues:
        by_sort.setdefault(due.sort, []).append(due)
    return tuple(Group(sort, tuple(found)) for sort, found in by_sort.items())
