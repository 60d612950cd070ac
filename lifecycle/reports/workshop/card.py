"""One machine on the board of the workshop: in which column it stands, since when, and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from lifecycle.journey import Device
from lifecycle.journey.past import StateRow
from lifecycle.ledger import Deed
from lifecycle.words import N_

Column = Literal["arrived", "wiping", "in_repair", "ready", "blocked"]
COLUMNS: Mapping[Column, str] = {
    "arrived": N_("Arrived"),
    "wiping": N_("To wipe"),
    "in_repair": N_("On the bench"),
    "ready": N_("Ready"),
    "blocked": N_("Blocked"),
}
"""Column of the board -> its words, in the order of the work."""

Waits = Literal[
    "decision", "wipe", "reading", "test", "part", "readying", "taking_apart", "discard", "medium", "holder"
]
WAITS: Mapping[Waits, str] = {
    "decision": N_("a decision"),
    "wipe": N_("media to wipe"),
    "reading": N_("a word on its media"),
    "test": N_("a test"),
    "part": N_("a part"),
    "readying": N_("a last look"),
    "taking_apart": N_("being taken apart"),
    "discard": N_("being discarded"),
    "medium": N_("a medium that could not be wiped"),
    "holder": N_("being given back to its holder"),
}
"""What a machine waits for -> its words."""

_ENTERS = frozenset({"received", "returned", "handed_over", "taken_in", "found"})
"""Kinds after which a machine stands in the workshop: handed_over is another one's, which it was exchanged for."""
_DECIDED_ANEW = frozenset({"repaired", "part_installed", "made_ready"})
"""Kinds after which what was said when it was sorted no longer holds it up."""
_BEGINS: Mapping[Column, frozenset[str]] = {
    "arrived": frozenset(),
    "wiping": frozenset({"triaged", "repaired", "made_ready", "hardware_read", "part_installed"}),
    "in_repair": frozenset({"triaged", "data_sanitised", "media_absent", "media_destroyed", "part_removed"}),
    "ready": frozenset({"made_ready", "data_sanitised", "media_absent", "media_destroyed", "part_removed"}),
    "blocked": frozenset({"triaged", "data_sanitised"}),
}
"""Kinds of which the latest put it in a column."""


class Card(NamedTuple):
    """A machine in the workshop. ``waits`` are codes of :data:`WAITS`, the first one first."""

    code: str
    category: str
    machine: str
    """Maker and model, as a machine file told them; empty where none did."""
    column: Column
    since: date
    waits: tuple[Waits, ...]
    after_sales: bool
    """It stays its holder's."""


class Told(NamedTuple):
    """What a life tells of the present stay in the workshop."""

    kinds: frozenset[str]
    days: Mapping[str, str]
    """Kind -> its latest day in this stay."""
    verdict: str
    """Of the latest sorting that still holds."""
    defects: bool
    """Defects were named with it."""
    wipe_failed: bool


def told(deeds: Sequence[Deed], form: Mapping[int, Mapping[str, Any]]) -> Told:
    """What these deeds, in order of life, tell; ``form`` holds what was said by those of :func:`spoken`."""
    stay = _stay(deeds)
    days = {deed.kind: deed.day for deed in stay}
    sorting = _sorting(stay)
    said = form.get(sorting.n, {}) if sorting is not None else {}
    wipes = {str(form[deed.n]["medium"]): str(form[deed.n]["verdict"]) for deed in stay if _is_wipe(deed, form)}
    return Told(
        frozenset(days),
        days,
        str(said.get("verdict", "")),
        bool(said.get("defects")),
        "fail" in wipes.values(),
    )


def spoken(deeds: Sequence[Deed]) -> list[int]:
    """The positions of the deeds of which the words matter: the sorting that holds, and the wipes."""
    stay = _stay(deeds)
    sorting = _sorting(stay)
    return [deed.n for deed in stay if deed.kind == "data_sanitised" or deed == sorting]


def _stay(deeds: Sequence[Deed]) -> Sequence[Deed]:
    begins = max((at for at, deed in enumerate(deeds) if deed.kind in _ENTERS), default=0)
    return deeds[begins:]


def _sorting(stay: Sequence[Deed]) -> Deed | None:
    deciding = [deed for deed in stay if deed.kind == "triaged" or deed.kind in _DECIDED_ANEW]
    return deciding[-1] if deciding and deciding[-1].kind == "triaged" else None


def _is_wipe(deed: Deed, form: Mapping[int, Mapping[str, Any]]) -> bool:
    return deed.kind == "data_sanitised" and deed.n in form


def card(row: StateRow, device: Device, said: Told, *, fit: bool) -> Card:
    """Where a machine of the workshop stands; ``fit``: nothing in it can hold someone's data."""
    after_sales = device.custody == "in_support"
    column, waits = _after_sales(said) if after_sales else _place(device, said, fit=fit)
    days = [day for kind, day in said.days.items() if kind in _BEGINS[column]]
    since = max(days, default=max((said.days[kind] for kind in _ENTERS & said.kinds), default=row.key[:10]))
    machine = " ".join(filter(None, (device.manufacturer, device.model)))
    code = row.subject.partition(":")[2]
    return Card(code, row.category, machine, column, date.fromisoformat(since), waits, after_sales)


def _after_sales(said: Told) -> tuple[Column, tuple[Waits, ...]]:
    if "made_ready" in said.kinds:
        return "ready", ("holder",)
    if said.verdict == "wait":
        return "blocked", ("part" if said.defects else "decision",)
    return "in_repair", ("readying",)


def _place(device: Device, said: Told, *, fit: bool) -> tuple[Column, tuple[Waits, ...]]:
    wiping: tuple[Waits, ...] = () if fit else (_wiping(device),)
    if said.verdict in _HELD_UP:
        return "blocked", ("part" if said.verdict == "wait" and said.defects else _HELD_UP[said.verdict],)
    if said.wipe_failed and not fit:
        return "blocked", ("medium",)
    testing: tuple[Waits, ...] = () if "tested" in said.kinds else ("test",)
    if device.work == "ready":
        return ("ready", ()) if fit else ("wiping", wiping)
    if device.work == "new":
        return "arrived", ("decision", *wiping, *testing)
    if not fit:
        return "wiping", (*wiping, *testing)
    return "in_repair", (*testing, "readying")


_HELD_UP: Mapping[str, Waits] = {"wait": "decision", "parts": "taking_apart", "recycle": "discard"}


def _wiping(device: Device) -> Waits:
    return "wipe" if device.media else "reading"
