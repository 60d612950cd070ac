"""What a recycler received and what became of it, to the gram: the sentence, the figures, the ladder."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.draw import Large, Part, Rung, count_of, in_mass, kilos, share, short_day, than_before
from lifecycle.reports import Report
from lifecycle.reports.words import KIND_WORDS
from lifecycle.words import N_, _, ngettext

FRACTIONS = {
    "recycled": N_("Certified: recycled"),
    "other_recovery": N_("Certified: other recovery"),
    "disposed": N_("Certified: disposed of"),
}
"""Account in which a certified fraction ends -> words."""


class Balance(NamedTuple):
    """Grams of an operator over a period: what it held, took in, had certified, holds, and all else that moved."""

    opening: int
    accepted: int
    fractions: dict[str, int]
    reweighing: int
    others: dict[str, int]
    closing: int

    @property
    def difference(self) -> int:
        """What is left when everything that went out is taken from what was there and came in: zero, or an error."""
        gone = sum(self.fractions.values()) + self.reweighing
        return self.opening + self.accepted + sum(self.others.values()) - gone - self.closing


def balance(report: Report) -> Balance:
    """From the balances of an organisation: each side is summed from its own account."""
    moves = {(str(row["account"]), str(row["kind"])): int(row["grams"] or 0) for row in report.table("moves").records()}
    held = next((row for row in report.table("balances").records() if row["account"] == "operator"), None)
    ends = {account: sum(grams for (name, _kind), grams in moves.items() if name == account) for account in FRACTIONS}
    certifying = ("treatment_certified", "certificate_withdrawn")
    weighed = sum(moves.get(("reweighing", kind), 0) for kind in certifying)
    others = {
        kind: grams
        for (account, kind), grams in moves.items()
        if account == "operator" and kind not in ("lot_received", *certifying)
    }
    opening, closing = (int(held[name] or 0) if held else 0 for name in ("opening_g", "closing_g"))
    return Balance(opening, moves.get(("operator", "lot_received"), 0), ends, weighed, others, closing)


def ladder(found: Balance) -> list[Rung]:
    """From what was there to what is left, and the difference, which must be nothing."""
    rungs = [
        Rung(_("There at the opening, awaiting treatment"), found.opening, "total"),
        Rung(_("Accepted: lots weighed at reception"), found.accepted),
    ]
    rungs += [Rung(_(KIND_WORDS.get(kind, kind)), grams) for kind, grams in found.others.items() if grams]
    rungs += [Rung(_(words), -found.fractions[account], line=account) for account, words in FRACTIONS.items()]
    return [
        *rungs,
        Rung(_("Reweighing: what fractions weigh more or less than their lots"), -found.reweighing),
        Rung(_("There at the close, awaiting a certificate"), found.closing, "total"),
        Rung(_("Difference between what came in and what went out"), found.difference, "check"),
    ]


def sentence(found: Balance, lots: int, before: Balance | None, period: str) -> str:
    """Nothing moved; or what came in, what was certified, and what is missing."""
    certified = sum(found.fractions.values())
    if not (found.accepted or certified or found.closing):
        return _("{period}: nothing was received, and nothing waits.").format(period=period)
    change = than_before(found.accepted, before.accepted) if before else ""
    came = _("{period}: {mass} accepted").format(period=period, mass=kilos(found.accepted))
    if change:
        came = _("{what} ({change} on a year before)").format(what=came, change=change)
    what = _("{came}, {certified} certified").format(came=came, certified=kilos(certified))
    balanced = (
        _("to the gram, all that came in went out or is still there")
        if not found.difference
        else _("{mass} are missing from the books").format(mass=kilos(found.difference, 3))
    )
    missing = ngettext("{count} lot awaits its certificate", "{count} lots await their certificate", lots)
    waits = missing.format(count=count_of(lots)) if lots else _("no lot awaits its certificate")
    return _("{what}; {balanced}; {waits}.").format(what=what, balanced=balanced, waits=waits)


def figures(mass: Report, before: Report | None, found: Balance) -> list[Large]:
    """Accepted, recycled with its share of what was certified, awaiting proof, and the lots that await it."""
    certified = sum(found.fractions.values())
    recycled = in_mass(_("Recycled, certified"), "recycled", mass, before, line="recycled")
    rate = _("{share} of what was certified").format(share=share(found.fractions["recycled"], certified))
    lots = mass.table("awaiting").records()
    since = _("the oldest since {day}").format(day=short_day(str(lots[0]["since"]))) if lots else ""
    return [
        in_mass(_("Accepted"), "accepted", mass, before),
        recycled._replace(beside=(rate if certified else "", *recycled.beside)),
        in_mass(_("Awaiting proof, at the end"), "awaiting_proof", mass, before),
        Large(_("Lots without certificate"), count_of(len(lots)), (since, _withdrawn(mass))),
    ]


def _withdrawn(mass: Report) -> str:
    """What certificates withdrawn within the period take away; nothing where none was."""
    grams = mass.figure("withdrawn").value
    return _("certificates withdrawn: {mass}").format(mass=kilos(grams)) if grams else ""


def certified(found: Balance) -> list[Part]:
    """The fractions of the period, by where they ended."""
    return [Part(_(words), found.fractions[account], account) for account, words in FRACTIONS.items()]
