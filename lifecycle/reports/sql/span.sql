-- One row per ledger that has moved mass: the first and the last day on which it did, as known then.
select min(day) as first_day, max(day) as last_day
from leg
where n <= :as_of
having count(*) > 0
