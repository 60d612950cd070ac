"""One device's life: its facts in order of life, what each moved, what each breaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.journey import TERMINAL
from lifecycle.reports.breaches import reason_column, reasons_kept
from lifecycle.reports.in_force import voided
from lifecycle.reports.numbers import Day
from lifecycle.reports.question import Filter, Unanswerable, ask
from lifecycle.reports.report import Column, Report, Table, category_column, report
from lifecycle.reports.words import ACCOUNTS, KIND_WORDS, LEGAL, LINES, SORTS, SOURCES
from lifecycle.words import N_, Sentence, say

PROOFS_OF_USE = frozenset({"handed_over", "use_confirmed", "support_given", "taken_in", "given_back", "found"})
ENDS = frozenset(TERMINAL)
IN_USE = frozenset({"use", "support"})


class Told(NamedTuple):
    """A recorded fact as the columns hold it, with its place in the order of life."""

    life_key: str
    n: int
    event_id: str
    kind: str
    subject: str
    acting: str
    day: str
    place: str


def device(engine: Engine, filter: Filter) -> Report:
    """The timeline of ``filter.device``, with each place where its grams ended, and the legs of its body and parts."""
    filter = filter.standing_at(engine)
    if filter.device is None:
        raise Unanswerable(say("this report is about one device: name it, as in --device PC-1"))
    void = voided(engine, filter)
    labels = labels_of(engine, filter, f"device:{filter.device}", void)
    told = facts_of(engine, filter, labels)
    if not told:
        raise Unanswerable(say("{device} is not in this ledger; check its code", device=filter.device))
    legs = legs_of(engine, filter, labels)
    broken, reasons = _breaches(engine, filter, labels), reasons_kept(engine, filter)
    return report(
        "device",
        say("Life of {device}", device=filter.device),
        filter,
        engine,
        tables=(_timeline(told, legs, void, broken, reasons, labels), leg_table(legs)),
        notes=tuple(_notes(told, legs, void, labels)),
    )


def labels_of(engine: Engine, filter: Filter, subject: str, void: frozenset[str]) -> tuple[str, ...]:
    """All labels under which a machine is known, its own first."""
    links: list[frozenset[str]] = []
    for row in ask(engine, "same_things", filter).to_pylist():
        if row["event_id"] not in void:
            pair = frozenset({row["subject"], *row["also"].split()})
            links = [known for known in links if known != pair]
            if row["kind"] != "different_devices":
                links.append(pair)
    labels = {subject}
    while more := {label for pair in links if pair & labels for label in pair} - labels:
        labels |= more
    return (subject, *sorted(labels - {subject}))


def facts_of(engine: Engine, filter: Filter, subjects: tuple[str, ...]) -> list[Told]:
    """The facts that tell of these subjects, each once, in order of life."""
    found: dict[int, Told] = {}
    for subject in subjects:
        for row in ask(engine, "life_facts", filter, subject=subject, within=f" {subject} ").to_pylist():
            found[row["n"]] = Told(**(row | {"day": row["day"].isoformat()}))
    return sorted(found.values())


def legs_of(engine: Engine, filter: Filter, subjects: tuple[str, ...], *, lot: str = "-") -> list[dict[str, Any]]:
    """The net legs of these subjects, of the parts cut from them or carried in them, or of what a lot held.

    "-" is the code of no lot. A leg that two of the subjects share is given once.
    """
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for subject in subjects:
        for row in ask(engine, "life_legs", filter, subject=subject, within=f" {subject} ", lot=lot).to_pylist():
            found[tuple(row.values())] = row
    return list(found.values())


def _breaches(engine: Engine, filter: Filter, labels: tuple[str, ...]) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for label in labels:
        one = filter.model_copy(update={"device": label.partition(":")[2], "organisation": None, "lot": None})
        for row in ask(engine, "breaches", one).to_pylist():
            found[row["fact"]].append(row["rule"])
    return found


def _timeline(
    told: list[Told],
    legs: list[dict[str, Any]],
    void: frozenset[str],
    broken: dict[int, list[str]],
    reasons: dict[int, str],
    labels: tuple[str, ...],
) -> Table:
    moves: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for leg in legs:
        moves[leg["fact"]].append(leg)
    rows = tuple(
        (
            fact.n,
            fact.day,
            fact.kind,
            fact.acting,
            fact.place,
            *way,
            "" if rank else " ".join(broken.get(fact.n, ())),
            "" if rank else reasons.get(fact.n, ""),
            say("void") if fact.event_id in void else "",
        )
        for fact in told
        for rank, way in enumerate(_ways(moves[fact.n], labels))
    )
    columns = (
        Column("n", N_("Fact no.")),
        Column("day", N_("Day")),
        Column("kind", N_("Fact"), words=KIND_WORDS),
        Column("acting", N_("Organisation")),
        Column("place", N_("Place")),
        Column("from", N_("From"), words=ACCOUNTS),
        Column("to", N_("To"), words=ACCOUNTS),
        Column("grams", N_("Mass"), "g"),
        Column("breaches", N_("Breaches")),
        reason_column(),
        Column("void", N_("Void")),
    )
    return Table("timeline", say("Facts, in order of life"), columns, rows)


def _ways(legs: list[dict[str, Any]], labels: tuple[str, ...]) -> list[tuple[str, str, int | None]]:
    """From where to where the device went with a fact: one way, but one to each end that a certificate gives it.

    A certificate that falls gives as many ways back.
    """
    net: Counter[str] = Counter()
    for leg in legs:
        net[leg["account"]] += leg["grams"]
    moved = sorted(net, key=lambda account: (-abs(net[account]), account))
    entered = [account for account in moved if net[account] > 0]
    left = [account for account in moved if net[account] < 0]
    if left and not ENDS.isdisjoint(entered):
        return [(left[0], account, net[account]) for account in entered]
    if entered and not ENDS.isdisjoint(left):
        return [(account, entered[0], -net[account]) for account in left]
    return [_way(legs, labels)]


def _way(legs: list[dict[str, Any]], labels: tuple[str, ...]) -> tuple[str, str, int | None]:
    """From which account to which the device went with a fact, and how many grams went there with it."""
    own = [leg for leg in legs if leg["item"] in labels]
    if not {leg["grams"] > 0 for leg in own if leg["grams"]} >= {True, False}:
        own = legs  # only part of it went, as a part of its own: the other side is the part's
    left = [leg for leg in own if leg["grams"] < 0]
    entered = [leg for leg in own if leg["grams"] > 0]
    if not left or not entered:
        return "", "", None
    origin = min(left, key=lambda leg: leg["grams"])["account"]
    goal = max(entered, key=lambda leg: leg["grams"])["account"]
    return origin, goal, sum(leg["grams"] for leg in legs if leg["account"] == goal and leg["grams"] > 0)


def leg_table(legs: list[dict[str, Any]]) -> Table:
    """Legs, net of corrections."""
    columns = (
        Column("fact", N_("Fact no.")),
        Column("day", N_("Day")),
        Column("kind", N_("Fact"), words=KIND_WORDS),
        Column("item", N_("Thing"), sorts=SORTS),
        category_column(),
        Column("account", N_("Account"), words=ACCOUNTS),
        Column("organisation", N_("Organisation")),
        Column("legal", N_("Legal status"), words=LEGAL),
        Column("line", N_("Line"), words=LINES),
        Column("lot", N_("Lot")),
        Column("source", N_("Source of the mass"), words=SOURCES),
        Column("grams", N_("Mass"), "g"),
        Column("units", N_("Things"), "things"),
    )
    rows = tuple(
        tuple(leg["day"].isoformat() if column.id == "day" else leg[column.id] for column in columns) for leg in legs
    )
    return Table("legs", say("Book-keeping, to the gram"), columns, rows)


def _notes(
    told: list[Told], legs: list[dict[str, Any]], void: frozenset[str], labels: tuple[str, ...]
) -> Iterator[Sentence]:
    if sum(leg["units"] for leg in legs if leg["item"] in labels and leg["account"] in IN_USE) <= 0:
        return
    proofs = [fact.day for fact in told if fact.kind in PROOFS_OF_USE and fact.event_id not in void]
    if proofs:
        yield say("In use, last proof on {day}", day=Day(date.fromisoformat(max(proofs))))
