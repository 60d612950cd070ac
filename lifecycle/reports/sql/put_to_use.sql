-- One row per thing, category and day on which it was handed over, net of corrections: units, and the last hand-over that brought some. What was waste then is not in it: nobody claims it.
select
  item,
  category,
  day,
  cast(sum(units) as bigint) as units,
  max(case when units > 0 then fact end) as fact
from leg
where n <= :as_of
  and kind = 'handed_over'
  and account in ('use', 'support')
  and line in ('reused', 'prepared')
  and origin in ('body', 'line')
group by 1, 2, 3
having sum(units) > 0
order by 3, 1
