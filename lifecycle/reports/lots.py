"""Where each lot stands now: how far it has come, since when, what is in it, which facts say so.

Read from the states of the ledger, which know every fact as soon as it is recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, TypeVar

from lifecycle.events import (
    CertificateWithdrawn,
    Fact,
    LotDispatched,
    LotReceived,
    LotRegrouped,
    TreatmentCertified,
)
from lifecycle.journey import load_state
from lifecycle.journey.order import END
from lifecycle.journey.past import Recorded, StateRow
from lifecycle.journey.state import Lot, Organisation
from lifecycle.journey.turn import IN_LOTS
from lifecycle.ledger import Ledger
from lifecycle.words import N_

F = TypeVar("F", bound=Fact)

LOT_STATES = {
    "opened": N_("Opened"),
    "dispatched": N_("Dispatched"),
    "received": N_("At the operator"),
    "part_certified": N_("Partly certified"),
    "certified": N_("Certified"),
    "withdrawn": N_("Certificate withdrawn"),
    "elsewhere": N_("Elsewhere"),
}
"""How far a lot has come -> the word for it. Elsewhere: handed over as it was, lost, or emptied into other lots."""


class Held(NamedTuple):
    """Grams and units of one thing that are in a lot."""

    subject: str
    """device:CODE or part:CODE; the lot itself where it is a line of uncoded things."""
    line: int | None
    category: str
    grams: int
    units: int
    source: str
    legal: str
    account: str
    organisation: str


@dataclass(frozen=True)
class LotStanding:
    """One lot: its state, what is in it, the facts in force that name it in order of life."""

    code: str
    custody: str
    lot: Lot
    held: tuple[Held, ...]
    told: tuple[Recorded, ...]
    last_day: date
    """Day of the last fact that changed it."""
    broken: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Number of a fact -> the rules that it breaks; told of one lot that is asked for by its code."""

    @property
    def state(self) -> str:
        """A word of :data:`LOT_STATES`."""
        if self.custody == "in_transit":
            return "dispatched"
        if self.custody == "at_operator":
            if self.lot.certificates:
                return "part_certified"
            return "withdrawn" if self.withdrawals else "received"
        if self.lot.certificates and not self.held:
            return "certified"
        emptied = not self.held and any(isinstance(one.fact, LotDispatched | LotRegrouped) for one in self.told)
        return "elsewhere" if self.custody != "in_stock" or emptied else "opened"

    @property
    def since(self) -> date:
        """The day on which it came into its state."""
        kinds = {
            "dispatched": (LotDispatched,),
            "received": (LotReceived, LotRegrouped, TreatmentCertified),
            "part_certified": (TreatmentCertified,),
            "withdrawn": (CertificateWithdrawn,),
        }.get(self.state)
        if kinds is None:
            return self.told[0].fact.occurred_on if self.told and self.state == "opened" else self.last_day
        return max((one.fact.occurred_on for one in self.told if isinstance(one.fact, kinds)), default=self.last_day)

    @property
    def grams(self) -> int:
        """Present mass, in grams."""
        return sum(one.grams for one in self.held)

    @property
    def units(self) -> int:
        """How many things are in it."""
        return sum(one.units for one in self.held)

    @property
    def waste_grams(self) -> int:
        """What of it is waste, in grams."""
        return sum(one.grams for one in self.held if one.legal == "WASTE")

    @property
    def holder(self) -> str:
        """The organisation in whose hands it is, or was last; on the way, the one that sent it."""
        found = next((one.organisation for one in self.held), "")
        return found or (self.told[-1].fact.acting if self.told else "")

    @property
    def dispatch(self) -> LotDispatched | None:
        """Its last departure."""
        return self._last(LotDispatched)

    @property
    def reception(self) -> LotReceived | None:
        """Its last arrival."""
        return self._last(LotReceived)

    @property
    def withdrawals(self) -> tuple[CertificateWithdrawn, ...]:
        """Certificates that were taken back."""
        return tuple(self.facts(CertificateWithdrawn))

    @property
    def certificates(self) -> tuple[TreatmentCertified, ...]:
        """Certificates in force that moved its grams."""
        in_force = {one.event_id for one in self.lot.certificates}
        return tuple(one for one in self.facts(TreatmentCertified) if one.event_id in in_force)

    @property
    def certified_grams(self) -> int:
        """What the certificates in force tell of, in grams."""
        return sum(fraction.grams for one in self.certificates for fraction in one.fractions)

    @property
    def organisations(self) -> frozenset[str]:
        """Whose business it is: who holds it, sent it, receives it, carries it out."""
        acting = {one.fact.acting for one in self.told}
        return frozenset({self.holder, self.lot.destination, *acting} - {""})

    def facts(self, kind: type[F]) -> Iterator[F]:
        """Its facts of a kind, in order of life."""
        return (one.fact for one in self.told if isinstance(one.fact, kind))

    def _last(self, kind: type[F]) -> F | None:
        found = list(self.facts(kind))
        return found[-1] if found else None


