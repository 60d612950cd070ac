-- One row per month, lot, account and holder of waste in transit or at an operator: what moved, and the last day on which any came.
select
  n,
  day,
  lot,
  account,
  organisation,
  max(since) as since,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units
from lot_held_by_origin
group by 1, 2, 3, 4, 5
