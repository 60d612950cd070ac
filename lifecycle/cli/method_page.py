"""The page of method at the command line: as Markdown on the terminal, or in a file of Markdown or HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from lifecycle import reference
from lifecycle.cli.doors import WrongUse, today
from lifecycle.cli.filling import day_of_option
from lifecycle.cli.question import tell
from lifecycle.reports.method_page import Page, html, markdown, method_page
from lifecycle.words import _

P = ParamSpec("P")
R = TypeVar("R")

FORMATS: Mapping[str, Callable[[Page], bytes]] = {".md": markdown, ".html": html}
"""Suffix of a file -> what writes the page into it."""


def page_options(function: Callable[P, R]) -> Callable[P, R]:
    """Whether the page is asked for, of which day and edition, and where it goes."""
    told = (
        click.option("--page", is_flag=True, help=_("All of our method: formulas, values in force, sources, limits.")),
        click.option("--output", type=click.Path(path_type=Path), help=_("With --page: this file, .md or .html.")),
        click.option("--on", "day", metavar=_("DAY"), help=_("With --page: values in force on this day.")),
        click.option("--edition", metavar=_("TEXT"), help=_("With --page: edition of the reference values.")),
    )
    for option in reversed(told):
        function = option(function)
    return function


def tell_page(output: Path | None, day: str | None, edition: str | None) -> None:
    """Write the page. Raises :class:`WrongUse` where it is not known what is asked for."""
    suffix = ".md" if output is None else output.suffix.lower()
    if suffix not in FORMATS:
        raise WrongUse(_("the page is written as .md or .html: name the file so, not “{file}”").format(file=output))
    try:
        values = reference.load(edition)
    except reference.UnknownEdition as fault:
        raise WrongUse(str(fault)) from fault
    tell(FORMATS[suffix](method_page(values, on=day_of_option(day) or today())), output)


def refuse_without_page(output: Path | None, day: str | None, edition: str | None) -> None:
    """These say nothing of a list of methods."""
    given = {"--output": output, "--on": day, "--edition": edition}
    if named := [option for option, value in given.items() if value is not None]:
        raise WrongUse(_("only with --page: {options}").format(options=", ".join(named)))
