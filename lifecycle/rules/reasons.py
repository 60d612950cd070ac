"""Why a fact that breaks a rule is recorded all the same: what a person is asked at a live door."""

from __future__ import annotations

from collections.abc import Mapping

from lifecycle.words import N_

REASONS: Mapping[str, str] = {
    "proof_to_come": N_("It was done, the proof will be added"),
    "record_lost": N_("It was done, its record is lost"),
    "before_this_ledger": N_("It happened before this ledger was kept"),
    "urgent_need": N_("Urgent need: it could not wait"),
    "ordered_by_authority": N_("Ordered or agreed by an authority"),
    "rule_not_applicable": N_("The rule does not apply to this case"),
    "done_by_mistake": N_("It was a mistake, and it did happen"),
    "noted_elsewhere": N_("Another reason, noted outside this ledger"),
}
"""Code -> English words. A code stands in the ledger for ever: codes are added, never changed."""
