"""What no source gives, and what then happens: it is left out and named, never counted as zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lifecycle.reference import Reference
from lifecycle.reports.method_page.cells import titled
from lifecycle.reports.method_page.shape import Column, Section, Table
from lifecycle.words import N_, _

NEEDED = {
    "embodied": N_("Left out of avoided emissions."),
    "life_new": N_("Left out of avoided emissions."),
    "refurbishing": N_("Left out where the workshop wrote nothing down of a device; what it wrote down is enough."),
    "second_life": N_("Nothing is expected of a second life until enough ends were observed."),
    "use_kwh": N_("Its use is in no result, and this is said."),
    "use_kwh_old": N_("Taken to draw what a new one draws; what it may draw beyond is not known, and this is said."),
    "recycling_credit": N_("Its recycling is counted in mass, and credited with nothing."),
}
"""Family of values by category -> what happens without one."""


def missing(values: Reference, on: date) -> Section:
    """Families and the categories of which nobody publishes a value; kinds of part; masses."""
    columns = (Column(_("What no source gives")), Column(_("For which")), Column(_("What then happens")))
    told = _(
        "A value without a source is not invented. Devices that need it are left out of the figure, counted and named"
        " beside it, never taken for zero."
    )
    table = Table(_("What has no source"), columns, tuple(_rows(values, on)))
    named = _(
        "The way of a vehicle, or a part put in after the hand-over, that no source values is not in the figure: it is"
        " named beside it, with its metres or its number."
    )
    return Section("missing", _("What has no source"), (told, table, named))


def _rows(values: Reference, on: date) -> Iterator[tuple[str, str, str]]:
    for name, then in NEEDED.items():
        without = [each.label() for id, each in values.categories.items() if not values.factor(name, id, on=on)]
        if without:
            yield titled(values, name, None), " · ".join(without), _(then)
    parts = [each.label() for id, each in values.part_kinds.items() if not values.factor("part", id, on=on)]
    if parts:
        then = _(
            "A device into which a new one is put is left out; a part taken from another device costs nothing new."
        )
        yield titled(values, "part", None), " · ".join(parts), then
    weightless = [each.label() for id, each in values.categories.items() if values.mass_g(id, on=on) is None]
    if weightless:
        yield (
            _("Default mass"),
            " · ".join(weightless),
            _("Counted as things; its mass is unknown until it is weighed."),
        )
