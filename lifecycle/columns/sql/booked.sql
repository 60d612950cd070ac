-- One row per month, account, organisation, line, legal, kind of fact, category and source of the mass: what moved, wherever it was collected.
select
  n,
  day,
  account,
  organisation,
  line,
  legal,
  kind,
  category,
  source,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units
from booked_by_origin
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
having sum(grams) <> 0 or sum(units) <> 0
