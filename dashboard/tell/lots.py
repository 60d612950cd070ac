"""Lots in words: how far each has come, what waits for it, its mass as a ladder with every difference named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from dashboard.draw import NOTHING, Rung, count_of, day, kilos
from dashboard.draw.lots import LotRow, StageCard, ThingRow
from dashboard.draw.timeline import Moment
from lifecycle import reference
from lifecycle.reports import Report
from lifecycle.reports.breaches import RULE_WORDS
from lifecycle.reports.devices import LEGAL_WORDS, SOURCE_WORDS
from lifecycle.reports.lot_steps import ENDS, Step
from lifecycle.reports.lots import LOT_STATES, Held, LotStanding
from lifecycle.reports.todo.lots import WAITING
from lifecycle.reports.words import KIND_WORDS
from lifecycle.words import N_, _, ngettext

STAGES = ("opened", "dispatched", "received", "part_certified", "certified", "withdrawn")
"""States of a lot in the order of its life; the last one takes it back to the operator."""
URGENT_FIRST = ("withdrawn", "received", "part_certified", "dispatched", "opened", "certified", "elsewhere")

TOTALS = {
    "announced": N_("As it left"),
    "accepted": N_("Accepted at reception"),
    "left": N_("In the lot now"),
}
STEPS = {
    "put_in": N_("Put in, each thing by its own mass"),
    "weighed": N_("Weighed while it was in the lot"),
    "refused": N_("Refused at reception"),
    "recycled": N_("Certified: recycled"),
    "other_recovery": N_("Certified: other recovery"),
    "disposed": N_("Certified: disposed of"),
    "lot_regrouped": N_("Regrouped with other lots"),
    "lot_unpacked": N_("Taken out again"),
}
"""What a step of the ladder is -> words; any other is the fact that moved it."""
DIFFERENCES = {
    ("announced", "estimate"): N_("Difference: default masses replaced by the weighing of the departure"),
    ("announced", "reweighing"): N_("Difference: the scale of the departure against what was weighed before"),
    ("accepted", "estimate"): N_("Difference: default masses replaced by the weighing of the reception"),
    ("accepted", "reweighing"): N_("Difference: the scale of the reception against that of the departure"),
    ("left", "estimate"): N_("Difference: default masses replaced by the fractions"),
    ("left", "reweighing"): N_("Difference: what the fractions weigh against what was accepted"),
}


def stages(standings: Iterable[LotStanding], on: date) -> list[StageCard]:
    """Every state of a lot's life, those without a lot too."""
    found: dict[str, list[LotStanding]] = {state: [] for state in STAGES}
    for one in standings:
        found.setdefault(one.state, []).append(one)
    return [
        StageCard(
            state,
            _(LOT_STATES[state]),
            len(found[state]),
            sum(one.grams for one in found[state]),
            max(((on - one.since).days for one in found[state]), default=None),
        )
        for state in STAGES
    ]


def by_state(standings: Iterable[LotStanding]) -> dict[str, list[LotStanding]]:
    """State -> its lots, the longest there first; the most urgent state first, those without a lot left out."""
    found: dict[str, list[LotStanding]] = {}
    for one in sorted(standings, key=lambda one: (one.since, one.code)):
        found.setdefault(one.state, []).append(one)
    return {state: found[state] for state in URGENT_FIRST if state in found}


def board_sentence(stages: Sequence[StageCard]) -> str:
    """How many lots wait for their certificate, and since when; or that none does."""
    waiting = [one for one in stages if one.state in WAITING and one.lots]
    count, grams = sum(one.lots for one in waiting), sum(one.grams for one in waiting)
    if not count:
        return _("No lot waits for a certificate.")
    oldest = max(one.oldest_days or 0 for one in waiting)
    days = ngettext("{days} day", "{days} days", oldest).format(days=count_of(oldest))
    return ngettext(
        "{count} lot of {mass} waits for its certificate, for {days}.",
        "{count} lots of {mass} wait for their certificates, the oldest for {days}.",
        count,
    ).format(count=count_of(count), mass=kilos(grams), days=days)


def waits(lot: LotStanding, names: Mapping[str, str]) -> str:
    """What comes next for a lot, and who does it."""
    if lot.state == "opened":
        return _("to be weighed and dispatched") if lot.held else _("empty: to be filled")
    if lot.state == "elsewhere":
        return NOTHING
    if lot.state == "certified":
        return ", ".join(one.reference or _("without number") for one in lot.certificates)
    who = names.get(lot.lot.destination, lot.lot.destination) if lot.state == "dispatched" else _named(lot, names)
    words = {
        "dispatched": _("reception by {who}"),
        "received": _("certificate of {who}"),
        "part_certified": _("certificate of {who} for the rest"),
        "withdrawn": _("another certificate of {who}"),
    }
    return words[lot.state].format(who=who)


def _named(lot: LotStanding, names: Mapping[str, str]) -> str:
    return names.get(lot.holder, lot.holder)


