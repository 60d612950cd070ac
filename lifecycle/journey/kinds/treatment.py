"""Treatment: what a certificate moves, and what is taken back when it falls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from lifecycle.events import CertificateWithdrawn, Fraction, TreatmentCertified
from lifecycle.journey.apportion import shared_out, split_over
from lifecycle.journey.leg import LIVE, Leg
from lifecycle.journey.state import Certificate, Holding, Item, LoosePart, Lot
from lifecycle.journey.turn import Impossible, Thing, Turn, content, joins, prune
from lifecycle.words import say

ACCOUNT_OF_MODE = {
    "recycling": "recycled",
    "energy_recovery": "other_recovery",
    "other_recovery": "other_recovery",
    "disposal": "disposed",
}
Move = tuple[str, str, tuple[str, ...], int, int]
"""(owner, item, attributes, grams, units) of a leg, as a certificate keeps it."""
NOT_AUTHORISED = "operator-not-authorised"
FLUX_WITHOUT_ATTESTATION = "flux-without-attestation"


def treatment_certified(turn: Turn) -> None:
    """Certified grams leave the operator by their mode; what is not covered stays awaiting proof."""
    fact, lot = turn.fact, turn.its(Lot)
    assert isinstance(fact, TreatmentCertified)
    inside = content(turn.world, turn.subject)
    if not inside:
        raise Impossible(say("nothing in {lot} still awaits proof on {day}", lot=fact.code, day=turn.day))
    if not _held_by_the_operator(turn, inside):
        raise Impossible(
            say("{lot} is in the stock of another: record lot_dispatched before its treatment", lot=fact.code)
        )
    if fact.proof == "flux" and fact.certificate_hash is None:
        turn.notes.append(FLUX_WITHOUT_ATTESTATION)
        return
    categories = {thing.item.category for thing in inside}
    if not turn.world.organisation(fact.acting).authorisation_on(turn.day, lot.waste_code, categories):
        turn.notes.append(NOT_AUTHORISED)
        return
    certificate = Certificate(turn.recorded.n, fact.event_id, fact.reference or "", lot.stage)
    owners = {thing.item.id: thing.owner for thing in inside}
    for thing in inside:
        if thing.holding.account != "operator":
            # Nobody recorded its reception: the certificate itself says that it arrived.
            turn.page.move(thing.item, thing.holding, account="operator", organisation=fact.acting, **turn.place)
    lot.stage = "operator"
    certificate.arrival = len(turn.page.legs)
    _treat(turn, fact, content(turn.world, turn.subject))
    certificate.moves = [(owners[leg.item], leg.item, _attributes(leg), leg.grams, leg.units) for leg in turn.page.legs]
    lot.certificates.append(certificate)
    for thing in inside:
        if fact.code not in thing.item.certified_in:
            thing.item.certified_in.append(fact.code)
    prune(turn.world, turn.subject)


def _held_by_the_operator(turn: Turn, inside: list[Thing]) -> bool:
    """In transit or at the operator; or in the operator's own stock, where it treats what it was brought."""
    lot = turn.its(Lot)
    return lot.stage != "open" or all(thing.holding.organisation == turn.fact.acting for thing in inside)


def _treat(turn: Turn, fact: TreatmentCertified, inside: list[Thing]) -> None:
    remains = [thing.holding.grams for thing in inside]
    covered = min(fact.covers_grams or sum(remains), sum(remains))
    shares = shared_out(covered, remains)
    fractions = [fraction.grams for fraction in fact.fractions]
    # The scale of the treatment against the scale of the reception: spread over the members.
    weighed = shared_out(sum(fractions), shares)
    left = list(fractions)
    for thing, covered_g, grams in zip(inside, shares, weighed, strict=True):
        item, holding = thing.item, thing.holding
        parts = split_over(grams, left)
        left = [rest - part for rest, part in zip(left, parts, strict=True)]
        ends = [(_end_of(turn, fraction), part) for fraction, part in zip(fact.fractions, parts, strict=True)]
        # Grouped or stored: these grams still await proof, and a certificate never makes more of them.
        stays = min(sum(part for account, part in ends if not account), covered_g)
        ended = sum(part for account, part in ends if account)
        if ended + stays != covered_g:
            now_g = holding.grams + ended + stays - covered_g
            turn.page.adjust(item, holding, now_g, source=holding.source, against="reweighing")
            holding = _same(item, holding)
        for account, part in ends:
            if account:
                turn.page.end(item, holding, part, account, holding.proof or fact.proof)
        if not holding.grams:
            turn.page.close(item, holding)


def _end_of(turn: Turn, fraction: Fraction) -> str:
    """The account in which a fraction ends; empty where its operation is not final."""
    operation = turn.reference.operation(fraction.operation)
    if operation is None or not operation.final or fraction.mode is None:
        return ""
    return ACCOUNT_OF_MODE[fraction.mode]


def _same(item: Item, holding: Holding) -> Holding:
    return next(held for held in item.holdings if held.attributes() == holding.attributes())


def _attributes(leg: Leg) -> tuple[str, ...]:
    return (leg.account, leg.organisation, leg.place, leg.legal, leg.line, leg.lot, leg.proof, leg.source)


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


def _take_back(turn: Turn, lot: Lot, moves: Sequence[Move]) -> None:
    for owner, item_id, attributes, grams, units in moves:
        keeper, item = _find(turn, owner, item_id)
        at = _holding(attributes)
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


def _is_where_it_arrived(turn: Turn, arrival: Sequence[Move]) -> bool:
    """All that arrived with a certificate is still there; else what happened since proves the arrival."""
    came: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    for owner, item_id, attributes, grams, units in arrival:
        if _holding(attributes).account == "operator":
            total = came.setdefault((owner, item_id, tuple(attributes)), [0, 0])
            total[0] += grams
            total[1] += units
    for (owner, item_id, attributes), (grams, units) in came.items():
        _, item = _find(turn, owner, item_id)
        there = [held for held in item.holdings if held.attributes() == tuple(attributes)]
        if not there or there[0].grams < grams or there[0].units < units:
            return False
    return True


def _holding(attributes: Sequence[str]) -> Holding:
    account, organisation, place, legal, line, lot, proof, source = attributes
    return Holding(account, organisation, place, legal, line, lot, proof, source)


def _hold(item: Item, at: Holding, grams: int, units: int) -> None:
    """Put grams back, which may be negative, into the holding with these attributes."""
    for held in item.holdings:
        if held.attributes() == at.attributes():
            held.grams += grams
            held.units += units
            break
    else:
        item.holdings.append(replace(at, grams=grams, units=units))
    item.holdings = [held for held in item.holdings if held.grams or held.units]


EFFECTS: dict[str, Callable[[Turn], None]] = {
    "treatment_certified": treatment_certified,
    "certificate_withdrawn": certificate_withdrawn,
}
