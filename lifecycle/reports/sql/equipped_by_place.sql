-- One row per place of hand-over, category, recipient and kind of recipient: grams and units handed over within the days, and of these what served for the first time.
select
  things.place,
  things.category,
  told.recipient_kind,
  told.recipient,
  cast(sum(things.grams) as bigint) as grams,
  cast(sum(things.units) as bigint) as units,
  cast(sum(things.served) as bigint) as served
from (
  select fact, item, place, category, sum(grams) as grams, sum(units) as units, max(first) as served
  from leg
  where n <= :as_of
    and day between :first_day and :last_day
    and account in ('use', 'support')
    and (kind = 'handed_over' or first = 1)
    and place like :territory
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
  group by 1, 2, 3, 4
  having sum(grams) > 0 or (sum(grams) = 0 and sum(units) > 0)
) as things
inner join fact as told on told.n = things.fact
group by 1, 2, 3, 4
order by 1, 2, 3, 4
