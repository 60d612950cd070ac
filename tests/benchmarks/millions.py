"""Invented lives of millions of machines, written straight into columns: what speed and memory are measured on.

A machine is received by one of sixteen associations, read, weighed, and either handed over (some are
confirmed in use, a quarter come back) or discarded; what is discarded leaves in lots of about forty,
is accepted by a recycler, gets its share of the lot's weight, and is certified in three fractions.
Some returns are told weeks late; some hand-overs were told with a wrong commune and are corrected.

Every number of a machine is a function of its rank alone (``lives``), so that any part of the books
can be made again without the rest. The same numbers are kept apart as they are, one row a machine:
what columns, sums and reports say of them can be summed from there by other means.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lifecycle.columns import SCHEMAS, Columns
from lifecycle.columns.manifest import SEGMENT_FACTS, Manifest
from lifecycle.columns.sealing import laid_together, seal

FIRST_DAY = int(np.datetime64("2016-01-01").astype(int))
LAST_DAY = int(np.datetime64("2025-12-31").astype(int))
FACTS_OF_A_LIFE = 5.7
"""Facts by machine, about, of those that fall into the ten years."""
NEVER = 10**6

ASSOCIATIONS = [f"ASSO{i:02d}" for i in range(16)]
RECYCLERS = [f"RECY{i:02d}" for i in range(4)]
ORGANISATIONS = ASSOCIATIONS + RECYCLERS
COMMUNES = (
    [f"{69001 + i}" for i in range(40)] + [f"{38001 + i}" for i in range(15)] + [f"0{1001 + i}" for i in range(5)]
)
CATEGORIES = {
    "laptop": 2200, "desktop": 8000, "monitor_medium": 4500, "smartphone": 180, "tablet": 480, "printer": 9000,
    "keyboard": 700, "mouse": 100, "server": 21000, "television": 14000, "network": 1200, "console": 3000,
}  # fmt: skip
SOURCES = ["weighed", "default", "share"]
LEGAL = ["PRODUCT", "WASTE", ""]
LINES = ["reused", ""]
ACCOUNTS = [
    "outside",
    "stock",
    "use",
    "transit",
    "operator",
    "recycled",
    "other_recovery",
    "disposed",
    "treated",
    "estimate",
]
KINDS = [
    "organisation_registered", "received", "weighed", "hardware_read", "triaged", "data_sanitised", "made_ready",
    "handed_over", "use_confirmed", "returned", "discarded", "lot_packed", "lot_dispatched", "lot_received",
    "treatment_certified", "corrected",
]  # fmt: skip
KIND = {kind: i for i, kind in enumerate(KINDS)}
ACCOUNT = {account: i for i, account in enumerate(ACCOUNTS)}
NONE = -1

Numbers = dict[str, np.ndarray]


def drawn(ranks: np.ndarray, stream: int, below: int) -> np.ndarray:
    """A number from 0 to ``below`` for each rank, always the same (splitmix64)."""
    z = ranks.astype(np.uint64) + np.uint64((stream + 1) * 0x9E3779B97F4A7C15 % 2**64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) % np.uint64(below)).astype(np.int64)


class Calendar(NamedTuple):
    """The ten years in windows of equal length; one window of facts is one segment."""

    edges: np.ndarray
    arrivals: int
    """Machines that arrive in a window."""

    @classmethod
    def of(cls, facts: int) -> Calendar:
        """As many windows as a refresh would seal segments, twelve at least."""
        windows = max(12, -(-facts // (SEGMENT_FACTS * 95 // 100)))
        edges = np.linspace(FIRST_DAY, LAST_DAY + 1, windows + 1).astype(np.int64)
        return cls(edges, max(1, round(facts / windows / FACTS_OF_A_LIFE)))

    @property
    def windows(self) -> int:
        return len(self.edges) - 1

    def window_of(self, day: np.ndarray) -> np.ndarray:
        return np.searchsorted(self.edges, day, side="right") - 1


def lives(ranks: np.ndarray, calendar: Calendar) -> Numbers:
    """All numbers of these machines: who, what, how heavy, and the days of what befalls each; NEVER where nothing does."""
    window = ranks // calendar.arrivals
    begins, ends = calendar.edges[window], calendar.edges[np.minimum(window + 1, calendar.windows)]
    received = begins + drawn(ranks, 0, 1 << 30) % np.maximum(ends - begins, 1)
    association = drawn(ranks, 1, 256) * drawn(ranks, 2, 256) * 16 // 65536
    category = drawn(ranks, 3, 12) * (drawn(ranks, 4, 4) + 1) // 4
    usual = np.array(list(CATEGORIES.values()))[category]
    mass = usual * (70 + drawn(ranks, 5, 61)) // 100
    weighed = drawn(ranks, 6, 10) < 7
    mass = np.where(weighed, mass, usual)
    waste = drawn(ranks, 7, 100) < 15
    way = drawn(ranks, 8, 100)
    given = ~waste & (way < 53)
    kept = ~given & (way >= 90)
    handed = np.where(given, received + 15 + drawn(ranks, 9, 60), NEVER)
    comes_back = given & (drawn(ranks, 10, 4) == 0)
    returned = np.where(comes_back, handed + 100 + drawn(ranks, 11, 900), NEVER)
    told = np.where(drawn(ranks, 12, 20) == 0, returned + 30 + drawn(ranks, 13, 60), returned)
    confirmed = np.where(given & (drawn(ranks, 14, 8) == 0), handed + drawn(ranks, 15, 300), NEVER)
    confirmed = np.where(confirmed < returned, confirmed, NEVER)
    wrong = given & ~comes_back & (drawn(ranks, 16, 150) == 0)
    corrected = np.where(wrong, handed + 5 + drawn(ranks, 17, 200), NEVER)
    discarded = np.where(comes_back, told + 10, np.where(given | kept, NEVER, received + 5 + drawn(ranks, 18, 40)))
    lot, packed = _lots(ranks, association, discarded, calendar)
    dispatched = np.where(lot >= 0, packed + 1 + drawn(lot, 19, 20), NEVER)
    certified = np.where((lot >= 0) & (drawn(lot, 20, 100) < 96), dispatched + 20 + drawn(lot, 21, 90), NEVER)
    accepted_mass = np.where(weighed, mass, mass * (93 + drawn(ranks, 22, 15)) // 100)
    home = (association * 3 + drawn(ranks, 23, 8)) % len(COMMUNES)
    place = (home + drawn(ranks, 24, 4)) % len(COMMUNES)
    return {
        "rank": ranks, "association": association, "category": category, "home": home, "place": place,
        "told_place": np.where(wrong, (place + 7) % len(COMMUNES), place), "mass": mass, "weighed": weighed,
        "waste": waste, "accepted_mass": accepted_mass, "received": received, "handed": handed,
        "confirmed": confirmed, "returned": returned, "told": told, "corrected": corrected, "discarded": discarded,
        "lot": lot, "packed": packed, "dispatched": dispatched, "accepted": dispatched + 1, "certified": certified,
        "recycler": np.where(lot >= 0, drawn(lot, 25, 4), 0),
    }  # fmt: skip


def _lots(
    ranks: np.ndarray, association: np.ndarray, discarded: np.ndarray, calendar: Calendar
) -> tuple[np.ndarray, np.ndarray]:
    """Of what an association discards in a window: lots of about forty, packed when the window ends."""
    window = calendar.window_of(discarded)
    leaves = window < calendar.windows
    per_association = max(1, round(calendar.arrivals * 0.55 / 16 / 40))
    number = drawn(ranks, 26, per_association)
    lot = np.where(leaves, (window * 16 + association) * per_association + number, NONE)
    return lot, np.where(leaves, calendar.edges[np.minimum(window + 1, calendar.windows)], NEVER)


class Told(NamedTuple):
    """A kind of fact: the day it is dated, the day it is told, and of whom."""

    kind: str
    dated: str
    told: str
    after: int = 0
    """Days after ``dated``."""
    of_lot: bool = False


STORY = (
    Told("received", "received", "received"),
    Told("weighed", "received", "received", 1),
    Told("hardware_read", "received", "received", 2),
    Told("triaged", "received", "received", 3),
    Told("data_sanitised", "handed", "handed", -3),
    Told("made_ready", "handed", "handed", -1),
    Told("handed_over", "handed", "handed"),
    Told("use_confirmed", "confirmed", "confirmed"),
    Told("returned", "returned", "told"),
    Told("discarded", "discarded", "discarded"),
    Told("lot_packed", "packed", "packed", of_lot=True),
    Told("lot_dispatched", "dispatched", "dispatched", of_lot=True),
    Told("lot_received", "accepted", "accepted", of_lot=True),
    Told("treatment_certified", "certified", "certified", of_lot=True),
    Told("corrected", "corrected", "corrected"),
)


class Pending:
    """What is still to be told: kind by kind, the ranks of a window."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.waiting: defaultdict[tuple[int, int], list[np.ndarray]] = defaultdict(list)

    def arrive(self, life: Numbers) -> None:
        for i, told in enumerate(STORY):
            chosen = life[told.dated] < NEVER
            if told.kind == "weighed":
                chosen &= life["weighed"]
            ranks, days = life["rank"][chosen], life[told.told][chosen] + told.after
            window = self.calendar.window_of(days)
            for one in np.unique(window[window < self.calendar.windows]):
                self.waiting[int(one), i].append(ranks[window == one])

    def due(self, window: int) -> Iterator[tuple[Told, np.ndarray]]:
        for i, told in enumerate(STORY):
            if found := self.waiting.pop((window, i), None):
                yield told, np.concatenate(found)


