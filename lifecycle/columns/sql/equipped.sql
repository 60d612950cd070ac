-- One row per month, what (served for the first time, in, out), place of hand-over, organisation, category, line and source of the mass: what moved.
-- A hand-over may bring one thing into use and take another out: they are told apart thing by thing, by the whole of its legs.
-- What the ledger knew before this segment of the hand-overs that it tells of counts away, what it knows now counts in. given: their legs; late is true for what this segment brings.
select
  cast($last as bigint) as n,
  day,
  what,
  place,
  organisation,
  category,
  line,
  source,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units
from (
  select
    cast(date_trunc('month', day) as date) as day,
    'served' as what,
    place,
    organisation,
    category,
    line,
    source,
    grams,
    units
  from leg
  where first = 1 and account in ('use', 'support')
  union all
  select
    day,
    case when moved_g > 0 or (moved_g = 0 and moved_units > 0) then 'in' else 'out' end,
    place,
    organisation,
    category,
    '',
    source,
    sign * moved_g,
    sign * moved_units
  from (
    select
      sign,
      fact,
      item,
      cast(date_trunc('month', day) as date) as day,
      place,
      organisation,
      category,
      source,
      sum(grams) as moved_g,
      sum(units) as moved_units
    from given, (select unnest([-1, 1]) as sign) as states
    where sign = 1 or not late
    group by 1, 2, 3, 4, 5, 6, 7, 8
  ) as things
) as moved
group by 2, 3, 4, 5, 6, 7, 8
having sum(grams) <> 0 or sum(units) <> 0
