"""Named sources with their licence and how far each was verified; known faults of sources and what is done."""

from __future__ import annotations

from datetime import date
from typing import Final

from lifecycle.reference import Corrected, Reference, Source
from lifecycle.reference.wording import in_words, place_in_words
from lifecycle.reports.method_page.cells import NOTHING, decimal, key_in_words
from lifecycle.reports.method_page.shape import Block, Column, Section, Table
from lifecycle.words import N_, _

VERIFIED: Final = {
    "primary": N_("the source itself was read"),
    "secondary": N_("read as quoted by others"),
    "own": N_("our own choice, open to discussion"),
}
"""How far a source was verified -> words."""
EFFECTS: Final = {
    "not_used": N_("not used"),
    "replaced": N_("replaced by {instead}"),
    "kept": N_("used as published, although nobody can derive it"),
}
"""What a correction does -> words."""
STATUS: Final = {
    "open": N_("open"),
    "reported": N_("reported to its owner"),
    "repaired": N_("repaired by its owner"),
}


def sources(values: Reference, on: date) -> Section:  # noqa: ARG001
    """One row a card."""
    columns = (
        Column(_("Source")),
        Column(_("Title")),
        Column(_("Publisher, year, region")),
        Column(_("Where")),
        Column(_("Licence")),
        Column(_("Verified, and what to know")),
    )
    rows = tuple(_row(id, card) for id, card in values.sources.items())
    told = _(
        "Values under a licence that asks for the same licence (share-alike) stay in their source's own file, with its"
        " notice."
    )
    return Section("sources", _("The sources"), (told, _notices(values), Table(_("Named sources"), columns, rows)))


def _notices(values: Reference) -> tuple[str, ...]:
    """What licences that ask for the same licence want to be said wherever their values are shown."""
    notice = _("Contains information from “{title}” ({publisher}), made available under {licence}.")
    shared = (card for card in values.sources.values() if card.share_alike)
    return tuple(
        notice.format(title=in_words(card.title), publisher=in_words(card.publisher), licence=in_words(card.licence))
        for card in shared
    )


def _row(id: str, card: Source) -> tuple[str, ...]:
    licence = in_words(card.licence)
    if card.share_alike:
        licence = _("{licence} (share-alike)").format(licence=licence)
    verified = " · ".join(text for text in (_(VERIFIED[card.verified]), in_words(card.note)) if text)
    about = ", ".join(map(in_words, (card.publisher, card.year, card.region)))
    return id, in_words(card.title), about, place_in_words(card.where), licence, verified


def corrections(values: Reference, on: date) -> Section:  # noqa: ARG001
    """Known faults, each with the guard that ends its correction once the source is repaired."""
    found = values.corrections
    blocks: tuple[Block, ...] = (_("No fault of a source is known in this edition."),)
    if found:
        columns = (
            Column(_("Source")),
            Column(_("Value")),
            Column(_("It says"), number=True),
            Column(_("What is done")),
            Column(_("Why")),
            Column(_("Status")),
            Column(_("Holds while the source says")),
        )
        rows = tuple(_correction(values, each) for each in found)
        blocks = (
            _("Once a newer value of the source no longer meets the guard, nothing loads until the correction ends."),
            Table(_("Corrections in force"), columns, rows),
        )
    return Section("corrections", _("Known faults of sources"), blocks)


def _correction(values: Reference, each: Corrected) -> tuple[str, ...]:
    told, factor = each
    label = values.families[factor.name].label()
    of_what = f"{label} ({key_in_words(values, factor)})" if factor.key else label
    effect = _(EFFECTS[told.effect]).format(instead=decimal(told.instead))
    guard = [_("less than {value}").format(value=decimal(told.expect_below))] if told.expect_below is not None else []
    guard += [_("more than {value}").format(value=decimal(told.expect_above))] if told.expect_above is not None else []
    status = _(STATUS[told.status])
    return factor.source, of_what, decimal(factor.central), effect, told.reason(), status, ", ".join(guard) or NOTHING
