"""The three pages at the foot of every page: accessibility, legal notice, privacy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers
from dashboard.tell import legal as tell
from lifecycle.reference.accessibility import audit
from lifecycle.words import _

EXAMINED = (
    *("/", "/association", "/atelier", "/remise", "/lots", "/poste", "/collectivite", "/parc", "/territoire"),
    *("/equipement", "/explication", "/matiere", "/methode"),
    *("/accessibilite", "/mentions-legales", "/confidentialite"),
)
"""Pages that the audit looked at."""


def accessibility(answers: Answers) -> None:
    """The declaration, made from the audit that the reference data hold."""
    st.html(draw.title(_("Accessibility")))
    _parts(tell.accessibility(audit(), _name(answers), _("The dashboard of this ledger"), EXAMINED))


def notice(answers: Answers) -> None:
    """Who publishes these pages, and where they are served from."""
    st.html(draw.title(_("Legal notice")))
    code = answers.keeper
    known = next((one for one in answers.organisations if one.code == code), None)
    address = urlsplit(st.context.url or "").netloc or "127.0.0.1"
    _parts(tell.notice(_name(answers), answers.registered(code), address, bool(known and known.invented)))


def privacy(answers: Answers) -> None:
    """What is recorded of people, which is nearly nothing, and what they may ask."""
    st.html(draw.title(_("Privacy")))
    _parts(tell.privacy(_name(answers), Path(answers.path).name))


def _name(answers: Answers) -> str:
    return answers.names.get(answers.keeper) or _("The organisation that keeps this ledger")


def _parts(parts: Sequence[tell.Part]) -> None:
    for part in parts:
        if part.heading:
            st.html(draw.heading(part.heading))
        for paragraph in part.paragraphs:
            st.html(draw.prose(paragraph))
        if part.items:
            st.html(draw.listed(part.items))