@dataclass
class Written:
    """Columns of invented lives, and the numbers they were made of."""

    columns: Columns
    numbers: Path
    """Folder of Parquet files, one row a machine."""
    facts: int
    legs: int


def write(facts: int, folder: Path, *, progress: Callable[[int, int], None] | None = None) -> Written:
    """About so many facts (never much less), in sealed segments with their sums, and a manifest; no ledger."""
    calendar, numbers = Calendar.of(facts), folder / "numbers"
    columns_folder = folder / "columns"
    numbers.mkdir(parents=True)
    pending, given, legs = Pending(calendar), dict[int, int](), 0
    manifest, count = Manifest(ledger_id="invented"), 0
    with ThreadPoolExecutor(1) as pool:
        sealing: Future[Manifest] | None = None
        for window in range(calendar.windows):
            ranks = np.arange(window * calendar.arrivals, (window + 1) * calendar.arrivals)
            life = lives(ranks, calendar)
            pq.write_table(pa.table(life), numbers / f"{window:05d}.parquet", compression="zstd")
            pending.arrive(life)
            made = _segment(window, pending, calendar, count, given)
            count += made["fact"].num_rows
            legs += made["leg"].num_rows
            manifest = sealing.result() if sealing else manifest
            # One window is sealed while the next is made.
            sealing = pool.submit(_sealed, manifest, made, count, columns_folder)
            if progress is not None:
                progress(window + 1, calendar.windows)
        manifest = sealing.result() if sealing else manifest
    nothing = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
    return Written(Columns(columns_folder, manifest, nothing, "invented", count, hash_of(count)), numbers, count, legs)


