"""What became of what was given: the things received within a period, and where each gram of them is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.cells import Masses, Moved
from lifecycle.reports.figures import Of, exactly, grams_and_things, only_by
from lifecycle.reports.in_force import voided
from lifecycle.reports.question import LATEST, Filter, ask
from lifecycle.reports.report import Column, Figure, Report, Table, category_column, report
from lifecycle.reports.things import Thing, Things, in_units, standing
from lifecycle.words import N_, Sentence, say

WHERE = {
    "reused": N_("In use: re-used"),
    "prepared": N_("In use: prepared for re-use"),
    "parts_in_use": N_("In use in another machine: parts re-used"),
    "contested": N_("In use, contested: handed over while it was waste"),
    "stock": N_("In stock"),
    "loose_parts": N_("In stock: parts taken out"),
    "awaiting_proof": N_("Awaiting proof: waste in transit or at the operator"),
    "under_way": N_("In transit or at the operator, other than waste"),
    "recycled": N_("Recycled, certified"),
    "other_recovery": N_("Other recovery, certified"),
    "disposed": N_("Disposed of, certified"),
    "treated": N_("Treated, certified: things of which nothing is left"),
    "passed_on": N_("Passed on, what follows is not known"),
    "lost": N_("Lost"),
    "estimate": N_("Estimate: a default weighed more or less than the thing"),
    "reweighing": N_("Reweighing: differences between scales"),
}
"""Where what was given may be -> label. Each gram is in one of them, and they add up to what was received."""

DONORS = {
    "person": N_("a person"),
    "company": N_("a company"),
    "public_body": N_("a public body"),
    "unknown": N_("not told"),
}
"""Kind of donor -> the word for it."""

_IN_USE = {"reused": "reused", "prepared": "prepared", "parts": "parts_in_use", "contested": "contested"}
_PLAIN = {"parts": "loose_parts", "support": "use"}
RECEIVED = "received"


class Gift(NamedTuple):
    """Grams and units of one sort of gift that are in one place, on the last day and now."""

    category: str
    donor_kind: str
    donor: str
    where: str
    source: str
    grams: int
    units: int
    now_g: int
    now_units: int


def where_is(account: str, legal: str, line: str) -> str:
    """In which of :data:`WHERE` grams are; ``received`` for the account they came from."""
    if account == "outside":
        return RECEIVED
    if account in {"use", "support"}:
        return _IN_USE[line]
    if account in {"transit", "operator"}:
        return "awaiting_proof" if legal == "WASTE" else "under_way"
    return _PLAIN.get(account, account)


def given(engine: Engine, filter: Filter, masses: Masses) -> Report:
    """What was received from outside within the days, and where it is on the last day and now.

    The parts taken out of a machine follow it; what was returned from use, or came from
    another organisation of the ledger, was given before. "Now" is as known at the position.
    """
    filter = filter.standing_at(engine)
    only_by(filter, "organisation", "territory", "category", "device")
    gifts = _gifts(engine, filter)
    on = filter.last_day or LATEST
    return report(
        "given",
        say("What has been done with what was given"),
        filter,
        engine,
        figures=tuple(_figures(filter, gifts, masses, on)),
        tables=tuple(_tables(gifts)),
        notes=tuple(_notes(filter, gifts)),
    )


def gave(engine: Engine, filter: Filter) -> Mapping[str, tuple[int, int]]:
    """Donor -> grams and things of theirs that were received from outside within the days."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row, _kind, donor in with_donors(engine, filter, "gave"):
        sums[donor][0] += row["grams"]
        sums[donor][1] += row["units"]
    return {donor: (grams, units) for donor, (grams, units) in sums.items() if donor}


def with_donors(engine: Engine, filter: Filter, question: str) -> Iterator[tuple[dict[str, Any], str, str]]:
    """The rows of a question about gifts, each with the kind and the code of its donor."""
    rows = ask(engine, question, filter).to_pylist()
    known = announced(engine, filter) if any(row["announced"] for row in rows) else {}
    for row in rows:
        yield row, *_donor(row["kind"], row["said"], known.get(row["announced"], ("unknown", "")))


def _gifts(engine: Engine, filter: Filter) -> list[Gift]:
    found = []
    for row, kind, donor in with_donors(engine, filter, "given"):
        where = where_is(row["account"], row["legal"], row["line"])
        sign = -1 if where == RECEIVED else 1
        sums = (sign * row[name] for name in ("grams", "units", "now_g", "now_units"))
        found.append(Gift(row["category"], kind, donor, where, row["source"], *sums))
    return found


def announced(engine: Engine, filter: Filter) -> Mapping[str, tuple[str, str]]:
    """Subject -> kind and code of the donor who announced it last, in announcements in force."""
    void = voided(engine, filter)
    found = {}
    for row in ask(engine, "announced", filter).to_pylist():
        if row["event_id"] not in void:
            said = json.loads(row["said"])
            found[row["subject"]] = (said["donor_kind"], said.get("donor", ""))
    return found


def _donor(kind: str, text: str, announced: tuple[str, str]) -> tuple[str, str]:
    """Kind and code of who gave it, as its reception tells, else as its announcement did."""
    said = json.loads(text)
    prefix = "producer" if kind == "lot_received" else "donor"
    told = said.get(f"{prefix}_kind", "unknown"), said.get(prefix, "")
    return (told[0] if told[0] != "unknown" else announced[0]), (told[1] or announced[1])


