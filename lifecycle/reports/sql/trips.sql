-- One row per collection in force: who was called on (a donor, a lot, a machine), by whom and when, and what the fact says of the trip.
select fact.n, coalesce(label.item, fact.subject) as subject, fact.acting, fact.day, fact.life_key, fact.said
from fact
left join label on label.name = fact.subject
where fact.n <= :as_of
  and fact.kind = 'collected'
  and fact.event_id not in (select void_fact.name from void_fact)
order by fact.life_key