def _sealed(manifest: Manifest, made: dict[str, pa.Table], count: int, folder: Path) -> Manifest:
    return laid_together(seal(manifest, made, count, hash_of(count), folder), folder)


def hash_of(n: int) -> str:
    """What stands for the hash of the fact at ``n``."""
    return hashlib.sha256(str(n).encode()).hexdigest()


def _segment(
    window: int, pending: Pending, calendar: Calendar, before: int, given: dict[int, int]
) -> dict[str, pa.Table]:
    """Facts, legs and breach marks of one window, numbered in the order in which they are told."""
    told = [(one, lives(ranks, calendar)) for one, ranks in pending.due(window)]
    rows = [_facts_of(one, life) for one, life in told]
    if window == 0:
        rows.insert(0, _registrations())
    order = np.lexsort([np.concatenate([row[key] for row in rows]) for key in ("step", "subject", "sort", "told")])
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(before + 1, before + 1 + len(order))
    fact = {key: np.concatenate([row[key] for row in rows])[order] for key in FACT_KEYS}
    fact["n"] = np.arange(before + 1, before + 1 + len(order))
    first = len(rows[0]["sort"]) if window == 0 else 0
    legs: list[Numbers] = []
    for (one, life), row in zip(told, rows[1:] if window == 0 else rows, strict=True):
        mine = number[first : first + len(row["sort"])]
        first += len(row["sort"])
        if one.kind == "handed_over":
            wrong = life["told_place"] != life["place"]
            given.update(zip(life["rank"][wrong].tolist(), mine[wrong].tolist(), strict=True))
        legs += _legs_of(one.kind, life, mine[row["of"]], given)
    leg = {key: np.concatenate([part[key] for part in legs]) for key in legs[0]}
    return {"fact": _fact_table(fact, given), "leg": _leg_table(leg), "breach": _breach_table(fact)}


