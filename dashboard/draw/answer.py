"""The answer in one sentence, and the four figures that a person looks for first."""

from __future__ import annotations

from dashboard.draw.amounts import bounds, count_of, kilos, signed, weighed
from dashboard.draw.figures import Large
from lifecycle.reports import Figure, Report
from lifecycle.words import _, ngettext


def answer_in_words(report: Report, period: str) -> str:
    """One sentence for each case: nothing happened, more in use, less in use, as much."""
    handed, net, recycled = (report.figure(id).value for id in ("hand_overs_units", "reused", "recycled"))
    if not any((handed, net, recycled, report.figure("receptions").value)):
        return _("{period}: nothing was received, handed over or recycled.").format(period=period)
    count = ngettext("{count} thing was handed over", "{count} things were handed over", handed).format(
        count=count_of(handed)
    )
    change = {
        1: _("{mass} more are in use, returns deducted"),
        -1: _("{mass} less are in use: more came back than went out"),
        0: _("as much is in use as before"),
    }[(net > 0) - (net < 0)].format(mass=kilos(abs(net)))
    certified = _("{mass} are certified as recycled").format(mass=kilos(recycled)) if recycled > 0 else ""
    if certified:
        return _("{period}: {handed}; {change}; {certified}.").format(
            period=period, handed=count, change=change, certified=certified
        )
    return _("{period}: {handed}; {change}.").format(period=period, handed=count, change=change)


def four_figures(report: Report) -> list[Large]:
    """What a person looks for first."""
    served, net, recycled, awaiting = (report.figure(id) for id in ("served", "reused", "recycled", "awaiting_proof"))
    things = report.figure("served_units")
    return [
        Large(
            _("Served at least once"),
            count_of(things.value),
            (kilos(served.value), bounds(served), weighed(served)),
        ),
        Large(
            _("Re-used: net change in use"),
            signed(net.value),
            (_things(report, net), bounds(net), weighed(net)),
            "reused",
        ),
        Large(
            _("Recycled, certified"),
            kilos(recycled.value),
            (bounds(recycled), weighed(recycled)),
            "recycled",
        ),
        Large(
            _("Awaiting proof, at the end"),
            kilos(awaiting.value),
            (_things(report, awaiting), bounds(awaiting), weighed(awaiting)),
        ),
    ]


def _things(report: Report, figure: Figure) -> str:
    count = report.figure(f"{figure.id}_units").value
    return ngettext("{count} thing", "{count} things", abs(count)).format(count=count_of(count))
