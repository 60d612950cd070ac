"""Answers of named methods as lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from lifecycle.cli.paper import grid
from lifecycle.impact.method import SUBJECTS, Answer, Asked, Method, OwnersCategory, Subject, leaves
from lifecycle.quantity import Estimate, rounded
from lifecycle.reference import Factor, Reference, Source
from lifecycle.reference.wording import between, in_words, place_in_words
from lifecycle.reports.measures import measure
from lifecycle.reports.method_page.sources import VERIFIED
from lifecycle.reports.numbers import NARROW
from lifecycle.words import _, language, say

WIDTH = 110
"""Signs to a line."""
_CENTS = Decimal("0.01")
_DEEP = " " * 6
_DIGITS = 4
"""Significant digits of what is below one."""


def quantity_in_words(quantity: Estimate[Decimal]) -> str:
    """A value with its unit, and its bounds where it has any; a share in hundredths."""
    scale = Decimal(100) if quantity.unit == "1" else Decimal(1)
    low, high = (None if bound is None else _short(bound * scale) for bound in (quantity.low, quantity.high))
    shown = measure(Estimate(_short(quantity.central * scale), low, high, quantity.unit))
    if quantity.unit != "1":
        return shown
    value, _space, bounds = shown.partition(" ")
    return f"{value}{NARROW if language() == 'fr' else ''}% {bounds}".rstrip()


def _short(value: Decimal) -> Decimal:
    """To the hundredth, or to four digits where it is below one."""
    step = Decimal(1).scaleb(value.adjusted() - _DIGITS + 1) if value and abs(value) < 1 else _CENTS
    return value.quantize(step, ROUND_HALF_UP)


def figure_of(method: Method, quantity: Estimate[Decimal]) -> str:
    """Ours as its interval deserves; those of others as they publish them."""
    return quantity_in_words(rounded(quantity) if method.ours else quantity)


def paragraph(label: str, text: str, *, width: int) -> Iterator[str]:
    """A label, and its text beside it over as many lines as it takes."""
    lines = _wrapped(text, WIDTH - width - 2) or [""]
    for rank, line in enumerate(lines):
        yield f"{label if not rank else '':<{width}}  {line}"


def _wrapped(text: str, width: int) -> list[str]:
    """Lines broken between words alone: an option or an address is not cut at its hyphen."""
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def paragraphs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    told = [(label, text) for label, text in pairs if text]
    width = max((len(label) for label, _text in told), default=0)
    for label, text in told:
        yield from paragraph(label, text, width=width)


def list_of(methods: Iterable[Method]) -> Iterator[str]:
    """Every method with its question, under what it speaks of."""
    for subject, group in groupby(methods, key=lambda each: each.subject):
        yield ""
        yield _(SUBJECTS[subject])
        yield from paragraphs(
            (f"  {method.id}", str(say("{owner}: {question}", owner=_(method.owner), question=_(method.question))))
            for method in group
        )


def _asked_of(asked: Asked) -> list[str]:
    """What was said of the device."""
    said = [asked.mass.quantity] if asked.mass else []
    said += [asked.service.quantity] if asked.service else []
    told = [quantity_in_words(quantity) for quantity in said]
    if asked.hours is not None:
        told.append(quantity_in_words(Estimate.exact(asked.hours, "hour")))
    if asked.watts is not None:
        told.append(quantity_in_words(Estimate.exact(asked.watts, "W")))
    return [*told, asked.country] if asked.country else told


def _category(answer: Answer, reference: Reference) -> str:
    """Our category, and what the owner calls it where that is another word."""
    ours = reference.category(answer.category)
    name = reference.owners_name(answer.method.id, answer.key)
    own = f"{name} ({answer.key})" if name != answer.key else name
    if ours is None:
        return own
    return ours.label() if answer.key in {"", ours.id} else f"{ours.label()} → {own}"


def one(answer: Answer, reference: Reference) -> Iterator[str]:
    """One method's answer: figures with their formulas, the values in them, the boundary, what it leaves out."""
    method, asked = answer.method, answer.asked
    yield f"{method.id} – {_(method.owner)}"
    about = [_category(answer, reference), *_asked_of(asked)]
    day = str(say("values of {day}, edition {edition}", day=asked.on, edition=reference.edition))
    yield from paragraphs([(_("Question"), _(method.question)), (_("Asked"), ", ".join([*about, day]))])
    yield ""
    if answer.does_not_answer is not None:
        yield from paragraphs([(_("Does not answer"), str(answer.does_not_answer))])
    else:
        yield from _claims(answer)
        yield ""
        yield from _values(answer, reference)
    yield ""
    cards = [(id, reference.sources[id]) for id in method.sources if id in reference.sources]
    sources = [(_("Sources") if not rank else "", _source(id, card)) for rank, (id, card) in enumerate(cards)]
    notes = [(_("Note") if not rank else "", str(note)) for rank, note in enumerate(answer.notes)]
    yield from paragraphs(
        [
            *notes,
            (_("Boundary"), _(method.boundary)),
            (_("Leaves out"), _(method.leaves_out)),
            *sources,
        ]
    )


