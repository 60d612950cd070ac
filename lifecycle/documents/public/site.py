"""A folder that any site can serve: pages, pictures, figures, the sheet, in both languages, and their digests."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import copy_context
from hashlib import sha256
from pathlib import Path

from lifecycle.documents.public.figures import Public, as_json
from lifecycle.documents.public.page import page
from lifecycle.documents.public.pictures import SIZES, badge, share_image
from lifecycle.documents.sheets.association import association_sheet
from lifecycle.words import LANGUAGES, choose_language

DIGESTS = "SHA256SUMS"


def site(told: Public, folder: Path) -> list[Path]:
    """Write the whole into a folder, which is made where it is not there; files of the same names are replaced.

    Each file is whole or not there at all: it is written beside and moved into place.
    """
    files = dict(files_of(told))
    files[DIGESTS] = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
    return [_written(folder / name, content) for name, content in files.items()]


def files_of(told: Public) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file: a folder for each language."""
    for language in LANGUAGES:
        yield from copy_context().run(_in_language, told, language)


def _in_language(told: Public, language: str) -> list[tuple[str, bytes]]:
    choose_language(language)
    others = {one: f"../{one}/index.html" for one in LANGUAGES if one != language}
    return [
        (f"{language}/index.html", page(told, others=others)),
        (f"{language}/impact.json", as_json(told)),
        (f"{language}/badge.svg", badge(told)),
        (f"{language}/sheet.pdf", association_sheet(told.bundle)),
        *((f"{language}/share-{size}.png", share_image(told, size)) for size in SIZES),
    ]


def _written(place: Path, content: bytes) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    return place
