"""``lifecycle papers``: sheets, the paper of a hand-over, the receipt for a donor; and ``lifecycle labels``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from lifecycle import reference
from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import WrongUse, asked_of, consulted, ledger_option, own_organisation, plainly
from lifecycle.cli.naming import checked_code
from lifecycle.cli.question import DAYS, STANDING, output_option, question_of, tell
from lifecycle.cli.site import ADDRESS
from lifecycle.codes import prefix_of, random_code
from lifecycle.documents.labels import DEFAULT_SHEET, SHEETS, Label, known_labels, labels
from lifecycle.documents.papers import donor_receipt, handover_paper
from lifecycle.documents.papers.things import fiction_of, name_of, standing_of
from lifecycle.documents.sheets import Bundle, association_sheet, donor_sheet, funder_sheet, made_from
from lifecycle.ledger import Ledger
from lifecycle.reports.devices import devices
from lifecycle.words import _

P = ParamSpec("P")
R = TypeVar("R")

_MOST_NEW = 2400


@click.group("papers", help=summaries()["papers"])
def papers_command() -> None:
    """lifecycle papers sheet --year 2025 --output fiche.pdf"""


def _address_option(function: Callable[P, R]) -> Callable[P, R]:
    return click.option(
        "--address",
        metavar="URL",
        envvar=ADDRESS,
        default="",
        help=_("Where the pages stand for everybody (default: {name}, else nowhere).").format(name=ADDRESS),
    )(function)


def _sheet_options(function: Callable[P, R]) -> Callable[P, R]:
    options = (
        ledger_option,
        *DAYS,
        *STANDING,
        _address_option,
        output_option,
        plainly,
    )
    for option in reversed(options):
        function = option(function)
    return function


@papers_command.command("sheet", help=_("The impact sheet of an association: one page A4."))
@click.option("--organisation", metavar="CODE", help=_("Whose sheet (default: who keeps the ledger)."))
@_sheet_options
def sheet_command(organisation: str | None, output: Path | None, **asked: str | int | None) -> None:
    """lifecycle papers sheet --year 2025 --output fiche.pdf"""
    _sheet(organisation, output, association_sheet, asked)


@papers_command.command("donor", help=_("The sheet for a donor: what became of what it gave."))
@click.option("--donor", metavar="CODE", required=True, help=_("Who gave."))
@click.option("--organisation", metavar="CODE", help=_("To whom (default: who keeps the ledger)."))
@_sheet_options
def donor_command(donor: str, organisation: str | None, output: Path | None, **asked: str | int | None) -> None:
    """lifecycle papers donor --donor MAIRIE --year 2025 --output mairie.pdf"""
    _sheet(organisation, output, lambda bundle: donor_sheet(bundle, donor.upper()), asked)


@papers_command.command("funder", help=_("The sheet for a funder: its grants beside what was done."))
@click.option("--organisation", metavar="CODE", required=True, help=_("Who granted."))
@_sheet_options
def funder_command(organisation: str, output: Path | None, **asked: str | int | None) -> None:
    """lifecycle papers funder --organisation METROPOLE --year 2025 --output metropole.pdf"""
    _sheet(organisation, output, funder_sheet, asked)


def _sheet(
    organisation: str | None,
    output: Path | None,
    make: Callable[[Bundle], bytes],
    asked: dict[str, str | int | None],
) -> None:
    """Make a sheet of what the options ask, and write it."""
    _refuse_terminal(output)
    with asked_of(str(asked["ledger_path"]), quiet=False) as ledger:
        first, last, year = asked["first_day"], asked["last_day"], asked["year"]
        filter = question_of(
            "given",
            first_day=None if first is None else str(first),
            last_day=None if last is None else str(last),
            year=None if year is None else int(year),
            narrowed={"organisation": (organisation or own_organisation(ledger)).upper(), "as_of": asked["as_of"]},
        )
        edition = asked["edition"]
        try:
            made = made_from(
                ledger,
                filter,
                make,
                edition=None if edition is None else str(edition),
                address=str(asked["address"] or ""),
            )
        except reference.UnknownEdition as fault:
            raise WrongUse(str(fault)) from fault
    tell(made, output)


@papers_command.command("handover", help=_("The paper of a hand-over, to sign: from the codes handed over."))
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@ledger_option
@output_option
@plainly
def handover_command(codes: Sequence[str], ledger_path: str, output: Path | None) -> None:
    """lifecycle papers handover PC-1 PC-2 --output remise.pdf"""
    _paper(codes, ledger_path, output, handover_paper)


@papers_command.command("receipt", help=_("The receipt for a donor: from the codes received."))
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@ledger_option
@output_option
@plainly
def receipt_command(codes: Sequence[str], ledger_path: str, output: Path | None) -> None:
    """lifecycle papers receipt PC-1 PC-2 --output recu.pdf"""
    _paper(codes, ledger_path, output, donor_receipt)


def _paper(
    codes: Sequence[str], ledger_path: str, output: Path | None, make: Callable[[Ledger, Sequence[str]], bytes]
) -> None:
    _refuse_terminal(output)
    with consulted(ledger_path) as ledger:
        made = make(ledger, _checked(ledger, codes))
    tell(made, output)


def _checked(ledger: Ledger, codes: Sequence[str]) -> list[str]:
    return [checked_code(ledger, f"device:{code}").partition(":")[2] for code in codes]


def _refuse_terminal(output: Path | None) -> None:
    if output is None and sys.stdout.isatty():
        raise WrongUse(_("{format} is no text for a terminal: name a file with --output").format(format="PDF"))


@click.command("labels", help=summaries()["labels"])
@click.argument("codes", nargs=-1, metavar="[CODE…]")
@click.argument("file", type=click.Path(path_type=Path), metavar=_("FILE"))
@ledger_option
@click.option("--category", metavar=_("TEXT"), help=_("Also every device in stock of this category."))
@click.option("--new", "new", type=click.IntRange(1, _MOST_NEW), metavar="N", help=_("Also so many new codes."))
@click.option(
    "--sheet", type=click.Choice(list(SHEETS)), default=DEFAULT_SHEET, show_default=True, help=_("How labels lie.")
)
@click.option("--no-control", is_flag=True, help=_("Without the page with the ruler and the test label."))
@_address_option
@plainly
def labels_command(
    codes: Sequence[str],
    file: Path,
    ledger_path: str,
    category: str | None,
    new: int | None,
    sheet: str,
    no_control: bool,
    address: str,
) -> None:
    """lifecycle labels --new 24 etiquettes.pdf"""
    if not codes and not category and not new:
        raise WrongUse(_("no label is asked for: name codes, --category or --new N"))
    if category and category not in reference.load().categories:
        known = ", ".join(reference.load().categories)
        raise WrongUse(f"--category “{category}”: " + _("not one of: {choices}").format(choices=known))
    with consulted(ledger_path) as ledger:
        wanted = [*_known_labels(ledger, codes, category), *_new_labels(ledger, new or 0)]
        fiction = bool(fiction_of(ledger))
    if not wanted:
        raise WrongUse(_("no device in stock is of this category: no label to print"))
    tell(labels(wanted, sheet=sheet, address=address, fiction=fiction, control=not no_control), file)


def _known_labels(ledger: Ledger, codes: Sequence[str], category: str | None) -> list[Label]:
    """Labels of devices of the ledger, each once, in the order they were named."""
    named = [standing_of(ledger, code) for code in _checked(ledger, codes)]
    stock = devices(ledger, custody="in_stock", category=category) if category else []
    return known_labels(ledger, (*named, *stock))


def _new_labels(ledger: Ledger, count: int) -> list[Label]:
    """Labels of codes that nothing bears yet: stick them on first, tell of the device afterwards."""
    if not count:
        return []
    keeper = own_organisation(ledger)
    owner = name_of(ledger, keeper)
    drawn: dict[str, Label] = {}
    while len(drawn) < count:
        code = random_code(prefix_of(keeper))
        if ledger.resolve(f"device:{code}") is None:
            drawn[code] = Label(code, owner=owner)
    return list(drawn.values())
