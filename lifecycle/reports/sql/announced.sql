-- One row per announcement of a device or a lot: what it says of its donor, in order of life.
select subject, event_id, said
from fact
where n <= :as_of and kind = 'donation_announced' and subject not like 'organisation:%'
order by life_key
