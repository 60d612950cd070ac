"""What yearly averages (flux) without attestation would make of what awaits proof: shown beside it, never booked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from lifecycle.engine import Engine
from lifecycle.events import Fraction
from lifecycle.journey.claim import account_of
from lifecycle.reference import Reference
from lifecycle.reports.question import Filter, ask
from lifecycle.reports.report import Column, Table
from lifecycle.reports.words import ACCOUNTS
from lifecycle.words import N_, say


class WouldEnd(NamedTuple):
    """Grams of a lot that would end in an account if the average were attested for it."""

    lot: str
    day: str
    fact: int
    account: str
    grams: int


def would_end(engine: Engine, filter: Filter, values: Reference) -> list[WouldEnd]:
    """Of each lot that awaits proof: what the newest average told of it would make of its grams, in whole grams.

    An average covers what it says, at most what still awaits; of a slice, the slice's share.
    """
    newest: dict[str, dict[str, Any]] = {}
    for row in ask(engine, "flux_certificates", filter).to_pylist():
        newest[row["subject"].partition(":")[2]] = row
    here = _awaiting(engine, filter) if newest else {}
    whole = _awaiting(engine, Filter(last_day=filter.last_day, as_of=filter.as_of)) if here else {}
    found = []
    for lot, row in newest.items():
        if here.get(lot, 0) > 0:
            said = json.loads(row["said"])
            covers = said.get("covers_grams") or whole[lot]
            for account, grams in _by_account(said["fractions"], values).items():
                part = grams * min(covers, whole[lot]) * here[lot] // (covers * whole[lot])
                found.append(WouldEnd(lot, row["day"].isoformat(), row["n"], account, part))
    return found


def _awaiting(engine: Engine, filter: Filter) -> Mapping[str, int]:
    """Grams that await proof, by lot."""
    grams: defaultdict[str, int] = defaultdict(int)
    for row in ask(engine, "lots_under_way", filter).to_pylist():
        grams[row["lot"]] += row["grams"]
    return grams


def _by_account(fractions: list[dict[str, Any]], values: Reference) -> Mapping[str, int]:
    """Grams of the fractions that an attestation would let end, by the account in which they would."""
    grams: defaultdict[str, int] = defaultdict(int)
    for fraction in fractions:
        if account := account_of(values, Fraction.model_validate(fraction)):
            grams[account] += fraction["grams"]
    return grams


def averages_table(found: list[WouldEnd]) -> Table:
    """One row per lot and end."""
    columns = (
        Column("lot", N_("Lot")),
        Column("day", N_("Day")),
        Column("fact", N_("Fact no.")),
        Column("account", N_("Would be, if attested"), words=ACCOUNTS),
        Column("grams", N_("Mass"), "g"),
    )
    title = say("What yearly averages (flux) without attestation would make of them: not counted")
    return Table("averages", title, columns, tuple(tuple(row) for row in found))
