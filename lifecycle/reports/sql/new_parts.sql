-- One row per new part in force: the machine it was put into, the day, its place in the order of life, whether that machine was in after-sales (1) or in the workshop (0), and what the fact says.
select
  part.item,
  part.day,
  told.life_key,
  part.fact,
  part.in_support,
  told.said
from (
  select
    fact,
    home_device as item,
    day,
    case when account = 'support' then 1 else 0 end as in_support
  from leg
  where n <= :as_of and kind = 'part_installed' and origin = 'new' and account <> 'outside'
  group by 1, 2, 3, 4
  having sum(grams) > 0
) as part
inner join fact as told on told.n = part.fact
order by told.life_key, part.item
