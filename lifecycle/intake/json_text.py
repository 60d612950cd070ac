"""JSON as machines really write it: several documents in a row, commas too many, warnings around it."""

from __future__ import annotations

import json
import re

_DECODER = json.JSONDecoder(strict=False)  # tools print serial numbers with raw control signs in them
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+"|,(?=[\s,]*+[\]}])', re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")


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
            raise NotJson(error.lineno, error.msg) from error
        except RecursionError as error:
            raise NotJson(1, "nested too deep") from error
        except ValueError as error:  # a number of thousands of digits
            raise NotJson(1, str(error)) from error
        found.append(document)
        place = _after_blank(text, place)
    return found


def _after_blank(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place
