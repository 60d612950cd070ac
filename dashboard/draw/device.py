"""A device in words: where it stands, and each fact of its life."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dashboard.draw.timeline import Moment
from lifecycle.reports.amounts import NOTHING, day, kilos
from lifecycle.reports.breaches import RULE_WORDS
from lifecycle.reports.devices import LEGAL_WORDS, SOURCE_WORDS, WORK_WORDS, Standing
from lifecycle.reports.words import ACCOUNTS, KIND_WORDS
from lifecycle.rules import CUSTODY_WORDS
from lifecycle.rules.reasons import REASONS
from lifecycle.words import _


def named(one: Standing) -> str:
    """A device in a list: its code, its machine, where it is."""
    machine = " ".join(part for part in (one.manufacturer, one.model) if part) or one.category_label
    return " · ".join((one.device_id, machine, _(CUSTODY_WORDS[one.custody])))


Row = Mapping[str, str | int | None]


class Told(NamedTuple):
    """What a fact says beside its kind, and what proves it."""

    said: str = ""
    proof: tuple[str, ...] = ()
    recorded: str = ""
    """When it was recorded, where that was another day."""


def standing(one: Standing) -> list[tuple[str, str]]:
    """The machine, its four facets, its mass; serial numbers stay covered."""
    state = one.state
    held = _(CUSTODY_WORDS[one.custody])
    facts = [
        (_("Device"), one.device_id),
        (_("Machine"), " ".join(part for part in (one.manufacturer, one.model) if part) or NOTHING),
        (_("Category"), one.category_label),
        (_("Where"), f"{held} ({state.organisation})" if state.organisation else held),
        (_("Data"), one.data_words),
    ]
    if not one.ended:
        facts.append((_("Work"), _(WORK_WORDS[state.work])))
    if state.legal:
        facts.append((_("Status"), _(LEGAL_WORDS[state.legal])))
    facts.append((_("Mass"), _mass(one)))
    if state.serial_number:
        facts.insert(2, (_("Serial number"), _("recorded, not shown")))
    return facts


def _mass(one: Standing) -> str:
    if one.ended:
        return one.mass_words
    return f"{kilos(one.mass_g, 3)} ({_(SOURCE_WORDS[one.state.mass_source])})" if one.mass_g else NOTHING


def moments(rows: Iterable[Row], names: Mapping[str, str], told: Mapping[int, Told]) -> list[Moment]:
    """The facts of the report, each once, with every way that grams went with it, what it says and what proves it."""
    by_fact: dict[object, list[Row]] = {}
    for row in rows:
        by_fact.setdefault(row["n"], []).append(row)
    return [_moment(found, names, told.get(int(found[0]["n"] or 0), Told())) for found in by_fact.values()]


def _moment(rows: Sequence[Row], names: Mapping[str, str], told: Told) -> Moment:
    row = rows[0]
    acting, place = str(row["acting"]), str(row["place"] or "")
    where = _("commune {code}").format(code=place) if place else ""
    return Moment(
        day=day(str(row["day"])),
        what=_(KIND_WORDS[str(row["kind"])]),
        who=" · ".join(part for part in (names.get(acting, acting), where) if part),
        moved=tuple(_way(one) for one in rows if one["from"] != one["to"]),
        breaches=tuple(_broken(row)),
        void=_("corrected: no longer counts") if row["void"] else "",
        number=" · ".join(part for part in (_("fact {n}").format(n=row["n"]), told.recorded) if part),
        said=told.said,
        proof=told.proof,
    )


def _broken(row: Row) -> Iterator[str]:
    """Each rule that it breaks, and why it was recorded all the same where a person said so."""
    for rule in str(row["breaches"] or "").split():
        yield _("Breach: {rule}").format(rule=_(RULE_WORDS.get(rule, rule)))
    if row["breaches"] and (reason := str(row["breach_reason"] or "")):
        yield _("Recorded all the same: {reason}").format(reason=_(REASONS.get(reason, reason)))


def _way(row: Row) -> str:
    way = " → ".join(_(ACCOUNTS[str(row[end])]) for end in ("from", "to") if row[end])
    return f"{way} · {kilos(int(row['grams'] or 0), 3)}"
