"""Codes that a scanner reads (QR), as drawings: dark squares on a field, without a face or a picture."""

from __future__ import annotations

from typing import NamedTuple

import segno


class Squares(NamedTuple):
    """A drawing whose side is so many squares, without the quiet edge that must stay around it."""

    side: int
    svg: str


def qr(text: str) -> Squares:
    """The squares of a text; a quarter of them may be scratched away and it still reads (level Q)."""
    rows = segno.make_qr(text, error="q").matrix
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for x, length in _dark(row))
    side = len(rows)
    drawn = f'<path d="{path}" shape-rendering="crispEdges"/>'
    return Squares(side, f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{drawn}</svg>')


def _dark(row: bytes | bytearray) -> list[tuple[int, int]]:
    """(first, length) of each stretch of dark squares."""
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((place, 1))
    return found
