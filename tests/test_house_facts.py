"""The stored form of facts: nothing inexact in it, readable for ever, the same bytes everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import rfc8785

from lifecycle.events import ENVELOPE, KINDS, Fact, Part, ValidationError, canonical, read

SAMPLES = Path(__file__).parent / "samples" / "facts"
FORMS = [
    pytest.param(form, id=f"{path.stem}-{rank}")
    for path in sorted(SAMPLES.glob("*.json"))
    for rank, form in enumerate(json.loads(path.read_text(encoding="utf-8")))
]


def types_in(annotation: Any) -> Iterator[Any]:
    """Every type an annotation is made of; of a group of fields, those of its fields too."""
    if get_origin(annotation) is not None:
        for inner in get_args(annotation):
            yield from types_in(inner)
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        for field in annotation.model_fields.values():
            yield from types_in(field.annotation)
    else:
        yield annotation


def parts_in(annotation: Any) -> Iterator[type[Part]]:
    """Every group of fields an annotation holds."""
    if get_origin(annotation) is not None:
        for inner in get_args(annotation):
            yield from parts_in(inner)
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
        for field in annotation.model_fields.values():
            yield from parts_in(field.annotation)


def float_fields(model: type[Fact]) -> list[str]:
    """The fields of a kind that could hold a number that is not whole."""
    return [
        name
        for name, field in model.model_fields.items()
        if any(isinstance(kind, type) and issubclass(kind, (float, complex)) for kind in types_in(field.annotation))
    ]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_fact_holds_a_float(kind):
    """Five float sums of one column gave five answers: masses, money and times are whole numbers."""
    assert float_fields(KINDS[kind]) == []


def test_a_float_would_be_seen_however_deep_it_hides():
    """A fact with a list of weights, each a group of fields, one of them a float."""

    class Weight(Part):
        kilograms: float | None = None

    class Heavy(Fact):
        weights: tuple[Weight, ...] = ()
        counts: dict[str, int] = {}

    assert float_fields(Heavy) == ["weights"]


@pytest.mark.parametrize("value", [2100.0, 2100.5, "2100", True])
def test_a_mass_that_is_not_a_whole_number_is_refused(value):
    """Even 2100.0: what is stored must be what was said."""
    form = json.loads((SAMPLES / "weighed-1.json").read_text(encoding="utf-8"))[0]
    form["facts"]["grams"] = value
    with pytest.raises(ValidationError, match="grams"):
        read(form)


def test_each_kind_has_a_sample_of_its_version():
    """A new kind, or a new version of one, comes with tests/samples/facts/<kind>-<version>.json."""
    wanted = {f"{kind}-{model.kind_version}" for kind, model in KINDS.items()}
    assert wanted - {path.stem for path in SAMPLES.glob("*.json")} == set()


@pytest.mark.parametrize("form", FORMS)
def test_a_sample_is_read_back_and_stored_again_as_it_was(form):
    """What an earlier release stored must be read for ever, and give the same bytes."""
    assert canonical(read(form).stored()) == canonical(form)


@pytest.mark.parametrize("form", FORMS)
def test_the_stored_text_is_rfc_8785(form):
    """An independent implementation gives the same bytes."""
    assert canonical(form).encode() == rfc8785.dumps(form)


def said(kind: str) -> tuple[set[str], dict[type[Part], set[str]]]:
    """The fields that the samples of a kind fill, and those of its groups of fields."""
    fields: set[str] = set()
    inside: dict[type[Part], set[str]] = {}
    for form in json.loads((SAMPLES / f"{kind}-{KINDS[kind].kind_version}.json").read_text(encoding="utf-8")):
        fact = read(form)
        fields |= {name for name, value in fact if value not in (None, ())}
        waiting: list[Any] = [value for _, value in fact]
        while waiting:
            value = waiting.pop()
            if isinstance(value, tuple):
                waiting += value
            elif isinstance(value, Part):
                inside[type(value)] = inside.get(type(value), set()) | {name for name, it in value if it is not None}
                waiting += [it for _, it in value]
    return fields, inside


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_samples_fill_every_field(kind):
    """Optional fields too, and the fields of groups: what no sample holds, no test reads back."""
    fields, inside = said(kind)
    assert set(KINDS[kind].model_fields) - fields == set()
    for field in KINDS[kind].model_fields.values():
        for part in parts_in(field.annotation):
            assert set(part.model_fields) - inside.get(part, set()) == set(), part.__name__


@pytest.mark.parametrize(
    "text",
    [
        "",
        "é’«\u202f» €",
        "控制 😀 𝄞",
        "\u2028\u2029\ufeff",
        "".join(map(chr, range(0x20))),
        '\\ / " \x7f\x80\x9f',
        "\ud7ff\ue000\ufffd\uffff\U0010ffff",
    ],
    ids=["empty", "French", "beyond", "separators", "control signs", "escapes", "edges"],
)
def test_any_text_is_written_as_rfc_8785_writes_it(text):
    assert canonical({"text": text}).encode() == rfc8785.dumps({"text": text})


@pytest.mark.parametrize("number", [0, 1, -1, 2**31, 2**53 - 1, -(2**53) + 1])
def test_any_whole_number_a_fact_may_hold_is_written_as_rfc_8785_writes_it(number):
    form = {"z": number, "a": [True, False, None, {"b_2": 1, "b1": 2, "B": 3, "_": 4}]}
    assert canonical(form).encode() == rfc8785.dumps(form)


@pytest.mark.parametrize("bytes_read", [2**53 - 1, 2**53])
def test_a_number_past_what_rfc_8785_can_write_does_not_enter(bytes_read):
    """The last whole number a double holds exactly enters, the next does not."""
    form = json.loads((SAMPLES / "hardware_read-1.json").read_text(encoding="utf-8"))[0]
    form["facts"]["memory_bytes"] = bytes_read
    if bytes_read < 2**53:
        assert read(form).stored()["facts"]["memory_bytes"] == bytes_read
    else:
        with pytest.raises(ValidationError, match="memory_bytes"):
            read(form)


def test_half_a_sign_does_not_enter():
    """A lone surrogate has no UTF-8 form: it could be neither hashed nor stored."""
    form = json.loads((SAMPLES / "hardware_read-1.json").read_text(encoding="utf-8"))[0]
    form["facts"]["model"] = "Latitude \ud83d"
    with pytest.raises(ValidationError, match="model"):
        read(form)


def names_in(form: object) -> Iterator[str]:
    """Every field name of a stored form."""
    if isinstance(form, dict):
        for name, value in form.items():
            yield name
            yield from names_in(value)
    elif isinstance(form, list):
        for value in form:
            yield from names_in(value)


@pytest.mark.parametrize("form", FORMS)
def test_field_names_are_plain_ascii(form):
    """Python sorts names by code point, RFC 8785 by UTF-16 unit: in ASCII the two are one order."""
    assert all(name.isascii() for name in names_in(form))
    assert set(form) <= {*ENVELOPE, "facts"}
