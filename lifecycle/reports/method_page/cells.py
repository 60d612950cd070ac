"""Values, sources and keys as the cells of the page's tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel import Locale

from lifecycle.impact.drawing import Values
from lifecycle.reference import Factor, Reference
from lifecycle.reference.cards import Labelled
from lifecycle.reference.value import Value
from lifecycle.reference.wording import in_words, place_in_words
from lifecycle.reports.measures import unit_words
from lifecycle.reports.numbers import grouped
from lifecycle.words import N_, _, language

NOTHING = "–"
BETWEEN = " · "
"""Between the parts of a cell."""
DRAWN = {
    "point": N_("as it is"),
    "triangular": N_("triangle"),
    "lognormal": N_("lognormal, from p5 to p95"),
}
"""Shape of a factor -> how draws spread it."""
SHARED = {
    "fleet": N_("all together"),
    "source": N_("those of one source together"),
    "category": N_("each category apart"),
}
"""What is drawn together -> words."""

WORDS = {
    "van": N_("van"),
    "car": N_("car"),
    "electric_car": N_("electric car"),
    "truck": N_("truck"),
    "cargo_bike": N_("cargo bike"),
    "bike": N_("bicycle"),
    "on_foot": N_("on foot"),
    "household": N_("waste of households"),
    "professional": N_("waste of professionals"),
    "unknown": N_("origin not written down"),
    "substitution": N_("answers on what the device stood for"),
    "service": N_("observed ends of use"),
    "car_km": N_("a kilometre by car, with an engine"),
    "tgv_km": N_("a kilometre of one passenger by TGV"),
    "streaming_hour": N_("an hour of streaming video"),
    "EU27": N_("European Union"),
}
"""Key of a value that is a word of ours -> how people say it."""


def decimal(value: Decimal | int | None) -> str:
    """A number to its last digit, or a dash where no source gives one."""
    if value is None:
        return NOTHING
    whole, _point, rest = f"{abs(Decimal(value)):f}".partition(".")
    comma, rest = "," if language() == "fr" else ".", rest.rstrip("0")
    return f"{'−' if value < 0 else ''}{grouped(int(whole))}{comma + rest if rest else ''}"


def titled(values: Reference, name: str, unit: str | None) -> str:
    """The name of a family, with its unit where it has one, as a title."""
    label = values.families[name].label()
    words = unit_words(unit) if unit else ""
    return label[:1].upper() + label[1:] + (f" ({words})" if words else "")


def key_in_words(values: Reference, factor: Factor) -> str:
    """The key of a value as people call it: our category, a kind of part, or the owner's own word."""
    family = values.families[factor.name]
    if not factor.key:
        return NOTHING
    if family.keys == "owner":
        return values.owners_name(factor.name.partition(".")[0], factor.key)
    known: Mapping[str, Labelled] = {**values.categories, **values.part_kinds}
    if family.keys in {"category", "part_kind"}:
        return known[factor.key].label()
    country = Locale(language()).territories.get(factor.key, factor.key)
    return _(WORDS[factor.key]) if factor.key in WORDS else country


def validity(value: Factor | Value) -> str:
    """Since when a value holds, until when, and in which edition it came."""
    since = _("from {day}").format(day=value.valid_from)
    if value.valid_to is not None:
        since = _("{since} to before {day}").format(since=since, day=value.valid_to)
    return BETWEEN.join((since, value.edition))


def origin(value: Factor | Value) -> str:
    """Who says it, where, and what is to be known of it."""
    told = [", ".join(value.sources), in_words(value.note)]
    if isinstance(value, Factor):
        told.insert(1, place_in_words(value.where))
        told += [value.correction.reason()] if value.correction else []
    return BETWEEN.join(text for text in told if text)


def between_bounds(factor: Factor) -> str:
    """A value with its bounds, without its unit."""
    if factor.low is None and factor.high is None:
        return decimal(factor.central)
    return f"{decimal(factor.central)} ({decimal(factor.low)} – {decimal(factor.high)})"


def needed(values: Values, name: str, key: str = "", *, on: date) -> str:
    """A value inside a sentence; a dash where nobody gives it."""
    found = values.factor(name, key, on=on)
    return decimal(found.central if found else None)
