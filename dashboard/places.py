"""Of which territory a page tells, and at which level: chosen in fields, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dashboard import address
from dashboard.answers import Answers
from dashboard.opening import Asked
from lifecycle.reference.territory import Territory, department_of, load_territory
from lifecycle.reports import Filter, Report, Unanswerable
from lifecycle.words import N_, _

ALL = "all"
SIREN_DIGITS = 9
LEVELS = {
    "communes": N_("By commune"),
    "groupings": N_("By grouping of communes (EPCI)"),
    "departments": N_("By department"),
}
"""Table of the report -> the level it tells."""
VIEWS = {"origin": N_("Where things come from"), "equipment": N_("Where people were equipped")}


class Place(NamedTuple):
    """A territory: the question about it, its words, the communes known."""

    filter: Filter
    code: str
    words: str
    known: Territory


def answered(answers: Answers, name: str, filter: Filter) -> Report | Unanswerable:
    """A report, or why the ledger has no answer to it."""
    try:
        return answers.report(name, filter)
    except Unanswerable as why:
        return why


def whole_of(asked: Asked) -> Filter:
    """The days of a page, of all organisations: a territory is nobody's alone."""
    return asked.filter.model_copy(update={"organisation": None})


def place_of(answers: Answers, asked: Asked) -> Place:
    """The territory that the address names, else the grouping of the authority’s own commune; no field is drawn."""
    known, whole = load_territory(answers.edition), whole_of(asked)
    return _place(whole, _code(answers, asked, known, _choices(answers, whole, known)), known)


def choose_place(answers: Answers, asked: Asked) -> Place:
    """The same, chosen among the territories of which the ledger tells something."""
    known, whole = load_territory(answers.edition), whole_of(asked)
    choices = _choices(answers, whole, known)
    code = _code(answers, asked, known, choices)
    choices.setdefault(code, _words(code, known))
    address.choose("place", _("Territory"), choices, code, write=lambda chosen: address.keep(place=chosen))
    return _place(whole, code, known)


def choose_level(place: Place) -> str:
    """By commune, by grouping or by department; of one commune there is nothing else."""
    asked = address.asked_for("level")
    one = place.code in place.known.communes
    choices = {level: _(words) for level, words in LEVELS.items() if level == "communes" or not one}
    chosen = asked if asked in choices else "communes"
    address.choose("level", _("Level"), choices, chosen, write=lambda code: address.keep(level=code))
    return chosen


def choose_view() -> str:
    """Where things come from, or where people were equipped."""
    asked = address.asked_for("view")
    chosen = asked if asked in VIEWS else "origin"
    words = {code: _(one) for code, one in VIEWS.items()}
    address.choose("view", _("What is told"), words, chosen, write=lambda code: address.keep(view=code))
    return chosen


def choose_public() -> bool:
    """Whether the page is shown as everybody may see it."""
    asked = "1" if address.asked_for("public") == "1" else ""
    words = {"": _("All figures, for us"), "1": _("Public view: small figures masked")}
    address.choose("public", _("Who reads it"), words, asked, write=lambda code: address.keep(public=code))
    return asked == "1"


def _choices(answers: Answers, whole: Filter, known: Territory) -> dict[str, str]:
    """Groupings and departments in which something is traced, with the most inhabitants first."""
    told = answers.report("territory", whole)
    rows = [row for name in ("groupings", "departments") for row in told.table(name).records() if row["code"]]
    found = sorted(rows, key=lambda row: (len(str(row["code"])) != SIREN_DIGITS, -int(row["population"] or 0)))
    return {ALL: _("All that is traced"), **{str(row["code"]): _words(str(row["code"]), known) for row in found}}


def _words(code: str, known: Territory) -> str:
    if code in known.groupings:
        return known.groupings[code]
    if code in known.departments:
        return _("{name} (department)").format(name=known.departments[code])
    return known.communes[code].name if code in known.communes else _("All that is traced")


def _code(answers: Answers, asked: Asked, known: Territory, choices: Mapping[str, str]) -> str:
    code = address.asked_for("place")
    if code in {ALL, *known.groupings, *known.departments, *known.communes}:
        return code
    actors = answers.report("actors", whole_of(asked)).table("actors").records()
    own = next((str(row["commune"]) for row in actors if row["organisation"] == asked.filter.organisation), "")
    return next((one for one in (known.grouping_of(own), department_of(own)) if one in choices), ALL)


def _place(whole: Filter, code: str, known: Territory) -> Place:
    if code == ALL:
        return Place(whole, code, _("all that is traced in this ledger"), known)
    narrowed = "grouping" if code in known.groupings else "territory"
    return Place(whole.model_copy(update={narrowed: code}), code, _words(code, known), known)
