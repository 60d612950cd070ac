"""What commands that ask in figures share: the options of the question, and where the answer is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
from pydantic import ValidationError

from lifecycle.cli.doors import Refusal, WrongUse
from lifecycle.cli.filling import day_of_option, option_of
from lifecycle.intake.table.reasons import plainly as in_words
from lifecycle.reports import FORMATS, Filter
from lifecycle.words import _, of_system

P = ParamSpec("P")
R = TypeVar("R")

NO_TEXT = frozenset({"xlsx", "parquet", "csv-zip", "parquet-zip"})
"""Formats that a terminal cannot show."""


def question_options(function: Callable[P, R]) -> Callable[P, R]:
    """The days, the perimeter, the position and the edition that a report is asked for."""
    for option in reversed(_QUESTION):
        function = option(function)
    return function


DAYS = (
    click.option("--from", "first_day", metavar=_("DAY"), help=_("First day of the period.")),
    click.option("--to", "last_day", metavar=_("DAY"), help=_("Last day of the period, included.")),
    click.option("--year", type=click.IntRange(1900, 2999), metavar=_("YEAR"), help=_("A whole year.")),
)
STANDING = (
    click.option("--as-of", type=int, metavar="N", help=_("As known at this position of the ledger.")),
    click.option("--edition", metavar=_("TEXT"), help=_("Edition of the reference values (default: the newest).")),
)
_QUESTION = (
    *DAYS,
    click.option("--organisation", metavar="CODE", help=_("Only what this organisation holds or held.")),
    click.option("--territory", metavar="CODE", help=_("Only this commune (INSEE code) or department.")),
    click.option("--grouping", metavar="SIREN", help=_("Only this grouping of communes (EPCI).")),
    click.option("--category", metavar=_("TEXT"), help=_("Only this category.")),
    click.option("--device", metavar="CODE", help=_("Only this device.")),
    click.option("--lot", metavar="CODE", help=_("Only this lot.")),
    *STANDING,
)


def format_options(function: Callable[P, R]) -> Callable[P, R]:
    """In which form an answer is told, and where."""
    for option in reversed(_FORMAT):
        function = option(function)
    return function


output_option = click.option("--output", type=click.Path(path_type=Path), help=_("Write into this file."))
"""Where an answer goes that is no text."""

_FORMAT = (
    click.option(
        "--format", "format_name", type=click.Choice(list(FORMATS)), help=_("Form of the answer (default: table).")
    ),
    click.option("--json", "as_json", is_flag=True, help=_("Same as --format json.")),
    output_option,
)


def question_of(
    name: str, *, first_day: str | None, last_day: str | None, year: int | None, narrowed: Mapping[str, Any]
) -> Filter:
    """What the options ask of a report; every fault at once in the :class:`WrongUse` it raises."""
    if year is not None and (first_day or last_day):
        raise WrongUse(_("choose --year, or --from and --to"))
    if name in {"device", "lot"} and not narrowed[name]:
        raise WrongUse(_("this report is about one thing: add --{name} CODE").format(name=name))
    first = day_of_option(f"{year}-01-01" if year else first_day)
    last = day_of_option(f"{year}-12-31" if year else last_day)
    try:
        return Filter(first_day=first, last_day=last, **narrowed)
    except ValidationError as error:
        raise WrongUse("\n".join(_faults(error, name))) from error


def format_of(format_name: str | None, *, as_json: bool, output: Path | None) -> str:
    """The format that the options choose, where it can go where they say."""
    if as_json and format_name not in {None, "json"}:
        raise WrongUse(_("choose --json, or --format {format}").format(format=format_name))
    if format_name in NO_TEXT and output is None and sys.stdout.isatty():
        raise WrongUse(_("{format} is no text for a terminal: name a file with --output").format(format=format_name))
    return "json" if as_json else format_name or "table"


def tell(content: bytes, output: Path | None) -> None:
    """An answer, on the standard output or as a whole file."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        _written_whole(output, content)
    except OSError as fault:
        raise Refusal(_("{file} cannot be written: {reason}").format(file=output, reason=of_system(fault))) from fault
    click.echo(str(output))


def _faults(error: ValidationError, name: str) -> Iterator[str]:
    """What is wrong with the options, each named as it was given."""
    options = {"first_day": "--from", "last_day": "--to"}
    for detail in error.errors(include_url=False):
        field = str(detail["loc"][0]) if detail["loc"] else ""
        reason = in_words(detail, name)
        if field == "territory":
            reason = _("a commune is written with its INSEE code (69123), a department with its own (69, 2A, 974)")
        if field == "grouping":
            reason = _("a grouping of communes is written with the nine digits of its SIREN (244400404)")
        yield f"{options.get(field, option_of(field))} “{detail['input']}”: {reason}" if field else reason


def _written_whole(output: Path, content: bytes) -> None:
    """The file in place once all of it is on the disk: a full disk leaves what was there before."""
    place = output.resolve()
    if place.exists() and not place.is_file():
        place.write_bytes(content)  # a pipe or a device: there is nothing to put in its place
        return
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
