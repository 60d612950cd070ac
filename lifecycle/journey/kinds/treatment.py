"""Treatment: what a certificate moves, and what is taken back when it falls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lifecycle.events import CertificateWithdrawn, TreatmentCertified
from lifecycle.journey.apportion import shared_out, split_over
from lifecycle.journey.claim import account_of
from lifecycle.journey.leg import LIVE
from lifecycle.journey.state import Certificate, Holding, Item, LoosePart, Lot
from lifecycle.journey.turn import Impossible, Thing, Turn, content, joins, prune
from lifecycle.words import say

OwnedMove = tuple[str, str, tuple[str, ...], int, int]
"""(owner, item, attributes, grams, units) of a leg, as a certificate keeps it."""
NOT_AUTHORISED = "operator-not-authorised"
NEVER_HELD = "operator-never-held-the-lot"
IMPLAUSIBLE_CERTIFICATE = "certificate-mass-implausible"
FLUX_WITHOUT_ATTESTATION = "flux-without-attestation"


def treatment_certified(turn: Turn) -> None:
    """Certified grams leave the operator by their mode; what is not covered stays awaiting proof."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, TreatmentCertified)
    inside = content(turn.world, turn.subject)
    if not inside:
        raise Impossible(say("nothing in {lot} still awaits proof on {day}", lot=fact.code, day=turn.day))
    if lot.stage == "open" and any(thing.holding.organisation != fact.acting for thing in inside):
        raise Impossible(
            say("{lot} is in the stock of another: record lot_dispatched before its treatment", lot=fact.code)
        )
    why_not = list(_why_it_moves_nothing(turn, fact, inside))
    turn.notes += why_not
    if why_not:
        return
    certificate = Certificate(fact.event_id, fact.reference or "", lot.stage)
    owners = {thing.item.id: thing.owner for thing in inside}
    turn.page.moves = []
    for thing in inside:
        if thing.holding.account != "operator":
            # Nobody recorded its reception: the certificate itself says that it arrived.
            turn.page.move(thing.item, thing.holding, account="operator", organisation=fact.acting, **turn.place)
    lot.stage = "operator"
    certificate.arrival = len(turn.page.moves)
    _treat(turn, fact, content(turn.world, turn.subject))
    certificate.moves = [(owners[item], item, at, grams, units) for item, at, grams, units in turn.page.moves]
    lot.certificates.append(certificate)
    for thing in inside:
        if fact.code not in thing.item.certified_in:
            thing.item.certified_in.append(fact.code)
    prune(turn.world, turn.subject)


def _why_it_moves_nothing(turn: Turn, fact: TreatmentCertified, inside: list[Thing]) -> Iterator[str]:
    """The rules that leave the grams where they are: each that is broken, not only the first."""
    lot = turn.its(Lot)
    if fact.proof == "flux" and fact.certificate_hash is None:
        yield FLUX_WITHOUT_ATTESTATION
    if not _came_to_the_operator(lot, fact.acting, inside):
        yield NEVER_HELD
    categories = {thing.item.category for thing in inside}
    if not turn.world.organisation(fact.acting).authorisation_on(turn.day, lot.waste_code, categories):
        yield NOT_AUTHORISED
    fractions_g = sum(fraction.grams for fraction in fact.fractions)
    covers_g = _covered_grams(fact, inside)
    if not turn.reference.plausible_certificate(fractions_g, covers_g=covers_g, on=fact.occurred_on):
        yield IMPLAUSIBLE_CERTIFICATE


def _came_to_the_operator(lot: Lot, operator: str, inside: list[Thing]) -> bool:
    """It is there, on its way there, or was brought there and stands in the operator's own stock."""
    if lot.stage == "transit":
        return lot.destination == operator
    return all(thing.holding.organisation == operator for thing in inside)


def _covered_grams(fact: TreatmentCertified, inside: list[Thing]) -> int:
    """What the certificate covers, and never more than remains: the difference is one of scales."""
    remains = sum(thing.holding.grams for thing in inside)
    return min(fact.covers_grams or remains, remains)


