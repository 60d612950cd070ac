"""True facts that break a rule, in force as known at a position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.report import Column, Report, Table, report
from lifecycle.reports.words import SORTS
from lifecycle.rules import RULES
from lifecycle.rules.reasons import REASONS
from lifecycle.words import N_, Sentence, say

RULE_WORDS = {code: rule.says for code, rule in RULES.items()}
DENIED = {
    "certified_treatment": N_("a certified treatment"),
    "coded_treatment": N_("a treatment under a known code"),
    "coded_waste": N_("waste under a valid code"),
    "hand_over_under_charter": N_("a hand-over under the charter"),
    "known_actor": N_("a known organisation"),
    "mass": N_("this mass"),
    "mass_of_members": N_("the own mass of the members"),
    "re_use": N_("re-use"),
    "safe_hand_over": N_("a safe hand-over"),
    "solidarity_price": N_("the solidarity price"),
    "traced_waste": N_("traced waste"),
}
"""Claim that a breach denies -> words for it."""


def breaches(engine: Engine, filter: Filter) -> Report:
    """Each breach in force, and how many there are of each rule."""
    filter = filter.standing_at(engine)
    found, reasons = ask(engine, "breaches", filter).to_pylist(), reasons_kept(engine, filter)
    rows = tuple(
        (
            row["day"].isoformat(),
            row["rule"],
            row["rule"],
            row["subject"],
            row["organisation"],
            row["fact"],
            row["since_n"],
            reasons.get(row["fact"], ""),
        )
        for row in found
    )
    columns = (
        Column("day", N_("Day")),
        Column("rule", N_("Rule")),
        Column("says", N_("What it says"), words=RULE_WORDS),
        Column("subject", N_("Subject"), sorts=SORTS),
        Column("organisation", N_("Organisation")),
        Column("fact", N_("Fact")),
        Column("since", N_("Known since fact")),
        reason_column(),
    )
    counts = Counter(row["rule"] for row in found)
    by_rule = Table(
        "by_rule",
        say("Breaches by rule"),
        (
            Column("rule", N_("Rule")),
            Column("says", N_("What it says"), words=RULE_WORDS),
            Column("denies", N_("What cannot be claimed"), words=DENIED),
            Column("count", N_("Breaches")),
        ),
        tuple((rule, rule, _denied(rule), count) for rule, count in sorted(counts.items())),
    )
    tables = (Table("breaches", say("Breaches in force"), columns, rows), by_rule)
    return report("breaches", say("Breaches in force"), filter, engine, tables=tables)


def reason_column() -> Column:
    """Why the facts of a table were recorded although they break a rule."""
    what = N_("Why a person recorded it although it breaks a rule; empty where nobody was asked")
    return Column("breach_reason", N_("Recorded all the same"), words=REASONS, rare=True, what=what)


def reasons_kept(engine: Engine, filter: Filter) -> dict[int, str]:
    """Fact -> why it was recorded although it breaks a rule, of those of which a person said so."""
    return {row["fact"]: row["reason"] for row in ask(engine, "breach_reasons", filter).to_pylist()}


UNPROVEN = {
    "operator-not-authorised": N_("operator not authorised"),
    "operator-never-held-the-lot": N_("the operator never held the lot"),
    "certificate-mass-implausible": N_("fractions beyond reason for the lot"),
    "flux-without-attestation": N_("a yearly average (flux) without attestation"),
}
"""Rule that keeps a certificate from moving anything -> the words for it beside what awaits proof."""


def unproven(engine: Engine, filter: Filter) -> Iterator[Sentence]:
    """How many certificates leave their lots awaiting proof, and why."""
    certificates = {row["rule"]: row["facts"] for row in ask(engine, "unproven", filter).to_pylist()}
    for rule, words in UNPROVEN.items():
        if rule in certificates:
            yield say(
                "Breach: {reason}, awaiting proof (certificates: {count})",
                reason=say(words),
                count=certificates[rule],
            )


def _denied(rule: str) -> str:
    known = RULES.get(rule)
    return known.denies if known else ""
