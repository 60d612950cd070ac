"""Courses, grants, counts, declared values."""

from __future__ import annotations

from datetime import date

from lifecycle.demonstration.cards.table import Card, Span


class Grant(Card):
    """A grant, awarded by an invented funder."""

    by: str
    agreement_on: date
    purpose: str
    purpose_text: str
    cents: int


class Course(Card):
    """A course, in its months."""

    course: str
    course_months: tuple[int, ...]
    sessions: int
    minutes: int
    people: Span
    price_cents: int
    funded_percent: int
    funder: str


class Declared(Card):
    """A value of its own that an organisation declares."""

    on: date
    factor: str
    category: str
    value: str
    low: str
    high: str
    unit: str
    reason: str


class Money(Card):
    """Counts, courses and grants of the association."""

    counted_months: tuple[int, ...]
    lesson: Course | None = None
    grant: tuple[Grant, ...] = ()
    declared: tuple[Declared, ...] = ()
