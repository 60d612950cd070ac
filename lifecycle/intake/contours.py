"""Contours of communes, groupings or departments, read from a GeoJSON file (RFC 7946) that a user supplies.

Nothing of such a file reaches the ledger: it is drawn, and forgotten.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lifecycle.words import Sentence, say

MOST_BYTES = 20_000_000
MOST_FEATURES = 40_000
MOST_POINTS = 1_000_000
DRAWN_POINTS = 60_000
"""Beyond so many, points are left out of each ring, the same share of all."""
CODES = ("code", "insee", "code_insee", "codgeo", "insee_com", "com", "siren", "code_epci", "siren_epci", "code_dept")
"""Names under which files bear the code of a place, whatever their case."""
LEAST_POINTS = 4
"""A ring closes on its first point: three corners at least."""

Rings = Sequence[tuple[float, float]]


class BadContours(ValueError):
    """A file that cannot be drawn, with what is wrong and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def contours_of(content: bytes) -> Mapping[str, Sequence[Rings]]:
    """Code -> rings of longitudes and latitudes, thinned where there are very many.

    Raises :class:`BadContours` for what is too large, no GeoJSON, without codes or not in degrees.
    """
    features = _features(content)
    found: defaultdict[str, list[list[tuple[float, float]]]] = defaultdict(list)
    for rank, feature in enumerate(features, start=1):
        code = _code(feature)
        if not code:
            raise BadContours(
                say("feature {rank} has no code; name it {names}", rank=str(rank), names=", ".join(CODES[:4]))
            )
        found[code] += _rings(feature.get("geometry"), rank)
    points = sum(len(ring) for rings in found.values() for ring in rings)
    if points > MOST_POINTS:
        raise BadContours(say("it has {count} points; simplify it to {most}", count=str(points), most=str(MOST_POINTS)))
    step = -(-points // DRAWN_POINTS)
    return {code: [_thinned(ring, step) for ring in rings] for code, rings in found.items()}


def _features(content: bytes) -> list[Any]:
    if len(content) > MOST_BYTES:
        raise BadContours(
            say("it is larger than {most} MB; simplify it or keep your territory only", most=str(MOST_BYTES // 10**6))
        )
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise BadContours(say("it is no GeoJSON: the text cannot be read as JSON in UTF-8")) from fault
    features = told.get("features") if isinstance(told, dict) and told.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features or not all(isinstance(one, dict) for one in features):
        raise BadContours(say("it is no GeoJSON of contours: a FeatureCollection with features is needed"))
    if len(features) > MOST_FEATURES:
        raise BadContours(say("it has more than {most} contours; keep your territory only", most=str(MOST_FEATURES)))
    return features


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _code(feature: Mapping[str, Any]) -> str:
    told = feature.get("properties")
    names = {str(name).lower(): value for name, value in told.items()} if isinstance(told, dict) else {}
    found = next((names[name] for name in CODES if isinstance(names.get(name), str | int)), "")
    return str(found).strip().upper()


def _rings(geometry: Any, rank: int) -> Iterator[list[tuple[float, float]]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    shapes = geometry.get("coordinates") if kind in {"Polygon", "MultiPolygon"} else None
    polygons = [shapes] if kind == "Polygon" else shapes
    if not isinstance(polygons, list):
        raise BadContours(say("feature {rank} is no Polygon and no MultiPolygon", rank=str(rank)))
    for polygon in polygons:
        for ring in polygon if isinstance(polygon, list) else [None]:
            if not isinstance(ring, list) or len(ring) < LEAST_POINTS or not all(map(_is_point, ring)):
                raise BadContours(
                    say(
                        "feature {rank}: a ring needs at least four points, each a longitude and a latitude in "
                        "degrees (WGS 84)",
                        rank=str(rank),
                    )
                )
            yield [(float(point[0]), float(point[1])) for point in ring]


def _is_point(point: Any) -> bool:
    if not isinstance(point, list) or len(point) < 2:
        return False
    x, y = point[:2]
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (x, y))
    return numbers and abs(x) <= 180 and abs(y) <= 90


def _thinned(ring: Sequence[tuple[float, float]], step: int) -> Rings:
    """Each so-many-th point, and always the last, on which the ring closes."""
    if step <= 1 or len(ring) <= 2 * LEAST_POINTS:
        return ring
    return [*ring[:-1:step], ring[-1]]
