"""Words for the codes that reports show: accounts, lines, legal statuses, sources of a mass, kinds of fact."""

from __future__ import annotations

from lifecycle.events import KINDS
from lifecycle.words import N_

ACCOUNTS = {
    "stock": N_("stock"),
    "parts": N_("loose parts"),
    "use": N_("in use"),
    "support": N_("in after-sales"),
    "transit": N_("in transit"),
    "operator": N_("at the operator"),
    "passed_on": N_("passed on, what follows is not known"),
    "lost": N_("lost"),
    "recycled": N_("recycled"),
    "other_recovery": N_("other recovery"),
    "disposed": N_("disposed of"),
    "treated": N_("treated (things)"),
    "outside": N_("outside the ledger"),
    "estimate": N_("estimate"),
    "reweighing": N_("reweighing"),
}

LINES = {
    "reused": N_("re-used"),
    "prepared": N_("prepared for re-use"),
    "parts": N_("parts re-used"),
    "new": N_("new parts"),
    "contested": N_("contested"),
    "": "",
}

LEGAL = {
    "PRODUCT": N_("never was waste"),
    "WASTE": N_("waste"),
    "ENDED_WASTE": N_("no longer waste"),
    "": "",
}

SOURCES = {
    "weighed": N_("weighed"),
    "document": N_("from a document"),
    "share": N_("share of a weighed lot"),
    "stated": N_("stated"),
    "estimated": N_("estimated by a person"),
    "default": N_("default of the category"),
    "unknown": N_("unknown"),
}

KIND_WORDS = {kind: known.label for kind, known in KINDS.items()}
"""Kind of fact -> its English label, which is translated where it is shown."""

PERIMETER = {
    "organisation": N_("Organisation"),
    "territory": N_("Territory"),
    "grouping": N_("Grouping of communes"),
    "category": N_("Category"),
    "device": N_("Device"),
    "lot": N_("Lot"),
}
"""What narrows a report -> the word for it."""

SORTS = {"device": N_("device"), "part": N_("part"), "lot": N_("lot"), "organisation": N_("organisation")}
"""Sort of a subject -> the word for it."""

ROLES = {
    "donor": N_("donor"),
    "association": N_("association"),
    "recycler": N_("recycler"),
    "carrier": N_("carrier"),
    "eco_organisme": N_("producer responsibility organisation"),
    "authority": N_("local authority"),
    "training": N_("training body"),
    "funder": N_("funder"),
    "other": N_("other"),
}
"""Role of an organisation -> the word for it."""

UNITS = {
    "g": N_("kg"),
    "gCO2e": N_("kg CO₂e"),
    "things": N_("things"),
    "people": N_("people"),
    "organisations": N_("organisations"),
    "deeds": N_("deeds"),
    "grants": N_("grants"),
    "sessions": N_("sessions"),
    "minutes": N_("minutes"),
    "cents": "€",
    "basis_points": "%",
    "g_per_1000_inhabitants": N_("kg for 1,000 inhabitants"),
}
"""Unit of a figure -> the word for the unit in which people see it."""
