"""Machine files and tables, taken from the browser to the importer that the command line uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import NamedTuple, Protocol

import streamlit as st

from dashboard.address import asked_for, speak
from dashboard.answers import ledger_path
from dashboard.desk import Desk
from dashboard.writing import account, today
from lifecycle import reference
from lifecycle.codes import prefix_of
from lifecycle.intake import Importer, ImportResult, gather
from lifecycle.ledger import Ledger, LedgerError, open_ledger
from lifecycle.words import _

KEY = "arrivees-files"
IMPORTED = f"{KEY}-done"
LABEL = f"{KEY}-label"


class File(Protocol):
    """A file as the browser gives it."""

    @property
    def name(self) -> str:
        """Its name on the computer of who gave it."""

    def getvalue(self) -> bytes:
        """Its bytes."""


class Imported(NamedTuple):
    """What became of the files that were given last; ``trouble`` where the ledger could not take anything."""

    result: ImportResult | None
    trouble: str = ""


def files(at: Desk) -> Imported | None:
    """The form for files; gives what became of those that were given last."""
    with st.form(f"{KEY}-form", border=False), st.container(key=f"lc-form-{KEY}"):
        st.file_uploader(_("Machine files or tables"), accept_multiple_files=True, key=_uploader())
        st.text_input(_("Code on the label, where it is one machine"), key=LABEL, persist_state="session")
        st.form_submit_button(_("Read these files"), type="primary", on_click=_import, args=(at,), key=f"{KEY}-send")
    return st.session_state.get(IMPORTED)


def _uploader() -> str:
    """Its key changes once its files are recorded: the next ones come into an empty field."""
    return f"{KEY}-{st.session_state.setdefault(f'{KEY}-turn', 0)}"


def _import(at: Desk) -> None:
    speak(asked_for("lang"))  # a callback comes before the page
    given: list[File] = st.session_state.get(_uploader()) or []
    if not given:
        st.session_state[IMPORTED] = Imported(None, _("No file was chosen yet."))
        return
    label = (st.session_state.get(LABEL) or "").strip().upper()
    if label and len(given) > 1:
        st.session_state[IMPORTED] = Imported(
            None, _("A label goes with one file: give the files of several machines the names of their labels.")
        )
        return
    done = imported(given, at, label)
    st.session_state[IMPORTED] = done
    if done.result is not None and not done.result.refused:
        st.session_state[f"{KEY}-turn"] += 1
        st.session_state[LABEL] = ""


def imported(given: Sequence[File], at: Desk, label: str = "") -> Imported:
    """Read the files and record what is good, each file whole or not at all.

    A file whose name is the code of a label is that of the machine which bears it.
    """
    with TemporaryDirectory() as room:
        paths = [_laid(file, Path(room) / str(rank)) for rank, file in enumerate(given)]
        try:
            with open_ledger(ledger_path()) as ledger:
                result = _read(ledger, paths, at, {str(path): label or path.stem.upper() for path in paths})
        except LedgerError as trouble:
            return Imported(None, str(trouble))
    names = {str(path): path.name for path in paths}
    return Imported(_as_named(result, names))


def _laid(file: File, folder: Path) -> Path:
    folder.mkdir()
    path = folder / (PurePath(file.name.replace("\\", "/")).name or "file")
    path.write_bytes(file.getvalue())
    return path


def _read(ledger: Ledger, paths: Sequence[Path], at: Desk, labels: dict[str, str]) -> ImportResult:
    gathering = gather(
        paths,
        ledger_view=ledger,
        reference=reference.load(),
        acting=at.acting,
        prefix=prefix_of(at.acting),
        on=today(),
        today=today(),
        labels={file: code for file, code in labels.items() if ledger.resolve(f"device:{code}") is not None},
    )
    return Importer(by=account(), on_behalf_of=at.acting, now=datetime.now(UTC)).run(ledger, gathering)


def _as_named(result: ImportResult, names: dict[str, str]) -> ImportResult:
    """The same with each file under the name that a person knows."""
    result.refused = [one._replace(file=names.get(one.file, one.file)) for one in result.refused]
    result.skipped = [one._replace(file=names.get(one.file, one.file)) for one in result.skipped]
    return result
