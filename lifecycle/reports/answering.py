"""Ask a ledger a question by name: what Python, the command line and a page all call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from lifecycle import reference
from lifecycle.columns import folder_of
from lifecycle.engine import ColumnsUnreadable, Engine, open_engine
from lifecycle.journey.state import UNSORTED
from lifecycle.ledger import Ledger
from lifecycle.reference import Reference
from lifecycle.reports.balances import Slice
from lifecycle.reports.device import facts_of
from lifecycle.reports.named import REPORTS, Question
from lifecycle.reports.perimeter import organisations
from lifecycle.reports.published import moved_since_published
from lifecycle.reports.question import Filter, Unanswerable, ask, known_whole
from lifecycle.reports.report import Report
from lifecycle.words import Sentence, say

MOST_NAMED = 12
"""Known values that a refusal names."""


def answer(
    ledger: Ledger, name: str, filter: Filter | None = None, *, edition: str | None = None, by: Slice = ""
) -> Report:
    """The report ``name`` on a ledger as it stands, or stood at ``filter.as_of``.

    ``edition`` names the reference values (the newest if absent), ``by`` cuts ``balances``.
    Raises :class:`Unanswerable` for a report or a question the ledger cannot answer, and
    ``reference.UnknownEdition``. A filter on what the ledger does not know is no question it
    can answer: figures at zero would look like an answer.
    """
    question, values, asked = question_of(name), reference.load(edition), filter or Filter()
    return of_columns(ledger, lambda engine: answered(engine, question, asked, values, by))


def question_of(name: str) -> Question:
    """The question of this name; refused with the known names where there is none."""
    question = REPORTS.get(name)
    if question is None:
        raise Unanswerable(say("unknown report {name}; known: {known}", name=name, known=", ".join(REPORTS)))
    return question


T = TypeVar("T")


def of_columns(ledger: Ledger, question: Callable[[Engine], T]) -> T:
    """What a question finds in the columns of a ledger."""
    try:
        with open_engine(ledger, folder_of(ledger.path)) as engine:
            return question(engine)
    except ColumnsUnreadable:  # damaged while they were read: built anew, once
        with open_engine(ledger, folder_of(ledger.path), rebuild=True) as engine:
            return question(engine)


def answered(engine: Engine, question: Question, asked: Filter, values: Reference, by: Slice = "") -> Report:
    """The report on the columns of a ledger; refused where the question names what the ledger does not know."""
    for unknown in _unknown(engine, asked.standing_at(engine), values):
        raise Unanswerable(unknown)
    told = replace(question.answer(engine, asked, values, by), edition=values.edition)
    beside = (
        *known_whole(engine, asked),
        *_without_any(engine, asked.standing_at(engine)),
        *_of_an_older_edition(values),
        *moved_since_published(engine, told, asked, by),
    )
    return replace(told, notes=(*told.notes, *beside))


def _of_an_older_edition(values: Reference) -> Iterator[Sentence]:
    newest = reference.load().edition
    if values.edition != newest:
        yield say(
            "Values of edition {asked}, as it was asked; the newest is {newest}. Default masses that are booked "
            "stay those of the edition in which each fact was recorded.",
            asked=values.edition,
            newest=newest,
        )


def _unknown(engine: Engine, filter: Filter, values: Reference) -> Iterator[Sentence]:
    """What the filter names and nobody has ever told of."""
    if filter.organisation:
        held = {row["organisation"] for row in ask(engine, "places_and_holders", filter).to_pylist()}
        known = {one.code for one in organisations(engine)} | held - {""}
        if filter.organisation not in known:
            yield say("{code} is not in this ledger; known: {known}", code=filter.organisation, known=_some(known))
    known_words = {*values.categories, *values.part_kinds, UNSORTED}
    if filter.category and filter.category not in known_words:
        yield say("{code} is no category; known: {known}", code=filter.category, known=", ".join(values.categories))
    for sort, code in (("device", filter.device), ("lot", filter.lot)):
        if code and not facts_of(
            engine, filter.model_copy(update={"first_day": None, "last_day": None}), (f"{sort}:{code}",)
        ):
            yield say("{code} is not in this ledger; check its code", code=code)


def _without_any(engine: Engine, filter: Filter) -> Iterator[Sentence]:
    """A territory is a true place, even where nothing happened: its zeros say why they are."""
    if filter.territory:
        rows = ask(engine, "places_and_holders", filter).to_pylist()
        places = {row[name] for row in rows for name in ("home_place", "place")} - {""}
        if not any(place.startswith(filter.territory) for place in places):
            yield say(
                "Nothing in this ledger was collected or handed over in {territory}; places it knows: {known}",
                territory=filter.territory,
                known=_some(places),
            )


def _some(codes: Iterable[str]) -> str:
    named = sorted(codes)
    return ", ".join(named[:MOST_NAMED]) + (", …" if len(named) > MOST_NAMED else "") or "–"
