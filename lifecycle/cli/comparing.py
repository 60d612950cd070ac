"""Named methods: which there are, what one says of a device, and all of them side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from lifecycle import reference
from lifecycle.cli.claims_told import list_of, one, side_by_side
from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import WrongUse, json_option, plainly, print_json, today
from lifecycle.cli.filling import option_of
from lifecycle.cli.method_page import page_options, refuse_without_page, tell_page
from lifecycle.impact.method import Asked, UnknownCategory
from lifecycle.impact.methods import UnknownMethod, compare, method_named, methods
from lifecycle.impact.methods.ereuse2025 import power_on_hours
from lifecycle.intake.table.cells import BadCell, day_of, decimal_of, whole_number
from lifecycle.reference import Reference
from lifecycle.words import _

P = ParamSpec("P")
R = TypeVar("R")

MOST_DIGITS = 9
"""Of a mass, years, hours or watts of one device."""


def device_options(function: Callable[P, R]) -> Callable[P, R]:
    """What may be said of one typical device, and of which day and edition its values are."""
    told = (
        click.option("--mass-g", metavar=_("GRAMS"), help=_("Mass of the device, in grams.")),
        click.option("--years", metavar=_("NUMBER"), help=_("Years of its second life.")),
        click.option(
            "--hours", metavar=_("NUMBER"), help=_("Hours of service, also as a disk says them: “1000d 12h”.")
        ),
        click.option("--watts", metavar=_("NUMBER"), help=_("Mean power measured while it is used.")),
        click.option("--country", metavar="CODE", help=_("Whose electricity (default: what the owner takes): FR.")),
        click.option("--on", "day", metavar=_("DAY"), help=_("Values in force on this day (default: today).")),
        click.option("--edition", metavar=_("TEXT"), help=_("Edition of the reference values (default: the newest).")),
    )
    for option in reversed(told):
        function = option(function)
    return function


def _asked(category: str, told: Mapping[str, str | None]) -> Asked:
    """What the options say; all of what is wrong with them at once."""
    readers: Mapping[str, Callable[[str], object]] = {
        "mass_g": whole_number,
        "years": decimal_of,
        "hours": _hours,
        "watts": decimal_of,
        "day": day_of,
    }
    faults: list[str] = []
    read: dict[str, Any] = {}
    for name, reader in readers.items():
        text = told[name]
        if text is None:
            continue
        try:
            read[name] = reader(text) if name == "day" else _above_zero(reader(text))
        except BadCell as fault:
            faults.append(f"{'--on' if name == 'day' else option_of(name)} “{text}”: {fault}")
    if faults:
        raise WrongUse("\n".join(faults))
    on = read.pop("day", None) or today()
    country = (told["country"] or "").strip().upper() or None
    return Asked(category, on, country=country, **read)


def _hours(text: str) -> Decimal:
    """A number of hours, also in the words of a disk."""
    if not text.strip()[-1:].isalpha():
        return decimal_of(text)
    try:
        return Decimal(power_on_hours(text))
    except ValueError as fault:
        raise BadCell(_("write hours as 24012, or as a disk does: 1000d 12h")) from fault


def _above_zero(number: Any) -> Any:
    if number <= 0:
        raise BadCell(_("a number above zero is needed"))
    if Decimal(number).adjusted() > MOST_DIGITS:
        raise BadCell(_("too large a number"))
    return number


def _values(edition: str | None) -> Reference:
    try:
        return reference.load(edition)
    except reference.UnknownEdition as fault:
        raise WrongUse(str(fault)) from fault


@click.command("methods", help=summaries()["methods"])
@page_options
@json_option
@plainly
def methods_command(page: bool, output: Path | None, day: str | None, edition: str | None, as_json: bool) -> None:
    """lifecycle methods"""
    if page:
        if as_json:
            raise WrongUse(_("choose --page or --json"))
        tell_page(output, day, edition)
        return
    refuse_without_page(output, day, edition)
    known = methods().values()
    if as_json:
        print_json([method.to_json() for method in known])
        return
    click.echo("\n".join(list_of(known)).lstrip("\n"))


@click.command("method", help=summaries()["method"])
@click.argument("name", metavar=_("NAME"))
@click.option("--category", metavar=_("TEXT"), required=True, help=_("Our category, or the owner's own key or name."))
@device_options
@json_option
@plainly
def method_command(name: str, category: str, edition: str | None, as_json: bool, **told: str | None) -> None:
    """lifecycle method impactco2 --category laptop"""
    try:
        method = method_named(name)
        asked, values = _asked(category, told), _values(edition)
        answer = method.answer(asked, values)
    except (UnknownMethod, UnknownCategory) as fault:
        raise WrongUse(str(fault)) from fault
    if as_json:
        print_json(answer.to_json(values.edition))
        return
    click.echo("\n".join(one(answer, values)))


@click.command("compare", help=summaries()["compare"])
@click.argument("category", metavar=_("CATEGORY"))
@device_options
@json_option
@plainly
def compare_command(category: str, edition: str | None, as_json: bool, **told: str | None) -> None:
    """lifecycle compare laptop --mass-g 1830 --years 3"""
    asked, values = _asked(category, told), _values(edition)
    try:
        answers = compare(asked, values)
    except UnknownCategory as fault:
        raise WrongUse(str(fault)) from fault
    if as_json:
        told_by = [answer.to_json(values.edition) for answer in answers]
        print_json({"category": category, "edition": values.edition, "on": asked.on.isoformat(), "methods": told_by})
        return
    click.echo("\n".join(side_by_side(answers, values)))
