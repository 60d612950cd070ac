"""The page of method: what figures mean and rest on, made from the code and the data in force, in two languages.

Nothing is typed twice: formulas are read from the trees that take figures apart, values, sources and
corrections from the reference data, lines from the books, other methods from their modules.
"""

from __future__ import annotations

from datetime import date

from lifecycle.reference import Reference
from lifecycle.reports.method_page import (
    edition,
    formulas,
    in_force,
    mass,
    missing,
    others,
    question,
    rules,
    sources,
    uncertainty,
)
from lifecycle.reports.method_page.html import html
from lifecycle.reports.method_page.markdown import markdown
from lifecycle.reports.method_page.shape import Block, Column, Page, Section, Table
from lifecycle.words import _, language

SECTIONS = (
    question.asked,
    question.limits,
    formulas.formulas,
    question.service,
    uncertainty.substitution,
    question.recycling,
    uncertainty.uncertainty,
    mass.lines,
    rules.hierarchy,
    rules.gri,
    rules.kept,
    missing.missing,
    in_force.ours,
    in_force.masses,
    others.methods,
    others.values,
    sources.sources,
    sources.corrections,
    edition.edition,
)
"""What makes each section, in the order of the page."""


def method_page(values: Reference, *, on: date) -> Page:
    """The page as one edition has it on one day, in the reader's language."""
    return Page(
        title=_("How these figures are made"),
        summary=_(
            "Every figure is made of facts of the ledger, of formulas, and of published values with their bounds. Here"
            " they all are, with what they leave out."
        ),
        sections=tuple(section(values, on) for section in SECTIONS),
        language=language(),
    )


__all__ = ["Block", "Column", "Page", "Section", "Table", "html", "markdown", "method_page"]
