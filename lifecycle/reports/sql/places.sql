-- One row per sort of movement (collected, handed over, served for the first time), place, category and source of the mass: grams and things. Collected is told by where it comes from, the others by where it was handed over.
-- Where :by is thing, there is a row for each thing and fact that moved it.
select 'collected' as what, home_place as place, category, source, case when :by = 'thing' then item else '' end as item, case when :by = 'thing' then fact else 0 end as fact, max(day) as day, cast(sum(grams) as bigint) as grams, cast(sum(units) as bigint) as units
from leg
where n <= :as_of
  and day between :first_day and :last_day
  and account = 'outside'
  and kind in ('received', 'lot_opened', 'lot_received')
  and home_place like :territory
  and (:organisation = '' or organisation = :organisation)
  and (:category = '' or category = :category)
group by 1, 2, 3, 4, 5, 6
union all
select 'handed_over' as what, place, category, source, case when :by = 'thing' then item else '' end as item, case when :by = 'thing' then fact else 0 end as fact, max(day) as day, cast(sum(grams) as bigint) as grams, cast(sum(units) as bigint) as units
from (
  select fact, item, place, category, source, max(day) as day, sum(grams) as grams, sum(units) as units
  from leg
  where n <= :as_of
    and day between :first_day and :last_day
    and kind = 'handed_over'
    and account in ('use', 'support')
    and place like :territory
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
  group by 1, 2, 3, 4, 5
  having sum(grams) > 0 or (sum(grams) = 0 and sum(units) > 0)
) as things
group by 1, 2, 3, 4, 5, 6
union all
select 'served' as what, place, category, source, case when :by = 'thing' then item else '' end as item, case when :by = 'thing' then fact else 0 end as fact, max(day) as day, cast(sum(grams) as bigint) as grams, cast(sum(units) as bigint) as units
from leg
where n <= :as_of
  and day between :first_day and :last_day
  and first = 1
  and account in ('use', 'support')
  and line in ('reused', 'prepared', 'parts')
  and place like :territory
  and (:organisation = '' or organisation = :organisation)
  and (:category = '' or category = :category)
group by 1, 2, 3, 4, 5, 6
