"""The material balance in one sentence, and the four figures that an auditor looks for first."""

from __future__ import annotations

from dashboard.draw import Large, count_of, in_mass, in_things, kilos, signed
from lifecycle.reports import Report
from lifecycle.words import _, ngettext


def sentence(report: Report, period: str) -> str:
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


def figures(report: Report, before: Report | None) -> list[Large]:
    """Served, net change in use, recycled, awaiting proof."""
    net = in_mass(_("Re-used: net change in use"), "reused", report, before, line="reused")
    return [
        in_things(_("Served at least once"), "served", report, before),
        net._replace(value=signed(report.figure("reused").value)),
        in_mass(_("Recycled, certified"), "recycled", report, before, line="recycled"),
        in_mass(_("Awaiting proof, at the end"), "awaiting_proof", report, before),
    ]


def awaiting(count: int, *, own: bool) -> str:
    """How many lots await their certificate, and who is to issue it."""
    issued = ngettext(
        "{count} lot awaits its certificate: the operator issues it once the lot is treated.",
        "{count} lots await their certificates: the operator issues each once the lot is treated.",
        count,
    )
    asked = ngettext(
        "{count} lot awaits the certificate of its treatment: ask the operator for it.",
        "{count} lots await the certificate of their treatment: ask the operators for them.",
        count,
    )
    return (issued if own else asked).format(count=count_of(count))
