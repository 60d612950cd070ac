-- One row per organisation, place of collection and other place that sums up to the position :summed name, once for the first day and once for the last; and per leg of what was learnt since.
select n, day, organisation, home_place, place
from holder
where n <= :summed
union all
select n, last_day as day, organisation, home_place, place
from holder
where n <= :summed
union all
select n, day, organisation, home_place, place
from leg
where n > :summed and n <= :as_of
