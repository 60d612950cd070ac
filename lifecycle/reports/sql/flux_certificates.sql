-- One row per certificate that rests on a yearly average (flux) without attestation, in force as known then: what it says.
select n, event_id, subject, day, life_key, said
from fact
where n <= :as_of
  and n in (
    select fact
    from breach
    where n <= :as_of
      and day <= :last_day
      and rule = 'flux-without-attestation'
    group by fact
    having sum(change) > 0
  )
order by life_key
