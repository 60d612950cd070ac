-- One row per question: how many things were handed over up to the last day without a word of where.
select cast(coalesce(sum(moved.units), 0) as bigint) as units
from (
  select item, fact, sum(units) as units
  from leg
  where n <= :as_of
    and kind = 'handed_over'
    and account in ('use', 'support')
    and origin in ('body', 'line')
    and place = ''
    and day <= :last_day
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
  group by 1, 2
  having sum(units) > 0
) as moved
