"""Of what a question can be asked: the days that a ledger covers, and the organisations in it."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

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
    """The organisations that take part, by code; the one that keeps the ledger may be any of them."""
    return _in_force(engine, _registrations(engine))


def is_fiction(engine: Engine) -> bool:
    """The ledger is a demonstration: an organisation in it is invented, whatever the position asked for.

    One small question: a ledger of real organisations is asked nothing more.
    """
    rows = _registrations(engine)
    return any(FICTION in row["said"] for row in rows) and any(one.invented for one in _in_force(engine, rows))


def _registrations(engine: Engine) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = ask(engine, "organisations", Filter().standing_at(engine)).to_pylist()
    return rows


def _in_force(engine: Engine, registrations: list[dict[str, str]]) -> tuple[Organisation, ...]:
    void = voided(engine, Filter().standing_at(engine))
    found: dict[str, Organisation] = {}
    for row in registrations:
        if row["event_id"] not in void:
            said = json.loads(row["said"])
            code = row["subject"].partition(":")[2]
            found[code] = Organisation(code, said["name"], tuple(said["roles"]))
    return tuple(found[code] for code in sorted(found))
