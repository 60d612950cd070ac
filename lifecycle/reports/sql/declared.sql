-- One row per value that an organisation declared, in force or not, in order of life: whose it is, its day, what it says.
select n, event_id, subject, day, said
from fact
where n <= :as_of and kind = 'factor_declared'
order by life_key
