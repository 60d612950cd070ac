"""What is known of an organisation: an entry in the register, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Authorisation:
    """An authorisation as granted, in force or not."""

    reference: str
    activity: str
    valid_from: str
    valid_to: str
    waste_codes: list[str]
    categories: list[str]


@dataclass(slots=True)
class Organisation:
    """What is known of an organisation, whatever the order in which it was told."""

    registered: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)
    """Identity of the fact -> (position in the ledger, whether it stands from there on), in order"""
    granted: dict[str, Authorisation] = field(default_factory=dict)
    withdrawn: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Identity of the fact -> (reference, void from)"""

    def was_registered(self, n: int) -> bool:
        """It was registered here, as far as the facts up to this position told."""
        for turns in self.registered.values():
            if [stands for position, stands in turns if position <= n][-1:] == [True]:
                return True
        return False

    def authorisation_on(self, day: str, waste_code: str, categories: set[str]) -> bool:
        """It may treat this waste, of these categories, on this day.

        A deed limited to waste codes says nothing of waste without a code.
        """
        for deed in self.granted.values():
            if deed.activity != "treatment" or not deed.valid_from <= day:
                continue
            if deed.valid_to and day >= deed.valid_to:
                continue
            if any(ref == deed.reference and day >= void_from for ref, void_from in self.withdrawn.values()):
                continue
            if deed.waste_codes and waste_code not in deed.waste_codes:
                continue
            if deed.categories and not categories <= set(deed.categories):
                continue
            return True
        return False
