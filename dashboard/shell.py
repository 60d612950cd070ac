"""What Streamlit runs for every reader and every change: the frame of the page, then the page itself."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.address import link, speak
from dashboard.answers import perimeter
from dashboard.pages import PAGES
from lifecycle.engine import ColumnsUnreadable
from lifecycle.ledger import LedgerError
from lifecycle.reports import Unanswerable
from lifecycle.words import _, language


def main() -> None:
    """The frame, the menu, the page; what a person can put right is said in place of the page."""
    speak()
    pages = [
        st.Page(page.show, title=_(page.title), url_path=page.path or "main", default=page is PAGES[0])
        for page in PAGES
    ]
    chosen = st.navigation(pages, position="top" if len(pages) > 1 else "hidden")
    st.set_page_config(page_title=f"{chosen.title} – lifecycle", layout="wide", menu_items={})
    try:
        _frame()
        chosen.run()
    except Unanswerable as trouble:
        st.html(draw.notice(_("The ledger has no answer to this."), str(trouble), "alert"))
    except (LedgerError, ColumnsUnreadable) as trouble:
        st.html(draw.notice(_("The ledger cannot be shown."), str(trouble), "alert"))


def _frame() -> None:
    """The name of the tool, the other language, and what must be said on every page."""
    other, words = ("en", "English") if language() == "fr" else ("fr", "Français")
    st.html(draw.masthead("lifecycle", words, other, link(lang=other), _("Skip to the content")))
    if any(one.invented for one in perimeter()):
        st.html(draw.banner(_("Demonstration: the organisations and everything told of them are invented.")))


main()
