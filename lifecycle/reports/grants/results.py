"""Who funds what, and with what result: grants beside what their beneficiaries did over the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lifecycle.engine import Engine
from lifecycle.reports.cells import Masses
from lifecycle.reports.doings import CERTIFIED, IN_USE, Books, Doings, books_of, doings, things_of
from lifecycle.reports.figures import Of, exactly, grams_and_things, only_by
from lifecycle.reports.grants.awarded import Grant, awarded, contributions
from lifecycle.reports.grants.behind import MOVED, made_of
from lifecycle.reports.in_force import voided
from lifecycle.reports.lessons import Lesson, lessons, together
from lifecycle.reports.lines import SIX_LINES
from lifecycle.reports.question import LATEST, Filter
from lifecycle.reports.registered import registered
from lifecycle.reports.report import Cell, Column, Coverage, Figure, Report, Table, report
from lifecycle.words import N_, Sentence, say

NATURES = {"cash": N_("in cash"), "in_kind": N_("in kind"), "cash_and_in_kind": N_("in cash and in kind")}
"""Nature of a grant -> the words for it."""


class Money(NamedTuple):
    """What one organisation received over the period, in euro cents; ``granted`` is what the question selects of it."""

    granted: int
    all_grants: int
    training: int
    contributions: int


def grants(engine: Engine, filter: Filter, values: Masses) -> Report:
    """Grants by funder and purpose, and the results over the period of those who received them.

    A grant counts on the day of its agreement. An organisation is asked of as funder or as
    beneficiary; a territory selects beneficiaries by their own commune. The results are those
    of the whole organisation: no grant is told to have paid for one of them.
    """
    filter = filter.standing_at(engine)
    only_by(filter, "organisation", "territory")
    void = voided(engine, filter)
    whole = filter.model_copy(update={"organisation": None})
    here = set(registered(engine, whole, void)) if filter.territory else None
    agreed = [one for one in awarded(engine, filter, void) if here is None or one.beneficiary in here]
    held = [one for one in lessons(engine, whole, void) if here is None or one.organisation in here]
    paid = contributions(engine, whole, void)
    chosen = [one for one in agreed if filter.organisation in {None, one.funder, one.beneficiary}]
    funded = [one for one in held if filter.organisation in {None, one.funder, one.organisation}]
    who = _who(filter, chosen, funded, {code for code in paid if here is None or code in here})
    books = books_of(engine, whole)
    did, money = doings(engine, whole, books), {code: _money(code, chosen, agreed, held, paid) for code in who}
    return report(
        "grants",
        say("Who funds what, with what result"),
        filter,
        engine,
        figures=tuple(_figures(whole, chosen, funded, held, who, did, money, books, values)),
        tables=(_by_purpose(chosen), _grant_table(chosen), _results(who, did, money, held)),
        notes=tuple(_notes(filter, who, did)),
    )


def _who(filter: Filter, chosen: Sequence[Grant], funded: Sequence[Lesson], paid: set[str]) -> list[str]:
    """Whose results stand beside the money: who received some of what is asked about."""
    codes = {one.beneficiary for one in chosen} | {one.organisation for one in funded}
    codes |= paid if filter.organisation is None else paid & {filter.organisation}
    if filter.organisation in codes and not any(filter.organisation == one.funder for one in chosen):
        codes = {filter.organisation}
    return sorted(code for code in codes if code)


def _money(
    code: str, chosen: Sequence[Grant], awarded: Sequence[Grant], held: Sequence[Lesson], paid: Mapping[str, int]
) -> Money:
    return Money(
        sum(one.cents for one in chosen if one.beneficiary == code),
        sum(one.cents for one in awarded if one.beneficiary == code),
        together(code, held).funded_cents,
        paid.get(code, 0),
    )


def _figures(
    whole: Filter,
    chosen: Sequence[Grant],
    funded: Sequence[Lesson],
    held: Sequence[Lesson],
    who: Sequence[str],
    did: Mapping[str, Doings],
    money: Mapping[str, Money],
    books: Books,
    values: Masses,
) -> Iterator[Figure]:
    total, taught = Lesson(""), [lesson for lesson in held if lesson.organisation in who]
    for lesson in taught:
        total = total.plus(lesson)
    made = made_of(whole, chosen, funded, taught, who)
    paid = sum(lesson.funded_cents for lesson in funded)
    mine = [did[code] for code in who if code in did]
    unknown = sum(one.of_unknown_kind for one in mine)
    people = Coverage(
        sum(one.people for one in mine), left_out={"unknown_kind": unknown} if unknown else {}, places="equipment"
    )
    for id, label, value, unit, group, coverage in (
        ("granted", N_("Grants"), sum(one.cents for one in chosen), "cents", "money", None),
        ("grants", N_("Number of grants"), len(chosen), "grants", "money", None),
        ("training_funded", N_("Paid by funders for courses"), paid, "cents", "money", None),
        (
            "contributions",
            N_("Contributions of recipients"),
            sum(one.contributions for one in money.values()),
            "cents",
            "money",
            None,
        ),
        (
            "handed_over",
            N_("Handed over by the beneficiaries"),
            sum(one.handed_over_units for one in mine),
            "things",
            "results",
            None,
        ),
        ("people", N_("Distinct people equipped"), people.counted, "people", "results", people),
        ("sessions", N_("Sessions of courses"), total.sessions, "sessions", "results", None),
        ("taught", N_("Time of courses, in minutes"), total.minutes, "minutes", "results", None),
        ("trained", N_("People present at courses"), total.people, "people", "results", None),
    ):
        yield exactly(id, say(label), value, unit, values, of=made[id], group=group, coverage=coverage)
    for line in SIX_LINES:
        moved = books.moved(line.id, who)
        of, on = Of(MOVED, things_of(whole, line.id, frozenset(who))), whole.last_day or LATEST
        yield from grams_and_things(line.id, say(line.label), moved, values, of=of, on=on, group="lines", things=False)


def _by_purpose(chosen: Sequence[Grant]) -> Table:
    sums: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in chosen:
        line = sums[one.funder, one.purpose, one.nature]
        line[0] += 1
        line[1] += one.cents
    columns = (
        Column("funder", N_("Funder")),
        Column("purpose", N_("Purpose")),
        Column("nature", N_("Nature"), words=NATURES),
        Column("grants", N_("Grants"), "grants"),
        Column("cents", N_("Amount"), "cents"),
    )
    rows = tuple((*key, count, cents) for key, (count, cents) in sorted(sums.items()))
    return Table("by_purpose", say("Grants by funder and purpose"), columns, rows)


def _grant_table(chosen: Sequence[Grant]) -> Table:
    rows = tuple(
        (one.agreement_on.isoformat(), one.funder, one.beneficiary, one.purpose, one.nature, one.cents)
        for one in sorted(chosen, key=lambda one: (one.agreement_on, one.funder, one.beneficiary))
    )
    columns = (
        Column("agreement_on", N_("Agreed on")),
        Column("funder", N_("Funder")),
        Column("beneficiary", N_("Beneficiary")),
        Column("purpose", N_("Purpose")),
        Column("nature", N_("Nature"), words=NATURES),
        Column("cents", N_("Amount"), "cents"),
    )
    return Table("grants", say("Grants"), columns, rows)


def _results(
    who: Sequence[str], did: Mapping[str, Doings], money: Mapping[str, Money], held: Sequence[Lesson]
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for code in who:
        mine, lesson = did.get(code, Doings()), together(code, held)
        things = mine.handed_over_units
        rows.append(
            (
                *(code, *money[code], things, mine.people, mine.of_unknown_kind),
                *(lesson.sessions, lesson.minutes, lesson.people),
                *(getattr(mine, f"{line}_g") for line in (*IN_USE, *CERTIFIED)),
                _rounded(money[code].all_grants, things),
            )
        )
    label = {line.id: line.label for line in SIX_LINES}
    columns = (
        Column("organisation", N_("Organisation")),
        Column("granted", N_("Grants asked about"), "cents"),
        Column("all_grants", N_("Grants of all funders"), "cents"),
        Column("training", N_("Paid by funders for courses"), "cents"),
        Column("contributions", N_("Contributions of recipients"), "cents"),
        Column("handed_over", N_("Handed over"), "things"),
        Column("people", N_("Distinct people equipped"), "people"),
        Column("of_unknown_kind", N_("Recipients of unknown kind")),
        Column("sessions", N_("Sessions of courses"), "sessions"),
        Column("minutes", N_("Time of courses, in minutes"), "minutes"),
        Column("trained", N_("People present at courses"), "people"),
        *(Column(f"{line}_g", label[line], "g") for line in (*IN_USE, *CERTIFIED)),
        Column("grants_per_thing", N_("Grants for one thing handed over (see the note)"), "cents"),
    )
    return Table("results", say("What the beneficiaries received, and did"), columns, tuple(rows))


def _rounded(cents: int, things: int) -> int | None:
    """Cents for one thing, rounded half up; nothing where there is no thing, or no grant."""
    return (2 * cents + things) // (2 * things) if things and cents else None


def _notes(filter: Filter, who: Sequence[str], did: Mapping[str, Doings]) -> Iterator[Sentence]:
    yield say(
        "Results are those of the whole organisation over the period: a grant is not the only money it lives on, and "
        "may pay for something else. Grants for one thing handed over is no price and compares no two organisations."
    )
    yield say("Certified lines are those of what the beneficiary sent to an operator, whoever treated it.")
    yield say("Distinct people: pseudonyms of each organisation; present at courses: whoever came twice counts twice.")
    if any(did[code].of_unknown_kind for code in who if code in did):
        yield say("Recipients of whom nobody told whether they are people are not counted as people.")
    if filter.territory:
        yield say("The territory selects beneficiaries by their own commune, and shows all that they did.")