def _treat(turn: Turn, fact: TreatmentCertified, inside: list[Thing]) -> None:
    shares = shared_out(_covered_grams(fact, inside), [thing.holding.grams for thing in inside])
    fractions = [fraction.grams for fraction in fact.fractions]
    # The scale of the treatment against the scale of the reception: spread over the members.
    weighed = shared_out(sum(fractions), shares)
    left = list(fractions)
    for thing, covered_g, grams in zip(inside, shares, weighed, strict=True):
        item, holding = thing.item, thing.holding
        parts = split_over(grams, left)
        left = [rest - part for rest, part in zip(left, parts, strict=True)]
        ends = [
            (account_of(turn.reference, fraction), part) for fraction, part in zip(fact.fractions, parts, strict=True)
        ]
        # Grouped or stored: these grams still await proof, and a certificate never makes more of them.
        stays = min(sum(part for account, part in ends if not account), covered_g)
        ended = sum(part for account, part in ends if account)
        if ended + stays != covered_g:
            now_g = holding.grams + ended + stays - covered_g
            holding = turn.page.adjust(item, holding, now_g, source=holding.source, against="reweighing")
        for account, part in ends:
            if account:
                turn.page.end(item, holding, part, account, holding.proof or fact.proof)
        if not holding.grams:
            turn.page.close(item, holding)


def certificate_withdrawn(turn: Turn) -> None:
    """Every leg of the certificate is reversed, on the day of the withdrawal."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, CertificateWithdrawn)
    named = [c for c in lot.certificates if fact.certificate in {c.event_id, c.reference}]
    if not named:
        raise Impossible(
            say(
                "{lot} has no certificate {certificate} in force that moved grams; known: {known}",
                lot=fact.code,
                certificate=fact.certificate,
                known=", ".join(c.reference or c.event_id for c in lot.certificates) or "–",
            )
        )
    certificate = named[-1]
    lot.certificates = [c for c in lot.certificates if c is not certificate]
    arrival = certificate.moves[: certificate.arrival]
    _take_back(turn, lot, certificate.moves[certificate.arrival :])
    if arrival and lot.certificates:
        # Another certificate still proves that the lot arrived: the arrival is now its own.
        heir = lot.certificates[0]
        heir.moves, heir.arrival = arrival + heir.moves, heir.arrival + certificate.arrival
        heir.stage_before = certificate.stage_before
    elif arrival and _is_where_it_arrived(turn, arrival):
        _take_back(turn, lot, arrival)
        lot.stage = certificate.stage_before


def _take_back(turn: Turn, lot: Lot, moves: Sequence[OwnedMove]) -> None:
    for owner, item_id, attributes, grams, units in moves:
        keeper, item = _find(turn, owner, item_id)
        at = Holding.of_attributes(attributes)
        turn.page.write(item, at, -grams, -units)
        if at.account in LIVE:
            _hold(item, at, -grams, -units)
        joins(lot, keeper)
    prune(turn.world, turn.subject)


def _find(turn: Turn, owner: str, item_id: str) -> tuple[str, Item]:
    """An item, and who has it now: a part may have left its host since."""
    keepers = [owner]
    if item_id.startswith("part:"):
        part = turn.world.state(item_id)
        assert isinstance(part, LoosePart)
        keepers = [part.host or item_id]
    for keeper in keepers:
        for item in getattr(turn.world.state(keeper), "items", ()):
            if item.id == item_id:
                return keeper, item
    raise AssertionError(item_id)


def _is_where_it_arrived(turn: Turn, arrival: Sequence[OwnedMove]) -> bool:
    """All that arrived with a certificate is still there; else what happened since proves the arrival."""
    came: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    for owner, item_id, attributes, grams, units in arrival:
        if Holding.of_attributes(attributes).account == "operator":
            total = came.setdefault((owner, item_id, tuple(attributes)), [0, 0])
            total[0] += grams
            total[1] += units
    for (owner, item_id, attributes), (grams, units) in came.items():
        _, item = _find(turn, owner, item_id)
        there = [held for held in item.holdings if held.attributes() == tuple(attributes)]
        if not there or there[0].grams < grams or there[0].units < units:
            return False
    return True


def _hold(item: Item, at: Holding, grams: int, units: int) -> None:
    """Put grams back, which may be negative, into the holding with these attributes."""
    for held in item.holdings:
        if held.attributes() == at.attributes():
            held.grams += grams
            held.units += units
            break
    else:
        item.holdings.append(at.but(grams=grams, units=units))
    item.holdings = [held for held in item.holdings if held.grams or held.units]


EFFECTS: dict[str, Callable[[Turn], None]] = {
    "treatment_certified": treatment_certified,
    "certificate_withdrawn": certificate_withdrawn,
}