def lot_sentence(lot: LotStanding, names: Mapping[str, str]) -> str:
    """Where one lot stands and what comes next."""
    mass, since = kilos(lot.grams, 3), day(lot.since)
    things = ngettext("{count} thing", "{count} things", lot.units).format(count=count_of(lot.units))
    words = {
        "opened": _("Opened on {since}: {things}, {mass}."),
        "dispatched": _("On its way since {since}: {things}, {mass}."),
        "received": _("Received on {since}: {things}, {mass} of waste."),
        "part_certified": _("Certified in part on {since}: {mass} are left without proof."),
        "withdrawn": _("Its certificate was withdrawn on {since}: {things}, {mass} are without proof."),
        "certified": _("Certified: nothing is left of it since {since}."),
        "elsewhere": _("Nothing of it is on its way or at an operator any more, since {since}."),
    }
    stands = words[lot.state].format(since=since, things=things, mass=mass)
    if lot.state in {"certified", "elsewhere"}:
        return stands
    return _("{stands} What comes next: {waits}.").format(stands=stands, waits=waits(lot, names))


def rungs(steps: Iterable[Step], lot: LotStanding) -> list[Rung]:
    """The ladder of one lot; the last line compares it with what the lot holds, thing by thing."""
    found = [_total(step, lot) if step.sort == "total" else _rung(step) for step in steps]
    return [*found, Rung(_("Difference with the things that are in it"), found[-1].grams - lot.grams, "check")]


def _total(step: Step, lot: LotStanding) -> Rung:
    awaits = step.stage == "left" and lot.state in WAITING
    return Rung(_("Awaiting proof") if awaits else _(TOTALS[step.stage]), step.grams, "total")


def _rung(step: Step) -> Rung:
    return Rung(_step(step), step.grams, line=step.sort if step.sort in ENDS else "")


def _step(step: Step) -> str:
    named = DIFFERENCES.get((step.stage, step.sort)) or STEPS.get(step.sort) or KIND_WORDS[step.sort]
    return _(named)


def terms(lot: LotStanding, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What stands on its papers."""
    left, came = lot.dispatch, lot.reception
    slip = (came and came.slip) or (left and left.slip)
    found = [
        (_("State"), _(LOT_STATES[lot.state])),
        (_("In whose hands"), _named(lot, names)),
        (_("Waste code"), lot.lot.waste_code or NOTHING),
        (_("Slip"), slip or NOTHING),
    ]
    if left:
        found.append((_("Destination"), names.get(left.destination, left.destination)))
        if left.carrier:
            found.append((_("Carrier"), names.get(left.carrier, left.carrier)))
    if came and came.gross is not None:
        weighed = _("gross {gross}, tare {tare}")
        found.append((_("Scale"), weighed.format(gross=kilos(came.gross, 3), tare=kilos(came.tare or 0, 3))))
    numbers = [one.reference or _("without number") for one in lot.certificates]
    return [*found, *([(_("Certificates in force"), ", ".join(numbers))] if numbers else [])]


def lot_rows(
    standings: Iterable[LotStanding], names: Mapping[str, str], on: date, link: Callable[[str], str]
) -> list[LotRow]:
    """Lots as a table lists them; ``link`` gives the address of a lot."""
    return [
        LotRow(
            one.code,
            link(one.code),
            one.since,
            (on - one.since).days,
            one.certified_grams if one.state == "certified" else one.grams,
            one.units,
            _named(one, names),
            waits(one, names),
        )
        for one in standings
    ]


def thing_rows(held: Iterable[Held], link: Callable[[str], str]) -> list[ThingRow]:
    """What is in a lot; ``link`` gives the address of a device."""
    return [_thing(one, link) for one in held]


def _thing(one: Held, link: Callable[[str], str]) -> ThingRow:
    sort, _colon, code = one.subject.partition(":")
    known = reference.load()
    category = known.category(one.category) or known.part_kind(one.category)
    return ThingRow(
        _("line {rank}").format(rank=one.line) if one.line else code,
        link(code) if sort == "device" else "",
        category.label() if category else one.category,
        one.grams,
        one.units,
        _(SOURCE_WORDS[one.source]),
        _(LEGAL_WORDS.get(one.legal, one.legal)),
    )


def moments(report: Report, lot: LotStanding, names: Mapping[str, str]) -> list[Moment]:
    """The facts of a lot, void ones too, each with the rules that it breaks."""
    return [
        Moment(
            day=day(str(row["day"])),
            what=_(KIND_WORDS[str(row["kind"])]),
            who=names.get(str(row["acting"]), str(row["acting"])),
            breaches=tuple(
                _("Breach: {rule}").format(rule=_(RULE_WORDS.get(rule, rule)))
                for rule in lot.broken.get(int(row["n"] or 0), ())
            ),
            void=_("corrected: no longer counts") if row["void"] else "",
            number=_("fact {n}").format(n=row["n"]),
        )
        for row in report.table("facts").records()
    ]
