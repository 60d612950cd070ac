"""Avoided emissions in sentences: what the service rendered avoided, what it rests on, what stands beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from dashboard.draw import Html, Span, count_of, kilos, share
from lifecycle.impact.simulation import TERMS
from lifecycle.quantity import Estimate
from lifecycle.reports import Report
from lifecycle.reports.numbers import about
from lifecycle.words import _, ngettext

Explained = Callable[[str, str], str | Html]
"""(words, id of a figure) -> the words, as a way to what the figure is made of."""


def sentence(impact: Report) -> str:
    """One sentence for each case: nothing to say, less than nothing, perhaps nothing, more than nothing."""
    avoided = impact.figure("avoided")
    low, middle = avoided.quantity.low, avoided.quantity.central
    if avoided.known and not avoided.coverage.counted:
        return _("No hand-over is counted: nothing is claimed.")
    if not avoided.known:
        return _("No hand-over can be counted: what the service avoided is not known, and nothing is claimed.")
    if middle <= 0:
        return _(
            "The service rendered so far has avoided nothing: {amount}. What refurbishing took comes first, what"
            " service avoids comes month by month."
        ).format(amount=about(avoided.quantity))
    if low is not None and low <= 0:
        return _("The service rendered has avoided {amount}; it may be nothing.").format(amount=about(avoided.quantity))
    return _("The service rendered has avoided {amount}.").format(amount=about(avoided.quantity))


def spans(impact: Report, explained: Explained) -> list[Span]:
    """The whole, and its terms as they enter it: the first is added, the others are taken off."""
    avoided = impact.figure("avoided")
    first, *others = (impact.figure(term) for term in TERMS)
    return [
        Span(explained(_("Avoided, all told"), "avoided"), avoided.quantity, whole=True),
        Span(explained(str(first.label), first.id), first.quantity),
        *(Span(explained(_less(str(one.label)), one.id), one.quantity, taken_off=True) for one in others),
    ]


def _less(label: str) -> str:
    return _("less: {term}").format(term=label[:1].lower() + label[1:])


def beside(impact: Report) -> list[str]:
    """What is expected, and the recycling: each another figure, never added."""
    expected, credit, gross = (impact.figure(id) for id in ("expected", "recycling_credit", "recycling_gross"))
    lines = []
    if expected.coverage.counted:
        lines.append(
            _(
                "Expected over the whole second life of what was handed over in the period: {amount}. It has not"
                " happened yet, and is not added."
            ).format(amount=about(expected.quantity))
        )
    if impact.figure("recycled").value:
        lines.append(
            _(
                "Apart, never added to re-use: {mass} certified as recycled avoided {amount} beyond what would have"
                " been recycled anyway ({gross} against landfill)."
            ).format(
                mass=kilos(impact.figure("recycled").value),
                amount=about(credit.quantity),
                gross=about(gross.quantity),
            )
        )
    return lines


def coverage(impact: Report) -> list[str]:
    """What the figure rests on: devices counted and left out and why, evidence, answers, draws below zero."""
    avoided = impact.figure("avoided")
    observed = avoided.coverage.observed
    lines = [_counted(impact)]
    if observed is None:
        return lines
    if observed.devices:
        lines.append(
            _("Something tells of the use after {share} of the {count} hand-overs up to the last day.").format(
                share=share(observed.with_evidence, observed.devices), count=count_of(observed.devices)
            )
        )
    lines.append(_rate(impact, observed.answers, observed.asked, screening=observed.screening))
    if observed.below_zero:
        below = share(round(observed.below_zero * 1000), 1000)
        lines.append(_("Of the draws, {share} are below nothing.").format(share=below))
    return lines


def _counted(impact: Report) -> str:
    counted = impact.figure("avoided").coverage.counted
    told = ngettext("{count} hand-over is counted", "{count} hand-overs are counted", counted).format(
        count=count_of(counted)
    )
    without = _left_out(impact)
    if not without:
        return _("{counted}; none is left out.").format(counted=told)
    reasons = " · ".join(f"{why} ({count_of(count)})" for why, count in without.most_common())
    return _("{counted}; {count} are left out, because no source gives: {reasons}").format(
        counted=told, count=count_of(without.total()), reasons=reasons
    )


def _left_out(impact: Report) -> Counter[str]:
    """Value without a source, in words -> devices."""
    found: Counter[str] = Counter()
    for row in impact.table("left_out").records():
        found[str(row["why"])] += int(row["devices"] or 0)
    return found


def _rate(impact: Report, known: int, asked: int, *, screening: bool) -> str:
    rate = next((one.quantity for one in impact.figures if one.id == "substitution"), None)
    shown = _of_rate(rate) if rate is not None else ""
    if screening:
        return _(
            "Indicative estimate (screening): {known} of {asked} recipients asked could answer, too few; the share who"
            " would have bought new is the range of the literature, {rate}."
        ).format(known=count_of(known), asked=count_of(asked), rate=shown)
    return _(
        "Measured: {known} of {asked} recipients asked could answer; {rate} of them would have bought new."
    ).format(known=count_of(known), asked=count_of(asked), rate=shown)


def _of_rate(rate: Estimate) -> str:
    middle = share(rate.central, 10_000)
    if rate.low is None or rate.high is None:
        return middle
    return f"{middle} ({share(rate.low, 10_000)} – {share(rate.high, 10_000)})"


def equivalences(impact: Report) -> list[str]:
    """At most three likenesses of what was avoided, each with its value and source; none of nothing or less."""
    table = impact.table("equivalences")
    rows = ([str(column.shown(cell)) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows)
    told = _("{likeness} ({value} {unit}, source: {sources})")
    return [told.format(likeness=row[0], value=row[1], unit=row[2], sources=row[3]) for row in rows]
