"""The files under the paths a person named: sorted, regular, and never outside what was named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from lifecycle.intake.draft import Fault, Skipped
from lifecycle.intake.source import Source
from lifecycle.words import _, of_system


def files_under(paths: Iterable[str | Path]) -> Iterator[Source | Skipped | Fault]:
    """Each file once, by name within a folder; what is not read is said with its reason."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from _inside(path)
        elif path.is_file():
            yield Source(path, named=True)
        elif path.exists():
            yield Skipped(Source(path).name, _("not a regular file"))
        else:
            yield Fault(Source(path).name, None, "", "", _("no such file or folder; check the path"))


def _inside(folder: Path) -> Iterator[Source | Skipped | Fault]:
    root = folder.resolve()
    troubles: list[OSError] = []
    for above, below, names in os.walk(folder, onerror=troubles.append):
        below.sort()
        for name in [name for name in below if Path(above, name).is_symlink()]:
            yield Skipped(Source(Path(above, name)).name, _("a link to a folder is not followed"))
        for name in sorted(names):
            yield _one(Path(above, name), root)
    for trouble in troubles:
        where = Source(Path(str(trouble.filename))).name
        yield Fault(where, None, "", "", _("cannot be opened ({reason})").format(reason=of_system(trouble)))


def _one(path: Path, root: Path) -> Source | Skipped:
    name = Source(path).name
    if path.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return Skipped(name, _("a link that leads nowhere"))
        if not target.is_relative_to(root):
            return Skipped(name, _("a link that leads out of the folder is not followed"))
    return Source(path) if path.is_file() else Skipped(name, _("not a regular file"))
