-- One row per organisation that received contributions of recipients: how many, and cents. :void holds the identities of the facts that are void.
select acting as organisation, count(n) as contributions, cast(sum(cents) as bigint) as cents
from fact
where n <= :as_of
  and day between :first_day and :last_day
  and kind = 'contribution_received'
  and position(event_id in :void) = 0
group by 1
order by 1
