"""What must go with figures that leave their page: question, perimeter, position, method, edition, address, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from lifecycle.reports.dictionary import entries
from lifecycle.reports.exports.main import perimeter_of
from lifecycle.reports.report import Report
from lifecycle.words import _


class Given(NamedTuple):
    """What a door knows of a file and a report does not."""

    permalink: str = ""
    """Address that shows these very figures again."""
    made_on: date | None = None
    """The day on which the file is made; left out where the same report must give the same bytes."""


def about_lines(reports: Sequence[Report], given: Given) -> Iterator[tuple[str, str]]:
    """Name and value, one below the other: what is the same for all reports first."""
    first = reports[0]
    if given.made_on:
        yield _("File made on"), given.made_on.isoformat()
    if given.permalink:
        yield _("Permalink"), given.permalink
    yield _("Ledger"), f"{first.ledger_id} {first.count} {first.hash}"
    yield _("Numbers"), _("Masses are in kilograms, money in euros; empty where nobody told, 0 where there is nothing.")
    for report in reports:
        yield from _of(report)


def _of(report: Report) -> Iterator[tuple[str, str]]:
    days = (report.filter.first_day, report.filter.last_day)
    methods = sorted({figure.method for figure in report.figures})
    editions = sorted({report.edition, *(figure.edition for figure in report.figures)} - {""})
    yield _("Report"), f"{report.title} ({report.name})"
    yield _("Period"), " – ".join(str(day or "…") for day in days)
    yield _("Perimeter"), ", ".join(map(str, perimeter_of(report))) or _("all")
    yield _("Known as of fact"), str(report.filter.as_of)
    if methods:
        yield _("Method"), ", ".join(methods)
    if editions:
        yield _("Edition of the reference data"), ", ".join(editions)
    for note in report.notes:
        yield _("Note"), str(note)


def about_json(report: Report, given: Given) -> dict[str, Any]:
    """The same for programs, with the dictionary of the report in English codes and the reader's words."""
    said = {key: value for key, value in report.to_json().items() if key not in {"figures", "tables"}}
    said["methods"] = sorted({figure.method for figure in report.figures})
    if given.permalink:
        said["permalink"] = given.permalink
    if given.made_on:
        said["made_on"] = given.made_on.isoformat()
    said["dictionary"] = [
        {"table": one.table, "name": one.name, "label": _(one.label), "unit": one.unit, "what": _(one.what),
         "origin": _(one.origin)}
        for one in entries(report)
    ]  # fmt: skip
    return said
