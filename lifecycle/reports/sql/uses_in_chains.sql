-- One row per net move into use or out of it, of the things of the table chain: the fact, its day and its place in the order of life, and how many things moved (more than none: into use).
select
  move.item,
  move.origin,
  move.fact,
  move.kind,
  move.day,
  told.life_key,
  move.organisation,
  move.place,
  move.category,
  move.line,
  cast(move.moved as bigint) as moved
from (
  select item, origin, fact, kind, day, organisation, place, category, line, sum(units) as moved
  from leg
  where n <= :as_of
    and account in ('use', 'support')
    and origin in ('body', 'line')
    and item in (select chain.item from chain)
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9
  having sum(units) <> 0
) as move
inner join fact as told on told.n = move.fact
order by told.life_key, move.item
