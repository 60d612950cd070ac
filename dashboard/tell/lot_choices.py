"""What may be chosen in the forms of a lot: code -> words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dashboard.draw import kilos, short_day
from dashboard.tell.lots import thing_rows
from lifecycle import reference
from lifecycle.reports import Organisation
from lifecycle.reports.lots import Held, LotStanding
from lifecycle.words import N_, _

REFUSALS = {
    "not_weee": N_("it is no electric equipment"),
    "other_waste_code": N_("it belongs under another waste code"),
    "damaged": N_("damaged, broken open"),
    "contaminated": N_("soiled or dangerous"),
    "not_announced": N_("it was not announced"),
    "unknown": N_("not told"),
}
"""Why a receiver does not keep something -> words; a ledger may hold other codes."""
WITHDRAWALS = {
    "wrong_batch": N_("it was for another batch"),
    "wrong_masses": N_("its masses are wrong"),
    "withdrawn_by_operator": N_("withdrawn by the operator"),
    "operator_not_authorised": N_("the operator was not authorised"),
    "unknown": N_("not told"),
}
"""Why a certificate is taken back -> words."""
COMPONENTS = {
    "battery": N_("batteries and accumulators"),
    "board": N_("printed circuit boards"),
    "lamp": N_("lamps and backlights"),
    "crt": N_("cathode ray tubes"),
    "lcd": N_("liquid crystal screens"),
    "cartridge": N_("toner and ink cartridges"),
    "capacitor": N_("capacitors"),
    "cable": N_("outer cables"),
}
"""What the law wants taken out and kept apart -> words."""
SLIP_STATES = {
    "sealed": N_("sealed: ready to leave"),
    "sent": N_("sent: taken by the carrier"),
    "received": N_("received"),
    "accepted": N_("accepted"),
    "refused": N_("refused"),
    "processed": N_("treated"),
}
"""State of a slip at the authority's platform -> words."""
REGISTERS = {
    "register_outgoing": N_("register of what leaves"),
    "register_incoming": N_("register of what comes in"),
}
"""Paper that tells that a line was declared -> the register."""


def operations() -> dict[str, str]:
    """Operations of treatment: the code first, as the papers bear it."""
    return {code: f"{code} – {one.label_fr}" for code, one in reference.load().operations.items()}


def waste_codes(on: date) -> dict[str, str]:
    """Codes of the list of waste that are valid on a day."""
    found = ((code, blocks.on(on)) for code, blocks in reference.load().waste_codes.items())
    return {code: f"{code} – {one.label_fr}" for code, one in found if one}


def organisations(every: Iterable[Organisation], *roles: str) -> dict[str, str]:
    """Organisations by name, those of these roles first."""
    first = [one for one in every if set(roles) & set(one.roles)]
    return {one.code: f"{one.name} ({one.code})" for one in [*first, *(one for one in every if one not in first)]}


def things(held: Iterable[Held]) -> dict[str, str]:
    """What is in a lot, each under the name by which a fact calls it: device:CODE, part:CODE, line:RANK."""
    return {
        name_of(one): f"{row.name} · {row.category} · {kilos(one.grams, 3)}"
        for one, row in zip(held, thing_rows(held, lambda code: code), strict=True)
    }


def name_of(one: Held) -> str:
    """The name by which a fact calls a thing in a lot."""
    return f"line:{one.line}" if one.line else one.subject


def undoable(lot: LotStanding) -> dict[str, str]:
    """The facts of a lot that hold, the last one first, by their identities."""
    words = _("fact {n}: {kind}, {day}")
    return {
        one.fact.event_id: words.format(n=one.n, kind=_(one.fact.label), day=short_day(one.fact.occurred_on))
        for one in reversed(lot.told)
    }


def certificates(lot: LotStanding) -> dict[str, str]:
    """Certificates in force, by the identity of the fact that recorded each."""
    words = _("{number}, {mass}")
    return {
        one.event_id: words.format(
            number=one.reference or _("without number"), mass=kilos(sum(part.grams for part in one.fractions), 3)
        )
        for one in lot.certificates
    }
