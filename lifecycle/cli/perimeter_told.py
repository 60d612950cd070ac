"""Every named method over one perimeter, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle.cli.claims_told import figure_of, paragraph
from lifecycle.impact.many import OverMany
from lifecycle.impact.method import SUBJECTS
from lifecycle.reference import Reference
from lifecycle.reports.comparison import Compared
from lifecycle.reports.exports.main import perimeter_of
from lifecycle.reports.numbers import grouped, kilograms
from lifecycle.words import Sentence, _, ngettext, say


def over_perimeter(told: Compared, reference: Reference) -> Iterator[str]:
    """What each method says of it, under what each speaks of, with how much of it each answers for; never added up."""
    yield from _head(told)
    ids = max(len(each.method.id) for each in told.methods)
    rows = [row for each in told.methods for row in _rows(each, told)]
    labels = max((len(label) for _of, _id, label, _value, _beside in rows), default=0)
    values = max((len(value) for _of, _id, _label, value, _beside in rows), default=0)
    for subject, title in SUBJECTS.items():
        mine = [row for row in rows if row[0] == subject]
        if not mine:
            continue
        yield ""
        yield _(title)
        before = ""
        for _subject, id, label, value, beside in mine:
            yield f"  {'' if id == before else id:<{ids}}  {label:<{labels}}  {value:<{values}}  {beside}".rstrip()
            before = id
    yield ""
    for note in _left_out(told, reference):
        yield from paragraph("·", str(note), width=1)
    coverage = told.ours.figure("avoided").coverage
    if left_out := sum(coverage.left_out.values()):
        ours = _("Ours counts {counted} devices and leaves {left_out} out, each by the value that it lacks.")
        ours = ours.format(counted=grouped(coverage.counted), left_out=grouped(left_out))
        yield from paragraph("·", ours, width=1)
    if coverage.observed and coverage.observed.screening:
        ours = _("Ours is a screening: too few recipients have said what they would have done without.")
        yield from paragraph("·", ours, width=1)
    whole = _(
        "What an owner publishes for a whole device counts once a hand-over, with the whole term that its owner"
        " supposes, however little was served so far."
    )
    yield from paragraph("·", whole, width=1)
    yield from paragraph("·", _("No two of these answer the same question: none is added to another."), width=1)


def _left_out(told: Compared, reference: Reference) -> Iterator[Sentence]:
    """Of what each method says nothing, and why where there is one reason."""
    for each in told.methods:
        reasons = {str(why): why for why in each.left_out.values()}
        name = each.method.id
        if each.sums or each.method.ours or not told.held:
            known = [reference.category(one) for one in each.left_out]
            labels = "; ".join(one.label() for one in known if one)
            if labels:
                yield say("{method} does not answer for: {categories}", method=name, categories=labels)
        elif len(reasons) == 1:
            yield say("{method} does not answer: {why}", method=name, why=next(iter(reasons.values())))
        elif each.method.subject != "recycling" or told.recycled_g:
            yield say("{method} publishes shares or single models: there is nothing to add up", method=name)


def _head(told: Compared) -> Iterator[str]:
    days = told.ours.filter
    yield _("Emissions, as each method counts them")
    yield str(
        say(
            "From {first} to {last}, as known at fact {as_of} of ledger {ledger}",
            first=days.first_day or "…",
            last=days.last_day or "…",
            as_of=days.as_of,
            ledger=told.ours.ledger_id,
        )
    )
    if narrowed := perimeter_of(told.ours):
        yield ", ".join(map(str, narrowed))
    yield str(
        say(
            "{devices}, {months}, {mass} recycled; values of {day}, edition {edition}",
            devices=_devices(told.devices),
            months=ngettext("{count} month of service", "{count} months of service", told.months).format(
                count=grouped(told.months)
            ),
            mass=kilograms(told.recycled_g),
            day=told.on,
            edition=told.ours.edition,
        )
    )


def _devices(count: int) -> str:
    return ngettext("{count} device handed over", "{count} devices handed over", count).format(count=grouped(count))


def _rows(each: OverMany, told: Compared) -> list[tuple[str, str, str, str, str]]:
    """(what it speaks of, method, what it counts, figure, of how much) of each figure."""
    beside = ""
    if each.method.subject == "recycling" and each.recycled_g != told.recycled_g:
        beside = str(say("of {part} out of {whole}", part=kilograms(each.recycled_g), whole=kilograms(told.recycled_g)))
    elif each.method.subject != "recycling" and each.devices != told.devices and not each.method.ours:
        beside = str(say("of {part} out of {whole} devices", part=grouped(each.devices), whole=grouped(told.devices)))
    return [
        (one.subject, each.method.id, str(one.label), figure_of(each.method, one.quantity), beside) for one in each.sums
    ]
