-- One row per new part and fact in force that puts it into a machine or takes it out: the part, the machine, the day, its place in the order of life, whether that machine was in after-sales (1) or in the workshop (0), what the fact says, and the place in the order of life of the first fact by which the part is in use (nothing where it never was).
-- label: other labels of a machine, and the one under which its life is kept.
select
  step.item as part,
  coalesce(label.item, told.subject) as item,
  told.kind,
  told.day,
  told.life_key,
  told.n as fact,
  step.in_support,
  told.said,
  used.life_key as used_key
from (
  select moved.item, moved.fact, max(case when moved.account = 'support' then 1 else 0 end) as in_support
  from (
    select item, fact, account
    from leg
    where n <= :as_of and kind in ('part_installed', 'part_removed') and origin = 'new' and account <> 'outside'
    group by 1, 2, 3
    having sum(grams) > 0 or sum(units) > 0
  ) as moved
  group by 1, 2
) as step
inner join fact as told on told.n = step.fact
left join label on label.name = told.subject
left join (
  select entered.item, min(came.life_key) as life_key
  from (
    select item, fact
    from leg
    where n <= :as_of and origin = 'new' and account in ('use', 'support') and kind <> 'part_removed'
    group by 1, 2
    having sum(grams) > 0
  ) as entered
  inner join fact as came on came.n = entered.fact
  group by 1
) as used on used.item = step.item
order by told.life_key, step.item
