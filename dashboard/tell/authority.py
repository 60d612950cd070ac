"""What a local authority looks for: the law's reuse rate of its fleet, its territory, its actors, its grants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.draw import Large, Part, Year, count_of, euros, gap, opening, points
from lifecycle.reports import Figure, Report
from lifecycle.reports.fleet.scope import WAYS
from lifecycle.words import _, ngettext


def value_of(report: Report, id: str) -> int | None:
    """The value of a figure that a report may lack: a rate without anything in stock is none."""
    found: Figure | None = next((one for one in report.figures if one.id == id), None)
    return found.value if found else None


def sentence(fleet: Report) -> str:
    """What went to re-use for what was in stock, the rate in both readings, and which of them reach the target."""
    year = str(fleet.table("by_year").rows[-1][0]) if fleet.table("by_year").rows else ""
    left, directed, stock = (fleet.figure(id).value for id in ("left", "directed", "stock"))
    if not left and not stock:
        return _("{year}: no unit of the fleet left, and none was in stock.").format(year=year)
    went = ngettext("{count} unit of the fleet went to re-use", "{count} units of the fleet went to re-use", directed)
    went = went.format(count=count_of(directed))
    if not stock:
        none = _(
            "{year}: {went}, of the {left} that left ({share}). There is no rate in the sense of the law: "
            "nothing was in stock on 1 January."
        )
        share = points(value_of(fleet, "share_of_left") or 0)
        return none.format(year=year, went=went, left=count_of(left), share=share)
    told = _("{year}: {went}, for {stock} in stock on 1 January; {rates}. {verdict}")
    return told.format(year=year, went=went, stock=count_of(stock), rates=_rates(fleet), verdict=_verdict(fleet))


def _rates(fleet: Report) -> str:
    """The rate as the text is written, and limited to the stock where that makes a difference."""
    rate, limited = (points(value_of(fleet, id) or 0) for id in ("rate", "rate_of_stock"))
    if fleet.figure("directed").value == fleet.figure("directed_of_stock").value:
        return _("the rate is {rate}").format(rate=rate)
    return _("the rate is {rate} as the law is written, {limited} where only what was in stock counts").format(
        rate=rate, limited=limited
    )


def _verdict(fleet: Report) -> str:
    """The target is reached in both readings, in the one as written only, in none; or there is no target."""
    target, needed, limited = (value_of(fleet, id) for id in ("target", "needed", "needed_of_stock"))
    if target is None or needed is None or limited is None:
        return _("The law sets no target yet.")
    if not limited:
        return _("The target of {target} is reached.").format(target=points(target))
    if needed == limited:
        missed = ngettext(
            "{needed} unit is missing to the target of {target}.",
            "{needed} units are missing to the target of {target}.",
            needed,
        )
        return missed.format(needed=count_of(needed), target=points(target))
    if needed:
        both = ngettext(
            "{needed} unit is missing to the target of {target}, {limited} in the second reading.",
            "{needed} units are missing to the target of {target}, {limited} in the second reading.",
            needed,
        )
        return both.format(needed=count_of(needed), limited=count_of(limited), target=points(target))
    one = ngettext(
        "The target of {target} is reached in the first reading only: in the second, {limited} unit is missing.",
        "The target of {target} is reached in the first reading only: in the second, {limited} units are missing.",
        limited,
    )
    return one.format(limited=count_of(limited), target=points(target))


def figures(fleet: Report, grants: Report, name: str) -> list[Large]:
    """Rate or its absence, directed to re-use, without proof, grants."""
    rate, target, limited = (value_of(fleet, id) for id in ("rate", "target", "rate_of_stock"))
    proof = fleet.figure("without_proof").value
    return [
        Large(
            _("Re-use rate of the law"),
            points(rate) if rate is not None else _("none"),
            (
                _("target: {target}").format(target=points(target)) if target is not None else _("no target"),
                _("limited to the stock: {rate}").format(rate=points(limited)) if limited is not None else "",
                _("nothing in stock on 1 January") if rate is None else "",
            ),
            address=opening(fleet, "rate") if rate is not None else "",
        ),
        Large(
            _("Units directed to re-use"),
            count_of(fleet.figure("directed").value),
            (
                _("of {count} that left").format(count=count_of(fleet.figure("left").value)),
                _("{count} seen handed over here").format(count=count_of(fleet.figure("seen").value)),
            ),
            "reused",
            opening(fleet, "directed"),
        ),
        Large(
            _("Sold or taken back without proof"),
            count_of(proof),
            (_("not counted: ask the taker") if proof else "",),
            address=opening(fleet, "without_proof"),
        ),
        Large(
            _("Granted over the period"),
            euros(grants.figure("granted").value),
            (_("by {name}").format(name=name),),
            address=opening(grants, "granted"),
        ),
    ]


def years(fleet: Report) -> list[Year]:
    """Rates and targets by year, of a body or of the only one that is asked about."""
    return [
        Year(str(row["year"]), _whole(row["rate"]), _whole(row["rate_of_stock"]), _whole(row["target"]))
        for row in fleet.table("by_year").records()
    ]


def _whole(value: str | int | None) -> int | None:
    return value if isinstance(value, int) else None


def gaps(years: Sequence[Year]) -> list[str]:
    """For each year with a rate and a target: how far apart they are, in figures and words."""
    found = []
    for year in years:
        if year.written is not None and year.target is not None:
            reached = _("reached") if year.written >= year.target else _("missed")
            told = _("{year}: target of {target} {reached}, {gap} (rate: {rate})")
            parts = {"year": year.year, "target": points(year.target), "rate": points(year.written)}
            found.append(told.format(reached=reached, gap=gap(year.written, year.target), **parts))
    return found


def still_needed(now: Report) -> str:
    """How the year under way stands: what is still to be directed to re-use."""
    year = str(now.table("by_year").rows[-1][0])
    needed, stock, directed = value_of(now, "needed"), now.figure("stock").value, now.figure("directed").value
    if needed is None:
        return _("{year}, as far as it is known: nothing was in stock on 1 January.").format(year=year)
    told = ngettext(
        "{year}, as far as it is known: {directed} directed to re-use for {stock} in stock; {needed} unit is "
        "still needed this year.",
        "{year}, as far as it is known: {directed} directed to re-use for {stock} in stock; {needed} units are "
        "still needed this year.",
        needed,
    )
    counts = {"directed": count_of(directed), "stock": count_of(stock), "needed": count_of(needed)}
    return told.format(year=year, **counts)


def ways(fleet: Report) -> list[Part]:
    """How units left, those that went to re-use in its colour."""
    rows = fleet.table("ways_out").records()
    return [Part(_(WAYS[str(row["way_out"])]), int(row["units"] or 0), _colour(row)) for row in rows]


def _colour(row: Mapping[str, str | int | None]) -> str:
    return "reused" if row["counted"] == row["units"] else ""
