"""What one fact says, in a few words. Serial numbers, and media that are named after theirs, stay covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.draw import count_of, day, euros, kilos, short_day
from dashboard.tell.choices import CHOICES
from dashboard.tell.coded import CHECKS, DISCARDED, FAULTS, LOST, RETURNED
from lifecycle import reference
from lifecycle.words import N_, _

PLAIN = "{value}"
WORDS: Mapping[str, str] = {
    "category": N_("category {value}"),
    "legal": PLAIN,
    "donor_kind": N_("given by: {value}"),
    "source": PLAIN,
    "verdict": PLAIN,
    "defects": N_("defects: {value}"),
    "method": N_("method: {value}"),
    "standard": PLAIN,
    "tool": N_("tool: {value}"),
    "checks": N_("checks: {value}"),
    "part": N_("part {value}"),
    "part_kind": PLAIN,
    "fault": N_("fault: {value}"),
    "minutes": N_("{value} min"),
    "grams": PLAIN,
    "cents": PLAIN,
    "price_cents": N_("price: {value}"),
    "system": PLAIN,
    "version": N_("version {value}"),
    "grade": N_("grade {value}"),
    "terms": PLAIN,
    "due_back": N_("due back on {value}"),
    "recipient": N_("to {value}"),
    "recipient_kind": PLAIN,
    "charter_version": N_("charter {value}"),
    "answer": N_("without it: {value}"),
    "channel": N_("by: {value}"),
    "reason": N_("reason: {value}"),
    "to": N_("to {value}"),
    "where": PLAIN,
    "waste_code": N_("waste code {value}"),
    "new_code": N_("new label {value}"),
    "destination": N_("to {value}"),
    "slip": N_("slip {value}"),
    "reference": N_("reference {value}"),
    "manufacturer": PLAIN,
    "model": PLAIN,
}
"""Field that is told -> how; other fields are not, those that name a person or a serial number among them."""
_CODED = {**FAULTS, **DISCARDED, **RETURNED, **LOST, **CHECKS, **CHOICES}
_UNKNOWN = {"donor_kind": "unknown", "recipient_kind": "unknown"}


def said(form: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The fields of a fact, in words, one after the other."""
    return " · ".join(_told(form["facts"], names))


def _told(facts: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for name, words in WORDS.items():
        value = facts.get(name)
        if value not in (None, "", [], _UNKNOWN.get(name)):
            yield _(words).format(value=_value(name, value, names))


def _value(name: str, value: Any, names: Mapping[str, str]) -> str:
    if name == "grams":
        return kilos(value, 3)
    if name in {"cents", "price_cents"}:
        return euros(value)
    if name == "due_back":
        return day(value)
    if isinstance(value, int):
        return count_of(value)
    if isinstance(value, list):
        return ", ".join(_check(one) if isinstance(one, dict) else _code(one) for one in value)
    if name == "category":
        known = reference.load().category(value)
        return known.label() if known else str(value)
    if name == "part_kind":
        kind = reference.load().part_kind(value)
        return kind.label() if kind else str(value)
    if name in {"to", "destination"}:
        return names.get(value, str(value))
    return _code(value) if name in _OPEN else str(value)


_OPEN = {"legal", "donor_kind", "source", "verdict", "method", "fault", "terms", "recipient_kind", "answer"} | {
    "channel",
    "reason",
    "where",
}
"""Fields that hold coded words."""


def _code(value: str) -> str:
    return _(_CODED[value]) if value in _CODED else value


def _check(one: Mapping[str, str]) -> str:
    return _("{check}: {result}").format(check=_code(one.get("check", "")), result=_code(one.get("result", "")))


def proof(form: Mapping[str, Any]) -> tuple[str, ...]:
    """The papers whose digests are kept, and the ledger that a fact was brought from."""
    words = _("Evidence: {media_type}, SHA-256 {digest}")
    lines = [words.format(media_type=one["media_type"], digest=one["sha256"]) for one in form["evidence"]]
    if origin := form.get("origin"):
        words = _("from the ledger {ledger}, fact {n}")
        lines.append(words.format(ledger=origin["ledger_id"], n=count_of(origin["n"])))
    return tuple(lines)


def recorded(form: Mapping[str, Any]) -> str:
    """When it was recorded, where that was another day."""
    day = str(form["recorded_at"])[:10]
    return _("recorded on {day}").format(day=short_day(day)) if day != form["occurred_on"] else ""
