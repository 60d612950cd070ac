-- One row per kind of fact that the ledger learnt since a position, of those that tell of days up to the last: how many, from which position to which.
select
  kind,
  cast(count(*) as bigint) as facts,
  min(n) as first_n,
  max(n) as last_n
from fact
where n > :published
  and n <= :as_of
  and day <= :last_day
group by kind
order by min(n)
