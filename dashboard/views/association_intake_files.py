"""Part of the page of arrivals: machine files and tables, and what became of each."""

from __future__ import annotations

import streamlit as st

from dashboard import draw
from dashboard.desk import Desk
from dashboard.desk.files import files
from dashboard.draw import written
from dashboard.tell import arriving as tell
from lifecycle.intake import READERS, ImportResult
from lifecycle.words import _


def machine_files(at: Desk) -> None:
    """The form, and the importer's own answers: recorded, unchanged, refused, skipped, asked."""
    words = _(
        "What a machine tells of itself ({formats}). A file that bears the code of a label as its name is that of "
        "the machine under this label."
    )
    st.html(draw.prose(words.format(formats=", ".join(READERS))))
    done = files(at)
    if done is None:
        return
    with st.container(key="imported-files"):
        if done.result is None:
            st.html(written.refusal(_("Nothing was read."), [done.trouble], _("Choose the files again and send them.")))
        else:
            _told(done.result)


def _told(result: ImportResult) -> None:
    receipt = _("Receipt: facts {first}–{last}, hash {hash}")
    proof = ""
    if result.receipt is not None:
        proof = receipt.format(
            first=draw.count_of(result.receipt.first_n),
            last=draw.count_of(result.receipt.last_n),
            hash=result.receipt.hash_at_last_n[:16],
        )
    asked = [one.text for one in result.questions]
    st.html(written.receipt(tell.imported(result), (), asked, "", proof))
    if rows := tell.refused(result):
        st.html(draw.table(_("Not recorded"), tell.refused_heads(), rows, told=True))
