-- One row per recorded fact that tells of a subject: as its subject, beside it, or because it moved its grams (what happened to its lot).
select n, life_key, event_id, kind, subject, acting, day, place
from fact
where n <= :as_of
  and day between :first_day and :last_day
  and (
    subject = :subject
    or position(:within in also) > 0
    or n in (
      select leg.fact
      from leg
      where leg.n <= :as_of and leg.item = :subject
      group by leg.fact, leg.account
      having sum(leg.grams) <> 0 or sum(leg.units) <> 0
    )
  )
order by life_key
