"""The folder of an export as one archive, for whoever has no command line at hand."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from lifecycle.documents.everything.folder import export_open
from lifecycle.ledger import open_ledger

NAME = "lifecycle-export"


def packed(ledger: Path, *, today: date) -> bytes:
    """All of a ledger, zipped: as a whole in memory, so only for ledgers of a size that a browser takes."""
    out = io.BytesIO()
    with TemporaryDirectory() as place, open_ledger(ledger, read_only=True) as opened:
        folder = export_open(opened, Path(place) / NAME, today=today).folder
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    archive.write(file, f"{NAME}/{file.relative_to(folder).as_posix()}")
    return out.getvalue()
