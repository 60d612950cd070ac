-- One row per organisation, place of collection and other place that legs name: the first and the last day on which they do.
select cast($last as bigint) as n, min(day) as day, organisation, home_place, place, max(day) as last_day
from leg
group by 3, 4, 5
