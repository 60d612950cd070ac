"""``lifecycle report NAME``: a question answered in figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from lifecycle import reference
from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import WrongUse, asked_of, ledger_option, plainly
from lifecycle.cli.question import format_of, format_options, question_of, question_options, tell
from lifecycle.reports import FORMATS, REPORTS, SLICES, Slice, answer
from lifecycle.words import _


def _list_of_reports() -> str:
    return "\n\n" + "\n\n".join(f"{name} – {_(question.label)}" for name, question in REPORTS.items())


@click.command("report", help=summaries()["report"] + _list_of_reports())
@click.argument("name", metavar=_("NAME"))
@ledger_option
@question_options
@click.option(
    "--by",
    "by",
    type=click.Choice([slice for slice in SLICES if slice]),
    help=_("For balances: a row for each of these."),
)
@click.option("--published", type=int, metavar="N", help=_("Also show what became known since this position."))
@format_options
@plainly
def report_command(
    name: str,
    ledger_path: str,
    first_day: str | None,
    last_day: str | None,
    year: int | None,
    by: Slice | None,
    edition: str | None,
    format_name: str | None,
    as_json: bool,
    output: Path | None,
    **narrowed: Any,
) -> None:
    """lifecycle report mass --year 2026"""
    if by and name in REPORTS and not REPORTS[name].slices:
        sliced = ", ".join(known for known, question in REPORTS.items() if question.slices)
        raise WrongUse(_("--by cuts only these reports: {names}").format(names=sliced))
    format = format_of(format_name, as_json=as_json, output=output)
    asked = question_of(name, first_day=first_day, last_day=last_day, year=year, narrowed=narrowed)
    try:
        with asked_of(ledger_path, quiet=as_json) as ledger:
            told = answer(ledger, name, asked, edition=edition, by=by or "")
    except reference.UnknownEdition as fault:
        raise WrongUse(str(fault)) from fault
    tell(FORMATS[format](told), output)
