-- One row per organisation that received contributions of recipients (and per contribution, where :by is thing): how many, and cents. :void holds the identities of the facts that are void.
select
  acting as organisation,
  case when :by = 'thing' then n else 0 end as fact,
  count(n) as contributions,
  cast(sum(cents) as bigint) as cents
from fact
where n <= :as_of
  and day between :first_day and :last_day
  and kind = 'contribution_received'
  and position(event_id in :void) = 0
group by 1, 2
order by 1, 2
