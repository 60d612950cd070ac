"""What each figure of the books is: which cells it sums, what it is called.

The six lines are changes of balances and say where the matter is: periods add up and
nothing counts twice. Served at least once and activity are other questions, never added
to them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from lifecycle.journey.leg import TERMINAL
from lifecycle.reports.cells import Cell, Selection
from lifecycle.words import N_

IN_USE = frozenset({"use", "support"})
UNDER_WAY = frozenset({"transit", "operator"})
CERTIFIED = frozenset(TERMINAL) - {"treated"}


class Line(NamedTuple):
    """A figure: its name, its label, the cells it sums, the sign with which it does."""

    id: str
    label: str
    selection: Selection
    sign: int = 1
    units: bool = True
    """Whether things are counted too: a fraction of a treatment has no units."""


def _in_use(line: str) -> Selection:
    return lambda cell: cell.account in IN_USE and cell.line == line


def _account(*names: str) -> Selection:
    chosen = frozenset(names)
    return lambda cell: cell.account in chosen


def _moved(accounts: frozenset[str] | str, *kinds: str) -> Selection:
    chosen = frozenset({accounts}) if isinstance(accounts, str) else accounts
    return lambda cell: cell.account in chosen and cell.kind in kinds


def _discarded(cell: Cell) -> bool:
    return cell.kind == "discarded" and cell.account == "stock" and cell.legal == "WASTE"


def _waste_ended(cell: Cell) -> bool:
    return cell.kind == "waste_ended" and cell.account != "outside" and cell.legal == "ENDED_WASTE"


def awaiting_proof(cell: Cell) -> bool:
    """Waste that has left or arrived, and whose treatment no certificate tells."""
    return cell.account in UNDER_WAY and cell.legal == "WASTE"


def under_way(cell: Cell) -> bool:
    """What has left or arrived and is no waste: products sent on, and whatever else an operator holds."""
    return cell.account in UNDER_WAY and cell.legal != "WASTE"


def _dispatched(cell: Cell) -> bool:
    return awaiting_proof(cell) and (cell.account, cell.kind) == ("transit", "lot_dispatched")


def _accepted(cell: Cell) -> bool:
    return awaiting_proof(cell) and (cell.account, cell.kind) == ("operator", "lot_received")


def _sent_on(cell: Cell) -> bool:
    return under_way(cell) and (cell.account, cell.kind) == ("transit", "lot_dispatched")


def _arrived(cell: Cell) -> bool:
    return under_way(cell) and (cell.account, cell.kind) == ("transit", "lot_received")


SIX_LINES = (
    Line("reused", N_("Re-used (in use: net change, hand-overs less returns)"), _in_use("reused")),
    Line("prepared", N_("Prepared for re-use (in use: net change)"), _in_use("prepared")),
    Line("parts", N_("Parts re-used (in use: net change)"), _in_use("parts"), units=False),
    Line("recycled", N_("Recycled, certified"), _account("recycled"), units=False),
    Line("other_recovery", N_("Other recovery, certified"), _account("other_recovery"), units=False),
    Line("disposed", N_("Disposed of, certified"), _account("disposed"), units=False),
)
"""Where the matter went over a period. Never added up to one "diverted"."""

BESIDE = (
    Line("contested", N_("Contested: handed over while it was waste (net change)"), _in_use("contested")),
    Line("new_parts", N_("New parts in use, nobody's re-use (net change)"), _in_use("new"), units=False),
    Line(
        "withdrawn",
        N_("of which certificates withdrawn"),
        _moved(CERTIFIED, "certificate_withdrawn"),
        units=False,
    ),
)

DIFFERENCES = (
    Line("estimate", N_("Estimate: defaults replaced by a measurement (change)"), _account("estimate"), units=False),
    Line("reweighing", N_("Reweighing: differences between scales (change)"), _account("reweighing"), units=False),
)

BALANCES = (
    Line("stock", N_("In stock (balance)"), _account("stock", "parts")),
    Line("in_use", N_("In use (balance)"), _account("use", "support")),
    Line("awaiting_proof", N_("Awaiting proof: waste in transit or at the operator (balance)"), awaiting_proof),
    Line("under_way", N_("In transit or at the operator, other than waste (balance)"), under_way),
    Line("passed_on", N_("Passed on, what follows is not known (balance)"), _account("passed_on")),
    Line("lost", N_("Lost (balance)"), _account("lost")),
)
"""Where the rest is: with what was certified, all that the books hold, each gram in one line."""

ACTIVITY = (
    Line("receptions", N_("Received"), _moved("outside", "received", "lot_opened", "lot_received"), -1),
    Line("returns", N_("Returned from use"), _moved(IN_USE, "returned", "received", "discarded"), -1),
    Line("after_sales", N_("Taken in for after-sales"), _moved("support", "taken_in")),
    Line("transfers", N_("Passed on to another organisation"), _moved("passed_on", "transferred")),
    Line("taken_over", N_("Received from another organisation"), _moved("passed_on", "received"), -1),
    Line("losses", N_("Lost or stolen"), _moved("lost", "lost")),
    Line("finds", N_("Found again"), _moved("lost", "found"), -1),
    Line("parts_removed", N_("Parts taken out"), _moved("parts", "part_removed", "media_destroyed")),
    Line("parts_installed", N_("Parts put into a machine"), _moved("parts", "part_installed"), -1),
    Line("parts_bought", N_("New parts put into a machine"), _moved("outside", "part_installed"), -1, units=False),
    Line("discards", N_("Discarded: became waste"), _discarded),
    Line("waste_ended", N_("Ceased to be waste"), _waste_ended),
    Line("dispatched", N_("Waste dispatched to an operator"), _dispatched),
    Line("accepted", N_("Waste accepted by an operator"), _accepted),
    Line("sent_on", N_("Sent on in a lot, other than waste"), _sent_on),
    Line("arrived", N_("Arrived in a lot, other than waste"), _arrived, -1),
    Line("certified", N_("Treatment certified"), _moved(CERTIFIED, "treatment_certified"), units=False),
)
"""Gross movements of a period. A thing handed over twice is here twice."""

HAND_OVERS: tuple[tuple[Literal["in", "out"], str, str, int], ...] = (
    ("in", "hand_overs", N_("Handed over"), 1),
    ("out", "exchanges", N_("Come back in exchange for another"), -1),
)
"""Way, name, label, sign."""

AVERAGES = {
    "recycled": N_("By a yearly average (flux) without attestation, would be recycled: not counted"),
    "other_recovery": N_("By a yearly average (flux) without attestation, would be other recovery: not counted"),
    "disposed": N_("By a yearly average (flux) without attestation, would be disposed of: not counted"),
}
"""Account -> label of what stands beside awaiting proof."""

SERVED = {
    "reused": N_("Served at least once: re-used"),
    "prepared": N_("Served at least once: prepared for re-use"),
    "parts": N_("Served at least once: parts re-used"),
    "contested": N_("Served at least once: contested, claimed by nobody"),
}
"""Line -> label. Each thing counts on its first entry into use, once for ever."""
CLAIMED = frozenset({"reused", "prepared", "parts"})
