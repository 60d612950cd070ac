"""``explain PC-1``: where each gram of one device is, what weighed it, what its service avoids, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lifecycle import reference
from lifecycle.engine import Engine
from lifecycle.impact.term import Term
from lifecycle.ledger import Ledger
from lifecycle.reference import Reference
from lifecycle.reports.answering import answered, of_columns, question_of
from lifecycle.reports.device import Told, facts_of
from lifecycle.reports.explaining.apart import Apart, Facts, LeftOut, apart, tree
from lifecycle.reports.explaining.figure import facts_of_ledger
from lifecycle.reports.in_force import voided
from lifecycle.reports.labels import kept_labels
from lifecycle.reports.made_of import Leaf
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.report import Figure, Report
from lifecycle.rules import RULES
from lifecycle.words import Sentence, say

WEIGHED_BY: Mapping[str, frozenset[str]] = {
    "weighed": frozenset({"weighed"}),
    "document": frozenset({"weighed"}),
    "share": frozenset({"lot_received", "lot_dispatched"}),
    "stated": frozenset({"part_removed", "part_installed", "media_destroyed"}),
    "estimated": frozenset({"lot_opened", "lot_received"}),
}
"""Source of a mass -> the kinds of fact that say it; a default is said by no fact."""


@dataclass(frozen=True)
class ExplainedDevice:
    """The ledgers of one device, as trees."""

    code: str
    report: Report
    """The mass of this device alone."""
    mass: tuple[Term, ...]
    emissions: tuple[Term, ...]
    missing: tuple[Sentence, ...]
    """What is not known of it, and what that keeps from being told."""

    def to_json(self) -> dict[str, Any]:
        """The question and the whole trees."""
        about = {key: value for key, value in self.report.to_json().items() if key not in {"figures", "tables"}}
        return about | {
            "device": self.code,
            "mass": [term.to_json() for term in self.mass],
            "emissions": [term.to_json() for term in self.emissions],
            "missing": [str(sentence) for sentence in self.missing],
        }


def explain_device(
    ledger: Ledger, code: str, filter: Filter | None = None, *, edition: str | None = None
) -> ExplainedDevice:
    """One device taken apart; raises :class:`Unanswerable` where the ledger does not know it."""
    asked = (filter or Filter()).model_copy(update={"device": code})
    values = reference.load(edition)
    return of_columns(ledger, lambda engine: explained_device(engine, asked, values, facts_of_ledger(ledger)))


def explained_device(engine: Engine, filter: Filter, values: Reference, facts: Facts) -> ExplainedDevice:
    """The device of a filter taken apart, under the label by which its life is kept."""
    standing = filter.standing_at(engine)
    void = voided(engine, standing)
    subject = f"device:{filter.device}"
    code = kept_labels(engine, standing, void).get(subject, subject).partition(":")[2]
    asked = filter.model_copy(update={"device": code})
    report = answered(engine, question_of("mass"), asked, values)
    impact = answered(engine, question_of("impact"), asked, values)
    weighings = _Weighings(engine, standing.model_copy(update={"device": code}), void)
    found = [weighings.added_to(apart(engine, report, figure)) for figure in report.figures if _is_told(figure)]
    emitted = [apart(engine, impact, figure) for figure in impact.figures if _is_of_emissions(impact, figure)]
    known = facts(set().union(*(one.facts for one in (*found, *emitted))))
    return ExplainedDevice(
        code,
        report,
        tuple(tree(one, known) for one in found),
        tuple(tree(one, known) for one in emitted),
        tuple(_missing(report, impact)),
    )


def _is_of_emissions(impact: Report, figure: Figure) -> bool:
    """What its service avoided and may be expected to, where it was handed over; what its recycling avoids."""
    if figure.id in {"avoided", "expected"}:
        return figure.coverage.counted > 0
    return figure.id == "recycling_credit" and impact.figure("recycled").value > 0


def _missing(report: Report, impact: Report) -> Iterator[Sentence]:
    """In words, what is not known of the device."""
    sources = {source for figure in report.figures for source in figure.coverage.by_source}
    if "default" in sources:
        yield say("Nobody weighed it before it moved: where its grams say so, they are the default of its category.")
    if not impact.figure("followed").value:
        yield say("It was not handed over: no service is told of it.")
    elif not impact.figure("with_evidence").value:
        yield say("Nothing tells of its use after its hand-over: no service counts yet.")
    left_out = impact.figure("avoided").coverage.left_out
    if left_out:
        yield say(
            "Its service is in no figure of emissions: {reasons}", reasons=LeftOut(tuple(sorted(left_out.items())))
        )
    uncredited = impact.figure("recycling_credit").coverage.left_out
    if uncredited:
        reasons = LeftOut(tuple(sorted(uncredited.items())))
        yield say("Its recycling is in no figure of emissions: {reasons}", reasons=reasons)


def _is_told(figure: Figure) -> bool:
    """Where grams of the device are, each once; that it has served stands beside."""
    if figure.unit != "g" or not figure.value:
        return False
    return figure.group in {"lines", "beside", "books"} or figure.id in PLACES


PLACES = frozenset({"stock", "awaiting_proof", "under_way", "passed_on", "lost", "served"})
"""Balances that no line tells; and the first service."""


class _Weighings:
    """The facts that say what things weigh."""

    def __init__(self, engine: Engine, filter: Filter, void: frozenset[str]) -> None:
        self._engine = engine
        self._filter = Filter(as_of=filter.as_of, device=filter.device)
        self._void = void
        self._seen: dict[str, list[Told]] = {}
        rows = ask(engine, "breaches", self._filter).to_pylist()
        self._beyond_reason = {row["fact"] for row in rows if _denies_mass(row["rule"])}

    def added_to(self, found: Apart) -> Apart:
        """The same, each thing with the fact that weighed it beside the one that moved it."""
        cells = {cell: [self._weighed(leaf, cell[-1]) for leaf in leaves] for cell, leaves in found.cells.items()}
        return found._replace(cells=cells)

    def _weighed(self, leaf: Leaf, source: str) -> Leaf:
        told = [one for one in self._facts(leaf.subject) if one.kind in WEIGHED_BY.get(source, ())]
        moved = next((one.life_key for one in self._facts(leaf.subject) if one.n == leaf.facts[0]), "")
        before = [one.n for one in told if one.life_key <= moved]
        # The first weighing counts from the entry of a thing, though it comes after it.
        weighed = before[-1:] or [one.n for one in told[:1]]
        return leaf._replace(facts=tuple(dict.fromkeys((*leaf.facts, *weighed))))

    def _facts(self, subject: str) -> list[Told]:
        if subject not in self._seen:
            self._seen[subject] = list(self._in_force(subject))
        return self._seen[subject]

    def _in_force(self, subject: str) -> Iterator[Told]:
        for one in facts_of(self._engine, self._filter, (subject,)):
            if one.event_id not in self._void and one.n not in self._beyond_reason:
                yield one


def _denies_mass(rule: str) -> bool:
    """The rule says that a mass is beyond reason: it was recorded, and is not used."""
    return rule in RULES and RULES[rule].denies == "mass"
