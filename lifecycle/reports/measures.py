"""Decimals with their unit as people read them: 0,0519 kg CO₂e/kWh; and a tree of them as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from lifecycle.impact.term import Term
from lifecycle.quantity import Estimate
from lifecycle.reference import Factor
from lifecycle.reports.numbers import EMISSIONS, NARROW, SHOWN, about, grouped, number, range_of
from lifecycle.reports.numbers import quantity as in_units
from lifecycle.reports.words import KIND_WORDS, UNITS
from lifecycle.words import N_, _, language, ngettext, say

UNIT_WORDS: Mapping[str, str] = {
    "kgCO2e": N_("kg CO₂e"),
    "gCO2e": N_("g CO₂e"),
    "tCO2e": N_("t CO₂e"),
    "short_ton": N_("US short ton"),
    "year": N_("year"),
    "month": N_("month"),
    "hour": N_("hour"),
    "device": N_("device"),
    "share": N_("share"),
}
"""Names in a unit that are words -> English text; symbols (kg, kWh, km) are the same in every language."""
SEVERAL: Mapping[str, str] = {"year": N_("years"), "month": N_("months"), "hour": N_("hours"), "device": N_("devices")}
"""The same where there are several."""

ONE: Mapping[str, str] = {
    "people": N_("person"),
    "organisations": N_("organisation"),
    "deeds": N_("deed"),
    "grants": N_("grant"),
    "sessions": N_("session"),
    "minutes": N_("minute"),
}
"""Unit of a figure -> its word where there is one."""


def unit_words(unit: str) -> str:
    """A unit as people write it; nothing for a share or a number."""
    above, slash, below = ("" if unit == "1" else unit).partition("/")
    names = ([name for name in side.split("·") if name != "1"] for side in (above, below))
    return slash.join("·".join(_(UNIT_WORDS.get(name, name)) for name in side) for side in names if side or slash)


def measure(quantity: Estimate[Decimal]) -> str:
    """A value with its unit, and its bounds where they say more; to the gram, the cent, the thing where it is so."""
    if quantity.unit in UNITS:
        return _counted(quantity)
    one = abs(quantity.central) < 2 if language() == "fr" else quantity.central == 1
    above, _slash, _below = quantity.unit.partition("/")
    several = "" if one else SEVERAL.get(above, "")
    words = unit_words(quantity.unit)
    if several:  # 1,095 hours/year
        words = f"{_(several)}{words.removeprefix(unit_words(above))}"
    shown = f"{number(quantity.central)}{NARROW}{words}".rstrip(NARROW)
    if quantity.low is None or quantity.high is None:
        return shown
    return shown if quantity.is_exact else f"{shown} ({number(quantity.low)} – {number(quantity.high)})"


def _counted(quantity: Estimate[Decimal]) -> str:
    """A whole number of the unit of a figure of a report, as reports show it."""
    value = int(quantity.central)
    low, high = (None if bound is None else int(bound) for bound in (quantity.low, quantity.high))
    if quantity.unit == EMISSIONS:
        return about(Estimate(value, low, high, EMISSIONS))
    if quantity.unit in SHOWN:
        return f"{in_units(value, quantity.unit)} {range_of(low, high, quantity.unit)}".rstrip()
    if quantity.unit == "things":
        return ngettext("{count} thing", "{count} things", abs(value)).format(count=grouped(value))
    one = abs(value) < 2 if language() == "fr" else value == 1
    word = ONE[quantity.unit] if one and quantity.unit in ONE else UNITS[quantity.unit]
    return f"{grouped(value)}{NARROW}{_(word)}"


def origin(factor: Factor) -> str:
    """Where a value comes from: its edition, since when it holds, its sources and the place in them."""
    told = say(
        "value {name}, edition {edition}, in force from {day}; source: {sources}",
        name=f"{factor.name} {factor.key}".strip(),
        edition=factor.edition,
        day=factor.valid_from,
        sources=", ".join(factor.sources),
    )
    return f"{told}, {factor.where}" if factor.where else str(told)


def basis(term: Term) -> str:
    """What a line rests on: its formula, or the value, or the fact."""
    if term.fact is not None:
        kind = _(KIND_WORDS.get(term.fact.kind, term.fact.kind))
        fact = term.fact
        return str(say("fact {n}, {kind}, {day}, hash {hash}", n=fact.n, kind=kind, day=fact.day, hash=fact.hash[:12]))
    if term.factor is not None:
        return origin(term.factor)
    return f"= {_(term.formula)}" if term.formula else ""


def is_bare_fact(term: Term) -> bool:
    """A leaf that only names a fact, by the words of its kind: what it rests on says it all."""
    return (
        term.fact is not None and not term.quantity.central and str(term.label) == _(KIND_WORDS.get(term.fact.kind, ""))
    )


def tree_lines(term: Term, *, most: int | None = None) -> Iterator[str]:
    """The tree as lines for a terminal: each quantity, and below it what it rests on and is made of.

    ``most``: how many things a term names, where it is made of many; how many there are is said.
    """
    yield from _lines(term, "", "", most)


def shown_parts(term: Term, most: int | None) -> tuple[tuple[Term, ...], int]:
    """The parts of a term that are shown where it may name so many things, and how many things are not."""
    things = sum(part.is_thing for part in term.parts)
    if most is None or things <= most:
        return term.parts, 0
    named = 0
    kept = []
    for part in term.parts:
        named += part.is_thing
        if not part.is_thing or named <= most:
            kept.append(part)
    return tuple(kept), things - most


def _lines(term: Term, lead: str, below: str, most: int | None) -> Iterator[str]:
    if is_bare_fact(term):
        yield f"{lead}{basis(term)}"
        return
    quantity = "" if term.fact is not None and not term.quantity.central else measure(term.quantity)
    yield f"{lead}{say('{label}: {value}', label=term.label, value=quantity) if quantity else term.label}"
    parts, hidden = shown_parts(term, most)
    stem = "│ " if parts or hidden else "  "
    if said := basis(term):
        yield f"{below}{stem}{said}"
    if term.note is not None:
        yield f"{below}{stem}({term.note})"
    for place, part in enumerate(parts, 1):
        end = place == len(parts) and not hidden
        yield from _lines(part, f"{below}{'└─ ' if end else '├─ '}", f"{below}{'   ' if end else '│  '}", most)
    if hidden:
        yield f"{below}└─ {not_named(hidden, len(parts))}"


def not_named(hidden: int, named: int) -> str:
    """That there are more things than those named."""
    more = (
        ngettext("and {count} more", "and {count} more", hidden)
        if named
        else ngettext("{count} entry", "{count} entries", hidden)
    )
    return more.format(count=grouped(hidden))
