"""What is left to do, as tables: lots without certificate, breaches by rule, breaches one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dashboard.draw.reported import LISTED, report_table, rest
from dashboard.draw.tables import Head, table
from dashboard.draw.texts import Html
from lifecycle.reports import Report
from lifecycle.reports.amounts import NOTHING, bare, count_of, short_day
from lifecycle.reports.breaches import DENIED, RULE_WORDS
from lifecycle.reports.words import ACCOUNTS
from lifecycle.words import _

Row = Mapping[str, str | int | None]


def lot_table(
    lots: Sequence[Row], names: Mapping[str, str], on: date | None, named: Callable[[str], str | Html] = str
) -> Html:
    """Lots that await proof, with the days that they had waited by ``on``; ``names`` are those of organisations.

    ``named`` gives a lot as it is shown.

    Where all are in one pair of hands, the page has said whose; where all are at one place, the
    caption says where.
    """
    several = len({lot["organisation"] for lot in lots}) > 1
    places = [_where(lot, names if several else None) for lot in lots]
    caption, one_place = _("Lots awaiting proof, the longest waiting first"), len(set(places)) == 1 < len(lots)
    if one_place:
        caption = _("{caption}: {place}").format(caption=caption, place=places[0])
    heads = [
        Head(_("Lot")),
        Head(_("Since")),
        Head(_("Days"), True),
        *([] if one_place else [Head(_("Where"))]),
        Head(_("Mass (kg)"), True),
        Head(_("Things"), True),
    ]
    rows = [
        (
            named(str(lot["lot"])) if lot["lot"] else NOTHING,
            short_day(str(lot["since"])),
            count_of((on - date.fromisoformat(str(lot["since"]))).days) if on else NOTHING,
            *([] if one_place else [place]),
            bare(int(lot["grams"] or 0), "g"),
            bare(int(lot["units"] or 0), "things"),
        )
        for lot, place in list(zip(lots, places, strict=True))[:LISTED]
    ]
    return table(caption, heads, rows, shown=False) + rest(len(lots))


def _where(lot: Row, names: Mapping[str, str] | None) -> str:
    where, code = _(ACCOUNTS[str(lot["account"])]), str(lot["organisation"])
    return where if names is None else f"{where} · {names.get(code, code)}"


def rule_table(rules: Sequence[Row]) -> Html:
    """Breaches by rule, with the claim that each denies."""
    heads = [Head(_("Breach")), Head(_("What cannot be claimed")), Head(_("How many"), True)]
    rows = [
        (
            _rule(rule),
            _(DENIED.get(str(rule["denies"]), "")) or NOTHING,
            bare(int(rule["count"] or 0), "things"),
        )
        for rule in rules
    ]
    return table(_("Breaches in force: true facts that break a rule"), heads, rows)


def breach_table(found: Sequence[Row], named: Callable[[str], str | Html]) -> Html:
    """Breaches one by one; ``named`` gives a subject as it is shown."""
    heads = [Head(_("Day")), Head(_("Subject")), Head(_("Breach"))]
    rows = [(short_day(str(one["day"])), named(str(one["subject"])), _rule(one)) for one in found[:LISTED]]
    return table(_("Breaches one by one"), heads, rows) + rest(len(found))


def authorisation_table(actors: Report, names: Mapping[str, str]) -> Html:
    """What organisations may do on the last day, and what they may no longer do."""
    shown = ("organisation", "activity", "reference", "status", "valid_from", "ended")
    return report_table(actors.table("authorisations"), only=shown, names=names)


def _rule(row: Row) -> str:
    return _(RULE_WORDS.get(str(row["rule"]), str(row["rule"])))
