"""JSON as machines really write it: several documents in a row, commas too many, warnings around it."""

from __future__ import annotations

import json
import re

from lifecycle.words import N_, _

_DECODER = json.JSONDecoder(strict=False)  # tools print serial numbers with raw control signs in them
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+"|,(?=[\s,]*+[\]}])', re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")


_WHY = {
    "Expecting value": N_("a value is missing at its sign {sign}"),
    "Expecting property name enclosed in double quotes": N_(
        "a name between double quotes is missing at its sign {sign}"
    ),
    "Expecting ',' delimiter": N_("a comma is missing at its sign {sign}"),
    "Expecting ':' delimiter": N_("a colon is missing at its sign {sign}"),
    "Unterminated string starting at": N_("the text that begins at its sign {sign} has no end"),
    "Extra data": N_("something follows its end at its sign {sign}"),
}
_UNKNOWN = N_("not to be understood from its sign {sign} on")


def why_no_json(fault: ValueError | RecursionError) -> str:
    """Why a text is no JSON, in the reader's language."""
    if isinstance(fault, RecursionError):
        return _("nested too deep")
    if isinstance(fault, json.JSONDecodeError):
        return _(_WHY.get(fault.msg, _UNKNOWN)).format(sign=fault.colno)
    return _("a number has too many digits")


class NotJson(ValueError):
    """The text is no JSON; the message says where and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def documents(text: str) -> list[object]:
    """The JSON documents of a text, one after the other; a list counts as its members.

    Raises :class:`NotJson`. A trailing comma, which some versions of lshw write, is forgiven.
    """
    body = "\n".join("" if line.startswith("WARNING") else line for line in text.split("\n"))
    try:
        found = _decoded(body)
    except NotJson:
        found = _decoded(_STRING_OR_COMMA.sub(lambda match: match[0] if match[0] != "," else " ", body))
    flat: list[object] = []
    for document in found:
        flat.extend(document if isinstance(document, list) else [document])
    return flat


def _decoded(text: str) -> list[object]:
    found: list[object] = []
    place = _after_blank(text, 0)
    while place < len(text):
        try:
            document, place = _DECODER.raw_decode(text, place)
        except json.JSONDecodeError as error:
            raise NotJson(error.lineno, why_no_json(error)) from error
        except (RecursionError, ValueError) as error:
            raise NotJson(1, why_no_json(error)) from error
        found.append(document)
        place = _after_blank(text, place)
    return found


def _after_blank(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place
