-- One row per kind of fact that the ledger learnt since a position: how many tell of days up to the last, how many of later days, from which position to which. A correction tells of the days of what it voids.
-- voids: the facts that each of these corrections voids.
select
  told.kind,
  cast(sum(case when told.day <= :last_day then 1 else 0 end) as bigint) as facts,
  cast(sum(case when told.day <= :last_day then 0 else 1 end) as bigint) as later,
  min(told.n) as first_n,
  max(told.n) as last_n
from (
  select fact.n, fact.kind, coalesce(undone.day, fact.day) as day
  from fact
  left join (
    select voids.correction, min(fact.day) as day
    from voids
    inner join fact on fact.event_id = voids.name
    group by 1
  ) as undone on undone.correction = fact.n
  where fact.n > :published
    and fact.n <= :as_of
) as told
group by told.kind
order by min(told.n)
