-- One row per lot, account and holder of waste that is in transit or at an operator: grams and units still there on the last day, of rows that say since when.
select
  lot,
  account,
  organisation,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units,
  max(since) as since
from leg
where home_place like :territory
  and (:organisation = '' or organisation = :organisation)
  and (:category = '' or category = :category)
  and (:lot = '' or lot = :lot)
group by 1, 2, 3
having sum(grams) <> 0 or sum(units) <> 0
order by 6, 1, 2, 3
