"""The pages, in the order of the menu: one line a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dashboard.views import material
from lifecycle.words import N_


class Page(NamedTuple):
    """A page: its place in the address, its title, what draws it."""

    path: str
    title: str
    """English text, translated where it is shown."""
    show: Callable[[], None]


PAGES = (Page("", N_("Material balance"), material.show),)
"""The first one is the main page."""
