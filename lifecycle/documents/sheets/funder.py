"""The sheet for a funder: its grants over a period beside what those who received them did. No cause is claimed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lifecycle.documents.few import people_words
from lifecycle.documents.sheets.association import hours_words
from lifecycle.documents.sheets.bundle import Bundle, fiction_of
from lifecycle.documents.sheets.parts import Block, avoided, basis, command_of, six_lines, table
from lifecycle.documents.typeset import Data, pdf
from lifecycle.reports.amounts import NOTHING, bare, count_of, euros
from lifecycle.reports.numbers import quantity
from lifecycle.reports.question import Unanswerable
from lifecycle.reports.report import Report
from lifecycle.words import N_, _, ngettext, say

NO_PRICE = N_(
    "Results are those of the whole organisation over the period: a grant is not the only money it lives on, and may"
    " pay for something else. € for one thing handed over is no price, and compares no two organisations."
)
_MOST = 8
"""Beneficiaries that the page names; the report lists them all."""


def funder_sheet(bundle: Bundle) -> bytes:
    """One page A4 for the funder whom the filter names; :class:`Unanswerable` where it granted nothing."""
    return pdf("sheet", funder_data(bundle))


def funder_data(bundle: Bundle) -> Mapping[str, Data]:
    """What the page says."""
    code = bundle.filter.organisation
    grants = bundle.report("grants")
    results = {str(row["organisation"]): row for row in grants.table("results").records()}
    granted = any(row["funder"] == code for row in grants.table("grants").records())
    # Who received is asked about as well: whose courses were paid is then its own, not those that it paid for.
    if not granted and (code in results or not grants.figure("training_funded").value):
        words = N_("{code} agreed on no grant over these days: choose a funder and its days")
        raise Unanswerable(say(words, code=code or "–"))
    before = bundle.report_before("grants")
    who = sorted(results, key=lambda one: -int(str(results[one]["granted"] or 0)))
    impact = bundle.report("impact", organisation=who[0]) if len(who) == 1 else None
    question = _("What stands beside your grants?")
    return {
        "title": f"{question} – {bundle.who} – {bundle.period}",
        "author": ", ".join(map(bundle.name_of, who)),
        "fiction": fiction_of(grants),
        "who": f"{bundle.who} · {bundle.period}",
        "question": question,
        "sentence": _sentence(bundle, grants, who),
        "figures": [one.data() for one in _figures(grants, before)],
        "bars": {"title": _("Your grants, by beneficiary"), "rows": _granted(bundle, results, who)},
        "tables": [six_lines(bundle, grants, before), _each(bundle, results, who)],
        "emissions": avoided(impact) if impact else None,
        "notes": [_(NO_PRICE)],
        "basis": basis(bundle, grants, command_of(bundle, "funder")),
        "footer": _("Sheet for a funder"),
    }


def _sentence(bundle: Bundle, grants: Report, who: list[str]) -> str:
    names = ", ".join(map(bundle.name_of, who[:_MOST])) + (" …" if len(who) > _MOST else "")
    words = ngettext(
        "{period}: {granted} for {names}, who over these days handed over {count} device or part.",
        "{period}: {granted} for {names}, who over these days handed over {count} devices or parts.",
        grants.figure("handed_over").value,
    )
    return words.format(
        period=bundle.period,
        granted=euros(grants.figure("granted").value + grants.figure("training_funded").value),
        names=names,
        count=count_of(grants.figure("handed_over").value),
    )


def _figures(grants: Report, before: Report | None) -> Iterator[Block]:
    yield Block(
        _("Your grants"),
        euros(grants.figure("granted").value),
        (_then(before, "granted", euros), _paid_for_courses(grants)),
    )
    yield Block(
        _("Handed over"), count_of(grants.figure("handed_over").value), (_then(before, "handed_over", count_of),)
    )
    yield Block(
        _("Distinct people equipped"),
        people_words(grants.figure("people")),
        (_people_then(before),),
    )
    present = _("{people} present").format(people=people_words(grants.figure("trained")))
    yield Block(
        _("Courses"), hours_words(grants.figure("taught").value), (present, _then(before, "taught", hours_words))
    )


def _people_then(before: Report | None) -> str:
    return _("a year before: {value}").format(value=people_words(before.figure("people"))) if before else ""


def _then(before: Report | None, id: str, words: Callable[[int], str]) -> str:
    if before is None:
        return ""
    return _("a year before: {value}").format(value=words(before.figure(id).value))


def _paid_for_courses(grants: Report) -> str:
    paid = grants.figure("training_funded").value
    return _("and {amount} paid for courses").format(amount=euros(paid)) if paid else ""


def _granted(bundle: Bundle, results: Mapping[str, Mapping[str, object]], who: list[str]) -> list[Data]:
    cents = {code: int(str(results[code]["granted"] or 0)) for code in who[:_MOST]}
    most = max(cents.values(), default=0) or 1
    return [
        {"words": bundle.name_of(code), "value": euros(amount), "permille": 1000 * amount // most, "strong": rank == 0}
        for rank, (code, amount) in enumerate(cents.items())
        if amount
    ]


def _each(bundle: Bundle, results: Mapping[str, Mapping[str, object]], who: list[str]) -> Mapping[str, Data]:
    heads = [_("Beneficiary"), _("Handed over"), _("All grants"), _("€ for one thing")]
    rows = []
    for code in who[:_MOST]:
        row = results.get(code, {})
        each = row.get("grants_per_thing")
        rows.append(
            [
                bundle.name_of(code),
                bare(int(str(row.get("handed_over") or 0)), "things"),
                euros(int(str(row.get("all_grants") or 0))),
                quantity(int(str(each)), "cents") if each else NOTHING,
            ]
        )
    return table(_("Beside the grants of all funders"), heads, rows)
