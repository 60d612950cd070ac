"""The one door to the setter of pages (typst): a template of ours, and data that it never reads as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal, TypeAlias

import typst

from lifecycle.documents.glyphs import FONTS, shown
from lifecycle.words import language

TEMPLATES = Path(__file__).with_name("templates")

Data: TypeAlias = str | int | bool | Sequence["Data"] | Mapping[str, "Data"] | None
"""What a template is given: texts in the reader's language, whole numbers, lists and named values of them."""

Form = Literal["pdf", "png"]

_ONE_AT_A_TIME = Lock()


def pdf(template: str, data: Mapping[str, Data]) -> bytes:
    """A paper, tagged for readers who do not see it (PDF/UA-1); the same data give the same bytes."""
    return _made(template, data, "pdf")[0]


def pictures(template: str, data: Mapping[str, Data], *, ppi: int) -> list[bytes]:
    """Each page as a picture (PNG)."""
    return _made(template, data, "png", ppi=ppi)


def _made(
    template: str, data: Mapping[str, Data], format: Literal["pdf", "png"], *, ppi: int | None = None
) -> list[bytes]:
    told = json.dumps(_as_set({**data, "lang": language()}), ensure_ascii=False, sort_keys=True)
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            input=TEMPLATES / f"{template}.typ",
            format=format,
            ppi=ppi,
            sys_inputs={"data": told},
            pdf_standards=["ua-1"] if format == "pdf" else [],
            timestamp=0,
        )
    assert made is not None, "what goes to no file is given back"
    return made if isinstance(made, list) else [made]


@cache
def _compiler() -> typst.Compiler:
    """Our faces alone: what a computer has installed would change what a paper looks like."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(root=TEMPLATES, font_paths=fonts)


def _as_set(data: Data) -> Data:
    """The same with every text as our faces can set it."""
    if isinstance(data, str):
        return shown(data)
    if isinstance(data, Mapping):
        return {name: _as_set(one) for name, one in data.items()}
    if isinstance(data, Sequence):
        return [_as_set(one) for one in data]
    return data
