-- One row per correction: what it says it voids and replaces.
select n, event_id, said
from fact
where n <= :as_of and kind = 'corrected'
order by n
