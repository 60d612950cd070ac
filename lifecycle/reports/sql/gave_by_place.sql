-- One row per place of collection, category, day and sort of gift (kind of its reception, what that says, who announced it): grams and units that entered from outside within the days.
select
  came.place,
  came.category,
  came.day,
  entry.kind,
  entry.said,
  coalesce(announced.subject, '') as announced,
  cast(sum(came.grams) as bigint) as grams,
  cast(sum(came.units) as bigint) as units
from (
  select fact, home_place as place, category, day, sum(0 - grams) as grams, sum(0 - units) as units
  from leg
  where n <= :as_of
    and day between :first_day and :last_day
    and account = 'outside'
    and kind in ('received', 'lot_opened', 'lot_received')
    and home_place like :territory
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
  group by 1, 2, 3, 4
  having sum(grams) <> 0 or sum(units) <> 0
) as came
inner join fact as entry on entry.n = came.fact
left join (
  select distinct subject
  from fact
  where n <= :as_of and kind = 'donation_announced' and subject not like 'organisation:%'
) as announced
  on announced.subject = entry.subject
  and position('"donor":' in entry.said) = 0
  and position('"producer":' in entry.said) = 0
group by 1, 2, 3, 4, 5, 6
order by 1, 2, 3, 4, 5, 6
