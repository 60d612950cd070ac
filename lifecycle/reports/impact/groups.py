"""Devices of one year and cohort: the terms of what they avoid, down to each device and its facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from lifecycle.impact.cells import Cohort, HandedCell, Survival
from lifecycle.impact.needed import Reason, values_on
from lifecycle.impact.simulation import Simulation
from lifecycle.impact.taken_apart import Proof
from lifecycle.impact.term import FactRef, Term
from lifecycle.impact.together import expected as to_come
from lifecycle.impact.together import of_group as terms_of_group
from lifecycle.impact.together import rendered
from lifecycle.quantity import Estimate
from lifecycle.reference import Factor
from lifecycle.reports.impact.basis import Basis
from lifecycle.reports.impact.seen import Each, Key, Seen, Served, of_group, service_cells
from lifecycle.reports.impact.tables import Kind
from lifecycle.reports.leaves import thing
from lifecycle.reports.made_of import CATEGORY
from lifecycle.reports.question import LATEST
from lifecycle.reports.service import Later, months
from lifecycle.words import Sentence, _, say

Facts = Mapping[int, FactRef]
"""What facts say of themselves, by their position."""
_THOUSAND = Decimal(1000)


class Group(NamedTuple):
    """Devices of one year and cohort: the terms of what they avoid."""

    label: Sentence
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class GroupWords:
    """A group in the reader's language: its category, what the workshop wrote down, its year."""

    key: Key

    def __str__(self) -> str:
        year, kind, record, begun = self.key
        _workshop, *parts = record.split() or [""]
        if not record:
            work = _("nothing written down")
        elif parts:
            work = _("wrote down its work, new parts: {kinds}").format(kinds=", ".join(map(CATEGORY.shown, parts)))
        else:
            work = _("wrote down its work")
        when = str(year) if begun == year else _("{year}, handed over in {begun}").format(year=year, begun=begun)
        return f"{Kind(kind)}, {work}, {when}"


def accrued(each: Each, facts: Facts, *, apart: bool = False) -> Iterator[Group]:
    """What each group avoided, by the service it rendered; ``apart``: for trees of one term each."""
    served, proofs = each.served(), _proofs(each, facts)
    rate, asked = each.basis.accrued.rate, _simulation(each)
    for key in sorted({*served, *((one.year, *one.cohort) for one in each.basis.burden)}):
        year, kind, *_rest = key
        if rate is None or asked.left_out(Cohort(*key[1:]), year):
            continue
        things = tuple(_months(one, facts) for one in served.get(key, ()))
        rest = rendered(service_cells(key, served.get(key, [])), things)
        burdens = of_group(each.basis.burden, key)
        values, proof = each.basis.values, proofs(key)
        terms = terms_of_group(values, rate, kind, year, rest, burdens, proof=proof, apart=apart)
        if not isinstance(terms, Reason):
            yield Group(Sentence("{group}", {"group": GroupWords(key)}), terms)


def expected(each: Each, facts: Facts) -> Iterator[Group]:
    """What each group may be expected to avoid, over the second life that begins."""
    begun: defaultdict[Key, list[Seen]] = defaultdict(list)
    for one in each.handed_over:
        begun[one.key].append(one)
    proofs, rate, asked = _proofs(each, facts), each.basis.expected.rate, _simulation(each)
    for key in sorted(begun):
        year, kind, record, _begun = key
        life = _second_life(each.basis, kind, year)
        if rate is None or life is None or asked.left_out(Cohort(*key[1:]), year):
            continue
        cells = [HandedCell(year, kind, record, months(one.use.prior_days), one.use.units) for one in begun[key]]
        things = tuple(thing(one.use.item, count(one.use.units), one.facts[:1], facts) for one in begun[key])
        rest, burdens = to_come(cells, life, things), of_group(each.basis.burden, key)
        terms = terms_of_group(each.basis.values, rate, kind, year, rest, burdens, proof=proofs(key))
        if not isinstance(terms, Reason):
            yield Group(Sentence("{group}", {"group": GroupWords(key)}), terms)


def _simulation(each: Each) -> Simulation:
    """Which says what is left out in a year."""
    return Simulation(each.basis.values, each.basis.rated, on=each.filter.last_day or LATEST)


def _second_life(basis: Basis, kind: str, year: int) -> Survival | Factor | None:
    if kind in basis.lives:
        return basis.lives[kind]
    return basis.values.factor("second_life", kind, on=values_on(year))


def _months(one: Served, facts: Facts) -> Term:
    """The months that a device served within the days of a year."""
    use = one.seen.use
    served = Estimate.exact(Decimal((one.end - one.start) * use.units), "month")
    note = say("from month {start} to month {end} of its service", start=one.start, end=one.end) if one.start else None
    return thing(use.item, served, one.seen.facts, facts, note=note)


def facts_of(each: Each) -> Set[int]:
    """Positions of the facts of every use and burden."""
    found = {fact for one in each.all for fact in one.facts}
    return found.union(*(one.facts for told in each.burdens().values() for one in told))


def _proofs(each: Each, facts: Facts) -> Callable[[Key], Proof]:
    """The things behind each burden of a group."""
    begun: defaultdict[Key, list[Seen]] = defaultdict(list)
    for one in each.handed_over:
        begun[one.key].append(one)
    later = each.burdens()

    def proof(key: Key) -> Proof:
        work = tuple(thing(one.use.item, count(one.use.units), one.facts[:1], facts) for one in begun[key])
        burdens: dict[str, tuple[Term, ...]] = {"process" if key[2] else "refurbishing": work}
        for (*rest, what), told in later.items():
            if tuple(rest) == key:
                burdens[what] = tuple(_burden(one, facts) for one in told if one.amount)
        return Proof(burdens=burdens)

    return proof


def _burden(one: Later, facts: Facts) -> Term:
    """A part put into a device, or the kilometres driven for it."""
    driven = one.what.startswith("transport:")
    amount = Estimate.exact(Decimal(one.amount) / _THOUSAND, "km") if driven else count(one.amount)
    return thing(one.item, amount, one.facts, facts)


def count(things: int) -> Estimate[Decimal]:
    """So many things."""
    return Estimate.exact(Decimal(things), "1")
