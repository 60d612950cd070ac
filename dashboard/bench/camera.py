"""The camera of the bench: codes on a photo, given to the bench as if scanned."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, link
from dashboard.bench.photo import codes_on
from lifecycle.words import _


def offered_by_photo() -> list[dict[str, str]]:
    """The codes on a photo, given to the bench as if scanned; the camera is asked for only when wanted."""
    if not asked_for("photo"):
        # A link that loads the page anew: only a page that was loaded as the bench may ask for the camera.
        st.html(draw.note(draw.anchor(_("Read codes on a photo"), link(photo="1"))))
        return []
    photo = st.camera_input(_("Photo of a label"), key="bench-camera")
    if photo is None:
        return []
    taken = photo.getvalue()
    found = codes_on(taken)
    if not found:
        st.html(
            draw.notice(
                _("No code was read on this photo."),
                _("Come closer, hold still, add light; or type the code."),
                "alert",
            )
        )
    name = sha256(taken).hexdigest()[:16]
    return [{"key": f"{name}-{rank}", "text": text} for rank, text in enumerate(found)]
