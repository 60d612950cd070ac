"""What a segment adds to hand-overs, to the machines in use, and to those whose use something has proven since.

A machine's use has a history, and the way of a hand-over is known by the whole of its legs, so no
segment can tell by itself what it changes. Of the machines and hand-overs that it tells anything of,
what earlier segments knew is read again: legs in use, which lie together in each file, and the facts
that prove a use. What was counted of them is taken away, and what is known now is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lifecycle.columns.duck import in_memory
from lifecycle.columns.manifest import Damaged, Manifest, is_pattern
from lifecycle.columns.shape import SCHEMAS
from lifecycle.columns.sums import made_by
from lifecycle.columns.void import Correction, void_facts

WITH_A_PAST = ("equipped", "proven")
"""Tables of sums that are made here."""
PROOFS = ("use_confirmed", "support_given", "taken_in", "given_back", "found")
"""Kinds of fact that prove a use."""

_TOUCHED = """
create temp table touched as
select item from leg where account in ('use', 'support') and origin = 'body'
union
select subject as item from fact where kind in {proofs}
union
select subject as item from past_fact
where kind in {proofs} and event_id in (select event_id from void_then union all select event_id from void_now)
  and (event_id in (select event_id from void_then)) <> (event_id in (select event_id from void_now))
"""
_USED = """
create temp table used as
select item, place, organisation, category, fact, kind, day, units, late
from (
  select *, false as late from past_leg where account in ('use', 'support') and origin = 'body'
  union all
  select *, true as late from leg where account in ('use', 'support') and origin = 'body'
) as legs
where item in (select item from touched)
"""
_PROOF = """
create temp table proof as
select
  subject as item,
  day,
  late,
  event_id in (select event_id from void_then) as void_then,
  event_id in (select event_id from void_now) as void_now
from (
  select *, false as late from past_fact where kind in {proofs}
  union all
  select *, true as late from fact where kind in {proofs}
) as facts
where subject in (select item from touched)
"""
_GIVEN = """
create temp table given as
with legs as (select * from leg where kind = 'handed_over' and account in ('use', 'support'))
select fact, item, day, place, organisation, category, source, grams, units, true as late from legs
union all
select fact, item, day, place, organisation, category, source, grams, units, false as late from past_leg
where kind = 'handed_over' and account in ('use', 'support') and fact in (select fact from legs)
"""
_CORRECTIONS = "select n, event_id, said from {table} where kind = 'corrected' order by n"


def uses_of(manifest: Manifest, tail: Mapping[str, pa.Table], last_n: int, folder: Path) -> dict[str, pa.Table]:
    """What facts and legs of a new segment, the last of which is ``last_n``, add to what those of a manifest say."""
    try:
        return _uses_of(manifest, tail, last_n, folder)
    except (duckdb.Error, pa.ArrowInvalid) as fault:
        raise Damaged(*fault.args) from fault


def _uses_of(manifest: Manifest, tail: Mapping[str, pa.Table], last_n: int, folder: Path) -> dict[str, pa.Table]:
    with in_memory() as connection:
        for name in ("fact", "leg"):
            connection.register(name, tail[name])
            _past(connection, name, manifest, folder)
        then = _corrections(connection, "past_fact")
        for name, void in (
            ("void_then", void_facts(then)),
            ("void_now", void_facts([*then, *_corrections(connection, "fact")])),
        ):
            connection.register(name, pa.table({"event_id": pa.array(sorted(void), pa.string())}))
        for text in (_TOUCHED, _USED, _PROOF, _GIVEN):
            connection.execute(text.format(proofs=PROOFS))
        return {name: made_by(connection, name, last_n) for name in WITH_A_PAST}


def _past(connection: duckdb.DuckDBPyConnection, name: str, manifest: Manifest, folder: Path) -> None:
    """A view of what is sealed already."""
    files = [str(folder / segment.files[name].name) for segment in manifest.segments if segment.files[name].rows]
    if files and is_pattern(folder):
        connection.register(f"past_{name}", pa.concat_tables(map(pq.read_table, files)))
    elif files:
        connection.read_parquet(files).create_view(f"past_{name}")
    else:
        connection.register(f"past_{name}", SCHEMAS[name].empty_table())


def _corrections(connection: duckdb.DuckDBPyConnection, table: str) -> list[Correction]:
    rows = connection.execute(_CORRECTIONS.format(table=table)).fetchall()
    return [Correction.told(event_id, said) for _n, event_id, said in rows]
