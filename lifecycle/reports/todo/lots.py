"""What waits in lots: receptions that nobody recorded, certificates that are missing, register lines to declare.

Each waits for one organisation: the operator issues a certificate, and who sent the lot asks for
it; both see it when they look at their own, and once it stands for all. Delays are values of
``data/reference/deadlines.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from lifecycle.events import LotDispatched, LotReceived, PaperIssued, SlipUpdated
from lifecycle.ledger import Ledger
from lifecycle.policy import Deadline, Policy
from lifecycle.reports.lots import LotStanding, lots
from lifecycle.reports.numbers import Amount, Day
from lifecycle.reports.todo.due import Due, Listing
from lifecycle.words import N_, Sentence, say

REGISTER_PAPERS = {LotDispatched: "register_outgoing", LotReceived: "register_incoming"}
"""Kind of movement -> the paper that tells that its line was declared."""

SLIP, CERTIFICATE, LINE, CLOSED = "slip_open", "certificate", "register_line", "register_closed"
WAITING = {"received", "part_certified", "withdrawn"}
"""States of a lot whose waste, or some of it, has no certificate."""

NEEDED_OF_A_LINE = {
    "mass": N_("the mass"),
    "slip": N_("the number of the slip"),
    "carrier": N_("the carrier"),
    "planned_operation": N_("the planned operation"),
    "producer": N_("the producer"),
}
"""What a line of the register asks for, where the fact does not tell it."""


def due_of_lots(ledger: Ledger, policy: Policy, *, on: date, organisation: str | None = None) -> tuple[Due, ...]:
    """What waits in the lots of a ledger on a day; see :func:`due_of_standings`."""
    closed = policy.deadline(CLOSED, on=on)
    since = on - timedelta(closed.days) if closed else on
    return due_of_standings(lots(ledger, ended_since=since).standings, policy, on=on, organisation=organisation)


def due_of_standings(
    standings: Iterable[LotStanding], policy: Policy, *, on: date, organisation: str | None = None
) -> tuple[Due, ...]:
    """What waits in these lots, the first due first: late, or due within the notice of its delay.

    Of one organisation, all that it can do about it; of all of them, each thing once.
    """
    found = [
        due
        for lot in standings
        for due in (*_slip(lot, policy, on), *_certificate(lot, policy, on), *_lines(lot, policy, on))
        if due.organisation == organisation or (organisation is None and due.sort not in OF_THE_OTHER_SIDE)
    ]
    return tuple(sorted(found, key=lambda due: (due.due_on or due.since, due.subject, due.sort)))


OF_THE_OTHER_SIDE = frozenset({"lot_to_receive", "certificate_awaited"})
"""Sorts that tell a second organisation of what another one has to do."""


def _slip(lot: LotStanding, policy: Policy, on: date) -> Iterator[Due]:
    """Waste has left, and nobody has recorded that it arrived."""
    left, delay = lot.dispatch, policy.deadline(SLIP, on=on)
    if lot.state != "dispatched" or left is None or delay is None or not lot.waste_grams:
        return
    if not delay.is_told(left.occurred_on, on):
        return
    slip = left.slip or say("without number")
    words = say(
        "slip {slip}: left on {day} for {destination}, its reception is not recorded",
        slip=slip,
        day=Day(left.occurred_on),
        destination=left.destination,
    )
    yield _due("slip_open", lot, left.acting, left.occurred_on, delay, words, lot.waste_grams)
    if left.destination != left.acting:
        yield _due("lot_to_receive", lot, left.destination, left.occurred_on, delay, words, lot.waste_grams)


def _certificate(lot: LotStanding, policy: Policy, on: date) -> Iterator[Due]:
    """Waste is at an operator, and its treatment, or part of it, is not certified."""
    delay, came = policy.deadline(CERTIFICATE, on=on), lot.reception
    if lot.state not in WAITING or delay is None or not lot.waste_grams:
        return
    since = came.occurred_on if came else lot.since
    if not delay.is_told(since, on):
        return
    words = _what_is_missing(lot, since)
    yield _due("certificate_missing", lot, lot.holder, since, delay, words, lot.waste_grams)
    sender = lot.dispatch.acting if lot.dispatch else lot.holder
    if sender != lot.holder:
        yield _due("certificate_awaited", lot, sender, since, delay, words, lot.waste_grams)


def _what_is_missing(lot: LotStanding, since: date) -> Sentence:
    grams, day = Amount(lot.waste_grams, "g"), Day(since)
    if lot.state == "part_certified":
        return say("received on {day}: {grams} are not covered by a certificate yet", day=day, grams=grams)
    if lot.state == "withdrawn":
        fallen = lot.withdrawals[-1]
        return say(
            "its certificate was withdrawn on {day}: {grams} await another", day=Day(fallen.occurred_on), grams=grams
        )
    return say("received on {day}: no certificate covers {grams}", day=day, grams=grams)


def _lines(lot: LotStanding, policy: Policy, on: date) -> Iterator[Due]:
    """Dangerous waste has left or arrived, and neither its slip on the platform nor a line of the register tells it."""
    closed = policy.deadline(CLOSED, on=on)
    for one in lot.told:
        moved = one.fact
        if not isinstance(moved, LotDispatched | LotReceived):
            continue
        delay = policy.deadline(LINE, on=moved.occurred_on)
        too_old = closed is not None and closed.due_on(moved.occurred_on) < on
        if delay is None or too_old or not delay.is_told(moved.occurred_on, on):
            continue
        code = moved.waste_code or lot.lot.waste_code
        if not code.endswith("*") or _is_declared(lot, moved):
            continue
        missing = Listing(say(NEEDED_OF_A_LINE[name]) for name in _not_told(moved))
        yield _due("register_line", lot, moved.acting, moved.occurred_on, delay, _line(moved, missing), _mass(moved))


def _line(moved: LotDispatched | LotReceived, missing: Listing) -> Sentence:
    day = Day(moved.occurred_on)
    if isinstance(moved, LotDispatched):
        words = N_("line of what left on {day}: to declare"), N_("line of what left on {day}: {missing} not told")
    else:
        words = N_("line of what came in on {day}: to declare"), N_("line of what came in on {day}: {missing} not told")
    return say(words[1], day=day, missing=missing) if missing else say(words[0], day=day)


def _is_declared(lot: LotStanding, moved: LotDispatched | LotReceived) -> bool:
    """The platform knows it: by its slip, which arrived there when it was signed, or by a line of the register."""
    for one in lot.told:
        fact = one.fact
        if isinstance(fact, SlipUpdated) and (
            isinstance(moved, LotDispatched) or one.fact.occurred_on >= moved.occurred_on
        ):
            return True
        if isinstance(fact, PaperIssued) and fact.paper == REGISTER_PAPERS[type(moved)]:
            return True
    return False


def _not_told(moved: LotDispatched | LotReceived) -> Iterator[str]:
    """Names of what the line asks for and the fact does not tell."""
    if not _mass(moved):
        yield "mass"
    if not moved.slip:
        yield "slip"
    if isinstance(moved, LotDispatched):
        yield from (name for name in ("carrier", "planned_operation") if not getattr(moved, name))
    elif moved.lines and not moved.producer:
        yield "producer"


def _mass(moved: LotDispatched | LotReceived) -> int | None:
    """What the line says that it weighs, in grams."""
    if isinstance(moved, LotDispatched):
        return moved.grams
    if moved.net is not None:
        return moved.net
    return None if moved.gross is None else moved.gross - (moved.tare or 0)


def _due(
    sort: str, lot: LotStanding, organisation: str, since: date, delay: Deadline, what: Sentence, grams: int | None
) -> Due:
    return Due(sort, f"lot:{lot.code}", since, delay.due_on(since), organisation, what, grams, f"lots?lot={lot.code}")
