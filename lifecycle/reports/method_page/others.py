"""The named methods of others, each with what it leaves out; and the values of their owners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from lifecycle.impact.method import SUBJECTS, Method
from lifecycle.impact.methods import methods as named
from lifecycle.reference import Factor, Reference
from lifecycle.reports.method_page.cells import BETWEEN, NOTHING, between_bounds, key_in_words, origin, titled, validity
from lifecycle.reports.method_page.in_force import origins, values_on
from lifecycle.reports.method_page.shape import Column, Section, Table
from lifecycle.words import _


def methods(values: Reference, on: date) -> Section:  # noqa: ARG001
    """One row a method that is not ours, under what it speaks of."""
    heads = tuple(map(Column, (_("Method"), _("Question"), _("Boundary"), _("Leaves out"), _("Source"))))
    theirs = [each for each in named().values() if not each.ours]
    tables = (
        Table(_(SUBJECTS[subject]), heads, tuple(_row(each) for each in found))
        for subject, found in groupby(theirs, key=lambda each: each.subject)
    )
    told = _(
        "Each is reproduced with its owner's own values, to set beside ours. No two answer the same question: none is"
        " added to another."
    )
    compare = _("All of them for one device: lifecycle compare CATEGORY --mass-g GRAMS --years NUMBER.")
    return Section("methods", _("The methods of others"), (told, compare, *tables))


def _row(method: Method) -> tuple[str, ...]:
    said = (_(method.question), _(method.boundary), _(method.leaves_out))
    return f"{_(method.owner)} ({method.id})", *said, ", ".join(method.sources) or NOTHING


def values(values: Reference, on: date) -> Section:
    """The values of the owners of methods, with the keys and words of each owner."""
    theirs = [factor for factor in values_on(values, on) if "." in factor.name]
    told = _("These values serve the method in whose name they stand, and no figure of ours.")
    heads = (Column(_("What")), Column(_("Values, by the owner's own words")), *origins())
    tables = tuple(
        Table(_("Values of {method} in force").format(method=method), heads, tuple(_rows(values, found)), folded=True)
        for method, found in groupby(theirs, key=lambda factor: factor.name.partition(".")[0])
    )
    return Section("owners", _("Values of the methods of others"), (told, *tables))


def _rows(values: Reference, factors: Iterable[Factor]) -> Iterator[tuple[str, ...]]:
    """One row for all values of one sort that come from the same place."""

    def same(factor: Factor) -> tuple[str, ...]:
        return titled(values, factor.name, factor.unit), validity(factor), origin(factor)

    for (what, holds, where), found in groupby(factors, key=same):
        yield what, BETWEEN.join(_one(values, factor) for factor in found), holds, where


def _one(values: Reference, factor: Factor) -> str:
    """A value after its key, where it has one."""
    amount = between_bounds(factor)
    if not factor.key:
        return amount
    return _("{label}: {amount}").format(label=key_in_words(values, factor), amount=amount)