_CAME = N_("sum of what each thing was when it was received")
_THERE = N_("sum of what each thing that was given is there on the last day")
_THERE_NOW = N_("sum of what each thing that was given is there, as known now")


def _figures(filter: Filter, gifts: list[Gift], masses: Masses, on: date) -> Iterator[Figure]:
    came = [Moved(gift.category, gift.source, gift.grams, gift.units) for gift in gifts if gift.where == RECEIVED]
    of = Of(_CAME, _things(filter, RECEIVED, now=False), -1)
    yield from grams_and_things(RECEIVED, say("Received"), came, masses, of=of, on=on, group=RECEIVED)
    for group, prefix in (("where", ""), ("now", "now_")):
        for where, words in WHERE.items():
            there = [_moved(gift, now=bool(prefix)) for gift in gifts if gift.where == where]
            label = say("{where}, as known now", where=say(words)) if prefix else say(words)
            of = Of(_THERE_NOW if prefix else _THERE, _things(filter, where, now=bool(prefix)))
            if where == "treated":
                things = sum(part.units for part in there)
                made = in_units(of.formula, of.things)
                yield exactly(f"{prefix}treated", label, things, "things", masses, of=made, group=group)
            else:
                counts = where not in _WITHOUT_THINGS
                yield from grams_and_things(
                    f"{prefix}{where}", label, there, masses, of=of, on=on, group=group, things=counts
                )


def _things(filter: Filter, where: str, *, now: bool) -> Things:
    """What was given and is in one place, thing by thing, with the last fact that brought some of it there."""

    def found(engine: Engine) -> Iterable[Thing]:
        rows = ask(engine, "given", filter, by="thing").to_pylist()
        there = [row for row in rows if where_is(row["account"], row["legal"], row["line"]) == where]
        prefix = "now_" if now else ""
        return standing(
            Thing(
                *(row["item"], row["fact"], row["day"], "", row["category"], row["line"], row["source"]),
                row["now_g" if now else "grams"],
                row[f"{prefix}units"],
            )
            for row in sorted(there, key=lambda row: (row["day"], row["fact"]))
        )

    return found


_WITHOUT_THINGS = frozenset(
    {"parts_in_use", "loose_parts", "recycled", "other_recovery", "disposed", "estimate", "reweighing"}
)
"""Where grams are whose thing is counted elsewhere: with the machine, or among what was treated."""


def _moved(gift: Gift, *, now: bool) -> Moved:
    grams, units = (gift.now_g, gift.now_units) if now else (gift.grams, gift.units)
    return Moved(gift.category, gift.source, grams, units)


WHERE_COLUMNS = (
    Column("where", N_("Where"), words={RECEIVED: N_("Received"), **WHERE}),
    Column("grams", N_("Mass"), "g"),
    Column("units", N_("Things"), "things"),
    Column("now_g", N_("Mass, as known now"), "g"),
    Column("now_units", N_("Things, as known now"), "things"),
)
"""Where what was given is, and how much of it is there."""


def _tables(gifts: list[Gift]) -> Iterator[Table]:
    yield Table("where", say("Where what was given is"), WHERE_COLUMNS, _rows(gifts, ()))
    yield Table(
        "by_category",
        say("Where what was given is, by category"),
        (category_column(), *WHERE_COLUMNS),
        _rows(gifts, ("category",)),
    )
    kind = Column("donor_kind", N_("Kind of donor"), words=DONORS)
    yield Table(
        "by_donor_kind",
        say("Where what was given is, by kind of donor"),
        (kind, *WHERE_COLUMNS),
        _rows(gifts, ("donor_kind",)),
    )
    yield Table(
        "by_donor",
        say("Where what was given is, by donor"),
        (Column("donor", N_("Donor")), kind, *WHERE_COLUMNS),
        _rows((gift for gift in gifts if gift.donor), ("donor", "donor_kind")),
    )


def _rows(gifts: Iterable[Gift], by: tuple[str, ...]) -> tuple[tuple[str | int, ...], ...]:
    """Grams and units by these and by where they are, received first."""
    rank = {where: i for i, where in enumerate((RECEIVED, *WHERE))}
    sums: defaultdict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for gift in gifts:
        line = sums[(*(str(getattr(gift, name)) for name in by), gift.where)]
        for i, amount in enumerate(gift[-4:]):
            line[i] += int(amount)
    ordered = sorted(sums.items(), key=lambda item: (*item[0][:-1], rank[item[0][-1]]))
    return tuple((*key, *line) for key, line in ordered if any(line))


def what_was_given() -> Sentence:
    """Which things count as given within the days."""
    return say("What was given is what entered from outside within the days; what came back from use was given before.")


def _notes(filter: Filter, gifts: list[Gift]) -> Iterator[Sentence]:
    yield what_was_given()
    yield say("Parts follow the machine they were taken from; new parts put into it are nobody's gift.")
    yield say(
        "Things are here what was given: a part taken out adds its mass and no thing; "
        "the balances of the report mass count it as a thing, and new parts too."
    )
    if filter.organisation:
        yield say(
            "What this organisation was given is followed wherever it goes; "
            "what it took over from another one of this ledger was given to that one."
        )
    if untold := sum(gift.units for gift in gifts if gift.where == RECEIVED and gift.donor_kind == "unknown"):
        yield say("Things of which nobody told who gave them: {count}", count=untold)
