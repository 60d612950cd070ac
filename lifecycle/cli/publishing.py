"""``lifecycle publish NAME`` and ``lifecycle published``: figures that stay, and what has moved since."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import click

from lifecycle import reference
from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import (
    WrongUse,
    asked_of,
    by_option,
    json_option,
    ledger_option,
    now,
    opened,
    plainly,
    print_json,
    today,
)
from lifecycle.cli.filling import day_of_option
from lifecycle.cli.long_work import leaving, watched
from lifecycle.cli.naming import number_of
from lifecycle.cli.question import format_of, format_options, question_of, question_options, tell
from lifecycle.cli.site import ADDRESS, publish_site, refuse_beside_site
from lifecycle.reports import FORMATS, REPORTS, SLICES, Report, Slice
from lifecycle.reports.publishing import Again, Publishing, publish, published, run_again
from lifecycle.words import N_, _, say


@click.command("publish", help=summaries()["publish"])
@click.argument("name", required=False, metavar=_("[NAME]"))
@ledger_option
@by_option
@question_options
@click.option(
    "--site",
    "site_folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("Write a site to this folder, and record nothing: page, picture, badge, sheet, figures."),
)
@click.option("--address", metavar="URL", envvar=ADDRESS, default="", help=_("With --site: where the pages stand."))
@click.option(
    "--slice",
    "slice",
    type=click.Choice([slice for slice in SLICES if slice]),
    help=_("For balances: a row for each of these."),
)
@click.option("--figures", metavar="ID,ID", help=_("Only these figures (default: all, and the tables' digests)."))
@click.option("--supersedes", metavar="N", help=_("The publication whose place it takes: its number or identity."))
@click.option("--acting", "publisher", metavar="CODE", help=_("Who publishes (default: who keeps the ledger)."))
@click.option("--on", metavar=_("DAY"), help=_("Day of the publication (default: today)."))
@json_option
@plainly
def publish_command(
    name: str | None,
    site_folder: Path | None,
    address: str,
    ledger_path: str,
    by: str,
    first_day: str | None,
    last_day: str | None,
    year: int | None,
    slice: Slice | None,
    edition: str | None,
    figures: str | None,
    supersedes: str | None,
    publisher: str | None,
    on: str | None,
    as_json: bool,
    **narrowed: Any,
) -> None:
    """lifecycle publish mass --year 2025"""
    if site_folder is not None:
        days = {"first_day": first_day, "last_day": last_day, "year": year}
        other = {"--slice": slice, "--figures": figures, "--supersedes": supersedes, "--acting": publisher, "--on": on}
        refuse_beside_site({**other, "--json": as_json, "NAME": name})
        publish_site(ledger_path, site_folder, days=days, narrowed=narrowed, edition=edition, address=address)
        return
    if name is None:
        raise WrongUse(_("name a report, as in: lifecycle publish mass --year 2025; or --site FOLDER"))
    if by in SLICES and name in REPORTS and REPORTS[name].slices:
        raise WrongUse(_("--by says who records; to cut this report say --slice {slice}").format(slice=by))
    if slice and name in REPORTS and not REPORTS[name].slices:
        sliced = ", ".join(known for known, question in REPORTS.items() if question.slices)
        raise WrongUse(_("--slice cuts only these reports: {names}").format(names=sliced))
    asked = question_of(name, first_day=first_day, last_day=last_day, year=year, narrowed=narrowed)
    day = day_of_option(on) or today()
    wanted = [id.strip() for id in (figures or "").split(",") if id.strip()]
    with (
        leaving(lambda: _("Interrupted: lifecycle published lists it if it was recorded; else nothing was.")),
        watched(quiet=as_json) as line,
        opened(ledger_path) as ledger,
    ):
        line.doing(_("Answering"))
        try:
            done = publish(
                ledger,
                name,
                asked,
                edition=edition,
                by=slice or "",
                figures=wanted,
                supersedes=None if supersedes is None else number_of(supersedes),
                publisher=publisher.upper() if publisher else None,
                account=by,
                on=day,
                now=now(),
            )
        except reference.UnknownEdition as fault:
            raise WrongUse(str(fault)) from fault
    _tell_publishing(done, as_json=as_json)


def _tell_publishing(done: Publishing, *, as_json: bool) -> None:
    fact, receipt = done.fact, done.receipt
    if as_json:
        told = {"n": done.n, "receipt": receipt.model_dump(mode="json"), "beside": [one.n for one in done.beside]}
        print_json({**told, "publication": fact.stored()["facts"]})
        return
    told_of = _("{report}: {figures} figures, {tables} tables, as known at fact {as_of}, edition {edition}").format(
        report=done.report.title,
        figures=len(fact.figures),
        tables=len(fact.tables),
        as_of=fact.as_of,
        edition=fact.edition,
    )
    click.echo(f"✓ n° {done.n}  {fact.occurred_on}  {fact.subject}  {_(fact.label)}")
    click.echo(told_of)
    if done.early:
        click.echo(
            _("Its days end on {day}: what is recorded of them until then will move its figures.").format(
                day=fact.last_day
            ),
            err=True,
        )
    for one in done.beside:
        beside = _("Published before on {day} (fact no. {n}): both stand; --supersedes {n} takes its place.")
        click.echo(beside.format(day=one.day, n=one.n), err=True)
    click.echo(
        _("receipt: facts {first}–{last}, hash {hash}").format(
            first=receipt.first_n, last=receipt.last_n, hash=receipt.hash_at_last_n
        )
    )


@click.command("published", help=summaries()["published"])
@click.argument("which", required=False, metavar="N")
@ledger_option
@format_options
@plainly
def published_command(
    which: str | None, ledger_path: str, format_name: str | None, as_json: bool, output: Path | None
) -> int:
    """lifecycle published 97"""
    format = format_of(format_name, as_json=as_json, output=output)
    with asked_of(ledger_path, quiet=as_json) as ledger:
        if which is None:
            tell(FORMATS[format](published(ledger)), output)
            return 0
        again = run_again(ledger, number_of(which))
    if format == "json":
        tell(_as_json(again), output)
    else:
        tell(FORMATS[format](_in_short(again.report) if format == "table" else again.report), output)
    return 0 if again.same else 1


def _as_json(again: Again) -> bytes:
    """The three answers side by side, and whether the first two are the same."""
    said = {"n": again.published.n, "same": again.same, **again.report.to_json()}
    return json.dumps(said, ensure_ascii=False, indent=2).encode()


def _in_short(told: Report) -> Report:
    """For a terminal: without the figures that were zero, are zero again and are still zero."""
    whole = told.table("figures")
    rows = tuple(row for row in whole.rows if "no" in row or any(isinstance(one, int) and one for one in row))
    tables = tuple(dataclasses.replace(one, rows=rows) if one is whole else one for one in told.tables)
    hidden = len(whole.rows) - len(rows)
    words = N_("{count} lines at zero are not shown; csv, xlsx and json hold them all")
    notes = (*told.notes, say(words, count=hidden)) if hidden else told.notes
    return dataclasses.replace(told, tables=tables, notes=notes)
