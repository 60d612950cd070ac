"""The pages, in the order of the menu: one line a page.

The first row of the menu holds what stands for an audience and what belongs to nobody in
particular; the second row holds the pages of the audience that one is with.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dashboard.answers import Answers
from dashboard.views import (
    association,
    association_aftercare,
    association_courses,
    association_donors,
    association_handover,
    association_intake,
    association_stock,
    association_workshop,
    authority,
    authority_actors,
    authority_fleet,
    authority_forecast,
    authority_territory,
    bench,
    equipment,
    explanation,
    home,
    legal,
    material,
    method,
    recycler,
    recycler_deadlines,
    recycler_lots,
)
from lifecycle.words import N_


class Page(NamedTuple):
    """A page: its place in the address, its title, what draws it, whose it is."""

    path: str
    title: str
    """English text, translated where it is shown."""
    show: Callable[[Answers], None]
    audience: str = ""
    """One of AUDIENCES, or FOOT; empty where it is everybody's."""
    in_menu: bool = True
    """False where other pages lead to it."""


AUDIENCES = {
    "association": N_("Association"),
    "recycler": N_("Recycler"),
    "authority": N_("Local authority"),
}
"""Role of the organisations that a page is about -> its word in the first row, which opens its first page."""

FOOT = "foot"
"""Audience of the pages at the foot of every page."""
ACCESSIBILITY = "accessibilite"

PAGES = (
    Page("", N_("Home"), home.show),
    Page("association", N_("What we did"), association.show, "association"),
    Page("arrivees", N_("Arrivals"), association_intake.show, "association"),
    Page("atelier", N_("Workshop"), association_workshop.show, "association"),
    Page("remise", N_("Hand-over"), association_handover.show, "association"),
    Page("suivi", N_("Afterwards"), association_aftercare.show, "association"),
    Page("stock", N_("Stock"), association_stock.show, "association"),
    Page("formations", N_("Courses"), association_courses.show, "association"),
    Page("donateurs", N_("Donors and funders"), association_donors.show, "association"),
    Page("recycleur", N_("In and out"), recycler.show, "recycler"),
    Page("poste", N_("Bench"), bench.show, "recycler"),
    Page("lots", N_("Lots"), recycler_lots.show, "recycler"),
    Page("echeances", N_("Deadlines"), recycler_deadlines.show, "recycler"),
    Page("collectivite", N_("Overview"), authority.show, "authority"),
    Page("parc", N_("Our fleet"), authority_fleet.show, "authority"),
    Page("territoire", N_("The territory"), authority_territory.show, "authority"),
    Page("acteurs", N_("Who does and funds what"), authority_actors.show, "authority"),
    Page("prevision", N_("What is coming"), authority_forecast.show, "authority"),
    Page("equipement", N_("Device"), equipment.show),
    Page("matiere", N_("Material balance"), material.show),
    Page("methode", N_("Method"), method.show, in_menu=False),
    Page("explication", N_("Explanation"), explanation.show, in_menu=False),
    Page(ACCESSIBILITY, N_("Accessibility"), legal.accessibility, FOOT, in_menu=False),
    Page("mentions-legales", N_("Legal notice"), legal.notice, FOOT, in_menu=False),
    Page("confidentialite", N_("Privacy"), legal.privacy, FOOT, in_menu=False),
)
"""The first one is the main page."""


def first_row() -> tuple[tuple[Page, str], ...]:
    """Each page that the first row opens, with the word it stands under."""
    shown: dict[str, tuple[Page, str]] = {}
    for page in PAGES:
        if page.in_menu:
            shown.setdefault(page.audience or page.path, (page, AUDIENCES.get(page.audience, page.title)))
    return tuple(shown.values())


def foot_row() -> tuple[Page, ...]:
    """The pages at the foot of every page."""
    return tuple(page for page in PAGES if page.audience == FOOT)


def second_row(here: Page) -> tuple[Page, ...]:
    """The pages of the audience of a page; none where there is only that one, or no audience."""
    found = tuple(page for page in PAGES if page.in_menu and page.audience and page.audience == here.audience)
    return found if len(found) > 1 else ()
