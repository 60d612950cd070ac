"""The parts that sheets share: figures with the year before, the six lines, emissions, how to check all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lifecycle.documents.sheets.bundle import Bundle
from lifecycle.documents.typeset import Data
from lifecycle.quantity import Estimate
from lifecycle.reports.amounts import a_year_before, bare, bounds, count_of, kilos, share, weighed
from lifecycle.reports.numbers import about
from lifecycle.reports.report import Report
from lifecycle.words import N_, _, language, ngettext

LINES = {
    "reused": N_("Re-used (in use, net)"),
    "prepared": N_("Prepared for re-use (in use, net)"),
    "parts": N_("Parts re-used (in use, net)"),
    "recycled": N_("Recycled, certified"),
    "other_recovery": N_("Other recovery, certified"),
    "disposed": N_("Disposed of, certified"),
}
"""One of the six lines -> its short label; never added up to one."""


class Block(NamedTuple):
    """One of the figures at the top."""

    label: str
    value: str
    beneath: tuple[str, ...]

    def data(self) -> Mapping[str, Data]:
        """For the template; empty lines are left out."""
        return {"label": self.label, "value": self.value, "beneath": [line for line in self.beneath if line]}


def in_things(label: str, id: str, told: Report, before: Report | None) -> Block:
    """A figure in things; its mass, bounds, what was weighed and the year before beneath."""
    figure, units = told.figure(id), told.figure(f"{id}_units")
    then = a_year_before(units, before.figure(units.id) if before else None)
    return Block(label, count_of(units.value), (kilos(figure.value), bounds(figure), weighed(figure), then))


def bars(title: str, rows: Iterable[tuple[str, int]]) -> Mapping[str, Data]:
    """Words and grams as lying bars, the longest as wide as there is room."""
    told = [row for row in rows if row[1]]
    most = max((abs(grams) for _words, grams in told), default=0)
    return {
        "title": title,
        "rows": [
            {"words": words, "value": kilos(grams), "permille": 1000 * max(grams, 0) // most, "strong": rank == 0}
            for rank, (words, grams) in enumerate(told)
        ],
    }


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *notes: str) -> Mapping[str, Data]:
    """Numbers under heads that hold their units."""
    return {"title": title, "heads": list(heads), "rows": [list(row) for row in rows], "notes": list(notes)}


def six_lines(bundle: Bundle, told: Report, before: Report | None) -> Mapping[str, Data]:
    """Where the matter went, with bounds, beside the year before on the same perimeter."""
    heads = [_("Line"), _("{period} (kg)").format(period=bundle.period), _("Range (kg)")]
    heads += [_("{period} (kg)").format(period=bundle.period_before)] * bool(before)
    rows = [
        [
            _(words),
            bare(told.figure(id).value, "g", 1),
            bounds(told.figure(id), unit=False),
            *([bare(before.figure(id).value, "g", 1)] if before else []),
        ]
        for id, words in LINES.items()
    ]
    note = _("Changes over the period: they say where the matter is, and are never added up to one.")
    return table(_("The six lines"), heads, rows, note)


def avoided(told: Report) -> Mapping[str, Data]:
    """Emissions with interval, whether they are an indication only, what they rest on, at most three likenesses."""
    figure = told.figure("avoided")
    seen = figure.coverage.observed
    counts = bool(figure.coverage.counted)
    return {
        "title": _("Emissions avoided by re-use"),
        "label": _("Indicative estimate (screening)") if counts and seen is not None and seen.screening else "",
        "sentence": _sentence(told),
        "span": _span(figure.quantity) if counts else None,
        "scale": _("Bar: from the fifth to the ninety-fifth percentile; ring: the middle; tall mark: zero."),
        "likenesses": _likenesses(told),
        "notes": list(_rests_on(told)),
    }


def _sentence(told: Report) -> str:
    figure = told.figure("avoided")
    amount, low = about(figure.quantity), figure.quantity.low
    if not figure.coverage.counted:
        return _("No device in service can be counted: nothing is claimed.")
    if figure.value <= 0:
        return _(
            "The service rendered so far has avoided nothing: {amount}. What refurbishing took comes first, what"
            " service avoids comes month by month."
        ).format(amount=amount)
    if low is not None and low <= 0:
        return _("The service rendered has avoided {amount}; it may be nothing.").format(amount=amount)
    return _("The service rendered has avoided {amount}.").format(amount=amount)


def _likenesses(told: Report) -> list[str]:
    """At most three, and none of what may be nothing: a reader would keep the likeness and forget the doubt."""
    low = told.figure("avoided").quantity.low
    return [str(row["equivalence"]) for row in told.table("equivalences").records()][:3] if low and low > 0 else []


def _span(quantity: Estimate) -> Mapping[str, Data] | None:
    low, middle, high = quantity.low, quantity.central, quantity.high
    if low is None or high is None or low == high:
        return None
    least, most = min(low, 0), max(high, 0)
    places = {"zero": 0, "low": low, "middle": middle, "high": high}
    return {name: 1000 * (value - least) // (most - least) for name, value in places.items()}


def _rests_on(told: Report) -> Iterator[str]:
    figure = told.figure("avoided")
    counted = figure.coverage.counted
    left_out = sum(figure.coverage.left_out.values())
    words = ngettext("{count} device is counted", "{count} devices are counted", counted)
    yield _("{counted}; left out for want of a source: {count}. Method {method}, values of edition {edition}.").format(
        counted=words.format(count=count_of(counted)),
        count=count_of(left_out),
        method=figure.method,
        edition=figure.edition,
    )
    seen = figure.coverage.observed
    rate = next((one.quantity for one in told.figures if one.id == "substitution"), None)
    if seen is not None and rate is not None and rate.low is not None and rate.high is not None:
        low, middle, high = (share(bound, 10_000) for bound in (rate.low, rate.central, rate.high))
        words = (
            _("Share who would have bought new: {rate}, from the literature ({known} answers, too few).")
            if seen.screening
            else _("Share who would have bought new: {rate}, measured on {known} answers.")
        )
        yield words.format(rate=f"{middle} ({low} – {high})", known=count_of(seen.answers))
    recycled, credit = told.figure("recycled"), told.figure("recycling_credit")
    if recycled.value:
        yield _("Apart, never added: {mass} certified as recycled avoided {amount} more.").format(
            mass=kilos(recycled.value), amount=about(credit.quantity)
        )


def basis(bundle: Bundle, told: Report, command: str) -> Mapping[str, Data]:
    """Where the figures stand, and how anybody who may read the ledger finds them again."""
    n = bundle.filter.as_of or 0
    terms = [
        (_("Perimeter"), f"{bundle.who} · {bundle.period}"),
        (_("Method"), _("{method}, values of edition {edition}").format(method="lifecycle", edition=bundle.edition)),
        (_("Ledger"), told.ledger_id),
        (_("Position"), _("fact {n}").format(n=count_of(n))),
        (_("Hash"), bundle.hash),
    ]
    terms += [(_("Permalink"), bundle.permalink)] * bool(bundle.address)
    how = _(
        "The hash binds all facts up to this position: `lifecycle verify` checks the whole chain, and this page comes"
        " out the same, byte for byte, with: {command}"
    )
    return {
        "title": _("How to check these figures"),
        "terms": [list(term) for term in terms],
        "notes": [how.format(command=command).replace("`", "")],
    }


def command_of(bundle: Bundle, what: str) -> str:
    """What to type for the very same sheet."""
    days = bundle.filter
    options = (("--from", days.first_day), ("--to", days.last_day), ("--organisation", days.organisation))
    given = " ".join(f"{option} {value}" for option, value in options if value)
    fixed = f"--as-of {days.as_of} --edition {bundle.edition}"
    where = f" --address {bundle.address}" if bundle.address else ""
    return f"lifecycle --language {language()} papers {what} {given} {fixed}{where}"
