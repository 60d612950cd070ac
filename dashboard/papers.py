"""What a person takes along on paper or as a picture: made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from dashboard import draw
from dashboard.answers import Answers, ledger_path
from dashboard.views.footing import later
from lifecycle.documents.labels import device_labels
from lifecycle.documents.papers import donor_receipt, handover_paper
from lifecycle.documents.public import badge, public, share_image
from lifecycle.documents.sheets import association_sheet, donor_sheet, funder_sheet
from lifecycle.ledger import Ledger, open_ledger
from lifecycle.reports import Filter
from lifecycle.words import _

MIME = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}


class Paper(NamedTuple):
    """One button: its words, the name of the file, what makes it."""

    words: str
    file: str
    make: Callable[[], bytes]


def impact_papers(answers: Answers, filter: Filter) -> None:
    """The sheet of an association, an image to share, a badge."""
    st.html(draw.heading(_("Show it to others"), "papers"))
    name = _file(_("impact"), filter.organisation, filter)
    _buttons(
        Paper(_("Impact sheet (A4, PDF)"), f"{name}.pdf", lambda: association_sheet(answers.bundle(filter))),
        Paper(_("Image to share (PNG)"), f"{name}.png", lambda: share_image(public(answers.bundle(filter)))),
        Paper(_("Badge for a site (SVG)"), f"{name}.svg", lambda: badge(public(answers.bundle(filter)))),
    )
    st.html(draw.note(_("Numbers of so few people that one might be known are not told exactly on them.")))


def donor_paper(answers: Answers, filter: Filter, donor: str) -> None:
    """The sheet for a donor."""
    words, name = _("Sheet for this donor (A4, PDF)"), _file(_("donor"), donor, filter)
    _buttons(Paper(words, f"{name}.pdf", lambda: donor_sheet(answers.bundle(filter), donor)))


def funder_paper(answers: Answers, filter: Filter, funder: str) -> None:
    """The sheet for a funder: all that it granted over the days, whoever received it."""
    words, name = _("Sheet for this funder (A4, PDF)"), _file(_("funder"), funder, filter)
    whole = filter.model_copy(update={"organisation": funder})
    _buttons(Paper(words, f"{name}.pdf", lambda: funder_sheet(answers.bundle(whole))))


def label_papers(codes: Sequence[str]) -> None:
    """Labels to stick on, and the receipt for who gave them."""
    _buttons(
        Paper(_("Labels (PDF)"), f"{_('labels')}.pdf", partial(_of_ledger, device_labels, codes)),
        Paper(_("Receipt for the donor (PDF)"), f"{_('receipt')}.pdf", partial(_of_ledger, donor_receipt, codes)),
    )


def label_paper(codes: Sequence[str]) -> None:
    """Labels to stick on."""
    _buttons(Paper(_("Label (PDF)"), f"{_('label')}-{codes[0]}.pdf", partial(_of_ledger, device_labels, codes)))


def handover_papers(codes: Sequence[str]) -> None:
    """The paper of a hand-over, to sign; nothing where nothing was handed over."""
    if not codes:
        return
    name = f"{_('hand-over')}-{codes[0]}.pdf"
    _buttons(Paper(_("Paper to sign (PDF)"), name, partial(_of_ledger, handover_paper, codes)))


def _of_ledger(make: Callable[[Ledger, Sequence[str]], bytes], codes: Sequence[str]) -> bytes:
    with open_ledger(ledger_path(), read_only=True) as ledger:
        return make(ledger, codes)


def _file(what: str, who: str | None, filter: Filter) -> str:
    return "-".join(str(part) for part in (what, who, filter.first_day, filter.last_day) if part)


def _buttons(*papers: Paper) -> None:
    with st.container(horizontal=True):
        for paper in papers:
            ending = paper.file.rpartition(".")[2]
            st.download_button(
                paper.words,
                later(paper.make),
                file_name=paper.file,
                mime=MIME[ending],
                key=f"paper-{paper.words}",
                on_click="ignore",
            )
