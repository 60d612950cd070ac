"""What a ledger knows of a part or of an organisation: where it stands, and the facts that name it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lifecycle import reference
from lifecycle.journey import load_state
from lifecycle.journey.past import StateRow
from lifecycle.journey.state import LoosePart, furthest
from lifecycle.ledger import Entry, Ledger
from lifecycle.reports.devices import DATA_WORDS, LEGAL_WORDS, SOURCE_WORDS
from lifecycle.reports.report import Column, Table
from lifecycle.reports.words import KIND_WORDS, ROLES
from lifecycle.rules import CUSTODY_WORDS
from lifecycle.words import N_, _, say


@dataclass(frozen=True)
class Known:
    """One part or organisation, by its code."""

    subject: str
    row: StateRow | None
    facts: tuple[Entry, ...]
    void: frozenset[int]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {"subject": self.subject, "custody": self.row.custody if self.row else None, "facts": self.told()}

    def told(self) -> list[dict[str, Any]]:
        """The facts that name it, each with the identity by which a correction or another ledger names it."""
        return [
            {
                "n": one.n,
                "event_id": one.event_id,
                "occurred_on": one.occurred_on,
                "kind": one.kind,
                "void": one.n in self.void,
            }
            for one in self.facts
        ]

    def lines(self) -> Iterator[tuple[str, str]]:
        """What a person reads first: label, value."""
        sort, _colon, code = self.subject.partition(":")
        yield _("Code"), code
        yield from self._of_part() if sort == "part" else self._of_organisation()

    def _of_part(self) -> Iterator[tuple[str, str]]:
        state = load_state(self.row.state, self.subject) if self.row else None
        if not isinstance(state, LoosePart) or self.row is None:
            return
        if state.host:
            yield _("In device"), state.host.partition(":")[2]
            return
        held = _(CUSTODY_WORDS[self.row.custody])
        yield _("Where"), f"{held} ({self.row.organisation})" if self.row.organisation else held
        item = state.item
        if item is None or not item.holdings:
            return
        kind = reference.load().part_kind(item.category)
        yield _("Category"), kind.label() if kind else item.category
        if item.medium_state:
            yield _("Data"), _(DATA_WORDS[item.medium_state])
        stands = furthest(item.holdings)
        if stands.legal:
            yield _("Status"), _(LEGAL_WORDS[stands.legal])
        yield _("Mass"), f"{item.grams} g ({_(SOURCE_WORDS[stands.source])})"

    def _of_organisation(self) -> Iterator[tuple[str, str]]:
        told = [one for one in self.facts if one.kind == "organisation_registered" and one.n not in self.void]
        if told:
            said = json.loads(told[-1].form)["facts"]
            yield _("Name"), said["name"]
            yield _("Role"), ", ".join(_(ROLES[role]) for role in said["roles"])
            yield _("Commune"), said["commune"]

    def timeline(self) -> Table:
        """The facts that name it, in order of life."""
        rows = tuple(
            (one.n, one.occurred_on, one.kind, one.acting, say("void") if one.n in self.void else "")
            for one in self.facts
        )
        columns = (
            Column("n", N_("Fact no.")),
            Column("day", N_("Day")),
            Column("kind", N_("Fact"), words=KIND_WORDS),
            Column("acting", N_("Organisation")),
            Column("void", N_("Void")),
        )
        return Table("facts", say("Facts, in order of life"), columns, rows)


def known(ledger: Ledger, subject: str) -> Known:
    """What the ledger knows of a subject: ``part:CODE``, ``organisation:CODE``, any other."""
    facts = tuple(ledger.facts_about(subject))
    return Known(subject, ledger.state(subject), facts, frozenset(ledger.voided([one.n for one in facts])))