class Lots(NamedTuple):
    """The lots of a ledger; those that were finished long ago are only counted."""

    standings: tuple[LotStanding, ...]
    older: int
    codes: frozenset[str] = frozenset()
    """The codes of them all."""

    def next_code(self, organisation: str) -> str:
        """A code for a new lot of an organisation that no lot bears."""
        begins = f"{organisation}-L"
        ranks = [code.removeprefix(begins) for code in self.codes if code.startswith(begins)]
        return f"{begins}{max((int(rank) for rank in ranks if rank.isdecimal()), default=0) + 1:03d}"


def lots(ledger: Ledger, *, ended_since: date) -> Lots:
    """Every lot that something still waits for, and those that ended on or after a day, by code."""
    kept, older, codes = [], 0, set()
    for row in ledger.states("lot"):
        codes.add(row.subject.partition(":")[2])
        if row.custody == "ended" and _day(row) < ended_since:
            older += 1
        else:
            kept.append(row)
    return Lots(tuple(_standings(ledger, kept)), older, frozenset(codes))


def lot_standing(ledger: Ledger, code: str) -> LotStanding | None:
    """One lot; nothing where no fact in force is known of it."""
    row = ledger.state(f"lot:{code}")
    found = next(_standings(ledger, [row]), None) if row else None
    return replace(found, broken=_broken(ledger, f"lot:{code}")) if found else None


def _broken(ledger: Ledger, subject: str) -> dict[int, tuple[str, ...]]:
    total: Counter[tuple[int, str]] = Counter()
    for _n, mark in ledger.breaches(subject=subject):
        total[mark.fact, mark.rule] += mark.change
    found: dict[int, tuple[str, ...]] = {}
    for (fact, rule), change in sorted(total.items()):
        if change > 0:
            found[fact] = (*found.get(fact, ()), rule)
    return found


def _standings(ledger: Ledger, rows: Iterable[StateRow]) -> Iterator[LotStanding]:
    found = {row.subject: _lot(row) for row in rows}
    days = {row.subject: (row.custody, _day(row)) for row in rows}
    inside = {name for subject, lot in found.items() if days[subject][0] != "ended" for name in lot.members}
    with ledger.past() as past:
        states = past.states_before(dict.fromkeys(inside, END))
        told = _by_lot(past.facts_of(found), found)
    items = {name: load_state(row.state, name) for name, row in states.items()}
    for subject, lot in found.items():
        custody, day = days[subject]
        code = subject.partition(":")[2]
        held = tuple(_held(code, lot, items)) if custody != "ended" else ()
        facts = tuple(sorted(told.get(subject, ()), key=lambda one: one.key))
        yield LotStanding(code, custody, lot, held, facts, day)


def _day(row: StateRow) -> date:
    return date.fromisoformat(row.key[:10])


def _lot(row: StateRow) -> Lot:
    state = load_state(row.state, row.subject)
    assert isinstance(state, Lot)
    return state


def _by_lot(facts: Iterable[Recorded], subjects: Collection[str]) -> Mapping[str, list[Recorded]]:
    found: dict[str, list[Recorded]] = {}
    for one in facts:
        for subject in {one.fact.subject, *one.fact.also}:
            if subject in subjects:
                found.setdefault(subject, []).append(one)
    return found


def _held(code: str, lot: Lot, states: Mapping[str, object]) -> Iterator[Held]:
    for member in sorted(lot.members):
        own = member == f"lot:{code}"
        state = lot if own else states.get(member)
        for item in () if state is None or isinstance(state, Organisation) else getattr(state, "items", ()):
            for at in item.holdings:
                if at.lot == code and at.account in IN_LOTS | {"lost"}:
                    rank = int(item.id.partition("#")[2]) if own else None
                    yield Held(
                        member,
                        rank,
                        item.category,
                        at.grams,
                        at.units,
                        at.source,
                        at.legal,
                        at.account,
                        at.organisation,
                    )
