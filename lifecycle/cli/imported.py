"""What became of an import, told to a person."""

from __future__ import annotations

import click

from lifecycle.intake import ImportResult
from lifecycle.words import _, ngettext


def tell_import(result: ImportResult, *, dry_run: bool) -> None:
    """Refusals, what was skipped, questions and breaches on the error output; the counts on the standard output."""
    for fault in result.refused:
        where = ":".join(str(part) for part in (fault.file, fault.row, fault.column) if part not in (None, ""))
        value = f" “{fault.value}”" if fault.value else ""
        click.echo(f"✗ {where}{value} – {fault.reason}", err=True)
    for skipped in result.skipped:
        click.echo(f"– {skipped.file} – {skipped.reason}", err=True)
    breaches = [question for question in result.questions if question.kind == "breach"]
    questions = [question for question in result.questions if question.kind != "breach"]
    for question in questions:
        click.echo(f"? {question.text}", err=True)
    for breach in breaches:
        click.echo(f"! {breach.text}", err=True)
    recorded = ngettext("{count} fact recorded", "{count} facts recorded", result.recorded)
    if dry_run:
        recorded = ngettext("{count} fact would be recorded", "{count} facts would be recorded", result.recorded)
    told = [
        recorded.format(count=result.recorded),
        _("{count} unchanged").format(count=result.unchanged),
        ngettext("{count} refusal", "{count} refusals", len(result.refused)).format(count=len(result.refused)),
        _("{count} skipped").format(count=len(result.skipped)),
        ngettext("{count} question", "{count} questions", len(questions)).format(count=len(questions)),
    ]
    if breaches:
        told.append(ngettext("{count} rule broken", "{count} rules broken", len(breaches)).format(count=len(breaches)))
    click.echo(", ".join(told))
