-- One row per kind of fact that the ledger learnt since a position: how many tell of days up to the last, how many of later days, from which position to which.
select
  kind,
  cast(sum(case when day <= :last_day then 1 else 0 end) as bigint) as facts,
  cast(sum(case when day <= :last_day then 0 else 1 end) as bigint) as later,
  min(n) as first_n,
  max(n) as last_n
from fact
where n > :published
  and n <= :as_of
group by kind
order by min(n)
