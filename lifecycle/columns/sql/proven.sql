-- One row per month, place of hand-over, organisation and category: how many more machines are in use at its end than at its beginning, and of how many more something has proven it since they were handed over.
-- What the ledger knew before this segment counts away, what it knows now counts in: the difference is what this segment adds.
-- used: legs in use of the machines that this segment tells anything of. proof: facts that prove a use of theirs. In both, late is true for what this segment brings.
with
states as (
  select unnest([-1, 1]) as sign
),
moves as (
  select sign, item, place, organisation, category, fact, kind, day, sum(units) as moved
  from used, states
  where sign = 1 or not late
  group by all
),
days as (
  select
    sign, item, place, organisation, category, day,
    sum(moved) as moved,
    max(case when kind = 'handed_over' and moved > 0 then day end) as given,
    cast(null as date) as proven
  from moves
  group by all
  union all
  select sign, holdings.item, place, organisation, category, proof.day, 0, null, proof.day
  from (select distinct sign, item, place, organisation, category from moves) as holdings
  join proof on proof.item = holdings.item
  where (sign = 1 and not void_now) or (sign = -1 and not late and not void_then)
),
known as (
  select
    sign, item, place, organisation, category, day,
    sum(sum(moved)) over life as held,
    max(max(given)) over life as given,
    max(max(proven)) over life as proven
  from days
  group by 1, 2, 3, 4, 5, 6
  window life as (partition by sign, item, place, organisation, category order by day rows unbounded preceding)
),
counted as (
  select
    *,
    cast(held > 0 as bigint) as is_held,
    cast(held > 0 and coalesce(proven > given, false) as bigint) as is_proven
  from known
),
steps as (
  select
    sign, place, organisation, category, day,
    is_held - lag(is_held, 1, 0) over life as in_use,
    is_proven - lag(is_proven, 1, 0) over life as proven
  from counted
  window life as (partition by sign, item, place, organisation, category order by day)
)
select
  cast($last as bigint) as n,
  cast(date_trunc('month', day) as date) as day,
  place,
  organisation,
  category,
  cast(sum(sign * in_use) as bigint) as in_use,
  cast(sum(sign * proven) as bigint) as proven
from steps
group by 2, 3, 4, 5
having sum(sign * in_use) <> 0 or sum(sign * proven) <> 0
