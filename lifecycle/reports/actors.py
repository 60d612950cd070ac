"""Who does what: organisations, their roles, what they may do, and what they did over a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lifecycle.engine import Engine
from lifecycle.reports.cells import Masses
from lifecycle.reports.deeds import ACTIVITIES, SEEN, STATUSES, Deed, deeds
from lifecycle.reports.doings import Doings, books_of, doings
from lifecycle.reports.figures import exactly, only_by
from lifecycle.reports.in_force import voided
from lifecycle.reports.lessons import lessons, together
from lifecycle.reports.made_of import By, Leaf, listed
from lifecycle.reports.numbers import Day
from lifecycle.reports.question import LATEST, Filter, ask
from lifecycle.reports.registered import Registered, registered
from lifecycle.reports.report import Column, Figure, Report, Table, report
from lifecycle.reports.words import ROLES
from lifecycle.words import N_, Sentence, say

DONE = {
    "gave": N_("Gave"),
    "received": N_("Received from outside"),
    "taken_over": N_("Received from another organisation"),
    "handed_over": N_("Handed over"),
    "passed_on": N_("Passed on to another organisation"),
    "dispatched": N_("Waste dispatched to an operator"),
    "accepted": N_("Waste accepted by an operator"),
}
"""What an organisation does with things -> label; each in grams and things."""


def actors(engine: Engine, filter: Filter, values: Masses) -> Report:
    """Each organisation: its roles, its authorisations on the last day, what it did over the period.

    A territory selects the organisations whose commune lies in it, and shows all that they did.
    """
    filter = filter.standing_at(engine)
    only_by(filter, "organisation", "territory", "category")
    void = voided(engine, filter)
    known, on = registered(engine, filter, void), _on(engine, filter)
    did = doings(engine, filter, books_of(engine, filter))
    held = [one for one in deeds(engine, filter, void, on=on) if filter.organisation in {None, one.organisation}]
    if not filter.territory:  # whoever did something or may do it is somebody, registered or not
        codes = {*known, *did, *(deed.organisation for deed in held)} - {""}
        known = {code: known.get(code, Registered(code, "", (), "")) for code in sorted(codes)}
    held = [deed for deed in held if deed.organisation in known]
    without = _without_authorisation(did, known, held)
    return report(
        "actors",
        say("Who does what"),
        filter,
        engine,
        figures=tuple(_figures(known, held, without, values)),
        tables=(_done(engine, filter, void, known, did), _deed_table(held, on)),
        notes=tuple(_notes(filter, on, without)),
    )


def _on(engine: Engine, filter: Filter) -> date:
    """The last day of the period; without one, the last day of which the ledger tells."""
    if filter.last_day:
        return filter.last_day
    days: list[date] = [row["last_day"] for row in ask(engine, "last_day", filter).to_pylist()]
    return max(days, default=LATEST)


def _without_authorisation(
    did: Mapping[str, Doings], known: Mapping[str, Registered], held: Sequence[Deed]
) -> list[str]:
    """Who accepted waste over the period and may not treat any on the last day."""
    may = {deed.organisation for deed in held if deed.status == "in_force" and deed.activity == "treatment"}
    return [code for code in known if code in did and did[code].accepted_g > 0 and code not in may]


def _figures(
    known: Mapping[str, Registered], held: Sequence[Deed], without: Sequence[str], values: Masses
) -> Iterator[Figure]:
    each = listed(N_("organisations that take part"), map(_registration, known.values()))
    yield exactly("organisations", say("Organisations"), len(known), "organisations", values, of=each, group="actors")
    roles = Counter(role for one in known.values() for role in one.roles)
    for role, words in ROLES.items():
        if roles[role]:
            label = say("of which: {role}", role=say(words))
            here = listed(N_("organisations of this role"), map(_registration, _of_role(known, role)))
            yield exactly(f"role_{role}", label, roles[role], "organisations", values, of=here, group="actors")
    statuses = Counter(deed.status for deed in held)
    for status, words in STATUSES.items():
        label = say("Authorisations: {status}", status=say(words))
        alike = (_authorisation(deed) for deed in held if deed.status == status)
        of = listed(N_("authorisations that stand so on the last day"), alike, By(N_("Activity"), ACTIVITIES))
        yield exactly(f"deeds_{status}", label, statuses[status], "deeds", values, of=of, group="deeds")
    label = say("Accepted waste, without an authorisation to treat in force on the last day")
    lacking = listed(N_("organisations that accepted waste"), (_registration(known[code]) for code in without))
    yield exactly("without_authorisation", label, len(without), "organisations", values, of=lacking, group="deeds")


def _of_role(known: Mapping[str, Registered], role: str) -> Iterator[Registered]:
    return (one for one in known.values() if role in one.roles)


def _registration(one: Registered) -> Leaf:
    """An organisation counts once, since it was registered."""
    return Leaf(f"organisation:{one.code}", (one.fact,) if one.fact else (), 1)


def _authorisation(deed: Deed) -> Leaf:
    return Leaf(f"organisation:{deed.organisation}", deed.facts, 1, (deed.activity,), deed.reference)


def _done(
    engine: Engine, filter: Filter, void: frozenset[str], known: Mapping[str, Registered], did: Mapping[str, Doings]
) -> Table:
    held = lessons(engine, filter, void)
    rows = []
    for code, one in known.items():
        mine = did[code] if code in did else Doings()
        sums = [getattr(mine, f"{field}_{unit}") for field in DONE for unit in ("g", "units")]
        trained = together(code, held).people
        rows.append(
            (code, one.name, " ".join(one.roles), one.commune, *sums, mine.certified_g, mine.treated_g, trained)
        )
    columns = (
        Column("organisation", N_("Organisation")),
        Column("name", N_("Name")),
        Column("roles", N_("Roles"), words=ROLES, listed=True),
        Column("commune", N_("Commune")),
        *(
            Column(f"{field}_{unit}", label, "g" if unit == "g" else "things")
            for field, label in DONE.items()
            for unit in ("g", "units")
        ),
        Column("certified_g", N_("Certified, of what it sent"), "g"),
        Column("treated_g", N_("Treated and certified by it"), "g"),
        Column("trained", N_("People at its courses"), "people"),
    )
    return Table("actors", say("What each organisation did"), columns, tuple(rows))


def _deed_table(held: Sequence[Deed], on: date) -> Table:
    rank = {status: i for i, status in enumerate(STATUSES)}
    rows = tuple(
        (
            *(deed.organisation, deed.activity, deed.reference, deed.status, deed.valid_from.isoformat()),
            deed.ended.isoformat() if deed.ended else "",
            (on - deed.ended).days if deed.ended else None,
            *(deed.seen, ", ".join(deed.waste_codes), " ".join(deed.categories)),
        )
        for deed in sorted(held, key=lambda deed: (deed.organisation, rank[deed.status], deed.valid_from))
    )
    columns = (
        Column("organisation", N_("Organisation")),
        Column("activity", N_("Activity"), words=ACTIVITIES),
        Column("reference", N_("Reference")),
        Column("status", N_("Standing"), words=STATUSES),
        Column("valid_from", N_("From")),
        Column("ended", N_("Ended on")),
        Column("days", N_("Days since")),
        Column("seen", N_("Known from"), words=SEEN),
        Column("waste_codes", N_("Waste codes")),
        Column("categories", N_("Categories")),
    )
    return Table("authorisations", say("Authorisations on {day}", day=Day(on)), columns, rows)


def _notes(filter: Filter, on: date, without: Sequence[str]) -> Iterator[Sentence]:
    yield say("Authorisations as they stand on {day}, as known at this position.", day=Day(on))
    yield say("Certified, of what it sent: whoever treated it; of several that sent a thing, the last one.")
    if filter.territory:
        yield say("The territory selects organisations by their own commune, and shows all that they did.")
    for code in without:
        yield say("{code} accepted waste, and nothing tells that it may treat any on that day.", code=code)
