-- One row per month, place of collection, account, organisation, line, legal, kind of fact, category and source of the mass: what moved.
select
  cast($last as bigint) as n,
  cast(date_trunc('month', day) as date) as day,
  home_place,
  account,
  organisation,
  line,
  legal,
  kind,
  category,
  source,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units
from leg
group by 2, 3, 4, 5, 6, 7, 8, 9, 10
having sum(grams) <> 0 or sum(units) <> 0
