"""The pages, in the order of the menu: one line a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dashboard.answers import Answers
from dashboard.views import association, authority, equipment, explanation, home, material, method, recycler
from lifecycle.words import N_


class Page(NamedTuple):
    """A page: its place in the address, its title, what draws it."""

    path: str
    title: str
    """English text, translated where it is shown."""
    show: Callable[[Answers], None]
    in_menu: bool = True
    """False where other pages lead to it."""


PAGES = (
    Page("", N_("Home"), home.show),
    Page("association", N_("Association"), association.show),
    Page("recycleur", N_("Recycler"), recycler.show),
    Page("collectivite", N_("Local authority"), authority.show),
    Page("equipement", N_("Device"), equipment.show),
    Page("matiere", N_("Material balance"), material.show),
    Page("methode", N_("Method"), method.show, in_menu=False),
    Page("explication", N_("Explanation"), explanation.show, in_menu=False),
)
"""The first one is the main page."""
