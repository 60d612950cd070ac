-- One row per net move into use or out of it, of machines handed over several times, lost, found, exchanged, or back on the day they went, and of lines of uncoded things: the fact, its day and its place in the order of life, the machine that came back in exchange, and how many things moved (more than none: into use).
select
  move.item,
  move.origin,
  move.fact,
  move.kind,
  move.day,
  told.life_key,
  told.subject,
  told.also,
  move.organisation,
  move.place,
  move.category,
  move.line,
  cast(move.moved as bigint) as moved
from (
  select item, origin, fact, kind, day, organisation, place, category, line, sum(units) as moved
  from leg
  where n <= :as_of and account in ('use', 'support') and origin in ('body', 'line')
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9
  having sum(units) <> 0
) as move
inner join (
  select each.item
  from (
    select item, origin, fact, kind, day, organisation, place, category, line, sum(units) as moved
    from leg
    where n <= :as_of and account in ('use', 'support') and origin in ('body', 'line')
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    having sum(units) <> 0
  ) as each
  group by each.item
  having not (
    max(each.origin) = 'body'
    and sum(case when each.moved > 0 and each.kind = 'handed_over' then 1 else 0 end) = 1
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
) as chain on chain.item = move.item
inner join fact as told on told.n = move.fact
order by told.life_key, move.item
