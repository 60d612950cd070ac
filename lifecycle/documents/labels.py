"""Labels of devices, to scale: a code that a scanner reads, and the same for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lifecycle.codes import RANDOM_SIGNS, is_well_formed
from lifecycle.documents.papers.things import fiction_of, name_of, standing_of
from lifecycle.documents.squares import qr
from lifecycle.documents.typeset import Data, pdf
from lifecycle.intake.bench.typed import TEST_LABEL
from lifecycle.ledger import Ledger
from lifecycle.reports.devices import Standing
from lifecycle.words import N_, _


class Sheet(NamedTuple):
    """How labels lie on a page, in hundredths of a millimetre."""

    label: str
    """English text, translated where it is shown."""
    page: tuple[int, int]
    """Width and height."""
    cell: tuple[int, int]
    columns: int
    rows: int
    edge: tuple[int, int]
    """From the left, and from the top, to the first label."""
    gap: int = 0
    """Between columns."""


SHEETS: Mapping[str, Sheet] = {
    "70x37": Sheet(N_("A4, 24 labels of 70 × 37 mm"), (21000, 29700), (7000, 3700), 3, 8, (0, 50)),
    "63.5x33.9": Sheet(N_("A4, 24 labels of 63.5 × 33.9 mm"), (21000, 29700), (6350, 3390), 3, 8, (725, 1290), gap=250),
    "62": Sheet(N_("Continuous roll of 62 mm"), (6200, 3200), (6200, 3200), 1, 1, (0, 0)),
}
"""Name of a sheet as people ask for it -> how its labels lie, after what their makers publish."""
DEFAULT_SHEET = "70x37"
CODE_SIDE = 2000
"""Side of the printed code without its quiet edge, in hundredths of a millimetre: a phone reads it easily."""
_ROOM = 48
"""Signs that a line beside the code may have."""
_QUIET = 4
"""Squares that stay white around a code, as its standard asks."""


class Label(NamedTuple):
    """What one label says."""

    code: str
    category: str = ""
    """In the reader's words; empty where it is not known yet."""
    owner: str = ""
    """Name of the organisation."""


def labels(
    wanted: Iterable[Label],
    *,
    sheet: str = DEFAULT_SHEET,
    address: str = "",
    fiction: bool = False,
    control: bool = True,
) -> bytes:
    """A page of control, then the labels. ``address`` is that of the dashboard: a phone then opens the device's page.

    The page of control holds a ruler of 100 mm and a label that tells how a scanner's keyboard is set.
    """
    return pdf("labels", labels_data(wanted, sheet=sheet, address=address, fiction=fiction, control=control))


def device_labels(ledger: Ledger, codes: Iterable[str], *, sheet: str = DEFAULT_SHEET, address: str = "") -> bytes:
    """The labels of devices that a ledger knows, each once; raises ``Unanswerable`` for a code that it does not."""
    told = known_labels(ledger, (standing_of(ledger, code) for code in codes))
    return labels(told, sheet=sheet, address=address, fiction=bool(fiction_of(ledger)))


def known_labels(ledger: Ledger, known: Iterable[Standing]) -> list[Label]:
    """Labels of devices as they stand: category, and the name of who has them."""
    told = {one.device_id: one for one in known}
    names = {code: name_of(ledger, code) for code in {one.state.organisation for one in told.values()} if code}
    return [
        Label(one.device_id, one.category_label if one.category else "", names.get(one.state.organisation, ""))
        for one in told.values()
    ]


def labels_data(
    wanted: Iterable[Label], *, sheet: str, address: str = "", fiction: bool = False, control: bool = True
) -> Mapping[str, Data]:
    """What the pages say."""
    grid, told = SHEETS[sheet], list(wanted)
    return {
        "title": _("Labels: {sheet}").format(sheet=_(grid.label)),
        "page": list(grid.page),
        "cell": list(grid.cell),
        "columns": grid.columns,
        "rows": grid.rows,
        "edge": list(grid.edge),
        "gap": grid.gap,
        "side": CODE_SIDE,
        "quiet": _QUIET,
        "labels": [_said(one, address=address, fiction=fiction) for one in told],
        "control": _control(grid, len(told)) if control else None,
    }


def parts_of(code: str) -> tuple[str, ...]:
    """The prefix and the signs of a code in fours, as people read them out; another code stays whole.

    >>> parts_of("ATL7K3M9QXF")
    ('ATL', '7K3M', '9QXF')
    """
    if not is_well_formed(code):
        return ("", code)
    prefix, signs = code[: -RANDOM_SIGNS - 1], code[-RANDOM_SIGNS - 1 :]
    return (prefix, *re.findall(".{4}", signs))


def shortened(text: str) -> str:
    """A text that a label has room for; what is cut off is seen to be."""
    return text if len(text) <= _ROOM else f"{text[: _ROOM - 1].rstrip()}…"


def _said(one: Label, *, address: str, fiction: bool) -> Mapping[str, Data]:
    prefix, *signs = parts_of(one.code)
    drawn = qr(f"{address.rstrip('/')}/d/{one.code}" if address else one.code)
    beneath: Sequence[str] = [shortened(line) for line in (one.category, one.owner) if line]
    return {
        "code": one.code,
        "prefix": prefix,
        "signs": list(signs),
        "beneath": list(beneath),
        "fiction": _("fiction") if fiction else "",
        "qr": drawn._asdict(),
        "alt": _("Code {code}, to scan").format(code=one.code),
    }


def _control(grid: Sheet, count: int) -> Mapping[str, Data]:
    return {
        "heading": _("Before you stick them on"),
        "lines": [
            _("{count} labels follow, for {sheet}.").format(count=count, sheet=_(grid.label)),
            _("Print at 100 %, without fitting to the page, then measure this line: it is 100 mm long."),
            _("Scan this one first at the bench: it tells whether scanner and computer have the same keyboard."),
        ],
        "qr": qr(TEST_LABEL)._asdict(),
        "alt": _("Test label, to scan"),
        "test": TEST_LABEL,
        "measure": "100 mm",
    }
