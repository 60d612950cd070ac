"""What a person and a programmer each get when the dashboard fails: a number, and the whole story under it."""

from __future__ import annotations

import secrets
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from dashboard.answers import ledger_path
from dashboard.draw import notice
from lifecycle.words import _


def on_script_error(error: Exception) -> bool:
    """Show an incident number in place of the page; the traceback goes to a file beside the ledger."""
    number = secrets.token_hex(4).upper()
    where = _keep(number, error)
    sys.stderr.write(_("Incident {number}: the details are in {file}").format(number=number, file=where) + "\n")
    st.html(
        notice(
            _("Something went wrong here: incident {number}").format(number=number),
            _("Nothing in the ledger was changed. Reload the page; if it happens again, pass on the incident number."),
            "alert",
        )
    )
    return True


def _keep(number: str, error: Exception) -> Path | str:
    """Write the story down; where the folder cannot be written, say it on the error output."""
    story = "".join(traceback.format_exception(error))
    file = ledger_path().with_name(f"{ledger_path().name}.incidents.log")
    try:
        with file.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat()} {number}\n{story}\n")
    except OSError:
        sys.stderr.write(story)
        return "stderr"
    return file
