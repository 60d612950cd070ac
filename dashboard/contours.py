"""Contours that the user supplies for the map: a file beside the ledger, or one sent with the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from dashboard import draw
from dashboard.answers import ledger_path
from lifecycle.intake.contours import BadContours, Rings, contours_of
from lifecycle.words import _

SUFFIX = ".contours.geojson"
"""Beside town.db: town.db.contours.geojson."""


def contours(level: str) -> Mapping[str, Sequence[Rings]]:
    """Code -> contours of the places of a level; nothing where none were given, or where they cannot be read."""
    with st.expander(_("Draw surfaces: contours of your own (GeoJSON)")):
        words = _("A GeoJSON file with a code for each contour: INSEE code, SIREN of the grouping, department.")
        sent = st.file_uploader(words, type=["geojson", "json"], key=f"contours-{level}", max_upload_size=20)
        beside = _("It stays as long as this page is open. A file named {name} beside the ledger is drawn each time.")
        st.html(draw.note(beside.format(name=f"{ledger_path().name}{SUFFIX}")))
    kept = ledger_path().with_name(f"{ledger_path().name}{SUFFIX}")
    try:
        if sent is not None:
            return contours_of(sent.getvalue())
        return _read(str(kept), kept.stat().st_mtime_ns) if kept.is_file() else {}
    except BadContours as why:
        st.html(draw.notice(_("These contours cannot be drawn."), str(why), "alert"))
        return {}


@st.cache_resource(max_entries=2, show_spinner=False)
def _read(path: str, changed: int) -> Mapping[str, Sequence[Rings]]:  # noqa: ARG001
    return contours_of(Path(path).read_bytes())
