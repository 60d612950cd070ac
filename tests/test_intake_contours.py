"""Contours that a user supplies: read strictly, in degrees, with a code each; what cannot be drawn says why."""

from __future__ import annotations

import json

import pytest

from lifecycle.intake import contours
from lifecycle.intake.contours import BadContours, contours_of

SQUARE = [[-1.6, 47.1], [-1.5, 47.1], [-1.5, 47.2], [-1.6, 47.2], [-1.6, 47.1]]


def feature(code="44109", coordinates=None, kind="Polygon", name="code"):
    """One commune as a square."""
    shape = {"type": kind, "coordinates": coordinates or [SQUARE]}
    return {"type": "Feature", "properties": {name: code}, "geometry": shape}


def file(*features):
    """A file of contours."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


@pytest.mark.parametrize("name", ["code", "INSEE_COM", "codgeo", "siren"])
def test_a_contour_is_known_by_its_code_whatever_the_name_of_the_field(name):
    """Files of IGN, INSEE and others name it in their own way."""
    assert contours_of(file(feature(name=name))) == {"44109": [[tuple(point) for point in SQUARE]]}


def test_several_shapes_of_one_code_are_together():
    """An island, and a second feature of the same commune."""
    found = contours_of(file(feature(coordinates=[[SQUARE], [SQUARE]], kind="MultiPolygon"), feature()))
    assert len(found["44109"]) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe", "JSON"),
        (b"{", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "JSON"),
        (b"[]", "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": [1]}', "FeatureCollection"),
        (file(feature(code=None)), "code"),
        (file(feature(kind="Point", coordinates=[-1.6, 47.1])), "Polygon"),
        (file(feature(coordinates=[[[355_000, 6_689_000]] * 5])), "WGS 84"),
        (file(feature(coordinates=[SQUARE[:2]])), "4|quatre|four"),
        (file(feature(coordinates=[[["a", "b"]] * 5])), "WGS 84"),
        (file({"type": "Feature", "properties": {"code": "1"}, "geometry": None}), "Polygon"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_reason(content, says):
    """No text, no JSON, nested without end, no features, no code, points, Lambert metres, two corners, words."""
    with pytest.raises(BadContours, match=says):
        contours_of(content)


def test_what_is_too_large_is_refused_before_it_is_read(monkeypatch):
    """By bytes, by contours, by points."""
    monkeypatch.setattr(contours, "MOST_BYTES", 10)
    with pytest.raises(BadContours):
        contours_of(file(feature()))
    monkeypatch.undo()
    monkeypatch.setattr(contours, "MOST_FEATURES", 1)
    with pytest.raises(BadContours):
        contours_of(file(feature(), feature("44143")))
    monkeypatch.undo()
    monkeypatch.setattr(contours, "MOST_POINTS", 4)
    with pytest.raises(BadContours, match="5"):
        contours_of(file(feature()))


def test_a_fine_contour_is_thinned_and_still_closes(monkeypatch):
    """A thousand points where a hundred can be drawn."""
    monkeypatch.setattr(contours, "DRAWN_POINTS", 100)
    ring = [[x / 1000, 47.0 + (x % 2) / 10] for x in range(999)] + [[0.0, 47.0]]
    (drawn,) = contours_of(file(feature(coordinates=[ring])))["44109"]
    assert len(drawn) <= 101
    assert drawn[-1] == drawn[0] == (0.0, 47.0)
