"""Method: what do these figures mean, and what do they rest on?"""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from dashboard import draw
from dashboard.address import day_asked, link
from dashboard.answers import Answers
from dashboard.views.footing import MIME, later
from lifecycle.reports.method_page import Section, Table
from lifecycle.words import _


def show(answers: Answers) -> None:
    """The whole page: of the edition and the day that the address names, else the newest and today."""
    day = day_asked()
    page = answers.method(day)
    st.html(draw.title(page.title))
    st.html(draw.sentence(page.summary))
    _files(answers, day)
    st.html(draw.contents(_("Contents"), [(section.title, f"#{section.id}") for section in page.sections]))
    for section in page.sections:
        _section(section)
    st.html(draw.note(draw.anchor(_("address of this very page"), link(edition=answers.edition, on=str(day)))))


def _files(answers: Answers, day: date) -> None:
    """All of it on paper or for another site, with every table open."""
    with st.container(horizontal=True):
        for format, words in (("html", _("This page to print (HTML)")), ("md", _("This page as text (Markdown)"))):
            st.download_button(
                words,
                later(partial(answers.method_file, day, format)),
                file_name=f"{_('method')}-{answers.edition}.{format}",
                mime=MIME[format],
                key=f"download-method-{format}",
                on_click="ignore",
            )


def _section(section: Section) -> None:
    """Its heading and blocks; a long table opens when it is asked for."""
    st.html(draw.heading(section.title, section.id))
    for block in section.blocks:
        if isinstance(block, Table) and block.folded:
            with st.expander(draw.folded(block)):
                st.html(draw.method_block(block))
        else:
            st.html(draw.method_block(block))
