"""Names of columns of mass and things: the books of account, their balances, flows and places."""

from __future__ import annotations

from collections.abc import Mapping

from lifecycle.reports.dictionary.meaning import BOOKS, REPORT, Meaning
from lifecycle.words import N_


def _both(name: str, what: str, things: str) -> Mapping[str, Meaning]:
    """The same in grams and in things."""
    return {f"{name}_g": Meaning(BOOKS, what), f"{name}_units": Meaning(BOOKS, things)}


MASSES: Mapping[str, Meaning] = {
    "grams": Meaning(BOOKS, N_("Mass: weighed, from a document, or the default of the category")),
    "units": Meaning(BOOKS, N_("Things")),
    "account": Meaning(BOOKS, N_("Account of the books in which the mass is: stock, in use, at the operator…")),
    "line": Meaning(BOOKS, N_("Line of the result to which the mass belongs, where it is in use")),
    "source": Meaning(BOOKS, N_("Where the mass comes from: weighed, document, share of a lot, default…")),
    "flow": Meaning(BOOKS, N_("What happened: receptions, hand-overs, returns, treatments…")),
    "from": Meaning(BOOKS, N_("Account that the mass leaves")),
    "to": Meaning(BOOKS, N_("Account that the mass enters")),
    "slice": Meaning(BOOKS, N_("What the balances are cut by; empty where they are not")),
    "where": Meaning(BOOKS, N_("Where what was given is on the last day; each gram is in one place")),
    "now_g": Meaning(BOOKS, N_("The same mass, where it is as known now")),
    "now_units": Meaning(BOOKS, N_("The same things, where they are as known now")),
    "collected_per_1000": Meaning(REPORT, N_("Mass received from outside, for 1,000 inhabitants of the place")),
    "served_per_1000": Meaning(REPORT, N_("Mass that served at least once, for 1,000 inhabitants of the place")),
    "certified_g": Meaning(BOOKS, N_("Of what it sent to operators, mass that certificates tell the end of")),
    "treated_g": Meaning(BOOKS, N_("Mass that it treated and certified itself, as the operator")),
    "reused_g": Meaning(BOOKS, N_("In use without ever having been waste: hand-overs less returns")),
    "prepared_g": Meaning(BOOKS, N_("In use after having been waste, and having ceased to be: net change")),
    "parts_g": Meaning(BOOKS, N_("Taken from one device and in use in another: net change")),
    "recycled_g": Meaning(BOOKS, N_("Certified as recycled by an operator authorised on the day of treatment")),
    "other_recovery_g": Meaning(
        BOOKS, N_("Certified as recovered otherwise: as energy, or filling; it is no recycling")
    ),
    "disposed_g": Meaning(BOOKS, N_("Certified as burnt without recovery, or landfilled")),
    **_both(
        "opening", N_("Mass in the account before the first day"), N_("Things in the account before the first day")
    ),
    **_both("in", N_("Mass that entered the account"), N_("Things that entered the account")),
    **_both("out", N_("Mass that left the account"), N_("Things that left the account")),
    **_both("closing", N_("Mass in the account after the last day"), N_("Things in the account after the last day")),
    **_both(
        "gave", N_("Mass of what it gave to others of the ledger"), N_("Things that it gave to others of the ledger")
    ),
    **_both("received", N_("Mass received from outside the ledger"), N_("Things received from outside the ledger")),
    **_both(
        "taken_over", N_("Mass taken over from another organisation"), N_("Things taken over from another organisation")
    ),
    **_both("handed_over", N_("Mass handed over to recipients"), N_("Things handed over to recipients")),
    "handed_over": Meaning(BOOKS, N_("Things handed over to recipients")),
    **_both("passed_on", N_("Mass passed on to another organisation"), N_("Things passed on to another organisation")),
    **_both("dispatched", N_("Mass of waste sent to an operator"), N_("Things sent as waste to an operator")),
    **_both("accepted", N_("Mass of waste accepted as an operator"), N_("Things accepted as waste by an operator")),
    **_both(
        "collected",
        N_("Mass received from outside that comes from the place"),
        N_("Things received that come from the place"),
    ),
    **_both(
        "served", N_("Mass first handed over in the place, once for ever"), N_("Things first handed over in the place")
    ),
}
"""Name of a column -> what it means."""
