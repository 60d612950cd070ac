-- One row per thing and fact in force that brings it into use (moved above none), takes it out of it (below), or proves its use (none).
-- void_fact: the facts that are void. label: other labels of a machine, and the one under which its life is kept.
select moves.item, moves.fact, moves.day, moves.moved
from (
  select item, fact, day, cast(sum(units) as bigint) as moved
  from leg
  where n <= :as_of
    and account in ('use', 'support')
    and origin in ('body', 'line')
    and (:device = '' or item = :device)
  group by 1, 2, 3
  having sum(units) <> 0
) as moves
union all
select proofs.item, proofs.fact, proofs.day, cast(0 as bigint) as moved
from (
  select coalesce(label.item, fact.subject) as item, fact.n as fact, fact.day
  from fact
  left join label on label.name = fact.subject
  where fact.n <= :as_of
    and fact.kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back', 'found')
    and fact.event_id not in (select void_fact.name from void_fact)
) as proofs
where :device = '' or proofs.item = :device
