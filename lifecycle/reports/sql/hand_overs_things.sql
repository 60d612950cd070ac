-- One row per thing, hand-over, category and source of the mass: grams and units that it brought into use (more than none), or took out of it in exchange. Places are where it was handed over.
select
  item,
  fact,
  day,
  organisation,
  category,
  '' as line,
  source,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units
from leg
where n <= :as_of
  and day between :first_day and :last_day
  and kind = 'handed_over'
  and account in ('use', 'support')
  and place like :territory
  and (:organisation = '' or organisation = :organisation)
  and (:category = '' or category = :category)
  and (:lot = '' or lot = :lot)
  and (:device = '' or item = :device or home_device = :device)
group by 1, 2, 3, 4, 5, 7
having sum(grams) <> 0 or sum(units) <> 0
order by 3, 2, 1, 5, 7
