-- One row per ledger that tells anything: the last day of a fact, as known then.
select max(day) as last_day
from fact
where n <= :as_of
having count(*) > 0
