"""Words for the values that a field of a fact may hold, and for the fields themselves: what a form shows.

A page that says it better for its readers gives its own words to the form.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.tell.coded import categories
from lifecycle.events import Fact
from lifecycle.intake.table.shape import Shape
from lifecycle.reports.words import ROLES
from lifecycle.words import N_, _

CHOICES: Mapping[str, str] = {
    # organisations
    **ROLES,
    "treatment": N_("treatment"),
    "transport": N_("transport"),
    "collection": N_("collection"),
    "transit": N_("transit"),
    "brokerage": N_("brokerage"),
    "refurbishing": N_("preparing for re-use"),
    "declared": N_("declared by it"),
    "seen": N_("the deed was seen"),
    # arrival
    "person": N_("person"),
    "company": N_("company"),
    "public_body": N_("public body"),
    "unknown": N_("not known"),
    "PRODUCT": N_("never was waste"),
    "WASTE": N_("waste"),
    "ENDED_WASTE": N_("no longer waste"),
    "hdd": N_("hard disk"),
    "ssd": N_("SSD"),
    "flash": N_("flash memory"),
    "scale": N_("on a scale"),
    "document": N_("from a document"),
    # workshop
    "refurbish": N_("to be put back in order"),
    "parts": N_("for its parts"),
    "recycle": N_("to be recycled"),
    "wait": N_("to wait"),
    "pass": N_("passed"),
    "fail": N_("failed"),
    "not_applicable": N_("not applicable"),
    "clear": N_("simple erasure (clear)"),
    "purge": N_("thorough erasure (purge)"),
    "A": "A",
    "B": "B",
    "C": "C",
    "D": "D",
    # use
    "gift": N_("gift"),
    "sale": N_("sale"),
    "loan": N_("loan"),
    "person_in_precarity": N_("person in precarity"),
    "school": N_("school"),
    "holder": N_("with its holder"),
    "stock": N_("in stock"),
    "new": N_("buy a new one"),
    "second_hand": N_("buy a second-hand one"),
    "borrowed_or_none": N_("borrow one, or do without"),
    "does_not_know": N_("does not know"),
    "visit": N_("visit"),
    "phone": N_("telephone"),
    "desk": N_("at the desk"),
    "remote": N_("remotely"),
    "mail": N_("letter"),
    "message": N_("message"),
    # end
    "recycling": N_("recycling"),
    "energy_recovery": N_("energy recovery"),
    "other_recovery": N_("other recovery"),
    "disposal": N_("disposal"),
    "lot": N_("this lot"),
    "batch_share": N_("a share of a batch"),
    "flux": N_("a yearly average (flux)"),
    # fleet, money
    "none": N_("none"),
    "classified": N_("defence secret"),
    "special_security": N_("special security"),
    "staff_gift": N_("gift to staff"),
    "take_back": N_("taken back by the seller"),
    "cash": N_("in cash"),
    "in_kind": N_("in kind"),
    "cash_and_in_kind": N_("in cash and in kind"),
    # whether something is so
    "true": N_("yes"),
    "false": N_("no"),
}
"""Value -> English words."""

FIELDS: Mapping[str, str] = {
    "occurred_on": N_("Day"),
    "occurred_at": N_("Time"),
    "place": N_("Commune (INSEE code)"),
    "category": N_("Category"),
    "legal": N_("Legal status"),
    "donor_kind": N_("Kind of donor"),
    "donor": N_("Donor"),
    "public_origin": N_("Given by a public body"),
    "site": N_("Site"),
    "waste_code": N_("Waste code"),
    "grams": N_("Mass"),
    "metres": N_("Distance driven"),
    "minutes": N_("Time spent"),
    "vehicle": N_("Vehicle"),
    "serial_number": N_("Serial number"),
    "manufacturer": N_("Maker"),
    "model": N_("Model"),
    "verdict": N_("Verdict"),
    "method": N_("Method"),
    "grade": N_("Grade of its look"),
    "terms": N_("Terms"),
    "recipient_kind": N_("Kind of recipient"),
    "due_back": N_("Due back on"),
    "reason": N_("Reason"),
    "channel": N_("How"),
    "answer": N_("Answer"),
    "cents": N_("Amount"),
    "price_cents": N_("Price"),
    "funded_cents": N_("Paid by the funder"),
    "funder": N_("Funder"),
    "slip": N_("Number of the slip"),
    "carrier": N_("Carrier"),
    "destination": N_("Destination"),
    "gross": N_("Gross mass"),
    "tare": N_("Tare"),
    "net": N_("Net mass"),
    "count": N_("How many"),
    "operation": N_("Operation"),
    "mode": N_("Mode"),
    "check": N_("Function"),
    "result": N_("Result"),
    "kind": N_("Kind"),
    "lines": N_("Lines"),
    "taken_back_by": N_("Taken back by"),
    "device": N_("Device"),
    "part": N_("Part"),
    "line": N_("Line"),
    "weighed": N_("Weighed"),
}
"""Field -> English words, where they are shorter than what its class says of it."""


def field_words(kind: type[Fact], name: str) -> str:
    """How a form calls a field of a kind of fact."""
    if name in FIELDS:
        return _(FIELDS[name])
    info = kind.model_fields.get(name)
    return _(info.description) if info is not None and info.description else name


def choices(shape: Shape) -> dict[str, str]:
    """Code -> words for what a field may hold; empty where that is open."""
    if shape.category:
        return categories()
    return {code: _(CHOICES[code]) for code in shape.choices}
