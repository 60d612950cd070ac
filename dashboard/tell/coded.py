"""Words for coded words that no class lists: faults, reasons, functions. A ledger may hold others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lifecycle import reference
from lifecycle.words import N_, _

FAULTS: Mapping[str, str] = {
    "battery_worn": N_("worn battery"),
    "power_supply_dead": N_("dead power supply or charger"),
    "disk_failing": N_("failing disk"),
    "memory_short": N_("too little memory"),
    "screen_broken": N_("broken screen"),
    "backlight_dim": N_("dim backlight"),
    "keyboard_keys": N_("missing keys"),
    "hinge_broken": N_("broken hinge"),
    "fan_noisy": N_("noisy fan"),
    "ports_broken": N_("broken socket"),
    "wifi_dead": N_("no wireless network"),
    "rollers_worn": N_("worn rollers"),
    "system_slow": N_("slow or broken system"),
    "account_locked": N_("locked by an account"),
    "board_dead": N_("dead mainboard"),
    "liquid": N_("liquid inside"),
    "other": N_("another fault"),
}
DISCARDED: Mapping[str, str] = {
    "beyond_repair": N_("beyond repair"),
    "worn": N_("worn out"),
    "obsolete": N_("of no use to anyone any more"),
    "used_for_parts": N_("taken apart for its parts"),
    "account_locked": N_("locked by an account"),
    "unsafe": N_("dangerous"),
    "unknown": N_("not known"),
}
RETURNED: Mapping[str, str] = {
    "broken": N_("it broke"),
    "no_longer_needed": N_("no longer needed"),
    "loan_ended": N_("the loan ended"),
    "exchanged": N_("exchanged for another"),
    "moved_away": N_("moved away"),
    "not_suitable": N_("it did not suit"),
    "unknown": N_("not known"),
}
LOST: Mapping[str, str] = {
    "missing_at_count": N_("missing when the shelves were counted"),
    "stolen": N_("stolen"),
    "holder_gone": N_("its holder cannot be reached any more"),
    "unknown": N_("not known"),
}
CHECKS: Mapping[str, str] = {
    "power": N_("starts"),
    "screen": N_("screen"),
    "keyboard": N_("keyboard and pointer"),
    "battery": N_("battery"),
    "ports": N_("sockets"),
    "wifi": N_("wireless network"),
    "network": N_("wired network"),
    "sound": N_("sound"),
    "camera": N_("camera"),
    "disk": N_("disk"),
    "printing": N_("printing"),
}


def words(codes: Mapping[str, str]) -> dict[str, str]:
    """Code -> words in the reader's language."""
    return {code: _(text) for code, text in codes.items()}


def part_kinds() -> dict[str, str]:
    """Kind of part -> its name."""
    return {one.id: one.label() for one in reference.load().part_kinds.values()}


def categories() -> dict[str, str]:
    """Category of devices -> its name."""
    return {one.id: one.label() for one in reference.load().categories.values()}


def waste_codes(on: date) -> dict[str, str]:
    """Code of the list of waste for some category of devices -> the code and its wording on a day."""
    known = reference.load()
    codes = sorted({code for one in known.categories.values() for code in one.waste_codes.values()})
    found = [known.waste_code(code, on=on) for code in codes]
    return {said.code: f"{said.code} – {said.label}" for said in found if said.status == "valid"}
