-- One row per fact in force that proves a use or tells of work in the workshop, about a machine of uses_in_chains or about a lot: its kind, its machine or lot, its day, its place in the order of life, and what it says of a lot.
-- void_fact: the facts that are void. label: other labels of a machine, and the one under which its life is kept.
select
  told.item,
  told.kind,
  told.day,
  told.life_key,
  told.said
from (
  select
    coalesce(label.item, fact.subject) as item,
    fact.kind,
    fact.day,
    fact.life_key,
    case when fact.subject like 'lot:%' then fact.said else '' end as said
  from fact
  left join label on label.name = fact.subject
  where fact.n <= :as_of
    and fact.kind in (
      'use_confirmed', 'support_given', 'taken_in', 'given_back', 'repaired', 'part_installed', 'tested', 'made_ready'
    )
    and fact.event_id not in (select void_fact.name from void_fact)
) as told
where told.item like 'lot:%'
  or told.item in (
    select each.item
    from (
      select item, fact, kind, day, organisation, place, category, line, sum(units) as moved
      from leg
      where n <= :as_of and account in ('use', 'support') and origin = 'body'
      group by 1, 2, 3, 4, 5, 6, 7, 8
      having sum(units) <> 0
    ) as each
    group by each.item
    having not (
      sum(case when each.moved > 0 and each.kind = 'handed_over' then 1 else 0 end) = 1
      and (
        count(*) = 1
        or (count(*) = 2 and max(each.day) > min(each.day) and max(case when each.moved < 0 and each.kind <> 'lost' then 1 else 0 end) = 1)
      )
    )
    union
    select leg.item
    from leg
    inner join fact as swap on swap.n = leg.fact
    where swap.n <= :as_of and swap.kind = 'handed_over' and swap.also <> '' and leg.kind = 'handed_over' and leg.n <= :as_of
  )
order by told.life_key
