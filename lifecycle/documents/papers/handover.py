"""The paper of a hand-over: what is given to whom on which terms, under which charter; two signatures, no name kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lifecycle.documents.papers.things import (
    Box,
    fiction_of,
    in_force,
    machine_words,
    mass_words,
    name_of,
    of_one,
    paper_data,
    standing_of,
    stands,
)
from lifecycle.documents.typeset import Data, pdf
from lifecycle.events import ContributionReceived, HandedOver
from lifecycle.ledger import Entry, Ledger
from lifecycle.reports.amounts import day
from lifecycle.reports.devices import Standing
from lifecycle.reports.numbers import quantity
from lifecycle.words import N_, _

TERMS = {"gift": N_("gift"), "sale": N_("sale"), "loan": N_("loan")}
_NEAR = 500
"""So many facts around a hand-over are looked through for the other devices of the same batch."""


def handover_paper(ledger: Ledger, codes: Sequence[str]) -> bytes:
    """The paper for the last hand-over of these devices, and of what was handed over with them.

    Raises ``Unanswerable`` where one was not handed over, or not together with the others.
    """
    return pdf("paper_of_things", handover_data(ledger, codes))


def handover_data(ledger: Ledger, codes: Sequence[str]) -> Mapping[str, Data]:
    """What the paper says."""
    first, told = _handed(ledger, codes)
    entry, fact = first
    acting, recipient = name_of(ledger, entry.acting), name_of(ledger, fact.recipient)
    return paper_data(
        title=_("Hand-over {number}").format(number=fact.handover),
        who=acting,
        fiction=fiction_of(ledger),
        lead=[
            _("{organisation} hands over what is listed below to {recipient}, on {day}.").format(
                organisation=acting, recipient=recipient, day=day(entry.occurred_on)
            )
        ],
        terms=_terms(entry, fact, recipient, _cents(ledger, told, fact)),
        heads=[_("Code"), _("Category"), _("Machine"), _("Data"), _("Mass")],
        rows=[[one.device_id, one.category_label, machine_words(one), one.data_words, mass_words(one)] for one in told],
        notes=[
            _whom(fact.recipient, recipient),
            _(
                "A breakdown, a wish to give it back, a change of use: bring it or call, with the code on its label."
                " What comes back is repaired, passed on, or treated as waste with a certificate."
            ),
        ],
        boxes=[
            Box(_("For {organisation}").format(organisation=acting), _("Date and signature")),
            Box(_("The recipient"), _("Date and signature, “read and accepted”")),
        ],
        at=stands(ledger),
    )


def _whom(code: str, name: str) -> str:
    """What the ledger holds of the recipient: a pseudonym, or the name of an organisation."""
    if name == code:
        return _(
            "No name is recorded in the ledger: the recipient stands in it as {pseudonym}. This paper with its"
            " signatures stays with the association and with the recipient."
        ).format(pseudonym=code)
    return _(
        "The ledger knows the organisation that receives, and nobody in it: no name of a person is recorded. This"
        " paper with its signatures stays with both."
    )


def _terms(entry: Entry, fact: HandedOver, recipient: str, cents: int | None) -> Iterator[tuple[str, str]]:
    yield _("Recipient"), recipient
    yield _("Terms"), _(TERMS[fact.terms])
    if fact.due_back:
        yield _("To be given back by"), day(fact.due_back)
    charter = fact.charter_version or "–"
    yield _("Charter"), f"{charter} · SHA-256 {fact.charter_hash}" if fact.charter_hash else charter
    if cents is not None:
        yield _("Contribution"), quantity(cents, "cents")
    yield _("Recorded as"), _("fact {n}").format(n=entry.n)
    if fact.replaces:
        yield _("Comes back in exchange"), fact.replaces


def _handed(ledger: Ledger, codes: Sequence[str]) -> tuple[tuple[Entry, HandedOver], list[Standing]]:
    """The hand-over, and the devices in it: those named, and their companions of one batch and number."""
    found = of_one(
        ledger,
        codes,
        HandedOver,
        N_("hand-over"),
        none=N_("no device is named: give the codes that were handed over"),
        without=N_("{code} was not handed over: nothing to print"),
        shared=lambda entry, fact: (fact.recipient, entry.occurred_on, entry.acting),
    )
    _first, entry, fact = found[0]
    named = {told.one.device_id: told.one for told in found}
    for code in _companions(ledger, entry, fact):
        named.setdefault(code, standing_of(ledger, code))
    return (entry, fact), list(named.values())


def _companions(ledger: Ledger, entry: Entry, fact: HandedOver) -> Iterator[str]:
    """Devices handed over under the same number in the same batch."""
    near = list(ledger.entries(range(max(1, entry.n - _NEAR), entry.n + _NEAR)))
    void = ledger.voided([one.n for one in near])
    for one in near:
        if one.kind == HandedOver.kind and one.n not in void and one.content["batch"] == entry.content["batch"]:
            other = one.fact
            if isinstance(other, HandedOver) and other.handover_id and other.handover == fact.handover:
                yield one.subject.partition(":")[2]


def _cents(ledger: Ledger, told: Iterable[Standing], fact: HandedOver) -> int | None:
    """What the recipient contributed for this hand-over; None where nobody told of any."""
    paid = {
        entry.n: said.cents
        for one in told
        for entry, said in in_force(ledger, f"device:{one.device_id}", ContributionReceived)
        if said.handover_id in {None, fact.handover}
    }
    return sum(paid.values()) if paid else None
