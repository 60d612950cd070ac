"""Facts told as JSON on the standard input: one object, a list of them, or one a line; read strictly."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from lifecycle.cli.doors import WrongUse
from lifecycle.codes import uuid7
from lifecycle.events import KINDS, Fact, UnknownKind, read
from lifecycle.intake.json_text import why_no_json
from lifecycle.intake.table.reasons import reason_of
from lifecycle.words import _


def told_on_input() -> Iterator[Fact]:
    """The facts on the standard input; :class:`WrongUse` says which line is none, and why."""
    try:
        text = sys.stdin.read()
    except UnicodeDecodeError as fault:
        raise WrongUse(_("what came on the standard input is no text in UTF-8")) from fault
    try:
        told = _read(text)
    except json.JSONDecodeError:
        told = [_line(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    except (ValueError, RecursionError) as fault:
        raise WrongUse(_("this is not JSON: {reason}").format(reason=why_no_json(fault))) from fault
    for one in told if isinstance(told, list) else [told]:
        yield as_json_fact(one)


def _line(number: int, line: str) -> object:
    try:
        return _read(line)
    except (ValueError, RecursionError) as fault:
        raise WrongUse(_("line {n} is not JSON: {reason}").format(n=number, reason=why_no_json(fault))) from fault


def _read(text: str) -> object:
    return json.loads(text, object_pairs_hook=_each_name_once, parse_constant=_no_number)


def _each_name_once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """A name said twice would leave one of its values unread."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise WrongUse(_("the name “{name}” stands twice in one object; keep one").format(name=name))
        found[name] = value
    return found


def _no_number(word: str) -> object:
    raise WrongUse(_("{word} is no number that JSON knows").format(word=word))


def as_json_fact(told: object) -> Fact:
    """A fact of the stored form; the door adds identity and version where they are absent."""
    if not isinstance(told, dict):
        raise WrongUse(_("a fact is a JSON object with kind, subject, occurred_on, acting and facts"))
    told.setdefault("event_id", uuid7())
    kind = KINDS.get(str(told.get("kind")))
    try:
        return read(told)
    except UnknownKind as fault:
        raise WrongUse(str(fault)) from fault
    except ValidationError as error:
        assert kind is not None
        reasons = [
            f"{'.'.join(str(step) for step in detail['loc']) or kind.kind}: {reason_of(detail, kind)}"
            for detail in error.errors(include_url=False)
        ]
        raise WrongUse("\n".join(reasons)) from error
