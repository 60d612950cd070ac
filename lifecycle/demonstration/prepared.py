"""The demonstration of this program, built once on this computer and kept with its other passing files."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from lifecycle.demonstration.building import Progress, build
from lifecycle.demonstration.setting import demo_folder
from lifecycle.ledger.errors import plain_files
from lifecycle.reference import reference_folder

_PACKAGE = Path(__file__).parents[1]
_LEDGER = "lifecycle.db"


def prepare(folder: Path | None = None, *, progress: Progress | None = None) -> Path:
    """The file of the demonstration's ledger, built first where this program has not built it yet.

    It is built aside and put in place whole, so that an interruption leaves nothing behind
    and two at once do no harm. Raises :class:`~lifecycle.ledger.LedgerError` where the
    folder cannot be written.
    """
    home = folder or passing_files()
    kept = home / f"demonstration-{_version()}"
    if (kept / _LEDGER).exists():
        return kept / _LEDGER
    with plain_files(home):
        home.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix="demonstration-", dir=home))
    try:
        build(aside / _LEDGER, progress=progress).close()
        with plain_files(kept):
            _put_in_place(aside, kept)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return kept / _LEDGER


def passing_files() -> Path:
    """The folder in which this system keeps what a program can build again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "lifecycle"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "lifecycle"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lifecycle"


def _put_in_place(aside: Path, kept: Path) -> None:
    try:
        aside.rename(kept)
    except OSError:
        # Another process was quicker: its demonstration is the same.
        if not (kept / _LEDGER).exists():
            raise


def _version() -> str:
    """A digest of the program and its data: what another version built may have other books."""
    digest = hashlib.sha256()
    for root, pattern in ((_PACKAGE, "*.py"), (reference_folder(), "*.toml"), (demo_folder(), "*.toml")):
        for path in sorted(root.rglob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
