"""What the bench says and lets choose, in the reader's language: its script has no words of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from dashboard.tell import coded, lot_choices
from dashboard.tell.choices import CHOICES
from lifecycle.intake.bench import ACTS
from lifecycle.words import N_, _

WORDS: Mapping[str, str] = {
    "acts": N_("What is done with what is scanned"),
    "scan": N_("Scan, or type a code or its last four signs"),
    "mass_of": N_("Mass of {code}: put it on the scale, or type it (2,1 kg)"),
    "enter": N_("Enter"),
    "in_hand": N_("Lot in hand"),
    "choose_lot": N_("Choose it, or scan its label"),
    "no_lot": N_("No lot is in hand. A new one is opened below."),
    "open_lot": N_("Open this lot’s page"),
    "last": N_("Last scans"),
    "first_scan": N_("Ready. What you scan is kept in this browser first, then recorded in the ledger."),
    "sent": N_("kept here, on its way to the ledger"),
    "waits": N_("Waits"),
    "waiting_none": N_("Nothing waits"),
    "waiting_one": N_("1 scan waits"),
    "waiting_many": N_("{count} scans wait"),
    "stopped": N_("The server does not answer. Go on scanning: all is kept in this browser and sent when it is back."),
    "full": N_(
        "The disk of this browser is full: {count} scans are held in this page only. Stop scanning, make room, "
        "and leave this page open."
    ),
    "no_store": N_(
        "This browser keeps nothing on its disk: {count} scans are held in this page only. Leave it open, "
        "and try another browser."
    ),
    "needs_category": N_("Choose the category first, then press the key again."),
    "undo": N_("Undo the last one"),
    "sound_on": N_("Sound is on"),
    "sound_off": N_("Sound is off"),
    "camera": N_("Read with the camera"),
    "camera_off": N_("Stop the camera"),
    "no_camera": N_("This browser gives no camera: allow it, or take a photo below."),
    "remedies": N_("What to do"),
    "settings": N_("What holds for all that is scanned"),
    "counted": N_("Counted"),
    "count_done": N_("Record this count"),
}
LABELS: Mapping[str, str] = {
    "category": N_("Category"),
    "legal": N_("Status when it is created"),
    "donor_kind": N_("Kind of donor"),
    "waste_code": N_("Waste code"),
    "cause": N_("Why it is discarded"),
    "grade": N_("Grade"),
    "method": N_("How data are wiped"),
    "standard": N_("Standard"),
    "tool": N_("Tool and its version"),
}
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "dispose": ("category", "legal", "waste_code", "cause"),
    "pack": ("category", "legal"),
    "receive": ("category", "legal", "donor_kind", "waste_code"),
    "sanitised": ("method", "standard", "tool"),
    "ready": ("grade",),
    "discard": ("cause", "waste_code"),
    "weigh": ("category",),
    "count": ("category", "donor_kind"),
}
"""Act -> what is chosen once for all that is scanned."""
DEFAULTS = {
    "standard": "NIST SP 800-88r2",
    "method": "clear",
    "grade": "B",
    "cause": "beyond_repair",
    "donor_kind": "unknown",
}
_KINDS = ("person", "company", "public_body", "unknown")
_METHODS = ("clear", "purge")
_LEGAL = ("PRODUCT", "WASTE", "ENDED_WASTE")


def acts(roles: Collection[str]) -> list[dict[str, Any]]:
    """The buttons of a bench of an organisation with these roles."""
    return [
        {"id": id, "words": _(act.words), "sign": act.sign, "settings": SETTINGS.get(id, ())}
        for id, act in _once(roles).items()
    ]


def _once(roles: Collection[str]) -> dict[str, Any]:
    """Acts of these roles; where two share a letter, the one of the recycler keeps it."""
    found: dict[str, Any] = {}
    for id, act in ACTS.items():
        if (not act.role or act.role in roles) and act.sign not in {one.sign for one in found.values()}:
            found[id] = act
    return found


def told(
    *, ledger: str, organisation: str, roles: Collection[str], language: str, lots: Iterable[str], lot: str, on: date
) -> dict[str, Any]:
    """All that the script of the bench needs to go on without the server."""
    recycler = "recycler" in roles
    options = {
        "lot": {"": _("none"), **{code: code for code in lots}},
        "category": {"": _("to choose"), **dict(sorted(coded.categories().items(), key=lambda one: one[1]))},
        "waste_code": {"": _("none"), **lot_choices.waste_codes(on)},
        "legal": {code: _(CHOICES[code]) for code in _LEGAL},
        "donor_kind": {code: _(CHOICES[code]) for code in _KINDS},
        "cause": coded.words(coded.DISCARDED),
        "grade": {grade: grade for grade in "ABCD"},
        "method": {code: _(CHOICES[code]) for code in _METHODS},
    }
    return {
        "ledger": ledger,
        "organisation": organisation,
        "lang": language,
        "acts": acts(roles),
        "with_lots": recycler,
        "lot": lot,
        "words": coded.words(WORDS),
        "labels": coded.words(LABELS),
        "options": {name: list(map(list, found.items())) for name, found in options.items()},
        "presets": list(LABELS),
        "defaults": {**DEFAULTS, "legal": "WASTE" if recycler else "PRODUCT"},
    }
