-- One row per hand-over and thing that sums leave to its legs: told of before this segment, or in two places or by two organisations.
select
  cast($last as bigint) as n,
  fact,
  cast($first as bigint) as since_n,
  item
from leg
where kind = 'handed_over'
  and account in ('use', 'support')
group by fact, item
having fact < $first or min(place) <> max(place) or min(organisation) <> max(organisation)
