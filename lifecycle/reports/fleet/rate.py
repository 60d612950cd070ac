"""The legal re-use rate of what public bodies retire (loi REEN art. 16, décret 2023-266)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from lifecycle import policy
from lifecycle.engine import Engine
from lifecycle.impact.term import Term
from lifecycle.policy import PUBLIC_REUSE_RATE, Policy, Standing, Target
from lifecycle.quantity import Estimate
from lifecycle.reference import Reference
from lifecycle.reports.figures import exactly, only_by
from lifecycle.reports.fleet.judged import Judge, Year
from lifecycle.reports.fleet.proof import Proofs
from lifecycle.reports.fleet.scope import LEFT_OUT, MISSING, WAYS
from lifecycle.reports.fleet.units import Fleet, fleet_of
from lifecycle.reports.in_force import voided
from lifecycle.reports.made_of import CATEGORY, By, follows, listed
from lifecycle.reports.numbers import Day
from lifecycle.reports.question import EARLIEST, LATEST, Filter, Unanswerable, ask
from lifecycle.reports.registered import registered
from lifecycle.reports.report import Column, Coverage, Figure, Report, Table, category_column, report
from lifecycle.words import N_, Sentence, say


def fleet(engine: Engine, filter: Filter, values: Reference) -> Report:
    """The rate of the last whole civil year of the period, in both readings, and of each year.

    A = units directed to re-use in the year, B = units retired and in stock on 1 January.
    As the text is written, A is not limited to what was in B, so that a rate may pass 100 %;
    the second reading limits it. Only categories 2 and 6, within the age limit, without what
    the law excludes. What is sold or taken back counts where the taker undertook beforehand
    to re-use it and it was handed over since, whatever the day on which that became known.
    """
    filter = filter.standing_at(engine)
    only_by(filter, "organisation", "territory")
    void = voided(engine, filter)
    known, rules = registered(engine, filter, void), policy.load(values.edition)
    gave = _public_donors(engine, filter)
    bodies = {code for code, one in known.items() if filter.organisation or "authority" in one.roles or code in gave}
    told = fleet_of(engine, filter, void, known)
    years, judge = _years(engine, filter, told), Judge(told, Proofs(engine, filter, void, told.units), values, rules)
    last = judge.year(years[-1], bodies, set(known) - bodies)
    have_one = sorted(bodies & {unit.body for unit in told.units})
    each = [(judge.year(year, {code}), code) for year in years for code in have_one]
    public = gave | {code for code, one in known.items() if "authority" in one.roles}
    return report(
        "fleet",
        say("Re-use rate of the fleet that was retired: {year}", year=str(last.year)),
        filter,
        engine,
        figures=tuple(_figures(last, values, rules)),
        tables=tuple(_tables(each, last, rules)),
        notes=tuple(_notes(last, told, rules, sorted(bodies - public))),
    )


def _public_donors(engine: Engine, filter: Filter) -> set[str]:
    """Codes of the organisations that announced or gave something as public bodies."""
    rows = ask(engine, "gifts_of_public_bodies", filter).to_pylist()
    return {json.loads(row["said"]).get("donor", "") for row in rows} - {""}


def _days(told: Fleet) -> Iterator[date]:
    yield from (unit.retired_on for unit in told.units)
    yield from (unit.left.day for unit in told.units if unit.left)
    yield from (one.day for one, _why in told.unmatched)


def _years(engine: Engine, filter: Filter, told: Fleet) -> range:
    """The whole civil years of the period of which the fleets tell something.

    Where the period has an end, up to the year after the last fact: what was in stock on its
    first day is known.
    """
    days = list(_days(told))
    if not days:
        raise Unanswerable(say("no fleet tells here what it retired; record fleet_unit_retired and fleet_unit_left"))
    first, last = filter.first_day or EARLIEST, filter.last_day or LATEST
    begin = first.year + (first > date(first.year, 1, 1))
    end = last.year - (last < date(last.year, 12, 31))
    latest = max(days).year
    if filter.last_day:
        latest = max(row["last_day"].year for row in ask(engine, "last_day", filter).to_pylist()) + 1
    years = range(max(begin, min(days).year), min(end, latest) + 1)
    if not years:
        raise Unanswerable(
            say(
                "the rate is of a whole civil year: ask for one from {first} to {last}",
                first=str(min(days).year),
                last=str(max(days).year),
            )
        )
    return years


def _standings(year: Year, rules: Policy) -> tuple[Standing, Standing]:
    """Both readings against the target of the year: as written, and limited to the stock of 1 January."""
    target = rules.target(PUBLIC_REUSE_RATE, on=date(year.year, 12, 31))
    return Standing(year.directed, year.stock, target), Standing(year.directed_of_stock, year.stock, target)


def _figures(year: Year, values: Reference, rules: Policy) -> Iterator[Figure]:
    written, limited = _standings(year, rules)
    if written.target:
        yield _target(written.target, values)
    left_out = {why: count for why, count in year.left_out.items() if count}
    if year.without_proof:
        left_out["without_proof"] = year.without_proof
    coverage = Coverage(counted=year.stock, left_out=left_out)
    for id, label, standing in (
        ("rate", N_("Re-use rate, as the text is written"), written),
        ("rate_of_stock", N_("Re-use rate, limited to what was in stock on 1 January"), limited),
    ):
        if (rate := standing.basis_points) is not None:
            of = follows(_RATE, "directed" if id == "rate" else "directed_of_stock", "stock")
            yield exactly(id, say(label), rate, "basis_points", values, of=of, group="rate", coverage=coverage)
    for id, label, standing in (
        ("needed", N_("Units still needed to reach the target, as the text is written"), written),
        ("needed_of_stock", N_("Units still needed to reach the target, limited to the stock"), limited),
    ):
        if standing.missing is not None:
            of = follows(_NEEDED, "target", "stock", "directed" if id == "needed" else "directed_of_stock")
            yield exactly(id, say(label), standing.missing, "things", values, of=of, group="rate", coverage=coverage)
    left = sum(year.left.values())
    for id, label, count in (
        ("stock", N_("In stock on 1 January: retired before, not yet gone"), year.stock),
        ("left", N_("Left in the year, whatever the way"), left),
        ("directed", N_("Directed to re-use in the year"), year.directed),
        ("directed_of_stock", N_("of which in stock on 1 January"), year.directed_of_stock),
        ("seen", N_("of which handed over in this ledger"), year.seen),
        (
            "without_proof",
            N_("Sold or taken back without the proof that the law asks for: not counted"),
            year.without_proof,
        ),
        ("left_out", N_("Out of the count, for a reason of the law or of the books"), sum(year.left_out.values())),
    ):
        formula, by = _UNITS_OF[id]
        yield exactly(id, say(label), count, "things", values, of=listed(formula, year.told[id], by), group="units")
    if (share := Standing(year.directed, left, None).basis_points) is not None:
        words = say("Share of what left in the year that went to re-use: not the rate of the law")
        of = follows(N_("directed to re-use ÷ left in the year"), "directed", "left")
        yield exactly("share_of_left", words, share, "basis_points", values, of=of, group="units", coverage=coverage)


_RATE = N_("directed to re-use ÷ in stock on 1 January")
_NEEDED = N_("target × in stock on 1 January − directed to re-use, rounded up, never below none")
_WAY_OUT = By(N_("Way out"), WAYS)
_UNITS_OF: Mapping[str, tuple[str, By]] = {
    "stock": (N_("units retired before 1 January and not gone then"), CATEGORY),
    "left": (N_("units in the count that left in the year"), _WAY_OUT),
    "directed": (N_("units that left to re-use, with proof where the law asks for it"), _WAY_OUT),
    "directed_of_stock": (N_("those of them that were in stock on 1 January"), _WAY_OUT),
    "seen": (N_("those of them whose hand-over is in this ledger"), _WAY_OUT),
    "without_proof": (N_("units that left to re-use and lack what the law asks for"), By(N_("Missing"), MISSING)),
    "left_out": (N_("units that the law or the books leave out of the count"), By(N_("Why"), LEFT_OUT)),
}
"""Figure -> how it adds up units, and what its cells are told by."""


def _target(target: Target, values: Reference) -> Figure:
    """The target in force, with the source that says so."""
    quantity = Estimate.exact(100 * target.percent, "basis_points", (target.source,))
    label = say("Target in force ({text})", text=target.legal_ref)
    term = Term(label, Estimate.exact(Decimal(quantity.central), quantity.unit, quantity.sources))
    of = follows(N_("set by the law"), values=(term,))
    return Figure("target", label, quantity, values.edition, Coverage(), method="law", group="rate", made_of=of)


_UNITS = Column("units", N_("Units"), "things")


def _tables(each: Iterable[tuple[Year, str]], last: Year, rules: Policy) -> Iterator[Table]:
    yield _by_year(each, rules)
    yield _unproven(last)
    ways = tuple((way, last.left[way], last.counted[way]) for way in WAYS if last.left[way])
    way = Column("way_out", N_("Way out"), words=WAYS)
    columns = (way, _UNITS, Column("counted", N_("Directed to re-use"), "things"))
    yield Table("ways_out", say("How units in the count left: {year}", year=str(last.year)), columns, ways)
    out = tuple((why, last.left_out[why]) for why in LEFT_OUT if last.left_out[why])
    title = say("Units out of the count, and why: {year}", year=str(last.year))
    yield Table("left_out", title, (Column("why", N_("Why"), words=LEFT_OUT), _UNITS), out)


def _by_year(each: Iterable[tuple[Year, str]], rules: Policy) -> Table:
    rows = []
    for year, code in each:
        written, limited = _standings(year, rules)
        target = 100 * written.target.percent if written.target else None
        rows.append(
            (
                *(year.year, code, year.stock, year.directed, year.directed_of_stock),
                *(written.basis_points, limited.basis_points, target, written.missing, limited.missing),
                *(year.without_proof, sum(year.left_out.values())),
            )
        )
    columns = (
        Column("year", N_("Year")),
        Column("organisation", N_("Organisation")),
        Column("stock", N_("In stock on 1 January"), "things"),
        Column("directed", N_("Directed to re-use"), "things"),
        Column("directed_of_stock", N_("of which from the stock"), "things"),
        Column("rate", N_("Rate as written"), "basis_points"),
        Column("rate_of_stock", N_("Rate limited to the stock"), "basis_points"),
        Column("target", N_("Target"), "basis_points"),
        Column("needed", N_("Still needed, as written"), "things"),
        Column("needed_of_stock", N_("Still needed, limited to the stock"), "things"),
        Column("without_proof", N_("Without proof"), "things"),
        Column("left_out", N_("Out of the count"), "things"),
    )
    return Table("by_year", say("Re-use rate by year"), columns, tuple(rows))


def _unproven(year: Year) -> Table:
    rows = tuple(
        (
            *(unit.body, unit.number, unit.category, left.day.isoformat(), left.way_out),
            *(left.taker, left.device, left.lot, count, missing),
        )
        for unit, count, missing in sorted(
            year.unproven, key=lambda one: (one[0].body, one[0].number, one[0].retired_on)
        )
        if (left := unit.left)
    )
    columns = (
        Column("organisation", N_("Organisation")),
        Column("inventory_number", N_("Inventory number")),
        category_column(),
        Column("left_on", N_("Left on")),
        Column("way_out", N_("Way out"), words=WAYS),
        Column("ask", N_("Whom to ask")),
        Column("device", N_("Device")),
        Column("lot", N_("Lot")),
        _UNITS,
        Column("missing", N_("What is missing"), words=MISSING),
    )
    title = say("Units without the proof that the law asks for: {year}", year=str(year.year))
    return Table("unproven", title, columns, rows)


def _notes(year: Year, told: Fleet, rules: Policy, untold: list[str]) -> Iterator[Sentence]:
    yield say(
        "A over B: units directed to re-use in the year, over units retired and in stock on 1 January. As written, "
        "what was retired within the year counts in A and not in B: the rate may pass 100 %."
    )
    yield say("The fleets tell of days up to {day}.", day=Day(max(_days(told))))
    if not year.stock:
        yield say("Nothing was in stock on 1 January {year}: there is no rate.", year=str(year.year))
    if rules.target(PUBLIC_REUSE_RATE, on=date(year.year, 12, 31)) is None:
        yield say("The law set no target for {year}.", year=str(year.year))
    if told.counted:
        yield say("Units known by count only: the first retired of a category is taken to be the first gone.")
    if year.age_unknown:
        yield say(
            "Units of which nobody told when they were bought, counted as within the age limit: {count}",
            count=year.age_unknown,
        )
    for code in untold:
        yield say("The law binds public bodies: nothing in this ledger tells that {code} is one.", code=code)
    if year.without_proof:
        yield say(
            "A taker proves re-use by its hand-over of the device, or of things out of the lot, that the unit became."
        )
