-- One row per thing, fact, line, category and source of the mass: grams and units that entered use for the first time. Places are where they were handed over.
select
  item,
  fact,
  day,
  organisation,
  category,
  line,
  source,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units
from leg
where n <= :as_of
  and day between :first_day and :last_day
  and first = 1
  and account in ('use', 'support')
  and place like :territory
  and (:organisation = '' or organisation = :organisation)
  and (:category = '' or category = :category)
  and (:lot = '' or lot = :lot)
  and (:device = '' or item = :device or home_device = :device)
group by 1, 2, 3, 4, 5, 6, 7
having sum(grams) <> 0 or sum(units) <> 0
order by 3, 2, 1, 5, 7
