"""``lifecycle report NAME``: a question answered in figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from lifecycle import reference
from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import WrongUse, asked_of, ledger_option, plainly, today
from lifecycle.cli.question import format_of, format_options, question_of, question_options, tell
from lifecycle.impact.method import Method
from lifecycle.impact.methods import UnknownMethod, method_named
from lifecycle.reports import FORMATS, REPORTS, SLICES, Slice, answer
from lifecycle.reports.answering import of_columns
from lifecycle.reports.by_method import by_method
from lifecycle.reports.donated import donated
from lifecycle.words import _

BY_METHODS = "impact"
"""The report that methods of others answer too."""
OF_DONORS = "given"
"""The report that can be asked for one donor."""


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
@click.option(
    "--method",
    "method_name",
    metavar=_("NAME"),
    help=_("For impact: as another named method counts; lifecycle methods lists them."),
)
@click.option("--donor", metavar="CODE", help=_("For given: what this organisation gave, machine by machine."))
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
    method_name: str | None,
    donor: str | None,
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
    method = _method(name, method_name)
    if donor and name != OF_DONORS:
        only = _("--donor is for {report} only: lifecycle report {report} --donor CODE")
        raise WrongUse(only.format(report=OF_DONORS))
    format = format_of(format_name, as_json=as_json, output=output)
    asked = question_of(name, first_day=first_day, last_day=last_day, year=year, narrowed=narrowed)
    try:
        with asked_of(ledger_path, quiet=as_json) as ledger:
            if donor:
                told = of_columns(ledger, lambda engine: donated(engine, asked, donor))
            elif method is None or method.ours:
                told = answer(ledger, name, asked, edition=edition, by=by or "")
            else:
                told = by_method(ledger, asked, method, edition=edition, today=today())
    except reference.UnknownEdition as fault:
        raise WrongUse(str(fault)) from fault
    tell(FORMATS[format](told), output)


def _method(report: str, name: str | None) -> Method | None:
    """The method asked for; only one report has others than ours."""
    if name is None:
        return None
    if report != BY_METHODS:
        raise WrongUse(
            _("--method is for {report} only: lifecycle report {report} --method NAME").format(report=BY_METHODS)
        )
    try:
        return method_named(name)
    except UnknownMethod as fault:
        raise WrongUse(str(fault)) from fault
