"""The substitution rate, and how doubt is drawn: what shares a source errs together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from lifecycle.impact.drawing import distribution_of, stream_of
from lifecycle.quantity.distribution import Point
from lifecycle.quantity.stream import STREAM
from lifecycle.reference import Reference
from lifecycle.reports.method_page.cells import NOTHING, SHARED, decimal, key_in_words, needed
from lifecycle.reports.method_page.in_force import of_ours
from lifecycle.reports.method_page.shape import Block, Column, Section, Table
from lifecycle.words import _


def substitution(values: Reference, on: date) -> Section:
    """The share of recipients who would have bought new: asked, else published."""
    enough = needed(values, "survey_threshold", "substitution", on=on)
    blocks: list[Block] = [
        _("At the hand-over one question is asked: without this device, what would you have done?"),
        _(
            "From {enough} known answers on, the rate is measured: it is drawn from a Beta law of 1 + those who would"
            " have bought new, and 1 + the others. Who does not know is in the coverage, not in the rate."
        ).format(enough=enough),
    ]
    published = values.factor("substitution", on=on)
    if published is not None:
        blocks.append(
            _(
                "Below, the rate is drawn between the published bounds {low} and {high}, around {central}, and the"
                " figure bears the word “screening”: it is an order of magnitude, not for a public claim."
            ).format(low=decimal(published.low), high=decimal(published.high), central=decimal(published.central))
        )
    blocks.append(_("Buying second-hand less often is not counted as a new device avoided."))
    return Section("substitution", _("Did it stand for a new one?"), tuple(blocks))


def uncertainty(values: Reference, on: date) -> Section:
    """Draws, percentiles, and what is drawn together."""
    lines = (
        _("Each figure is drawn {draws} times. The middle one (P50) is the value; P5 and P95 are its bounds.").format(
            draws=needed(values, "draws", on=on)
        ),
        _(
            "What shares a source is drawn together, all high or all low in one draw: many devices do not average an"
            " error of a source away."
        ),
        _("How long each device will serve is its own: over many devices these differences even out, and only these."),
        _(
            "Draws come from the stream named {stream}: the same digits for years. Another way would have another name."
        ).format(stream=STREAM),
        _("Results below zero are kept, and the share of draws below zero is shown."),
        _(
            "What drives the spread is shown for each figure: the share of its variance that each stream explains by"
            " itself (first-order index of Sobol')."
        ),
        _(
            "A value without published bounds is used as it is: no range is invented. Figures are rounded by their"
            " interval."
        ),
        _("A triangle has its published bounds and centre; a lognormal passes through the p5 and p95 of a sample."),
    )
    return Section("uncertainty", _("Doubt, and how it is drawn"), (lines, _streams(values, on)))


def _streams(values: Reference, on: date) -> Table:
    """One row a stream: what is drawn from it together."""
    together: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    shared: dict[str, str] = {}
    for factor in of_ours(values, on):
        if not isinstance(distribution_of(factor), Point):
            name = stream_of(factor)
            together[name][values.families[factor.name].label()].append(key_in_words(values, factor))
            shared[name] = _(SHARED[factor.shared_by])
    rows = tuple((name, shared[name], _listed(families)) for name, families in sorted(together.items()))
    columns = (Column(_("Stream")), Column(_("Drawn")), Column(_("Values drawn from it")))
    return Table(_("What is drawn together, of values with bounds"), columns, rows, folded=True)


def _listed(families: Mapping[str, list[str]]) -> str:
    """Families, each with the keys of its values."""
    return " · ".join(
        label if keys == [NOTHING] else _("{label}: {keys}").format(label=label, keys=" · ".join(keys))
        for label, keys in families.items()
    )
