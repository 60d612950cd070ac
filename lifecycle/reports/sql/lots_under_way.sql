-- One row per lot, account and holder of waste that is in transit or at an operator: grams and units still there on the last day.
select
  lot,
  account,
  organisation,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units,
  max(case when grams > 0 or units > 0 then day end) as since
from leg
where n <= :as_of
  and day <= :last_day
  and account in ('transit', 'operator')
  and legal = 'WASTE'
  and home_place like :territory
  and (:organisation = '' or organisation = :organisation)
  and (:category = '' or category = :category)
  and (:lot = '' or lot = :lot)
  and (:device = '' or item = :device or home_device = :device)
group by 1, 2, 3
having sum(grams) <> 0 or sum(units) <> 0
order by 6, 1, 2, 3
