-- One row per fact and rule that it breaks, as known then: since_n is the position at which that first became known.
select
  fact,
  day,
  subject,
  organisation,
  rule,
  cast(min(n) as bigint) as since_n
from breach
where n <= :as_of
  and day between :first_day and :last_day
  and (:organisation = '' or organisation = :organisation)
  and (:device = '' or subject = :device)
  and (:lot = '' or subject = :lot_subject)
group by 1, 2, 3, 4, 5
having sum(change) > 0
order by 2, 1, 5
