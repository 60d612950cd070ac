"""The question that our method answers, for whom, over which service, and what it cannot say."""

from __future__ import annotations

from datetime import date

from lifecycle.impact.methods import method_named
from lifecycle.quantity import ONE
from lifecycle.reference import Reference
from lifecycle.reference.wording import in_words
from lifecycle.reports.measures import measure
from lifecycle.reports.method_page.cells import key_in_words, needed
from lifecycle.reports.method_page.shape import Column, Section, Table
from lifecycle.words import _

OURS = "lifecycle"
BASELINE = "recycling_baseline"


def asked(values: Reference, on: date) -> Section:  # noqa: ARG001
    """The question, its boundary, its readers."""
    ours = method_named(OURS)
    readers = (
        _("An association tells its donors and funders what second lives avoided, and by how much that may be wrong."),
        _("A local authority reads what its equipment and its grants brought, within its own perimeter."),
        _("A recycler reads what certified recycling avoided: beside re-use, never added to it."),
        _("An auditor takes a figure apart, down to its values and to the facts of the ledger."),
    )
    blocks = (
        _(ours.question),
        _("Avoided emissions are the emissions of a reference scenario, less those of what was done, for one service."),
        _(ours.boundary),
        _("What it leaves out. {what}").format(what=_(ours.leaves_out)),
        _("For whom:"),
        readers,
    )
    return Section("question", _("The question, and for whom"), blocks)


def limits(values: Reference, on: date) -> Section:  # noqa: ARG001
    """What to bear in mind, in plain words."""
    lines = (
        _("Nobody measures what did not happen. An avoided emission is a comparison, not a measurement."),
        _("The largest doubt is whether a device stood for a new one. Only its recipient knows: ask at hand-overs."),
        _("Who would have had nothing is helped all the same: then the good done is social, and none of it is carbon."),
        _("Footprints of new devices come from few sources, which may differ by a factor five for one category."),
        _("Cheap second-hand goods may make people buy more (rebound): no share for it is taken off our figures."),
        _("Recycling is credited with figures of the United States, for want of a published French one."),
        _("Only greenhouse gases are estimated: neither water, nor metals, nor pollution, nor health."),
        _("A figure of ours and one of another method answer two questions: neither proves the other wrong."),
    )
    conformity = _(
        "No conformity to a standard is claimed: nobody independent has checked this method against any. The GHG"
        " Protocol Product Standard and Recommendation ITU-T L.1410 were not read; Directive 2008/98/EC, GRI 306 and"
        " Recommendation ITU-T L.1480 are quoted as others quote them."
    )
    return Section("limits", _("What these figures cannot say"), (lines, conformity))


def service(values: Reference, on: date) -> Section:
    """Over which days a second life counts."""
    enough = needed(values, "survey_threshold", "service", on=on)
    lines = (
        _("Avoided emissions accrue with service: a period gets the months of service within it, and no other."),
        _(
            "Service ends at the last evidence of use: a return or another known end, a visit, a call, a repair under"
            " after-sales. Nobody is taken to use a device until today; the share of devices with evidence is shown."
        ),
        _("A device that is lost served until the last evidence before."),
        _(
            "A new device is stood for at most once: over all hand-overs of one device, service is credited up to the"
            " life of a new one, and no further."
        ),
        _(
            "A swap under after-sales carries on the purchase that the first device stood for: it adds no second"
            " purchase avoided."
        ),
        _("What refurbishing took counts on the day of the hand-over, parts put in later on their own day."),
        _(
            "For a territory, service is that of what was handed over there, and recycling that of what was collected"
            " there: never the place of the workshop."
        ),
        _(
            "A period of several years is the sum of its civil years, each with the values in force on its 31 December:"
            " periods add up in their central values, as known at one position of the ledger. The middle of the draws"
            " need not: the middle of a sum is not the sum of the middles. One substitution rate holds for all days,"
            " places and things of the organisation asked; asked together, several organisations share the rate of"
            " them all, so their figures apart need not add up to the figure together."
        ),
        _(
            "What is expected over the whole second life is another figure, labelled so and never added: from how long"
            " others of the category served (Kaplan and Meier's estimator, those still in use counted up to their last"
            " evidence) as soon as {enough} ends were observed, else from the published second life."
        ).format(enough=enough),
    )
    return Section("service", _("Service, up to the last evidence"), (lines,))


def recycling(values: Reference, on: date) -> Section:
    """What certified recycling is credited with, beyond what would have been recycled anyway."""
    rows = []
    for origin in values.families[BASELINE].among:
        baseline = values.factor(BASELINE, origin, on=on)
        if baseline is not None:
            anyway, why = baseline.estimate, in_words(baseline.note)
            rows.append((key_in_words(values, baseline), measure(anyway), measure(ONE - anyway), why))
    columns = (
        Column(_("Origin")),
        Column(_("Recycled anyway (share)"), number=True),
        Column(_("Credited (share)"), number=True),
        Column(_("Why")),
    )
    blocks = (
        _(
            "Only grams certified as recycled, by an operator authorised on the day of treatment, are credited, and"
            " only for the share that would not have been recycled anyway. The credit stands beside re-use and is never"
            " added to it."
        ),
        Table(_("What would have been recycled anyway, by origin"), columns, tuple(rows)),
    )
    return Section("recycling", _("Recycling: only what is additional"), blocks)
