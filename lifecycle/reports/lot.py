"""One lot's mass, step by step: what was put in, weighed, accepted, treated, and what still awaits proof."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle.engine import Engine
from lifecycle.reports.breaches import unproven
from lifecycle.reports.cells import Masses, Selection, cells, change, closing
from lifecycle.reports.device import facts_of, leg_table, legs_of
from lifecycle.reports.figures import Of, grams_and_things
from lifecycle.reports.in_force import voided
from lifecycle.reports.lines import awaiting_proof, under_way
from lifecycle.reports.question import LATEST, Filter, Unanswerable
from lifecycle.reports.report import Column, Figure, Report, Table, report
from lifecycle.reports.things import things_held, things_moved
from lifecycle.reports.words import KIND_WORDS
from lifecycle.words import N_, say


def _by(accounts: frozenset[str], *kinds: str) -> Selection:
    return lambda cell: cell.account in accounts and cell.kind in kinds


def _in(*accounts: str) -> Selection:
    return lambda cell: cell.account in accounts


_HELD = frozenset({"stock", "parts", "operator"})
LADDER: tuple[tuple[str, str, Selection], ...] = (
    ("put_in", N_("Put in, by its own mass"), _by(_HELD, "lot_opened", "lot_packed", "weighed")),
    ("regrouped", N_("Regrouped: from other lots, less to other lots"), _by(_HELD, "lot_regrouped")),
    ("taken_out", N_("Taken out again"), _by(_HELD, "lot_unpacked", "handed_over")),
    ("dispatched", N_("Dispatched, as weighed or estimated"), _by(frozenset({"transit"}), "lot_dispatched")),
    ("accepted", N_("Accepted, net"), _by(_HELD, "lot_received")),
    ("recycled", N_("Recycled, certified"), _in("recycled")),
    ("other_recovery", N_("Other recovery, certified"), _in("other_recovery")),
    ("disposed", N_("Disposed of, certified"), _in("disposed")),
    ("estimate", N_("Estimate: defaults replaced by a measurement (change)"), _in("estimate")),
    ("reweighing", N_("Reweighing: differences between scales (change)"), _in("reweighing")),
)

BALANCES: tuple[tuple[str, str, Selection], ...] = (
    ("awaiting_proof", N_("Awaiting proof (balance)"), awaiting_proof),
    ("under_way", N_("In transit or at the operator, other than waste (balance)"), under_way),
)
_MOVED = N_("sum of what each fact moved over the period")
_STANDING = N_("sum of what each thing is there on the last day")


def lot(engine: Engine, filter: Filter, masses: Masses) -> Report:
    """The mass ladder of ``filter.lot``, its facts and its legs."""
    filter = filter.standing_at(engine)
    if filter.lot is None:
        raise Unanswerable(say("this report is about one lot: name it, as in --lot L-1"))
    subject = f"lot:{filter.lot}"
    told = facts_of(engine, filter, (subject,))
    if not told:
        raise Unanswerable(say("{lot} is not in this ledger; check its code", lot=filter.lot))
    void = voided(engine, filter)
    rows = tuple(
        (fact.n, fact.day, fact.kind, fact.acting, say("void") if fact.event_id in void else "") for fact in told
    )
    columns = (
        Column("n", N_("Fact no.")),
        Column("day", N_("Day")),
        Column("kind", N_("Fact"), words=KIND_WORDS),
        Column("acting", N_("Organisation")),
        Column("void", N_("Void")),
    )
    facts = Table("facts", say("Facts, in order of life"), columns, rows)
    return report(
        "lot",
        say("Mass of lot {lot}, step by step", lot=filter.lot),
        filter,
        engine,
        figures=tuple(_ladder(engine, filter, masses)),
        tables=(facts, leg_table(legs_of(engine, filter, (subject,), lot=filter.lot))),
        notes=tuple(unproven(engine, filter)),
    )


def _ladder(engine: Engine, filter: Filter, masses: Masses) -> Iterator[Figure]:
    books, on = cells(engine, filter), filter.last_day or LATEST
    steps = [
        (id, label, change(books, selection), Of(_MOVED, things_moved(filter, selection)))
        for id, label, selection in LADDER
    ]
    steps += [
        (id, label, closing(books, selection), Of(_STANDING, things_held(filter, selection)))
        for id, label, selection in BALANCES
    ]
    for id, label, moved, of in steps:
        group = "books" if id in {"estimate", "reweighing"} else "ladder"
        yield from grams_and_things(id, say(label), moved, masses, of=of, on=on, group=group, things=False)
