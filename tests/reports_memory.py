"""Books told as lives, read as columns: what reports ask of a ledger, without a file."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from books.life import Life


class Entry(NamedTuple):
    n: int
    life_key: str
    form: str
    hash: str


class Head(NamedTuple):
    ledger_id: str
    count: int
    hash: str


class Told:
    """A life's facts, legs and breach marks as a source of columns."""

    def __init__(self, life: Life) -> None:
        self.memory = life.memory

    def head(self) -> Head:
        count = len(self.memory.recorded)
        return Head("led-1", count, self._hash(count))

    def facts(self, after=0, upto=None):
        for told in self.memory.recorded[after:upto]:
            form = {**told.fact.stored(), "batch": told.batch, "recorded_at": "2026-01-01T00:00:00.000000Z"}
            yield Entry(told.n, told.key, json.dumps(form), self._hash(told.n))

    def legs(self, after=0, upto=None):
        return iter(sorted((row for row in self.memory.legs if self._within(row[0], after, upto)), key=lambda r: r[0]))

    def breaches(self, after=0, upto=None):
        return iter(row for row in self.memory.marks if self._within(row[0], after, upto))

    def _within(self, n, after, upto):
        return after < n <= (len(self.memory.recorded) if upto is None else upto)

    def _hash(self, n):
        return hashlib.sha256(str(n).encode()).hexdigest()
