"""What options of ``record`` name: codes of things, read from labels, and other facts, by number or identity."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping

import click

from lifecycle.cli.doors import WrongUse
from lifecycle.cli.filling import option_of
from lifecycle.codes import check_sign_ok, is_well_formed
from lifecycle.events import Fact
from lifecycle.events.books import EventId
from lifecycle.intake.table.shape import Shape, pattern_of, shapes_of
from lifecycle.ledger import Ledger, UnknownFact
from lifecycle.words import _

_NUMBER = re.compile(r"(?:n\s*[°ºo]?\s*)?(\d{1,15})", re.IGNORECASE)
_IDENTITY = pattern_of(EventId)


def checked_code(ledger: Ledger, subject: str) -> str:
    """A code whose check sign is wrong and that nobody knows is a typing error."""
    sort, _colon, code = subject.partition(":")
    code = code.strip().upper()
    if (
        sort == "device"
        and is_well_formed(code)
        and not check_sign_ok(code)
        and ledger.resolve(f"device:{code}") is None
    ):
        raise WrongUse(
            _("{code}: the check sign does not agree, so one sign is wrong; read the label again").format(code=code)
        )
    return f"{sort}:{code}"


def names_facts(shape: Shape) -> bool:
    """True for a field that holds identities of other facts."""
    return _IDENTITY in (shape.pattern, shape.item.pattern if shape.item else "")


def with_identities(kind: type[Fact], fields: Mapping[str, str | None], ledger: Ledger) -> dict[str, str | None]:
    """Fields that name other facts, with the identity of each that was named by its number, as lists show it."""
    shapes = shapes_of(kind)
    named = {name: text for name, text in fields.items() if text and names_facts(shapes[name])}
    return {**fields, **{name: "|".join(_identities(text, name, ledger)) for name, text in named.items()}}


def _identities(text: str, field: str, ledger: Ledger) -> Iterator[str]:
    for piece in filter(None, (piece.strip() for piece in re.split(r"[|,;]", text))):
        number = _NUMBER.fullmatch(piece)
        try:
            yield ledger.entry(int(number[1])).event_id if number else piece
        except UnknownFact as fault:
            raise WrongUse(f"{option_of(field)} “{piece}”: {fault}") from fault


def number_of(text: str) -> int | str:
    """The number of a fact, as lists show it, or its identity as it was given."""
    number = _NUMBER.fullmatch(text.strip())
    return int(number[1]) if number else text.strip().lower()


def told_codes(ledger: Ledger, sort: str) -> list[str]:
    """The subjects of the codes on the standard input, each once: a scanner reads a label twice."""
    lines = [line.strip() for line in sys.stdin if line.strip()]
    times = Counter(checked_code(ledger, line if ":" in line else f"{sort}:{line}") for line in lines)
    for subject, count in times.items():
        if count > 1:
            told = _("{code} was given {count} times; it counts once").format(
                code=subject.partition(":")[2], count=count
            )
            click.echo(told, err=True)
    return list(times)
