"""The rules that a figure respects, with their text, and where our lines go in a report after GRI 306."""

from __future__ import annotations

from datetime import date

from lifecycle.impact.equivalences import MOST
from lifecycle.reference import Reference
from lifecycle.reports.definitions import SIX
from lifecycle.reports.method_page.shape import Column, Section, Table
from lifecycle.words import N_, _

STEPS = {
    "reused": N_("(a) prevention"),
    "prepared": N_("(b) preparing for re-use"),
    "parts": N_("(a) prevention, or (b) preparing for re-use where the part had been waste"),
    "recycled": N_("(c) recycling"),
    "other_recovery": N_("(d) other recovery, e.g. energy recovery"),
    "disposed": N_("(e) disposal"),
}
"""Line -> the step of the hierarchy of waste (Directive 2008/98/EC, article 4(1))."""

GRI = {
    "reused": N_("None: it never was waste. Our reading: prevention, told beside 306-4."),
    "prepared": N_("306-4, preparation for reuse"),
    "parts": N_("306-4, preparation for reuse, where the part had been waste; else none"),
    "recycled": N_("306-4, recycling"),
    "other_recovery": N_(
        "306-4, other recovery operations; but what is burnt with energy recovery goes to 306-5, since GRI counts it as"
        " disposal"
    ),
    "disposed": N_("306-5, by operation: burnt without energy recovery, landfilled, other"),
}
"""Line -> its place in a report after GRI 306 (2020)."""


def hierarchy(values: Reference, on: date) -> Section:  # noqa: ARG001
    """The order of the European hierarchy of waste, and our lines on its steps."""
    law = _(
        "“The following waste hierarchy shall apply as a priority order in waste prevention and management legislation"
        " and policy: (a) prevention; (b) preparing for re-use; (c) recycling; (d) other recovery, e.g. energy"
        " recovery; and (e) disposal.” (Directive 2008/98/EC, article 4(1))"
    )
    ours = _(
        "Each step has its own line. They are never added up into one, and re-use never goes by the word recycling."
    )
    columns = (Column(_("Line")), Column(_("Step")))
    rows = tuple((_(line.name), _(STEPS[line.id])) for line in SIX)
    table = Table(_("Our lines in the order of the law"), columns, rows)
    return Section("hierarchy", _("The European hierarchy of waste"), (law, ours, table))


def gri(values: Reference, on: date) -> Section:  # noqa: ARG001
    """Which of our lines goes where in GRI 306-3, 306-4 and 306-5."""
    told = _(
        "GRI 306 (2020) asks for waste generated (306-3), diverted from disposal (306-4) and directed to disposal"
        " (306-5), each with its hazardous part, on site and off site. The split is our reading of it."
    )
    columns = (Column(_("Line")), Column(_("Disclosure")))
    rows = [(_(line.name), _(GRI[line.id])) for line in SIX]
    rows += [
        (_("Discarded: became waste"), _("306-3, waste generated: what was discarded on one's own sites")),
        (_("Awaiting proof"), _("Neither 306-4 nor 306-5 as long as no certificate tells the operation; told apart")),
        (_("Avoided emissions"), _("None: no disclosure of GRI 306 holds them.")),
    ]
    return Section("gri", _("Our lines in a report after GRI 306"), (told, Table(_("GRI 306"), columns, tuple(rows))))


RULES = (
    (
        N_("No double counting"),
        N_("A product is counted once; a donation or an offer is not re-use (Decision (EU) 2021/19, recitals)."),
        N_("Mass counts at the hand-over, once a thing; stock and what was only given are shown apart."),
    ),
    (
        N_("Proof of recycling"),
        N_("Recycling is measured where waste enters the recycling operation (Decision (EU) 2019/2193, recitals)."),
        N_("Sent to treatment becomes recycled with a certificate only, and with the fractions that it tells."),
    ),
    (
        N_("A named reference"),
        N_("Reference scenario less solution, over the life cycle, for one function and period (WBCSD, 2023)."),
        N_("The reference is the new device that a share of the recipients would have bought, for the time served."),
    ),
    (
        N_("Avoided is not netted"),
        N_("Avoided emissions are reported apart from one's own emissions (WBCSD, 2023; WRI, 2019)."),
        N_("They are never taken off anybody's own emissions; refurbishing is taken off, since it belongs to them."),
    ),
    (
        N_("Bad news stays in"),
        N_("Negative results are reported too, without cherry-picking (WRI, 2019; ITU-T L.1480)."),
        N_("Results and draws below zero are kept and shown; an equivalence is silent there."),
    ),
    (
        N_("Substitution is proven or named"),
        N_("Re-used goods do not displace new ones one for one (Zink and Geyer, 2017; Makov, 2018)."),
        N_("The rate is asked of recipients; until then it is a range, and the figure says screening."),
    ),
    (
        N_("Re-use and recycling apart"),
        N_("A thing re-used is not recycled, and each earns its credit when it happens."),
        N_("No figure adds the two; a device is credited with recycling when it is certified as recycled, if ever."),
    ),
)
"""Rule, who says so, what we do."""


def kept(values: Reference, on: date) -> Section:  # noqa: ARG001
    """Other rules, each with where it comes from."""
    columns = (Column(_("Rule")), Column(_("What it asks")), Column(_("What is done here")))
    rows = tuple((_(rule), _(says), _(done)) for rule, says, done in RULES)
    likened = _(
        "An equivalence is said at most {most} times for one figure, each with its source and between bounds; none is"
        " said of nothing, or of less."
    ).format(most=MOST)
    table = Table(_("Rules respected"), columns, rows)
    return Section("rules", _("Other rules that a figure respects"), (table, likened))
