"""What the list of waste says of a code on one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lifecycle.reference.cards import WasteCode
from lifecycle.reference.timeline import Timeline, starts
from lifecycle.reference.value import WasteCodeStatus


def code_status(codes: Mapping[str, Timeline[WasteCode]], code: str, *, on: date) -> WasteCodeStatus:
    """Whether a code (written ``16 02 13*``) is valid on a day, with its wording and the code it may be meant for."""
    by_day = codes.get(code)
    if by_day is None:
        starred = True if code.endswith("*") else None
        return WasteCodeStatus(code, "unlisted", "", starred, near=_near(codes, code, on))
    valid = by_day.on(on)
    block = valid or _nearest(by_day, on)
    return WasteCodeStatus(
        code=code,
        status="valid" if valid else "not_valid_that_day",
        label=block.label_fr,
        dangerous=block.dangerous,
        valid_from=block.valid_from,
        valid_to=block.valid_to,
        source=block.source,
        legal_ref=block.legal_ref,
        verified=block.verified,
        note=block.note,
        near=None if valid else _near(codes, code, on),
    )


def _near(codes: Mapping[str, Timeline[WasteCode]], code: str, on: date) -> str | None:
    """The code with or without its star, where that one is valid on the day."""
    other = code.removesuffix("*") if code.endswith("*") else f"{code}*"
    by_day = codes.get(other)
    return other if by_day and by_day.on(on) else None


def _nearest(by_day: Timeline[WasteCode], on: date) -> WasteCode:
    """The last wording before a day, else the first after it."""
    blocks = [block for _first, _after, block in by_day.stretches()]
    return next((block for block in reversed(blocks) if starts(block) <= on), blocks[0])
