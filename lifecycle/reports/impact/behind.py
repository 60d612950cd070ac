"""What stands below the figures of emissions: terms with central values by category, down to devices and facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from lifecycle.engine import Engine
from lifecycle.impact.cells import RecycledCell
from lifecycle.impact.needed import Reason
from lifecycle.impact.simulation import TERMS
from lifecycle.impact.taken_apart import LABELS, of_rate, of_recycling
from lifecycle.impact.term import Term
from lifecycle.impact.together import all_of
from lifecycle.quantity import Estimate
from lifecycle.reports.impact.basis import Basis
from lifecycle.reports.impact.groups import Facts, Group, accrued, count, expected, facts_of
from lifecycle.reports.impact.seen import Each, Seen
from lifecycle.reports.impact.tables import ANSWERS
from lifecycle.reports.leaves import thing
from lifecycle.reports.made_of import CATEGORY, By, Grown, Leaf, MadeOf, counted
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.service import CLAIMED, beside_of, whose_rate
from lifecycle.reports.service.told import ORIGINS
from lifecycle.reports.words import SOURCES
from lifecycle.words import N_, say

DRAWN = N_("P50 (P5 – P95) of the draws")
_THOUSAND = Decimal(1000)


class Behind:
    """Makes the trees below the figures of one question; nothing is asked before somebody takes a figure apart."""

    def __init__(self, basis: Basis, filter: Filter) -> None:
        self._basis, self._filter = basis, filter

    def avoided(self) -> MadeOf:
        """What was avoided, above its terms."""
        return MadeOf(DRAWN, tree=lambda engine: self._whole(engine, accrued))

    def expected(self) -> MadeOf:
        """What second lives may be expected to avoid, above its terms."""
        return MadeOf(DRAWN, tree=lambda engine: self._whole(engine, expected))

    def term(self, name: str) -> MadeOf:
        """One term of what was avoided, group by group."""

        def grow(engine: Engine) -> Grown:
            each = Each(engine, self._filter, self._basis)

            def terms(facts: Facts) -> tuple[Term, ...]:
                place = TERMS.index(name)
                parts = [
                    Term(group.label, part.quantity, part.formula, part.parts, note=part.note)
                    for group in accrued(each, facts, apart=True)
                    for part in group.terms[place : place + 1]
                ]
                return (_sum(parts, () if name == "refurbishing" else self._rate()),)

            return Grown(facts_of(each), terms)

        return MadeOf(DRAWN, tree=grow)

    def credit(self, *, additional: bool) -> MadeOf:
        """What certified recycling avoids, category by category, down to each certificate."""

        def grow(engine: Engine) -> Grown:
            rows = _recycled(engine, self._filter)

            def terms(facts: Facts) -> tuple[Term, ...]:
                found: defaultdict[tuple[int, str, str], list[Term]] = defaultdict(list)
                grams: defaultdict[tuple[int, str, str], int] = defaultdict(int)
                for key, item, fact, amount, _source in rows:
                    grams[key] += amount
                    kilos = Estimate.exact(Decimal(amount) / _THOUSAND, "kg")
                    found[key].append(thing(item, kilos, (fact,), facts))
                trees = (
                    of_recycling(
                        self._basis.values, RecycledCell(*key, grams[key]), additional=additional, things=tuple(things)
                    )
                    for key, things in sorted(found.items())
                )
                return (_sum([tree for tree in trees if isinstance(tree, Term)]),)

            return Grown(frozenset(fact for _key, _item, fact, _amount, _source in rows), terms)

        return MadeOf(DRAWN, tree=grow)

    def recycled(self) -> MadeOf:
        """Grams certified, thing by thing."""

        def leaves(engine: Engine) -> Iterator[Leaf]:
            for (_year, category, _origin), item, fact, amount, source in _recycled(engine, self._filter):
                yield Leaf(item, (fact,), amount, (category, source))

        by = (CATEGORY, By(N_("Source of the mass"), SOURCES))
        return counted(N_("sum of what each certificate says was recycled over the period"), leaves, *by)

    def substitution(self) -> MadeOf:
        """The rate, as published or as answered, down to each answer."""
        rate = self._basis.accrued.rate
        assert rate is not None, "the figure is told where there is a rate"

        def grow(engine: Engine) -> Grown:
            beside = beside_of(engine, self._filter)
            rows = ask(engine, "substitution", whose_rate(self._filter), beside=beside.tables, by="thing").to_pylist()

            def terms(facts: Facts) -> tuple[Term, ...]:
                answered = []
                for answer, words in ANSWERS.items():
                    told = [row for row in rows if row["answer"] == answer]
                    parts = tuple(thing(row["item"], count(1), (row["fact"],), facts) for row in told)
                    if parts:
                        answered.append(Term(say(words), count(len(parts)), parts=parts))
                return (of_rate(rate), *answered)

            return Grown(frozenset(row["fact"] for row in rows), terms)

        return MadeOf(N_("published range") if rate.factor else N_("(1 + new) / (2 + known)"), tree=grow)

    def devices(self, which: str) -> MadeOf:
        """How many hand-overs a figure rests on, each with its hand-over and its last evidence."""
        formula, chosen = _COUNTED[which]

        def leaves(engine: Engine) -> Iterator[Leaf]:
            each = Each(engine, self._filter, self._basis)
            for one in chosen(each):
                cell = (one.kind, _why(each, one)) if which == "devices_left_out" else (one.kind,)
                yield Leaf(one.use.item, one.facts, one.use.units, cell)

        by = (CATEGORY, _MISSING) if which == "devices_left_out" else (CATEGORY,)
        return counted(formula, leaves, *by)

    def _whole(self, engine: Engine, groups: Callable[[Each, Facts], Iterable[Group]]) -> Grown:
        each = Each(engine, self._filter, self._basis)
        return Grown(facts_of(each), lambda facts: (all_of(_CENTRAL, self._rate(), groups(each, facts)),))

    def _rate(self) -> tuple[Term, ...]:
        """The substitution rate, taken apart once for all groups."""
        rate = self._basis.accrued.rate
        if rate is None:
            return ()
        told = of_rate(rate)
        return (told if rate.factor else replace(told, note=say("each answer: lifecycle explain impact.substitution")),)


def _missing(each: Each, one: Seen) -> Reason | None:
    return each.basis.left_out.get(one.cohort)


def _why(each: Each, one: Seen) -> str:
    reason = _missing(each, one)
    if reason is None or one.use.line not in CLAIMED:
        return "contested"
    return "refurbishing_published" if reason.name == "refurbishing" else reason.name


_MISSING = By(N_("No source gives"), {**LABELS, "contested": N_("handed over while it was waste")})
_COUNTED: Mapping[str, tuple[str, Callable[[Each], Iterable[Seen]]]] = {
    "devices": (
        N_("hand-overs within the days, or of a use seen since, whose values have a source"),
        lambda each: (one for one in each.active if _missing(each, one) is None),
    ),
    "devices_left_out": (
        N_("hand-overs of which a value has no source, or of what was waste then"),
        lambda each: (*(one for one in each.active if _missing(each, one)), *each.contested),
    ),
    "handed_over": (N_("hand-overs within the days"), lambda each: each.handed_over),
    "followed": (N_("hand-overs up to the last day"), lambda each: each.claimed),
    "with_evidence": (
        N_("those of them of which something tells after the hand-over"),
        lambda each: (one for one in each.claimed if one.proven),
    ),
}
"""Figure -> how it counts devices, and which."""


_CENTRAL = say("With central values alone (not the result: the bounds of some values lie to one side)")


def _sum(parts: Sequence[Term], beside: tuple[Term, ...] = ()) -> Term:
    whole = Estimate.exact(Decimal(0), "kgCO2e")
    for part in parts:
        whole = whole + part.quantity
    return Term(_CENTRAL, whole, N_("sum of the groups"), (*beside, *parts))


Row = tuple[tuple[int, str, str], str, int, int, str]
"""Year, category and whose waste it was; thing, certificate, grams, source of the mass."""


def _recycled(engine: Engine, filter: Filter) -> list[Row]:
    beside = beside_of(engine, filter)
    return [
        (
            (row["year"], row["category"], ORIGINS.get(row["donor_kind"], "unknown")),
            row["item"],
            row["fact"],
            row["grams"],
            row["source"],
        )
        for row in ask(
            engine, "certified_as_recycled", beside.asked(filter), beside=beside.tables, by="thing"
        ).to_pylist()
        if row["grams"]
    ]
