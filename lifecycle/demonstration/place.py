"""Where the demonstration's ledger is kept, and building it there once."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from lifecycle.demonstration.building import Progress, build
from lifecycle.demonstration.setting import FIRST, demo_folder, load
from lifecycle.ledger import LedgerReadOnly
from lifecycle.reference import reference_folder
from lifecycle.words import of_system, say

LEDGER = "demonstration.db"


def user_folder() -> Path:
    """The folder for data of this user, by the custom of the system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "lifecycle"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "lifecycle"


def prepare(*, setting: str = FIRST, anew: bool = False, progress: Progress | None = None) -> Path:
    """The path of the demonstration's ledger, built if it is not there yet; ``setting`` names one of ``data/demo``.

    Other parameters or another program give another folder: what a person recorded in an
    older demonstration is left where it is. ``anew`` takes the present one away first. It
    is built beside and renamed into place, so that an interruption leaves nothing half done.
    """
    folder = user_folder() / f"demo-{_fingerprint(setting)}"
    ledger = folder / LEDGER
    if anew:
        shutil.rmtree(folder, ignore_errors=True)
    if ledger.exists():
        return ledger
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".building-") as place:
            made = Path(place) / "made"
            made.mkdir()
            build(made / LEDGER, setting=load(setting), progress=progress).close()
            try:
                made.rename(folder)
            except OSError:
                if not ledger.exists():  # else another process was quicker: its demonstration is the same
                    raise
    except OSError as trouble:
        raise LedgerReadOnly(
            say(
                "the demonstration cannot be built in {folder} ({reason}); name another folder in XDG_DATA_HOME",
                folder=folder.parent,
                reason=of_system(trouble),
            )
        ) from trouble
    return ledger


def _fingerprint(setting: str) -> str:
    """Changes with the parameters of the demonstration, with what makes it of them, the books and what is stored."""
    content = sha256(setting.encode())
    for file in _made_by():
        content.update(file.read_bytes())
    return content.hexdigest()[:12]


def _made_by() -> Iterator[Path]:
    """The files on which the bytes of a demonstration's ledger rest."""
    house = Path(__file__).parents[1]
    rooms = (house / room for room in ("demonstration", "events", "journey", "ledger", "rules"))
    for folder in (demo_folder(), reference_folder(), *rooms):
        yield from (file for file in sorted(folder.rglob("*")) if file.suffix in {".toml", ".py"})
    yield house / "codes.py"
