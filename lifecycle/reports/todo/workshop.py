"""What waits on the shelves and benches of an association: each machine by the column of its work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from lifecycle.journey.past import StateRow
from lifecycle.ledger import Ledger
from lifecycle.reports.devices import questions_of
from lifecycle.reports.todo.due import Due, Listing
from lifecycle.reports.workshop import WAITS, Board, Card
from lifecycle.words import N_, Sentence, say

BENCH = {"arrived": "arrived", "wiping": "to_wipe", "in_repair": "on_bench", "blocked": "blocked", "ready": "ready"}
"""Column of the board -> sort of what waits there."""
QUESTION = "question"


def due_of_workshop(board: Board, organisation: str) -> Iterator[Due]:
    """Each machine on the board of an association: to sort, to wipe, on the bench, blocked, ready, in after-sales."""
    for one in board.cards:
        row = board.kept[f"device:{one.code}"][0]
        sort = "after_sales" if one.after_sales else BENCH[one.column]
        page = "suivi" if one.after_sales else "remise" if sort == "ready" else "atelier"
        yield Due(sort, row.subject, one.since, None, organisation, _words(one), None, f"{page}?device={one.code}")


def _words(one: Card) -> Sentence:
    if not one.waits:
        return say(_NOTHING, machine=one.machine) if one.machine else say(_NOTHING_UNNAMED)
    waits = Listing(say(WAITS[code]) for code in one.waits)
    return say(_WAITS, machine=one.machine, waits=waits) if one.machine else say(_WAITS_UNNAMED, waits=waits)


_NOTHING, _NOTHING_UNNAMED = N_("{machine}: ready to be handed over"), N_("ready to be handed over")
_WAITS, _WAITS_UNNAMED = N_("{machine}: waits for {waits}"), N_("waits for {waits}")


def due_of_questions(ledger: Ledger, board: Board, organisation: str) -> Iterator[Due]:
    """What only a person with the machines of this board at hand can answer."""
    rows: Mapping[str, StateRow] = {subject: row for subject, (row, _card) in board.kept.items()}
    days = {subject: one.since for one in board.cards if (subject := f"device:{one.code}") in rows}
    for asked in questions_of(ledger, list(rows.values())):
        here = next(subject for subject in asked.subjects if subject in rows)
        since = days.get(here) or date.fromisoformat(rows[here].key[:10])
        page = f"equipement?device={here.partition(':')[2]}"
        yield Due(QUESTION, here, since, None, organisation, asked.text, None, page)
