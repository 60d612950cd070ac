"""What the columns hold: one schema for facts, legs and breach marks, one for their sums, and how rows become Arrow.

Empty text stands for "none" wherever nothing has to be told apart from it, so that SQL on
any engine needs no care for nulls. Numbers of a fact may be null: zero cents are a gift,
no cents are unknown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from itertools import islice
from typing import Protocol

import pyarrow as pa

from lifecycle.journey.leg import Leg
from lifecycle.journey.past import BreachMark


class Position(Protocol):
    """Where a ledger stands: its identity, its number of facts, the hash of the last."""

    @property
    def ledger_id(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def hash(self) -> str: ...


class Entry(Protocol):
    """A recorded fact: its position, its place in the order of life, its stored canonical JSON, its hash."""

    @property
    def n(self) -> int: ...
    @property
    def life_key(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def hash(self) -> str: ...


class Source(Protocol):
    """What the columns ask of a ledger. Rows come in the order of ``n``, in ``after < n <= upto``."""

    def head(self) -> Position:
        """Where the ledger stands now."""

    def facts(self, after: int = 0, upto: int | None = None) -> Iterable[Entry]:
        """Recorded facts."""

    def legs(self, after: int = 0, upto: int | None = None) -> Iterable[tuple[int, Leg]]:
        """Legs, each with the position at which the ledger learnt it."""

    def breaches(self, after: int = 0, upto: int | None = None) -> Iterable[tuple[int, BreachMark]]:
        """Breach marks, each with the position at which the ledger learnt it."""


_NUMBERS = {"n", "fact", "first", "grams", "units", "change"}


def _field(name: str) -> pa.Field:
    if name == "day":
        return pa.field(name, pa.date32(), nullable=False)
    return pa.field(name, pa.int64() if name in _NUMBERS else pa.string(), nullable=False)


FACT_TEXTS = (
    "category",
    "legal",
    "donor_kind",
    "terms",
    "recipient",
    "recipient_kind",
    "reason",
    "destination",
    "slip",
    "report",
)
"""Fields of some kinds that reports select or group by."""
FACT_NUMBERS = ("cents", "minutes", "metres", "grams", "net", "as_of")

SCHEMAS: dict[str, pa.Schema] = {
    "fact": pa.schema(
        [
            pa.field("n", pa.int64(), nullable=False),
            pa.field("batch", pa.int64(), nullable=False),
            *(
                pa.field(name, pa.string(), nullable=False)
                for name in ("life_key", "event_id", "kind", "subject", "also")
            ),
            pa.field("acting", pa.string(), nullable=False),
            pa.field("day", pa.date32(), nullable=False),
            *(
                pa.field(name, pa.string(), nullable=False)
                for name in ("occurred_at", "place", "recorded_at", "recorded_for", "handover")
            ),
            *(pa.field(name, pa.string(), nullable=False) for name in FACT_TEXTS),
            pa.field("public_origin", pa.int64(), nullable=False),
            *(pa.field(name, pa.int64()) for name in FACT_NUMBERS),
            pa.field("breach_reason", pa.string(), nullable=False),
            pa.field("said", pa.string(), nullable=False),
        ]
    ),
    "leg": pa.schema([_field(name) for name in ("n", *Leg._fields)]),
    "breach": pa.schema([_field(name) for name in ("n", *BreachMark._fields)]),
}
"""Name of a table -> its columns. One row of ``fact`` is a recorded fact (``also`` has a space
before and after each subject, ``batch`` is the last position of its batch, ``breach_reason`` says
why it was recorded although it breaks a rule, ``said`` is the JSON of the fields of its kind), of ``leg`` a leg,
of ``breach`` a mark that a rule is broken (+1) or no longer (−1)."""

SORTED_BY: dict[str, tuple[str, ...]] = {
    "fact": ("kind", "n"),
    "leg": ("account", "kind", "day", "n"),
    "breach": ("rule", "n"),
    "booked": ("day",),
    "booked_by_origin": ("home_place", "day"),
    "equipped": ("what", "day"),
    "proven": ("day",),
    "lot_held": ("day", "lot"),
    "lot_held_by_origin": ("home_place", "day", "lot"),
    "holder": ("organisation", "home_place", "place"),
    "notice": ("kind", "fact"),
}
"""Order of the rows in a sealed file. A question about one kind or account passes over the rest of the file."""


def _sums(*keys: str, **values: pa.DataType) -> pa.Schema:
    """Position, first day of the month, keys, and what is summed."""
    fields = [("n", pa.int64()), ("day", pa.date32()), *((key, pa.string()) for key in keys), *values.items()]
    return pa.schema([pa.field(name, kind, nullable=False) for name, kind in fields])


_BOOKED = ("account", "organisation", "line", "legal", "kind", "category", "source")
_HELD = {"grams": pa.int64(), "units": pa.int64()}

SUMS: dict[str, pa.Schema] = {
    "booked": _sums(*_BOOKED, **_HELD),
    "booked_by_origin": _sums("home_place", *_BOOKED, **_HELD),
    "equipped": _sums("what", "place", "organisation", "category", "line", "source", **_HELD),
    "proven": _sums("place", "organisation", "category", in_use=pa.int64(), proven=pa.int64()),
    "lot_held": _sums("lot", "account", "organisation", since=pa.date32(), **_HELD),
    "lot_held_by_origin": _sums("lot", "account", "organisation", "home_place", "category", since=pa.date32(), **_HELD),
    "holder": _sums("organisation", "home_place", "place", last_day=pa.date32()),
    "notice": _sums("event_id", "kind", "subject", "also", "said", fact=pa.int64()),
}
"""Name of a table of sums -> its columns. ``n`` is the last position under the file, ``day`` the first of a month.

