"""Commands that fill, check and save a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import (
    Refusal,
    WrongUse,
    by_option,
    json_option,
    ledger_option,
    now,
    opened,
    own_organisation,
    plainly,
    print_json,
    today,
)
from lifecycle.cli.long_work import leaving, watched
from lifecycle.words import _, ngettext

if TYPE_CHECKING:
    from lifecycle.ledger import Ledger


@click.command("import", help=summaries()["import"])
@click.argument("paths", nargs=-1, required=True, metavar=_("PATH…"))
@ledger_option
@by_option
@click.option("--dry-run", is_flag=True, help=_("Say what would happen; record nothing."))
@click.option("--format", "format_name", metavar=_("NAME"), help=_("Read every file as this format."))
@click.option("--keep-good", is_flag=True, help=_("Within a file, keep the rows that are good."))
@click.option("--all-or-nothing", is_flag=True, help=_("Record nothing unless every file is good."))
@click.option(
    "--device",
    "devices",
    multiple=True,
    metavar="CODE",
    help=_("Which device a machine is, where several bear its serial number (repeatable)."),
)
@click.option(
    "--correct",
    multiple=True,
    type=click.IntRange(min=1),
    metavar=_("NUMBER"),
    help=_("Number of a known fact whose place a row that says otherwise takes (repeatable)."),
)
@click.option("--on", "on", metavar=_("DAY"), help=_("Day that machine files count for (default: today)."))
@json_option
@plainly
def import_command(
    paths: tuple[str, ...],
    ledger_path: str,
    by: str,
    dry_run: bool,
    format_name: str | None,
    keep_good: bool,
    all_or_nothing: bool,
    devices: tuple[str, ...],
    correct: tuple[int, ...],
    on: str | None,
    as_json: bool,
) -> int:
    """lifecycle import lshw/ arrivals.csv"""
    from lifecycle import reference
    from lifecycle.cli.filling import day_of_option
    from lifecycle.cli.imported import tell_import
    from lifecycle.codes import prefix_of
    from lifecycle.intake import Importer, gather
    from lifecycle.intake.future import in_the_future
    from lifecycle.intake.importer import Mode
    from lifecycle.ledger import LedgerError

    if keep_good and all_or_nothing:
        raise WrongUse(_("choose one of --keep-good and --all-or-nothing"))
    missing = [path for path in paths if not path or not Path(path).exists()]  # an empty text would be this folder
    if missing:
        named = ", ".join(path or "“”" for path in missing)
        raise WrongUse(_("no such file or folder: {paths}").format(paths=named))
    day, until = day_of_option(on) or today(), today()
    if day > until:
        click.echo(f"? --on “{day}”: {in_the_future(until)}", err=True)
    mode: Mode = "keep_good" if keep_good else "all_or_nothing" if all_or_nothing else "per_file"
    recorded = 0

    def advanced(done: int, total: int) -> None:
        nonlocal recorded
        recorded = done
        told(done, total)

    with leaving(lambda: _import_left(recorded)), watched(quiet=as_json) as line, opened(ledger_path) as ledger:
        acting = own_organisation(ledger)
        gathering = gather(
            paths,
            ledger_view=ledger,
            reference=reference.load(),
            acting=acting,
            prefix=prefix_of(acting),
            on=day,
            format=format_name,
            today=until,
            correct=correct,
            devices=[code.strip().upper() for code in devices],
            progress=line.doing(_("Reading the files")),
        )
        told = line.doing(_("Checking and recording"))
        importer = Importer(by=by, on_behalf_of=acting, now=now(), mode=mode, dry_run=dry_run, progress=advanced)
        try:
            result = importer.run(ledger, gathering)
        except LedgerError as fault:
            if not recorded:
                raise
            raise Refusal(f"{fault}\n{_kept_so_far(recorded)}") from fault
    if as_json:
        print_json(result.as_json())
        return 1 if result.refused else 0
    tell_import(result, dry_run=dry_run)
    return 1 if result.refused else 0


def _import_left(recorded: int) -> str:
    """What an interrupted import leaves."""
    if not recorded:
        return _("Interrupted: nothing was recorded; import the same files again when you like.")
    return _("Interrupted: {what}").format(what=_kept_so_far(recorded))


def _kept_so_far(recorded: int) -> str:
    """What an import had recorded when it could not go on."""
    return ngettext(
        "{count} fact of this import is recorded and kept; import the same files again for the rest.",
        "{count} facts of this import are recorded and kept; import the same files again for the rest.",
        recorded,
    ).format(count=recorded)


QUICKLY_MADE_AGAIN = 20_000
"""Up to so many facts, checking the books as well takes no longer than a person waits for an answer."""


def _holds_few(ledger: Ledger) -> bool:
    from lifecycle.ledger import LedgerDamaged

    try:
        return ledger.head().count <= QUICKLY_MADE_AGAIN
    except LedgerDamaged:  # verifying names the place
        return False


@click.command("verify", help=summaries()["verify"])
@ledger_option
@click.option("--head", "receipt_file", metavar=_("RECEIPT"), help=_("Also prove that this receipt's history is here."))
@click.option("--thorough", is_flag=True, help=_("Make the books again however many facts there are; slower."))
@click.option("--accept-head", is_flag=True, help=_("After a loss you know of: take the ledger as it is for whole."))
@json_option
@plainly
def verify_command(ledger_path: str, receipt_file: str | None, thorough: bool, accept_head: bool, as_json: bool) -> int:
    """lifecycle verify --head receipt.json"""
    from lifecycle.cli.proofs import books_made_again, receipt_of
    from lifecycle.columns import check, folder_of, refresh
    from lifecycle.ledger import verify

    receipt = receipt_of(receipt_file) if receipt_file else None
    with (
        leaving(lambda: _("Interrupted before everything was checked: nothing is proven, no fact was touched.")),
        watched(quiet=as_json) as line,
        opened(ledger_path) as ledger,
    ):
        if accept_head:
            ledger.accept_head()
        thorough = thorough or _holds_few(ledger)
        found = verify(ledger, receipt, line.doing(_("Verifying the chain")), thorough=thorough)
        findings = [str(finding) for finding in found.findings]
        if found.ok:
            columns = refresh(ledger, folder_of(ledger.path), progress=line.doing(_("Building the columns")))
            line.doing(_("Comparing the columns with the ledger"))
            findings += [str(sentence) for sentence in check(ledger, columns).findings]
        booked = found.ok and thorough
        if booked:
            line.doing(_("Making the books again"))
            findings += books_made_again(ledger)
        head = found.head
    if as_json:
        print_json(
            {
                "ok": not findings,
                "ledger_id": head.ledger_id,
                "count": head.count,
                "hash": head.hash,
                "first": found.first,
                "books_made_again": booked,
                "findings": findings,
            }
        )
    elif findings:
        for finding in findings:
            click.echo(f"✗ {finding}", err=True)
    else:
        whole = ngettext(
            "Whole: {count} fact; head {hash}",
            "Whole: {count} facts, each bound to the one before; head {hash}",
            head.count,
        )
        click.echo(whole.format(count=head.count, hash=head.hash))
        click.echo(
            _("Books made again from the facts: legs, breaches, corrections, labels and states are the same.")
            if booked
            else _("Books not made again: --thorough does.")
        )
    return 1 if findings else 0


@click.command("backup", help=summaries()["backup"])
@click.argument("file", type=click.Path(path_type=Path), metavar=_("FILE"))
@ledger_option
@plainly
def backup_command(file: Path, ledger_path: str) -> None:
    """lifecycle backup saved/lifecycle-2026-11-23.zip"""
    from lifecycle.ledger import backup

    with leaving(lambda: _backup_left(file)), watched() as line, opened(ledger_path, read_only=True) as ledger:
        manifest = backup(ledger, file, progress=line.doing(_("Saving the ledger")))
    click.echo(
        ngettext("{file}: {count} fact, head {hash}", "{file}: {count} facts, head {hash}", manifest.head.count).format(
            file=file, count=manifest.head.count, hash=manifest.head.hash
        )
    )


def _backup_left(file: Path) -> str:
    """What an interrupted backup leaves: it gets its name when it is whole, never before."""
    if file.exists():
        return _("Interrupted: the backup {file} was just finished, and is whole.").format(file=file)
    return _("Interrupted: no backup was made, and no half of one is left; run lifecycle backup again.")


@click.command("restore", help=summaries()["restore"])
@click.argument("file", type=click.Path(path_type=Path), metavar=_("FILE"))
@ledger_option
@by_option
@click.option("--organisation", "code", metavar="CODE", help=_("For which organisation (default: the backup's own)."))
@click.option("--replace", is_flag=True, help=_("Set an older state of the same ledger aside."))
@plainly
def restore_command(file: Path, ledger_path: str, by: str, code: str | None, replace: bool) -> None:
    """lifecycle restore saved/lifecycle-2026-11-23.zip --ledger lifecycle.db"""
    from lifecycle.ledger import restore

    if file.is_dir():
        _made_again(file, ledger_path, by=by, code=code)
        return
    with (
        leaving(lambda: _("Interrupted: nothing was restored, what was there is untouched; restore again.")),
        watched() as line,
    ):
        told = line.doing(_("Unpacking and verifying the backup"))
        done = restore(file, ledger_path, by=by, on_behalf_of=code, now=now(), replace=replace, progress=told)
    _tell_restored(done.path, done.head.count)
    for aside in done.set_aside:
        click.echo(_("set aside: {path}").format(path=aside))


def _made_again(folder: Path, ledger_path: str, *, by: str, code: str | None) -> None:
    """A ledger from the folder that ``lifecycle export open`` wrote."""
    from lifecycle.documents.everything import restored_from
    from lifecycle.ledger.store import path_of

    path = path_of(ledger_path)
    with (
        leaving(lambda: _("Interrupted: nothing was restored, what was there is untouched; restore again.")),
        watched() as line,
    ):
        told = line.doing(_("Making the ledger again from its facts"))
        head = restored_from(folder, path, by=by, on_behalf_of=code, now=now(), progress=told)
    _tell_restored(path, head.count)


def _tell_restored(path: Path, count: int) -> None:
    click.echo(
        ngettext(
            "{path}: restored, {count} fact and the one that says so",
            "{path}: restored, {count} facts and the one that says so",
            count,
        ).format(path=path, count=count)
    )
