-- One row per line, category and source of the mass: grams and units of things that entered use for the first time. Places are where they were handed over.
select
  line,
  category,
  source,
  cast(sum(grams) as bigint) as change_g,
  cast(sum(units) as bigint) as change_units
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
group by 1, 2, 3
