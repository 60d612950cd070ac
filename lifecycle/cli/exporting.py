"""``lifecycle export open``: the whole ledger in open formats."""

from __future__ import annotations

from pathlib import Path

import click

from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import ledger_option, opened, plainly, today
from lifecycle.cli.long_work import leaving, watched
from lifecycle.words import _, ngettext


@click.group("export", help=summaries()["export"])
def export_command() -> None:
    """lifecycle export open everything"""


@export_command.command("open", help=_("Write the whole ledger into a new folder, from which it can be made again."))
@click.argument("folder", type=click.Path(path_type=Path), metavar=_("FOLDER"))
@ledger_option
@plainly
def open_command(folder: Path, ledger_path: str) -> None:
    """lifecycle export open everything"""
    from lifecycle.documents.everything import export_open

    with (
        leaving(lambda: _left(folder)),
        watched() as line,
        opened(ledger_path, read_only=True) as ledger,
    ):
        progress = line.doing(_("Writing the export"))
        done = export_open(ledger, folder, today=today(), progress=progress)
    click.echo(
        ngettext(
            "{folder}: {count} fact in {files} files, head {hash}",
            "{folder}: {count} facts in {files} files, head {hash}",
            done.head.count,
        ).format(folder=folder, count=done.head.count, files=done.files, hash=done.head.hash)
    )


def _left(folder: Path) -> str:
    """What an interrupted export leaves: the folder gets its name when it is whole, never before."""
    if folder.exists() and any(folder.iterdir()):
        return _("Interrupted: the export {folder} was just finished, and is whole.").format(folder=folder)
    return _("Interrupted: nothing was exported, and no half of it is left; run lifecycle export again.")
