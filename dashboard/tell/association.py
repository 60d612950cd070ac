"""What an association has done with what it was given: the sentence, the figures, what it can claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dashboard.draw import FEW, NOTHING, Large, Part, count_of, in_things, kilos, share, than_before
from lifecycle.reports import Report
from lifecycle.reports.breaches import RULE_WORDS
from lifecycle.words import N_, _, ngettext

GROUPS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("reused", N_("In use: re-used"), ("reused",)),
    ("prepared", N_("In use: prepared for re-use"), ("prepared",)),
    ("parts", N_("In use in another machine, as parts"), ("parts_in_use",)),
    ("", N_("In stock, to sort, repair or hand over"), ("stock", "loose_parts")),
    ("recycled", N_("Recycled, certified"), ("recycled",)),
    ("other_recovery", N_("Other recovery, certified"), ("other_recovery",)),
    ("disposed", N_("Disposed of, certified"), ("disposed",)),
    ("", N_("Sent as waste, certificate awaited"), ("awaiting_proof",)),
    ("", N_("On its way, other than waste"), ("under_way",)),
    ("", N_("Passed on, what follows is not known"), ("passed_on",)),
    ("", N_("Lost"), ("lost",)),
    ("", N_("Contested: handed over while it was waste"), ("contested",)),
    ("", N_("Differences between estimate, scales and treatment"), ("estimate", "reweighing")),
)
"""Line for the colour, words, and the places of the report that they join."""

IN_USE, IN_STOCK, TREATED = (
    ("reused", "prepared", "parts_in_use"),
    ("stock", "loose_parts"),
    ("recycled", "other_recovery", "disposed"),
)

COLUMNS: Sequence[tuple[str, tuple[str, ...]]] = (
    (N_("Received"), ("received",)),
    (N_("in use"), IN_USE),
    (N_("in stock"), IN_STOCK),
    (N_("treated, certified"), TREATED),
    (N_("awaiting proof"), ("awaiting_proof",)),
)
"""Head of a column, and the places of the report that it adds up."""

CLAIMS: Mapping[str, str] = {
    "safe_hand_over": N_("Handed over with all its media wiped, destroyed or absent"),
    "hand_over_under_charter": N_("Handed over under the charter"),
    "solidarity_price": N_("Handed over at a price within the cap"),
    "re_use": N_("Handed over as re-use"),
}
"""Claim that a breach denies -> what can be said of the other hand-overs."""


def sentence(given: Report, before: Report | None, period: str) -> str:
    """Nothing given, too little for shares, or how it is split; then more, less or as much as a year before."""
    came, grams = given.figure("received_units").value, given.figure("received").value
    if not grams and not came:
        return _("{period}: nothing was given.").format(period=period)
    given_words = ngettext(
        "{period}: {count} device or part was given, {mass}",
        "{period}: {count} devices or parts were given, {mass}",
        came,
    )
    what = given_words.format(period=period, count=count_of(came), mass=kilos(grams))
    change = than_before(grams, before.figure("received").value) if before else ""
    if change:
        what = _("{what} ({change} on a year before)").format(what=what, change=change)
    if came < FEW:
        return _("{what}; of so few things no share is told.").format(what=what)
    used, kept, treated = (sum(given.figure(id).value for id in ids) for ids in (IN_USE, IN_STOCK, TREATED))
    told = _(
        "{what}. At the end, {used} of this mass is in use, {kept} in stock, {treated} treated with a certificate."
    )
    return told.format(what=what, used=share(used, grams), kept=share(kept, grams), treated=share(treated, grams))


def figures(given: Report, mass: Report, given_before: Report | None, mass_before: Report | None) -> list[Large]:
    """Given, served at least once, handed over, come back."""
    return [
        in_things(_("Given"), "received", given, given_before),
        in_things(_("Served at least once"), "served", mass, mass_before, line="reused"),
        in_things(_("Handed over"), "hand_overs", mass, mass_before),
        in_things(_("Come back"), "returns", mass, mass_before),
    ]


def where(given: Report) -> list[Part]:
    """Where what was given is, in grams; places that hold nothing are left out."""
    parts = [Part(_(words), sum(given.figure(id).value for id in ids), line) for line, words, ids in GROUPS]
    return [part for part in parts if part.value]


def by_donor(given: Report, table: str, by: str) -> list[tuple[str, list[int]]]:
    """Donor or kind of donor, with its grams in each of :data:`COLUMNS`; who gave most comes first."""
    grams: dict[str, Counter[str]] = {}
    for row in given.table(table).records():
        grams.setdefault(str(row[by]), Counter())[str(row["where"])] += int(row["grams"] or 0)
    rows = [(who, [sum(found[id] for id in ids) for _words, ids in COLUMNS]) for who, found in grams.items()]
    return sorted(rows, key=lambda row: -row[1][0])


def todo(given: Report, mass: Report) -> list[str]:
    """What only a person can move on: silence of those in use, certificates that are awaited."""
    silent, awaited = mass.figure("in_use_without_evidence").value, given.figure("awaiting_proof").value
    calls = ngettext(
        "{count} device is in use without any news since its hand-over: call and record the answer.",
        "{count} devices are in use without any news since their hand-over: call and record the answers.",
        silent,
    ).format(count=count_of(silent))
    ask = _("{mass} of what was given left as waste and await a certificate: ask the operators for it.")
    return [calls] * bool(silent) + [ask.format(mass=kilos(awaited))] * bool(awaited)


def claims(mass: Report, breaches: Report) -> list[tuple[str, str, str, str]]:
    """Claim, of how many it holds, of how many, why not of the others."""
    handed = mass.figure("hand_overs_units").value
    denied: Counter[str] = Counter()
    why: dict[str, list[str]] = {}
    for row in breaches.table("by_rule").records():
        claim, rule = str(row["denies"]), str(row["rule"])
        denied[claim] += int(row["count"] or 0)
        why.setdefault(claim, []).append(f"{_(RULE_WORDS.get(rule, rule))} ({count_of(int(row['count'] or 0))})")
    rows = [
        (_(words), count_of(handed - denied[claim]), count_of(handed), " ; ".join(why.get(claim, [])) or NOTHING)
        for claim, words in CLAIMS.items()
    ]
    in_use, silent = mass.figure("in_use_units").value, mass.figure("in_use_without_evidence").value
    unheard = _("nobody has heard of them since their hand-over ({count})").format(count=count_of(silent))
    since = unheard if silent else NOTHING
    proven = _("In use at the end, with proof since the hand-over")
    return [*rows, (proven, count_of(in_use - silent), count_of(in_use), since)]


def weighed(mass: Report) -> str:
    """What the served mass rests on."""
    served = mass.figure("served")
    told = _("Of the {mass} that served at least once, {share} was weighed; the rest are estimates and defaults.")
    return told.format(mass=kilos(served.value), share=share(served.coverage.weighed_g, served.value))
