-- One row per course that was held: what it says, in order of life.
select n, event_id, subject, day, said
from fact
where n <= :as_of and day between :first_day and :last_day and kind = 'training_held'
order by life_key