def _source(id: str, card: Source) -> str:
    """A source with its licence, how far it was verified, and what to know of it."""
    said = [f"{in_words(card.title)} ({id})", in_words(card.licence), _(VERIFIED[card.verified]), in_words(card.note)]
    return between().join(filter(None, said))


def categories_of(method: Method, known: Sequence[OwnersCategory]) -> Iterator[str]:
    """What a method tells apart: the owner's keys and words, and the categories of ours that each stands for."""
    yield f"{method.id} – {_(method.owner)}"
    if not known:
        yield _("It tells no categories apart.")
        return
    rows = [[one.key, one.name if one.name != one.key else "", ", ".join(one.ours)] for one in known]
    yield grid([_("key"), _("owner’s name"), _("our categories")], rows)


def _claims(answer: Answer) -> Iterator[str]:
    rows = [
        [str(claim.label), figure_of(answer.method, claim.quantity), f"= {_(claim.term.formula)}"]
        if claim.term.formula
        else [str(claim.label), figure_of(answer.method, claim.quantity), ""]
        for claim in answer.claims
    ]
    yield grid([_("figure"), _("value"), _("how")], rows)


def _values(answer: Answer, reference: Reference) -> Iterator[str]:
    """Each value that the figures rest on; under it who says so, where, and in which edition."""
    factors = dict.fromkeys(factor for claim in answer.claims for factor in leaves(claim.term))
    labels = {factor: _name(factor, reference) for factor in factors}
    width = max(map(len, labels.values()), default=0)
    yield _("Rests on")
    for factor, label in labels.items():
        yield f"  {label:<{width}}  {quantity_in_words(factor.estimate)}"
        said = [
            ", ".join(factor.sources),
            place_in_words(factor.where),
            str(say("edition {edition}", edition=factor.edition)),
        ]
        yield from (f"{_DEEP}{line}" for line in _wrapped(between().join(filter(None, said)), WIDTH - len(_DEEP)))


def _name(factor: Factor, reference: Reference) -> str:
    family = reference.families[factor.name].label()
    return f"{family} ({factor.key})" if factor.key else family


def side_by_side(answers: Sequence[Answer], reference: Reference) -> Iterator[str]:
    """Every method's main figures for one device, under what each speaks of; never added up."""
    asked = answers[0].asked
    ours = reference.category(answers[0].category)
    yield ", ".join([ours.label() if ours else asked.category, *_asked_of(asked)])
    yield str(say("Values of {day}, edition {edition}", day=asked.on, edition=reference.edition))
    rows = [row for answer in answers for row in _rows(answer)]
    ids = max(len(answer.method.id) for answer in answers)
    labels = max((len(label) for _of, _id, label, _value in rows), default=0)
    for subject, title in SUBJECTS.items():
        yield ""
        yield _(title)
        for answer in answers:  # each in its place, also where it does not answer
            id = answer.method.id
            mine = [(label, value) for of, whose, label, value in rows if (of, whose) == (subject, id)]
            for rank, (label, value) in enumerate(mine):
                yield f"  {'' if rank else id:<{ids}}  {label:<{labels}}  {value}".rstrip()
            if answer.does_not_answer is not None and answer.method.subject == subject:
                why = str(say("does not answer: {why}", why=answer.does_not_answer))
                yield from paragraph(f"  {id}", why, width=ids + 2)
    yield ""
    for answer in answers:
        yield from (line for note in answer.notes if answer.method.ours for line in paragraph("·", str(note), width=1))
    yield from paragraph("·", _("No two of these answer the same question: none is added to another."), width=1)
    more = _("Boundary, what is left out and sources of one: lifecycle method NAME --category {category}")
    yield from paragraph("·", more.format(category=asked.category), width=1)


def _rows(answer: Answer) -> list[tuple[Subject, str, str, str]]:
    """(what it speaks of, method, what it counts, figure) of each main figure; none where there is no answer."""
    method = answer.method
    main = [claim for claim in answer.claims if claim.main]
    return [
        (claim.subject or method.subject, method.id, str(claim.label), figure_of(method, claim.quantity))
        for claim in main
    ]
