-- One row per recorded fact that tells of a subject, as its subject or beside it.
select n, life_key, event_id, kind, subject, acting, day, place
from fact
where n <= :as_of
  and day between :first_day and :last_day
  and (subject = :subject or position(:within in also) > 0)
order by life_key
