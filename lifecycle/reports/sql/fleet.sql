-- One row per fact of a fleet: what a public body or another retired, and what left it, in order of life.
select n, event_id, kind, subject, day, said
from fact
where n <= :as_of and kind in ('fleet_unit_retired', 'fleet_unit_left')
order by life_key