FACT_KEYS = ("told", "sort", "subject", "step", "day", "kind", "acting", "place", "category")


def _registrations() -> Numbers:
    """Each organisation is registered on the first day."""
    one = np.arange(len(ORGANISATIONS))
    nothing = np.full(len(one), NONE)
    first = np.full(len(one), FIRST_DAY)
    kind = np.full(len(one), KIND["organisation_registered"])
    return {"told": first, "sort": kind, "subject": one, "step": one * 0, "day": first, "kind": kind,
            "acting": one, "place": nothing, "category": nothing, "of": one}  # fmt: skip


def _facts_of(one: Told, life: Numbers) -> Numbers:
    """The facts of one kind; ``of`` says which of them is that of each machine."""
    subject = life["lot"] if one.of_lot else life["rank"]
    _, rows, of = np.unique(subject, return_index=True, return_inverse=True)
    acting = np.where(one.kind in {"lot_received", "treatment_certified"}, 16 + life["recycler"], life["association"])
    place = life["told_place"] if one.kind == "handed_over" else life["home"]
    received = one.kind == "received"
    made = {
        "told": life[one.told][rows] + one.after,
        "sort": np.full(len(rows), KIND[one.kind]),
        "subject": subject[rows],
        "step": np.zeros(len(rows), np.int64),
        "day": life[one.dated][rows] + one.after,
        "kind": np.full(len(rows), KIND[one.kind]),
        "acting": acting[rows],
        "place": place[rows],
        "category": life["category"][rows] if received else np.full(len(rows), NONE),
        "of": of,
    }
    return _with_replacements(made, life, rows) if one.kind == "corrected" else made


def _with_replacements(made: Numbers, life: Numbers, rows: np.ndarray) -> Numbers:
    """A correction and, in the same batch, the hand-over that takes the place of the one it voids."""
    again = made | {
        "step": made["step"] + 1,
        "day": life["handed"][rows],
        "kind": np.full(len(rows), KIND["handed_over"]),
        "place": life["place"][rows],
    }
    return {key: np.concatenate([made[key], again[key]]) for key in FACT_KEYS} | {"of": len(rows) + made["of"]}


