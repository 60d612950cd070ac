"""Who funds what: a sentence, figures with their bounds, and euros beside what they went with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard.draw import NOTHING, Head, Large, bare, count_of, devices_or_parts, euros, in_mass, opening
from lifecycle.reports import Report
from lifecycle.words import _, ngettext


def sentence(grants: Report, period: str) -> str:
    """How much was granted, and what those who were funded did."""
    awarded, things = grants.figure("grants").value, grants.figure("handed_over").value
    if not awarded:
        none = _("{period}: no grant was awarded in this ledger; what those who live on money did stands below.")
        return none.format(period=period)
    told = ngettext(
        "{period}: {count} grant of {sum} in all; those who received it handed over {things} and equipped "
        "{people} people.",
        "{period}: {count} grants of {sum} in all; those who received them handed over {things} and equipped "
        "{people} people.",
        awarded,
    )
    return told.format(
        period=period,
        count=count_of(awarded),
        sum=euros(grants.figure("granted").value),
        things=devices_or_parts(things),
        people=count_of(grants.figure("people").value),
    )


def figures(grants: Report) -> list[Large]:
    """Granted, handed over, people, re-used with its bounds."""
    return [
        Large(_("Granted over the period"), euros(grants.figure("granted").value), (), "", opening(grants, "granted")),
        Large(
            _("Handed over by the beneficiaries"),
            count_of(grants.figure("handed_over").value),
            (_("devices or parts"),),
            "reused",
            opening(grants, "handed_over"),
        ),
        Large(
            _("Distinct people equipped"),
            count_of(grants.figure("people").value),
            (_("pseudonyms of each organisation"),),
            "",
            opening(grants, "people"),
        ),
        in_mass(_("Re-used, change over the period"), "reused", grants, None, line="reused"),
    ]


def heads() -> list[Head]:
    """Organisation, grants, devices, people, kilograms, euros for one device."""
    return [
        Head(_("Organisation")),
        Head(_("Grants of all funders (€)"), True),
        Head(_("Handed over (number)"), True),
        Head(_("Grants for one thing (€)"), True),
        Head(_("People equipped"), True),
        Head(_("People at courses"), True),
        Head(_("Re-used, net (kg)"), True),
        Head(_("Recycled, certified (kg)"), True),
    ]


def rows(grants: Report, names: Mapping[str, str]) -> Iterator[list[str]]:
    """One row a beneficiary; nothing is a dash."""
    for row in grants.table("results").records():
        told = {name: value for name, value in row.items() if isinstance(value, int)}
        each = told.get("grants_per_thing")
        yield [
            names.get(str(row["organisation"]), str(row["organisation"])),
            count_of(told["all_grants"] // 100) if told.get("all_grants") else NOTHING,
            bare(told.get("handed_over"), "things"),
            count_of((each + 50) // 100) if each else NOTHING,
            bare(told.get("people"), "things"),
            bare(told.get("trained"), "things"),
            bare(told.get("reused_g"), "g", 1),
            bare(told.get("recycled_g"), "g", 1),
        ]
