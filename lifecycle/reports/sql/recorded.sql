-- One row per position asked for: the instant at which its fact was recorded.
select n, recorded_at
from fact
where n in (:as_of, :published)
order by n
