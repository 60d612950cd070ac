-- One row per grant that was awarded: what it says, in order of life. The day of its agreement is in it.
select n, event_id, subject, said
from fact
where n <= :as_of and kind = 'grant_awarded'
order by life_key
