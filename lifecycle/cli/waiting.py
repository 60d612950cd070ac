"""The command that says what waits today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import WrongUse, asked_of, json_option, ledger_option, plainly, print_json, today
from lifecycle.cli.filling import day_of_option
from lifecycle.cli.paper import grid
from lifecycle.words import _

if TYPE_CHECKING:
    from lifecycle.reports.todo import Due

LISTED = 10
"""Lines of a sort shown to a person; a program gets them all."""


@click.command("todo", help=summaries()["todo"])
@ledger_option
@click.option("--organisation", metavar="CODE", help=_("Only what this organisation can do something about."))
@click.option("--on", "day", metavar=_("DAY"), help=_("As of this day (default: today)."))
@json_option
@plainly
def todo_command(ledger_path: str, organisation: str | None, day: str | None, as_json: bool) -> None:
    """lifecycle todo --organisation ASSO"""
    from lifecycle import policy, reference
    from lifecycle.columns import folder_of
    from lifecycle.engine import open_engine
    from lifecycle.reports import organisations
    from lifecycle.reports.todo import todo

    values = reference.load()
    with asked_of(ledger_path, quiet=as_json) as ledger, open_engine(ledger, folder_of(ledger.path)) as engine:
        known = organisations(engine)
        if organisation is not None and organisation not in {one.code for one in known}:
            codes = ", ".join(one.code for one in known)
            raise WrongUse(f"--organisation “{organisation}”: " + _("not one of: {choices}").format(choices=codes))
        found = todo(
            ledger,
            engine,
            on=day_of_option(day) or today(),
            reference=values,
            policy=policy.load(values.edition),
            organisations=known,
            organisation=organisation,
        )
        if as_json:
            print_json([_as_json(due) for due in found])
            return
        _tell(found)


def _tell(found: tuple[Due, ...]) -> None:
    from lifecycle.reports.todo import SORTS, grouped

    if not found:
        click.echo(_("Nothing waits."))
    for sort, dues in grouped(found):
        click.echo(f"{_(SORTS[sort].words)} ({len(dues)})")
        rows = [[*due.subject.split(":", 1)[1:], due.due_on or due.since, str(due.what)] for due in dues[:LISTED]]
        click.echo(grid([_("code"), _("day"), _("what")], rows))
        if len(dues) > LISTED:
            click.echo(_("… and {count} more: --json lists them all").format(count=len(dues) - LISTED))
        click.echo()


def _as_json(due: Due) -> dict[str, Any]:
    return {**due._asdict(), "what": str(due.what)}
