"""The spreadsheet of the README's walk: real machines, so their serial numbers are put in when it runs."""

from __future__ import annotations

import re
from pathlib import Path

SHEET = Path(__file__).parent / "samples" / "walkthrough" / "vie-de-l-atelier.csv"


def filled(machines: list[dict]) -> str:
    """The sheet, with ``{support}`` replaced on each row by the first medium of that row's machine."""
    media = {one["device_id"]: one["storage"][0]["serial_number"] for one in machines if one["storage"]}
    lines = []
    for line in SHEET.read_text(encoding="utf-8-sig").splitlines():
        code = re.search(r"ATELIR[0-9A-Z]{8}", line)
        lines.append(line.replace("{support}", media[code[0]]) if "{support}" in line and code else line)
    return "\ufeff" + "\r\n".join(lines) + "\r\n"
