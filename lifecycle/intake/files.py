"""All files that a person named, each read by the reader that knows its content."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from lifecycle.intake.draft import Context, Fault, Reading, Skipped
from lifecycle.intake.formats import READERS, recognise
from lifecycle.intake.formats.table import no_titles
from lifecycle.intake.source import Source
from lifecycle.intake.walk import files_under
from lifecycle.words import _, of_system

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


def read_files(
    paths: Iterable[str | Path], context: Context, format: str | None, progress: Progress | None = None
) -> tuple[Reading, tuple[str, ...]]:
    """What all files under the paths say together, and their names; ``format`` reads each as that."""
    total = Reading()
    files: dict[str, None] = {}
    found = list(files_under(paths))
    for done, one in enumerate(found, 1):
        if isinstance(one, Skipped):
            total.skipped.append(one)
        elif isinstance(one, Fault):
            total.faults.append(one)
        elif one.name not in files:
            files[one.name] = None
            _add(total, _read_one(one, context, format))
        if progress is not None:
            progress(done, len(found))
    return total, tuple(files)


def _read_one(source: Source, context: Context, format: str | None) -> Reading:
    try:
        name = format or recognise(source)
        if name is None:
            return _unread(source)
        return READERS[name].read(source, context)
    except OSError as error:
        reason = _("cannot be read ({reason})").format(reason=of_system(error))
        return Reading(faults=[Fault(source.name, None, "", "", reason)])


def _unread(source: Source) -> Reading:
    """A file that no reader knows: skipped where a folder holds it, refused where a person named it."""
    reason = _("not recognised by its content; read here: {formats}").format(formats=", ".join(READERS))
    if not source.named:
        return Reading(skipped=[Skipped(source.name, reason)])
    if source.looks_like_text and not source.looks_like_json:
        reason = no_titles()
    return Reading(faults=[Fault(source.name, None, "", "", reason)])


def _add(total: Reading, part: Reading) -> None:
    total.drafts += part.drafts
    total.machines += part.machines
    total.faults += part.faults
    total.skipped += part.skipped
    total.questions += part.questions
