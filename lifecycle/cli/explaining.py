"""``lifecycle explain``: a figure of a report, or one device, taken apart down to the facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from lifecycle import reference
from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import WrongUse, asked_of, json_option, ledger_option, plainly, print_json
from lifecycle.cli.question import question_of, question_options
from lifecycle.reports import REPORTS, Filter
from lifecycle.reports.explaining import Explained, ExplainedDevice, explain, explain_device
from lifecycle.reports.exports.text import heading_lines
from lifecycle.reports.measures import tree_lines
from lifecycle.words import _

if TYPE_CHECKING:
    from lifecycle.ledger import Ledger

MOST = 20
"""Things that a terminal names in one place; JSON holds them all."""


@click.command("explain", help=summaries()["explain"])
@click.argument("what", metavar=_("REPORT.FIGURE|CODE"))
@ledger_option
@question_options
@click.option("--devices", is_flag=True, help=_("Also name the things and their facts, the first of each cell."))
@json_option
@plainly
def explain_command(
    what: str,
    ledger_path: str,
    first_day: str | None,
    last_day: str | None,
    year: int | None,
    edition: str | None,
    devices: bool,
    as_json: bool,
    **narrowed: Any,
) -> None:
    """lifecycle explain mass.reused --year 2026 --devices"""
    report, dot, figure = what.partition(".")
    of_report = bool(dot) and report in REPORTS
    name = report if of_report else "mass"
    asked = question_of(name, first_day=first_day, last_day=last_day, year=year, narrowed=narrowed)
    try:
        with asked_of(ledger_path, quiet=as_json) as ledger:
            told: Explained | ExplainedDevice
            if of_report:
                told = explain(ledger, report, figure, asked, edition=edition)
            else:
                told = explain_device(ledger, _device(ledger, what, asked), asked, edition=edition)
    except reference.UnknownEdition as fault:
        raise WrongUse(str(fault)) from fault
    if as_json:
        print_json(told.to_json())
        return
    click.echo("\n".join(_lines(told, most=MOST if devices or not of_report else 0)))


def _device(ledger: Ledger, what: str, asked: Filter) -> str:
    """The code under which the life of a device is kept; refused, with what to ask instead, where it is none."""
    subject = ledger.resolve(what if ":" in what else what.upper())
    sort, _colon, code = (subject or "").partition(":")
    if sort == "device" and asked.perimeter():
        options = ", ".join(f"--{name}" for name in asked.perimeter())
        raise WrongUse(_("{code} is one device: leave out {options}").format(code=code, options=options))
    if sort == "device":
        return code
    if sort == "lot":
        raise WrongUse(_("{code} is a lot: lifecycle explain lot.accepted --lot {code}").format(code=code))
    if sort:
        raise WrongUse(_("{code} is no device: lifecycle show {code} tells what is known of it").format(code=code))
    report, dot, _figure = what.partition(".")
    if dot and report == report.lower():
        known = ", ".join(REPORTS)
        raise WrongUse(_("unknown report {name}; known: {known}").format(name=report, known=known))
    raise WrongUse(
        _(
            "{code} is no device here, and no figure, which is written REPORT.FIGURE as in mass.reused; "
            "lifecycle devices lists the devices"
        ).format(code=what)
    )


def _lines(told: Explained | ExplainedDevice, *, most: int) -> Iterator[str]:
    yield from heading_lines(told.report)
    for term in (told.term,) if isinstance(told, Explained) else (*told.mass, *told.emissions):
        yield ""
        yield from tree_lines(term, most=most)
    if isinstance(told, ExplainedDevice) and told.missing:
        yield ""
        yield from (f"· {sentence}" for sentence in told.missing)
    if told.report.fiction:
        yield ""
        yield f"· {told.report.notes[0]}"
