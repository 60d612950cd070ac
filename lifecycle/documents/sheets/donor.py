"""The sheet for a donor: what it gave over a period, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lifecycle.documents.sheets.association import IN_USE, PLACES, TREATED
from lifecycle.documents.sheets.bundle import Bundle, fiction_of
from lifecycle.documents.sheets.parts import Block, bars, basis, command_of, table
from lifecycle.documents.typeset import Data, pdf
from lifecycle.reports.amounts import bare, count_of, kilos, share
from lifecycle.reports.given import RECEIVED, WHERE
from lifecycle.reports.question import Unanswerable
from lifecycle.reports.report import Report
from lifecycle.words import N_, _, ngettext, say

IN_STOCK = ("stock", "loose_parts")


def donor_sheet(bundle: Bundle, donor: str) -> bytes:
    """One page A4 on what a donor gave; :class:`Unanswerable` where it gave nothing over the period."""
    return pdf("sheet", donor_data(bundle, donor))


def donor_data(bundle: Bundle, donor: str) -> Mapping[str, Data]:
    """What the page says."""
    given = bundle.report("given")
    grams, things = _sums(given, donor)
    if not grams[RECEIVED] and not things[RECEIVED]:
        known = sorted({str(row["donor"]) for row in given.table("by_donor").records()})
        words = N_("{donor} gave nothing over these days; who did: {known}")
        raise Unanswerable(say(words, donor=donor, known=", ".join(known) or "–"))
    name = bundle.name_of(donor)
    question = _("What became of what you gave?")
    return {
        "title": f"{question} – {name} – {bundle.period}",
        "author": bundle.who,
        "fiction": fiction_of(given),
        "who": _("{donor}, from {organisation} · {period}").format(
            donor=name, organisation=bundle.who, period=bundle.period
        ),
        "question": question,
        "sentence": _sentence(bundle, name, grams, things),
        "figures": [one.data() for one in _figures(grams, things)],
        "bars": bars(
            _("Where is what was given?"), [(_(words), sum(grams[id] for id in ids)) for words, ids in PLACES]
        ),
        "tables": [_places(grams, things)],
        "emissions": None,
        "notes": [str(note) for note in given.notes if note.words == _FOLLOWED],
        "basis": basis(bundle, given, f"{command_of(bundle, 'donor')} --donor {donor}"),
        "footer": _("Sheet for a donor"),
    }


_FOLLOWED = (
    "What this organisation was given is followed wherever it goes; "
    "what it took over from another one of this ledger was given to that one."
)
"""The note of the report that a donor needs."""


def _sums(given: Report, donor: str) -> tuple[Counter[str], Counter[str]]:
    """Place -> grams, and things, of what a donor gave."""
    grams, things = Counter[str](), Counter[str]()
    for row in given.table("by_donor").records():
        if row["donor"] == donor:
            grams[str(row["where"])] += int(row["grams"] or 0)
            things[str(row["where"])] += int(row["units"] or 0)
    return grams, things


def _sentence(bundle: Bundle, name: str, grams: Counter[str], things: Counter[str]) -> str:
    words = ngettext(
        "{period}: {donor} gave {count} device or part, {mass}. At the end, {used} of this mass is in use,"
        " {kept} in stock, {treated} treated with a certificate.",
        "{period}: {donor} gave {count} devices or parts, {mass}. At the end, {used} of this mass is in use,"
        " {kept} in stock, {treated} treated with a certificate.",
        things[RECEIVED],
    )
    used, kept, treated = (share(sum(grams[id] for id in ids), grams[RECEIVED]) for ids in (IN_USE, IN_STOCK, TREATED))
    return words.format(
        period=bundle.period,
        donor=name,
        count=count_of(things[RECEIVED]),
        mass=kilos(grams[RECEIVED]),
        used=used,
        kept=kept,
        treated=treated,
    )


def _figures(grams: Counter[str], things: Counter[str]) -> list[Block]:
    used = sum(things[id] for id in ("reused", "prepared"))
    return [
        Block(_("Given"), count_of(things[RECEIVED]), (kilos(grams[RECEIVED]),)),
        Block(_("In use at the end"), count_of(used), (kilos(sum(grams[id] for id in IN_USE)),)),
        Block(_("In stock at the end"), count_of(things["stock"]), (kilos(sum(grams[id] for id in IN_STOCK)),)),
        Block(_("Treated, certified"), count_of(things["treated"]), (kilos(sum(grams[id] for id in TREATED)),)),
    ]


def _places(grams: Counter[str], things: Counter[str]) -> Mapping[str, Data]:
    heads = [_("Where"), _("things"), _("Mass (kg)")]
    rows = [
        [_(words), bare(things[id], "things"), bare(grams[id], "g", 1)]
        for id, words in {RECEIVED: N_("Received"), **WHERE}.items()
        if grams[id] or things[id]
    ]
    return table(_("The same in figures"), heads, rows)
