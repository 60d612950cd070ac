"""What Streamlit runs for every reader and every change: the frame of the page, then the page itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import address, draw
from dashboard.answers import Answers, forget
from dashboard.form import make_ready
from dashboard.pages import ACCESSIBILITY, PAGES, Page, first_row, foot_row, second_row
from dashboard.tell.legal import SHORT_STATES
from lifecycle.engine import ColumnsUnreadable
from lifecycle.ledger import LedgerError
from lifecycle.reference import UnknownEdition
from lifecycle.reference.accessibility import audit
from lifecycle.reports import Unanswerable
from lifecycle.words import _, language

ANEW = "columns-anew"
"""Set while a page is drawn again on columns that are built anew."""


def main() -> None:
    """The frame, the menu, the page; what a person can put right is said in place of the page."""
    address.speak(address.asked_for("lang"))
    pages = [
        st.Page(_drawn(page), title=_(page.title), url_path=page.path or "main", default=page is PAGES[0])
        for page in PAGES
    ]
    make_ready()
    chosen = st.navigation(pages, position="hidden")
    here = PAGES[pages.index(chosen)]
    address.name_page(chosen.title)
    _masthead()
    _menu(dict(zip(PAGES, pages, strict=True)), here)
    try:
        chosen.run()
    except (Unanswerable, UnknownEdition) as trouble:
        st.html(draw.notice(_("The ledger has no answer to this."), str(trouble), "alert"))
    except (LedgerError, ColumnsUnreadable) as trouble:
        st.html(draw.notice(_("The ledger cannot be shown."), str(trouble), "alert"))
    _foot()


def _drawn(page: Page) -> Callable[[], None]:
    """A page on the ledger as it stands when it is drawn."""

    def draw_page() -> None:
        try:
            answers = Answers.now(address.asked_for("edition") or None)
            if any(one.invented for one in answers.organisations):
                st.html(draw.banner(_("Demonstration: the organisations and everything told of them are invented.")))
            page.show(answers)
        except ColumnsUnreadable:
            forget()
            if st.session_state.get(ANEW):
                raise
            st.session_state[ANEW] = True  # once: where they cannot be written either, a person has to look
            st.rerun()
        st.session_state.pop(ANEW, None)

    return draw_page


def _masthead() -> None:
    other, words = ("en", "English") if language() == "fr" else ("fr", "Français")
    change = address.link(lang=other)
    st.html(draw.masthead("lifecycle", address.link(""), words, other, change, _("Skip to the content")))


def _foot() -> None:
    """What the law wants reachable from every page; the state of accessibility is said in words."""
    state = _(SHORT_STATES[audit().state])
    links = [(state if page.path == ACCESSIBILITY else _(page.title), address.link(page.path)) for page in foot_row()]
    st.html(draw.footer(links, _("Foot of the page")))


def _menu(shown: Mapping[Page, st.Page], here: Page) -> None:
    """The audiences and what is everybody's; below, the pages of the audience one is with."""
    with st.container(key="lc-menu", horizontal=True):
        for page, words in first_row():
            _entry(
                shown[page],
                "lc-menu",
                _(words),
                page is here or (here.audience != "" and page.audience == here.audience),
            )
    if beside := second_row(here):
        with st.container(key="lc-submenu", horizontal=True):
            for page in beside:
                _entry(shown[page], "lc-submenu", _(page.title), page is here)


def _entry(page: st.Page, row: str, words: str, here: bool) -> None:
    """One way to a page; period and perimeter go along."""
    with st.container(key=f"{row}-{page.url_path or 'main'}{'-here' if here else ''}", width="content"):
        st.page_link(page, label=words, query_params=address.carried())


main()