def _legs_of(kind: str, life: Numbers, n: np.ndarray, given: dict[int, int]) -> list[Numbers]:
    """The legs of one kind of fact, ``n`` being its position, machine by machine."""
    own = {"organisation": life["association"], "place": life["home"], "legal": life["waste"].astype(np.int64),
           "source": np.where(life["weighed"], 0, 1)}  # fmt: skip
    stock, waste = own | {"account": "stock"}, own | {"account": "stock", "legal": 1}
    in_use = own | {"account": "use", "place": life["place"], "line": 0}
    told_in_use = in_use | {"place": life["told_place"]}
    lot = waste | {"lot": life["lot"]}
    transit = lot | {"account": "transit"}
    there = lot | {"account": "operator", "organisation": 16 + life["recycler"]}
    mass = life["mass"]
    if kind == "received":
        return _moved(life, n, kind, life["received"], own | {"account": "outside", "legal": 2}, stock, mass)
    if kind == "handed_over":
        return _moved(life, n, kind, life["handed"], stock, told_in_use | {"first": 1}, mass)
    if kind == "returned":
        return _moved(life, n, kind, life["returned"], in_use, stock, mass)
    if kind == "discarded":
        return _moved(life, n, kind, life["discarded"], stock, waste, mass)
    if kind == "lot_packed":
        return _moved(life, n, kind, life["packed"], waste, lot, mass)
    if kind == "lot_dispatched":
        return _moved(life, n, kind, life["dispatched"], lot, transit, mass)
    if kind == "lot_received":
        return _accepted(life, n, transit, there)
    if kind == "treatment_certified":
        return _certified(life, n, there | {"source": np.where(life["weighed"], 0, 2)})
    if kind == "corrected":
        voided = np.array([given[rank] for rank in life["rank"].tolist()], np.int64)
        away = _moved(life, n, "handed_over", life["handed"], stock, told_in_use | {"first": 1}, -mass, -1, fact=voided)
        return away + _moved(life, n, "handed_over", life["handed"], stock, in_use | {"first": 1}, mass)
    return []


def _accepted(life: Numbers, n: np.ndarray, transit: dict, there: dict) -> list[Numbers]:
    """What had only a default mass gets its share of the lot's weight; the difference stands in *estimate*."""
    day, guessed = life["accepted"], ~life["weighed"]
    legs = _moved(life, n, "lot_received", day, transit, there, life["mass"])
    share = there | {"source": 2}
    difference = life["accepted_mass"] - life["mass"]
    legs += _moved(life, n, "lot_received", day, there, share, life["mass"], only=guessed)
    estimate = share | {"account": "estimate", "lot": NONE, "legal": 2}
    return legs + _moved(life, n, "lot_received", day, estimate, share, difference, 0, only=guessed)


def _certified(life: Numbers, n: np.ndarray, there: dict) -> list[Numbers]:
    """80 % recycled, 12 % otherwise recovered, the rest disposed of; the thing itself is treated."""
    day, mass = life["certified"], life["accepted_mass"]
    parts = {"recycled": mass * 80 // 100, "other_recovery": mass * 12 // 100}
    parts["disposed"] = mass - parts["recycled"] - parts["other_recovery"]
    legs = []
    for account, grams in parts.items():
        legs += _moved(life, n, "treatment_certified", day, there, there | {"account": account}, grams, 0)
    return legs + _moved(life, n, "treatment_certified", day, there, there | {"account": "treated"}, mass * 0)


def _moved(life: Numbers, n: np.ndarray, kind: str, day: np.ndarray, out: dict, into: dict, grams: np.ndarray,
           units: int = 1, *, fact: np.ndarray | None = None, only: np.ndarray | None = None) -> list[Numbers]:  # fmt: skip
    """Two legs a machine: grams leave one account and enter another."""
    chosen = np.ones(len(n), bool) if only is None else only
    size = int(chosen.sum())
    legs = []
    for sign, side in ((-1, out), (1, into)):
        leg = {"n": n, "fact": n if fact is None else fact, "day": day, "kind": KIND[kind], "rank": life["rank"],
               "category": life["category"], "home": life["home"], "line": 1, "lot": NONE, "first": 0,
               "grams": sign * grams, "units": sign * units} | side  # fmt: skip
        leg["account"] = ACCOUNT[leg["account"]]
        legs.append(
            {
                key: value[chosen] if isinstance(value, np.ndarray) else np.full(size, value)
                for key, value in leg.items()
            }
        )
    return legs


# --- numbers become the columns' own tables ----------------------------------------------------


def _words(codes: np.ndarray, words: list[str]) -> pa.Array:
    """Codes as texts; -1 is empty."""
    return pa.DictionaryArray.from_arrays(
        pa.array(np.where(codes < 0, len(words), codes), pa.int32()), [*words, ""]
    ).cast(pa.string())


def _coded(before: str, numbers: np.ndarray) -> pa.Array:
    """A text for each number; -1 is empty."""
    texts = pc.binary_join_element_wise(before, pa.array(numbers).cast(pa.string()), "")
    return pc.if_else(pa.array(numbers >= 0), texts, "")


def _same(value: str, size: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, np.int8)), [value]).cast(pa.string())


