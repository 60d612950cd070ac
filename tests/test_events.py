"""Each kind of fact: of what it may be told, what it refuses, what follows from its class."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lifecycle.events import KINDS, UnknownKind, ValidationError, read

SAMPLES = Path(__file__).parent / "samples" / "facts"
SORTS = ("device", "part", "lot", "organisation")


def sample(kind: str, **changes: object) -> dict:
    """The first sample of a kind, with other envelope fields."""
    form = json.loads((SAMPLES / f"{kind}-{KINDS[kind].kind_version}.json").read_text(encoding="utf-8"))[0]
    return form | changes


def with_facts(kind: str, **facts: object) -> dict:
    form = sample(kind)
    return form | {"facts": form["facts"] | facts}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_is_told_of_its_sorts_of_subject_only(kind):
    """A hand-over of an organisation, a treatment of a device: refused, and the text says of what it is told."""
    for sort in set(SORTS) - set(KINDS[kind].subjects):
        with pytest.raises(ValidationError, match=f"not of {sort}"):
            read(sample(kind, subject=f"{sort}:X-1"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_unknown_field_is_refused_by_its_name(kind):
    with pytest.raises(ValidationError, match="poids_net"):
        read(with_facts(kind, poids_net=2100))
    with pytest.raises(ValidationError, match="remark"):
        read(sample(kind, remark="given by Ms Martin"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_required_fields_are_asked_for_all_at_once(kind):
    wanted = {name for name, field in KINDS[kind].model_fields.items() if field.is_required()}
    with pytest.raises(ValidationError) as refused:
        read({"kind": kind})
    assert {fault["loc"][0] for fault in refused.value.errors()} == wanted


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_other_subjects_follow_from_the_fields(kind):
    """``also`` is derived: what a form claims there changes nothing; never the subject itself; in order of code."""
    fact = read(sample(kind, also=["device:ELSE-1"]))
    assert "device:ELSE-1" not in fact.also
    assert fact.subject not in fact.also
    assert list(fact.also) == sorted(set(fact.also))


def test_a_fact_names_whose_state_it_changes():
    packed = read(sample("lot_packed") | {"facts": {"devices": ["PC-2", "PC-1"], "parts": ["P-1"]}})
    assert packed.also == ("device:PC-1", "device:PC-2", "part:P-1")
    handed = read(with_facts("handed_over", terms="gift", due_back=None, replaces="PC-7"))
    assert "device:PC-7" in handed.also
    regrouped = read(sample("lot_regrouped") | {"facts": {"parents": [{"lot": "L-1"}, {"lot": "L-2", "grams": 5}]}})
    assert regrouped.also == ("lot:L-1", "lot:L-2")


@pytest.mark.parametrize(
    ("instant", "day", "same"),
    [
        ("2026-03-01T23:30:00+00:00", "2026-03-01", False),  # half past midnight in Paris
        ("2026-03-01T23:30:00+00:00", "2026-03-02", True),
        ("2026-07-01T22:00:00+00:00", "2026-07-02", True),  # summer: two hours ahead
        ("2026-07-01T21:59:59+00:00", "2026-07-01", True),
    ],
)
def test_an_instant_lies_on_its_day_in_paris(instant, day, same):
    form = sample("weighed", occurred_on=day, occurred_at=instant)
    if same:
        assert read(form).occurred_on.isoformat() == day
    else:
        with pytest.raises(ValidationError, match="occurred_at"):
            read(form)


def test_an_instant_without_an_offset_is_refused():
    with pytest.raises(ValidationError, match="offset"):
        read(sample("weighed", occurred_on="2026-03-01", occurred_at="2026-03-01T10:30:00"))


@pytest.mark.parametrize("kind", ["wieghed", "", None, 7])
def test_an_unknown_kind_is_named(kind):
    with pytest.raises(UnknownKind):
        read({"kind": kind})


def test_a_kind_of_a_later_version_is_not_guessed():
    with pytest.raises(UnknownKind, match="version 2"):
        read(sample("weighed", kind_version=2))


@pytest.mark.parametrize("code", ["pc-1", "PC 1", "", "-PC", "P" * 41, "PC-1\n", "../PC"])
def test_a_code_is_what_a_label_can_hold(code):
    with pytest.raises(ValidationError, match="subject"):
        read(sample("weighed", subject=f"device:{code}"))


@pytest.mark.parametrize(
    ("kind", "facts", "says"),
    [
        ("handed_over", {"terms": "gift", "due_back": "2026-09-01"}, "loan"),
        ("transferred", {"ownership": False, "custody": False}, "ownership, custody or both"),
        ("authorisation_granted", {"valid_from": "2026-01-02", "valid_to": "2026-01-02"}, "after valid_from"),
        ("lot_received", {"gross": 500, "tare": 500}, "below the gross"),
        ("lot_received", {"refused": [{"device": "PC-1", "line": 1}]}, "one device, one part or one line"),
        ("lot_packed", {"devices": [], "parts": []}, "at least one"),
        ("lot_packed", {"devices": ["PC-1", "PC-1"]}, "named twice"),
        ("treatment_certified", {"certified_on": "2000-01-01"}, "before the last day of treatment"),
        ("treatment_certified", {"fractions": []}, "fractions"),
        ("fleet_unit_retired", {"inventory_number": "I-1", "count": 2}, "counts 1"),
        ("weighed", {"grams": 0}, "grams"),
        ("weighed", {"line": 1}, "line"),
        ("discarded", {"waste_code": "160213"}, "waste_code"),
        ("received", {"category": "Laptop!"}, "category"),
        ("corrected", {"voids": []}, "voids"),
    ],
)
def test_what_contradicts_itself_is_refused(kind, facts, says):
    with pytest.raises(ValidationError, match=says):
        read(with_facts(kind, **facts))


def test_the_other_side_of_these_boundaries_is_accepted():
    read(with_facts("handed_over", terms="loan", due_back="2026-09-01"))
    read(with_facts("authorisation_granted", valid_from="2026-01-02", valid_to="2026-01-03"))
    read(with_facts("lot_received", gross=501, tare=500, net=None))
    form = sample("treatment_certified")
    read(form | {"facts": form["facts"] | {"certified_on": form["occurred_on"]}})


def test_a_correction_cannot_name_itself_nor_replace_what_it_voids():
    form = sample("corrected")
    me, other = form["event_id"], "00000000-0000-4000-8000-000000000001"
    for facts in (
        {"voids": [me]},
        {"voids": [other], "replacements": [me]},
        {"voids": [other], "replacements": [other]},
    ):
        with pytest.raises(ValidationError, match=r"itself|both void"):
            read(form | {"facts": {"reason": "typing_error", **facts}})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_fact_is_frozen(kind):
    fact = read(sample(kind))
    with pytest.raises(ValidationError, match="frozen"):
        fact.acting = "OTHER"
