"""Of what a question can be asked: the days that a ledger covers, and the organisations in it."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple
from weakref import WeakKeyDictionary

from lifecycle.engine import Engine
from lifecycle.reports.in_force import voided
from lifecycle.reports.question import Filter, ask

FICTION = "(fiction)"
"""How the name of an invented organisation ends."""


class Organisation(NamedTuple):
    """An organisation as it was registered last."""

    code: str
    name: str
    roles: tuple[str, ...]

    @property
    def invented(self) -> bool:
        """It stands in a demonstration: nothing about it is true."""
        return self.name.endswith(FICTION)


def days_covered(engine: Engine) -> tuple[date, date] | None:
    """The first and the last day on which anything moved; none where nothing has."""
    rows = ask(engine, "span", Filter().standing_at(engine)).to_pylist()
    return (rows[0]["first_day"], rows[0]["last_day"]) if rows else None


def organisations(engine: Engine) -> tuple[Organisation, ...]:
    """The organisations that take part, by code; the one that keeps the ledger may be any of them.

    An engine stands at one position for ever, and each report asks: it is answered once.
    """
    if engine not in _KNOWN:
        _KNOWN[engine] = _registered(engine)
    return _KNOWN[engine]


_KNOWN: WeakKeyDictionary[Engine, tuple[Organisation, ...]] = WeakKeyDictionary()


def is_fiction(engine: Engine) -> bool:
    """The ledger is a demonstration: an organisation in it is invented, whatever the position asked for."""
    return any(one.invented for one in organisations(engine))


def _registered(engine: Engine) -> tuple[Organisation, ...]:
    filter = Filter().standing_at(engine)
    void = voided(engine, filter)
    found: dict[str, Organisation] = {}
    for row in ask(engine, "organisations", filter).to_pylist():
        if row["event_id"] not in void:
            said = json.loads(row["said"])
            code = row["subject"].partition(":")[2]
            found[code] = Organisation(code, said["name"], tuple(said["roles"]))
    return tuple(found[code] for code in sorted(found))
