"""Part of the auditor's page: the whole ledger in open formats, for whoever keeps it."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers, ledger_path
from dashboard.views.taking import MIME, later
from lifecycle.documents.everything import packed
from lifecycle.words import _

MOST_FACTS = 200_000
"""Beyond, the archive is more than a browser takes well: the command writes a folder, fact by fact."""


def everything(answers: Answers) -> None:
    """A button, made when it is asked for; the command where the ledger is large."""
    st.html(draw.heading(_("Take everything away"), "everything"))
    what = _("Every fact, the books, where each device stands, the reference values, in open formats, explained.")
    st.html(draw.note(what))
    if answers.head.count <= MOST_FACTS:
        st.download_button(
            _("The whole ledger (ZIP)"),
            later(partial(packed, ledger_path(), today=date.today())),
            file_name=f"lifecycle-export-{answers.head.count}.zip",
            mime=MIME["csv"],
            key="download-everything",
            on_click="ignore",
        )
    else:
        st.html(draw.note(_("This ledger is too large for a browser: lifecycle export open FOLDER writes it.")))
    careful = _("Serial numbers are in it, names of people are not: it is for its keeper, not for the public.")
    st.html(draw.note(careful))
