"""What stands in a form when it is sent, and the facts that are made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from dashboard.writing import today
from lifecycle.codes import uuid8_of
from lifecycle.events import Fact
from lifecycle.intake.table.cells import BadCell
from lifecycle.intake.told import BadField, BadFields, fact_told, whole_told


class Field(NamedTuple):
    """One widget of a form: its key in the session, and what it holds when nothing is told."""

    widget: str
    empty: object
    unit: str = ""
    """The unit that people type its number in: €, kg."""
    unit_of: str = ""
    """The unit that is recorded, of a number within a row: grams."""


class Draft:
    """What was typed into a form, and the facts told of it so far; each fault is kept, so that all are said at once.

    The identity of a form travels with it, as a field that nobody sees: a form that is sent
    twice, by a double click or after a broken connection, tells the same facts again.
    """

    def __init__(self, key: str, fields: Mapping[str, Field], identity: str) -> None:
        self.key, self.fields, self.identity = key, fields, identity
        self.facts: list[Fact] = []
        self.faults: list[BadField] = []

    def text(self, name: str) -> str | None:
        """What was typed into a field, as text; None where nothing was."""
        if name not in self.fields:
            return self._rows(name)
        one = self.fields[name]
        text = text_of(st.session_state.get(one.widget, one.empty))
        return f"{text} {one.unit}" if text and one.unit and text[-1].isdecimal() else text

    def texts(self, *names: str) -> dict[str, str | None]:
        """The same for several fields, as :func:`fact_told` reads them."""
        return {name: self.text(name) for name in names}

    def lines(self, name: str) -> list[str]:
        """The lines of a field of several lines, or the words between its commas and semicolons, each once."""
        text = st.session_state.get(self.fields[name].widget) or ""
        pieces = text.replace(";", "\n").replace(",", "\n").replace("|", "\n").splitlines()
        return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))

    def codes(self, name: str) -> list[str]:
        """The same as codes of labels: in capitals, each once, whichever way it was typed."""
        return list(dict.fromkeys(line.upper() for line in self.lines(name)))

    def identity_of(self, rank: int) -> str:
        """The identity of the fact of this rank, from 0; the same however often the form is sent."""
        return self.identity if rank == 0 else uuid8_of("form", f"{self.identity}/{rank}")

    def tell(
        self,
        kind: type[Fact],
        subject: str | None,
        values: Mapping[str, str | None],
        *,
        acting: str,
        on: date | None = None,
    ) -> Fact | None:
        """Tell a fact; where it is none, its faults are kept and shown at their fields."""
        rank = len(self.facts) + len(self.faults)
        try:
            fact = fact_told(kind, subject, values, acting=acting, on=on or today(), event_id=self.identity_of(rank))
        except BadFields as bad:
            self.faults += [fault for fault in bad.faults if fault not in self.faults]
            return None
        self.facts.append(fact)
        return fact

    def fault(self, field: str, reason: str) -> None:
        """Say that something is wrong with a field; nothing is then recorded."""
        self.faults.append(BadField(field, self.text(field) or "" if field else "", reason))

    def _rows(self, name: str) -> str | None:
        """The rows of a field of several groups, as JSON; None where all are empty."""
        rows: dict[str, dict[str, str | int]] = {}
        for place, one in self.fields.items():
            if place.startswith(f"{name}.") and (text := self.text(place)):
                _field, rank, inner = place.split(".")
                try:
                    rows.setdefault(rank, {})[inner] = whole_told(text, one.unit_of) if one.unit_of else text
                except BadCell as fault:
                    self.fault(place, str(fault))
        return json.dumps(list(rows.values())) if rows else None


def text_of(value: object) -> str | None:
    """What a widget holds, as a text that a cell of a table could hold."""
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case str():
            return value.strip() or None
        case Sequence():
            return "|".join(map(str, value)) or None
    return str(value)