def _days(days: np.ndarray) -> pa.Array:
    return pa.array(days.astype(np.int32)).cast(pa.date32())


def _leg_table(leg: Numbers) -> pa.Table:
    size = len(leg["n"])
    item = _coded("device:M", leg["rank"])
    columns = {
        "n": leg["n"], "fact": leg["fact"], "day": _days(leg["day"]), "kind": _words(leg["kind"], KINDS), "item": item,
        "category": _words(leg["category"], list(CATEGORIES)), "origin": _same("body", size), "home_device": item,
        "home_place": _words(leg["home"], COMMUNES), "account": _words(leg["account"], ACCOUNTS),
        "organisation": _words(leg["organisation"], ORGANISATIONS), "place": _words(leg["place"], COMMUNES),
        "legal": _words(leg["legal"], LEGAL), "line": _words(leg["line"], LINES), "lot": _coded("L-", leg["lot"]),
        "proof": _same("", size), "source": _words(leg["source"], SOURCES), "first": leg["first"],
        "grams": leg["grams"], "units": leg["units"],
    }  # fmt: skip
    return pa.table({name: columns[name] for name in SCHEMAS["leg"].names}, schema=SCHEMAS["leg"])


def _fact_table(fact: Numbers, given: dict[int, int]) -> pa.Table:
    """Lean: what reports read of a fact; the fields of its kind only where a report reads those."""
    size, kind = len(fact["n"]), fact["kind"]
    of_lot = (kind >= KIND["lot_packed"]) & (kind <= KIND["treatment_certified"])
    of_organisation = kind == KIND["organisation_registered"]
    subject = pc.if_else(
        pa.array(of_lot), _coded("lot:L-", fact["subject"]),
        pc.if_else(pa.array(of_organisation), pc.binary_join_element_wise("organisation:", _words(fact["acting"], ORGANISATIONS), ""),
                   _coded("device:M", fact["subject"])),
    )  # fmt: skip
    given_away = kind == KIND["handed_over"]
    event_id = _coded("e", fact["n"])
    empty = _same("", size)
    columns = {
        name: empty if field.type == pa.string() else pa.nulls(size, field.type)
        for name, field in zip(SCHEMAS["fact"].names, SCHEMAS["fact"], strict=True)
    }
    columns |= {
        "n": fact["n"], "batch": fact["n"] + (kind == KIND["corrected"]).astype(np.int64), "event_id": event_id,
        "kind": _words(kind, KINDS), "subject": subject, "acting": _words(fact["acting"], ORGANISATIONS),
        "day": _days(fact["day"]), "place": _words(fact["place"], COMMUNES),
        "recorded_for": _words(fact["acting"], ORGANISATIONS), "public_origin": np.zeros(size, np.int64),
        "category": _words(fact["category"], list(CATEGORIES)),
        "handover": pc.if_else(pa.array(given_away), event_id, ""),
        "said": _said(fact, given),
    }  # fmt: skip
    return pa.table(columns, schema=SCHEMAS["fact"])


def _said(fact: Numbers, given: dict[int, int]) -> pa.Array:
    """Names of organisations, and what corrections void; no report reads the rest."""
    said = np.full(len(fact["n"]), "{}", object)
    for i in np.flatnonzero(fact["kind"] == KIND["organisation_registered"]).tolist():
        role = "association" if i < len(ASSOCIATIONS) else "recycler"
        said[i] = json.dumps({"name": f"{ORGANISATIONS[i]} (fiction)", "roles": [role], "commune": COMMUNES[0]})
    for i in np.flatnonzero(fact["kind"] == KIND["corrected"]).tolist():
        voided, n = given[int(fact["subject"][i])], int(fact["n"][i])
        said[i] = json.dumps({"voids": [f"e{voided}"], "replacements": [f"e{n + 1}"], "reason": "typing_error"})
    return pa.array(said, pa.string())


