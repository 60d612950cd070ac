"""Named methods: which there are, what one says of a device, and all of them side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from lifecycle import reference
from lifecycle.cli.claims_told import categories_of, list_of, one, side_by_side
from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import WrongUse, asked_of, json_option, ledger_option, plainly, print_json, today
from lifecycle.cli.filling import option_of
from lifecycle.cli.method_page import page_options, refuse_without_page, tell_page
from lifecycle.cli.perimeter_told import over_perimeter
from lifecycle.cli.question import question_of, question_options
from lifecycle.impact.meant import UnknownCategory, category_named
from lifecycle.impact.method import HOURS_IN_A_YEAR, Asked, Method
from lifecycle.impact.methods import UnknownMethod, compare, method_named, methods
from lifecycle.impact.methods.ereuse2025 import power_on_hours
from lifecycle.impact.owner import OwnersValues
from lifecycle.intake.table.cells import BadCell, day_of, decimal_of, whole_number
from lifecycle.ledger import Ledger
from lifecycle.reference import Reference
from lifecycle.reports.comparison import compared
from lifecycle.words import _

P = ParamSpec("P")
R = TypeVar("R")

MOST_DIGITS = 9
"""Of a mass, years, hours or watts of one device."""
MOST_YEARS = 100
"""Of the service of one device: more is a slip of the keyboard."""
REPORT = "impact"
"""The report that the methods of others are set beside."""
_WHAT = "\n\n" + _(
    "WHAT is a category, for one typical device; or the code of a device, lot or organisation, or “impact”, for what "
    "the ledger tells: lifecycle compare impact --year 2025."
)


def device_options(function: Callable[P, R]) -> Callable[P, R]:
    """What may be said of one typical device, and of which day its values are."""
    for option in reversed(_DEVICE):
        function = option(function)
    return function


_DEVICE = (
    click.option("--mass-g", metavar=_("GRAMS"), help=_("Mass of the device, in grams.")),
    click.option("--years", metavar=_("NUMBER"), help=_("Years of its second life.")),
    click.option("--hours", metavar=_("NUMBER"), help=_("Hours of service, also as a disk says them: “1000d 12h”.")),
    click.option("--watts", metavar=_("NUMBER"), help=_("Mean power measured while it is used.")),
    click.option("--country", metavar="CODE", help=_("Whose electricity (default: what the owner takes): FR.")),
    click.option("--on", "day", metavar=_("DAY"), help=_("Values in force on this day (default: today).")),
)
OF_A_DEVICE = ("mass_g", "years", "hours", "watts", "country", "day")
"""Names of these options."""


def _asked(category: str, told: Mapping[str, str | None]) -> Asked:
    """What the options say; all of what is wrong with them at once."""
    readers: Mapping[str, Callable[[str], object]] = {
        "mass_g": _grams,
        "years": lambda text: _at_most(decimal_of(text), MOST_YEARS),
        "hours": lambda text: _at_most(_hours(text), MOST_YEARS * HOURS_IN_A_YEAR),
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
            option = "--on" if name == "day" else option_of(name)
            faults.append(_("{option} “{text}”: {fault}").format(option=option, text=text, fault=fault))
    if faults:
        raise WrongUse("\n".join(faults))
    on = read.pop("day", None) or today()
    country = (told["country"] or "").strip().upper() or None
    return Asked(category, on, country=country, **read)


def _grams(text: str) -> int:
    try:
        return whole_number(text)
    except BadCell as fault:
        raise BadCell(_("a whole number of grams is needed: 1830 for a device of 1.83 kg")) from fault


def _at_most(number: Decimal, most: int) -> Decimal:
    if number > most:
        raise BadCell(
            _("more than {most}: no device serves longer than {years} years").format(most=most, years=MOST_YEARS)
        )
    return number


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
@click.option("--category", metavar=_("TEXT"), help=_("Our category, or the owner’s own key or name."))
@click.option("--categories", "listed", is_flag=True, help=_("List the categories that it tells apart."))
@device_options
@click.option("--edition", metavar=_("TEXT"), help=_("Edition of the reference values (default: the newest)."))
@json_option
@plainly
def method_command(
    name: str, category: str | None, listed: bool, edition: str | None, as_json: bool, **told: str | None
) -> None:
    """lifecycle method impactco2 --category laptop"""
    if (category is None) != listed:
        raise WrongUse(_("choose --category TEXT, or --categories to list those that it tells apart"))
    try:
        method = method_named(name)
        asked, values = _asked(category or "", told), _values(edition)
        if listed:
            _list_categories(method, values, asked.on, as_json=as_json)
            return
        answer = method.answer(asked, values)
    except (UnknownMethod, UnknownCategory) as fault:
        raise WrongUse(str(fault)) from fault
    if as_json:
        print_json(answer.to_json(values.edition))
        return
    click.echo("\n".join(one(answer, values)))


def _list_categories(method: Method, values: Reference, on: date, *, as_json: bool) -> None:
    known = method.categories(OwnersValues(method.id, values, on))
    if as_json:
        print_json([one.to_json() for one in known])
        return
    click.echo("\n".join(categories_of(method, known)))


@click.command("compare", help=summaries()["compare"] + _WHAT)
@click.argument("thing", metavar=_("WHAT"))
@device_options
@ledger_option
@question_options
@json_option
@plainly
def compare_command(thing: str, ledger_path: str, edition: str | None, as_json: bool, **told: Any) -> None:
    """lifecycle compare laptop --mass-g 1830 --years 3"""
    values = _values(edition)
    of_device = {name: told.pop(name) for name in OF_A_DEVICE}
    if category_named(thing, values):
        _refuse(told, _("these options narrow a report, and a category is none: {options}"))
        _of_a_category(_asked(thing, of_device), values, as_json=as_json)
        return
    first_day, last_day, year = (told.pop(name) for name in ("first_day", "last_day", "year"))
    with _ledger_of(thing, ledger_path, values, quiet=as_json) as ledger:
        narrowed = told | _narrowed_by(thing, ledger, values)
        _refuse(of_device, _("these options say what one typical device is, and the ledger knows its own: {options}"))
        asked = question_of(thing, first_day=first_day, last_day=last_day, year=year, narrowed=narrowed)
        found = compared(ledger, asked, edition=edition, today=today())
    if as_json:
        print_json(found.to_json())
        return
    click.echo("\n".join(over_perimeter(found, values)))


def _of_a_category(asked: Asked, values: Reference, *, as_json: bool) -> None:
    answers = compare(asked, values)
    if as_json:
        told_by = [answer.to_json(values.edition) for answer in answers]
        of = {"category": answers[0].category, "edition": values.edition, "on": asked.on.isoformat()}
        print_json({**of, "methods": told_by})
        return
    click.echo("\n".join(side_by_side(answers, values)))


def _refuse(told: Mapping[str, Any], why: str) -> None:
    """Options that mean nothing here: an answer that left them unread would be wrong."""
    names = {"first_day": "--from", "last_day": "--to", "day": "--on"}
    given = [names.get(name) or option_of(name) for name, value in told.items() if value is not None]
    if given:
        raise WrongUse(why.format(options=", ".join(given)))


@contextmanager
def _ledger_of(thing: str, path: str, values: Reference, *, quiet: bool) -> Iterator[Ledger]:
    """The ledger that is asked; where there is none, what was typed can only have been meant as a category."""
    if thing != REPORT and not Path(path).exists():
        unknown = str(UnknownCategory(thing, list(values.categories)))
        raise WrongUse(
            _("{unknown}; nor is there a ledger at {path} to look for a code").format(unknown=unknown, path=path)
        )
    with asked_of(path, quiet=quiet) as ledger:
        yield ledger


def _narrowed_by(thing: str, ledger: Ledger, values: Reference) -> dict[str, str]:
    """What a code narrows the report to: nothing where the report itself is named."""
    if thing == REPORT:
        return {}
    subject = ledger.resolve(thing if ":" in thing else thing.upper())
    sort, _colon, code = (subject or "").partition(":")
    if sort not in {"device", "lot", "organisation"}:
        unknown = str(UnknownCategory(thing, list(values.categories)))
        raise WrongUse(_("{unknown}; nor is it a code of this ledger, or “impact”").format(unknown=unknown))
    return {sort: code}
