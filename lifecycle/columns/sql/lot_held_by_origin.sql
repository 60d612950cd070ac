-- One row per month, lot, account, holder, place of collection and category of waste in transit or at an operator: what moved, and the last day on which any came.
select
  cast($last as bigint) as n,
  cast(date_trunc('month', day) as date) as day,
  lot,
  account,
  organisation,
  home_place,
  category,
  coalesce(max(case when grams > 0 or units > 0 then day end), date '0001-01-01') as since,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units
from leg
where account in ('transit', 'operator') and legal = 'WASTE'
group by 2, 3, 4, 5, 6, 7