def _breach_table(fact: Numbers) -> pa.Table:
    """One hand-over in two hundred without a charter."""
    chosen = (fact["kind"] == KIND["handed_over"]) & (drawn(fact["subject"], 27, 200) == 0)
    n, size = fact["n"][chosen], int(chosen.sum())
    columns = {"n": n, "fact": n, "day": _days(fact["day"][chosen]), "subject": _coded("device:M", fact["subject"][chosen]),
               "organisation": _words(fact["acting"][chosen], ORGANISATIONS), "rule": _same("charter-missing", size),
               "change": np.ones(size, np.int64)}  # fmt: skip
    return pa.table({name: columns[name] for name in SCHEMAS["breach"].names}, schema=SCHEMAS["breach"])


# --- the same figures, from the numbers themselves ----------------------------------------------


FIGURES = """
with life as (
  select *, case when corrected <= $end then place else told_place end as where_given
  from read_parquet($numbers)
  where ($category = -1 or category = $category)
), one as (
  select
    received between $first and $last as was_received,
    handed between $first and $last as was_handed,
    returned between $first and $last and told <= $end as was_returned,
    certified between $first and $last as was_certified,
    accepted between $first and $last and not weighed as was_weighed,
    received <= $last as has_come,
    handed <= $last as given,
    returned <= $last and told <= $end as back,
    dispatched <= $last as sent,
    accepted <= $last as there,
    certified <= $last as done,
    confirmed <= $last and confirmed > handed as proven,
    $commune = -1 or home = $commune as here,
    $commune = -1 or where_given = $commune as given_here,
    $organisation = -1 or association = $organisation as ours,
    $organisation = -1 or recycler + 16 = $organisation as theirs,
    mass,
    accepted_mass,
    accepted_mass * 80 // 100 as recycled,
    accepted_mass * 12 // 100 as recovered
  from life
)
select
  sum(mass) filter (was_received and here and ours) as receptions,
  coalesce(sum(mass) filter (was_handed and here and ours), 0)
    - coalesce(sum(mass) filter (was_returned and here and ours), 0) as reused,
  sum(mass) filter (was_returned and here and ours) as returns,
  sum(recycled) filter (was_certified and here and theirs) as recycled,
  sum(recovered) filter (was_certified and here and theirs) as other_recovery,
  sum(accepted_mass - recycled - recovered) filter (was_certified and here and theirs) as disposed,
  sum(mass - accepted_mass) filter (was_weighed and here and theirs) as estimate,
  sum(mass * (has_come::int - given::int + back::int - sent::int)) filter (here and ours) as stock,
  sum(given::int - back::int) filter (here and ours) as in_use_units,
  coalesce(sum(mass) filter (sent and not there and here and ours), 0)
    + coalesce(sum(accepted_mass) filter (there and not done and here and theirs), 0) as awaiting_proof,
  sum(mass) filter (was_handed and given_here and ours) as hand_overs,
  count(*) filter (was_handed and given_here and ours) as served_units,
  count(*) filter (given and not back and not proven and given_here and ours) as in_use_without_evidence
from one
"""


def figures_of(
    numbers: Path,
    *,
    first_day: str = "",
    last_day: str = "",
    organisation: str = "",
    territory: str = "",
    category: str = "",
) -> dict[str, int]:
    """The figures of the report ``mass``, summed by plain DuckDB over one row a machine: no leg, no column, no report."""
    given = {
        "numbers": str(numbers / "*.parquet"),
        "first": int(np.datetime64(first_day or "2000-01-01").astype(int)),
        "last": min(int(np.datetime64(last_day or "2099-12-31").astype(int)), LAST_DAY),
        "end": LAST_DAY,
        "organisation": ORGANISATIONS.index(organisation) if organisation else -1,
        "commune": COMMUNES.index(territory) if territory else -1,
        "category": list(CATEGORIES).index(category) if category else -1,
    }  # fmt: skip
    with duckdb.connect(":memory:") as connection:
        found = connection.execute(FIGURES, given)
        names = [column[0] for column in found.description]
        return {name: int(value or 0) for name, value in zip(names, found.fetchall()[0], strict=True)}
