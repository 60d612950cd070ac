"""What the figures on grants and results add up: grants, courses, contributions, hand-overs, people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lifecycle.engine import Engine
from lifecycle.reports.grants.awarded import Grant
from lifecycle.reports.in_force import voided
from lifecycle.reports.lessons import Lesson
from lifecycle.reports.made_of import By, Leaf, MadeOf, counted, listed
from lifecycle.reports.question import Filter, ask
from lifecycle.words import N_

MOVED = N_("sum of what each fact moved over the period")
_FUNDER, _ORGANISATION = By(N_("Funder")), By(N_("Organisation"))


def made_of(
    filter: Filter, chosen: Sequence[Grant], funded: Sequence[Lesson], taught: Sequence[Lesson], who: Sequence[str]
) -> Mapping[str, MadeOf]:
    """Figure -> the grants, courses, contributions, hand-overs that it adds up."""
    mine = filter.model_copy(update={"territory": None})
    grants, courses = N_("sum of the grants agreed over the period"), N_("sum of the courses held over the period")
    given = N_("sum of what recipients contributed over the period")
    people = N_("people who received something over the period, each once")
    return {
        "granted": listed(grants, (_grant(one, one.cents) for one in chosen), _FUNDER),
        "grants": listed(grants, (_grant(one, 1) for one in chosen), _FUNDER),
        "training_funded": listed(courses, (_course(one, one.funded_cents) for one in funded), _ORGANISATION),
        "contributions": counted(given, lambda engine: _contributed(engine, filter, who), _ORGANISATION),
        "handed_over": counted(MOVED, lambda engine: _things(engine, mine, who), _ORGANISATION),
        "people": counted(people, lambda engine: _people(engine, mine, who), _ORGANISATION),
        "sessions": listed(courses, (_course(one, one.sessions) for one in taught), _ORGANISATION),
        "taught": listed(courses, (_course(one, one.minutes) for one in taught), _ORGANISATION),
        "trained": listed(courses, (_course(one, one.people) for one in taught), _ORGANISATION),
    }


def _grant(one: Grant, amount: int) -> Leaf:
    return Leaf(f"organisation:{one.beneficiary}", (one.fact,), amount, (one.funder,))


def _course(one: Lesson, amount: int) -> Leaf:
    return Leaf("", (one.fact,), amount, (one.organisation,))


def _contributed(engine: Engine, filter: Filter, who: Sequence[str]) -> Iterator[Leaf]:
    void = " ".join(sorted(voided(engine, filter)))
    for row in ask(engine, "contributions", filter, void=void, by="thing").to_pylist():
        if row["organisation"] in who and row["cents"]:
            yield Leaf("", (row["fact"],), row["cents"], (row["organisation"],))


def _things(engine: Engine, filter: Filter, who: Sequence[str]) -> Iterator[Leaf]:
    for row in ask(engine, "handed_over_things", filter).to_pylist():
        if row["organisation"] in who and row["units"]:
            yield Leaf(row["item"], (row["fact"],), row["units"], (row["organisation"],))


def _people(engine: Engine, filter: Filter, who: Sequence[str]) -> Iterator[Leaf]:
    """Each person once, by the hand-overs they received; no pseudonym is shown."""
    received: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for row in ask(engine, "handed_over_things", filter).to_pylist():
        if row["organisation"] in who and row["recipient_kind"] in PEOPLE:
            received[row["organisation"], row["recipient"]].add(row["fact"])
    for (organisation, _pseudonym), facts in received.items():
        yield Leaf("", tuple(sorted(facts)), 1, (organisation,))


PEOPLE = frozenset({"person", "person_in_precarity"})
"""Kinds of recipients who are people."""