``booked``: legs, without the thing, the lot, the places. ``booked_by_origin``: with the place of
collection. ``equipped``: entries into use by place of hand-over; ``what`` is served (for the first
time), in or out (the ways of a hand-over). ``proven``: how many more machines are in use, and of how
many more something proves it. ``lot_held``: waste under way by lot, and the last day on which any came;
``lot_held_by_origin``: with the place of collection and the category. ``holder``: who and
where the legs name, from ``day`` to ``last_day``. ``notice``: the few facts that every report looks for,
at their position ``fact``."""


@cache
def text_of(name: str) -> str:
    """The SQL of ``columns/sql/<name>.sql``."""
    return resources.files("lifecycle.columns").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def fact_row(entry: Entry) -> tuple[object, ...]:
    """The columns of one recorded fact."""
    form = json.loads(entry.form)
    said = form["facts"]
    return (
        entry.n,
        form["batch"],
        entry.life_key,
        form["event_id"],
        form["kind"],
        form["subject"],
        "".join(f" {subject} " for subject in form["also"]),
        form["acting"],
        form["occurred_on"],
        form.get("occurred_at", ""),
        form.get("place", ""),
        form.get("recorded_at", ""),
        form.get("recorded_for") or "",
        said.get("handover_id") or (form["event_id"] if form["kind"] == "handed_over" else ""),
        *(said.get(name) or "" for name in FACT_TEXTS),
        int(bool(said.get("public_origin"))),
        *(said.get(name) for name in FACT_NUMBERS),
        form.get("breach_reason", ""),
        json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    )


def table(name: str, rows: Sequence[Sequence[object]]) -> pa.Table:
    """Rows as an Arrow table of this name's schema; a day comes as ISO text."""
    schema = SCHEMAS[name]
    if not rows:
        return schema.empty_table()
    return pa.Table.from_arrays(
        [_array(values, field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)],
        schema=schema,
    )


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    if pa.types.is_date(kind):
        return pa.array(values, pa.string()).cast(kind)
    return pa.array(values, kind)


def tables(source: Source, after: int, upto: int, *, chunk: int = 100_000) -> dict[str, pa.Table]:
    """What the ledger learnt in ``after < n <= upto``, as one Arrow table of each name."""
    rows: dict[str, Iterable[Sequence[object]]] = {
        "fact": (fact_row(entry) for entry in source.facts(after=after, upto=upto)),
        "leg": ((n, *leg) for n, leg in source.legs(after=after, upto=upto)),
        "breach": ((n, *mark) for n, mark in source.breaches(after=after, upto=upto)),
    }
    return {name: pa.concat_tables([SCHEMAS[name].empty_table(), *_chunks(name, rows[name], chunk)]) for name in rows}


def _chunks(name: str, rows: Iterable[Sequence[object]], size: int) -> Iterable[pa.Table]:
    waiting = iter(rows)
    while block := list(islice(waiting, size)):
        yield table(name, block)
