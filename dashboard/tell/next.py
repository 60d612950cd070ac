"""What a device may become next, page by page."""

from __future__ import annotations

from collections.abc import Callable

from lifecycle.journey.possible import possible
from lifecycle.reports.devices import Standing
from lifecycle.words import N_, _

PAGES: tuple[tuple[str, str, frozenset[str]], ...] = (
    (
        "atelier",
        N_("At the workshop: {kinds}"),
        frozenset({"triaged", "tested", "data_sanitised", "media_absent", "media_destroyed", "part_removed"})
        | frozenset({"part_installed", "repaired", "software_installed", "made_ready", "discarded"}),
    ),
    ("remise", N_("At the desk: {kinds}"), frozenset({"handed_over"})),
    (
        "suivi",
        N_("With its holder: {kinds}"),
        frozenset({"taken_in", "given_back", "use_confirmed", "returned", "lost", "found"}),
    ),
    ("arrivees", N_("On arrival: {kinds}"), frozenset({"received", "weighed", "hardware_read"})),
)
"""Path of a page -> what one does there, and the kinds of fact that it records of a device."""


def ways(one: Standing, link: Callable[..., str]) -> list[tuple[str, str]]:
    """(words, address) of each page that can record what may happen next to a device."""
    kinds = {kind.kind: kind.label for kind in possible("device", one.custody, one.state.legal)}
    found = []
    for path, words, told in PAGES:
        labels = [_(label) for kind, label in kinds.items() if kind in told]
        if labels and (path != "arrivees" or one.custody in {"in_stock", "expected", "passed_on"}):
            found.append((_(words).format(kinds=", ".join(labels)), link(path, device=one.device_id)))
    if one.custody == "in_stock":
        found.append((_("On a pallet: packed in a lot"), link("lots", device=one.device_id)))
    return found
