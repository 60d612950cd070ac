"""Books written by hand: a ledger that holds only what a test says, with its legs."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import NamedTuple

from lifecycle.journey.leg import Leg
from lifecycle.journey.past import BreachMark

BLANK = Leg(0, "", "", "", "laptop", "body", "", "", "", "ASSO", "69123", "PRODUCT", "", "", "", "weighed", 0, 0, 0)


class Entry(NamedTuple):
    n: int
    life_key: str
    form: str
    hash: str


class Head(NamedTuple):
    ledger_id: str
    count: int
    hash: str


def move(origin: str, to: str, grams: int, units: int = 1, *, leaving=None, **entering):
    """Two legs: grams leave one account and enter another. ``leaving`` and ``entering`` name other attributes."""
    return (
        {**(leaving or {}), "account": origin, "grams": -grams, "units": -units},
        {**entering, "account": to, "grams": grams, "units": units},
    )


def back(legs):
    """The same legs the other way: what a correction or a late fact appends first."""
    return tuple({**leg, "grams": -leg["grams"], "units": -leg["units"]} for leg in legs)


class Books:
    """A fake of the ledger: facts, legs and breach marks in the order they were told."""

    def __init__(self, ledger_id: str = "led-1") -> None:
        self.ledger_id = ledger_id
        self.entries: list[Entry] = []
        self.leg_rows: list[tuple] = []
        self.marks: list[tuple] = []

    def add(
        self,
        kind,
        subject,
        day,
        *moves,
        facts=None,
        item=None,
        acting="ASSO",
        also=(),
        place=None,
        event_id=None,
        **common,
    ):
        """Record a fact on ``day`` with its legs; ``common`` holds attributes that all its legs share."""
        n = len(self.entries) + 1
        form = {
            "event_id": event_id or str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.ledger_id} {n}")),
            "kind": kind,
            "kind_version": 1,
            "subject": subject,
            "also": list(also),
            "acting": acting,
            "occurred_on": day,
            "evidence": [],
            "facts": facts or {},
            "recorded_at": "2026-01-01T00:00:00.000000Z",
            "recorded_for": acting,
            "batch": n,
        }
        if place:
            form["place"] = place
        before = self.entries[-1].hash if self.entries else ""
        text = json.dumps(form, sort_keys=True)
        self.entries.append(Entry(n, f"{day}|{n:012d}", text, hashlib.sha256((before + text).encode()).hexdigest()))
        self.learn(n, n, kind, subject if item is None else item, day, *moves, **common)
        return n

    def learn(self, n, fact, kind, item, day, *moves, **common):
        """Legs of ``fact`` that the ledger learnt at ``n``."""
        for legs in moves:
            for leg in legs:
                attributes = {**common, **leg}
                if leg["account"] in {"outside", "estimate", "reweighing"}:
                    attributes |= {"legal": "", "line": "", "lot": ""}
                self.leg_rows.append(
                    (
                        n,
                        *BLANK._replace(
                            fact=fact, kind=kind, item=item, day=day, **{"home_place": "69123", **attributes}
                        ),
                    )
                )

    def mark(self, n, fact, day, subject, rule, change=1, organisation="ASSO"):
        self.marks.append((n, *BreachMark(fact, day, subject, organisation, rule, change)))

    def head(self):
        return Head(self.ledger_id, len(self.entries), self.entries[-1].hash if self.entries else "0" * 64)

    def facts(self, after=0, upto=None):
        return iter(self.entries[after:upto])

    def legs(self, after=0, upto=None):
        last = len(self.entries) if upto is None else upto
        return iter(
            sorted(((row[0], Leg(*row[1:])) for row in self.leg_rows if after < row[0] <= last), key=lambda row: row[0])
        )

    def breaches(self, after=0, upto=None):
        last = len(self.entries) if upto is None else upto
        return iter((row[0], BreachMark(*row[1:])) for row in self.marks if after < row[0] <= last)
