"""The receipt for a donor: what was given on which day, code by code; a person who gives stays unnamed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lifecycle.documents.papers.things import (
    Box,
    Shared,
    fiction_of,
    grams_words,
    in_force,
    machine_words,
    name_of,
    of_one,
    paper_data,
    stands,
)
from lifecycle.documents.typeset import Data, pdf
from lifecycle.events import Received, Weighed
from lifecycle.ledger import Ledger
from lifecycle.reports.amounts import count_of, day, kilos
from lifecycle.reports.devices import LEGAL_WORDS, Standing
from lifecycle.reports.given import DONORS
from lifecycle.words import N_, _, ngettext


def donor_receipt(ledger: Ledger, codes: Sequence[str]) -> bytes:
    """The receipt for these devices; ``Unanswerable`` where one was not received, or was given by another."""
    return pdf("paper_of_things", receipt_data(ledger, codes))


def receipt_data(ledger: Ledger, codes: Sequence[str]) -> Mapping[str, Data]:
    """What the receipt says."""
    told = _received(ledger, codes)
    _one, entry, fact = told[0]
    acting = name_of(ledger, entry.acting)
    donor = name_of(ledger, fact.donor) if fact.donor else _(DONORS[fact.donor_kind])
    days = sorted({other.occurred_on for _one, other, _fact in told})
    when = day(days[0]) if len(days) == 1 else f"{day(days[0])} – {day(days[-1])}"
    masses = [_as_received(ledger, one) for one, _entry, _fact in told]
    unknown = sum(1 for grams, _source in masses if grams is None)
    words = ngettext(
        "{organisation} received {count} device, {mass} in all, from {donor}: {when}.",
        "{organisation} received {count} devices, {mass} in all, from {donor}: {when}.",
        len(told),
    )
    return paper_data(
        title=_("Receipt for a donation"),
        who=acting,
        fiction=fiction_of(ledger),
        lead=[
            words.format(
                organisation=acting,
                count=count_of(len(told)),
                mass=kilos(sum(grams or 0 for grams, _source in masses)),
                donor=donor,
                when=when,
            )
        ],
        terms=[(_("Donor"), donor), (_("Received by"), acting), (_("Received on"), when)],
        heads=[_("Code"), _("Category"), _("Machine"), _("Mass"), _("State at reception")],
        rows=[
            [one.device_id, one.category_label, machine_words(one), grams_words(*mass), _(LEGAL_WORDS[fact.legal])]
            for (one, _entry, fact), mass in zip(told, masses, strict=True)
        ],
        notes=[
            *([_("Devices without a known mass: {count}; not in the sum.").format(count=unknown)] if unknown else []),
            _(
                "Media that bear data are wiped or destroyed before anything leaves; each device’s life stays readable"
                " by its code. This receipt says what was received; it is no tax receipt and sets no price."
            ),
        ],
        boxes=[Box(_("For {organisation}").format(organisation=acting), _("Date and signature"))],
        at=stands(ledger),
    )


def _as_received(ledger: Ledger, one: Standing) -> tuple[int | None, str]:
    """What a device weighed before anything was taken out of it: its first weighing, else what it weighs now.

    None where neither is known.
    """
    if weighed := in_force(ledger, f"device:{one.device_id}", Weighed):
        return weighed[0][1].grams, "weighed"
    return one.mass_g or None, one.state.mass_source


def _received(ledger: Ledger, codes: Sequence[str]) -> list[Shared[Received]]:
    return of_one(
        ledger,
        codes,
        Received,
        N_("donation"),
        none=N_("no device is named: give the codes that were received"),
        without=N_("{code} was not received: nothing to print"),
        shared=lambda entry, fact: (fact.donor, fact.donor_kind, entry.acting),
    )
