"""A ledger around the columns of millions: what pages ask of the ledger itself (states, heads, single facts) is there.

``millions.write`` makes columns alone. Here SQLite holds the state in which each machine was left, and the
newest facts, each with its row and what it touches, so that a dashboard can be opened on it: older facts are
asked of the columns, or one by one by an index that does not care how many there are.
Hashes are those that ``millions`` invents: ``lifecycle verify`` would rightly say so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import duckdb
from benchmarks.millions import ASSOCIATIONS, CATEGORIES, COMMUNES, LAST_DAY, RECYCLERS, hash_of, write

from lifecycle import reference
from lifecycle.columns import folder_of
from lifecycle.columns.manifest import manifest_in
from lifecycle.ledger import Head, create
from lifecycle.ledger.head import write_head

ROWS = 50_000
RECENT = 200_000
"""Facts that lie in SQLite as well."""

FORMS = """
select
  n, event_id, kind, subject, acting, cast(day as varchar) as day, cast(day as varchar) || 'T18:00:00.000000Z' as at,
  recorded_for, cast(day as varchar) || '|86400000000|50|' || lpad(cast(n as varchar), 12, '0') as life_key,
  '{"acting":"' || acting || '","also":[],"batch":' || batch || ',"breach":[],"edition":"' || $edition || '","event_id":"'
    || event_id || '","evidence":[],"facts":' || said || ',"kind":"' || kind || '","kind_version":1,"ledger_id":"invented","n":'
    || n || ',"occurred_on":"' || cast(day as varchar) || '","place":"' || place || '","previous_hash":"","recorded_at":"'
    || cast(day as varchar) || 'T18:00:00.000000Z","recorded_by":"BENCH","recorded_for":"' || recorded_for || '","subject":"'
    || subject || '"}' as form,
  sha256(cast(n as varchar)) as hash
from read_parquet($facts)
where n > $after
order by n
"""

STATES = """
with one as (
  select
    *,
    $categories[category + 1] as word, $associations[association + 1] as ours, $recyclers[recycler + 1] as theirs,
    $communes[home + 1] as here, $communes[place + 1] as there,
    case
      when certified <= $end then 'ended'
      when accepted <= $end then 'at_operator'
      when dispatched <= $end then 'in_transit'
      when packed <= $end then 'in_lot'
      when handed <= $end and (returned > $end or told > $end) then 'in_use'
      else 'in_stock'
    end as custody
  from read_parquet($numbers)
)
select
  'device:M' || rank as subject, '2025-12-31|86400000000|50|' || lpad(cast(rank as varchar), 12, '0') as key,
  '{"body":{"id":"device:M' || rank || '","category":"' || word || '","origin":"body","home_device":"device:M' || rank
    || '","home_place":"' || here || '","own_g":' || mass || ',"own_source":"weighed"'
    || case when custody = 'ended' then ',"certified_in":["L-' || lot || '"]' else
      ',"holdings":[{"account":"' || case custody when 'in_use' then 'use' when 'in_transit' then 'transit'
        when 'at_operator' then 'operator' else 'stock' end
      || '","organisation":"' || case when custody = 'at_operator' then theirs else ours end
      || '","place":"' || case when custody = 'in_use' then there else here end
      || '","legal":"' || case when custody in ('in_lot', 'in_transit', 'at_operator') or waste then 'WASTE' else 'PRODUCT' end
      || case when custody in ('in_lot', 'in_transit', 'at_operator') then '","lot":"L-' || lot else '' end
      || case when custody = 'in_use' then '","line":"reused' else '' end
      || '","source":"weighed"' || case when custody = 'in_use' then ',"served":true' else '' end
      || ',"grams":' || mass || ',"units":1}]' end
    || '},"work":"' || case when handed <= $end then 'ready' else 'triaged' end || '","media_absent":true}' as state,
  custody,
  case custody when 'ended' then '' when 'at_operator' then theirs else ours end as organisation, word as category,
  '' as identity
from one
where received <= $end
"""


def write_ledger(facts: int, folder: Path) -> Path:
    """About so many facts in a ledger of that folder, with its columns beside it; left as it is where it is there."""
    path = folder / "lifecycle.db"
    if path.exists():
        return path
    if not (folder / "columns").exists():
        write(facts, folder)
    with create(path, ledger_id="invented"):
        pass
    count = _fill(path, folder)
    (folder / "columns").rename(folder_of(path))
    write_head(path, Head("invented", count, hash_of(count)), lasting=True)
    return path


def _fill(path: Path, folder: Path) -> int:
    columns, numbers = folder / "columns", folder / "numbers"
    with sqlite3.connect(path, isolation_level=None) as ledger, duckdb.connect(":memory:") as asked:
        ledger.execute("pragma journal_mode=off")
        ledger.execute("pragma synchronous=off")
        ledger.execute("pragma cache_size=-1000000")
        ledger.execute("begin")
        count, newest = _listed(columns)
        how = {"facts": str(newest), "edition": reference.load().edition, "after": count - RECENT}
        for rows in _batches(asked, FORMS, **how):
            ledger.executemany("insert into fact values (?,?,?,?,?,?,?,?,?,?,?)", rows)
            ledger.executemany("insert into touch values (?,?)", ((row[3], row[0]) for row in rows))
        words = {"categories": list(_known()), "associations": ASSOCIATIONS, "recyclers": RECYCLERS}
        for file in sorted(numbers.iterdir()):  # one window after the other: never all machines at once
            for rows in _batches(asked, STATES, numbers=str(file), end=LAST_DAY, communes=COMMUNES, **words):
                ledger.executemany("insert into state values (?,?,?,?,?,?,?)", rows)
        ledger.execute("commit")
        ledger.execute("analyze")
    return count


def _known() -> Iterator[str]:
    """The invented categories as the reference data know them: states are read by pages that ask what each is."""
    known = reference.load().categories
    for name in CATEGORIES:
        yield name if name in known else "desktop"


def _listed(columns: Path) -> tuple[int, Path]:
    """How many facts the columns hold, and the file with the newest of them."""
    manifest = manifest_in(columns)
    assert manifest is not None, f"no columns in {columns}"
    return manifest.last_n, columns / manifest.segments[-1].files["fact"].name


def _batches(asked: duckdb.DuckDBPyConnection, sql: str, **given: object) -> Iterator[list[tuple[object, ...]]]:
    found = asked.execute(sql, given)
    while rows := found.fetchmany(ROWS):
        yield rows
