-- One row per fact in force that proves a use or tells of work in the workshop, about a thing of the table chain or about a lot: its kind, its machine or lot, its day, its place in the order of life, and what it says of a lot.
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
where told.item like 'lot:%' or told.item in (select chain.item from chain)
order by told.life_key
